//! May this be done now? One answer: an event to store, or the rule that forbids it.

use super::context::{Context, Guarded};
use super::{
    Act, Event, InForce, Negotiation, Refusal, RefusalCode, Stage, TimeEvent, ballot, coordination, delegation,
    document, draft, ending, evolve, filing, initial, invite, offer, publish, review, session, sign,
};
use crate::party::Actor;
use crate::statute::{Rulebook, RulebookSet};
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use std::borrow::Cow;

/// Judges one act by the rulebook of the negotiation's jurisdiction as in force that day.
/// The rulebooks is asked, not one rulebook, because the floor check of a draft needs it.
///
/// # Errors
/// A [`Refusal`]: nothing changes.
pub fn decide(
    state: &Negotiation,
    by: &Actor,
    act: Act,
    rulebooks: &RulebookSet,
    now: DateTime<Utc>,
) -> Result<Event, Refusal> {
    let jurisdiction = &state.opening.jurisdiction;
    let none = || Refusal::new(RefusalCode::NoRulebook).with("jurisdiction", jurisdiction);
    let book = rulebooks.rulebook(jurisdiction).ok_or_else(none)?;
    let (state, time_events) = state.brought_to(book, now);
    let context = context(&state, by, rulebooks, book, now);
    let mut determination = guard(&context, &act)?;
    determination.time_events = time_events;
    let seq = state.seq.checked_add(1).ok_or_else(|| context.not_now())?;
    let mut event = Event { seq, at: now, by: by.clone(), act, determination };
    if state.signatures.worker_side.is_some() || state.signatures.employer_side.is_some() {
        event.determination.voids = voids(&state, &event);
    }
    Ok(event)
}

/// What an act is judged by; the state is brought to `now` already.
fn context<'a>(
    state: &'a Negotiation,
    by: &'a Actor,
    rulebooks: &'a RulebookSet,
    book: &'a Rulebook,
    now: DateTime<Utc>,
) -> Context<'a> {
    let today = book.local_day(now);
    Context { state, by, rulebooks, book, procedure: book.procedure(today), now, today }
}

/// Why each of several acts would be refused to the same person at the same instant; `None` where it would not be.
pub(super) fn refusals(
    state: &Negotiation,
    by: &Actor,
    acts: &[Act],
    rulebooks: &RulebookSet,
    now: DateTime<Utc>,
) -> Vec<Option<RefusalCode>> {
    let Some(book) = rulebooks.rulebook(&state.opening.jurisdiction) else {
        return acts.iter().map(|_| Some(RefusalCode::NoRulebook)).collect();
    };
    let (state, _) = state.brought_to(book, now);
    let context = context(&state, by, rulebooks, book, now);
    acts.iter().map(|act| guard(&context, act).err().map(|refusal| refusal.code)).collect()
}

/// Which signatures the act would leave under other bytes than the contract's.
fn voids(state: &Negotiation, event: &Event) -> Vec<super::Seq> {
    let mut after = state.clone();
    let mut trial = event.clone();
    trial.determination.time_events.clear();
    match evolve(&mut after, &trial) {
        Ok(()) => sign::misfits(&after),
        Err(_) => Vec::new(),
    }
}

fn guard(c: &Context<'_>, act: &Act) -> Guarded {
    match act {
        Act::Invite { topics, proposed_at, place, information, message } => {
            invite::invite(c, topics, *proposed_at, place, information, message)
        }
        Act::Reply { decision, reason, topics } => invite::reply(c, *decision, reason, topics),
        Act::WithdrawInvitation { reason } => invite::withdraw(c, reason),
        Act::NameDelegation { members } => delegation::name(c, members),
        Act::ReportVacancy { representative, .. } => delegation::vacancy(c, representative),
        Act::RequestInformation { subject, message } => session::request(c, subject, message),
        Act::AnswerInformation { request, content, documents, .. } => session::answer(c, *request, content, documents),
        Act::ServeDocument { document, name, media_type, size, sha256, .. } => {
            document::serve(c, &document::Naming { document: *document, name, media_type, size: *size, sha256 })
        }
        Act::OpenSession { chair, recorder, place } => session::open(c, *chair, recorder, place),
        Act::RecordMinutes { session, text } => session::record(c, *session, text),
        Act::SignMinutes { session } => session::sign(c, *session),
        Act::TableOffer { sheet, answers, package, expires_at, message } => {
            let (answers, package, expires_at) = (*answers, *package, *expires_at);
            offer::table(c, &offer::Tabling { sheet, answers, package, expires_at, message, sha256: None })
        }
        Act::WithdrawOffer { offer } => offer::withdraw(c, *offer),
        Act::InitialItems { offer, items } => initial::initial(c, *offer, items),
        Act::ReopenItem { item, reason } => initial::reopen(c, item, reason),
        Act::AcceptOffer { offer } => offer::accept(c, *offer),
        Act::AgreeDraft { sha256 } => draft::agree(c, sha256),
        Act::Suspend { reason, until } => coordination::suspend(c, reason, *until),
        Act::Resume {} => coordination::resume(c),
        Act::ApplyCoordination { reason } => coordination::apply_for(c, reason),
        Act::ComplainOfSilence { reason } => coordination::complain(c, reason),
        Act::Coordinate { step, message } => coordination::coordinate(c, *step, message),
        Act::SettleCoordination { text, .. } => coordination::settle(c, text),
        _ => guard_agreed(c, act),
    }
}

/// Guards from the draft on.
fn guard_agreed(c: &Context<'_>, act: &Act) -> Guarded {
    match act {
        Act::OpenBallot { body, roll } => ballot::open(c, body, *roll),
        Act::RecordVote { present, in_favour, against, abstained } => {
            let (present, in_favour, against, abstained) = (*present, *in_favour, *against, *abstained);
            ballot::record(c, ballot::Counts { present, in_favour, against, abstained })
        }
        Act::ConfirmCoverage { enterprise } => ballot::confirm(c, *enterprise),
        Act::Sign { sha256 } => sign::sign(c, sha256),
        Act::File { pack } => filing::file(c, pack),
        Act::Acknowledge { number } => filing::acknowledge(c, number),
        Act::AskCorrection { missing } => filing::ask_correction(c, missing),
        Act::GiveOpinion { number, opinion, heads } => review::opinion(c, number, opinion, heads),
        Act::Publish { means } => publish::publish(c, means),
        Act::ProposeAmendment { reason, .. } => ending::amend(c, reason),
        Act::Terminate { ground, reason } => ending::terminate(c, *ground, reason),
        Act::Replace { by_negotiation } => ending::replace(c, *by_negotiation),
        _ => Err(c.not_now()),
    }
}

/// Where a negotiation stands at an instant, with what time alone has brought.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Status {
    pub stage: Stage,
    /// What time alone has changed since the last act; the next act records it.
    pub time_events: Vec<TimeEvent>,
    /// The contract in force (or that was, where `stage` is over).
    pub in_force: Option<InForce>,
    /// The day of effect of its first text, which an addendum does not move: the register's number is made of it.
    pub registered: Option<NaiveDate>,
    /// While the review runs: the days its silence would end it, unrolled and rolled.
    pub silence_ends: Option<(NaiveDate, NaiveDate)>,
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
        let (state, time_events) = self.brought_to(book, now);
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
