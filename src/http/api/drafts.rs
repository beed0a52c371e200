//! The side's private draft, and the floor check of any sheet.

use super::body::Body;
use crate::http::{Caller, Failed, State};
use crate::service::drafts::{self, DraftView};
use crate::text::floor_message;
use axum::Json;
use axum::extract::{Path, State as Injected};
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

/// The side's draft.
#[utoipa::path(get, path = "/api/v1/negotiations/{id}/draft", tag = "drafts", params(("id" = i64, Path)), responses(
    (status = 200, description = "The draft with its faults and floor check", body = Object),
    (status = 400, description = "An id that is no number"),
    (status = 401, description = "Not signed in"), (status = 404, description = "None, or not for you")))]
pub(super) async fn show(
    Injected(state): Injected<State>,
    caller: Caller,
    Path(id): Path<i64>,
) -> Result<Json<DraftView>, Failed> {
    Ok(Json(drafts::get(&state.app, &caller.viewer, id).await?))
}

/// What is saved.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct DraftBody {
    /// The version seen, 0 for none yet.
    version: i64,
    /// A term sheet, maybe unfinished.
    #[schema(value_type = Object)]
    sheet: Value,
    #[serde(default)]
    message: String,
}

/// Saves the side's draft.
#[utoipa::path(put, path = "/api/v1/negotiations/{id}/draft", tag = "drafts", params(("id" = i64, Path)),
    request_body = DraftBody, responses((status = 200, description = "The new version", body = Object),
    (status = 400, description = "Not JSON, or an id that is no number"),
    (status = 401, description = "Not signed in"), (status = 403, description = "Your role may not write"),
    (status = 404, description = "None, or not for you"), (status = 409, description = "A colleague saved since"),
    (status = 415, description = "Not JSON"), (status = 422, description = "Wrong shape")))]
pub(super) async fn save(
    Injected(state): Injected<State>,
    caller: Caller,
    Path(id): Path<i64>,
    Body(b): Body<DraftBody>,
) -> Result<Json<Value>, Failed> {
    let version = drafts::save(&state.app, &caller.viewer, id, b.version, &b.sheet, &b.message).await?;
    Ok(Json(json!({"version": version})))
}

/// Throws the side's draft away.
#[utoipa::path(delete, path = "/api/v1/negotiations/{id}/draft", tag = "drafts", params(("id" = i64, Path)), responses(
    (status = 204, description = "Gone"),
    (status = 400, description = "An id that is no number"), (status = 401, description = "Not signed in"),
    (status = 403, description = "Your role may not write"), (status = 404, description = "None, or not for you")))]
pub(super) async fn delete(
    Injected(state): Injected<State>,
    caller: Caller,
    Path(id): Path<i64>,
) -> Result<StatusCode, Failed> {
    drafts::delete(&state.app, &caller.viewer, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The floor check F1–F14 of a term sheet.
#[utoipa::path(post, path = "/api/v1/floor-check", tag = "drafts", request_body = Object, responses(
    (status = 200, description = "One result per rule and item", body = [Object]),
    (status = 400, description = "Not JSON"),
    (status = 401, description = "A bad token"), (status = 415, description = "Not JSON"),
    (status = 422, description = "Faults of the sheet")))]
pub(super) async fn floor(
    Injected(state): Injected<State>,
    caller: Caller,
    Body(sheet): Body<Value>,
) -> Result<Json<Vec<Value>>, Failed> {
    let results = drafts::floor(&state.app, &sheet)?;
    let row = |result: &domain::floor::FloorResult| {
        let mut row = json!(result);
        row["message"] = floor_message(result, caller.lang).into();
        row
    };
    Ok(Json(results.iter().map(row).collect()))
}
