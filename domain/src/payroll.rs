//! The payroll audit: every line of a payroll against the contract and the law in force for it.
//!
//! Same input, same result, to the cent: integers and exact fractions throughout, one rounding per amount.
//! [`Audit`] takes records one at a time and keeps nothing of them but the set that finds duplicates.

mod audit;
mod columns;
mod contract;
mod exact;
mod fault;
mod finding;
mod in_force;
mod line;
mod month;
mod months;
mod names;
pub mod profile;
mod quick;
mod roster;
mod rules;
mod seen;
mod summary;
mod untested;
mod words;
mod working;
mod written;

pub use audit::{Audit, AuditSetup, Audited, SetupFault};
pub use columns::{Columns, HeadFault, REQUIRED};
pub use contract::allowance_codes;
pub use fault::{LineFault, Reason};
pub use finding::Finding;
pub use line::Employment;
pub use names::{NAMES, Name};
pub use roster::{Roster, RosterColumns, RosterEntry, RosterFault};
pub use summary::{
    Counts, EnterpriseTotal, Hashes, HeadRead, LeftOut, LeftRow, ReadAs, Reading, SUMMARY_SCHEMA, SheetsRead, Summary,
    Unread,
};
pub use words::{AMBIGUOUS, EMPLOYMENT};
pub use working::Working;

#[cfg(test)]
mod tests;
