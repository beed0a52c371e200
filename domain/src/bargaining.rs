//! One negotiation: acts, stages, `decide` and `evolve`, deadlines.
//!
//! A negotiation moves only by *acts*: an act of a named person for a side, at an instant, under a mandate.
//! `decide` asks three things: is the act by itself in shape (`shape`), is its kind open to the actor now (`may`), is it
//! right (`check`), by the rulebook of that day; `evolve` applies its effect. A family's questions and effects stand side
//! by side in one file. Articles are the national ones of China (集体合同规定 "R", 工资集体协商试行办法 "W",
//! 劳动合同法 "L"); each jurisdiction's own come with the values of its rulebook.
//!
//! | act | file | article |
//! | --- | --- | --- |
//! | invite, reply, withdraw_invitation | `invite.rs` | W 17, R 32 |
//! | name_delegation, report_vacancy | `delegation.rs` | R 19–24, 30–31; W 12 |
//! | request_information, answer_information | `session.rs` | W 18, R 25 |
//! | serve_document | `document.rs` | R 25, W 18; secrecy: W 15, R 26 |
//! | open_session, record_minutes, sign_minutes | `session.rs` | R 33–34, W 11 |
//! | table_offer, withdraw_offer, accept_offer | `offer.rs` | W 13, R 34 |
//! | initial_items, reopen_item | `initial.rs` | ground rules |
//! | agree_draft | `draft.rs` | R 34; floor: L 55 |
//! | suspend, resume | `coordination.rs` | R 35 |
//! | apply_coordination, complain_of_silence, coordinate, settle_coordination | `coordination.rs` | R 49–54 |
//! | open_ballot, record_vote, confirm_coverage | `ballot.rs` | R 36, L 51 |
//! | sign | `sign.rs` | R 37, W 20 |
//! | file, acknowledge, ask_correction | `filing.rs` | W 21, R 42 |
//! | give_opinion | `review.rs` | W 22, R 44–46 |
//! | (silence), (renewal), (expiry) | `ending.rs` | W 22, 24; R 38, 47 |
//! | publish | `publish.rs` | W 23 |
//! | propose_amendment, terminate, replace | `ending.rs` | R 39–41 |

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
mod publish;
mod record;
mod refusal;
mod review;
mod session;
mod shape;
mod sheets;
mod sign;
mod stage;
mod state;
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
pub use record::{Unreadable, decode, encode};
pub use refusal::*;
pub use stage::*;
pub use state::*;
pub use table::{Change, Move, TableCell, changes, items, table, turn};
pub use waiting::waiting;

#[cfg(test)]
mod tests;
