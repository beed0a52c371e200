//! The form of a profile for the OpenAPI document: the reader takes it field by field, so that no type says it.

use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// How one kind of payroll file is read: `docs/PAYROLL-PROFILES.md`.
#[derive(Debug, Serialize, ToSchema)]
pub struct PayrollProfile {
    /// `concord.payroll-profile/1`.
    #[schema(value_type = crate::schema::Name)]
    pub schema: String,
    #[schema(value_type = crate::schema::Name)]
    pub name: String,
    /// Of a text: `UTF-8`, `UTF-16LE`, `UTF-16BE`, or what is written in two bytes a character.
    #[schema(value_type = Option<crate::schema::Name>)]
    pub encoding: Option<String>,
    /// Of a text: a comma, a semicolon or a tab.
    #[schema(value_type = Option<crate::schema::Name>)]
    pub delimiter: Option<String>,
    pub numbers: Option<ProfileNumbers>,
    pub dates: Option<ProfileDates>,
    pub leave_out: Option<ProfileLeaveOut>,
    #[schema(max_items = 20)]
    pub tables: Vec<ProfileTable>,
    /// What a guess took as probable.
    #[schema(max_items = 500)]
    pub unsure: Option<Vec<ProfileMark>>,
    /// What a guess asks: while anything stands here, the profile reads nothing.
    #[schema(max_items = 500)]
    pub ask: Option<Vec<ProfileMark>>,
}

/// How amounts are written.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProfileNumbers {
    #[schema(value_type = Option<crate::schema::Name>)]
    pub group: Option<String>,
    #[schema(value_type = Option<crate::schema::Name>)]
    pub decimal: Option<String>,
    pub currency: Option<bool>,
    pub full_width: Option<bool>,
    #[schema(value_type = Option<Vec<crate::schema::Name>>, max_items = 50)]
    pub units: Option<Vec<String>>,
    pub dash: Option<bool>,
}

/// How days are written.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProfileDates {
    /// `ymd`, `dmy`, `mdy`.
    #[schema(value_type = Option<crate::schema::Name>)]
    pub order: Option<String>,
    pub serial: Option<bool>,
}

/// Rows that are no records.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProfileLeaveOut {
    /// `blank`, `total`, `signature`, `note`, `header`.
    #[schema(value_type = Option<Vec<crate::schema::Name>>, max_items = 50)]
    pub kinds: Option<Vec<String>>,
    #[schema(max_items = 50)]
    pub rules: Option<Vec<ProfileRule>>,
}

/// A rule that names rows by one cell.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProfileRule {
    #[schema(value_type = crate::schema::Name)]
    pub column: String,
    /// `equals`, `begins`, `contains`, `empty`.
    #[schema(value_type = crate::schema::Name)]
    pub compare: String,
    #[schema(value_type = Option<Vec<crate::schema::Name>>, max_items = 50)]
    pub texts: Option<Vec<String>>,
}

/// Sheets of one header.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProfileTable {
    #[schema(value_type = Option<Vec<crate::schema::Name>>, max_items = 100)]
    pub sheets: Option<Vec<String>>,
    /// One row, or two.
    #[schema(max_items = 2)]
    pub header: Option<Vec<u32>>,
    /// By column of the audit.
    pub columns: BTreeMap<String, ProfileSource>,
}

/// What a column is made of: exactly one of `column`, `sum` with `minus`, `constant`, `title`, `sheet_name`.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProfileSource {
    #[schema(value_type = Option<crate::schema::Name>)]
    pub column: Option<String>,
    /// By word of the file.
    #[schema(value_type = Option<BTreeMap<String, crate::schema::Name>>)]
    pub words: Option<BTreeMap<String, String>>,
    pub other_words: Option<bool>,
    #[schema(value_type = Option<Vec<crate::schema::Name>>, max_items = 50)]
    pub sum: Option<Vec<String>>,
    #[schema(value_type = Option<Vec<crate::schema::Name>>, max_items = 50)]
    pub minus: Option<Vec<String>>,
    /// `zero`, `reject`.
    #[schema(value_type = Option<crate::schema::Name>)]
    pub empty: Option<String>,
    #[schema(value_type = Option<crate::schema::Name>)]
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
    #[schema(value_type = crate::schema::Name)]
    pub column: String,
    #[schema(value_type = crate::schema::Name)]
    pub why: String,
    #[schema(value_type = Vec<crate::schema::Name>, max_items = 500)]
    pub names: Vec<String>,
}
