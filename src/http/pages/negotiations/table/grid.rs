//! Minimum wages that differ only in post, zone and size, as one grid.

use super::Scene;
use super::cells::{actions, apart, last_move, marks, value};
use super::groups::{Entry, Group};
use crate::http::pages::negotiations::ladder;
use crate::http::pages::negotiations::wages::sparse;
use crate::http::pages::parts;
use crate::service::table::Row;
use crate::text::term::word;
use domain::term::{Term, Time, WageUnit};
use maud::{Markup, html};
use std::collections::{HashMap, HashSet};

/// What selects a column.
type Column<'a> = (Option<&'a str>, Option<&'a str>);

/// The grid of one unit.
pub(super) struct Grid<'a> {
    unit: WageUnit,
    posts: Vec<Option<&'a str>>,
    columns: Vec<Column<'a>>,
    cells: HashMap<(Option<&'a str>, Column<'a>), Vec<Entry<'a>>>,
    /// Of the cells, as they came.
    order: Vec<(Option<&'a str>, Column<'a>)>,
    seen: (HashSet<Option<&'a str>>, HashSet<Column<'a>>),
}

impl<'a> Grid<'a> {
    fn of(unit: WageUnit) -> Self {
        let (posts, columns, order) = (Vec::new(), Vec::new(), Vec::new());
        Self { unit, posts, columns, cells: HashMap::new(), order, seen: Default::default() }
    }

    /// The entries in the order in which they came.
    fn entries(mut self) -> Vec<Entry<'a>> {
        let order = std::mem::take(&mut self.order);
        order.into_iter().flat_map(|place| self.cells.remove(&place).unwrap_or_default()).collect()
    }
}

fn place<'a>(entry: &Entry<'a>) -> Option<(WageUnit, Option<&'a str>, Column<'a>)> {
    match &entry.item?.term {
        Term::MinimumWage { unit, select, .. } if select.is_of_grid() && entry.item?.time == Time::default() => {
            Some((*unit, select.grade.as_deref(), (select.zone.as_deref(), select.size.as_deref())))
        }
        _ => None,
    }
}

/// Of a kind what is shown as grids, a unit a grid, and what is left for rows: where every row would have a single
/// column, rows read better.
pub(super) fn split<'a>(group: &Group<'a>) -> (Vec<Grid<'a>>, Option<Group<'a>>) {
    let mut grids: Vec<Grid<'a>> = Vec::new();
    let mut rest = Vec::new();
    for entry in &group.entries {
        let Some((unit, post, column)) = place(entry) else {
            rest.push(entry.clone());
            continue;
        };
        if !grids.iter().any(|grid| grid.unit == unit) {
            grids.push(Grid::of(unit));
        }
        let Some(grid) = grids.iter_mut().find(|grid| grid.unit == unit) else { continue };
        if grid.seen.0.insert(post) {
            grid.posts.push(post);
        }
        if grid.seen.1.insert(column) {
            grid.columns.push(column);
        }
        grid.cells.entry((post, column)).or_default().push(entry.clone());
        grid.order.push((post, column));
    }
    let reads = |grid: &Grid<'_>| {
        let (posts, columns) = (grid.posts.len(), grid.columns.len());
        columns > 1 && !sparse(posts, columns, grid.order.len())
    };
    let (mut grids, flat): (Vec<_>, Vec<_>) = grids.into_iter().partition(reads);
    for grid in &mut grids {
        grid.columns.sort_unstable();
    }
    rest.extend(flat.into_iter().flat_map(Grid::entries));
    let rest = (!rest.is_empty()).then_some(Group { kind: group.kind, entries: rest });
    (grids, rest)
}

pub(super) fn view(scene: &Scene<'_>, group: &Group<'_>, grids: &[Grid<'_>]) -> Markup {
    let lang = scene.visit.lang();
    let source = group.source();
    html! {
        section.kind {
            h3 { (scene.t("term-minimum_wage")) @if let Some((citation, trust)) = source {
                " " small { (scene.t("statutory")) (lang.colon()) (parts::citation(citation, lang)) " " (parts::trust(trust, lang)) }
            } }
            @for grid in grids { (one(scene, grid)) }
        }
    }
}

fn one(scene: &Scene<'_>, grid: &Grid<'_>) -> Markup {
    let unit = scene.t(&format!("unit-{}", grid.unit.word()));
    let law = grid
        .cells
        .values()
        .flatten()
        .flat_map(|entry| &entry.rows)
        .find_map(|row| row.statutory.as_ref()?.required.as_ref());
    html! {
        div.scroll tabindex="0" role="region" aria-label=(unit) { table.grid {
            caption { (unit) " · " (scene.currency()) @if let Some(law) = law { " · " (scene.t("statutory")) " " strong.number { (law) } } }
            thead { tr { th scope="col" { (scene.t("label-grade")) }
                @for column in &grid.columns { th scope="col" { (heading(scene, column)) } } } }
            tbody { @for post in &grid.posts { tr {
                th scope="row" { @match post { Some(post) => { (said(scene, "grade", post)) } None => { (scene.t("all-posts")) } } }
                @for column in &grid.columns {
                    td data-label=(heading(scene, column)) {
                        @for entry in grid.cells.get(&(*post, *column)).into_iter().flatten() {
                            @for row in &entry.rows { (cell(scene, entry, row)) }
                        }
                    }
                }
            } } }
        } }
    }
}

/// A word of the sheets as it is called.
fn said(scene: &Scene<'_>, field: &str, text: &str) -> String {
    word("minimum_wage", field, text, &scene.names, scene.visit.lang())
}

fn heading(scene: &Scene<'_>, (zone, size): &Column<'_>) -> String {
    let size = size.map(|size| said(scene, "size", size));
    let parts: Vec<String> = zone.map(|zone| said(scene, "zone", zone)).into_iter().chain(size).collect();
    if parts.is_empty() { scene.t("all-sizes").to_string() } else { parts.join(" · ") }
}

/// Both positions and the gap, one under the other; the rest on demand.
fn cell(scene: &Scene<'_>, entry: &Entry<'_>, row: &Row) -> Markup {
    let c = &row.cell;
    let fresh = row.moved_since_visit && scene.table.seen.is_some();
    let named = c.worker_side.is_some() || c.employer_side.is_some();
    html! {
        div.stack.unlawful[row.unlawful].fresh[fresh].agreed[c.agreed.is_some()] {
            @if c.agreed.is_none() && named {
                span.w title=(scene.t("capacity-worker_side")) { (scene.t("short-worker")) } b { (value(scene, &c.field, c.worker_side.as_ref())) }
                span.e title=(scene.t("capacity-employer_side")) { (scene.t("short-employer")) } b { (value(scene, &c.field, c.employer_side.as_ref())) }
            }
            @if named { span { (scene.t("gap")) } span.gap { (apart(scene, row)) } }
            @else { span { (scene.t("short-previous")) } b { (value(scene, &c.field, c.previous.as_ref())) } }
        }
        details { summary { (scene.t("details")) " " (marks(scene, entry)) }
            @if named { @if let Some(previous) = &c.previous { p { (scene.t("previous-contract")) " " span.number { (previous.text()) } } } }
            @if let Some(moved) = &c.moved { p { (last_move(scene, &c.field, moved, Some(&ladder::path(scene.id(), Some(&c.item), Some(&c.field), scene.moment())))) } }
            p { (actions(scene, entry)) }
        }
    }
}
