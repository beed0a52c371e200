//! The side's own notes: caucus notes on the whole and on items, marks, all by forms.

pub(super) mod beside;
mod view;

use crate::http::pages::form::Posted;
use crate::http::pages::visit::{Sent, Visit, see};
use crate::http::shape::most;
use crate::http::{Failed, Path, Query, State};
use crate::service::negotiations;
use crate::service::notes::{self, About, Mark, caucus};
use crate::service::{Error, FieldCode, FieldFault};
use crate::text::problem::problem;
use axum::Router;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use domain::limits;
use maud::Markup;
use serde::Deserialize;
use uuid::Uuid;
use validator::Validate;
use view::Typed;

pub(super) fn router() -> Router<State> {
    Router::new()
        .route("/negotiations/{id}/notes", get(show).post(write))
        .route("/negotiations/{id}/notes/{note}", post(edit))
        .route("/negotiations/{id}/notes/{note}/remove", post(remove))
        .route("/negotiations/{id}/marks", post(mark))
}

/// A note as the form sends it.
#[derive(Debug, Default, Deserialize, Validate)]
#[serde(default)]
struct Written {
    /// Key of an item; empty: on the whole.
    #[validate(length(max = most(limits::KEY)))]
    item: String,
    #[validate(length(max = most(limits::TEXT)))]
    text: String,
}

#[derive(Debug, Default, Deserialize)]
struct Asked {
    /// Only of this item.
    #[serde(default)]
    item: Option<String>,
    /// Notes older than this one.
    after: Option<Uuid>,
    /// Items from this one on.
    from: Option<String>,
}

async fn show(visit: Visit, Path(id): Path<Uuid>, Query(asked): Query<Asked>) -> Result<Markup, Failed> {
    page(&visit, id, &asked, Typed::default()).await
}

async fn page(visit: &Visit, id: Uuid, asked: &Asked, typed: Typed) -> Result<Markup, Failed> {
    let about = About { item: asked.item.clone(), after: asked.after };
    let caucus = caucus(visit.app(), visit.viewer(), id, &about).await?;
    let view = negotiations::get(visit.app(), visit.viewer(), id).await?;
    // An item nobody knows is no item to speak of.
    let only = asked.item.as_deref().filter(|key| caucus.of(key).is_some());
    Ok(view::page(visit, &view, &caucus, only, asked.from.as_deref(), &typed))
}

/// The page again, with what went wrong and what was typed.
async fn again(visit: &Visit, id: Uuid, error: Error, only: Option<String>, typed: Typed) -> Result<Response, Failed> {
    let status = match error {
        Error::Conflict => StatusCode::CONFLICT,
        Error::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
        error => return Err(error.into()),
    };
    let typed = Typed { problem: Some(problem(&error, visit.lang())), ..typed };
    let asked = Asked { item: only, ..Asked::default() };
    Ok((status, page(visit, id, &asked, typed).await?).into_response())
}

/// Back to the notes; to those of one item where only those were shown.
fn back(id: Uuid, form: &Posted) -> Response {
    let only = form.some("only").map(|key| format!("?item={}", crate::http::pages::form::escape(key)));
    see(&format!("/negotiations/{id}/notes{}", only.unwrap_or_default())).into_response()
}

fn only(form: &Posted) -> Option<String> {
    form.some("only").map(str::to_owned)
}

async fn write(Path(id): Path<Uuid>, sent: Sent) -> Result<Response, Failed> {
    let Sent { visit, form } = sent;
    let item = form.some("item").map(str::to_owned);
    let written = async {
        let note: Written = form.read()?;
        let item = Some(note.item).filter(|item| !item.trim().is_empty());
        notes::write(visit.app(), visit.viewer(), id, item, note.text.trim_end()).await
    };
    match written.await {
        Ok(_) => Ok(back(id, &form)),
        Err(error) => {
            let typed = Typed { item, text: form.get("text").to_owned(), ..Typed::default() };
            again(&visit, id, error, only(&form), typed).await
        }
    }
}

async fn edit(Path((id, note)): Path<(Uuid, Uuid)>, sent: Sent) -> Result<Response, Failed> {
    let Sent { visit, form } = sent;
    let seen = form.get("version").parse().unwrap_or_default();
    let edited = async {
        let new: Written = form.read()?;
        notes::edit(visit.app(), visit.viewer(), id, note, seen, new.text.trim_end()).await
    };
    match edited.await {
        Ok(_) => Ok(back(id, &form)),
        Err(error) => {
            let typed = Typed { note: Some(note), text: form.get("text").to_owned(), ..Typed::default() };
            again(&visit, id, error, only(&form), typed).await
        }
    }
}

async fn remove(Path((id, note)): Path<(Uuid, Uuid)>, sent: Sent) -> Result<Response, Failed> {
    let Sent { visit, form } = sent;
    notes::remove(visit.app(), visit.viewer(), id, note).await?;
    Ok(back(id, &form))
}

/// The marks that differ from what the form was shown with.
async fn mark(Path(id): Path<Uuid>, sent: Sent) -> Result<Response, Failed> {
    let Sent { visit, form } = sent;
    let mut marks = Vec::new();
    for key in form.all("key") {
        let (was, wanted) = (form.get(&format!("was.{key}")), form.get(&format!("mark.{key}")));
        let mark = match wanted {
            "" => None,
            "must_have" => Some(Mark::MustHave),
            "trade_off" => Some(Mark::TradeOff),
            _ => {
                let fault = FieldFault { field: "mark".to_owned(), code: FieldCode::Unknown };
                return again(&visit, id, Error::Invalid(vec![fault]), None, Typed::default()).await;
            }
        };
        if was != wanted {
            marks.push((key.to_owned(), mark));
        }
    }
    match notes::mark(visit.app(), visit.viewer(), id, &marks).await {
        Ok(()) => Ok(back(id, &form)),
        Err(error) => again(&visit, id, error, None, Typed::default()).await,
    }
}
