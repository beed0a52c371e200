//! What an audit counted.

use crate::decimal::text::format;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The schema name of the summary.
pub const SUMMARY_SCHEMA: &str = "concord.audit-summary/1";

/// The four counts of a rule, and its shortfall in money.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Counts {
    /// Lines that pass.
    pub pass: u64,
    /// Lines in breach.
    pub breach: u64,
    /// Lines that cannot be told.
    pub cannot_conclude: u64,
    /// Lines the rule has nothing to say about.
    pub not_applicable: u64,
    /// Total shortfall in the contract's currency; nought for rules in hours or days.
    pub shortfall: String,
}

/// An enterprise's total shortfall.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct EnterpriseTotal {
    /// Code of the enterprise.
    pub enterprise_id: String,
    /// Total shortfall in the contract's currency.
    pub shortfall: String,
    pub breaches: u64,
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
    /// The enterprises with the largest shortfall in money, at most 20.
    pub enterprises_top: Vec<EnterpriseTotal>,
    /// Columns that were ignored.
    pub unknown_columns: Vec<String>,
}

/// A total in ten-thousandths, however large, with the digits of the currency's smallest unit at least.
pub(super) fn money(total: i128, digits: u8) -> String {
    format(total, usize::from(digits))
}
