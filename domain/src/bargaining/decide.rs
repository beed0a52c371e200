//! May this be done now? One answer: an event to store, or the rule that forbids it.

use super::context::{Context, Guarded};
use super::{
    Deed, Event, Force, Negotiation, Passage, Refusal, RefusalCode, Stage, ballot, coordination, delegation, document,
    draft, ending, evolve, filing, initial, invite, offer, publish, review, session, sign,
};
use crate::party::Actor;
use crate::statute::{Library, Rulebook};
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use std::borrow::Cow;

/// Judges one deed by the rulebook of the negotiation's jurisdiction as in force that day.
/// The library is asked, not one rulebook, because the floor check of a draft needs it.
///
/// # Errors
/// A [`Refusal`]: nothing changes.
pub fn decide(
    state: &Negotiation,
    by: &Actor,
    deed: Deed,
    library: &Library,
    now: DateTime<Utc>,
) -> Result<Event, Refusal> {
    let jurisdiction = &state.opening.jurisdiction;
    let none = || Refusal::new(RefusalCode::NoRulebook).with("jurisdiction", jurisdiction);
    let book = library.rulebook(jurisdiction).ok_or_else(none)?;
    let (state, passages) = state.brought_to(book, now);
    let context = context(&state, by, library, book, now);
    let mut ruling = guard(&context, &deed)?;
    ruling.passages = passages;
    let seq = state.seq.checked_add(1).ok_or_else(|| context.not_now())?;
    let mut event = Event { seq, at: now, by: by.clone(), deed, ruling };
    if state.signatures.worker_side.is_some() || state.signatures.employer_side.is_some() {
        event.ruling.voids = voids(&state, &event);
    }
    Ok(event)
}

/// What a deed is judged by; the state is brought to `now` already.
fn context<'a>(
    state: &'a Negotiation,
    by: &'a Actor,
    library: &'a Library,
    book: &'a Rulebook,
    now: DateTime<Utc>,
) -> Context<'a> {
    let today = book.local_day(now);
    Context { state, by, library, book, procedure: book.procedure(today), now, today }
}

/// Why each of several deeds would be refused to the same person at the same instant; `None` where it would not be.
pub(super) fn refusals(
    state: &Negotiation,
    by: &Actor,
    deeds: &[Deed],
    library: &Library,
    now: DateTime<Utc>,
) -> Vec<Option<RefusalCode>> {
    let Some(book) = library.rulebook(&state.opening.jurisdiction) else {
        return deeds.iter().map(|_| Some(RefusalCode::NoRulebook)).collect();
    };
    let (state, _) = state.brought_to(book, now);
    let context = context(&state, by, library, book, now);
    deeds.iter().map(|deed| guard(&context, deed).err().map(|refusal| refusal.code)).collect()
}

/// Which signatures the act would leave under other bytes than the contract's.
fn voids(state: &Negotiation, event: &Event) -> Vec<super::Seq> {
    let mut after = state.clone();
    let mut trial = event.clone();
    trial.ruling.passages.clear();
    match evolve(&mut after, &trial) {
        Ok(()) => sign::misfits(&after),
        Err(_) => Vec::new(),
    }
}

fn guard(c: &Context<'_>, deed: &Deed) -> Guarded {
    match deed {
        Deed::Invite { topics, proposed_at, place, information, message } => {
            invite::invite(c, topics, *proposed_at, place, information, message)
        }
        Deed::Reply { decision, reason, topics } => invite::reply(c, *decision, reason, topics),
        Deed::WithdrawInvitation { reason } => invite::withdraw(c, reason),
        Deed::NameDelegation { members } => delegation::name(c, members),
        Deed::ReportVacancy { representative, .. } => delegation::vacancy(c, representative),
        Deed::RequestInformation { subject, message } => session::request(c, subject, message),
        Deed::AnswerInformation { request, content, documents, .. } => session::answer(c, *request, content, documents),
        Deed::ServeDocument { document, name, media_type, size, sha256, .. } => {
            document::serve(c, &document::Naming { document: *document, name, media_type, size: *size, sha256 })
        }
        Deed::OpenSession { chair, recorder, place } => session::open(c, *chair, recorder, place),
        Deed::RecordMinutes { session, text } => session::record(c, *session, text),
        Deed::SignMinutes { session } => session::sign(c, *session),
        Deed::TableOffer { sheet, answers, package, expires_at, message } => {
            let (answers, package, expires_at) = (*answers, *package, *expires_at);
            offer::table(c, &offer::Tabling { sheet, answers, package, expires_at, message, sha256: None })
        }
        Deed::WithdrawOffer { offer } => offer::withdraw(c, *offer),
        Deed::InitialItems { offer, items } => initial::initial(c, *offer, items),
        Deed::ReopenItem { item, reason } => initial::reopen(c, item, reason),
        Deed::AcceptOffer { offer } => offer::accept(c, *offer),
        Deed::AgreeDraft { sha256 } => draft::agree(c, sha256),
        Deed::Suspend { reason, until } => coordination::suspend(c, reason, *until),
        Deed::Resume {} => coordination::resume(c),
        Deed::ApplyCoordination { reason } => coordination::apply_for(c, reason),
        Deed::ComplainOfSilence { reason } => coordination::complain(c, reason),
        Deed::Coordinate { step, message } => coordination::coordinate(c, *step, message),
        Deed::SettleCoordination { text, .. } => coordination::settle(c, text),
        _ => guard_agreed(c, deed),
    }
}

/// Guards from the draft on.
fn guard_agreed(c: &Context<'_>, deed: &Deed) -> Guarded {
    match deed {
        Deed::OpenBallot { body, roll } => ballot::open(c, body, *roll),
        Deed::RecordVote { present, in_favour, against, abstained } => {
            let (present, in_favour, against, abstained) = (*present, *in_favour, *against, *abstained);
            ballot::record(c, ballot::Counts { present, in_favour, against, abstained })
        }
        Deed::ConfirmCoverage { enterprise } => ballot::confirm(c, *enterprise),
        Deed::Sign { sha256 } => sign::sign(c, sha256),
        Deed::File { pack } => filing::file(c, pack),
        Deed::Acknowledge { number } => filing::acknowledge(c, number),
        Deed::AskCorrection { missing } => filing::ask_correction(c, missing),
        Deed::GiveOpinion { number, opinion, heads } => review::opinion(c, number, opinion, heads),
        Deed::Publish { means } => publish::publish(c, means),
        Deed::ProposeAmendment { reason, .. } => ending::amend(c, reason),
        Deed::Terminate { ground, reason } => ending::terminate(c, *ground, reason),
        Deed::Replace { by_negotiation } => ending::replace(c, *by_negotiation),
        _ => Err(c.not_now()),
    }
}

/// Where a negotiation stands at an instant, with what time alone has brought.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Standing {
    /// The stage.
    pub stage: Stage,
    /// What time alone has changed since the last act; the next act records it.
    pub passages: Vec<Passage>,
    /// The contract in force (or that was, where `stage` is over).
    pub force: Option<Force>,
    /// The day of effect of its first text, which an addendum does not move: the register's number is made of it.
    pub registered: Option<NaiveDate>,
    /// While the review runs: the days its silence would end it, unrolled and rolled.
    pub silence_ends: Option<(NaiveDate, NaiveDate)>,
    /// An amendment is being bargained; the contract in force stays so meanwhile.
    pub amending: bool,
}

impl Negotiation {
    /// The state at an instant: time's changes brought about, and which they were.
    pub(super) fn brought_to(&self, book: &Rulebook, now: DateTime<Utc>) -> (Cow<'_, Self>, Vec<Passage>) {
        let passages = self.passages(book, now);
        if passages.is_empty() {
            return (Cow::Borrowed(self), passages);
        }
        let mut state = self.clone();
        for passage in &passages {
            state.pass(passage, self.seq);
        }
        (Cow::Owned(state), passages)
    }

    /// Where it stands at an instant. Effect by silence, the renewal window and expiry are decided here, at read.
    pub fn standing(&self, book: &Rulebook, now: DateTime<Utc>) -> Standing {
        let silence_ends = self.silence_ends(book);
        let (state, passages) = self.brought_to(book, now);
        let silence_ends = silence_ends.filter(|_| state.stage == self.stage);
        let amending = state.amendment.is_some();
        let (stage, force, registered) = (state.stage.clone(), state.force.clone(), state.registered);
        Standing { stage, passages, force, registered, silence_ends, amending }
    }

    /// How often the contract has been amended, the amendment under way included.
    pub const fn amendments(&self) -> u32 {
        self.amendments
    }
}
