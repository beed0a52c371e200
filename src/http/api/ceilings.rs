//! The bounds a side sets its own representatives.

use super::body::Body;
use crate::http::{Caller, Failed, Path, State};
use crate::service::ceilings::{self, Ceiling, NewCeiling};
use axum::Json;
use axum::extract::State as Injected;
use axum::http::StatusCode;
use domain::ceiling::Bound;
use serde::Deserialize;
use utoipa::ToSchema;

/// The side's ceilings.
#[utoipa::path(get, path = "/api/v1/negotiations/{id}/ceilings", tag = "drafts", params(("id" = i64, Path)), responses(
    (status = 200, description = "By cell", body = [Object]), (status = 400, description = "An id that is no number"),
    (status = 401, description = "Not signed in"),
    (status = 404, description = "None, or not for you")))]
pub(super) async fn list(
    Injected(state): Injected<State>,
    caller: Caller,
    Path(id): Path<i64>,
) -> Result<Json<Vec<Ceiling>>, Failed> {
    Ok(Json(ceilings::list(&state.app, &caller.viewer, id).await?))
}

/// A ceiling.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CeilingBody {
    /// Item key.
    #[schema(example = "minimum_wage")]
    item: String,
    /// Field path.
    #[schema(example = "amount")]
    field: String,
    /// `at_most` or `at_least`.
    #[schema(value_type = String)]
    bound: Bound,
    /// Exact decimal text.
    #[schema(example = "2500.00")]
    value: String,
    #[serde(default)]
    note: String,
}

/// Sets a ceiling (the side's chief); a new value takes the place of the old.
#[utoipa::path(put, path = "/api/v1/negotiations/{id}/ceilings", tag = "drafts", params(("id" = i64, Path)),
    request_body = CeilingBody, responses((status = 204, description = "Set"),
    (status = 400, description = "Not JSON, or an id that is no number"),
    (status = 401, description = "Not signed in"), (status = 403, description = "No chief"),
    (status = 404, description = "None, or not for you"), (status = 415, description = "Not JSON"),
    (status = 422, description = "Faults of fields")))]
pub(super) async fn set(
    Injected(state): Injected<State>,
    caller: Caller,
    Path(id): Path<i64>,
    Body(b): Body<CeilingBody>,
) -> Result<StatusCode, Failed> {
    let new = NewCeiling { item: b.item, field: b.field, bound: b.bound, value: b.value, note: b.note };
    ceilings::set(&state.app, &caller.viewer, id, new).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Lifts a ceiling (the side's chief).
#[utoipa::path(delete, path = "/api/v1/negotiations/{id}/ceilings/{ceiling}", tag = "drafts",
    params(("id" = i64, Path), ("ceiling" = i64, Path)), responses(
    (status = 204, description = "Lifted"), (status = 400, description = "An id that is no number"),
    (status = 401, description = "Not signed in"),
    (status = 403, description = "No chief"), (status = 404, description = "None, or not for you")))]
pub(super) async fn lift(
    Injected(state): Injected<State>,
    caller: Caller,
    Path((id, ceiling)): Path<(i64, i64)>,
) -> Result<StatusCode, Failed> {
    ceilings::lift(&state.app, &caller.viewer, id, ceiling).await?;
    Ok(StatusCode::NO_CONTENT)
}
