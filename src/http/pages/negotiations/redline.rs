//! The redline page: two texts picked by a plain form, marked or clean, tables and words.

mod grid;
mod items;
mod marks;

use super::header::{Tab, header};
use crate::http::pages::fold::{Share, window};
use crate::http::pages::parts;
use crate::http::pages::shell::{Section, page};
use crate::http::pages::visit::Visit;
use crate::http::{Failed, Path, Query};
use crate::service::Error;
use crate::service::negotiations::{NegotiationView, get};
use crate::service::redline::{RedlineView, Text, TextLine, redline, suggestion, texts};
use crate::text::problem::problem;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::bargaining::Seq;
use domain::term::redline::{CellChange, Fate, ItemRedline, Redline};
use domain::term::{Item, Names, TermSheet, cells_of};
use maud::{Markup, html};
use serde::Deserialize;
use std::collections::HashMap;
use uuid::Uuid;

pub(super) use marks::{Mode, come, gone, legend};

#[derive(Deserialize)]
pub(in crate::http::pages) struct Asked {
    #[serde(default)]
    from: String,
    #[serde(default)]
    to: String,
    #[serde(default)]
    view: String,
}

impl Asked {
    /// The two texts, where they are named.
    pub(super) fn named(&self) -> Option<(&str, &str)> {
        Some((self.from.as_str(), self.to.as_str())).filter(|(from, to)| !(from.is_empty() && to.is_empty()))
    }
}

/// The address of a redline.
pub(super) fn path(id: Uuid, from: Text, to: Text) -> String {
    format!("/negotiations/{id}/redline?from={}&to={}", from.name(), to.name())
}

pub(in crate::http::pages) async fn show(
    visit: Visit,
    Path(id): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Result<Response, Failed> {
    let view = get(visit.app(), visit.viewer(), id).await?;
    let texts = texts(visit.app(), visit.viewer(), id).await?;
    let mode = if asked.view == "clean" { Mode::Clean } else { Mode::Marked };
    let named = asked.named();
    if named.is_none() && suggestion(&texts).is_none() {
        let hint = html! { p.hint { (visit.t("redline-nothing-yet")) } };
        let picked = (String::new(), String::new());
        return Ok(markup(&visit, &view, &texts, &picked, mode, &hint).into_response());
    }
    match redline(visit.app(), visit.viewer(), id, named).await {
        Ok(redline) => {
            let picked = (redline.from.text.name(), redline.to.text.name());
            let body = body(&visit, &redline, mode);
            Ok(markup(&visit, &view, &texts, &picked, mode, &body).into_response())
        }
        Err(error @ Error::Sheet(_)) => {
            let told = parts::complaint(&problem(&error, visit.lang()), visit.lang());
            let body = html! { p.notice { (visit.t("redline-draft-unfinished")) } (told) };
            let page = markup(&visit, &view, &texts, &(asked.from, asked.to), mode, &body);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

fn markup(
    visit: &Visit,
    view: &NegotiationView,
    texts: &[TextLine],
    picked: &(String, String),
    mode: Mode,
    body: &Markup,
) -> Markup {
    page(
        visit,
        Section::Negotiations,
        &visit.t("redline"),
        html! {
            (header(visit, view, Tab::None))
            section.redline { h2 { (visit.t("redline")) }
                @if !texts.is_empty() { (pickers(visit, texts, picked, mode)) }
                (body)
            }
        },
    )
}

/// A text in words: whose offer, by which act, from when.
pub(super) fn name(visit: &Visit, line: &TextLine) -> String {
    let lang = visit.lang();
    let side = line.side.map(|side| visit.t(&format!("capacity-{}", parts::word(side)))).unwrap_or_default();
    let day = line.at.map(|at| at.with_timezone(&visit.app().zone).format("%Y-%m-%d").to_string()).unwrap_or_default();
    match line.text {
        Text::Offer(seq) => lang.ta("redline-text-offer", &[("side", &side), ("seq", &seq.to_string()), ("day", &day)]),
        Text::Own => lang.ta("redline-text-own", &[("day", &day)]),
        Text::Previous => visit.t("previous-contract"),
        Text::Agreement => visit.t("redline-text-agreement"),
        Text::InForce => visit.t("redline-text-in_force"),
    }
}

fn pickers(visit: &Visit, texts: &[TextLine], picked: &(String, String), mode: Mode) -> Markup {
    let t = |key: &str| visit.t(key);
    let select = |id: &str, label: &str, picked: &str| {
        html! { div.field { label for=(id) { (t(label)) }
            select id=(id) name=(id) { @for line in texts {
                @let word = line.text.name();
                option value=(word) selected[word == picked] { (name(visit, line)) }
            } }
        } }
    };
    html! {
        form.redline-pick.card method="get" {
            (select("from", "redline-from", &picked.0)) (select("to", "redline-to", &picked.1))
            fieldset.field { legend { (t("redline-view")) }
                label { input type="radio" name="view" value="marked" checked[mode == Mode::Marked]; " " (t("redline-marked")) } " "
                label { input type="radio" name="view" value="clean" checked[mode == Mode::Clean]; " " (t("redline-clean")) }
            }
            div.buttons { button.primary { (t("redline-compare")) }
                @if !picked.0.is_empty() && picked.0 != picked.1 {
                    " " a.button href={ "?from=" (picked.1) "&to=" (picked.0) "&view=" (mode.word()) } { (t("redline-swap")) }
                } }
        }
    }
}

fn body(visit: &Visit, view: &RedlineView, mode: Mode) -> Markup {
    let pair = Pair::of(&view.old, &view.new, &view.redline);
    html! {
        h3.redline-what { (name(visit, &view.from)) " → " (name(visit, &view.to)) }
        p { a.button href={ "redline.docx?from=" (view.from.text.name()) "&to=" (view.to.text.name()) } { (visit.t("doc-save-redline")) } }
        (compared(visit, &pair, mode))
    }
}

/// Two sheets and what they differ in.
struct Pair<'a> {
    old: HashMap<&'a str, &'a Item>,
    new: HashMap<&'a str, &'a Item>,
    head: &'a TermSheet,
    redline: &'a Redline,
    /// What codes are called in either.
    names: Names,
}

impl<'a> Pair<'a> {
    fn of(old: &'a TermSheet, new: &'a TermSheet, redline: &'a Redline) -> Self {
        let by_key = |sheet: &'a TermSheet| sheet.items.iter().map(|item| (item.key.as_str(), item)).collect();
        let names = new.names.clone().with(&old.names);
        Self { old: by_key(old), new: by_key(new), head: new, redline, names }
    }

    /// What is read: in the clean text the new sheet, else what changed first, then what did not.
    fn items(&self, mode: Mode) -> Vec<&'a ItemRedline> {
        let items = || self.redline.items.iter();
        match mode {
            Mode::Clean => items().filter(|item| item.fate != Fate::Removed).collect(),
            Mode::Marked => {
                let same = items().filter(|item| item.cells.is_empty());
                items().filter(|item| !item.cells.is_empty()).chain(same).collect()
            }
        }
    }

    /// About how much markup an item takes, in bytes.
    fn weight(&self, item: &ItemRedline) -> usize {
        let one = self.new.get(item.new_key()).or(self.old.get(item.old_key()));
        let plain = one.map_or(0, |item| cells_of(item).iter().map(|c| c.value.text().len().saturating_add(200)).sum());
        let runs = |cell: &CellChange| cell.runs.iter().map(|run| run.text.len().saturating_add(60)).sum::<usize>();
        let cells = item.cells.iter().map(|cell| runs(cell).saturating_add(300));
        cells.fold(plain, usize::saturating_add).saturating_add(400)
    }
}

/// What two sheets differ in, with marks: as on the redline's own page.
pub(super) fn between(visit: &Visit, old: &TermSheet, new: &TermSheet) -> Markup {
    let redline = Redline::between(old, new);
    let pair = Pair::of(old, new, &redline);
    html! { div.redline { (compared(visit, &pair, Mode::Marked)) } }
}

fn compared(visit: &Visit, pair: &Pair<'_>, mode: Mode) -> Markup {
    let redline = pair.redline;
    let count = |fate: Fate| redline.items.iter().filter(|item| item.fate == fate).count().to_string();
    let moved = redline.items.iter().filter(|item| item.moved()).count().to_string();
    let all = pair.items(mode);
    let (shown, links) = window(visit, ("items", Share::Some), &all, |item| item.key.clone(), |item| pair.weight(item));
    html! {
        @if redline.is_empty() { p.notice { (visit.t("redline-same")) } }
        @else { p { (visit.lang().ta("redline-summary", &[("changed", &count(Fate::Changed)), ("added", &count(Fate::Added)),
            ("removed", &count(Fate::Removed)), ("moved", &moved), ("head", &redline.head.len().to_string())])) } }
        @if mode == Mode::Marked && !redline.is_empty() { (marks::legend(visit)) }
        (items::head(visit, pair, mode))
        (grid::grids(visit, pair, shown, mode))
        (items::items(visit, pair, shown, mode))
        (links)
    }
}

/// What an offer is best compared with: its side's former offer, else the contract before.
pub(super) fn former(view: &NegotiationView, seq: Seq) -> Option<Text> {
    let offers = view.state.offers();
    let offer = offers.iter().find(|offer| offer.stamp.seq == seq)?;
    let mut before = offers.iter().rev().filter(|other| other.side == offer.side && other.stamp.seq < seq);
    let own = before.next().map(|other| Text::Offer(other.stamp.seq));
    own.or_else(|| view.state.opening().previous.as_ref().map(|_| Text::Previous))
}

/// Links from an offer to what it changed: against its side's former offer, the other side's, the contract before.
pub(super) fn links(visit: &Visit, view: &NegotiationView, seq: Seq) -> Markup {
    let (id, offers) = (view.opening.id, view.state.offers());
    let Some(offer) = offers.iter().find(|offer| offer.stamp.seq == seq) else { return html! {} };
    let before = |side| offers.iter().rev().find(|other| other.side == side && other.stamp.seq < seq);
    let answered = offer.answers.map(Text::Offer);
    let theirs = answered.or_else(|| before(offer.side.other()).map(|other| Text::Offer(other.stamp.seq)));
    let links = [
        (before(offer.side).map(|other| Text::Offer(other.stamp.seq)), "redline-against-former"),
        (theirs, "redline-against-other"),
        (view.state.opening().previous.as_ref().map(|_| Text::Previous), "redline-against-previous"),
    ];
    html! {
        @for (from, key) in links { @if let Some(from) = from {
            a.button href=(path(id, from, Text::Offer(seq))) { (visit.t(key)) } " "
        } }
    }
}

/// A link from the composer: the saved draft against the other side's offer, one's own, or the contract before.
pub(super) fn of_draft(visit: &Visit, view: &NegotiationView) -> Markup {
    let Some(side) = view.capacity.side() else { return html! {} };
    let offer = |side| view.state.current_offer(side).map(|offer| Text::Offer(offer.stamp.seq));
    let previous = || view.state.opening().previous.as_ref().map(|_| Text::Previous);
    let from = offer(side.other()).or_else(|| offer(side)).or_else(previous);
    html! { @if let Some(from) = from {
        p { a href=(path(view.opening.id, from, Text::Own)) { (visit.t("redline-my-draft")) } }
    } }
}
