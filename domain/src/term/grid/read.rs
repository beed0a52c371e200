//! From rows of text to wages, collecting every fault.

use super::header::{self, Head};
use super::{Column, Grid, GridFault, GridProblem, LARGEST, Layout, Place, Row, Wage};
use crate::aside::aside;
use crate::decimal::Money;
use crate::limits;
use crate::term::{Problem, SizeClass};
use std::collections::BTreeMap;

/// Longest name of a post or zone, as any name of a sheet.
const LONGEST: usize = limits::NAME;

/// Reads a table; its first row is the header.
pub fn read(rows: &[Row]) -> Grid {
    let mut reading = Reading::default();
    let mut rows = rows.iter().filter(|row| row.cells.iter().any(|cell| !cell.trim().is_empty()));
    let Some(first) = rows.next() else {
        reading.fault(1, None, "", GridProblem::Empty);
        return reading.done(None);
    };
    if first.cells.len() > limits::COLUMNS {
        reading.fault(first.number, None, "", GridProblem::TooWide);
        return reading.done(None);
    }
    let heads = reading.heads(first);
    let layout = reading.layout(first, &heads);
    if layout.is_some() {
        let before = reading.wages.len() + reading.faults.len();
        for row in rows {
            if reading.wages.len() >= LARGEST {
                reading.fault(row.number, None, "", GridProblem::TooMany);
                break;
            }
            if reading.faults.len() >= limits::FAULTS_TOLD {
                reading.fault(row.number, None, "", GridProblem::AndMore);
                break;
            }
            if reading.is_aside(row, first) {
                continue;
            }
            reading.row(row, &heads);
        }
        if reading.wages.len() + reading.faults.len() == before {
            reading.fault(first.number, None, "", GridProblem::Empty);
        }
    }
    reading.done(layout)
}

#[derive(Default)]
struct Reading {
    wages: Vec<Wage>,
    faults: Vec<GridFault>,
    /// Columns and rows that are no wages.
    ignored: Vec<String>,
    /// The row that said it first.
    said: BTreeMap<Place, u32>,
}

impl Reading {
    fn done(self, layout: Option<Layout>) -> Grid {
        Grid { layout, wages: self.wages, faults: self.faults, ignored: self.ignored }
    }

    fn fault(&mut self, row: u32, column: Option<usize>, found: &str, problem: GridProblem) {
        let column = column.and_then(|index| u32::try_from(index.saturating_add(1)).ok());
        // What is shown of a cell at fault is enough to find it.
        let found = found.chars().take(60).collect();
        self.faults.push(GridFault { row, column, found, problem });
    }

    /// Whether a row without any amount is a sum, a signature or a remark.
    fn is_aside(&mut self, row: &Row, header: &Row) -> bool {
        let texts = row.cells.iter().map(String::as_str);
        if texts.clone().skip(1).any(|text| Money::parse(text.trim()).is_ok()) {
            return false;
        }
        let found = aside(texts.clone(), header.cells.iter().map(String::as_str)).is_some();
        let said = texts.map(str::trim).find(|text| !text.is_empty());
        if let Some(said) = said.filter(|_| found && self.ignored.len() < limits::FAULTS_TOLD) {
            self.ignored.push(said.chars().take(60).collect());
        }
        found
    }

    fn heads(&mut self, first: &Row) -> Vec<Option<Head>> {
        let mut heads: Vec<Option<Head>> = Vec::new();
        for (index, text) in first.cells.iter().enumerate() {
            let text = text.trim();
            // The corner of a matrix is often left empty.
            let head = match text {
                "" if index == 0 => Some(Head::Part(Column::Grade)),
                "" => None,
                text => header::head(text),
            };
            if head.is_none() && !text.is_empty() {
                self.fault(first.number, Some(index), text, GridProblem::UnknownColumn);
            }
            if head == Some(Head::Aside) {
                self.ignored.push(text.to_owned());
            } else if head.is_some() && heads.contains(&head) {
                self.fault(first.number, Some(index), text, GridProblem::ColumnTwice);
            }
            heads.push(head);
        }
        heads
    }

    fn layout(&mut self, first: &Row, heads: &[Option<Head>]) -> Option<Layout> {
        let amount = heads.contains(&Some(Head::Part(Column::Amount)));
        let sizes = heads.iter().any(|head| matches!(head, Some(Head::OfSize(_))));
        let size_column = heads.contains(&Some(Head::Part(Column::Size)));
        match (amount, sizes) {
            (true, false) => Some(Layout::Rows),
            (false, true) if !size_column => Some(Layout::Matrix),
            (false, false) => {
                self.fault(first.number, None, "", GridProblem::Unrecognised);
                None
            }
            _ => {
                self.fault(first.number, None, "", GridProblem::Mixed);
                None
            }
        }
    }

    fn row(&mut self, row: &Row, heads: &[Option<Head>]) {
        let faults = self.faults.len();
        let text = |column: Column| {
            let index = heads.iter().position(|head| *head == Some(Head::Part(column)));
            (index, index.and_then(|index| row.cells.get(index)).map_or("", |cell| cell.trim()))
        };
        // A column with an unknown header has been told of once, in the header; one without any is told of here.
        let beyond = row.cells.iter().enumerate().skip(heads.len()).find(|(_, cell)| !cell.trim().is_empty());
        if let Some((index, cell)) = beyond {
            self.fault(row.number, Some(index), cell, GridProblem::BeyondHeader);
        }
        let mut name = |column: Column| {
            let (index, text) = text(column);
            if text.chars().count() > LONGEST {
                self.fault(row.number, index, text, GridProblem::Field { problem: Problem::TooLong });
            }
            header::name(text)
        };
        let (grade, zone) = (name(Column::Grade), name(Column::Zone));
        let (index, word) = text(Column::Unit);
        let unit = header::unit(word);
        if unit.is_none() {
            self.fault(row.number, index, word, GridProblem::UnknownUnit);
        }
        let (index, word) = text(Column::Size);
        let size = header::size(word);
        if size.is_none() {
            self.fault(row.number, index, word, GridProblem::UnknownSize);
        }
        let told = self.faults.len() > faults;
        for (index, head) in heads.iter().enumerate() {
            let cell = row.cells.get(index).map_or("", |cell| cell.trim());
            let of: Option<SizeClass> = match head {
                Some(Head::Part(Column::Amount)) => size.unwrap_or_default(),
                Some(Head::OfSize(of)) if !cell.is_empty() => *of,
                _ => continue,
            };
            let amount = self.amount(row.number, index, cell);
            if let (Some(unit), Some(amount)) = (unit, amount)
                && !told
            {
                let place = Place { unit, grade: grade.clone(), zone: zone.clone(), size: of };
                self.wage(Wage { row: row.number, place, amount }, index, cell);
            }
        }
    }

    fn amount(&mut self, row: u32, index: usize, text: &str) -> Option<Money> {
        let problem = match Money::parse(text) {
            Ok(amount) if amount > Money::ZERO => return Some(amount),
            Ok(_) => Problem::Range { range: "above 0".to_owned() },
            Err(_) if text.is_empty() => Problem::Missing,
            Err(fault) => Problem::Decimal { reason: fault.to_string() },
        };
        self.fault(row, Some(index), text, GridProblem::Field { problem });
        None
    }

    fn wage(&mut self, wage: Wage, index: usize, text: &str) {
        match self.said.get(&wage.place) {
            Some(earlier) => {
                let row = *earlier;
                self.fault(wage.row, Some(index), text, GridProblem::Twice { row });
            }
            None => {
                self.said.insert(wage.place.clone(), wage.row);
                self.wages.push(wage);
            }
        }
    }
}
