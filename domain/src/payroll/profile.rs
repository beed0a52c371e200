//! Profiles: how one kind of payroll file is read, as data (`concord.payroll-profile/1`).
//!
//! A profile says where the header stands and what each column of ours is made of: a column of the file, a sum or difference
//! of its columns, a word map, a constant, a month or code of a title or of the sheet's name. It changes no figure and guesses
//! nothing: what it does not cover is a fault of that line. [`Plan`] works it out for one sheet; [`guess`] writes a first one.

mod apply;
mod canonical;
mod days;
mod fit;
mod guess;
mod kind;
mod leave;
mod numbers;
mod parse;
#[cfg(feature = "schema")]
pub mod schema;
mod title;
mod usual;

pub use apply::{Normal, Plan, unread_cells};
pub use fit::{Fitted, Misfit, SheetHead, header_of, wanted};
pub use guess::{Candidate, Sample, guess, pick_header};
pub use kind::{Kind, coded_columns, employments, is_column, kind};

use crate::aside::Aside;
use std::collections::BTreeMap;

/// The schema name of a profile.
pub const PROFILE_SCHEMA: &str = "concord.payroll-profile/1";

/// A profile as JSON, bytes.
pub const PROFILE_BYTES: usize = 128 << 10;
/// Tables of a profile, entries.
pub const TABLES: usize = 20;
/// Sheets that one table names, entries.
pub const SHEETS: usize = 100;
/// Columns that a sum adds and takes off, entries.
pub const OPERANDS: usize = 50;
/// Words of a word map, entries.
pub const WORDS: usize = 500;
/// Rules for rows to leave out, and texts of one, entries.
pub const RULES: usize = 50;
/// Marks of a guess, entries.
pub const MARKS: usize = 500;

/// How one kind of file is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profile {
    pub name: String,
    /// `UTF-8`, `UTF-16LE`, `UTF-16BE`, `GB18030`; `None`: told by the content.
    pub encoding: Option<Encoding>,
    /// `None`: told by the content.
    pub delimiter: Option<Delimiter>,
    pub numbers: NumberStyle,
    pub dates: DateStyle,
    pub leave_out: LeaveOut,
    /// Sheets with the same header are one table; a text is one.
    pub tables: Vec<TableProfile>,
    /// What was taken as probable: worth a look.
    pub unsure: Vec<Mark>,
    /// What is to be answered before the profile reads anything.
    pub ask: Vec<Mark>,
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$each:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$each])* $variant),+ }

        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Its word in JSON.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }
    };
}

words! {
    /// Encodings of a text.
    Encoding { Utf8 = "UTF-8", Utf16Le = "UTF-16LE", Utf16Be = "UTF-16BE", Gb18030 = "GB18030" }
}

words! {
    /// What stands between two fields of a text.
    Delimiter { Comma = ",", Semicolon = ";", Tab = "\t" }
}

words! {
    /// What stands between groups of three digits.
    Group { None = "", Comma = ",", Point = ".", Space = " ", Apostrophe = "'" }
}

words! {
    /// What stands before the fraction.
    DecimalMark { Point = ".", Comma = "," }
}

words! {
    /// In which order a day is written that does not begin with its year.
    DayOrder { YearMonthDay = "ymd", DayMonthYear = "dmy", MonthDayYear = "mdy" }
}

words! {
    /// What an empty operand of a sum is.
    Empty { Zero = "zero", Reject = "reject" }
}

words! {
    /// How a rule compares a cell.
    Compare { Equals = "equals", Begins = "begins", Contains = "contains", Empty = "empty" }
}

words! {
    /// Why a guess is marked.
    Why {
        /// Several columns of the file may be meant.
        Several = "several",
        /// It is made of several columns.
        Parts = "parts",
        /// Nothing of the file says it.
        Missing = "missing",
        /// What a word means cannot be told.
        Word = "word",
        /// The name of the sheet says it.
        SheetName = "sheet_name",
        /// A row above the header says it.
        Title = "title",
        /// The comma may be a decimal one.
        Numbers = "numbers",
    }
}

/// How amounts are written. In a workbook what is a number there is read as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberStyle {
    pub group: Group,
    pub decimal: DecimalMark,
    /// `¥`, `￥`, `CNY`, `RMB` before or after.
    pub currency: bool,
    pub full_width: bool,
    /// Words after an amount that say its unit, such as 元.
    pub units: Vec<String>,
    /// A dash alone is nought.
    pub dash: bool,
}

impl Default for NumberStyle {
    fn default() -> Self {
        let (group, decimal) = (Group::None, DecimalMark::Point);
        Self { group, decimal, currency: false, full_width: false, units: Vec::new(), dash: false }
    }
}

/// How days are written; a day that begins with its year of four digits is read in any case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateStyle {
    pub order: DayOrder,
    /// Numbers that spreadsheets keep days as.
    pub serial: bool,
}

impl Default for DateStyle {
    fn default() -> Self {
        Self { order: DayOrder::YearMonthDay, serial: false }
    }
}

/// Rows that are no records; each is listed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeaveOut {
    pub kinds: Vec<Aside>,
    pub rules: Vec<RowRule>,
}

/// A rule that names rows by one cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowRule {
    pub column: String,
    pub compare: Compare,
    /// Any of them; none where `compare` is `empty`.
    pub texts: Vec<String>,
}

/// How the sheets of one header are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableProfile {
    /// Their names, `*` for any part of one; none: every visible sheet that no other table names and that has the header.
    pub sheets: Vec<String>,
    /// Rows of the header, one or two; none: the first in which all columns named here stand.
    pub header: Vec<u64>,
    /// By column of ours.
    pub columns: BTreeMap<String, Source>,
}

/// What a column of ours is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    Column(ColumnSource),
    Sum(SumSource),
    /// The same for every line.
    Constant(String),
    /// Stands once in a row above the header.
    Title {
        row: u64,
        /// The year of a month that has none.
        year: Option<i32>,
    },
    /// Stands once in the name of the sheet.
    SheetName {
        year: Option<i32>,
    },
}

/// One column of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ColumnSource {
    pub column: String,
    /// What its words mean; empty: they are read as they stand.
    pub words: BTreeMap<String, String>,
    /// Words that the map does not have are read as they stand.
    pub other_words: bool,
    /// The year of a month that has none.
    pub year: Option<i32>,
}

/// A sum or difference of columns, exact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SumSource {
    pub plus: Vec<String>,
    pub minus: Vec<String>,
    /// What an empty operand is where others are not; empty ones alone make an empty sum.
    pub empty: Empty,
}

/// What a guess is unsure of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Which table, from 0.
    pub table: usize,
    /// The column of ours, or a field of the profile.
    pub column: String,
    pub why: Why,
    /// Columns or words of the file.
    pub names: Vec<String>,
}

impl Source {
    /// The one column, as it stands.
    pub fn column(name: &str) -> Self {
        Self::Column(ColumnSource { column: name.to_owned(), other_words: true, ..ColumnSource::default() })
    }

    /// Columns of the file it is made of.
    pub fn names(&self) -> Vec<&str> {
        match self {
            Self::Column(source) => vec![&source.column],
            Self::Sum(source) => source.plus.iter().chain(&source.minus).map(String::as_str).collect(),
            Self::Constant(_) | Self::Title { .. } | Self::SheetName { .. } => Vec::new(),
        }
    }

    /// As a reader of the file would say it: `基本工资 + 岗位工资 − 缺勤扣款`; empty where no column is named.
    pub fn label(&self) -> String {
        match self {
            Self::Column(source) => source.column.clone(),
            Self::Sum(source) => {
                let mut out = source.plus.join(" + ");
                for name in &source.minus {
                    out.push_str(if out.is_empty() { "− " } else { " − " });
                    out.push_str(name);
                }
                out
            }
            Self::Constant(_) | Self::Title { .. } | Self::SheetName { .. } => String::new(),
        }
    }
}

#[cfg(test)]
mod tests;
