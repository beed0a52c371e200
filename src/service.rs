//! Use cases: the only place with transactions and permission checks. Pages, API and command line call these functions.

pub mod accounts;
pub mod acts;
pub mod app;
pub mod audits;
pub mod bargaining_limits;
pub mod calendar;
pub mod closing;
pub mod contracts;
pub mod deadlines;
pub mod documents;
pub mod drafts;
mod error;
mod field_code;
pub mod file_fault;
pub mod imports;
pub mod information;
pub mod jobs;
mod known;
pub mod live;
mod log;
pub mod mandates;
pub mod names;
pub mod negotiations;
pub mod notes;
pub mod operator_log;
pub mod overview;
pub mod page;
pub mod passes;
pub mod passwords;
pub mod payroll;
pub mod payroll_profiles;
pub mod people;
pub mod redline;
pub mod references;
pub mod register;
pub mod rights;
mod seen;
pub mod sessions;
pub mod table;
mod viewer;
pub mod visits;
mod work;
mod writing;

pub use app::App;
pub use error::{Error, FieldFault, chain};
pub use field_code::FieldCode;
pub use known::Replays;
pub use viewer::{ActiveMandate, Viewer};
pub use work::{Work, large};
pub use writing::Turns;

/// What a service answers.
pub type Answer<T> = Result<T, Error>;
