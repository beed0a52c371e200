//! Rulebooks: what the law of a jurisdiction says on a day, each value with its source and trust.
//!
//! Values live in `domain/rulebooks/*.toml`, never in code. A region's rulebook extends its country's:
//! a value it does not give is the country's.

mod citation;
mod procedure;
mod substance;

pub use citation::*;
pub use procedure::*;
pub use substance::*;
