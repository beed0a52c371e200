//! The term sheet: one format for what is offered, initialled, signed, costed and audited.
//!
//! A *cell* is an item key and a field path; it keeps its identity from the first offer to the audit finding.

mod canonical;
mod cells;
mod choices;
mod edits;
pub(crate) mod fields;
pub mod grid;
mod identity;
mod item;
pub(crate) mod json;
mod loose;
mod names;
mod pairing;
mod parse;
pub mod path;
pub mod redline;
mod sheet;
mod size;
mod usual;

pub use canonical::{NotCanonical, canonical_json, sha256_hex};
pub use cells::{Cell, CellValue, Gap, cells_of, gap};
pub use choices::{Choice, Choices, named_by, words_of};
pub use edits::{Edit, edits};
pub use identity::Identity;
pub(crate) use identity::Span;
pub use item::*;
pub use loose::{LooseChange, loose_cells, loose_changes, loose_fits};
pub use names::{Matcher, Names, is_chinese, is_code, matched};
pub(crate) use pairing::{Named, pairs, threads};
pub use parse::{KINDS, is_key};
pub use sheet::*;
pub use usual::{usual, usual_anywhere, usual_code};

#[cfg(test)]
mod tests;
