//! A payroll read as a profile says: rows of its sheets as records of our columns.

use crate::service::file_fault::{FileFault, Which};
use csv::ByteRecord;
use domain::aside::Aside;
use domain::payroll::profile::{Delimiter, Encoding, Fitted, Misfit, Normal, Profile, SheetHead, wanted};
use domain::payroll::{HeadRead, LeftOut, LineFault, ReadAs, Reading, SheetsRead, Summary, Unread};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Seek};
use tables::{Beginning, Chosen, Fault, Known, PAYROLL, SheetReader};

/// Longest shown of a cell, in characters.
const SHOWN: usize = 60;

/// A cell of a record with what it was made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct MadeOf {
    /// Our column.
    pub column: String,
    /// What the audit works with.
    pub value: String,
    /// Columns of the file; empty: the same for every line.
    pub source: String,
    /// What stands in them.
    pub read: Vec<String>,
}

/// What a profile has to say at the end; nothing without one.
#[derive(Debug, Default)]
pub struct Account {
    columns: Vec<ReadAs>,
    unknown: Vec<String>,
    left_out: BTreeMap<Aside, LeftOut>,
    sha256: Option<String>,
}

impl Account {
    /// Puts it into the summary: which columns ours were made of, what was left out, the hash.
    pub fn settle(self, summary: &mut Summary) {
        if self.sha256.is_none() {
            return;
        }
        summary.reading.columns = self.columns;
        summary.unknown_columns = self.unknown;
        summary.left_out = self.left_out;
        summary.sha256.profile = self.sha256;
    }
}

fn shown(cell: &[u8]) -> String {
    String::from_utf8_lossy(cell).trim_start_matches('\0').replace('\0', " ").chars().take(SHOWN).collect()
}

/// An open payroll with its profile.
pub(super) struct Profiled {
    reader: SheetReader,
    fitted: Vec<Fitted>,
    header: Vec<String>,
    raw: ByteRecord,
    /// Which of the fitted sheets the last record is of.
    at: usize,
    left_out: BTreeMap<Aside, LeftOut>,
    sha256: String,
}

/// A sheet as it begins, as a profile looks at it.
pub(super) fn head(beginning: &Beginning) -> SheetHead {
    let text = |cells: &[String]| {
        let full: Vec<&str> = cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
        full.join(" ")
    };
    SheetHead {
        name: beginning.name.clone(),
        visible: beginning.visible,
        headers: beginning.headers(),
        rows: beginning.rows.iter().map(|row| (row.number, text(&row.cells))).collect(),
    }
}

/// Opens a file as far as a profile says how it is written.
pub(super) fn reader<R: Read + Seek + Send + 'static>(
    file: R,
    profile: Option<&Profile>,
    hidden: bool,
) -> Result<SheetReader, FileFault> {
    let known = Known {
        encoding: profile.and_then(|profile| profile.encoding).map(Encoding::word),
        delimiter: profile.and_then(|profile| profile.delimiter).and_then(byte),
        hidden,
        bounds: PAYROLL,
    };
    SheetReader::open(file, known).map_err(|fault| FileFault::table(Which::Payroll, fault))
}

fn byte(delimiter: Delimiter) -> Option<u8> {
    delimiter.word().bytes().next()
}

/// Why a profile does not read a file, as a fault of the file.
pub fn misfit(misfit: Misfit) -> FileFault {
    let of = |code: &str, detail: String| FileFault::of(Which::Payroll, code, detail);
    match misfit {
        Misfit::Open => of("profile-open", String::new()),
        Misfit::NoSheet(name) => of("profile-no-sheet", name),
        Misfit::Comma => of("profile-comma", String::new()),
        Misfit::Columns { sheet, row, missing, stands } => {
            FileFault { sheet, row: Some(row), columns: missing, names: stands, ..of("profile-columns", String::new()) }
        }
        Misfit::NoValue { sheet, column, text } => {
            FileFault { sheet, columns: vec![column], ..of("profile-no-value", text) }
        }
    }
}

impl Profiled {
    /// Opens a file and holds the profile against it.
    pub(super) fn open<R: Read + Seek + Send + 'static>(
        file: R,
        profile: &Profile,
        hidden: bool,
    ) -> Result<Self, Vec<FileFault>> {
        let mut reader = reader(file, Some(profile), hidden || profile.names_sheets()).map_err(|fault| vec![fault])?;
        let heads: Vec<SheetHead> = reader.beginnings.iter().map(head).collect();
        let fitted = profile.fit(&heads).map_err(|misfits| misfits.into_iter().map(misfit).collect::<Vec<_>>())?;
        let chosen = fitted.iter().map(|fitted| Chosen {
            sheet: fitted.sheet,
            below: fitted.header.last().copied().unwrap_or_default(),
            sums: fitted.sums.clone(),
            width: fitted.names.len(),
        });
        reader.start(chosen.collect());
        Ok(Self {
            reader,
            fitted,
            header: wanted(profile),
            raw: ByteRecord::new(),
            at: 0,
            left_out: BTreeMap::new(),
            sha256: profile.sha256(),
        })
    }

    pub(super) fn header(&self) -> &[String] {
        &self.header
    }

    pub(super) fn sheet(&self) -> Option<&str> {
        let index = self.fitted.get(self.at)?.sheet;
        self.reader.beginnings.get(index)?.name.as_deref()
    }

    pub(super) fn next(&mut self, record: &mut ByteRecord) -> Result<Option<u64>, Fault> {
        while let Some((at, line)) = self.reader.next(&mut self.raw)? {
            self.at = at;
            let Some(fitted) = self.fitted.get(at) else { continue };
            match fitted.plan.normalise(&self.raw, record) {
                Normal::Record => return Ok(Some(line)),
                Normal::LeftOut(kind, text) => {
                    let sheet = self.sheet().map(str::to_owned);
                    self.left_out.entry(kind).or_default().add(line, sheet.as_deref(), text);
                }
            }
        }
        Ok(None)
    }

    /// The cells that a record, the last one read, was made of.
    pub(super) fn cells(&self, record: &ByteRecord) -> Vec<MadeOf> {
        let Some(fitted) = self.fitted.get(self.at) else { return Vec::new() };
        let cell = |name: &String| {
            let at = fitted.names.iter().position(|known| known == name);
            shown(at.and_then(|at| self.raw.get(at)).unwrap_or_default())
        };
        let of = |(at, column): (usize, &String)| {
            let names = fitted.sources.get(column)?;
            let source = fitted.plan.labels().get(column).cloned().unwrap_or_default();
            let value = shown(record.get(at).unwrap_or_default());
            Some(MadeOf { column: column.clone(), value, source, read: names.iter().map(cell).collect() })
        };
        self.header.iter().enumerate().filter_map(of).collect()
    }

    pub(super) fn left_out(&self) -> BTreeMap<Aside, LeftOut> {
        self.left_out.clone()
    }

    pub(super) fn told(&self, sheet: Option<&str>, faults: Vec<LineFault>) -> Vec<LineFault> {
        let of = |fitted: &&Fitted| {
            let name = self.reader.beginnings.get(fitted.sheet).and_then(|beginning| beginning.name.as_deref());
            sheet.is_none() || name == sheet
        };
        let Some(fitted) = self.fitted.iter().find(of) else { return faults };
        let named = |fault: LineFault| match fitted.plan.labels().get(&fault.column) {
            Some(label) if !label.is_empty() => LineFault { name: label.clone(), ..fault },
            _ => fault,
        };
        faults.into_iter().map(named).collect()
    }

    pub(super) fn reading(&self) -> (Reading, SheetsRead) {
        let name = |index: usize| self.reader.beginnings.get(index).and_then(|beginning| beginning.name.clone());
        let head = |fitted: &Fitted| HeadRead { sheet: name(fitted.sheet), rows: fitted.header.clone() };
        let reading = Reading {
            format: self.reader.format.word().to_owned(),
            encoding: self.reader.encoding.map(str::to_owned),
            delimiter: self.reader.delimiter.map(|delimiter| delimiter.to_string()),
            headers: self.fitted.iter().map(head).collect(),
            columns: Vec::new(),
        };
        let read: BTreeSet<usize> = self.fitted.iter().map(|fitted| fitted.sheet).collect();
        let unread = |(index, beginning): (usize, &Beginning)| {
            let name = beginning.name.clone().filter(|_| !read.contains(&index))?;
            let reason = if !beginning.visible {
                "hidden"
            } else if beginning.rows.is_empty() {
                "empty"
            } else {
                "no_header"
            };
            Some(Unread { name, reason: reason.to_owned() })
        };
        let sheets = SheetsRead {
            read: self.fitted.iter().filter_map(|fitted| name(fitted.sheet)).collect(),
            not_read: self.reader.beginnings.iter().enumerate().filter_map(unread).collect(),
        };
        (reading, sheets)
    }

    pub(super) fn account(&mut self) -> Account {
        let (mut columns, mut unknown) = (Vec::<ReadAs>::new(), Vec::<String>::new());
        for fitted in &self.fitted {
            for (column, label) in fitted.plan.labels().iter().filter(|(_, label)| !label.is_empty()) {
                let read = ReadAs { name: label.clone(), column: column.clone() };
                if !columns.contains(&read) {
                    columns.push(read);
                }
            }
            let used: BTreeSet<&String> = fitted.sources.values().flatten().collect();
            let named = fitted.names.iter().filter(|name| !name.starts_with('[') && !used.contains(name));
            unknown.extend(named.cloned());
        }
        let mut seen = BTreeSet::new();
        unknown.retain(|name| seen.insert(name.clone()));
        let (left_out, sha256) = (std::mem::take(&mut self.left_out), Some(self.sha256.clone()));
        Account { columns, unknown, left_out, sha256 }
    }

    pub(super) fn sha256(self) -> String {
        self.reader.sha256()
    }
}
