//! The offer composer: starts from a draft, an offer or the contract before; judges as one types, saves, tables.

mod beside;
mod confirm;
mod conflict;
mod glossary;
mod grid;
mod history;
mod items;
mod kept;
mod kinds;
mod live;
mod named;
mod page;
mod part;
mod start;
mod terms;
pub(super) mod words;
mod work;

pub(in crate::http::pages) use history::{restore, show as show_history};
pub(in crate::http::pages) use live::{check, keep};

use crate::http::pages::form::{Posted, escape, id_of};
use crate::http::pages::visit::{Sent, Visit, see};
use crate::http::{Failed, Path, Query};
use crate::service::acts::{self, Terms};
use crate::service::drafts::DraftView;
use crate::service::negotiations::get;
use crate::service::{Error, drafts, names};
use crate::text::problem::problem;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use page::{Said, markup};
use serde::Deserialize;
use uuid::Uuid;
use work::Work;

#[derive(Deserialize)]
pub(in crate::http::pages) struct From {
    #[serde(default)]
    from: String,
    /// Key of the item to go to.
    #[serde(default)]
    item: String,
    /// Key of an item of the part to edit.
    #[serde(default)]
    part: String,
}

/// The side's draft, if there is one.
async fn saved(visit: &Visit, id: Uuid) -> Result<Option<DraftView>, Failed> {
    match drafts::get(visit.app(), visit.viewer(), id).await {
        Ok(draft) => Ok(Some(draft)),
        Err(Error::NotFound) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

pub(in crate::http::pages) async fn show(
    visit: Visit,
    Path(id): Path<Uuid>,
    Query(from): Query<From>,
) -> Result<Response, Failed> {
    let view = get(visit.app(), visit.viewer(), id).await?;
    let side = view.capacity.side().ok_or(Error::NotFound)?;
    let draft = saved(&visit, id).await?;
    let wanted = if from.item.is_empty() { &from.part } else { &from.item };
    let last = names::of_last_contract(visit.app(), &view.state).await?;
    let posted = start::posted(&visit, &view, side, draft.as_ref(), (&from.from, wanted), &last);
    // Nothing has been asked yet: what is merely not filled in is no fault.
    let work = Work::of(&visit, view, posted).await?.quiet();
    if !from.item.is_empty() {
        let asked = [("from", from.from.as_str()), ("part", if work.in_parts() { from.item.as_str() } else { "" })];
        let asked = asked.iter().filter(|(_, text)| !text.is_empty());
        let pairs: Vec<String> = asked.map(|(name, text)| format!("{name}={}", escape(text))).collect();
        let start = if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) };
        let place = work.place(&from.item).map(|place| format!("#{}", id_of(&place))).unwrap_or_default();
        return Ok(see(&format!("/negotiations/{id}/offer{start}{place}")).into_response());
    }
    Ok(markup(&visit, &work, draft.as_ref(), &Said::default()).into_response())
}

pub(in crate::http::pages) async fn send(Path(id): Path<Uuid>, sent: Sent) -> Result<Response, Failed> {
    let Sent { visit, form: mut posted } = sent;
    let view = get(visit.app(), visit.viewer(), id).await?;
    view.capacity.side().ok_or(Error::NotFound)?;
    let wish = posted.get("do").to_owned();
    let rest = part::rest(&visit, &view, &posted).await?;
    let mut list = named::list(&view, &posted);
    if terms::edit(&mut posted, &wish, &rest, &mut list) {
        let work = Work::of(&visit, view, posted).await?.quiet();
        let said = Said { posted: true, ..Said::default() };
        return Ok(markup(&visit, &work, saved(&visit, id).await?.as_ref(), &said).into_response());
    }
    let mut said = Said {
        posted: matches!(wish.as_str(), "check" | "table" | "redline"),
        redline: wish == "redline",
        ..Said::default()
    };
    if let Some(over) = save_over(&posted, &wish) {
        save(&visit, id, over, (&mut posted, &rest), &view, &mut said).await?;
        if let Some(to) = wish.strip_prefix("part.").filter(|_| said.conflict.is_none()) {
            return Ok(see(&format!("/negotiations/{id}/offer?part={}", escape(to))).into_response());
        }
    }
    let mut work = Work::of(&visit, view, posted).await?;
    if wish == "table" {
        match table(&visit, &mut work, &mut said).await? {
            Some(answer) => return Ok(answer),
            None => said.problem = said.problem.take().or_else(|| work.problem(visit.lang())),
        }
    } else if wish == "check" {
        said.problem = work.problem(visit.lang());
    }
    let status = match &said {
        Said { conflict: Some(_), .. } => StatusCode::CONFLICT,
        Said { problem: Some(_), .. } => StatusCode::UNPROCESSABLE_ENTITY,
        _ => StatusCode::OK,
    };
    let draft = saved(&visit, id).await?;
    Ok((status, markup(&visit, &work, draft.as_ref(), &said)).into_response())
}

/// The version that a button saves over: the one seen, or the one a colleague saved and the person has been told of.
fn save_over(posted: &Posted, wish: &str) -> Option<i64> {
    match wish.strip_prefix("overwrite.") {
        Some(version) => version.parse().ok(),
        None => (wish == "save" || wish.starts_with("part.")).then(|| posted.get("draft_version").parse().unwrap_or(0)),
    }
}

/// An unfinished sheet may be saved: its faults stay beside the fields, and are no obstacle.
async fn save(
    visit: &Visit,
    id: Uuid,
    over: i64,
    (posted, rest): (&mut Posted, &part::Rest),
    view: &crate::service::negotiations::NegotiationView,
    said: &mut Said,
) -> Result<(), Failed> {
    let new = work::draft(visit, posted, rest, view);
    let mine = new.sheet.clone();
    match drafts::save(visit.app(), visit.viewer(), id, over, new).await {
        Ok(saved) => {
            posted.set("draft_version", saved.version.to_string());
            posted.set("replaces", "");
            said.notice = Some(visit.t("draft-saved"));
            Ok(())
        }
        Err(Error::Conflict) => {
            said.conflict = Some(conflict::panel(visit, view, saved(visit, id).await?.as_ref(), &mine));
            Ok(())
        }
        Err(error) => Err(error.into()),
    }
}

/// Tables what has been confirmed; asks for that first. `None`: it cannot be tabled as it stands.
async fn table(visit: &Visit, work: &mut Work, said: &mut Said) -> Result<Option<Response>, Failed> {
    let id = work.view.opening.id;
    let Some(act) = work.act(visit) else { return Ok(None) };
    if work.posted.get("confirmed").is_empty() {
        return Ok(Some(confirm::markup(visit, work, false).into_response()));
    }
    let crossing = work.judged.crossed().next().is_some();
    if crossing && work.posted.get("knowing").is_empty() {
        return Ok(Some((StatusCode::UNPROCESSABLE_ENTITY, confirm::markup(visit, work, true)).into_response()));
    }
    let terms = Terms { ends_draft: true, ..Terms::default() };
    match acts::act(visit.app(), visit.viewer(), id, act, terms).await {
        Ok(act) => Ok(Some(see(&format!("/negotiations/{id}?did={}", act.seq)).into_response())),
        Err(error @ (Error::Refused(_) | Error::Conflict)) => {
            said.problem = Some(problem(&error, visit.lang()));
            start::answer_current(&work.view, &mut work.posted);
            Ok(None)
        }
        Err(error) => Err(error.into()),
    }
}
