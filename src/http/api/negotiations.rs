//! Negotiations: open, find, look.

use super::body::Body;
use super::paged::{After, Paged};
use crate::http::shape::most;
use crate::http::{Caller, Failed, Path, Query, State};
use crate::service::negotiations::{self, NegotiationLine, NegotiationView, NewNegotiation};
use crate::service::table::{self, LaddersView, TableView, Which};
use crate::service::visits::{self, Seen};
use axum::Json;
use axum::extract::State as Injected;
use axum::http::header::{CONTENT_TYPE, ETAG};
use axum::http::{HeaderName, StatusCode};
use domain::bargaining::{Deadline, Reopening, Seq};
use domain::contract::Contract;
use domain::limits;
use domain::schema::{Key, Title};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

/// Negotiations within reach, newest first, fifty a page; `Link` names the next.
#[utoipa::path(get, path = "/api/v1/negotiations", operation_id = "list_negotiations", tag = "negotiations", params(("after" = Option<String>, Query, description = "From the `Link` of the page before")),
    responses(
    (status = 200, description = "Newest first", body = [NegotiationLine]), (status = 401, description = "Not signed in"),
    (status = 422, description = "An `after` that no page named")))]
pub(super) async fn list(
    Injected(state): Injected<State>,
    caller: Caller,
    after: After,
) -> Result<Paged<NegotiationLine>, Failed> {
    let page = negotiations::list(&state.app, &caller.viewer, after.text()).await?;
    Ok(after.page(page))
}

/// A new negotiation.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NegotiationBody {
    #[validate(length(max = most(limits::TITLE)))]
    #[schema(value_type = Title)]
    title: String,
    #[validate(length(max = most(limits::KEY)))]
    #[schema(value_type = Key, example = "CN-64")]
    jurisdiction: String,
    #[validate(length(max = most(limits::KEY)))]
    #[schema(value_type = Key, example = "640205")]
    area: String,
    #[validate(length(max = most(limits::KEY)))]
    #[schema(value_type = Key)]
    industry: String,
    worker_org: Uuid,
    employer_org: Uuid,
    bureau_org: Uuid,
    /// `mutual` or `either_until_all`.
    reopening: Reopening,
    /// Id of a contract of the register.
    #[serde(default)]
    previous_contract: Option<Uuid>,
}

/// A negotiation opened.
#[derive(Serialize, ToSchema)]
pub(super) struct NegotiationId {
    id: Uuid,
}

/// Opens a negotiation (a chief of one of its parties). Private until the invitation is served.
#[utoipa::path(post, path = "/api/v1/negotiations", operation_id = "open_negotiation", request_body = NegotiationBody, tag = "negotiations", responses(
    (status = 201, description = "Opened", body = NegotiationId),
    (status = 400, description = "Not JSON"), (status = 401, description = "Not signed in"),
    (status = 403, description = "No chief of a party"), (status = 415, description = "Not JSON"),
    (status = 422, description = "Faults of fields")))]
pub(super) async fn create(
    Injected(state): Injected<State>,
    caller: Caller,
    Body(b): Body<NegotiationBody>,
) -> Result<(StatusCode, Json<NegotiationId>), Failed> {
    let new = NewNegotiation {
        title: b.title,
        jurisdiction: b.jurisdiction,
        area: b.area,
        industry: b.industry,
        worker_org: b.worker_org,
        employer_org: b.employer_org,
        bureau_org: b.bureau_org,
        reopening: b.reopening,
        previous_contract: b.previous_contract,
    };
    let id = negotiations::create(&state.app, &caller.viewer, new).await?;
    Ok((StatusCode::CREATED, Json(NegotiationId { id })))
}

/// Where a negotiation stands. Its version is also the ETag.
#[utoipa::path(get, path = "/api/v1/negotiations/{id}", operation_id = "get_negotiation", tag = "negotiations", responses(
    (status = 200, description = "The negotiation", body = NegotiationView), (status = 401, description = "Not signed in"),
    (status = 404, description = "None, or not for you")))]
pub(super) async fn show(
    Injected(state): Injected<State>,
    caller: Caller,
    Path(id): Path<Uuid>,
) -> Result<([(HeaderName, String); 1], Json<NegotiationView>), Failed> {
    let view = negotiations::get(&state.app, &caller.viewer, id).await?;
    Ok(([(ETAG, format!("\"{}\"", view.version))], Json(view)))
}

/// After which act.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct AsOf {
    as_of: Option<Seq>,
    /// `next` of the page before.
    after: Option<String>,
}

/// The table, cell by cell, now or as it stood after an act, at most 1,000 cells a page.
#[utoipa::path(get, path = "/api/v1/negotiations/{id}/table", operation_id = "get_table", tag = "negotiations", params(AsOf), responses((status = 200, description = "The table", body = TableView),
    (status = 400, description = "An id or act that is no number"), (status = 401, description = "Not signed in"),
    (status = 404, description = "None, or not for you")))]
pub(super) async fn table(
    Injected(state): Injected<State>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Query(asked): Query<AsOf>,
) -> Result<Json<TableView>, Failed> {
    let table = table::table(&state.app, &caller.viewer, id, asked.as_of).await?;
    Ok(Json(table.page(asked.after.as_deref())))
}

/// Which ladders.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct LadderOf {
    /// Of one item only: its key.
    item: Option<String>,
    /// Of one field of it only, e.g. `amount`, `bands[10].days`.
    field: Option<String>,
    /// Up to this act.
    as_of: Option<Seq>,
    /// `next` of the page before.
    after: Option<String>,
}

/// How cells moved: each side's steps over the rounds, the floor, the contract before, what is agreed.
#[utoipa::path(get, path = "/api/v1/negotiations/{id}/ladder", operation_id = "get_ladder", tag = "negotiations", params(LadderOf), responses((status = 200, description = "Ladders", body = LaddersView),
    (status = 400, description = "A parameter that does not read"), (status = 401, description = "Not signed in"),
    (status = 404, description = "None, or not for you; or nobody ever named that cell")))]
pub(super) async fn ladder(
    Injected(state): Injected<State>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Query(asked): Query<LadderOf>,
) -> Result<Json<LaddersView>, Failed> {
    let which = Which { item: asked.item, field: asked.field, as_of: asked.as_of };
    let found = table::ladders(&state.app, &caller.viewer, id, &which).await?;
    Ok(Json(found.page(asked.after.as_deref())))
}

/// Up to which act.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SeenBody {
    act: Seq,
}

/// Marks everything up to an act as seen by the caller, for the caller alone: the table then says what moved since.
#[utoipa::path(put, path = "/api/v1/negotiations/{id}/seen", operation_id = "mark_seen", tag = "negotiations", request_body = SeenBody, responses((status = 200, description = "Marked", body = Seen),
    (status = 400, description = "Not JSON, or a parameter that does not read"),
    (status = 401, description = "Not signed in"), (status = 404, description = "None, or not for you"),
    (status = 415, description = "Not JSON"), (status = 422, description = "Wrong shape")))]
pub(super) async fn seen(
    Injected(state): Injected<State>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Body(body): Body<SeenBody>,
) -> Result<Json<Seen>, Failed> {
    Ok(Json(visits::mark(&state.app, &caller.viewer, id, body.act).await?))
}

/// What is due, from whom, by when, by which rule.
#[utoipa::path(get, path = "/api/v1/negotiations/{id}/deadlines", operation_id = "list_negotiation_deadlines", tag = "negotiations", responses((status = 200, description = "Deadlines", body = [Deadline]), (status = 401, description = "Not signed in"),
    (status = 404, description = "None, or not for you")))]
pub(super) async fn deadlines(
    Injected(state): Injected<State>,
    caller: Caller,
    Path(id): Path<Uuid>,
) -> Result<Json<Vec<Deadline>>, Failed> {
    Ok(Json(negotiations::get(&state.app, &caller.viewer, id).await?.deadlines))
}

/// The exact bytes of the contract: what the chiefs sign.
#[utoipa::path(get, path = "/api/v1/negotiations/{id}/contract", operation_id = "get_contract_text", tag = "negotiations", responses((status = 200, description = "Canonical JSON (RFC 8785)", body = Contract),
    (status = 401, description = "Not signed in"), (status = 404, description = "No draft yet, or not for you")))]
pub(super) async fn contract(
    Injected(state): Injected<State>,
    caller: Caller,
    Path(id): Path<Uuid>,
) -> Result<([(HeaderName, &'static str); 1], String), Failed> {
    let text = negotiations::contract_bytes(&state.app, &caller.viewer, id).await?;
    Ok(([(CONTENT_TYPE, "application/json")], text))
}
