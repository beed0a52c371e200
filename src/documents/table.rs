//! A small table from a file, read whole: a grid of wages. And rows as CSV that office programs open.

use csv::ByteRecord;
use domain::limits::{COLUMNS, ROWS, TABLE_CELLS};
use domain::term::grid;
use domain::text::inert_cell;
use std::io::Cursor;
use tables::{Ask, Fault, Names, Problem, TABLE, Table};

pub use domain::term::grid::Row;

/// Reads a file of a few megabytes at most: its header and what stands under it. Where no row is a header the first one is
/// taken for it, so that whoever reads the rows can say what is missing.
///
/// # Errors
/// A [`Fault`] for what is no table.
pub fn read(bytes: Vec<u8>) -> Result<Vec<Row>, Fault> {
    let needed = |header: &[String]| {
        let means = grid::heads(header);
        let missing = if grid::is_header(header) { Vec::new() } else { vec!["amount".to_owned()] };
        Names { means, sums: Vec::new(), missing }
    };
    let any = |header: &[String]| Names { means: grid::heads(header), ..Names::default() };
    let table = match Table::open(Cursor::new(bytes.clone()), &Ask { names: &needed, hidden: false, bounds: TABLE }) {
        Err(Fault { problem: Problem::NoHeader(_), .. }) => {
            Table::open(Cursor::new(bytes), &Ask { names: &any, hidden: false, bounds: TABLE })?
        }
        opened => opened?,
    };
    rows(table)
}

fn rows(mut table: Table) -> Result<Vec<Row>, Fault> {
    let number = |line: u64| u32::try_from(line).unwrap_or(u32::MAX);
    let last = table.report().heads.first().and_then(|head| head.rows.last()).copied().unwrap_or(1);
    let mut rows = vec![Row { number: number(last), cells: table.header().to_vec() }];
    let mut cells = 0_usize;
    let mut record = ByteRecord::new();
    let large = || Err(Problem::Size.into());
    if table.header().len() > COLUMNS {
        return large();
    }
    while let Some(line) = table.next(&mut record)? {
        cells = cells.saturating_add(record.len());
        if record.len() > COLUMNS || rows.len() > ROWS || cells > TABLE_CELLS {
            return large();
        }
        let cells = record.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect();
        rows.push(Row { number: number(line), cells });
    }
    Ok(rows)
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
