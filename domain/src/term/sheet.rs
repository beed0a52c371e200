//! The sheet as a whole.

use super::{Item, Names};
use crate::decimal::Rounding;
use chrono::NaiveDate;
use iso_currency::Currency;
use serde::Serialize;

/// The schema name every sheet carries.
pub const SCHEMA: &str = "concord.term-sheet/1";

/// What is said of an area that has not the form of its jurisdiction.
pub(crate) const EXPECTED_AREA: &str = "a code of an area";

/// Digits of a currency's smallest unit (ISO 4217): cents are 2; at most the 4 that an amount may have.
pub fn minor_digits(currency: &str) -> u8 {
    let exponent = Currency::from_code(currency).and_then(Currency::exponent);
    exponent.map_or(2, |digits| u8::try_from(digits).unwrap_or(4).min(4))
}

/// A valid term sheet. Only the parser makes one, so every rule of the format holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct TermSheet {
    /// Code of the rulebook (ISO 3166).
    #[cfg_attr(feature = "schema", schema(value_type = crate::schema::Key))]
    pub jurisdiction: String,
    /// Code of the area, in the form of the rulebook.
    #[cfg_attr(feature = "schema", schema(value_type = crate::schema::Key))]
    pub area: String,
    /// ISO 4217.
    #[cfg_attr(feature = "schema", schema(value_type = crate::schema::Key))]
    pub currency: String,
    /// Both days included.
    pub effective: Effective,
    /// How computed amounts are rounded, once. Left out: half up, to the currency's smallest unit.
    #[cfg_attr(feature = "schema", schema(required = false))]
    pub rounding: Rounding,
    /// What its codes are called. Left out: nothing.
    #[serde(skip_serializing_if = "Names::is_empty")]
    #[cfg_attr(feature = "schema", schema(required = false, value_type = crate::schema::SheetNames))]
    pub names: Names,
    /// In the order written; keys unique.
    #[cfg_attr(feature = "schema", schema(value_type = crate::schema::SheetItems))]
    pub items: Vec<Item>,
}

/// First and last day of effect, `from` ≤ `to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Effective {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
}

/// One fault of an invalid sheet: where and what. A sheet is refused whole with all of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SheetFault {
    /// Key of the item, or `items[3]` where it has none; `None` for the sheet's own fields.
    pub item: Option<String>,
    /// Field path, e.g. `amount`, `bands[1].days`.
    pub field: String,
    /// What is wrong, as a code for translation with its data.
    pub problem: Problem,
}

/// The faults of a sheet: at most [`FAULTS_TOLD`](crate::limits::FAULTS_TOLD) of them, and how many more there are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SheetFaults {
    /// In the order of the sheet.
    #[serde(rename = "faults")]
    pub told: Vec<SheetFault>,
    /// Not told.
    #[serde(rename = "more_faults", skip_serializing_if = "none")]
    pub more: usize,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
const fn none(more: &usize) -> bool {
    *more == 0
}

impl SheetFaults {
    /// A fault of the whole sheet.
    pub fn one(problem: Problem) -> Self {
        Self { told: vec![SheetFault { item: None, field: String::new(), problem }], more: 0 }
    }

    /// Adds faults of the sheet's own fields, in front: they are few and always told.
    pub fn before(&mut self, faults: Vec<SheetFault>) {
        self.told.splice(0..0, faults);
    }
}

impl std::ops::Deref for SheetFaults {
    type Target = [SheetFault];

    fn deref(&self) -> &[SheetFault] {
        &self.told
    }
}

/// What can be wrong with a field. `Display` is the English sentence; the code is the snake-case name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = SheetProblem))]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Problem {
    /// Not JSON at all, or not an object.
    #[error("not a JSON object: {detail}")]
    NotJson {
        /// Parser's word with line and column.
        detail: String,
    },
    /// Required and absent.
    #[error("required")]
    Missing,
    /// A field the format does not know.
    #[error("unknown field")]
    Unknown,
    /// Any decimal fault (`expected a decimal string`, `at most 4 fraction digits`, …).
    #[error("{reason}")]
    Decimal {
        /// The reason in English.
        reason: String,
    },
    /// Of another type than expected.
    #[error("expected {expected}")]
    Expected {
        /// What was expected, e.g. `a string`, `a date (YYYY-MM-DD)`, `one of month, hour`.
        expected: String,
    },
    /// Outside its range.
    #[error("must be {range}")]
    Range {
        /// The range, e.g. `above 0`, `0–1000`.
        range: String,
    },
    /// Key does not match the pattern.
    #[error("must match [a-z][a-z0-9_]*(\\.[a-z0-9_-]+)*")]
    KeyPattern,
    /// The same key twice.
    #[error("key used twice")]
    DuplicateKey,
    /// Two items for the same kind and selector.
    #[error("a second item for the same {selector}")]
    DuplicateSelector {
        /// The kind and selector they share.
        selector: String,
    },
    /// Text over 20,000 characters.
    #[error("at most 20000 characters")]
    TooLong,
    /// A key, code or name over 200 characters.
    #[error("at most 200 characters")]
    NameTooLong,
    /// More entries than allowed.
    #[error("at most {most} entries")]
    TooMany {
        /// The limit.
        most: usize,
    },
    /// Over 2 MiB of JSON.
    #[error("at most 2 MiB")]
    TooLarge,
    /// A character that may not be in a text.
    #[error("{fault}")]
    Character {
        /// Which.
        fault: crate::text::TextFault,
    },
    /// Bands not ascending, or empty.
    #[error("bands must be ascending by service_years_from and not empty")]
    Bands,
    /// Not the form of a code, or a word that payroll columns use.
    #[error("must match [a-z][a-z0-9_]{{0,31}}, and be none of weekday, restday, rest_day, holiday, base_…")]
    CodePattern,
    /// One name for two codes.
    #[error("also names {other}")]
    NameTwice {
        /// The other code.
        other: String,
    },
    /// The same code with two units on the same day.
    #[error("{named} has another unit in {other}")]
    SecondUnit {
        /// The code.
        named: String,
        /// Key of the other item.
        other: String,
    },
}
