//! What an audit counted.

use super::raises::Raise;
use crate::aside::Aside;
use crate::decimal::text::format;
use crate::limits::FAULTS_TOLD;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The schema name of the summary.
pub const SUMMARY_SCHEMA: &str = "concord.audit-summary/1";

/// The four counts of a rule, and its shortfall in money.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Counts {
    /// Records that pass.
    pub pass: u64,
    /// Records in breach.
    pub breach: u64,
    /// Records that cannot be told.
    pub cannot_conclude: u64,
    /// Records the rule has nothing to say about.
    pub not_applicable: u64,
    /// Total shortfall of this rule alone, in the contract's currency; nought for rules in hours or days.
    pub shortfall: String,
    /// What of it back pay of later months has paid. Left out: nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repaid: Option<String>,
}

/// What an enterprise owes: of each record nothing twice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct EnterpriseTotal {
    /// Code of the enterprise.
    pub enterprise_id: String,
    /// In the contract's currency.
    pub owed: String,
    /// What of it back pay of later months has paid.
    pub repaid: String,
    pub breaches: u64,
}

/// A total of what is owed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct OwedTotal {
    /// Of each record the greatest of its S1, S2 and S12 (with what S10, C and counting allowances lack) and what lies apart
    /// from normal pay: nothing twice. In the contract's currency.
    pub total: String,
    /// What of it back pay of later months has paid.
    pub repaid: String,
    /// The rest.
    pub open: String,
}

/// Lines, and an amount in the contract's currency.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct LinesAmount {
    pub lines: u64,
    pub amount: String,
}

/// Back pay in the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct BackPayTold {
    /// All of it.
    #[serde(flatten)]
    pub all: LinesAmount,
    /// What names no months: set against nothing.
    pub without_months: LinesAmount,
    /// Records with back pay for months that do not lie before their own: set against nothing there.
    pub not_earlier: u64,
}

/// A text that matches nothing of the sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Unmatched {
    pub text: String,
    pub lines: u64,
}

/// Texts that match nothing of the sheet, at most 1,000, and lines with others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Unmatching {
    pub texts: Vec<Unmatched>,
    pub more_lines: u64,
}

/// SHA-256 (hex) of everything that went in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Hashes {
    /// The contract as it was read: its file, or the signed bytes of the register.
    pub contract: String,
    /// The canonical text of its terms, the same for every file that says the same.
    #[serde(default)]
    pub term_sheet: String,
    /// Roster file, if any.
    pub roster: Option<String>,
    /// Rulebook with its parents.
    pub rulebook: String,
    /// Payroll file.
    pub payroll: String,
    /// Canonical text of the profile that the payroll was read by, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub profile: Option<String>,
}

/// A column of the file and what it was read as.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ReadAs {
    /// Its name, as the file has it.
    pub name: String,
    /// The column it was taken for.
    pub column: String,
}

/// The header of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct HeadRead {
    /// Sheet of a workbook.
    pub sheet: Option<String>,
    /// The rows it was read from, one or two.
    pub rows: Vec<u64>,
}

/// What was decided about the payroll file without asking.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Reading {
    /// `csv`, `xlsx`, `xls`, `ods`.
    pub format: String,
    /// Of a text.
    pub encoding: Option<String>,
    /// Of a text: what stands between two fields.
    pub delimiter: Option<String>,
    pub headers: Vec<HeadRead>,
    /// Columns that are read under another name than their own.
    pub columns: Vec<ReadAs>,
}

/// A sheet that was not read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Unread {
    pub name: String,
    /// `hidden`, `no_header`, `empty`.
    pub reason: String,
}

/// The sheets of a workbook.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SheetsRead {
    pub read: Vec<String>,
    pub not_read: Vec<Unread>,
}

/// A row that was left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct LeftRow {
    /// Sheet of a workbook.
    pub sheet: Option<String>,
    /// Line or row.
    pub row: u64,
    /// What stands first in it.
    pub text: String,
}

/// Rows of a kind that were left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct LeftOut {
    /// All of them.
    pub count: u64,
    /// The first, at most 200.
    pub rows: Vec<LeftRow>,
}

impl LeftOut {
    /// Adds a row.
    pub fn add(&mut self, row: u64, sheet: Option<&str>, text: String) {
        self.count = self.count.saturating_add(1);
        if self.rows.len() < FAULTS_TOLD {
            self.rows.push(LeftRow { sheet: sheet.map(str::to_owned), row, text });
        }
    }
}

/// The summary of an audit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Summary {
    /// `concord.audit-summary/1`.
    pub schema: String,
    /// Version of the engine.
    pub engine: String,
    /// Inputs.
    pub sha256: Hashes,
    /// Records read.
    pub lines: u64,
    /// Of them audited.
    pub audited: u64,
    /// Of them rejected.
    pub rejected: u64,
    /// Distinct enterprises audited.
    pub enterprises: u64,
    /// Distinct workers audited (per enterprise).
    pub workers: u64,
    /// Counts by rule, in the order of the rules.
    pub rules: BTreeMap<String, Counts>,
    /// What all records owe.
    #[serde(default)]
    pub owed: OwedTotal,
    /// The enterprises that owe most, at most 20.
    pub enterprises_top: Vec<EnterpriseTotal>,
    /// Columns that were ignored.
    pub unknown_columns: Vec<String>,
    /// Columns that the file does not have and without which a rule could not conclude.
    #[serde(default)]
    pub missing_columns: Vec<String>,
    /// By rule, how many records it could not judge for want of a column; they are no findings.
    #[serde(default)]
    pub missing_column_records: BTreeMap<String, u64>,
    /// Posts that the sheet does not name, those of most lines first, at most 1,000.
    #[serde(default)]
    pub unmatched_grades: Vec<Unmatched>,
    /// Lines with further posts of that kind.
    #[serde(default)]
    pub unmatched_grades_more: u64,
    /// Operations that the sheet does not name, likewise.
    #[serde(default)]
    pub unmatched_operations: Vec<Unmatched>,
    /// Lines with further operations of that kind.
    #[serde(default)]
    pub unmatched_operations_more: u64,
    /// Records of several lines whose days or hours stand in each of them: they count once.
    #[serde(default)]
    pub repeated: u64,
    /// Fines that were deducted.
    #[serde(default)]
    pub fines: LinesAmount,
    #[serde(default)]
    pub back_pay: BackPayTold,
    /// Average raises by enterprise: no claim of each worker.
    #[serde(default)]
    pub raises: Vec<Raise>,
    /// Months without a line between two lines of a worker.
    #[serde(default)]
    pub missing_lines: u64,
    /// Months in force without any line of an enterprise of the roster.
    #[serde(default)]
    pub missing_months: u64,
    /// Columns of the roster that were ignored.
    #[serde(default)]
    pub roster_unknown_columns: Vec<String>,
    /// How the file was read.
    #[serde(default)]
    pub reading: Reading,
    /// The sheets of a workbook.
    #[serde(default)]
    pub sheets: SheetsRead,
    /// Rows that are no records, by kind.
    #[serde(default)]
    pub left_out: BTreeMap<Aside, LeftOut>,
}

/// A total in ten-thousandths, however large, with the digits of the currency's smallest unit at least.
pub(super) fn money(total: i128, digits: u8) -> String {
    format(total, usize::from(digits))
}
