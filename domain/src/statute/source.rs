//! The rulebook file as written: plain text values, checked afterwards by the type of their key.

use super::Trust;
use serde::Deserialize;

/// One TOML file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Source {
    pub jurisdiction: String,
    #[serde(default)]
    pub extends: Option<String>,
    pub name: String,
    pub name_en: String,
    /// IANA zone; the parent's where it is missing.
    #[serde(default)]
    pub zone: Option<String>,
    /// ISO 4217.
    #[serde(default)]
    pub currency: Option<String>,
    /// Whether it stands in for regions of the country that have none of their own.
    #[serde(default)]
    pub for_regions: bool,
    /// How a minimum wage is cited; `{place}` is the name of the rulebook that has it.
    #[serde(default)]
    pub minimum_wage_instrument: Option<String>,
    #[serde(default)]
    pub area_code: Option<CodeSource>,
    #[serde(default)]
    pub organisation_code: Option<CodeSource>,
    #[serde(default)]
    pub procedure: Vec<ValueSource>,
    #[serde(default)]
    pub substance: Vec<ValueSource>,
    #[serde(default)]
    pub minimum_wage: Vec<MinimumSource>,
    #[serde(default)]
    pub calendar: Vec<YearSource>,
}

/// A form of codes.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CodeSource {
    pub name: String,
    pub name_en: String,
    #[serde(default)]
    pub standard: String,
    /// A regular expression for the whole code.
    pub pattern: String,
    /// Named algorithm of its check digits.
    #[serde(default)]
    pub check: Option<String>,
    /// Of an area: how many characters name each wider place, the rest being zeros; ascending.
    #[serde(default)]
    pub levels: Vec<usize>,
}

/// A dated value with its source.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ValueSource {
    pub key: String,
    pub value: String,
    #[serde(default)]
    pub from: Option<toml::value::Datetime>,
    #[serde(default)]
    pub to: Option<toml::value::Datetime>,
    pub instrument: String,
    #[serde(default)]
    pub article: String,
    pub trust: Trust,
    #[serde(default)]
    pub note: String,
}

/// A minimum wage of a class of areas.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MinimumSource {
    pub areas: String,
    pub class: u8,
    pub unit: String,
    pub amount: String,
    pub from: toml::value::Datetime,
    #[serde(default)]
    pub to: Option<toml::value::Datetime>,
    pub trust: Trust,
    #[serde(default)]
    pub source: String,
}

/// Holidays and swapped working days of a year.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct YearSource {
    pub year: i32,
    pub instrument: String,
    pub trust: Trust,
    /// `MM-DD` or `MM-DD/MM-DD`, separated by spaces: days off.
    pub days_off: String,
    /// Weekend days worked instead.
    #[serde(default)]
    pub working: String,
}
