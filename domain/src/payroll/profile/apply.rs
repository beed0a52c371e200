//! A row of a file as a row of our columns.

use super::kind::{Kind, kind};
use super::leave::Leaving;
use super::{ColumnSource, DateStyle, Empty, NumberStyle, Source, days, numbers};
use crate::aside::Aside;
use crate::decimal::text::format;
use crate::decimal::{LIMIT_E4, Money};
use crate::payroll::fault::{LineFault, Reason};
use crate::payroll::written::{marked, unread};
use csv::ByteRecord;
use std::collections::BTreeMap;

/// Longest told of the cells that a sum is made of, in characters.
const SHOWN: usize = 60;

/// What became of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Normal {
    /// A record of our columns; a cell that the profile does not cover holds a mark with the reason.
    Record,
    /// No record by the profile's rules, and what stands first in it.
    LeftOut(Aside, String),
}

/// How the rows of one sheet become ours.
#[derive(Clone, Debug)]
pub struct Plan {
    width: usize,
    numbers: NumberStyle,
    dates: DateStyle,
    leaving: Leaving,
    cells: Vec<Cell>,
    labels: BTreeMap<String, String>,
}

/// Where a column of ours comes from in one sheet.
#[derive(Clone, Debug)]
enum Cell {
    Absent,
    Constant(String),
    Column { at: usize, source: ColumnSource, kind: Kind },
    Sum { plus: Vec<usize>, minus: Vec<usize>, empty: Empty },
}

impl Plan {
    /// `names`: the header of the sheet; `columns`: ours, in the order of the records to be made. `constant` gives what stands
    /// in a title or a sheet's name. Columns that the sheet does not have were told before.
    pub(super) fn new(
        (numbers, dates): (&NumberStyle, DateStyle),
        leave_out: &super::LeaveOut,
        sources: &BTreeMap<String, Source>,
        names: &[String],
        columns: &[String],
        constant: impl Fn(&str, &Source) -> Option<String>,
    ) -> Self {
        let at = |name: &String| names.iter().position(|known| known == name);
        let cell = |column: &String| -> Option<Cell> {
            let source = sources.get(column)?;
            Some(match source {
                Source::Column(source) => {
                    Cell::Column { at: at(&source.column)?, source: source.clone(), kind: kind(column) }
                }
                Source::Sum(sum) => Cell::Sum {
                    plus: sum.plus.iter().filter_map(at).collect(),
                    minus: sum.minus.iter().filter_map(at).collect(),
                    empty: sum.empty,
                },
                Source::Constant(_) | Source::Title { .. } | Source::SheetName { .. } => {
                    Cell::Constant(constant(column, source)?)
                }
            })
        };
        Self {
            width: names.len(),
            numbers: numbers.clone(),
            dates,
            leaving: Leaving::new(leave_out, names),
            cells: columns.iter().map(|column| cell(column).unwrap_or(Cell::Absent)).collect(),
            labels: sources.iter().map(|(column, source)| (column.clone(), source.label())).collect(),
        }
    }

    /// By column of ours, the columns of the file as [`Source::label`] says them.
    pub const fn labels(&self) -> &BTreeMap<String, String> {
        &self.labels
    }

    /// Makes a record of ours of a row.
    pub fn normalise(&self, row: &ByteRecord, out: &mut ByteRecord) -> Normal {
        if let Some((kind, text)) = self.leaving.judge(row) {
            return Normal::LeftOut(kind, text);
        }
        out.clear();
        let more = || row.iter().skip(self.width).any(|cell| !cell.trim_ascii().is_empty());
        if row.len() < self.width || row.len() > self.width && more() {
            let found = Reason::Fields { expected: self.width, found: row.len() };
            out.push_field(unread(found, "").as_bytes());
            return Normal::Record;
        }
        for cell in &self.cells {
            match cell {
                Cell::Absent => out.push_field(b""),
                Cell::Constant(text) => out.push_field(text.as_bytes()),
                Cell::Column { at, source, kind } => self.column(row.get(*at).unwrap_or_default(), source, *kind, out),
                Cell::Sum { plus, minus, empty } => {
                    let sum = self.sum(row, plus, minus, *empty);
                    out.push_field(sum.unwrap_or_else(|mark| mark).as_bytes());
                }
            }
        }
        Normal::Record
    }

    fn column(&self, cell: &[u8], source: &ColumnSource, kind: Kind, out: &mut ByteRecord) {
        let Ok(text) = std::str::from_utf8(cell) else {
            // Whoever reads the record tells it.
            return out.push_field(cell);
        };
        if text.starts_with('\0') {
            return out.push_field(cell);
        }
        let trimmed = text.trim();
        if !source.words.is_empty() {
            match source.words.get(trimmed) {
                Some(word) => return out.push_field(word.as_bytes()),
                None if !source.other_words => return out.push_field(unread(Reason::NotCovered, text).as_bytes()),
                None => {}
            }
        }
        let read = match kind {
            Kind::Enterprise | Kind::Text | Kind::Employment => return out.push_field(cell),
            Kind::Amount => match numbers::amount(text, &self.numbers) {
                Ok(None) => Ok(String::new()),
                Ok(Some(e4)) if e4 < 0 => Err(Reason::Negative),
                Ok(Some(e4)) => Ok(format(e4.into(), 0)),
                Err(reason) => Err(reason),
            },
            Kind::Month => days::month(text, self.dates, source.year),
            Kind::Day => days::day(text, self.dates),
        };
        match read {
            Ok(read) => out.push_field(read.as_bytes()),
            Err(reason) => out.push_field(unread(reason, text).as_bytes()),
        }
    }

    /// A sum as text; empty where all of it is empty.
    fn sum(&self, row: &ByteRecord, plus: &[usize], minus: &[usize], empty: Empty) -> Result<String, String> {
        let cell = |at: &usize| std::str::from_utf8(row.get(*at).unwrap_or_default()).ok();
        let all = || plus.iter().chain(minus).map(|at| cell(at).unwrap_or("�").trim_start_matches('\0').trim());
        let shown = || {
            let all: Vec<&str> = all().collect();
            all.join(" | ").chars().take(SHOWN).collect::<String>()
        };
        let (mut total, mut filled, mut missing) = (0_i64, false, false);
        for (at, sign) in plus.iter().map(|at| (at, 1)).chain(minus.iter().map(|at| (at, -1))) {
            let text = cell(at).ok_or_else(|| unread(Reason::InvalidText, &shown()))?;
            // The cell at fault is told, not the whole sum.
            match numbers::amount(text, &self.numbers).map_err(|reason| unread(reason, text))? {
                None => missing = true,
                Some(e4) => {
                    filled = true;
                    let signed = e4.checked_mul(sign).and_then(|e4| total.checked_add(e4));
                    total = signed
                        .filter(|total| total.abs() < LIMIT_E4)
                        .ok_or_else(|| unread(Reason::TooLarge, &shown()))?;
                }
            }
        }
        match (filled, missing && empty == Empty::Reject) {
            (false, _) => Ok(String::new()),
            (true, true) => Err(unread(Reason::Required, &shown())),
            (true, false) if total < 0 => Err(unread(Reason::Negative, &shown())),
            (true, false) => Ok(Money::from_e4(total).map_or_else(String::new, |money| format(money.e4().into(), 0))),
        }
    }
}

/// Cells of a record that the profile does not cover, as faults under our names.
pub fn unread_cells(columns: &[String], record: &ByteRecord) -> Vec<LineFault> {
    let width = record.get(0).and_then(|cell| marked(std::str::from_utf8(cell).ok()?));
    if let Some(reason @ Reason::Fields { .. }) = width {
        return vec![LineFault::whole(reason)];
    }
    let fault = |(column, cell): (&String, &[u8])| {
        let reason = match std::str::from_utf8(cell) {
            Ok(text) => marked(text)?,
            Err(_) => Reason::InvalidText,
        };
        Some(LineFault::of(column, column, cell, reason))
    };
    columns.iter().zip(record).filter_map(fault).collect()
}
