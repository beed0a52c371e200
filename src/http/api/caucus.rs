//! What a side keeps for itself: notes and marks. And what both sides see around the table: information, sessions.

use super::body::Body;
use super::paged::{After, Paged};
use crate::http::shape::most;
use crate::http::{Caller, Failed, Path, Query, State};
use crate::service::information::{self, RequestView};
use crate::service::notes::{self, About, Caucus, Mark};
use crate::service::sessions::{self, SessionsView};
use axum::Json;
use axum::extract::State as Injected;
use axum::http::StatusCode;
use domain::limits;
use domain::schema::{Key, Prose};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

/// Which notes.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Asked {
    /// Of one item; empty: on the whole.
    item: Option<String>,
    /// `next` of the page before.
    after: Option<Uuid>,
}

/// The side's notes, a hundred a page, and marks.
#[utoipa::path(get, path = "/api/v1/negotiations/{id}/notes", operation_id = "list_notes", tag = "caucus", params(Asked), responses(
    (status = 200, description = "Notes, newest first, and items with their marks", body = Caucus),
    (status = 400, description = "A number or a body that does not read"),
    (status = 401, description = "Not signed in"), (status = 404, description = "None, or not for you")))]
pub(super) async fn show(
    Injected(state): Injected<State>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Result<Json<Caucus>, Failed> {
    let about = About { item: asked.item, after: asked.after };
    Ok(Json(notes::caucus(&state.app, &caller.viewer, id, &about).await?))
}

/// A note being written.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewNote {
    /// Key of an item; none: on the whole.
    #[serde(default)]
    #[validate(length(max = most(limits::KEY)))]
    #[schema(value_type = Option<Key>)]
    item: Option<String>,
    #[validate(length(max = most(limits::TEXT)))]
    #[schema(value_type = Prose)]
    text: String,
}

/// A note written.
#[derive(Serialize, ToSchema)]
pub(super) struct NoteId {
    id: Uuid,
}

/// Writes a note.
#[utoipa::path(post, path = "/api/v1/negotiations/{id}/notes", operation_id = "write_note", tag = "caucus", request_body = NewNote, responses((status = 201, description = "Its id", body = NoteId),
    (status = 400, description = "A number or a body that does not read"),
    (status = 401, description = "Not signed in"), (status = 403, description = "Your role may not write"),
    (status = 404, description = "None, or not for you"), (status = 415, description = "Not JSON"),
    (status = 422, description = "Faults")))]
pub(super) async fn write(
    Injected(state): Injected<State>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Body(new): Body<NewNote>,
) -> Result<(StatusCode, Json<NoteId>), Failed> {
    let note = notes::write(&state.app, &caller.viewer, id, new.item, &new.text).await?;
    Ok((StatusCode::CREATED, Json(NoteId { id: note })))
}

/// A note being changed.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct EditedNote {
    /// The version seen.
    version: i64,
    #[validate(length(max = most(limits::TEXT)))]
    #[schema(value_type = Prose)]
    text: String,
}

/// A note changed.
#[derive(Serialize, ToSchema)]
pub(super) struct NoteVersion {
    version: i64,
}

/// Changes a note: its writer, or the chief.
#[utoipa::path(put, path = "/api/v1/negotiations/{id}/notes/{note}", operation_id = "edit_note", tag = "caucus",
    request_body = EditedNote, responses(
    (status = 200, description = "The new version", body = NoteVersion), (status = 400, description = "A number or a body that does not read"),
    (status = 401, description = "Not signed in"),
    (status = 403, description = "A colleague's"), (status = 404, description = "None, or not for you"),
    (status = 409, description = "Changed since"), (status = 415, description = "Not JSON"),
    (status = 422, description = "Faults")))]
pub(super) async fn edit(
    Injected(state): Injected<State>,
    caller: Caller,
    Path((id, note)): Path<(Uuid, Uuid)>,
    Body(new): Body<EditedNote>,
) -> Result<Json<NoteVersion>, Failed> {
    let version = notes::edit(&state.app, &caller.viewer, id, note, new.version, &new.text).await?;
    Ok(Json(NoteVersion { version }))
}

/// Removes a note: its writer, or the chief.
#[utoipa::path(delete, path = "/api/v1/negotiations/{id}/notes/{note}", operation_id = "remove_note", tag = "caucus",
    responses((status = 204, description = "Gone"),
    (status = 400, description = "A number or a body that does not read"),
    (status = 401, description = "Not signed in"), (status = 403, description = "A colleague's"),
    (status = 404, description = "None, or not for you")))]
pub(super) async fn remove(
    Injected(state): Injected<State>,
    caller: Caller,
    Path((id, note)): Path<(Uuid, Uuid)>,
) -> Result<StatusCode, Failed> {
    notes::remove(&state.app, &caller.viewer, id, note).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What an item is to the side.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Marked {
    /// Key of the item.
    #[validate(length(max = most(limits::KEY)))]
    #[schema(value_type = Key)]
    item: String,
    /// `must_have`, `trade_off`, or none.
    mark: Option<Mark>,
}

/// Marks an item as a must-have or as something to trade.
#[utoipa::path(put, path = "/api/v1/negotiations/{id}/marks", operation_id = "mark_item", tag = "caucus", request_body = Marked, responses((status = 204, description = "Set"),
    (status = 400, description = "A number or a body that does not read"),
    (status = 401, description = "Not signed in"), (status = 403, description = "Your role may not write"),
    (status = 404, description = "None, or not for you"), (status = 415, description = "Not JSON"),
    (status = 422, description = "Unknown item or mark")))]
pub(super) async fn mark(
    Injected(state): Injected<State>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Body(marked): Body<Marked>,
) -> Result<StatusCode, Failed> {
    notes::mark(&state.app, &caller.viewer, id, &[(marked.item, marked.mark)]).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Requests for information both ways, with due dates and answers, fifty a page; `Link` names the next.
#[utoipa::path(get, path = "/api/v1/negotiations/{id}/information", operation_id = "list_information", tag = "acts",
    params(("after" = Option<u32>, Query, description = "From the `Link` of the page before")), responses((status = 200, description = "Requests, newest first", body = [RequestView]),
    (status = 400, description = "A number or a body that does not read"),
    (status = 401, description = "Not signed in"), (status = 404, description = "None, or not for you"),
    (status = 422, description = "An `after` that no page named")))]
pub(super) async fn information(
    Injected(state): Injected<State>,
    caller: Caller,
    Path(id): Path<Uuid>,
    after: After,
) -> Result<Paged<RequestView>, Failed> {
    let page = information::list(&state.app, &caller.viewer, id, after.text()).await?;
    Ok(after.page(page))
}

/// Sessions with minutes, signatures, and who chairs next.
#[utoipa::path(get, path = "/api/v1/negotiations/{id}/sessions", operation_id = "list_sessions", tag = "acts", responses((status = 200, description = "Sessions, newest first", body = SessionsView),
    (status = 400, description = "A number or a body that does not read"),
    (status = 401, description = "Not signed in"), (status = 404, description = "None, or not for you")))]
pub(super) async fn sessions(
    Injected(state): Injected<State>,
    caller: Caller,
    Path(id): Path<Uuid>,
) -> Result<Json<SessionsView>, Failed> {
    Ok(Json(sessions::list(&state.app, &caller.viewer, id).await?))
}
