//! Rulebooks: what the law of a jurisdiction says on a day, each value with its source and trust.
//!
//! Values live in `domain/rulebooks/*.toml`, never in code. A region's rulebook extends its country's:
//! a value it does not give is the country's.

mod citation;
mod codes;
mod minimum;
mod procedure;
mod rulebook;
mod rulebook_set;
mod shipped;
mod source;
mod substance;
mod value;

pub use citation::*;
pub use codes::CodeFormat;
pub use minimum::MinimumWage;
pub use procedure::*;
pub use rulebook::{DatedValue, Names, Piece, Rulebook};
pub use rulebook_set::{RulebookFault, RulebookSet};
pub use substance::*;
pub use value::ValueFault;

#[cfg(test)]
mod tests;
