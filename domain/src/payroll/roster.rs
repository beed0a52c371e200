//! The roster: which enterprises the contract covers, where, from when to when.

use super::line::WRONG_CODE;
use super::quick;
use crate::calendar::is_plausible;
use crate::limits::FAULTS_TOLD;
use crate::statute::Rulebook;
use crate::term::SizeClass;
use chrono::NaiveDate;
use std::collections::HashMap;

/// One stint of an enterprise on the roster.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RosterEntry {
    /// Code of the area, empty: the sheet's.
    pub area: String,
    /// Zone of the minimum wage table.
    pub zone: String,
    /// Size class.
    pub size: Option<SizeClass>,
    /// First day covered; `None`: from the start.
    pub joined: Option<NaiveDate>,
    /// Last day covered; `None`: still in.
    pub left: Option<NaiveDate>,
}

impl RosterEntry {
    /// Whether the enterprise is on the roster on `day`.
    pub fn covers(&self, day: NaiveDate) -> bool {
        self.joined.is_none_or(|joined| joined <= day) && self.left.is_none_or(|left| day <= left)
    }
}

/// All stints by enterprise.
#[derive(Clone, Debug, Default)]
pub struct Roster {
    entries: HashMap<String, Vec<RosterEntry>>,
}

const COLUMNS: [&str; 7] = ["enterprise_id", "name", "area", "zone", "size", "joined", "left"];

impl Roster {
    /// Reads a roster CSV (`enterprise_id,name,area,zone,size,joined,left`, any order, UTF-8); codes in the form of
    /// `book`, where there is one.
    ///
    /// # Errors
    /// Every fault as `line N: column: reason`.
    pub fn read(bytes: &[u8], book: Option<&Rulebook>) -> Result<Self, Vec<String>> {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
        let header = reader.headers().map_err(|error| vec![format!("line 1: {error}")])?.clone();
        let at = COLUMNS.map(|name| header.iter().position(|column| column.trim() == name));
        if at[0].is_none() {
            return Err(vec!["missing column enterprise_id".to_owned()]);
        }
        let (mut roster, mut faults) = (Self::default(), Vec::new());
        for record in reader.records() {
            if faults.len() > FAULTS_TOLD {
                break;
            }
            match record {
                Err(error) => faults.push(error.to_string()),
                Ok(record) => {
                    let line = record.position().map_or(0, csv::Position::line);
                    if record.len() != header.len() {
                        faults.push(format!("line {line}: expected {} fields, found {}", header.len(), record.len()));
                        continue;
                    }
                    let cell =
                        |column: usize| at.get(column).copied().flatten().and_then(|i| record.get(i)).unwrap_or("");
                    match entry(cell, book) {
                        Ok((code, entry)) => roster.entries.entry(code).or_default().push(entry),
                        Err(found) => faults.extend(found.iter().map(|fault| format!("line {line}: {fault}"))),
                    }
                }
            }
        }
        if faults.is_empty() { Ok(roster) } else { Err(faults) }
    }

    /// The stints of an enterprise; empty: not covered.
    pub fn stints(&self, enterprise_id: &str) -> &[RosterEntry] {
        self.entries.get(enterprise_id).map_or(&[], Vec::as_slice)
    }

    /// Adds a stint.
    pub fn add(&mut self, enterprise_id: String, entry: RosterEntry) {
        self.entries.entry(enterprise_id).or_default().push(entry);
    }
}

fn entry<'a>(cell: impl Fn(usize) -> &'a str, book: Option<&Rulebook>) -> Result<(String, RosterEntry), Vec<String>> {
    let mut faults = Vec::new();
    let mut date = |column: usize| {
        let text = cell(column);
        let date = quick::date(text.as_bytes()).filter(|day| is_plausible(*day));
        if date.is_none() && !text.is_empty() {
            faults.push(format!("{}: expected a date (YYYY-MM-DD)", COLUMNS.get(column).copied().unwrap_or_default()));
        }
        date
    };
    let (joined, left) = (date(5), date(6));
    if cell(0).is_empty() || book.and_then(Rulebook::organisation_code).is_some_and(|format| !format.fits(cell(0))) {
        faults.push(format!("enterprise_id: {WRONG_CODE}"));
    }
    let area = cell(2);
    if !area.is_empty() && book.and_then(Rulebook::area_code).is_some_and(|format| !format.fits(area)) {
        faults.push("area: expected a code of an area".to_owned());
    }
    let size = SizeClass::from_word(cell(4));
    if size.is_none() && !cell(4).is_empty() {
        faults.push("size: expected large, medium or small".to_owned());
    }
    if matches!((joined, left), (Some(joined), Some(left)) if joined > left) {
        faults.push("left: before joined".to_owned());
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    Ok((cell(0).to_owned(), RosterEntry { area: area.to_owned(), zone: cell(3).to_owned(), size, joined, left }))
}
