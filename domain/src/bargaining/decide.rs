//! May this be done now? One answer: an event to store, or the rule that forbids it.

use super::check::check;
use super::context::Context;
use super::may::may;
use super::shape::shape;
use super::{
    Act, ActKind, Event, InForce, Negotiation, References, Refusal, RefusalCode, Stage, TimeEvent, evolve, sign,
};
use crate::calendar::Due;
use crate::party::Actor;
use crate::statute::{Rulebook, RulebookSet};
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use std::borrow::Cow;

/// Judges one act by the rulebook of the negotiation's jurisdiction as in force that day, and by what was found of
/// what it names ([`Act::named`]).
/// The rulebooks is asked, not one rulebook, because the floor check of a draft needs it.
///
/// # Errors
/// A [`Refusal`]: nothing changes.
pub fn decide(
    state: &Negotiation,
    by: &Actor,
    act: Act,
    references: &References,
    rulebooks: &RulebookSet,
    now: DateTime<Utc>,
) -> Result<Event, Refusal> {
    let faults = shape(&act);
    if faults.over() {
        return Err(faults.refusal());
    }
    let jurisdiction = &state.opening.jurisdiction;
    // Time does not run backwards in a stream, whatever a clock says.
    let now = now.max(state.last_at);
    let none = || Refusal::new(RefusalCode::NoRulebook).with("jurisdiction", jurisdiction);
    let book = rulebooks.governing(jurisdiction).ok_or_else(none)?;
    let (state, time_events) = state.brought_to(book, now);
    let context = context(&state, (by, references), rulebooks, book, now);
    may(&context, act.kind())?;
    context.one_side()?;
    let mut determination = check(&context, &act, faults)?;
    determination.time_events = time_events;
    let seq = state.seq.checked_add(1).ok_or_else(|| context.not_now())?;
    let mut event = Event { seq, at: now, by: by.clone(), act, determination };
    if state.signatures().worker_side.is_some() || state.signatures().employer_side.is_some() {
        event.determination.voids = voids(&state, &event);
    }
    Ok(event)
}

/// What an act is judged by; the state is brought to `now` already.
fn context<'a>(
    state: &'a Negotiation,
    (by, references): (&'a Actor, &'a References),
    rulebooks: &'a RulebookSet,
    book: &'a Rulebook,
    now: DateTime<Utc>,
) -> Context<'a> {
    let today = book.local_day(now);
    Context { state, by, references, rulebooks, book, procedure: book.procedure(today), now, today }
}

/// The kinds of act open to a person now, in the order of the procedure. Whatever [`decide`] accepts is among them.
pub fn open(state: &Negotiation, by: &Actor, rulebooks: &RulebookSet, now: DateTime<Utc>) -> Vec<ActKind> {
    let Some(book) = rulebooks.governing(&state.opening.jurisdiction) else { return Vec::new() };
    let now = now.max(state.last_at);
    let (state, _) = state.brought_to(book, now);
    let nothing = References::default();
    let context = context(&state, (by, &nothing), rulebooks, book, now);
    ActKind::ALL.iter().copied().filter(|kind| may(&context, *kind).is_ok()).collect()
}

/// Which signatures the act would make void: of those that stand, what its effect takes away or leaves under other bytes.
fn voids(state: &Negotiation, event: &Event) -> Vec<super::Seq> {
    let mut after = state.clone();
    let mut trial = event.clone();
    trial.determination.time_events.clear();
    if evolve(&mut after, &trial).is_err() {
        return Vec::new();
    }
    let taken = after.voided.iter().filter(|(_, by)| *by == event.seq).map(|(signature, _)| signature.stamp.seq);
    taken.chain(sign::misfits(&after)).collect()
}

/// Where a negotiation stands at an instant, with what time alone has brought.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Status {
    pub stage: Stage,
    /// What time alone has changed since the last act; the next act records it.
    pub time_events: Vec<TimeEvent>,
    /// The contract in force (or that was, where `stage` is over).
    pub in_force: Option<InForce>,
    /// The day of effect of its first text, which an addendum does not move: the register's number is made of it.
    pub registered: Option<NaiveDate>,
    /// While the review runs: the day its silence would end it.
    pub silence_ends: Option<Due>,
    /// An amendment is being bargained; the contract in force stays so meanwhile.
    pub amending: bool,
}

impl Negotiation {
    /// The state at an instant: time's changes brought about, and which they were.
    pub(super) fn brought_to(&self, book: &Rulebook, now: DateTime<Utc>) -> (Cow<'_, Self>, Vec<TimeEvent>) {
        let time_events = self.time_events(book, now);
        if time_events.is_empty() {
            return (Cow::Borrowed(self), time_events);
        }
        let mut state = self.clone();
        for time_event in &time_events {
            state.pass(time_event, self.seq);
        }
        (Cow::Owned(state), time_events)
    }

    /// Where it stands at an instant. Effect by silence, the renewal window and expiry are decided here, at read.
    pub fn status(&self, book: &Rulebook, now: DateTime<Utc>) -> Status {
        let silence_ends = self.silence_ends(book);
        let (state, time_events) = self.brought_to(book, now.max(self.last_at));
        let silence_ends = silence_ends.filter(|_| state.stage == self.stage);
        let amending = state.amendment.is_some();
        let (stage, in_force, registered) = (state.stage.clone(), state.in_force.clone(), state.registered);
        Status { stage, time_events, in_force, registered, silence_ends, amending }
    }

    /// How often the contract has been amended, the amendment under way included.
    pub const fn amendments(&self) -> u32 {
        self.amendments
    }
}
