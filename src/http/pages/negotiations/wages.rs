//! The core table: minimum wages by post, zone and size class, old and new in each cell.

use super::redline::{Mode, come, gone};
use crate::http::pages::visit::Visit;
use crate::text::term::word;
use domain::term::grid::Place;
use domain::term::{CellValue, Names, SizeClass, WageUnit, gap};
use maud::{Markup, html};
use std::collections::{HashMap, HashSet};
use std::hash::Hash;

/// One cell: whom it is for, the amounts before and after as they are written, a word beside them.
#[derive(Clone, Debug)]
pub(super) struct WageCell {
    pub place: Place,
    pub old: Option<String>,
    pub new: Option<String>,
    pub note: Markup,
}

/// Each once, in the order in which they come.
fn distinct<T: Eq + Hash + Copy>(all: impl Iterator<Item = T>) -> Vec<T> {
    let mut seen = HashSet::new();
    all.filter(|value| seen.insert(*value)).collect()
}

/// A grid that is mostly empty reads better, and is much shorter, as a list.
pub(super) const fn sparse(rows: usize, columns: usize, cells: usize) -> bool {
    rows.saturating_mul(columns) > cells.saturating_mul(4).saturating_add(100)
}

/// A grid a unit.
pub(super) fn grids(visit: &Visit, names: &Names, cells: &[WageCell], mode: Mode) -> Markup {
    html! { @for unit in WageUnit::ALL {
        @let of_unit: Vec<&WageCell> = cells.iter().filter(|cell| cell.place.unit == *unit).collect();
        @if !of_unit.is_empty() { (grid(visit, names, *unit, &of_unit, mode)) }
    } }
}

fn grid(visit: &Visit, names: &Names, unit: WageUnit, cells: &[&WageCell], mode: Mode) -> Markup {
    let rows = distinct(cells.iter().map(|cell| &cell.place.grade));
    let of = |cell: &WageCell| {
        (cell.place.zone.clone(), rank(cell.place.size.as_deref()), cell.place.size.clone(), cell.place.level.clone())
    };
    let mut columns: Vec<_> = cells.iter().map(|cell| of(cell)).collect();
    columns.sort();
    columns.dedup();
    let name = format!("{} · {}", visit.t("term-minimum_wage"), visit.t(&format!("unit-{}", unit.word())));
    if sparse(rows.len(), columns.len(), cells.len()) {
        return list(visit, names, &name, cells, mode);
    }
    let mut by_row: HashMap<&Option<String>, Vec<&WageCell>> = HashMap::new();
    for cell in cells {
        by_row.entry(&cell.place.grade).or_default().push(cell);
    }
    html! {
        div.scroll tabindex="0" role="region" aria-label=(name) { table.redline-grid {
            caption { (name) }
            thead { tr { th scope="col" { (visit.t("label-grade")) }
                @for (zone, _, size, level) in &columns { th.number scope="col" { (column(visit, names, [zone, size, level])) } } } }
            tbody { @for grade in rows {
                @let row = by_row.get(grade).map(Vec::as_slice).unwrap_or_default();
                tr {
                    th scope="row" { (post(visit, names, grade.as_deref())) }
                    @for column in &columns {
                        td.number { @for cell in row.iter().filter(|cell| of(cell) == *column) {
                            div { (amounts(visit, cell, mode)) }
                        } }
                    }
                }
            } }
        } }
    }
}

/// A wage a row.
fn list(visit: &Visit, names: &Names, name: &str, cells: &[&WageCell], mode: Mode) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label=(name) { table.redline-grid {
            caption { (name) }
            @for cell in cells { tr {
                th scope="row" { (post(visit, names, cell.place.grade.as_deref())) }
                td { (column(visit, names, [&cell.place.zone, &cell.place.size, &cell.place.level])) }
                td.number { div { (amounts(visit, cell, mode)) } }
            } }
        } }
    }
}

/// A word of the sheets as it is called.
fn said(visit: &Visit, names: &Names, field: &str, text: &str) -> String {
    word("minimum_wage", field, text, names, visit.lang())
}

fn post(visit: &Visit, names: &Names, grade: Option<&str>) -> String {
    grade.map_or_else(|| visit.t("redline-every-post"), |grade| said(visit, names, "grade", grade))
}

/// The usual sizes come in their order, others after them.
fn rank(size: Option<&str>) -> Option<usize> {
    size.map(|size| SizeClass::ALL.iter().position(|class| class.word() == size).unwrap_or(SizeClass::ALL.len()))
}

fn column(visit: &Visit, names: &Names, words: [&Option<String>; 3]) -> String {
    let word = |(field, word): (&str, &Option<String>)| Some(said(visit, names, field, word.as_deref()?));
    let parts: Vec<String> = ["zone", "size", "level"].into_iter().zip(words).filter_map(word).collect();
    if parts.is_empty() { visit.t("redline-everywhere") } else { parts.join(" · ") }
}

fn amounts(visit: &Visit, cell: &WageCell, mode: Mode) -> Markup {
    let amount = match (&cell.old, &cell.new) {
        (_, Some(new)) if mode == Mode::Clean => html! { (new) },
        (Some(old), Some(new)) if old == new => html! { (new) },
        (Some(old), Some(new)) => html! { (gone(visit, old)) " → " (come(visit, new)) (step(old, new)) },
        (Some(old), None) => gone(visit, old),
        (None, Some(new)) => come(visit, new),
        (None, None) => html! {},
    };
    html! { (amount) @if mode == Mode::Marked { (cell.note) } }
}

/// By how much: in money and percent of the old amount.
fn step(old: &str, new: &str) -> Markup {
    let number = |text: &str| CellValue::Number(text.to_owned());
    let Some(gap) = gap(&number(new), &number(old)) else { return html! {} };
    let signed = |text: &str| if text.starts_with('-') { text.replacen('-', "−", 1) } else { format!("+{text}") };
    html! { small.step { (signed(&gap.units)) @if let Some(percent) = &gap.percent { " (" (signed(percent)) "%)" } } }
}
