//! The first sheet of an XLSX workbook as rows of text cells, in one streaming pass.
//!
//! A number becomes its shortest decimal form, with all its digits: whoever reads it as money refuses a fifth
//! fraction digit, as in any other file. A date becomes `YYYY-MM-DD`; what has a time of day or is a duration becomes
//! text with colons, which no field takes. Memory holds the workbook's shared strings, its styles and some rows; the
//! format keeps shared strings in one table, so that cannot be less.

mod cell;
mod guard;
#[cfg(test)]
mod tests;

pub use guard::{Bounds, PAYROLL, TABLE};

use calamine::{Cell, DataRef, Reader, Xlsx, XlsxError};
use std::fmt;
use std::io::{Read, Seek};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{self, JoinHandle};
use thiserror::Error;

/// Rows waiting between the reader and whoever asks.
const WAITING: usize = 256;
/// Rows of a sheet in the format.
const ROWS: u32 = 1 << 20;
/// Columns that are read.
pub const COLUMNS: u32 = 1024;

/// A row with something in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// As the sheet shows it, from 1.
    pub number: u32,
    /// From column A to the last cell that is not empty.
    pub cells: Vec<String>,
}

/// What is wrong with a workbook.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Problem {
    /// Some other file.
    #[error("not an XLSX workbook")]
    NotXlsx,
    /// Locked with a password.
    #[error("the workbook is locked with a password")]
    Locked,
    /// No worksheet in it.
    #[error("the workbook has no worksheet")]
    NoSheet,
    /// A part expands beyond what an honest workbook needs.
    #[error("part {0} is too large when expanded")]
    TooLarge(String),
    /// A cell outside the sheet, or before the one in front of it.
    #[error("the cell is out of place")]
    Place,
    /// The file is damaged.
    #[error("the workbook is damaged: {0}")]
    Damaged(String),
}

/// What is wrong, and where as far as it is known.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub struct Fault {
    /// Name of the sheet.
    pub sheet: Option<String>,
    /// Row from 1 and column from 1 of the cell at fault, or of the last one that could be read.
    pub at: Option<(u32, u32)>,
    /// What.
    pub problem: Problem,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(sheet) = &self.sheet {
            write!(f, "sheet {sheet}, ")?;
        }
        if let Some((row, column)) = self.at {
            write!(f, "row {row}, column {column} ({}{row}): ", letters(column))?;
        }
        write!(f, "{}", self.problem)
    }
}

impl From<Problem> for Fault {
    fn from(problem: Problem) -> Self {
        Self { sheet: None, at: None, problem }
    }
}

impl From<XlsxError> for Problem {
    fn from(error: XlsxError) -> Self {
        match error {
            XlsxError::Password => Self::Locked,
            other => Self::Damaged(other.to_string()),
        }
    }
}

/// The letters of a column: 1 is A, 27 is AA.
fn letters(column: u32) -> String {
    let mut left = column;
    let mut out = Vec::new();
    while left > 0 {
        left -= 1;
        out.push(char::from_u32(u32::from(b'A') + left % 26).unwrap_or('?'));
        left /= 26;
    }
    out.iter().rev().collect()
}

/// Whether a file that begins with these bytes may be an XLSX workbook (a ZIP archive).
pub fn is_spreadsheet(first: &[u8]) -> bool {
    first.starts_with(b"PK\x03\x04")
}

/// Whether a file that begins with these bytes is a workbook of the old binary format, or a locked one.
pub fn is_old_spreadsheet(first: &[u8]) -> bool {
    first.starts_with(b"\xd0\xcf\x11\xe0")
}

/// Rows that are being read. Ends after the first fault.
#[derive(Debug)]
pub struct Rows {
    incoming: Option<Receiver<Result<Row, Fault>>>,
    reading: Option<JoinHandle<()>>,
}

impl Iterator for Rows {
    type Item = Result<Row, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        match self.incoming.as_ref()?.recv() {
            Ok(Ok(row)) => Some(Ok(row)),
            Ok(Err(fault)) => {
                self.incoming = None;
                Some(Err(fault))
            }
            Err(_) => {
                self.incoming = None;
                // The reader was made for files of good will: what it cannot bear ends its thread, not ours.
                let ended = self.reading.take()?.join();
                ended.is_err().then(|| Err(Problem::Damaged("it cannot be read".to_owned()).into()))
            }
        }
    }
}

/// Reads the rows of the first worksheet that have something in them, from top to bottom.
///
/// # Errors
/// A [`Fault`] for what is no XLSX workbook, is locked, or would expand beyond bounds.
pub fn rows<R: Read + Seek + Send + 'static>(mut reader: R, bounds: Bounds) -> Result<Rows, Fault> {
    guard::check(&mut reader, bounds)?;
    let (outgoing, incoming) = sync_channel(WAITING);
    let reading = thread::Builder::new()
        .name("spreadsheet".to_owned())
        .spawn(move || {
            if let Err(fault) = read(reader, &outgoing) {
                let _ = outgoing.send(Err(fault));
            }
        })
        .map_err(|error| Problem::Damaged(error.to_string()))?;
    Ok(Rows { incoming: Some(incoming), reading: Some(reading) })
}

fn read<R: Read + Seek>(reader: R, outgoing: &SyncSender<Result<Row, Fault>>) -> Result<(), Fault> {
    let mut workbook = Xlsx::new(reader).map_err(Problem::from)?;
    let worksheet = |sheet: &&calamine::Sheet| sheet.typ == calamine::SheetType::WorkSheet;
    let name = workbook.sheets_metadata().iter().find(worksheet).map(|sheet| sheet.name.clone());
    let name = name.ok_or(Problem::NoSheet)?;
    let mut at = None;
    let told = |at, problem| Fault { sheet: Some(name.clone()), at, problem };
    let mut cells = workbook.worksheet_cells_reader(&name).map_err(|error| told(None, error.into()))?;
    let mut row = Row::default();
    while let Some(cell) = cells.next_cell().map_err(|error| told(at, error.into()))? {
        let place = place(&cell, at);
        at = place.or_else(|| Some(shown(&cell)));
        let Some((number, column)) = place else { return Err(told(at, Problem::Place)) };
        if number != row.number {
            let done = std::mem::replace(&mut row, Row { number, cells: Vec::new() });
            if !done.cells.is_empty() && outgoing.send(Ok(done)).is_err() {
                return Ok(());
            }
        }
        let text = cell::text(cell.get_value());
        if !text.is_empty() {
            let column = usize::try_from(column).unwrap_or(usize::MAX);
            row.cells.resize(column.saturating_sub(1), String::new());
            row.cells.push(text);
        }
    }
    if !row.cells.is_empty() {
        let _ = outgoing.send(Ok(row));
    }
    Ok(())
}

/// Row and column from 1.
fn shown(cell: &Cell<DataRef<'_>>) -> (u32, u32) {
    let (row, column) = cell.get_position();
    (row.saturating_add(1), column.saturating_add(1))
}

/// Row and column from 1, if they are in the sheet and after the last ones.
fn place(cell: &Cell<DataRef<'_>>, after: Option<(u32, u32)>) -> Option<(u32, u32)> {
    let here = shown(cell);
    (here.0 <= ROWS && here.1 <= COLUMNS && after.is_none_or(|after| after < here)).then_some(here)
}
