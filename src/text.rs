//! Sentences for what the domain says in codes.

mod floor;
pub mod law;
pub mod problem;
mod sheet;
pub mod term;

pub use floor::{floor_message, outcome_word};
pub use sheet::sheet_fault;
