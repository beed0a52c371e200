//! The side's private draft, and the floor check of any sheet.

use super::body::Body;
use super::sheet::SheetBody;
use crate::http::shape::most;
use crate::http::{Caller, Failed, Path, Query, State};
use crate::service::drafts::{self, Base, DraftView, Judgement, NewDraft, Revision, RevisionView, Saved};
use crate::text::floor_message;
use axum::Json;
use axum::extract::State as Injected;
use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use domain::contract::SignedSheet;
use domain::floor::FloorResult;
use domain::limits;
use domain::schema::{Key, Message, SheetJson};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

/// The side's draft.
#[utoipa::path(get, path = "/api/v1/negotiations/{id}/draft", operation_id = "get_draft", tag = "drafts", responses(
    (status = 200, description = "The draft with its faults and floor check", body = DraftView),
    (status = 401, description = "Not signed in"), (status = 404, description = "None, or not for you")))]
pub(super) async fn show(
    Injected(state): Injected<State>,
    caller: Caller,
    Path(id): Path<Uuid>,
) -> Result<Json<DraftView>, Failed> {
    Ok(Json(drafts::get(&state.app, &caller.viewer, id).await?))
}

/// What is saved.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct DraftBody {
    /// The version seen, 0 for none yet.
    version: i64,
    /// A term sheet, maybe unfinished.
    #[schema(value_type = SheetJson)]
    sheet: Value,
    #[serde(default)]
    #[validate(length(max = most(limits::MESSAGE)))]
    #[schema(value_type = Message)]
    message: String,
    /// All or nothing.
    #[serde(default)]
    package: bool,
    #[serde(default)]
    expires_at: Option<DateTime<Utc>>,
    /// What it started from: `blank`, `previous`, `offer:12`; left out: as before.
    #[serde(default)]
    #[validate(length(max = most(limits::KEY)))]
    #[schema(value_type = Option<Key>)]
    base: Option<String>,
}

/// Saves the side's draft.
#[utoipa::path(put, path = "/api/v1/negotiations/{id}/draft", operation_id = "save_draft", tag = "drafts", request_body = DraftBody, responses((status = 200, description = "The new version", body = Saved),
    (status = 400, description = "Not JSON, or an id that is no number"),
    (status = 401, description = "Not signed in"), (status = 403, description = "Your role may not write"),
    (status = 404, description = "None, or not for you"), (status = 409, description = "A colleague saved since"),
    (status = 415, description = "Not JSON"), (status = 422, description = "Wrong shape")))]
pub(super) async fn save(
    Injected(state): Injected<State>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Body(b): Body<DraftBody>,
) -> Result<Json<Saved>, Failed> {
    let base = b.base.as_deref().map(Base::from_word);
    let (sheet, message, package, expires_at) = (b.sheet, b.message, b.package, b.expires_at);
    let new = NewDraft { sheet, message, package, expires_at, base };
    Ok(Json(drafts::save(&state.app, &caller.viewer, id, b.version, new).await?))
}

/// After which item.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct AfterItem {
    /// `next` of the page before.
    after: Option<String>,
}

/// What is to be said of a sheet your side is writing: faults, law, gap and own limits cell by cell, at most 1,000 cells a
/// page. Writes nothing.
#[utoipa::path(post, path = "/api/v1/negotiations/{id}/draft/check", operation_id = "check_draft", tag = "drafts", params(AfterItem), request_body = SheetJson, responses((status = 200, description = "The judgement", body = Judgement),
    (status = 400, description = "Not JSON, or an id that is no number"),
    (status = 401, description = "Not signed in"), (status = 404, description = "None, or not for you"),
    (status = 415, description = "Not JSON"), (status = 422, description = "Wrong shape")))]
pub(super) async fn check(
    Injected(state): Injected<State>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Query(asked): Query<AfterItem>,
    Body(SheetBody { sheet }): Body<SheetBody>,
) -> Result<Json<Judgement>, Failed> {
    let (judged, _) = drafts::judge(&state.app, &caller.viewer, id, sheet).await?;
    Ok(Json(judged.page(asked.after.as_deref())))
}

/// Which page of the history.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Before {
    /// Revisions before this version; left out: the newest.
    before: Option<i64>,
}

/// The side's drafting history, newest first.
#[utoipa::path(get, path = "/api/v1/negotiations/{id}/draft/history", operation_id = "list_draft_history", tag = "drafts", params(Before), responses((status = 200, description = "At most 10 revisions", body = [Revision]),
    (status = 400, description = "An id that is no number"),
    (status = 401, description = "Not signed in"), (status = 404, description = "None, or not for you")))]
pub(super) async fn history(
    Injected(state): Injected<State>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Query(page): Query<Before>,
) -> Result<Json<Vec<Revision>>, Failed> {
    Ok(Json(drafts::history(&state.app, &caller.viewer, id, page.before).await?))
}

/// One revision whole.
#[utoipa::path(get, path = "/api/v1/negotiations/{id}/draft/history/{version}", operation_id = "get_draft_revision", tag = "drafts",
    responses((status = 200, description = "The sheet as it was saved", body = RevisionView),
    (status = 400, description = "A parameter that does not read"),
    (status = 401, description = "Not signed in"), (status = 404, description = "None, or not for you")))]
pub(super) async fn revision(
    Injected(state): Injected<State>,
    caller: Caller,
    Path((id, version)): Path<(Uuid, i64)>,
) -> Result<Json<RevisionView>, Failed> {
    Ok(Json(drafts::revision(&state.app, &caller.viewer, id, version).await?))
}

/// Which revision becomes the draft again.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RestoreBody {
    /// The revision's version.
    restore: i64,
    /// The draft's version seen, 0 for none now.
    version: i64,
}

/// Makes a revision the draft again.
#[utoipa::path(post, path = "/api/v1/negotiations/{id}/draft/history", operation_id = "restore_draft", tag = "drafts", request_body = RestoreBody, responses((status = 200, description = "The new version", body = Saved),
    (status = 400, description = "Not JSON, or an id that is no number"),
    (status = 401, description = "Not signed in"), (status = 403, description = "Your role may not write"),
    (status = 404, description = "None, or not for you"), (status = 409, description = "A colleague saved since"),
    (status = 415, description = "Not JSON"), (status = 422, description = "Wrong shape")))]
pub(super) async fn restore(
    Injected(state): Injected<State>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Body(b): Body<RestoreBody>,
) -> Result<Json<Saved>, Failed> {
    Ok(Json(drafts::restore(&state.app, &caller.viewer, id, b.restore, b.version).await?))
}

/// Throws the side's draft away.
#[utoipa::path(delete, path = "/api/v1/negotiations/{id}/draft", operation_id = "delete_draft", tag = "drafts", responses(
    (status = 204, description = "Gone"), (status = 401, description = "Not signed in"),
    (status = 403, description = "Your role may not write"), (status = 404, description = "None, or not for you")))]
pub(super) async fn delete(
    Injected(state): Injected<State>,
    caller: Caller,
    Path(id): Path<Uuid>,
) -> Result<StatusCode, Failed> {
    drafts::delete(&state.app, &caller.viewer, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// One result, in words.
#[derive(Serialize, ToSchema)]
pub(super) struct FloorLine {
    #[serde(flatten)]
    result: FloorResult,
    /// In the reader's language.
    message: String,
}

/// The floor check F1–F14 of a term sheet.
#[utoipa::path(post, path = "/api/v1/floor-check", operation_id = "check_floor", tag = "drafts", request_body = SignedSheet, responses(
    (status = 200, description = "One result per rule and item", body = [FloorLine]),
    (status = 400, description = "Not JSON"),
    (status = 401, description = "A bad token"), (status = 415, description = "Not JSON"),
    (status = 422, description = "Faults of the sheet")))]
pub(super) async fn floor(
    Injected(state): Injected<State>,
    caller: Caller,
    Body(SheetBody { sheet }): Body<SheetBody>,
) -> Result<Json<Vec<FloorLine>>, Failed> {
    let results = drafts::floor(&state.app, sheet).await?;
    let lang = caller.lang;
    let line = move |result: FloorResult| {
        let message = floor_message(&result, lang);
        FloorLine { result, message }
    };
    Ok(Json(state.app.compute(move || results.into_iter().map(line).collect()).await?))
}
