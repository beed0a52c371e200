//! A table as its sheets, before anybody has said what is read of it: for readers that are told where everything stands.

use crate::fault::{Fault, Problem};
use crate::head;
use crate::kind::{self, Format, Opened, WINDOW};
use crate::records::Records;
use crate::text::{Decoded, Encoding, delimiter, sha256_of};
use crate::workbook::guard::Bounds;
use crate::workbook::merges::Merges;
use crate::workbook::{self, Book};
use crate::{COLUMNS, HEADER_WITHIN, Row};
use csv::ByteRecord;
use std::collections::VecDeque;
use std::io::{Cursor, Read, Seek};

/// What is known of a file beforehand.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// The word of an encoding, as a [`Report`](crate::Report) has it.
    pub encoding: Option<&'a str>,
    pub delimiter: Option<u8>,
    /// Hidden sheets too.
    pub hidden: bool,
    pub bounds: Bounds,
}

/// A sheet as it begins; a text is one.
#[derive(Debug)]
pub struct Beginning {
    /// None of a text.
    pub name: Option<String>,
    pub visible: bool,
    /// The first rows.
    pub rows: Vec<Row>,
    merges: Merges,
}

/// A sheet to be read.
#[derive(Clone, Debug)]
pub struct Chosen {
    /// Its index among [`Sheets::beginnings`].
    pub sheet: usize,
    /// Last row of its header.
    pub below: u64,
    /// Column by column whether its numbers add up.
    pub sums: Vec<bool>,
    /// Columns of its header.
    pub width: usize,
}

enum Source {
    Text { ahead: VecDeque<(u64, ByteRecord)>, records: Box<Records<Decoded<Box<dyn Read + Send>>>> },
    Book { book: Book, sha256: String },
}

/// An open file.
pub struct Sheets {
    pub format: Format,
    /// Of a text.
    pub encoding: Option<&'static str>,
    /// Of a text.
    pub delimiter: Option<char>,
    pub beginnings: Vec<Beginning>,
    source: Source,
    chosen: Vec<Chosen>,
}

impl Beginning {
    /// Rows that may be the header, with the names in them: single rows, then each with the one below it, as far as the upper
    /// one can name groups of the lower one. Names are trimmed; one that stands twice is numbered (`应发[2]`); a column without
    /// one has its letters (`[C]`).
    pub fn headers(&self) -> Vec<(Vec<u64>, Vec<String>)> {
        // A line of a text has as many fields as its header; a row of a sheet ends with its last cell.
        let widest = self.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        let width = |cells: usize| if self.name.is_some() { widest } else { cells };
        let first = self.rows.iter().take(HEADER_WITHIN);
        let singles = first.clone().map(|row| {
            let names = distinct(head::trimmed(&row.cells), width(row.cells.len()));
            (vec![row.number], names)
        });
        let pairs = first.clone().zip(self.rows.iter().skip(1)).filter_map(|(upper, lower)| {
            let joined = head::joined(upper, lower, &self.merges)?;
            let cells = upper.cells.len().max(lower.cells.len());
            Some((vec![upper.number, lower.number], distinct(joined, width(cells))))
        });
        singles.chain(pairs).collect()
    }
}

/// Names that each stand for one column.
fn distinct(mut names: Vec<String>, width: usize) -> Vec<String> {
    let width = width.max(names.len());
    names.resize(width, String::new());
    let mut seen: std::collections::BTreeMap<String, usize> = std::collections::BTreeMap::new();
    for (at, name) in names.iter_mut().enumerate() {
        if name.is_empty() {
            let column = u32::try_from(at).unwrap_or(u32::MAX).saturating_add(1);
            *name = format!("[{}]", crate::fault::letters(column));
        }
        let times = seen.entry(name.clone()).or_default();
        *times += 1;
        if *times > 1 {
            name.push_str(&format!("[{times}]"));
        }
    }
    names
}

impl Sheets {
    /// Opens a file: its sheets as they begin. Then say by [`Sheets::start`] which are read.
    ///
    /// # Errors
    /// A [`Fault`]: no table.
    pub fn open<R: Read + Seek + Send + 'static>(file: R, known: Known<'_>) -> Result<Self, Fault> {
        match kind::opened(file)? {
            Opened::Text { first, rest } => Self::text(first, rest, known),
            Opened::Book { file, format } => Self::book(file, format, known),
        }
    }

    fn text<R: Read + Send + 'static>(first: Vec<u8>, file: R, known: Known<'_>) -> Result<Self, Fault> {
        let whole = u64::try_from(first.len()).is_ok_and(|length| length < WINDOW);
        let encoding = known.encoding.and_then(Encoding::named).unwrap_or_else(|| Encoding::of(&first, whole));
        let delimiter = known.delimiter.unwrap_or_else(|| delimiter(&encoding.beginning(&first)));
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
        }
        if rows.is_empty() {
            return Err(Problem::Empty.into());
        }
        let only = Beginning { name: None, visible: true, rows, merges: Merges::default() };
        Ok(Self {
            format: Format::Csv,
            encoding: Some(encoding.word()),
            delimiter: Some(char::from(delimiter)),
            beginnings: vec![only],
            source: Source::Text { ahead, records },
            chosen: Vec::new(),
        })
    }

    fn book<R: Read + Seek + Send + 'static>(mut file: R, format: Format, known: Known<'_>) -> Result<Self, Fault> {
        let sha256 = sha256_of(&mut file)?;
        file.rewind()?;
        let (sheets, book) = workbook::open(file, format, known.bounds, known.hidden)?;
        let begun = sheets.into_iter().map(|sheet| Beginning {
            name: Some(sheet.name),
            visible: sheet.visible,
            rows: sheet.rows,
            merges: sheet.merges,
        });
        let beginnings = begun.collect();
        let source = Source::Book { book, sha256 };
        Ok(Self { format, encoding: None, delimiter: None, beginnings, source, chosen: Vec::new() })
    }

    /// Has these sheets read, in the order of the file.
    pub fn start(&mut self, chosen: Vec<Chosen>) {
        if let Source::Book { book, .. } = &mut self.source {
            book.start(chosen.iter().map(|chosen| chosen.sheet).collect());
        }
        self.chosen = chosen;
    }

    /// The next row below a header: the place of its sheet among those chosen, and its line or row; `None` at the end.
    ///
    /// # Errors
    /// What is wrong with the file.
    pub fn next(&mut self, record: &mut ByteRecord) -> Result<Option<(usize, u64)>, Fault> {
        loop {
            match &mut self.source {
                Source::Text { ahead, records } => {
                    let line = match ahead.pop_front() {
                        Some((line, first)) => {
                            record.clone_from(&first);
                            line
                        }
                        None => match records.next(record)? {
                            Some(line) => line,
                            None => return Ok(None),
                        },
                    };
                    if self.chosen.first().is_some_and(|chosen| line > chosen.below) {
                        return Ok(Some((0, line)));
                    }
                }
                Source::Book { book, .. } => {
                    let Some(next) = book.next() else { return Ok(None) };
                    let (index, mut row) = next?;
                    let Some(at) = self.chosen.iter().position(|chosen| chosen.sheet == index) else { continue };
                    let Some(chosen) = self.chosen.get(at) else { continue };
                    if let Some(beginning) = self.beginnings.get_mut(index) {
                        beginning.merges.fill(&mut row, &chosen.sums);
                    }
                    if row.number <= chosen.below {
                        continue;
                    }
                    record.clear();
                    row.cells.iter().for_each(|cell| record.push_field(cell.as_bytes()));
                    (row.cells.len()..chosen.width).for_each(|_| record.push_field(b""));
                    return Ok(Some((at, row.number)));
                }
            }
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

/// No more columns than are read.
pub(crate) fn wide(columns: usize) -> Result<(), Fault> {
    let most = usize::try_from(COLUMNS).unwrap_or(usize::MAX);
    if columns > most { Err(Problem::Columns(COLUMNS.into()).into()) } else { Ok(()) }
}
