//! One negotiation: deeds, stages, `decide` and `evolve`, clocks.
//!
//! A negotiation moves only by *acts*: a deed of a named person for a side, at an instant, under a mandate.

mod deed;

pub use deed::*;
