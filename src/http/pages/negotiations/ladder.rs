//! The movement ladder: every cell that moved as a small picture, one cell large with its numbers beside it.

mod chart;
mod geometry;
mod steps;

use super::header::{Tab, header};
use super::table::titles;
use crate::http::pages::fold::{Share, window};
use crate::http::pages::shell::{Section, page};
use crate::http::pages::visit::Visit;
use crate::http::pages::{form, parts};
use crate::http::{Failed, Path, Query};
use crate::service::negotiations::{NegotiationView, get};
use crate::service::table::{LadderView, LaddersView, Which, ladders};
use crate::text::term::field_label;
use domain::bargaining::Seq;
use maud::{Markup, html};
use serde::Deserialize;
use uuid::Uuid;

/// Which ladders: none named, all that moved; an item, its cells; a field too, that one cell.
#[derive(Deserialize)]
pub(in crate::http::pages) struct Asked {
    item: Option<String>,
    field: Option<String>,
    as_of: Option<Seq>,
}

/// The address of a ladder.
pub(super) fn path(id: Uuid, item: Option<&str>, field: Option<&str>, as_of: Option<Seq>) -> String {
    let mut path = format!("/negotiations/{id}/ladder");
    let mut mark = "?";
    let as_of = as_of.map(|seq| seq.to_string());
    for (name, text) in [("item", item), ("field", field), ("as_of", as_of.as_deref())] {
        let Some(text) = text else { continue };
        path.extend([mark, name, "=", &form::escape(text)]);
        mark = "&";
    }
    path
}

pub(in crate::http::pages) async fn show(
    visit: Visit,
    Path(id): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Result<Markup, Failed> {
    let view = get(visit.app(), visit.viewer(), id).await?;
    let which = Which { item: asked.item, field: asked.field, as_of: asked.as_of };
    let found = ladders(visit.app(), visit.viewer(), id, &which).await?;
    Ok(markup(&visit, &view, &found, &which))
}

/// What a ladder is called: its item and field.
pub(super) struct Named<'a> {
    visit: &'a Visit,
    id: Uuid,
    as_of: Option<Seq>,
    titles: std::collections::HashMap<String, String>,
}

impl Named<'_> {
    fn title(&self, found: &LadderView) -> String {
        let item = self.titles.get(&found.ladder.item).unwrap_or(&found.ladder.item);
        format!("{item}{}{}", self.visit.lang().colon(), field_label(&found.ladder.field, self.visit.lang()))
    }

    fn path(&self, found: &LadderView) -> String {
        path(self.id, Some(&found.ladder.item), Some(&found.ladder.field), self.as_of)
    }
}

fn markup(visit: &Visit, view: &NegotiationView, found: &LaddersView, which: &Which) -> Markup {
    let t = |key: &str| visit.t(key);
    let id = view.opening.id;
    let as_of = (found.as_of != view.version).then_some(found.as_of);
    let named = Named { visit, id, as_of, titles: titles(&found.state, visit.lang()) };
    let heading = match (found.ladders.as_slice(), &which.item, &which.field) {
        ([only], Some(_), Some(_)) => named.title(only),
        (_, Some(item), _) => named.titles.get(item).unwrap_or(item).clone(),
        _ => t("ladders"),
    };
    page(
        visit,
        Section::Negotiations,
        &format!("{heading} · {}", view.opening.title),
        html! {
            (header(visit, view, Tab::Ladder))
            div.title { h2 { (heading) } @if which.item.is_some() { a href=(path(id, None, None, as_of)) { (t("all-ladders")) } } }
            (moment(visit, view, found, which))
            @match (found.ladders.as_slice(), &which.item, &which.field) {
                ([only], Some(_), Some(_)) => { (single(&named, only)) }
                (all, Some(_), _) => { @for one in all { section { h3 { (field_label(&one.ladder.field, visit.lang())) } (single(&named, one)) } } }
                (all, ..) => { (multiples(&named, all)) }
            }
        },
    )
}

/// Up to which act, and back to the present.
fn moment(visit: &Visit, view: &NegotiationView, found: &LaddersView, which: &Which) -> Markup {
    let to = |seq: Seq| {
        let as_of = (seq != view.version).then_some(seq);
        path(view.opening.id, which.item.as_deref(), which.field.as_deref(), as_of)
    };
    html! {
        @if found.as_of != view.version {
            p.notice.then role="status" { strong { (visit.lang().ta("ladder-up-to", &[("seq", &found.as_of.to_string())])) }
                " " a href=(to(view.version)) { (visit.t("table-now")) } }
        }
    }
}

/// One cell: the picture, what it shows in words, every step as a row.
fn single(named: &Named<'_>, found: &LadderView) -> Markup {
    let visit = named.visit;
    html! {
        @if found.ladder.is_numeric() {
            figure.ladder {
                (chart::large(visit, &named.title(found), found))
                figcaption { (chart::legend(visit, found)) p { (steps::sentence(visit, found)) } }
            }
        }
        (steps::table(visit, named.id, found))
        @if let Some(floor) = &found.ladder.floor { p.hint { (visit.t("statutory")) (visit.lang().colon())
            @if let Some(required) = &floor.required { span.number { (required) } " " }
            @if let Some(source) = &floor.citation { (parts::citation(source, visit.lang())) }
            @if let Some(how) = floor.trust { " " (parts::trust(how, visit.lang())) } } }
    }
}

/// Every numeric cell that moved, small; the others by name.
fn multiples(named: &Named<'_>, all: &[LadderView]) -> Markup {
    let visit = named.visit;
    let numeric = || all.iter().filter(|one| one.ladder.is_numeric());
    let moved: Vec<&LadderView> = numeric().filter(|one| one.ladder.has_moved()).collect();
    let still: Vec<&LadderView> = numeric().filter(|one| !one.ladder.has_moved() && !one.rungs.is_empty()).collect();
    let key = |one: &&LadderView| format!("{}:{}", one.ladder.item, one.ladder.field);
    let picture = |one: &&LadderView| one.rungs.len().saturating_mul(55).saturating_add(1_500);
    let (moved, moved_links) = window(visit, ("moved", Share::Most), &moved, key, picture);
    let (still, still_links) = window(visit, ("still", Share::Some), &still, key, |_| 500);
    html! {
        @if moved.is_empty() { p.hint { (visit.t("nothing-moved")) } }
        @else {
            (chart::key(visit))
            div.multiples { @for one in moved { figure.ladder.small {
                figcaption { a href=(named.path(one)) { (named.title(one)) } }
                (chart::small(visit, &named.title(one), one))
                p { (steps::brief(visit, one)) }
            } } }
            (moved_links)
        }
        @if !still.is_empty() {
            h3 { (visit.t("not-moved")) }
            ul.still { @for one in still { li { a href=(named.path(one)) { (named.title(one)) } " " span.number { (steps::stands(visit, one)) } } } }
            (still_links)
        }
    }
}
