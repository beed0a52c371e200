//! Why a line of a payroll is not audited: every fault of it, by column.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Longest told of what stands in a cell, in characters.
const SHOWN: usize = 60;

/// One fault of a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineFault {
    /// The column as the audit knows it; empty: the line as a whole.
    pub column: String,
    /// The column's name as the file has it.
    pub name: String,
    /// What stands there, as far as it helps to find it.
    pub found: String,
    /// What is wrong.
    #[serde(flatten)]
    pub reason: Reason,
}

/// What is wrong with a cell or a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum Reason {
    /// Other number of fields than the header.
    Fields {
        expected: usize,
        found: usize,
    },
    /// Says the same as a line before it, for the same enterprise, worker and month.
    Duplicate,
    /// Another line of the same enterprise, worker and month was rejected.
    PartRejected,
    /// Other lines of the same enterprise, worker and month say something else here.
    PartsDiffer,
    /// More lines of one enterprise, worker and month than are joined.
    TooManyParts,
    /// The days of all lines are more than the month has.
    BeyondMonth,
    /// Empty and needed.
    Required,
    /// Not text.
    InvalidText,
    Negative,
    NotADecimal,
    /// Groups of digits without a decimal point, or a comma that may be one.
    AmbiguousDecimal,
    FractionDigits,
    TooLarge,
    /// More than 31 days.
    TooManyDays,
    /// Not the code of an organisation, check characters included.
    WrongCode,
    /// A number that a spreadsheet has rounded or written with an exponent.
    Damaged,
    TooLong,
    /// A control or invisible character.
    Character,
    NotAMonth,
    /// May be more than one month, or says no year.
    AmbiguousMonth,
    NotADate,
    /// Day and month may be exchanged, or the year is short.
    AmbiguousDate,
    UnknownEmployment,
    /// A word that says something else than the kind of employment.
    AmbiguousEmployment,
    /// A formula that the workbook has no value of.
    NoValue,
    /// One amount merged over several lines.
    Merged,
    /// A word that the profile's map does not have.
    NotCovered,
    /// An amount written otherwise than the profile says.
    NumberStyle,
    /// A day or month written otherwise than the profile says.
    DateStyle,
    /// Not the code of an area.
    UnknownArea,
    LeftBeforeJoined,
}

impl Reason {
    /// All of them, with nought where there are numbers.
    pub const ALL: [Self; 31] = [
        Self::Fields { expected: 0, found: 0 },
        Self::Duplicate,
        Self::PartRejected,
        Self::PartsDiffer,
        Self::TooManyParts,
        Self::BeyondMonth,
        Self::Required,
        Self::InvalidText,
        Self::Negative,
        Self::NotADecimal,
        Self::AmbiguousDecimal,
        Self::FractionDigits,
        Self::TooLarge,
        Self::TooManyDays,
        Self::WrongCode,
        Self::Damaged,
        Self::TooLong,
        Self::Character,
        Self::NotAMonth,
        Self::AmbiguousMonth,
        Self::NotADate,
        Self::AmbiguousDate,
        Self::UnknownEmployment,
        Self::AmbiguousEmployment,
        Self::NoValue,
        Self::Merged,
        Self::NotCovered,
        Self::NumberStyle,
        Self::DateStyle,
        Self::UnknownArea,
        Self::LeftBeforeJoined,
    ];

    /// Its word, kebab case: the key of its sentence is `reject-<word>`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Fields { .. } => "fields",
            Self::Duplicate => "duplicate",
            Self::PartRejected => "part-rejected",
            Self::PartsDiffer => "parts-differ",
            Self::TooManyParts => "too-many-parts",
            Self::BeyondMonth => "beyond-month",
            Self::Required => "required",
            Self::InvalidText => "invalid-text",
            Self::Negative => "negative",
            Self::NotADecimal => "not-a-decimal",
            Self::AmbiguousDecimal => "ambiguous-decimal",
            Self::FractionDigits => "fraction-digits",
            Self::TooLarge => "too-large",
            Self::TooManyDays => "too-many-days",
            Self::WrongCode => "wrong-code",
            Self::Damaged => "damaged",
            Self::TooLong => "too-long",
            Self::Character => "character",
            Self::NotAMonth => "not-a-month",
            Self::AmbiguousMonth => "ambiguous-month",
            Self::NotADate => "not-a-date",
            Self::AmbiguousDate => "ambiguous-date",
            Self::UnknownEmployment => "unknown-employment",
            Self::AmbiguousEmployment => "ambiguous-employment",
            Self::NoValue => "no-value",
            Self::Merged => "merged",
            Self::NotCovered => "not-covered",
            Self::NumberStyle => "number-style",
            Self::DateStyle => "date-style",
            Self::UnknownArea => "unknown-area",
            Self::LeftBeforeJoined => "left-before-joined",
        }
    }
}

impl LineFault {
    /// A fault of a cell.
    pub(super) fn of(column: &str, name: &str, found: &[u8], reason: Reason) -> Self {
        let text = String::from_utf8_lossy(found);
        let shown =
            text.strip_prefix('\0').map_or(&*text, |marked| marked.split_once('\0').map_or("", |(_, found)| found));
        let found = shown.chars().take(SHOWN).collect();
        Self { column: column.to_owned(), name: name.to_owned(), found, reason }
    }

    /// A fault of the line as a whole.
    pub(super) const fn whole(reason: Reason) -> Self {
        Self { column: String::new(), name: String::new(), found: String::new(), reason }
    }
}

impl fmt::Display for LineFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.name.is_empty() {
            write!(f, "{}: ", self.name)?;
        }
        f.write_str(self.reason.word())
    }
}
