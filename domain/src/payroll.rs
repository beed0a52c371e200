//! The payroll audit: every line of a payroll against the contract and the law in force for it.
//!
//! Same input, same result, to the cent: integers and exact fractions throughout, one rounding per amount.
//! [`Audit`] takes the rows of a file one at a time and keeps nothing of them but who has a line in which month, and, where a
//! file needs to be read again for it, the lines of a worker and month that stand apart and what back pay is set against.

mod apart;
mod audit;
mod back_pay;
mod cells;
mod choosing;
mod code_names;
mod coded;
mod codes;
mod columns;
mod contract;
mod exact;
mod fault;
mod finding;
mod gaps;
mod ground;
mod held;
mod in_force;
mod line;
mod missing;
mod month;
mod months;
mod names;
mod ordinal;
mod owed;
mod parts;
pub mod profile;
mod quick;
mod raises;
mod record;
mod roster;
mod rules;
mod run;
mod seen;
mod summary;
mod tally;
mod told;
mod words;
mod worker;
mod working;
mod written;

pub use apart::APART_BYTES;
pub use audit::{Audit, AuditSetup, LineKey, SetupFault};
pub use back_pay::BACK_PAYS;
pub use code_names::CodeNames;
pub use coded::{FORMS, Form};
pub use codes::Codes;
pub use columns::{Columns, HeadFault, REQUIRED};
pub use fault::{LineFault, Reason};
pub use finding::Finding;
pub use gaps::{GAPS_TOLD, Gap};
pub use names::{NAMES, Name};
use ordinal::{month_named, month_number};
pub use parts::PARTS;
pub use raises::Raise;
pub use roster::{Roster, RosterColumns, RosterEntry, RosterFault};
pub use run::{Next, Rejected, RunFault, Told};
pub use summary::{
    BackPayTold, Counts, EnterpriseTotal, Hashes, HeadRead, LeftOut, LeftRow, LinesAmount, OwedTotal, ReadAs, Reading,
    SUMMARY_SCHEMA, SheetsRead, Summary, Unmatched, Unread,
};
pub use words::{AMBIGUOUS, EMPLOYMENT};
pub use working::Working;

#[cfg(test)]
mod tests;
