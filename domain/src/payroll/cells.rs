//! The cells of one line, read as they nearly always are; what is unusual is looked at again, and what is wrong is kept.

use super::columns::Columns;
use super::fault::{LineFault, Reason};
use super::names::{COUNT, Column, NAMES};
use super::{quick, written};
use crate::decimal::{Days, Hours, Money};
use csv::ByteRecord;

/// Where the columns of a file are, resolved once.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    pub width: usize,
    at: [Option<usize>; COUNT],
    /// Names of all columns of the file.
    names: Vec<String>,
    /// Columns that mean nothing to the audit.
    pub unknown: Vec<usize>,
}

impl Layout {
    pub fn new(columns: &Columns) -> Self {
        let unknown = columns.means.iter().enumerate().filter(|(_, means)| means.is_none()).map(|(at, _)| at);
        Self {
            width: columns.width,
            at: std::array::from_fn(|place| NAMES.get(place).and_then(|name| columns.index(name.column))),
            unknown: unknown.collect(),
            names: columns.names.clone(),
        }
    }

    /// Names of the columns, as the file has them.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    #[inline]
    pub fn index(&self, column: Column) -> Option<usize> {
        self.at.get(column as usize).copied().flatten()
    }

    /// What the file calls a column; the column's own name where it has none.
    pub fn called(&self, index: Option<usize>, own: &str) -> String {
        let name = index.and_then(|index| self.names.get(index)).filter(|name| !name.is_empty());
        name.map_or(own, String::as_str).to_owned()
    }
}

/// Reads cells and collects faults.
pub(super) struct Cells<'r, 'l> {
    pub record: &'r ByteRecord,
    pub layout: &'l Layout,
    pub faults: Vec<LineFault>,
}

impl<'r> Cells<'r, '_> {
    #[cold]
    pub fn fault(&mut self, column: Column, reason: Reason) {
        self.fault_at(column.name(), self.layout.index(column), reason);
    }

    #[cold]
    fn fault_at(&mut self, column: &str, index: Option<usize>, reason: Reason) {
        let found = index.and_then(|index| self.record.get(index)).unwrap_or_default();
        let name = self.layout.called(index, column);
        self.faults.push(LineFault::of(column, &name, found, reason));
    }

    #[inline]
    pub fn bytes(&self, column: Column) -> &'r [u8] {
        self.layout.index(column).and_then(|index| self.record.get(index)).unwrap_or(b"")
    }

    /// The text of a column without the white space around it; empty when absent or not UTF-8 (which is a fault).
    pub fn text(&mut self, column: Column) -> &'r str {
        let bytes = self.bytes(column);
        if bytes.is_empty() {
            return "";
        }
        let Ok(text) = std::str::from_utf8(bytes) else {
            self.fault(column, Reason::InvalidText);
            return "";
        };
        if let Some(reason) = text.starts_with('\0').then(|| written::marked(text)).flatten() {
            self.fault(column, reason);
            return "";
        }
        text.trim()
    }

    pub fn required(&mut self, column: Column) -> &'r str {
        let before = self.faults.len();
        let text = self.text(column);
        if text.is_empty() && self.faults.len() == before {
            self.fault(column, Reason::Required);
        }
        text
    }

    /// What people write for an amount.
    #[cold]
    fn unusual(&mut self, column: &str, index: usize) -> Option<i64> {
        let Ok(text) = std::str::from_utf8(self.record.get(index).unwrap_or_default()) else {
            self.fault_at(column, Some(index), Reason::InvalidText);
            return None;
        };
        match written::amount(text) {
            Ok(text) => Money::parse(&text).ok().map(Money::e4),
            Err(reason) => {
                self.fault_at(column, Some(index), reason);
                None
            }
        }
    }

    /// Ten-thousandths of a cell; every quantity is written alike. `None`: empty, absent, or a fault.
    #[inline]
    pub fn e4(&mut self, column: Column) -> Option<i64> {
        let index = self.layout.index(column)?;
        let bytes = self.record.get(index).filter(|bytes| !bytes.is_empty())?;
        quick::e4(bytes).or_else(|| self.unusual(column.name(), index))
    }

    /// The same of a column of a code, whose name is only worked out for a fault.
    #[inline]
    pub fn coded(&mut self, index: Option<usize>, name: impl FnOnce() -> String) -> Option<i64> {
        let index = index?;
        let bytes = self.record.get(index).filter(|bytes| !bytes.is_empty())?;
        quick::e4(bytes).or_else(|| self.unusual(&name(), index))
    }

    pub fn optional_money(&mut self, column: Column) -> Option<Money> {
        self.e4(column).and_then(Money::from_e4)
    }

    pub fn money(&mut self, column: Column) -> Money {
        self.optional_money(column).unwrap_or(Money::ZERO)
    }

    pub fn required_money(&mut self, column: Column) -> Money {
        let before = self.faults.len();
        let found = self.optional_money(column);
        if found.is_none() && self.faults.len() == before {
            self.fault(column, Reason::Required);
        }
        found.unwrap_or(Money::ZERO)
    }

    pub fn days(&mut self, column: Column) -> Option<Days> {
        self.e4(column).and_then(Days::from_e4)
    }

    pub fn hours(&mut self, column: Column) -> Option<Hours> {
        self.e4(column).and_then(Hours::from_e4)
    }
}
