//! Mandates that wait to be confirmed, what an organisation may know of its own, accounts closed and opened again.

use crate::http::{Caller, Failed, Path, State};
use crate::service::closing;
use crate::service::mandates::{self, RequestView};
use crate::service::operator_log::{self, LogLine};
use axum::Json;
use axum::extract::State as Injected;
use axum::http::StatusCode;
use uuid::Uuid;

/// Mandates of an organisation, the newest first, with what waits to be confirmed.
#[utoipa::path(get, path = "/api/v1/organisations/{id}/mandates", operation_id = "list_organisation_mandates", tag = "people", responses((status = 200, description = "Mandates", body = [RequestView]),
    (status = 400, description = "An id that does not read"), (status = 401, description = "Not signed in"),
    (status = 404, description = "None, or you hold no mandate for it")))]
pub(super) async fn of_organisation(
    Injected(state): Injected<State>,
    caller: Caller,
    Path(id): Path<Uuid>,
) -> Result<Json<Vec<RequestView>>, Failed> {
    Ok(Json(mandates::of_organisation(&state.app, &caller.viewer, id).await?))
}

/// What was done with mandates and accounts of an organisation, the newest first, the last two hundred.
#[utoipa::path(get, path = "/api/v1/organisations/{id}/log", operation_id = "list_organisation_log", tag = "people", responses((status = 200, description = "Events", body = [LogLine]),
    (status = 400, description = "An id that does not read"), (status = 401, description = "Not signed in"),
    (status = 404, description = "None, or you hold no mandate for it")))]
pub(super) async fn log(
    Injected(state): Injected<State>,
    caller: Caller,
    Path(id): Path<Uuid>,
) -> Result<Json<Vec<LogLine>>, Failed> {
    Ok(Json(operator_log::of_organisation(&state.app, &caller.viewer, id).await?))
}

/// Mandates that wait for the caller: as a representative, or as the second operator.
#[utoipa::path(get, path = "/api/v1/mandates/requests", operation_id = "list_mandate_requests", tag = "people", responses(
    (status = 200, description = "Requests", body = [RequestView]), (status = 401, description = "Not signed in")))]
pub(super) async fn requests(
    Injected(state): Injected<State>,
    caller: Caller,
) -> Result<Json<Vec<RequestView>>, Failed> {
    Ok(Json(mandates::requests(&state.app, &caller.viewer).await?))
}

/// Confirms a mandate: from now on it counts. By a representative of the organisation; where it has none, by an operator
/// who neither asked for it nor is to hold it.
#[utoipa::path(post, path = "/api/v1/mandates/{id}/confirm", operation_id = "confirm_mandate", tag = "people", responses(
    (status = 204, description = "Confirmed"),
    (status = 400, description = "An id that does not read"), (status = 401, description = "Not signed in"),
    (status = 403, description = "Somebody else has to"), (status = 404, description = "None, or not for you"),
    (status = 409, description = "It was answered before")))]
pub(super) async fn confirm(
    Injected(state): Injected<State>,
    caller: Caller,
    Path(id): Path<Uuid>,
) -> Result<StatusCode, Failed> {
    mandates::confirm(&state.app, &caller.viewer, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Refuses a mandate that waits; by whoever may confirm it.
#[utoipa::path(post, path = "/api/v1/mandates/{id}/refuse", operation_id = "refuse_mandate", tag = "people", responses(
    (status = 204, description = "Refused"),
    (status = 400, description = "An id that does not read"), (status = 401, description = "Not signed in"),
    (status = 403, description = "Somebody else has to"), (status = 404, description = "None, or not for you"),
    (status = 409, description = "It was answered before")))]
pub(super) async fn refuse(
    Injected(state): Injected<State>,
    caller: Caller,
    Path(id): Path<Uuid>,
) -> Result<StatusCode, Failed> {
    mandates::refuse(&state.app, &caller.viewer, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Closes an account (operator): its sessions, tokens, calendar feeds and open streams end at once.
#[utoipa::path(post, path = "/api/v1/accounts/{id}/close", operation_id = "close_account", tag = "people", responses(
    (status = 204, description = "Closed"),
    (status = 400, description = "An id that does not read"), (status = 401, description = "Not signed in"),
    (status = 404, description = "None, or not the operator"), (status = 409, description = "It is closed"),
    (status = 422, description = "The last operator")))]
pub(super) async fn close(
    Injected(state): Injected<State>,
    caller: Caller,
    Path(id): Path<Uuid>,
) -> Result<StatusCode, Failed> {
    closing::close(&state.app, &caller.viewer, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Opens a closed account again (operator); its person signs in anew.
#[utoipa::path(post, path = "/api/v1/accounts/{id}/reopen", operation_id = "reopen_account", tag = "people", responses(
    (status = 204, description = "Open"),
    (status = 400, description = "An id that does not read"), (status = 401, description = "Not signed in"),
    (status = 404, description = "None, or not the operator"), (status = 409, description = "It is open")))]
pub(super) async fn reopen(
    Injected(state): Injected<State>,
    caller: Caller,
    Path(id): Path<Uuid>,
) -> Result<StatusCode, Failed> {
    closing::reopen(&state.app, &caller.viewer, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
