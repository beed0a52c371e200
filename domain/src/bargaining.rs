//! One negotiation: deeds, stages, `decide` and `evolve`, clocks.
//!
//! A negotiation moves only by *acts*: a deed of a named person for a side, at an instant, under a mandate.

mod deed;
mod event;
mod opening;
mod refusal;
mod stage;
mod state;

pub use deed::*;
pub use event::*;
pub use opening::*;
pub use refusal::*;
pub use stage::*;
pub use state::*;
