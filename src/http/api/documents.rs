//! Documents: stored private to a side, served by an act.

use super::paged::{After, Paged};
use crate::http::attachment::attachment;
use crate::http::{Caller, Failed, Path, Query, State};
use crate::service::documents::{self, DocumentView, LARGEST, Upload};
use crate::service::{Error, FieldCode, FieldFault};
use axum::Json;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State as Injected};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

/// The side's own documents and those served, a hundred a page. Serve one with the act `serve_document`.
#[utoipa::path(get, path = "/api/v1/negotiations/{id}/documents", operation_id = "list_documents", tag = "documents", params(("after" = Option<String>, Query, description = "From the `Link` of the page before")), responses((status = 200, description = "Documents", body = [DocumentView]),
    (status = 400, description = "A number or a body that does not read"),
    (status = 401, description = "Not signed in"), (status = 404, description = "None, or not for you")))]
pub(super) async fn list(
    Injected(state): Injected<State>,
    caller: Caller,
    Path(id): Path<Uuid>,
    after: After,
) -> Result<Paged<DocumentView>, Failed> {
    let page = documents::list(&state.app, &caller.viewer, id, after.id()?).await?;
    Ok(after.page(page))
}

/// What goes with the bytes.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Named {
    /// File name with its ending.
    #[serde(default)]
    name: String,
    /// A trade secret.
    #[serde(default)]
    confidential: bool,
}

/// Stores a file (PDF, DOCX, XLSX, PNG, JPEG, TXT, CSV; at most 20 MiB), private to the side.
#[utoipa::path(post, path = "/api/v1/negotiations/{id}/documents", operation_id = "upload_document", tag = "documents", params(Named), request_body(content = Vec<u8>, content_type = "application/octet-stream"), responses(
    (status = 201, description = "The document with its SHA-256", body = DocumentView),
    (status = 400, description = "A number or a body that does not read"),
    (status = 401, description = "Not signed in"), (status = 403, description = "Your role may not write"),
    (status = 404, description = "None, or not for you"),
    (status = 422, description = "Empty, too large, of another kind, or not what its name says")))]
pub(super) async fn upload(
    Injected(state): Injected<State>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Query(named): Query<Named>,
    request: Request,
) -> Result<(StatusCode, Json<DocumentView>), Failed> {
    let content = read(request.into_body()).await?.to_vec();
    let upload = Upload { name: named.name, content, confidential: named.confidential };
    let stored = documents::upload(&state.app, &caller.viewer, id, upload).await?;
    Ok((StatusCode::CREATED, Json(stored)))
}

/// The body, not further than a document may be long.
async fn read(body: Body) -> Result<Bytes, Error> {
    let most = usize::try_from(LARGEST).unwrap_or(usize::MAX);
    let large = FieldFault { field: "file".to_owned(), code: FieldCode::DocumentLarge };
    to_bytes(body, most).await.map_err(|_| Error::Invalid(vec![large]))
}

/// The file itself, as an attachment.
#[utoipa::path(get, path = "/api/v1/negotiations/{id}/documents/{document}", operation_id = "get_document", tag = "documents",
    responses(
    (status = 200, description = "The bytes", body = Vec<u8>, content_type = "application/octet-stream"),
    (status = 400, description = "A number or a body that does not read"),
    (status = 401, description = "Not signed in"), (status = 404, description = "None, or not for you")))]
pub(super) async fn show(
    Injected(state): Injected<State>,
    caller: Caller,
    Path((id, document)): Path<(Uuid, Uuid)>,
) -> Result<Response, Failed> {
    let (document, bytes) = documents::content(&state.app, &caller.viewer, id, document).await?;
    Ok(attachment(&document.id.to_string(), &document.name, &document.media_type, bytes))
}

/// Removes one that was not served.
#[utoipa::path(delete, path = "/api/v1/negotiations/{id}/documents/{document}", operation_id = "remove_document", tag = "documents",
    responses(
    (status = 204, description = "Gone"), (status = 400, description = "A number or a body that does not read"),
    (status = 401, description = "Not signed in"),
    (status = 403, description = "The other side's, or your role may not write"),
    (status = 404, description = "None, or not for you"), (status = 409, description = "It was served")))]
pub(super) async fn remove(
    Injected(state): Injected<State>,
    caller: Caller,
    Path((id, document)): Path<(Uuid, Uuid)>,
) -> Result<StatusCode, Failed> {
    documents::remove(&state.app, &caller.viewer, id, document).await?;
    Ok(StatusCode::NO_CONTENT)
}
