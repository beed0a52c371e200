//! A kind as rows: an item a heading, a cell a row; an item of one cell is its own row.

use super::Scene;
use super::cells::{actions, apart, is_number, last_move, marks, statutory, value};
use super::groups::{Entry, Group};
use crate::http::pages::negotiations::ladder;
use crate::http::pages::parts;
use crate::service::table::Row;
use crate::text::term::named_label;
use maud::{Markup, html};

const COLUMNS: [&str; 7] =
    ["item", "previous-contract", "statutory", "capacity-worker_side", "capacity-employer_side", "gap", "last-move"];

/// Shares of the width, in the order of the columns: the same for every table, so that figures stand under figures.
const WIDTHS: [&str; 8] = ["c-item", "c-figure", "c-law", "c-figure", "c-figure", "c-gap", "c-last", "c-end"];

/// All kinds but those in grids, in one table.
pub(super) fn view(scene: &Scene<'_>, groups: &[&Group<'_>]) -> Markup {
    html! { @if !groups.is_empty() {
        div.scroll.wide tabindex="0" role="region" aria-label=(scene.t("table")) { table.bargain {
            colgroup { @for width in WIDTHS { col.(width); } }
            thead { tr {
                @for key in COLUMNS { th scope="col" { (scene.t(key)) } }
                th scope="col" { (scene.t("item-marks")) }
            } }
            @for group in groups { (kind(scene, group)) }
        } }
    } }
}

fn kind(scene: &Scene<'_>, group: &Group<'_>) -> Markup {
    let (source, lang) = (group.source(), scene.visit.lang());
    let alone = matches!(group.entries.as_slice(), [only] if only.mark(&scene.names, lang).is_empty());
    html! {
        @if !alone {
            tbody.kind { tr { th colspan="8" scope="rowgroup" { (scene.t(&format!("term-{}", group.kind)))
                @if let Some((citation, trust)) = source {
                    small { (scene.t("statutory")) (lang.colon()) (parts::citation(citation, lang)) " " (parts::trust(trust, lang)) }
                } } } }
        }
        @for entry in &group.entries { (item(scene, group, entry, alone || source.is_none())) }
    }
}

fn item(scene: &Scene<'_>, group: &Group<'_>, entry: &Entry<'_>, with_source: bool) -> Markup {
    let mark = entry.mark(&scene.names, scene.visit.lang());
    let title = if mark.is_empty() { scene.t(&format!("term-{}", group.kind)) } else { mark.into() };
    let end = html! { (marks(scene, entry)) (actions(scene, entry)) };
    let other =
        entry.rows.iter().find_map(|row| row.cell.keys.employer_side.as_ref().or(row.cell.keys.worker_side.as_ref()));
    let other = html! { @if let Some(key) = other { " " small.hint { (scene.visit.lang().ta("other-key", &[("key", key)])) } } };
    html! {
        tbody.agreed[entry.agreed()] {
            @if let [only] = entry.rows.as_slice() {
                @let name = html! { span.name title=(entry.key) { (title) } " " small { (label(scene, only)) } (other) };
                (line(scene, only, &name, with_source, Some(&end)))
            } @else {
                tr.item { th colspan="7" scope="rowgroup" { span.name title=(entry.key) { (title) } (other) } td data-label=(scene.t("item-marks")) { (end) } }
                @for row in &entry.rows { (line(scene, row, &html! { span.field { (label(scene, row)) } }, with_source, None)) }
            }
        }
    }
}

fn label(scene: &Scene<'_>, row: &Row) -> std::rc::Rc<str> {
    scene.kept(&format!("field {}", row.cell.field), || named_label(&row.cell.field, &scene.names, scene.visit.lang()))
}

fn line(scene: &Scene<'_>, row: &Row, name: &Markup, with_source: bool, end: Option<&Markup>) -> Markup {
    let cell = &row.cell;
    let number = is_number(row);
    let shown = |v: &Option<_>| value(scene, &cell.field, v.as_ref());
    let fresh = row.moved_since_visit && scene.table.seen.is_some();
    html! {
        tr.unlawful[row.unlawful].fresh[fresh] {
            th scope="row" { (name) }
            @if !number && row.statutory.is_none() {
                // Prose needs the width that the law leaves it.
                td.before colspan="2" data-label=(scene.t("previous-contract")) { div.prose { (shown(&cell.previous)) } }
            } @else {
                td.n[number] data-label=(scene.t("previous-contract")) { (shown(&cell.previous)) }
                td.n[number] data-label=(scene.t("statutory")) { (statutory(scene, row, with_source)) }
            }
            @if !number && cell.worker_side.is_some() && cell.worker_side == cell.employer_side {
                td.both colspan="3" data-label=(scene.t("both-sides")) { div.prose { (shown(&cell.worker_side)) } (apart_word(scene, row)) }
            } @else {
                td.worker.n[number] data-label=(scene.t("capacity-worker_side")) { (shown(&cell.worker_side)) }
                td.employer.n[number] data-label=(scene.t("capacity-employer_side")) { (shown(&cell.employer_side)) }
                td.gap.n[number] data-label=(scene.t("gap")) { (apart(scene, row)) }
            }
            td.last data-label=(scene.t("last-move")) { @if let Some(moved) = &cell.moved {
                @let trace = number.then(|| ladder::path(scene.id(), Some(&cell.item), Some(&cell.field), scene.moment()));
                (last_move(scene, &cell.field, moved, trace.as_deref()))
            } @else { span.hint { "—" } } }
            td.end data-label=(scene.t("item-marks")) { @if let Some(end) = end { (end) } }
        }
    }
}

fn apart_word(scene: &Scene<'_>, row: &Row) -> Markup {
    let key = if row.cell.agreed.is_some() { "mark-agreed" } else { "equal" };
    html! { small.even { (scene.t(key)) } }
}
