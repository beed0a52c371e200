//! The roster: which enterprises the contract covers, where, from when to when.

use super::columns::bare;
use super::fault::{LineFault, Reason};
use super::{quick, written};
use crate::aside::aside;
use crate::calendar::is_plausible;
use crate::limits::FAULTS_TOLD;
use crate::statute::Rulebook;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// One stint of an enterprise on the roster.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RosterEntry {
    /// Code of the area, empty: the sheet's.
    pub area: String,
    /// Zone of the minimum wage table.
    pub zone: String,
    /// Size class in words of the sheet; empty: none.
    pub size: String,
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
    entries: BTreeMap<String, Vec<RosterEntry>>,
    /// Columns that were ignored.
    unknown: Vec<String>,
}

/// A fault of a roster: the line or row, and what is wrong there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RosterFault {
    pub line: u64,
    pub fault: LineFault,
}

/// The columns of a roster, with the names that files have for them.
#[rustfmt::skip]
const COLUMNS: [(&str, &[&str]); 7] = [
    ("enterprise_id", &["统一社会信用代码", "社会信用代码", "信用代码", "企业代码", "单位代码", "企业统一社会信用代码"]),
    ("name", &["企业名称", "单位名称", "名称", "企业", "单位"]),
    ("area", &["行政区划", "行政区划代码", "区划代码", "所属区划"]),
    ("zone", &["区域", "片区", "地区"]),
    ("size", &["规模", "企业规模", "规模类别"]),
    ("joined", &["加入日期", "加入时间", "纳入日期", "起始日期", "开始日期"]),
    ("left", &["退出日期", "退出时间", "终止日期", "结束日期"]),
];

/// Where each column of a roster is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RosterColumns {
    /// What each column of the file is read as.
    pub means: Vec<Option<&'static str>>,
    names: Vec<String>,
    at: [Option<usize>; 7],
}

impl RosterColumns {
    /// Reads the names of a header.
    pub fn of(header: &[String]) -> Self {
        let mut columns = Self { names: header.to_vec(), ..Self::default() };
        for (index, name) in header.iter().enumerate() {
            let name: String = bare(name).chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
            let known = |(column, aliases): &(&str, &[&str])| *column == name || aliases.contains(&name.as_str());
            let place = COLUMNS.iter().position(known).filter(|place| columns.at.get(*place) == Some(&None));
            columns.means.push(place.and_then(|place| COLUMNS.get(place)).map(|(column, _)| *column));
            if let Some(slot) = place.and_then(|place| columns.at.get_mut(place)) {
                *slot = Some(index);
            }
        }
        columns
    }

    /// Needed columns that are not there.
    pub fn missing(&self) -> Vec<&'static str> {
        if self.at[0].is_none() { vec![COLUMNS[0].0] } else { Vec::new() }
    }

    fn unknown(&self) -> Vec<String> {
        let pairs = self.names.iter().zip(&self.means);
        pairs.filter(|(name, means)| means.is_none() && !name.is_empty()).map(|(name, _)| name.clone()).collect()
    }
}

impl Roster {
    /// Reads the rows under a header (`enterprise_id,name,area,zone,size,joined,left`, in any order), each with its line;
    /// codes in the form of `book`, where there is one.
    ///
    /// # Errors
    /// Every fault, at most some more than [`FAULTS_TOLD`].
    pub fn read(
        columns: &RosterColumns,
        rows: impl Iterator<Item = (u64, Vec<String>)>,
        book: Option<&Rulebook>,
    ) -> Result<Self, Vec<RosterFault>> {
        let (mut roster, mut faults) = (Self { unknown: columns.unknown(), ..Self::default() }, Vec::new());
        for (line, cells) in rows {
            if faults.len() > FAULTS_TOLD {
                break;
            }
            match (Row { columns, cells: &cells, faults: Vec::new() }).entry(book) {
                Ok((code, entry)) => roster.add(code, entry),
                Err(_)
                    if aside(cells.iter().map(String::as_str), columns.names.iter().map(String::as_str)).is_some() => {}
                Err(found) => faults.extend(found.into_iter().map(|fault| RosterFault { line, fault })),
            }
        }
        if faults.is_empty() { Ok(roster) } else { Err(faults) }
    }

    /// The stints of an enterprise; empty: not covered.
    pub fn stints(&self, enterprise_id: &str) -> &[RosterEntry] {
        self.entries.get(enterprise_id).map_or(&[], Vec::as_slice)
    }

    /// Every enterprise with its stints, in order of id.
    pub fn enterprises(&self) -> impl Iterator<Item = (&str, &[RosterEntry])> {
        self.entries.iter().map(|(id, stints)| (id.as_str(), stints.as_slice()))
    }

    /// Adds a stint.
    pub fn add(&mut self, enterprise_id: String, entry: RosterEntry) {
        self.entries.entry(enterprise_id).or_default().push(entry);
    }

    pub(super) fn into_unknown(self) -> Vec<String> {
        self.unknown
    }
}

/// A row being read.
struct Row<'a> {
    columns: &'a RosterColumns,
    cells: &'a [String],
    faults: Vec<LineFault>,
}

impl<'a> Row<'a> {
    fn cell(&self, column: usize) -> &'a str {
        let index = self.columns.at.get(column).copied().flatten();
        index.and_then(|index| self.cells.get(index)).map_or("", |cell| cell.trim())
    }

    fn fault(&mut self, column: usize, reason: Reason) {
        let known = COLUMNS.get(column).map_or("", |(name, _)| *name);
        let index = self.columns.at.get(column).copied().flatten();
        let name = index.and_then(|index| self.columns.names.get(index)).map_or(known, String::as_str);
        let found = self.cell(column).as_bytes();
        self.faults.push(LineFault::of(known, name, found, reason));
    }

    fn date(&mut self, column: usize) -> Option<NaiveDate> {
        match written::day(self.cell(column)) {
            Ok(text) if text.is_empty() => None,
            Ok(text) => {
                let day = quick::date(text.as_bytes()).filter(|day| is_plausible(*day));
                if day.is_none() {
                    self.fault(column, Reason::NotADate);
                }
                day
            }
            Err(reason) => {
                self.fault(column, reason);
                None
            }
        }
    }

    fn entry(mut self, book: Option<&Rulebook>) -> Result<(String, RosterEntry), Vec<LineFault>> {
        let (expected, found) = (self.columns.names.len(), self.cells.len());
        if found != expected
            && (found < expected || self.cells.iter().skip(expected).any(|cell| !cell.trim().is_empty()))
        {
            return Err(vec![LineFault::whole(Reason::Fields { expected, found })]);
        }
        let (joined, left) = (self.date(5), self.date(6));
        let code = self.cell(0).to_uppercase();
        let format = book.and_then(Rulebook::organisation_code);
        // Where the jurisdiction has no form of codes, nothing is known of case.
        let code = if format.is_some() { code } else { self.cell(0).to_owned() };
        if code.is_empty() || format.is_some_and(|format| !format.fits(&code)) {
            self.fault(0, if code.is_empty() { Reason::Required } else { Reason::WrongCode });
        }
        let area = self.cell(2);
        if !area.is_empty() && book.and_then(Rulebook::area_code).is_some_and(|format| !format.fits(area)) {
            self.fault(2, Reason::UnknownArea);
        }
        if matches!((joined, left), (Some(joined), Some(left)) if joined > left) {
            self.fault(6, Reason::LeftBeforeJoined);
        }
        if !self.faults.is_empty() {
            return Err(self.faults);
        }
        let [area, zone, size] = [area, self.cell(3), self.cell(4)].map(str::to_owned);
        Ok((code, RosterEntry { area, zone, size, joined, left }))
    }
}
