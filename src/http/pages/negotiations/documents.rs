//! Documents: the side's own, kept private until served, and those served by either side.

mod view;

use crate::http::attachment::attachment;
use crate::http::pages::upload::Uploaded;
use crate::http::pages::visit::{Sent, Visit, see};
use crate::http::{Failed, Path, Query, State};
use crate::service::acts::Terms;
use crate::service::documents::{self, Upload, list};
use crate::service::negotiations;
use crate::service::{Error, FieldCode, FieldFault};
use crate::text::problem::problem;
use axum::Router;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use maud::Markup;
use serde::Deserialize;
use uuid::Uuid;

pub(super) use view::served;

pub(super) fn router() -> Router<State> {
    Router::new()
        .route("/negotiations/{id}/documents", get(show).post(upload))
        .route("/negotiations/{id}/documents/{document}", get(download))
        .route("/negotiations/{id}/documents/{document}/serve", post(serve))
        .route("/negotiations/{id}/documents/{document}/remove", post(remove))
}

#[derive(Deserialize)]
struct Asked {
    after: Option<Uuid>,
}

async fn show(visit: Visit, Path(id): Path<Uuid>, Query(asked): Query<Asked>) -> Result<Markup, Failed> {
    page(&visit, id, asked.after, None).await
}

async fn page(visit: &Visit, id: Uuid, after: Option<Uuid>, failed: Option<&Error>) -> Result<Markup, Failed> {
    let view = negotiations::get(visit.app(), visit.viewer(), id).await?;
    let documents = list(visit.app(), visit.viewer(), id, after).await?;
    let told = failed.map(|error| problem(error, visit.lang()));
    Ok(view::page(visit, &view, &documents, told.as_ref()))
}

/// The page again, with what went wrong.
async fn again(visit: &Visit, id: Uuid, error: Error) -> Result<Response, Failed> {
    let status = if matches!(error, Error::Conflict) { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, page(visit, id, None, Some(&error)).await?).into_response())
}

async fn upload(Path(id): Path<Uuid>, uploaded: Result<Uploaded, Failed>) -> Result<Response, Failed> {
    let fault = |code| Error::Invalid(vec![FieldFault { field: "file".to_owned(), code }]);
    let mut uploaded = match uploaded {
        Err(failed) if failed.status() == StatusCode::PAYLOAD_TOO_LARGE => {
            return Err(fault(FieldCode::DocumentLarge).into());
        }
        uploaded => uploaded?,
    };
    let file = uploaded.take_named("file");
    let confidential = !uploaded.text("confidential").is_empty();
    let visit = uploaded.visit;
    let Some((name, content)) = file else { return again(&visit, id, fault(FieldCode::Required)).await };
    match documents::upload(visit.app(), visit.viewer(), id, Upload { name, content, confidential }).await {
        Ok(_) => Ok(see(&format!("/negotiations/{id}/documents")).into_response()),
        Err(error @ Error::Invalid(_)) => again(&visit, id, error).await,
        Err(error) => Err(error.into()),
    }
}

async fn download(visit: Visit, Path((id, document)): Path<(Uuid, Uuid)>) -> Result<Response, Failed> {
    let (document, bytes) = documents::content(visit.app(), visit.viewer(), id, document).await?;
    Ok(attachment(&document.id.to_string(), &document.name, &document.media_type, bytes))
}

async fn serve(Path((id, document)): Path<(Uuid, Uuid)>, sent: Sent) -> Result<Response, Failed> {
    let Sent { visit, form } = sent;
    let terms = Terms { expected_version: form.get("expected").parse().ok(), ..Terms::default() };
    let confidential = !form.get("confidential").is_empty();
    match documents::serve(visit.app(), visit.viewer(), id, document, confidential, terms).await {
        Ok(act) => Ok(see(&format!("/negotiations/{id}?did={}", act.seq)).into_response()),
        Err(error @ (Error::Refused(_) | Error::Conflict)) => again(&visit, id, error).await,
        Err(error) => Err(error.into()),
    }
}

async fn remove(Path((id, document)): Path<(Uuid, Uuid)>, sent: Sent) -> Result<Response, Failed> {
    let Sent { visit, .. } = sent;
    match documents::remove(visit.app(), visit.viewer(), id, document).await {
        Ok(()) => Ok(see(&format!("/negotiations/{id}/documents")).into_response()),
        Err(error @ Error::Conflict) => again(&visit, id, error).await,
        Err(error) => Err(error.into()),
    }
}
