//! What the script asks while one types: the judgement, and saving as one goes. Without script the buttons of the form
//! do the same.

use super::page::{floor, state};
use super::work::{self, Work};
use super::{beside, conflict, part, saved};
use crate::http::pages::visit::{Sent, Visit};
use crate::http::{Failed, Path};
use crate::service::negotiations::get;
use crate::service::{Error, drafts};
use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use std::collections::HashMap;
use uuid::Uuid;

/// What the script puts in its places.
#[derive(Default, Serialize)]
struct Answer {
    /// Markup by the path of the field; whatever is not named is empty.
    beside: HashMap<String, String>,
    /// The draft's version, once saved.
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<i64>,
    /// The line that tells who saved when.
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<String>,
    /// A colleague saved since: both versions.
    #[serde(skip_serializing_if = "Option::is_none")]
    conflict: Option<String>,
}

fn answer(visit: &Visit, work: &Work) -> Answer {
    let mut said: HashMap<String, String> =
        work.beside(visit).into_iter().map(|(path, markup)| (path, markup.into_string())).collect();
    let summary = beside::summary(&work.judged, work.faults.len(), visit.lang());
    said.insert("summary".to_owned(), summary.into_string());
    said.insert("floor".to_owned(), floor(visit, &work.judged).into_string());
    Answer { beside: said, ..Answer::default() }
}

/// The judgement of a form. Writes nothing.
pub(in crate::http::pages) async fn check(Path(id): Path<Uuid>, sent: Sent) -> Result<Response, Failed> {
    let Sent { visit, form } = sent;
    let view = get(visit.app(), visit.viewer(), id).await?;
    view.capacity.side().ok_or(Error::NotFound)?;
    let work = Work::of(&visit, view, form).await?.quiet();
    Ok(Json(answer(&visit, &work)).into_response())
}

/// Saves a form over the version it saw, and judges it.
pub(in crate::http::pages) async fn keep(Path(id): Path<Uuid>, sent: Sent) -> Result<Response, Failed> {
    let Sent { visit, form } = sent;
    let view = get(visit.app(), visit.viewer(), id).await?;
    view.capacity.side().ok_or(Error::NotFound)?;
    let seen = form.get("draft_version").parse().unwrap_or(0);
    let rest = part::rest(&visit, &view, &form).await?;
    let new = work::draft(&visit, &form, &rest, &view);
    let mine = new.sheet.clone();
    match drafts::save(visit.app(), visit.viewer(), id, seen, new).await {
        Ok(done) => {
            let work = Work::of(&visit, view, form).await?.quiet();
            let state = state(&visit, true, done.at, &done.by, done.version).into_string();
            let (version, state) = (Some(done.version), Some(state));
            Ok(Json(Answer { version, state, ..answer(&visit, &work) }).into_response())
        }
        Err(Error::Conflict) => {
            let panel = conflict::panel(&visit, &view, saved(&visit, id).await?.as_ref(), &mine);
            let answer = Answer { conflict: Some(panel.into_string()), ..Answer::default() };
            Ok((StatusCode::CONFLICT, Json(answer)).into_response())
        }
        Err(error) => Err(error.into()),
    }
}
