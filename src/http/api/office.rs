//! Documents of the record as office files, in the caller's language.

use crate::http::office::{act, contract, office, registered};
use crate::http::{Caller, Failed, Path, State};
use axum::extract::State as Injected;
use axum::response::Response;
use domain::bargaining::Seq;
use uuid::Uuid;

/// The draft or contract as an office file (DOCX), in the language of `Accept-Language` or of the account.
#[utoipa::path(get, path = "/api/v1/negotiations/{id}/contract/document.docx", operation_id = "save_negotiation_contract", tag = "negotiations", responses(
    (status = 200, description = "The file", body = Vec<u8>, content_type = "application/octet-stream"),
    (status = 400, description = "A number that does not read"), (status = 401, description = "Not signed in"),
    (status = 404, description = "None, no draft yet, or not for you")))]
pub(super) async fn of_negotiation(
    Injected(state): Injected<State>,
    caller: Caller,
    Path(id): Path<Uuid>,
) -> Result<Response, Failed> {
    let document = contract(&state.app, &caller.viewer, id, caller.lang).await?;
    office(&state.app, &id.to_string(), document).await
}

/// What an act is written in, as an office file: invitation, reply, minutes, vote, filing, receipt, request for correction, opinion.
#[utoipa::path(get, path = "/api/v1/negotiations/{id}/acts/{seq}/document.docx", operation_id = "save_act", tag = "negotiations", responses(
    (status = 200, description = "The file", body = Vec<u8>, content_type = "application/octet-stream"),
    (status = 400, description = "A number that does not read"), (status = 401, description = "Not signed in"),
    (status = 404, description = "None, an act without a document, or not for you")))]
pub(super) async fn of_act(
    Injected(state): Injected<State>,
    caller: Caller,
    Path((id, seq)): Path<(Uuid, Seq)>,
) -> Result<Response, Failed> {
    let document = act(&state.app, &caller.viewer, id, seq, caller.lang).await?;
    office(&state.app, &format!("{id}-{seq}"), document).await
}

/// A contract of the register as an office file.
#[utoipa::path(get, path = "/api/v1/contracts/{id}/document.docx", operation_id = "save_contract", tag = "register", responses(
    (status = 200, description = "The file", body = Vec<u8>, content_type = "application/octet-stream"),
    (status = 400, description = "A number that does not read"), (status = 401, description = "A bad token"),
    (status = 404, description = "None, or not published")))]
pub(super) async fn of_register(
    Injected(state): Injected<State>,
    caller: Caller,
    Path(id): Path<Uuid>,
) -> Result<Response, Failed> {
    let document = registered(&state.app, &caller.viewer, id, caller.lang).await?;
    office(&state.app, &id.to_string(), document).await
}
