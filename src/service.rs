//! Use cases: the only place with transactions and permission checks. Every door calls these functions.

pub mod accounts;
pub mod acts;
pub mod app;
pub mod audits;
pub mod ceilings;
pub mod contracts;
pub mod drafts;
mod error;
mod known;
pub mod negotiations;
pub mod payroll;
pub mod people;
mod register;
pub mod table;
mod viewer;

pub use app::App;
pub use error::{Error, FieldFault};
pub use known::Replays;
pub use viewer::{Holding, Viewer};

/// What a service answers.
pub type Answer<T> = Result<T, Error>;
