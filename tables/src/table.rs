//! A table that is open: the header is read, its rows are not yet.

use crate::fault::{Fault, Problem};
use crate::head::{self, Found, Head, Names};
use crate::kind::{self, Format, Opened, WINDOW};
use crate::records::Records;
use crate::sheets::wide;
use crate::text::{Decoded, Encoding, delimiter, sha256_of};
use crate::workbook::guard::Bounds;
use crate::workbook::merges::Merges;
use crate::workbook::{self, Book};
use crate::{HEADER_WITHIN, Row};
use csv::ByteRecord;
use std::collections::VecDeque;
use std::io::{Cursor, Read, Seek};

/// How a table is to be read.
pub struct Ask<'a> {
    /// What the names of a header mean.
    pub names: &'a dyn Fn(&[String]) -> Names,
    /// Hidden sheets too.
    pub hidden: bool,
    pub bounds: Bounds,
}

/// Why a sheet is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Skipped {
    Hidden,
    /// The needed names stand in none of its first rows.
    NoHeader,
    Empty,
}

impl Skipped {
    /// The word in a report.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Hidden => "hidden",
            Self::NoHeader => "no_header",
            Self::Empty => "empty",
        }
    }
}

/// A sheet that is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    pub name: String,
    pub why: Skipped,
}

/// The sheets of a workbook.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheets {
    pub read: Vec<String>,
    pub not_read: Vec<Unread>,
}

/// Everything that was decided about a file without asking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    pub format: Format,
    /// Of a text.
    pub encoding: Option<&'static str>,
    /// Of a text.
    pub delimiter: Option<char>,
    /// The header of each sheet that is read; of a text one.
    pub heads: Vec<Head>,
    pub sheets: Sheets,
}

/// A sheet that is read.
struct Reading {
    index: usize,
    name: String,
    /// Rows up to and with the header.
    skip: usize,
    merges: Merges,
    sums: Vec<bool>,
    /// Of each of its columns, which one of the table it is.
    to: Vec<usize>,
}

enum Source {
    Text { ahead: VecDeque<(u64, ByteRecord)>, records: Box<Records<Decoded<Box<dyn Read + Send>>>> },
    Book { book: Book, sheets: Vec<Reading>, at: usize, sha256: String },
}

/// An open table.
pub struct Table {
    header: Vec<String>,
    report: Report,
    source: Source,
}

impl Table {
    /// Opens a file and finds its header.
    ///
    /// # Errors
    /// A [`Fault`]: no table, or none with the needed names.
    pub fn open<R: Read + Seek + Send + 'static>(file: R, ask: &Ask<'_>) -> Result<Self, Fault> {
        match kind::opened(file)? {
            Opened::Text { first, rest } => Self::text(first, rest, ask),
            Opened::Book { file, format } => Self::book(file, format, ask),
        }
    }

    fn text<R: Read + Send + 'static>(first: Vec<u8>, file: R, ask: &Ask<'_>) -> Result<Self, Fault> {
        let whole = u64::try_from(first.len()).is_ok_and(|length| length < WINDOW);
        let encoding = Encoding::of(&first, whole);
        let delimiter = delimiter(&encoding.beginning(&first));
        let bytes: Box<dyn Read + Send> = Box::new(Cursor::new(first).chain(file));
        let mut records = Box::new(Records::new(Decoded::new(bytes, encoding), delimiter));
        let (mut ahead, mut rows) = (VecDeque::new(), Vec::new());
        let mut record = ByteRecord::new();
        while rows.len() <= HEADER_WITHIN
            && let Some(line) = records.next(&mut record)?
        {
            wide(record.len())?;
            let cells = record.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect();
            rows.push(Row { number: line, cells });
            ahead.push_back((line, record.clone()));
            // The header is most often the first line: then nothing more is looked at than one line below.
            let found = head::find(&rows, &Merges::default(), ask.names);
            if found.is_ok_and(|found| found.above < rows.len()) {
                break;
            }
        }
        let found = match head::find(&rows, &Merges::default(), ask.names) {
            Ok(found) => found,
            Err(Some((_, missing))) => return Err(Problem::NoHeader(missing).into()),
            Err(None) => return Err(Problem::Empty.into()),
        };
        ahead.drain(..found.above.min(ahead.len()));
        let width = rows.get(found.above.saturating_sub(1)).map_or(0, |row| row.cells.len());
        let mut head = found.head;
        // A line has as many fields as the header, also where their names are empty.
        if head.names.len() < width {
            head.names.resize(width, String::new());
        }
        let report = Report {
            format: Format::Csv,
            encoding: Some(encoding.word()),
            delimiter: Some(char::from(delimiter)),
            heads: vec![head.clone()],
            sheets: Sheets::default(),
        };
        Ok(Self { header: head.names, report, source: Source::Text { ahead, records } })
    }

    fn book<R: Read + Seek + Send + 'static>(mut file: R, format: Format, ask: &Ask<'_>) -> Result<Self, Fault> {
        let sha256 = sha256_of(&mut file)?;
        file.rewind()?;
        let (sheets, mut book) = workbook::open(file, format, ask.bounds, ask.hidden)?;
        let (mut header, mut meant) = (Vec::new(), Vec::new());
        let mut report =
            Report { format, encoding: None, delimiter: None, heads: Vec::new(), sheets: Sheets::default() };
        let (mut reading, mut nearest) = (Vec::new(), None::<(usize, head::Missing)>);
        for (index, sheet) in sheets.into_iter().enumerate() {
            let mut skip = |why| report.sheets.not_read.push(Unread { name: sheet.name.clone(), why });
            if !sheet.visible && !ask.hidden {
                skip(Skipped::Hidden);
                continue;
            }
            match head::find(&sheet.rows, &sheet.merges, ask.names) {
                Ok(found) => {
                    let width = sheet.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
                    let to = aligned(&mut header, &mut meant, &found, width);
                    wide(header.len())?;
                    report.sheets.read.push(sheet.name.clone());
                    report.heads.push(found.head);
                    let Found { names: Names { sums, .. }, above, .. } = found;
                    reading.push(Reading { index, name: sheet.name, skip: above, merges: sheet.merges, sums, to });
                }
                Err(None) => skip(Skipped::Empty),
                Err(Some((known, mut missing))) => {
                    skip(Skipped::NoHeader);
                    if nearest.as_ref().is_none_or(|(before, _)| known > *before) {
                        missing.sheet = Some(sheet.name.clone());
                        nearest = Some((known, missing));
                    }
                }
            }
        }
        if reading.is_empty() {
            return Err(nearest.map_or(Problem::Empty, |(_, missing)| Problem::NoHeader(missing)).into());
        }
        book.start(reading.iter().map(|sheet| sheet.index).collect());
        Ok(Self { header, report, source: Source::Book { book, sheets: reading, at: 0, sha256 } })
    }

    /// Names of the columns.
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// What was decided about the file.
    pub const fn report(&self) -> &Report {
        &self.report
    }

    /// The sheet of the last row, of a workbook.
    pub fn sheet(&self) -> Option<&str> {
        match &self.source {
            Source::Text { .. } => None,
            Source::Book { sheets, at, .. } => sheets.get(*at).map(|sheet| sheet.name.as_str()),
        }
    }

    /// The next row and the line (of a sheet: the row) it begins on; `None` at the end.
    ///
    /// # Errors
    /// What is wrong with the file.
    pub fn next(&mut self, record: &mut ByteRecord) -> Result<Option<u64>, Fault> {
        let width = self.header.len();
        match &mut self.source {
            Source::Text { ahead, records } => {
                if let Some((line, first)) = ahead.pop_front() {
                    record.clone_from(&first);
                    return Ok(Some(line));
                }
                Ok(records.next(record)?)
            }
            Source::Book { book, sheets, at, .. } => loop {
                let Some(next) = book.next() else { return Ok(None) };
                let (index, mut row) = next?;
                *at = sheets.iter().position(|sheet| sheet.index == index).unwrap_or(*at);
                let Some(sheet) = sheets.get_mut(*at) else { return Ok(None) };
                sheet.merges.fill(&mut row, &sheet.sums);
                if sheet.skip > 0 {
                    sheet.skip -= 1;
                    continue;
                }
                sheet.align(&row, width, record);
                return Ok(Some(row.number));
            },
        }
    }

    /// SHA-256 (hex) of the file's bytes, once it has been read to the end.
    pub fn sha256(self) -> String {
        match self.source {
            Source::Text { records, .. } => records.into_inner().sha256(),
            Source::Book { sha256, .. } => sha256,
        }
    }
}

impl Reading {
    /// The row in the columns of the table; what stands beyond the header is a field too many.
    fn align(&self, row: &Row, width: usize, record: &mut ByteRecord) {
        record.clear();
        let straight = self.to.iter().enumerate().all(|(from, to)| from == *to);
        if straight {
            row.cells.iter().for_each(|cell| record.push_field(cell.as_bytes()));
            (row.cells.len()..width).for_each(|_| record.push_field(b""));
            return;
        }
        let mut from = vec![None; width];
        for (index, to) in self.to.iter().enumerate() {
            if let Some(slot) = from.get_mut(*to) {
                *slot = Some(index);
            }
        }
        for index in from {
            record.push_field(index.and_then(|index| row.cells.get(index)).map_or(b"", |cell| cell.as_bytes()));
        }
        row.cells.iter().skip(self.to.len()).for_each(|cell| record.push_field(cell.as_bytes()));
    }
}

/// Which column of the table each column of a sheet is: the same meaning, else the same name, else a new one.
fn aligned(header: &mut Vec<String>, meant: &mut Vec<Option<String>>, found: &Found, width: usize) -> Vec<usize> {
    let before = header.len();
    let mut to = Vec::new();
    for index in 0..width.max(found.head.names.len()) {
        let name = found.head.names.get(index).cloned().unwrap_or_default();
        let means = found.names.means.get(index).cloned().flatten();
        let same = |at: &usize| {
            let theirs = meant.get(*at).and_then(Option::as_ref);
            match &means {
                Some(means) => theirs == Some(means),
                None => theirs.is_none() && !name.is_empty() && header.get(*at) == Some(&name),
            }
        };
        let at = (0..before).find(same).unwrap_or(header.len());
        if at == header.len() {
            header.push(name);
            meant.push(means);
        }
        to.push(at);
    }
    to
}
