//! The core table: minimum wages by post, zone and size class, old and new in each cell.

use super::items::{find, moved};
use super::marks::{Mode, come, gone};
use crate::http::pages::visit::Visit;
use crate::service::redline::RedlineView;
use domain::decimal::Money;
use domain::term::redline::{Fate, ItemRedline};
use domain::term::{CellValue, Item, SizeClass, Term, WageUnit, gap};
use maud::{Markup, html};

/// What a wage is for: unit, post, zone, size class.
type Place<'a> = (WageUnit, Option<&'a str>, Option<&'a str>, Option<SizeClass>);

/// One cell: its item with the amounts before and after.
struct Cell<'a> {
    place: Place<'a>,
    item: &'a ItemRedline,
    old: Option<Money>,
    new: Option<Money>,
}

fn wage(item: &Item) -> Option<(Place<'_>, Money)> {
    match &item.term {
        Term::MinimumWage { unit, amount, grade, zone, size } => {
            Some(((*unit, grade.as_deref(), zone.as_deref(), *size), *amount))
        }
        _ => None,
    }
}

/// The cell of a minimum wage that is for the same before and after; any other item is told in words.
fn cell<'a>(view: &'a RedlineView, item: &'a ItemRedline) -> Option<Cell<'a>> {
    let (old, new) = (find(&view.old, &item.key), find(&view.new, &item.key));
    let (then, now) = (old.map(wage), new.map(wage));
    let (then, now) = (then.map_or(Some(None), |w| w.map(Some))?, now.map_or(Some(None), |w| w.map(Some))?);
    let place = now.or(then)?.0;
    let stays = then.is_none_or(|(before, _)| before == place);
    stays.then(|| Cell { place, item, old: then.map(|w| w.1), new: now.map(|w| w.1) })
}

/// Whether an item is shown in a grid.
pub(super) fn holds(view: &RedlineView, item: &ItemRedline) -> bool {
    cell(view, item).is_some()
}

/// A grid a unit.
pub(super) fn grids(visit: &Visit, view: &RedlineView, mode: Mode) -> Markup {
    let cells = view.redline.items.iter().filter_map(|item| cell(view, item));
    let cells: Vec<Cell<'_>> = cells.filter(|cell| mode == Mode::Marked || cell.new.is_some()).collect();
    html! { @for unit in WageUnit::ALL {
        @let of_unit: Vec<&Cell<'_>> = cells.iter().filter(|cell| cell.place.0 == *unit).collect();
        @if !of_unit.is_empty() { (grid(visit, *unit, &of_unit, mode)) }
    } }
}

fn distinct<T: PartialEq>(all: impl Iterator<Item = T>) -> Vec<T> {
    let mut out = Vec::new();
    for value in all {
        if !out.contains(&value) {
            out.push(value);
        }
    }
    out
}

fn grid(visit: &Visit, unit: WageUnit, cells: &[&Cell<'_>], mode: Mode) -> Markup {
    let rows = distinct(cells.iter().map(|cell| cell.place.1));
    let mut columns = distinct(cells.iter().map(|cell| (cell.place.2, cell.place.3)));
    columns.sort();
    let name = format!("{} · {}", visit.t("term-minimum_wage"), visit.t(&format!("unit-{}", unit.word())));
    html! {
        div.scroll tabindex="0" role="region" aria-label=(name) { table.redline-grid {
            caption { (name) }
            thead { tr { th scope="col" { (visit.t("label-grade")) }
                @for (zone, size) in &columns { th.number scope="col" { (column(visit, *zone, *size)) } } } }
            tbody { @for grade in rows { tr {
                th scope="row" { (grade.map_or_else(|| visit.t("redline-every-post"), str::to_owned)) }
                @for (zone, size) in &columns {
                    td.number { @for cell in cells.iter().filter(|c| (c.place.1, c.place.2, c.place.3) == (grade, *zone, *size)) {
                        div { (amounts(visit, cell, mode)) }
                    } }
                }
            } } }
        } }
    }
}

fn column(visit: &Visit, zone: Option<&str>, size: Option<SizeClass>) -> String {
    let size = size.map(|size| visit.t(&format!("size-{}", size.word())));
    let parts: Vec<String> = zone.map(str::to_owned).into_iter().chain(size).collect();
    if parts.is_empty() { visit.t("redline-everywhere") } else { parts.join(" · ") }
}

fn amounts(visit: &Visit, cell: &Cell<'_>, mode: Mode) -> Markup {
    let amount = match (cell.old, cell.new) {
        (_, Some(new)) if mode == Mode::Clean || cell.item.fate == Fate::Same => html! { (new) },
        (Some(old), Some(new)) if old == new => html! { (new) },
        (Some(old), Some(new)) => html! {
            (gone(visit, &old.to_string())) " → " (come(visit, &new.to_string())) (step(old, new))
        },
        (Some(old), None) => gone(visit, &old.to_string()),
        (None, Some(new)) => come(visit, &new.to_string()),
        (None, None) => html! {},
    };
    html! { (amount) @if mode == Mode::Marked { (moved(visit, cell.item)) } }
}

/// By how much: in yuan and percent of the old amount.
fn step(old: Money, new: Money) -> Markup {
    let number = |money: Money| CellValue::Number(money.to_string());
    let Some(gap) = gap(&number(new), &number(old)) else { return html! {} };
    let signed = |text: &str| if text.starts_with('-') { text.replacen('-', "−", 1) } else { format!("+{text}") };
    html! { small.step { (signed(&gap.units)) @if let Some(percent) = &gap.percent { " (" (signed(percent)) "%)" } } }
}
