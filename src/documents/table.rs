//! A small table from a file: CSV as office programs write it (UTF-8 or GB 18030; comma, semicolon or tab), or the first
//! sheet of an XLSX workbook. Rows of text, each with the line or row it stands in.

use super::spreadsheet;
use domain::limits::{COLUMNS, ROWS, TABLE_CELLS};
use domain::text::inert_cell;
use encoding_rs::GB18030;
use std::borrow::Cow;
use std::io::Cursor;
use thiserror::Error;

pub use domain::term::grid::Row;

/// Why a file is no table.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum TableFault {
    /// A binary workbook of the old format, or a locked one.
    #[error("old or locked workbook")]
    OldWorkbook,
    /// The workbook can't be read.
    #[error("{0}")]
    Workbook(spreadsheet::Fault),
    /// Neither UTF-8 nor GB 18030.
    #[error("neither UTF-8 nor GB 18030")]
    Encoding,
    /// More columns, rows or cells than are read.
    #[error("more than {COLUMNS} columns, {ROWS} rows or {TABLE_CELLS} cells")]
    TooLarge,
    /// The line can't be read as CSV.
    #[error("line {line}: {detail}")]
    Csv {
        /// Line from 1.
        line: u64,
        /// What the reader says.
        detail: String,
    },
}

/// Reads a file of a few megabytes at most.
///
/// # Errors
/// [`TableFault`] for what is neither.
pub fn read(bytes: Vec<u8>) -> Result<Vec<Row>, TableFault> {
    if spreadsheet::is_old_spreadsheet(&bytes) {
        return Err(TableFault::OldWorkbook);
    }
    if spreadsheet::is_spreadsheet(&bytes) {
        let rows = spreadsheet::rows(Cursor::new(bytes), spreadsheet::TABLE).map_err(TableFault::Workbook)?;
        let mut out = Bounded::default();
        for row in rows {
            let row = row.map_err(TableFault::Workbook)?;
            out.push(Row { number: row.number, cells: row.cells })?;
        }
        return Ok(out.rows);
    }
    csv(&text(&bytes)?)
}

/// Rows so far, no more than are read.
#[derive(Default)]
struct Bounded {
    rows: Vec<Row>,
    cells: usize,
}

impl Bounded {
    fn push(&mut self, row: Row) -> Result<(), TableFault> {
        self.cells = self.cells.saturating_add(row.cells.len());
        if row.cells.len() > COLUMNS || self.rows.len() >= ROWS || self.cells > TABLE_CELLS {
            return Err(TableFault::TooLarge);
        }
        self.rows.push(row);
        Ok(())
    }
}

/// The text without byte order mark, with `\n` line ends and a last one.
fn text(bytes: &[u8]) -> Result<String, TableFault> {
    let utf8 = str::from_utf8(bytes).ok().map(Cow::Borrowed);
    let decoded = utf8.or_else(|| GB18030.decode_without_bom_handling_and_without_replacement(bytes));
    let text = decoded.filter(|text| !text.contains('\0')).ok_or(TableFault::Encoding)?;
    let mut text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n");
    if !text.ends_with('\n') {
        text.push('\n');
    }
    Ok(text)
}

fn csv(text: &str) -> Result<Vec<Row>, TableFault> {
    let first = text.lines().next().unwrap_or_default();
    let delimiter = [(b'\t', '\t'), (b',', ','), (b';', ';')];
    let delimiter = delimiter.into_iter().find(|(_, c)| first.contains(*c)).map_or(b',', |(byte, _)| byte);
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    let mut rows = Bounded::default();
    let mut record = csv::StringRecord::new();
    loop {
        let read = reader.read_record(&mut record);
        // The reader has consumed the record: it began as many lines before as it holds line ends.
        let inner = record.iter().flat_map(str::bytes).filter(|byte| *byte == b'\n').count();
        let inner = u64::try_from(inner).unwrap_or(u64::MAX);
        let line = reader.position().line().saturating_sub(1).saturating_sub(inner).max(1);
        match read {
            Ok(false) => return Ok(rows.rows),
            Ok(true) if record.len() > COLUMNS => return Err(TableFault::TooLarge),
            Ok(true) => rows.push(Row {
                number: u32::try_from(line).unwrap_or(u32::MAX),
                cells: record.iter().map(str::to_owned).collect(),
            })?,
            Err(error) => return Err(TableFault::Csv { line, detail: error.to_string() }),
        }
    }
}

/// Writes rows as CSV that office programs open as such: with a byte order mark, CRLF, and an apostrophe before what they
/// would calculate.
pub fn write(rows: &[Vec<String>]) -> String {
    let mut out = "\u{feff}".to_owned();
    for row in rows {
        let cells: Vec<String> = row.iter().map(|cell| quoted(&inert_cell(cell))).collect();
        out.push_str(&cells.join(","));
        out.push_str("\r\n");
    }
    out
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', ';', '"', '\n', '\r', '\t']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests;
