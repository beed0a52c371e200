//! A stream of what happens in a negotiation, as server-sent events.

use crate::http::{Caller, Failed, Path, State, live};
use axum::extract::State as Injected;
use axum::http::HeaderMap;
use axum::response::Response;
use uuid::Uuid;

/// What happens, as it happens: `ready` (with the number of acts so far), `act`, and of the caller's own side `draft`,
/// `note`, `document`; `resync` when something may have been missed. Numbers only, no content. The stream ends when the right to read ends.
/// An event's id is the number of the last act told; with it in `Last-Event-ID` the stream goes on with the act after it.
#[utoipa::path(get, path = "/api/v1/negotiations/{id}/live", operation_id = "stream_events", tag = "negotiations", params(
    ("Last-Event-ID" = Option<u32>, Header, description = "Number of the last act heard")),
    responses((status = 200, description = "Events", body = String, content_type = "text/event-stream"),
    (status = 400, description = "Not a number"), (status = 401, description = "Not signed in"),
    (status = 404, description = "None, or not for you"),
    (status = 429, description = "Too many streams are open")))]
pub(super) async fn events(
    Injected(state): Injected<State>,
    caller: Caller,
    Path(id): Path<Uuid>,
    headers: HeaderMap,
) -> Result<Response, Failed> {
    live::stream(&state, caller, Some(id), &headers).await
}
