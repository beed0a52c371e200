//! What stands in a cell: values, the law, the gap, who moved last, marks, what can be done.

use super::Scene;
use super::groups::Entry;
use crate::http::pages::negotiations::ladder;
use crate::http::pages::negotiations::notes::beside;
use crate::http::pages::{form, parts};
use crate::service::table::Row;
use crate::text::term::cell_text;
use domain::bargaining::{ActKind, Move};
use domain::floor::FloorOutcome;
use domain::party::Side;
use domain::term::{CellValue, gap};
use maud::{Markup, html};

/// A change with its sign, a true minus.
pub(in crate::http::pages::negotiations) fn signed(units: &str) -> String {
    match units.strip_prefix('-') {
        Some(rest) => format!("−{rest}"),
        None => format!("+{units}"),
    }
}

pub(super) fn is_number(row: &Row) -> bool {
    let cell = &row.cell;
    let values = [&cell.worker_side, &cell.employer_side, &cell.previous];
    values.into_iter().flatten().any(|value| matches!(value, CellValue::Number(_)))
}

pub(super) fn value(scene: &Scene<'_>, field: &str, value: Option<&CellValue>) -> Markup {
    html! { @match value {
        None => { span.hint { "—" } }
        Some(value @ CellValue::Number(_)) => { (value.text()) }
        Some(value) => { (cell_text(field, value, scene.visit.lang())) }
    } }
}

/// The statutory value; its source unless that is told above.
pub(super) fn statutory(scene: &Scene<'_>, row: &Row, with_source: bool) -> Markup {
    let lang = scene.visit.lang();
    html! { @match &row.statutory {
        None => { span.hint { "—" } }
        Some(law) => {
            @if let Some(required) = &law.required { (required) }
            @if law.outcome == FloorOutcome::CannotConclude { (parts::badge("calm", &scene.t("outcome-cannot-conclude"))) }
            @if with_source && let Some(source) = &law.citation {
                span.law { (parts::citation(source, lang)) @if let Some(how) = law.trust { " " (parts::trust(how, lang)) } }
            }
        }
    } }
}

/// How far apart; once agreed, what is.
pub(super) fn apart(scene: &Scene<'_>, row: &Row) -> Markup {
    let cell = &row.cell;
    html! {
        @if cell.agreed.is_some() {
            span.settled { "✓ " (value(scene, &cell.field, cell.agreed_value.as_ref().or(cell.worker_side.as_ref()))) }
        } @else if cell.equal() { span.even { (scene.t("equal")) } }
        @else if let Some(gap) = &cell.gap {
            (gap.units) @if let Some(percent) = &gap.percent { " " small { (percent) "%" } }
        } @else if cell.apart() { span.hint { (scene.t("differs")) } }
        @else { span.hint { "—" } }
    }
}

/// Who moved last, by how much, and how many days ago; `trace` leads to the whole way.
pub(super) fn last_move(scene: &Scene<'_>, field: &str, moved: &Move, trace: Option<&str>) -> Markup {
    let by = moved.from.as_ref().zip(moved.to.as_ref()).and_then(|(from, to)| gap(to, from));
    let word = moved.to.is_none().then_some("left-out").or(moved.from.is_none().then_some("first-named"));
    html! {
        (side(scene, moved.side)) " "
        @if let Some(by) = by { span.number { (signed(&by.units)) } }
        @else if let Some(word) = word { (scene.t(word)) }
        @else if field != "text" { (value(scene, field, moved.to.as_ref())) }
        @else { (scene.t("reworded")) }
        @if let Some(trace) = trace { " " a.trace href=(trace) { (scene.t("ladder")) } }
        br; small { (scene.since(moved.at)) }
    }
}

pub(super) fn side(scene: &Scene<'_>, side: Side) -> Markup {
    let key = if side == Side::WorkerSide { "capacity-worker_side" } else { "capacity-employer_side" };
    html! { (scene.t(key)) }
}

/// The marks of an item; each says it in a word and by a sign.
pub(super) fn marks(scene: &Scene<'_>, entry: &Entry<'_>) -> Markup {
    let Some(cell) = entry.rows.first().map(|row| &row.cell) else { return html! {} };
    let signs = [
        (cell.agreed.is_some(), "good", "mark-agreed"),
        (cell.agreed.is_none() && cell.initials.worker_side.is_some(), "plain", "mark-initialled-worker"),
        (cell.agreed.is_none() && cell.initials.employer_side.is_some(), "plain", "mark-initialled-employer"),
        (cell.reopening.worker_side.is_some(), "warn", "mark-reopening-worker"),
        (cell.reopening.employer_side.is_some(), "warn", "mark-reopening-employer"),
        (entry.unlawful(), "bad", "mark-unlawful"),
        (entry.moved() && scene.table.seen.is_some(), "calm", "mark-moved"),
    ];
    html! { @for (_, tone, key) in signs.iter().filter(|(set, ..)| *set) { (parts::badge(tone, &scene.t(key))) " " } }
}

/// What can be done about an item: only now, and only what is open to the reader.
pub(super) fn actions(scene: &Scene<'_>, entry: &Entry<'_>) -> Markup {
    let (id, key) = (scene.id(), form::escape(entry.key));
    let open = |act: ActKind| !scene.past() && scene.view.open.contains(&act);
    let initial = open(ActKind::InitialItems).then(|| initial(scene, entry)).flatten();
    html! {
        span.acts {
            @if let Some(offer) = initial {
                a href={ "/negotiations/" (id) "/do/" (ActKind::InitialItems) "?offer=" (offer) "&items=" (key) } { (scene.t("do-initial")) } " "
            }
            @if entry.agreed() && open(ActKind::ReopenItem) {
                a href={ "/negotiations/" (id) "/do/" (ActKind::ReopenItem) "?item=" (key) } { (scene.t("do-reopen")) } " "
            }
            @if !entry.agreed() && open(ActKind::TableOffer) { a href={ "/negotiations/" (id) "/offer?item=" (key) } { (scene.t("do-counter")) } " " }
            @if entry.named() { a href=(ladder::path(id, Some(entry.key), None, scene.moment())) { (scene.t("do-changes")) } " " }
            @if let Some(caucus) = scene.caucus { (beside::item(scene, caucus, entry.key)) }
        }
    }
}

/// The offer whose content of this item the reader's chief could initial: best one the other chief has initialled.
fn initial(scene: &Scene<'_>, entry: &Entry<'_>) -> Option<u32> {
    let own = scene.view.capacity.side()?;
    let state = &scene.table.state;
    let marks = state.marks().get(entry.key);
    if marks.is_some_and(|marks| marks.agreed.is_some()) {
        return None;
    }
    let initialled = |side| marks.and_then(|m| m.initials.get(side).as_ref()).map(|(_, item)| item);
    let content = scene.offered(own).iter().filter_map(|(seq, items)| {
        let item = *items.get(entry.key)?;
        (initialled(own) != Some(item)).then_some((*seq, item))
    });
    let all: Vec<_> = content.collect();
    let met = all.iter().find(|(_, item)| initialled(own.other()) == Some(*item));
    met.or(all.first()).map(|(seq, _)| *seq)
}
