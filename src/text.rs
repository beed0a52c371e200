//! Sentences for what the domain says in codes.

pub mod audit;
pub mod audit_notes;
pub mod calendar;
pub mod file;
mod floor;
mod grid;
pub mod law;
pub mod payroll_template;
pub mod problem;
pub mod profile;
pub mod reading;
mod sheet;
pub mod term;
mod words;

pub use floor::{floor_message, outcome_word};
pub use grid::{grid_fault, grid_place, grid_rows};
pub use sheet::sheet_fault;
pub use words::{cited, currency, word};
