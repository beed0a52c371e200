//! What collective wage bargaining *is*: pure rules, no clock, no files, no database.
//!
//! * [`decimal`]: money, percents, multipliers, days, hours: exact decimals in ten-thousandths, and rounding.
//! * [`calendar`]: working days and the arithmetic of legal periods.
//! * [`party`]: the two sides, organisations, mandates, who acts in which capacity.
//! * [`term`]: the term sheet: what is offered, initialled, signed and audited; cells, redline, gap.
//! * [`statute`]: rulebooks: what the law of a jurisdiction says on a day, with source and trust.
//! * [`floor`]: the floor check F1–F14 of a term sheet against its statute.
//! * [`limits`]: the most a list or a text may hold.
//! * [`bargaining_limit`]: the bounds a side sets itself; crossing one warns that side alone.
//! * [`bargaining`]: acts and stages of one negotiation: `decide`, `evolve`, deadlines.
//! * [`payroll`]: the payroll audit S1–S13, premiums, allowances, commissions and sums, record by record, to the cent.
//! * [`aside`]: rows of a table that are none of its records.
//! * [`text`]: what a text may hold, and when two names are one.
//! * [`record`]: entries of the log and their salted commitments.
//! * [`operator`]: what is done with mandates and accounts: the log of an organisation.
//! * [`policy`]: who may see and do what: the one place that answers.

pub mod aside;
pub mod bargaining;
pub mod bargaining_limit;
pub mod calendar;
pub mod contract;
pub mod decimal;
pub mod floor;
pub mod limits;
pub mod operator;
pub mod party;
pub mod payroll;
pub mod policy;
pub mod record;
#[cfg(feature = "schema")]
pub mod schema;
pub mod statute;
pub mod term;
pub mod text;
