//! Sentences for what the domain says in codes.

mod floor;
pub mod problem;
pub mod term;

pub use floor::{floor_message, outcome_word};
