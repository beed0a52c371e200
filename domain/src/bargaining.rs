//! One negotiation: acts, stages, `decide` and `evolve`, deadlines.
//!
//! A negotiation moves only by *acts*: an act of a named person for a side, at an instant, under a mandate.
//! `decide` asks three things: is the act by itself in shape (`shape`), is its kind open to the actor now (`may`), is it
//! right (`check`), by the rulebook of that day; `evolve` applies its effect. A family's questions and effects stand side
//! by side in one file. Articles come with the values of each jurisdiction's rulebook; `docs/DOMAIN.md` names those of the
//! first.
//!
//! | act | file |
//! | --- | --- |
//! | invite, reply, withdraw_invitation | `invite.rs` |
//! | name_delegation, report_vacancy | `delegation.rs` |
//! | request_information, answer_information | `session.rs` |
//! | serve_document | `document.rs` |
//! | open_session, record_minutes, sign_minutes | `session.rs` |
//! | table_offer, withdraw_offer, accept_offer | `offer.rs` |
//! | initial_items, reopen_item | `initial.rs` |
//! | agree_draft | `draft.rs` |
//! | suspend, resume | `coordination.rs` |
//! | apply_coordination, complain_of_silence, coordinate, settle_coordination | `coordination.rs` |
//! | open_ballot, record_vote, confirm_coverage | `ballot.rs` |
//! | sign | `sign.rs` |
//! | file, acknowledge, ask_correction | `filing.rs` |
//! | give_opinion | `review.rs` |
//! | (silence), (renewal), (expiry) | `ending.rs` |
//! | publish | `publish.rs` |
//! | propose_amendment, terminate, replace | `ending.rs` |

mod act;
mod ballot;
mod check;
mod context;
mod coordination;
mod deadlines;
mod decide;
mod delegation;
mod document;
mod draft;
mod ending;
mod event;
mod evolve;
mod faults;
mod filing;
mod initial;
mod invite;
mod kind;
mod ladder;
mod may;
mod offer;
mod opening;
mod per_side;
mod projection;
mod publish;
mod references;
mod refusal;
mod review;
mod same;
mod session;
mod shape;
mod sheets;
mod sign;
mod stage;
mod state;
mod stream;
mod table;
mod waiting;

pub use act::*;
pub use deadlines::{Deadline, DeadlineKind, DeadlineState, deadlines};
pub use decide::{Status, decide, open};
pub use document::{MEDIA_TYPES, ServedDocument};
pub use event::*;
pub use evolve::{Inconsistent, evolve, replay};
pub use kind::ActKind;
pub use ladder::{Agreed, Ladder, Rung, Step, ladder, ladders};
pub use opening::*;
pub use per_side::PerSide;
pub use projection::*;
pub use references::{Named, Person, References, Stored, Successor};
pub use refusal::*;
pub use stage::*;
pub use state::*;
pub use stream::Done;
pub use table::{Change, Move, TableCell, changes, items, names, table, turn};
pub use waiting::waiting;

#[cfg(test)]
mod tests;
