//! The payroll audit: every line of a payroll against the contract and the law in force for it.
//!
//! Same input, same result, to the cent: integers and exact fractions throughout, one rounding per amount.
//! [`Audit`] takes records one at a time and keeps nothing of them but the set that finds duplicates.

mod audit;
mod columns;
mod contract;
mod exact;
mod finding;
mod in_force;
mod line;
mod month;
mod months;
mod quick;
mod records;
mod roster;
mod rules;
mod seen;
mod summary;
mod working;

pub use audit::{Audit, AuditSetup, Audited, SetupFault};
pub use columns::{ALIASES, Columns};
pub use finding::Finding;
pub use records::Records;
pub use roster::{Roster, RosterEntry};
pub use summary::{Counts, EnterpriseTotal, Hashes, SUMMARY_SCHEMA, Summary};
pub use working::Working;

#[cfg(test)]
mod tests;
