//! The bounds a side sets its own representatives.

use super::body::Body;
use super::paged::{After, Paged};
use crate::http::shape::most;
use crate::http::{Caller, Failed, Path, State};
use crate::service::bargaining_limits::{self, BargainingLimit, NewBargainingLimit};
use axum::extract::State as Injected;
use axum::http::StatusCode;
use domain::bargaining_limit::Bound;
use domain::limits;
use domain::schema::{Decimal, Key, Line};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

/// The side's limits, a hundred a page; `Link` names the next.
#[utoipa::path(get, path = "/api/v1/negotiations/{id}/bargaining-limits", operation_id = "list_bargaining_limits", tag = "drafts",
    params(("after" = Option<Uuid>, Query, description = "From the `Link` of the page before")), responses(
    (status = 200, description = "By cell", body = [BargainingLimit]),
    (status = 401, description = "Not signed in"),
    (status = 404, description = "None, or not for you"), (status = 422, description = "An `after` that no page named")))]
pub(super) async fn list(
    Injected(state): Injected<State>,
    caller: Caller,
    Path(id): Path<Uuid>,
    after: After,
) -> Result<Paged<BargainingLimit>, Failed> {
    let page = bargaining_limits::list(&state.app, &caller.viewer, id, after.text()).await?;
    Ok(after.page(page))
}

/// A limit.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct BargainingLimitBody {
    /// Item key.
    #[validate(length(max = most(limits::KEY)))]
    #[schema(value_type = Key, example = "minimum_wage")]
    item: String,
    /// Field path.
    #[validate(length(max = most(limits::KEY)))]
    #[schema(value_type = Key, example = "amount")]
    field: String,
    /// `at_most` or `at_least`.
    bound: Bound,
    /// Exact decimal text.
    #[validate(length(max = most(limits::DECIMAL)))]
    #[schema(value_type = Decimal, example = "2500.00")]
    value: String,
    #[serde(default)]
    #[validate(length(max = most(limits::SHORT)))]
    #[schema(value_type = Line)]
    note: String,
}

/// Sets a limit (the side's chief); a new value takes the place of the old.
#[utoipa::path(put, path = "/api/v1/negotiations/{id}/bargaining-limits", operation_id = "set_bargaining_limit", tag = "drafts", request_body = BargainingLimitBody, responses((status = 204, description = "Set"),
    (status = 400, description = "Not JSON, or an id that is no number"),
    (status = 401, description = "Not signed in"), (status = 403, description = "No chief"),
    (status = 404, description = "None, or not for you"), (status = 415, description = "Not JSON"),
    (status = 422, description = "Faults of fields")))]
pub(super) async fn set(
    Injected(state): Injected<State>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Body(b): Body<BargainingLimitBody>,
) -> Result<StatusCode, Failed> {
    let new = NewBargainingLimit { item: b.item, field: b.field, bound: b.bound, value: b.value, note: b.note };
    bargaining_limits::set(&state.app, &caller.viewer, id, new).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Lifts a limit (the side's chief).
#[utoipa::path(delete, path = "/api/v1/negotiations/{id}/bargaining-limits/{limit}", operation_id = "lift_bargaining_limit", tag = "drafts",
    responses(
    (status = 204, description = "Lifted"),
    (status = 401, description = "Not signed in"),
    (status = 403, description = "No chief"), (status = 404, description = "None, or not for you")))]
pub(super) async fn lift(
    Injected(state): Injected<State>,
    caller: Caller,
    Path((id, limit)): Path<(Uuid, Uuid)>,
) -> Result<StatusCode, Failed> {
    bargaining_limits::lift(&state.app, &caller.viewer, id, limit).await?;
    Ok(StatusCode::NO_CONTENT)
}
