//! What makes one document into another, line by line, cell by cell, word by word: as an office program tracks changes.
//! Without what is deleted it is the new document, without what is inserted the old one.

use super::document::{Grid, GridKind, Piece, Style};
use domain::term::redline::{Run, RunKind, runs};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::collections::HashMap;
use std::hash::Hash;

/// A stretch of runs: a line, or what stands in a cell.
pub(super) type Runs = Vec<Run>;

/// A line or a grid with what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Tracked {
    Line { style: Style, mark: RunKind, runs: Runs },
    Grid { kind: GridKind, names: usize, rows: Vec<TrackedRow> },
}

/// A row of a grid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TrackedRow {
    pub mark: RunKind,
    pub cells: Vec<Runs>,
}

/// A document in which nothing changed.
pub(super) fn unchanged(pieces: &[Piece]) -> Vec<Tracked> {
    pieces.iter().map(|piece| whole(piece, RunKind::Equal)).collect()
}

/// What makes the old document into the new one.
pub(super) fn between(old: &[Piece], new: &[Piece]) -> Vec<Tracked> {
    let mut out = Vec::new();
    for op in aligned(old, new) {
        let (tag, then, now) = op.as_tag_tuple();
        let (then, now) = (old.get(then).unwrap_or_default(), new.get(now).unwrap_or_default());
        match tag {
            similar::DiffTag::Equal => out.extend(now.iter().map(|piece| whole(piece, RunKind::Equal))),
            _ => changed(then, now, &mut out),
        }
    }
    out
}

/// The steps from one list to another. Each entry is compared as a number: texts are looked at once.
fn aligned<T: Eq + Hash>(old: &[T], new: &[T]) -> Vec<DiffOp> {
    let mut numbers: HashMap<&T, usize> = HashMap::new();
    let mut numbered = Vec::with_capacity(old.len().saturating_add(new.len()));
    for entry in old.iter().chain(new) {
        let next = numbers.len();
        numbered.push(*numbers.entry(entry).or_insert(next));
    }
    let (then, now) = numbered.split_at(old.len());
    capture_diff_slices(Algorithm::Patience, then, now)
}

/// Stretches that differ: what is of the same make is compared in order, the rest is deleted or inserted.
fn changed(old: &[Piece], new: &[Piece], out: &mut Vec<Tracked>) {
    let makes = |pieces: &[Piece]| pieces.iter().map(Make::of).collect::<Vec<_>>();
    for op in aligned(&makes(old), &makes(new)) {
        let (tag, then, now) = op.as_tag_tuple();
        let (then, now) = (old.get(then).unwrap_or_default(), new.get(now).unwrap_or_default());
        if tag == similar::DiffTag::Equal {
            out.extend(then.iter().zip(now).map(|(then, now)| pair(then, now)));
        } else {
            out.extend(then.iter().map(|piece| whole(piece, RunKind::Deleted)));
            out.extend(now.iter().map(|piece| whole(piece, RunKind::Inserted)));
        }
    }
}

/// What two pieces must have in common to be compared in detail.
#[derive(PartialEq, Eq, Hash)]
enum Make {
    Line(Style),
    /// With its head, of a table, and its width.
    Grid(GridKind, usize, Vec<String>),
}

impl Make {
    fn of(piece: &Piece) -> Self {
        match piece {
            Piece::Line(style, _) => Self::Line(*style),
            Piece::Grid(grid) => {
                let head = grid.rows.first().filter(|_| grid.kind == GridKind::Table).cloned().unwrap_or_default();
                Self::Grid(grid.kind, grid.rows.first().map_or(0, Vec::len), head)
            }
        }
    }
}

fn pair(old: &Piece, new: &Piece) -> Tracked {
    match (old, new) {
        (Piece::Line(_, then), Piece::Line(style, now)) => {
            Tracked::Line { style: *style, mark: RunKind::Equal, runs: compared(then, now) }
        }
        (Piece::Grid(then), Piece::Grid(now)) => {
            Tracked::Grid { kind: now.kind, names: now.names, rows: rows(then, now) }
        }
        (_, now) => whole(now, RunKind::Equal),
    }
}

/// Rows are the same where they name the same.
fn rows(old: &Grid, new: &Grid) -> Vec<TrackedRow> {
    let named = |grid: &Grid| -> Vec<Vec<String>> {
        grid.rows.iter().map(|row| row.iter().take(grid.names).cloned().collect()).collect()
    };
    let mut out = Vec::new();
    for op in aligned(&named(old), &named(new)) {
        let (tag, then, now) = op.as_tag_tuple();
        let (then, now) = (old.rows.get(then).unwrap_or_default(), new.rows.get(now).unwrap_or_default());
        if tag == similar::DiffTag::Equal {
            out.extend(then.iter().zip(now).map(|(then, now)| TrackedRow {
                mark: RunKind::Equal,
                cells: then.iter().zip(now).map(|(then, now)| compared(then, now)).collect(),
            }));
        } else {
            out.extend(then.iter().map(|row| row_of(row, RunKind::Deleted)));
            out.extend(now.iter().map(|row| row_of(row, RunKind::Inserted)));
        }
    }
    out
}

fn compared(old: &str, new: &str) -> Runs {
    if old == new { run(new, RunKind::Equal) } else { whole_figures(runs(old, new)) }
}

/// A figure changes as a whole: 2480.00 becomes 2500.00, not 2480 before .00 becomes 2500.
fn whole_figures(runs: Runs) -> Runs {
    let mut out = Joined::default();
    let mut rest = runs.into_iter().peekable();
    while let Some(run) = rest.next() {
        if run.kind != RunKind::Equal {
            out.changed(run.kind, &run.text);
            continue;
        }
        let follows = rest.peek().is_some_and(|next| next.text.starts_with(is_figure));
        let figures = run.text.len().saturating_sub(run.text.trim_start_matches(is_figure).len());
        let start = if out.figure_open() { figures } else { 0 };
        let (figure, text) = run.text.split_at(start);
        out.both(figure);
        let end = if follows { text.trim_end_matches(is_figure).len() } else { text.len() };
        let (text, figure) = text.split_at(end);
        out.equal(text);
        out.both(figure);
    }
    out.flush();
    out.runs
}

const fn is_figure(c: char) -> bool {
    c.is_ascii_digit() || c == '.'
}

/// Collects runs; what is deleted and inserted in one place stands together.
#[derive(Default)]
struct Joined {
    runs: Runs,
    deleted: String,
    inserted: String,
}

impl Joined {
    fn figure_open(&self) -> bool {
        self.deleted.ends_with(is_figure) || self.inserted.ends_with(is_figure)
    }

    fn changed(&mut self, kind: RunKind, text: &str) {
        match kind {
            RunKind::Deleted => self.deleted.push_str(text),
            RunKind::Inserted => self.inserted.push_str(text),
            RunKind::Equal => self.equal(text),
        }
    }

    fn both(&mut self, text: &str) {
        self.deleted.push_str(text);
        self.inserted.push_str(text);
    }

    fn equal(&mut self, text: &str) {
        if !text.is_empty() {
            self.flush();
            self.runs.extend(run(text, RunKind::Equal));
        }
    }

    fn flush(&mut self) {
        for (kind, text) in [(RunKind::Deleted, &mut self.deleted), (RunKind::Inserted, &mut self.inserted)] {
            self.runs.extend(run(&std::mem::take(text), kind));
        }
    }
}

fn run(text: &str, kind: RunKind) -> Runs {
    if text.is_empty() { Vec::new() } else { vec![Run { kind, text: text.to_owned() }] }
}

fn row_of(row: &[String], mark: RunKind) -> TrackedRow {
    TrackedRow { mark, cells: row.iter().map(|cell| run(cell, mark)).collect() }
}

fn whole(piece: &Piece, mark: RunKind) -> Tracked {
    match piece {
        Piece::Line(style, text) => Tracked::Line { style: *style, mark, runs: run(text, mark) },
        Piece::Grid(grid) => {
            let rows = grid.rows.iter().map(|row| row_of(row, mark)).collect();
            Tracked::Grid { kind: grid.kind, names: grid.names, rows }
        }
    }
}
