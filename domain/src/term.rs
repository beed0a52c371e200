//! The term sheet: one format for what is offered, initialled, signed, costed and audited.
//!
//! A *cell* is an item key and a field path; it keeps its identity from the first offer to the audit finding.

mod item;
mod sheet;

pub use item::*;
pub use sheet::*;
