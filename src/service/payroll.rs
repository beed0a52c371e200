//! A payroll file of either format, told apart by its content: CSV, or the first sheet of an XLSX workbook.

use crate::documents::spreadsheet::{self, Row, Rows};
use csv::ByteRecord;
use domain::limits::COLUMNS;
use domain::payroll::{Columns, Records};
use sha2::{Digest, Sha256};
use std::io::{self, Cursor, Read, Seek};

/// An open payroll: its header is read, its records are not yet.
pub struct Payroll {
    /// Names of the columns.
    pub header: Vec<String>,
    source: Source,
}

enum Source {
    Csv(Box<Records<Box<dyn Read + Send>>>),
    Sheet(Sheet),
}

struct Sheet {
    rows: Rows,
    sha256: String,
    width: usize,
    /// Where the month is: a spreadsheet likes to keep it as a day of that month.
    period: Option<usize>,
}

/// Bytes read at a time where a whole file is hashed.
const CHUNK: usize = 1 << 16;

impl Payroll {
    /// Opens a payroll and reads its header.
    ///
    /// # Errors
    /// What is wrong with the file, as a line for people.
    pub fn open<R: Read + Seek + Send + 'static>(mut file: R) -> Result<Self, String> {
        let mut first = Vec::new();
        (&mut file).take(4).read_to_end(&mut first).map_err(told)?;
        if spreadsheet::is_old_spreadsheet(&first) {
            return Err("neither CSV nor XLSX, but the old XLS format or a locked workbook".to_owned());
        }
        if spreadsheet::is_spreadsheet(&first) {
            return Self::sheet(file);
        }
        let whole: Box<dyn Read + Send> = Box::new(Cursor::new(first).chain(file));
        let mut records = Records::new(whole);
        let mut header = ByteRecord::new();
        if records.next(&mut header).map_err(told)?.is_none() {
            return Err("empty, no header".to_owned());
        }
        let names: Result<Vec<String>, _> = header.iter().map(|name| String::from_utf8(name.to_vec())).collect();
        let header = narrow(names.map_err(|_| "header is not UTF-8".to_owned())?)?;
        Ok(Self { header, source: Source::Csv(Box::new(records)) })
    }

    fn sheet<R: Read + Seek + Send + 'static>(mut file: R) -> Result<Self, String> {
        file.rewind().map_err(told)?;
        let sha256 = sha256_of(&mut file).map_err(told)?;
        file.rewind().map_err(told)?;
        let mut rows = spreadsheet::rows(file, spreadsheet::PAYROLL).map_err(|fault| fault.to_string())?;
        let Some(first) = rows.next() else { return Err("empty, no header".to_owned()) };
        let header = narrow(first.map_err(|fault| fault.to_string())?.cells)?;
        let period = header.iter().position(|name| Columns::named(name) == Some("period"));
        let source = Source::Sheet(Sheet { rows, sha256, width: header.len(), period });
        Ok(Self { header, source })
    }

    /// The next record and the line (of a sheet: the row) it begins on; `None` at the end.
    ///
    /// # Errors
    /// What is wrong with the file, as a line for people.
    pub fn next(&mut self, record: &mut ByteRecord) -> Result<Option<u64>, String> {
        match &mut self.source {
            Source::Csv(records) => records.next(record).map_err(told),
            Source::Sheet(sheet) => match sheet.rows.next() {
                None => Ok(None),
                Some(Ok(row)) => Ok(Some(sheet.fill(row, record))),
                Some(Err(fault)) => Err(fault.to_string()),
            },
        }
    }

    /// SHA-256 (hex) of the file's bytes, once it has been read to the end.
    pub fn sha256(self) -> String {
        match self.source {
            Source::Csv(records) => records.sha256(),
            Source::Sheet(sheet) => sheet.sha256,
        }
    }
}

impl Sheet {
    fn fill(&self, mut row: Row, record: &mut ByteRecord) -> u64 {
        if row.cells.len() < self.width {
            row.cells.resize(self.width, String::new());
        }
        if let Some(cell) = self.period.and_then(|index| row.cells.get_mut(index))
            && is_day(cell)
        {
            cell.truncate("YYYY-MM".len());
        }
        record.clear();
        row.cells.iter().for_each(|cell| record.push_field(cell.as_bytes()));
        u64::from(row.number)
    }
}

/// A header of no more columns than are read.
fn narrow(header: Vec<String>) -> Result<Vec<String>, String> {
    if header.len() > COLUMNS { Err(format!("more than {COLUMNS} columns")) } else { Ok(header) }
}

/// Whether the text has the form `YYYY-MM-DD`.
fn is_day(text: &str) -> bool {
    let form = |(index, byte): (usize, u8)| if matches!(index, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() };
    text.len() == 10 && text.bytes().enumerate().all(form)
}

fn sha256_of(file: &mut impl Read) -> io::Result<String> {
    let (mut hasher, mut chunk) = (Sha256::new(), vec![0; CHUNK]);
    loop {
        match file.read(&mut chunk)? {
            0 => return Ok(hex::encode(hasher.finalize())),
            length => hasher.update(chunk.get(..length).unwrap_or_default()),
        }
    }
}

#[expect(clippy::needless_pass_by_value, reason = "the shape that map_err hands over")]
fn told(error: io::Error) -> String {
    error.to_string()
}
