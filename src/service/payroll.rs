//! Payrolls and rosters: files as people have them, read by [`tables`] under the names that the audit knows.

use super::file_fault::{FileFault, Which};
use csv::ByteRecord;
use domain::limits::COLUMNS;
use domain::payroll::{CodeNames, Columns, HeadRead, Reading, Roster, RosterColumns, SheetsRead, Unread};
use domain::statute::Rulebook;
use std::io::{Read, Seek};
use tables::{Ask, Names, PAYROLL, Report, Table};

/// An open payroll: its header is read, its records are not yet.
pub struct Payroll {
    table: Table,
}

impl Payroll {
    /// Opens a payroll and reads its header. `codes`: those of the contract; `hidden`: hidden sheets too.
    ///
    /// # Errors
    /// What is wrong with the file.
    pub fn open<R: Read + Seek + Send + 'static>(file: R, codes: &CodeNames, hidden: bool) -> Result<Self, FileFault> {
        let names = |header: &[String]| {
            let columns = Columns::of(header.iter().map(String::as_str), codes);
            let missing = columns.missing().into_iter().map(str::to_owned).collect();
            Names { sums: columns.sums(), means: columns.means, missing }
        };
        let table = open(file, Which::Payroll, &Ask { names: &names, hidden, bounds: PAYROLL })?;
        Ok(Self { table })
    }

    /// Names of the columns.
    pub fn header(&self) -> impl Iterator<Item = &str> {
        self.table.header().iter().map(String::as_str)
    }

    /// The next record and the line (of a sheet: the row) it begins on; `None` at the end.
    ///
    /// # Errors
    /// What is wrong with the file.
    pub fn next(&mut self, record: &mut ByteRecord) -> Result<Option<u64>, FileFault> {
        self.table.next(record).map_err(|fault| FileFault::table(Which::Payroll, fault))
    }

    /// The sheet of the last record, of a workbook.
    pub fn sheet(&self) -> Option<&str> {
        self.table.sheet()
    }

    /// How the file is read.
    pub fn reading(&self) -> (Reading, SheetsRead) {
        let Report { format, encoding, delimiter, heads, sheets } = self.table.report();
        let mut names = sheets.read.iter();
        let head = |head: &tables::Head| HeadRead { sheet: names.next().cloned(), rows: head.rows.clone() };
        let reading = Reading {
            format: format.word().to_owned(),
            encoding: encoding.map(str::to_owned),
            delimiter: delimiter.map(|delimiter| delimiter.to_string()),
            headers: heads.iter().map(head).collect(),
            columns: Vec::new(),
        };
        let unread = |sheet: &tables::Unread| Unread { name: sheet.name.clone(), reason: sheet.why.word().to_owned() };
        (reading, SheetsRead { read: sheets.read.clone(), not_read: sheets.not_read.iter().map(unread).collect() })
    }

    /// SHA-256 (hex) of the file's bytes, once it has been read to the end.
    pub fn sha256(self) -> String {
        self.table.sha256()
    }
}

fn open<R: Read + Seek + Send + 'static>(file: R, which: Which, ask: &Ask<'_>) -> Result<Table, FileFault> {
    let table = Table::open(file, ask).map_err(|fault| FileFault::table(which, fault))?;
    if table.header().len() > COLUMNS {
        return Err(FileFault::of(which, "columns", COLUMNS.to_string()));
    }
    Ok(table)
}

/// Reads a roster whole, with the SHA-256 (hex) of its bytes; codes in the form of `book`, where there is one.
///
/// # Errors
/// Every fault of the file.
pub fn roster<R>(file: R, book: Option<&Rulebook>) -> Result<(Roster, String), Vec<FileFault>>
where
    R: Read + Seek + Send + 'static,
{
    let names = |header: &[String]| {
        let columns = RosterColumns::of(header);
        let missing = columns.missing().into_iter().map(str::to_owned).collect();
        let means = columns.means.into_iter().map(|means| means.map(str::to_owned)).collect();
        Names { means, sums: Vec::new(), missing }
    };
    let ask = Ask { names: &names, hidden: false, bounds: tables::TABLE };
    let mut table = open(file, Which::Roster, &ask).map_err(|fault| vec![fault])?;
    let columns = RosterColumns::of(table.header());
    let (mut record, mut broken) = (ByteRecord::new(), None);
    let rows = std::iter::from_fn(|| match table.next(&mut record) {
        Ok(line) => Some((line?, record.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect())),
        Err(fault) => {
            broken = Some(FileFault::table(Which::Roster, fault));
            None
        }
    });
    let roster = Roster::read(&columns, rows, book);
    if let Some(fault) = broken {
        return Err(vec![fault]);
    }
    match roster {
        Ok(roster) => Ok((roster, table.sha256())),
        Err(faults) => Err(faults.into_iter().map(FileFault::roster).collect()),
    }
}
