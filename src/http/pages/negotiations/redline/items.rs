//! The sheet's own fields, and every item that is no cell of a grid: field by field.

use super::Pair;
use super::grid;
use super::marks::{self, Mode};
use crate::http::pages::visit::Visit;
use crate::text::term::{item_title, leaf_label, leaf_text};
use domain::term::Item;
use domain::term::redline::{CellChange, Fate, ItemRedline, POSITION, head_fields, item_fields};
use maud::{Markup, html};
use serde_json::Value;

/// Term, area, rounding: all of it in the clean text, else what differs.
pub(super) fn head(visit: &Visit, pair: &Pair<'_>, mode: Mode) -> Markup {
    let changed = &pair.redline.head;
    html! {
        @if mode == Mode::Clean || !changed.is_empty() {
            table.redline { caption { (visit.t("redline-frame")) }
                tbody {
                    @if mode == Mode::Clean {
                        @for (field, value) in head_fields(pair.head) { (row(visit, pair, &field, &html! { (leaf_text("", &field, &value, &pair.names, visit.lang())) })) }
                    } @else { @for cell in changed { (row(visit, pair, &cell.field, &change(visit, pair, "", cell, mode))) } }
                }
            }
        }
    }
}

/// Changed items first, in the order of the new sheet; the others folded away.
pub(super) fn items(visit: &Visit, pair: &Pair<'_>, all: &[&ItemRedline], mode: Mode) -> Markup {
    let others = all.iter().copied().filter(|item| !grid::holds(pair, item));
    let (same, shown): (Vec<&ItemRedline>, Vec<_>) =
        others.partition(|item| mode == Mode::Marked && item.cells.is_empty());
    html! {
        @if !shown.is_empty() {
            table.redline { caption { (visit.t("redline-terms")) }
                @for item in shown { (group(visit, pair, item, mode)) }
            }
        }
        @if !same.is_empty() {
            details { summary { (visit.lang().ta("redline-unchanged", &[("count", &same.len().to_string())])) }
                table.redline { @for item in same { (group(visit, pair, item, Mode::Clean)) } }
            }
        }
    }
}

fn group(visit: &Visit, pair: &Pair<'_>, item: &ItemRedline, mode: Mode) -> Markup {
    let lang = visit.lang();
    let old = pair.old.get(item.old_key()).copied().filter(|_| item.fate != Fate::Added);
    let new = pair.new.get(item.new_key()).copied().filter(|_| item.fate != Fate::Removed);
    let title = new.or(old).map(|item| item_title(item, &pair.names, lang)).unwrap_or_default();
    html! {
        tbody {
            tr.item { th scope="rowgroup" colspan="2" { (title) " "
                @if mode == Mode::Marked { (marks::fate(visit, item.fate)) (moved(visit, item)) } } }
            @for (field, markup) in fields(visit, pair, item, (old, new), mode) { (row(visit, pair, &field, &markup)) }
        }
    }
}

fn row(visit: &Visit, pair: &Pair<'_>, field: &str, value: &Markup) -> Markup {
    html! { tr { th scope="row" { (leaf_label(field, &pair.names, visit.lang())) } td.prose { (value) } } }
}

/// Every field of an item, the changed ones with their marks. What an item is stands in its title.
fn fields(
    visit: &Visit,
    pair: &Pair<'_>,
    item: &ItemRedline,
    (old, new): (Option<&Item>, Option<&Item>),
    mode: Mode,
) -> Vec<(String, Markup)> {
    let change_of = |field: &str| item.cells.iter().find(|cell| cell.field == field);
    let kind = new.or(old).map_or("", |item| item.term.kind());
    let plain = |field: &str, value: &Value| html! { (leaf_text(kind, field, value, &pair.names, visit.lang())) };
    let mut out = Vec::new();
    for (field, value) in new.map(item_fields).unwrap_or_default() {
        let markup = match change_of(&field) {
            Some(cell) if mode == Mode::Marked => change(visit, pair, kind, cell, mode),
            _ => plain(&field, &value),
        };
        out.push((field, markup));
    }
    if mode == Mode::Marked {
        let gone = old.map(item_fields).unwrap_or_default();
        for (field, _) in
            gone.iter().filter(|(field, _)| !out.iter().any(|(known, _)| known == field)).cloned().collect::<Vec<_>>()
        {
            let markup = change_of(&field).map(|cell| change(visit, pair, kind, cell, mode)).unwrap_or_default();
            out.push((field, markup));
        }
    }
    out.retain(|(field, _)| field != "kind" || item.fate == Fate::Changed && change_of("kind").is_some());
    out
}

fn change(visit: &Visit, pair: &Pair<'_>, kind: &str, cell: &CellChange, mode: Mode) -> Markup {
    if cell.runs.is_empty() {
        let text = |value: &Value| leaf_text(kind, &cell.field, value, &pair.names, visit.lang());
        return marks::values(visit, &text, cell.old.as_ref(), cell.new.as_ref(), mode);
    }
    marks::prose(visit, &cell.runs)
}

/// Where an item went.
pub(super) fn moved(visit: &Visit, item: &ItemRedline) -> Markup {
    let place = |value: &Option<Value>| value.as_ref().map(Value::to_string).unwrap_or_default();
    html! { @if item.renamed() {
        " " span.hint { (visit.lang().ta("redline-renamed", &[("from", item.old_key()), ("to", item.new_key())])) }
    } @for cell in item.cells.iter().filter(|cell| cell.field == POSITION) {
        " " span.hint { (visit.lang().ta("redline-moved", &[("from", &place(&cell.old)), ("to", &place(&cell.new))])) }
    } }
}
