//! The reader on files of every kind.

mod texts;
mod workbooks;

use crate::{Ask, Fault, Names, PAYROLL, Table};
use csv::ByteRecord;
use std::io::Cursor;

fn open(bytes: Vec<u8>, names: &dyn Fn(&[String]) -> Names) -> Result<Table, Fault> {
    Table::open(Cursor::new(bytes), &Ask { names, hidden: false, bounds: PAYROLL })
}

/// Nothing is needed: the first row is the header.
fn unnamed(header: &[String]) -> Names {
    Names { means: vec![None; header.len()], ..Names::default() }
}

/// These names are known and needed.
fn names(needed: &'static [&'static str]) -> impl Fn(&[String]) -> Names {
    move |header| Names {
        means: header.iter().map(|name| needed.contains(&name.as_str()).then(|| name.clone())).collect(),
        sums: Vec::new(),
        missing: needed
            .iter()
            .filter(|name| !header.iter().any(|own| own == *name))
            .map(|&name| name.to_owned())
            .collect(),
    }
}

type Line = (u64, Vec<String>);

fn table(number: u64, cells: &[&str]) -> Line {
    (number, cells.iter().map(|&cell| cell.to_owned()).collect())
}

fn rows(table: &mut Table) -> Result<Vec<Line>, Fault> {
    let (mut record, mut out) = (ByteRecord::new(), Vec::new());
    while let Some(line) = table.next(&mut record)? {
        out.push((line, record.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect()));
    }
    Ok(out)
}
