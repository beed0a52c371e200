//! The core table: minimum wages by post, zone and size class, old and new in each cell.

use super::redline::{Mode, come, gone};
use crate::http::pages::visit::Visit;
use crate::text::term::grade_word;
use domain::term::grid::Place;
use domain::term::{CellValue, SizeClass, WageUnit, gap};
use maud::{Markup, html};

/// One cell: whom it is for, the amounts before and after as they are written, a word beside them.
#[derive(Clone, Debug)]
pub(super) struct WageCell {
    pub place: Place,
    pub old: Option<String>,
    pub new: Option<String>,
    pub note: Markup,
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

/// A grid a unit.
pub(super) fn grids(visit: &Visit, cells: &[WageCell], mode: Mode) -> Markup {
    html! { @for unit in WageUnit::ALL {
        @let of_unit: Vec<&WageCell> = cells.iter().filter(|cell| cell.place.unit == *unit).collect();
        @if !of_unit.is_empty() { (grid(visit, *unit, &of_unit, mode)) }
    } }
}

fn grid(visit: &Visit, unit: WageUnit, cells: &[&WageCell], mode: Mode) -> Markup {
    let rows = distinct(cells.iter().map(|cell| &cell.place.grade));
    let mut columns = distinct(cells.iter().map(|cell| (&cell.place.zone, cell.place.size)));
    columns.sort();
    let name = format!("{} · {}", visit.t("term-minimum_wage"), visit.t(&format!("unit-{}", unit.word())));
    html! {
        div.scroll tabindex="0" role="region" aria-label=(name) { table.redline-grid {
            caption { (name) }
            thead { tr { th scope="col" { (visit.t("label-grade")) }
                @for (zone, size) in &columns { th.number scope="col" { (column(visit, zone.as_deref(), *size)) } } } }
            tbody { @for grade in rows {
                @let row: Vec<&&WageCell> = cells.iter().filter(|cell| &cell.place.grade == grade).collect();
                tr {
                    th scope="row" { (grade.as_ref().map_or_else(|| visit.t("redline-every-post"), |grade| grade_word(grade, visit.lang()))) }
                    @for (zone, size) in &columns {
                        td.number { @for cell in row.iter().filter(|c| &c.place.zone == *zone && c.place.size == *size) {
                            div { (amounts(visit, cell, mode)) }
                        } }
                    }
                }
            } }
        } }
    }
}

fn column(visit: &Visit, zone: Option<&str>, size: Option<SizeClass>) -> String {
    let size = size.map(|size| visit.t(&format!("size-{}", size.word())));
    let parts: Vec<String> = zone.map(str::to_owned).into_iter().chain(size).collect();
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
