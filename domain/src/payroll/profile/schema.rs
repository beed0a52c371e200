//! The form of a profile for the OpenAPI document: the reader takes it field by field, so that no type says it.

use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// How one kind of payroll file is read: `docs/PAYROLL-PROFILES.md`.
#[derive(Debug, Serialize, ToSchema)]
pub struct PayrollProfile {
    /// `concord.payroll-profile/1`.
    pub schema: String,
    pub name: String,
    /// Of a text: `UTF-8`, `UTF-16LE`, `UTF-16BE`, or what is written in two bytes a character.
    pub encoding: Option<String>,
    /// Of a text: a comma, a semicolon or a tab.
    pub delimiter: Option<String>,
    pub numbers: Option<ProfileNumbers>,
    pub dates: Option<ProfileDates>,
    pub leave_out: Option<ProfileLeaveOut>,
    pub tables: Vec<ProfileTable>,
    /// What a guess took as probable.
    pub unsure: Option<Vec<ProfileMark>>,
    /// What a guess asks: while anything stands here, the profile reads nothing.
    pub ask: Option<Vec<ProfileMark>>,
}

/// How amounts are written.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProfileNumbers {
    pub group: Option<String>,
    pub decimal: Option<String>,
    pub currency: Option<bool>,
    pub full_width: Option<bool>,
    pub units: Option<Vec<String>>,
    pub dash: Option<bool>,
}

/// How days are written.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProfileDates {
    /// `ymd`, `dmy`, `mdy`.
    pub order: Option<String>,
    pub serial: Option<bool>,
}

/// Rows that are no records.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProfileLeaveOut {
    /// `blank`, `total`, `signature`, `note`, `header`.
    pub kinds: Option<Vec<String>>,
    pub rules: Option<Vec<ProfileRule>>,
}

/// A rule that names rows by one cell.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProfileRule {
    pub column: String,
    /// `equals`, `begins`, `contains`, `empty`.
    pub compare: String,
    pub texts: Option<Vec<String>>,
}

/// Sheets of one header.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProfileTable {
    pub sheets: Option<Vec<String>>,
    /// One row, or two.
    pub header: Option<Vec<u32>>,
    /// By column of the audit.
    pub columns: BTreeMap<String, ProfileSource>,
}

/// What a column is made of: exactly one of `column`, `sum` with `minus`, `constant`, `title`, `sheet_name`.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProfileSource {
    pub column: Option<String>,
    /// By word of the file.
    pub words: Option<BTreeMap<String, String>>,
    pub other_words: Option<bool>,
    pub sum: Option<Vec<String>>,
    pub minus: Option<Vec<String>>,
    /// `zero`, `reject`.
    pub empty: Option<String>,
    pub constant: Option<String>,
    /// A row above the header.
    pub title: Option<u32>,
    pub sheet_name: Option<bool>,
    pub year: Option<u32>,
}

/// What a guess is unsure of.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProfileMark {
    /// From 0.
    pub table: u32,
    pub column: String,
    pub why: String,
    pub names: Vec<String>,
}
