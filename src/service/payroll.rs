//! Payrolls and rosters: files as people have them, read by [`tables`] under the names that the audit knows.

mod profiled;
mod sample;

pub use profiled::{Account, MadeOf, misfit};
pub use sample::{SAMPLE, Seen, guess, look};

use super::file_fault::{FileFault, Which};
use csv::ByteRecord;
use domain::aside::Aside;
use domain::limits::COLUMNS;
use domain::payroll::profile::Profile;
use domain::payroll::{
    Audit, CodeNames, Columns, HeadRead, LeftOut, LineFault, Reading, Rejected, Roster, RosterColumns, SheetsRead,
    Told, Unread,
};
use domain::statute::Rulebook;
use std::collections::BTreeMap;
use std::io::{Read, Seek};
use tables::{Ask, Names, PAYROLL, Report, Table};

/// An open payroll: its header is read, its records are not yet.
pub struct Payroll {
    source: Source,
    /// Records still to be read.
    left: usize,
}

/// What records come from.
enum Source {
    /// Read by what the names of its columns are usually taken for.
    Table(Box<Table>),
    /// Read as a profile says.
    Profiled(Box<profiled::Profiled>),
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
        Ok(Self { source: Source::Table(Box::new(table)), left: usize::MAX })
    }

    /// Opens a payroll that a profile says how to read, if there is one: then its records have our columns, by our names.
    ///
    /// # Errors
    /// What is wrong with the file, everything of it that the profile does not fit.
    pub fn open_by<R: Read + Seek + Send + 'static>(
        file: R,
        codes: &CodeNames,
        hidden: bool,
        profile: Option<&Profile>,
    ) -> Result<Self, Vec<FileFault>> {
        let Some(profile) = profile else { return Self::open(file, codes, hidden).map_err(|fault| vec![fault]) };
        let profiled = profiled::Profiled::open(file, profile, hidden)?;
        Ok(Self { source: Source::Profiled(Box::new(profiled)), left: usize::MAX })
    }

    /// Names of the columns.
    pub fn header(&self) -> impl Iterator<Item = &str> {
        let names = match &self.source {
            Source::Table(table) => table.header(),
            Source::Profiled(profiled) => profiled.header(),
        };
        names.iter().map(String::as_str)
    }

    /// The faults of a line with the file's own names.
    pub fn told(&self, sheet: Option<&str>, faults: Vec<LineFault>) -> Vec<LineFault> {
        match &self.source {
            Source::Table(_) => faults,
            Source::Profiled(profiled) => profiled.told(sheet, faults),
        }
    }

    /// Rows that the profile has left out so far.
    pub fn left_out(&self) -> BTreeMap<Aside, LeftOut> {
        match &self.source {
            Source::Table(_) => BTreeMap::new(),
            Source::Profiled(profiled) => profiled.left_out(),
        }
    }

    /// What each cell of a record, the last one read, was made of; without a profile nothing.
    pub fn cells(&self, record: &ByteRecord) -> Vec<MadeOf> {
        match &self.source {
            Source::Table(_) => Vec::new(),
            Source::Profiled(profiled) => profiled.cells(record),
        }
    }

    /// What a summary says of the profile, once the file has been read to its end.
    pub fn account(&mut self) -> Account {
        match &mut self.source {
            Source::Table(_) => Account::default(),
            Source::Profiled(profiled) => profiled.account(),
        }
    }

    /// Tells an audit what its records are: a profile has left out what is none.
    pub const fn prepare(&self, audit: &mut Audit) {
        if matches!(self.source, Source::Profiled(_)) {
            audit.every_row_is_a_record();
        }
    }

    /// What an audit says of a line, with the file's own names.
    pub fn named(&self, told: Told) -> Told {
        match told {
            Told::Rejected(Rejected { line, sheet, faults }) => {
                let faults = self.told(sheet.as_deref(), faults);
                Told::Rejected(Rejected { line, sheet, faults })
            }
            Told::Finding(_) => told,
        }
    }

    /// Only the first records.
    pub const fn first(&mut self, most: usize) {
        self.left = most;
    }

    /// The next record and the line (of a sheet: the row) it begins on; `None` at the end.
    ///
    /// # Errors
    /// What is wrong with the file.
    pub fn next(&mut self, record: &mut ByteRecord) -> Result<Option<u64>, FileFault> {
        let Some(left) = self.left.checked_sub(1) else { return Ok(None) };
        self.left = left;
        let next = match &mut self.source {
            Source::Table(table) => table.next(record),
            Source::Profiled(profiled) => profiled.next(record),
        };
        next.map_err(|fault| FileFault::table(Which::Payroll, fault))
    }

    /// The sheet of the last record, of a workbook.
    pub fn sheet(&self) -> Option<&str> {
        match &self.source {
            Source::Table(table) => table.sheet(),
            Source::Profiled(profiled) => profiled.sheet(),
        }
    }

    /// How the file is read.
    pub fn reading(&self) -> (Reading, SheetsRead) {
        let table = match &self.source {
            Source::Table(table) => table,
            Source::Profiled(profiled) => return profiled.reading(),
        };
        let Report { format, encoding, delimiter, heads, sheets } = table.report();
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
        match self.source {
            Source::Table(table) => table.sha256(),
            Source::Profiled(profiled) => profiled.sha256(),
        }
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
