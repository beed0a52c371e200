//! The rows that answer lists and searches, worked out from the state with every act. What time alone will change is
//! worked out beforehand, so that a list is true at any instant without replaying anything.

use super::{ActKind, Deadline, DeadlineKind, DeadlineState, InForce, Negotiation, Stage, deadlines, open, waiting};
use crate::party::{Actor, Capacity, MandateRole, Side};
use crate::statute::{Rulebook, RulebookSet};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Most changes of time looked ahead to: far more than a negotiation has.
const MOST_CHANGES: usize = 64;

/// An organisation's place in a negotiation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartyRow {
    /// Organisation id.
    pub organisation: Uuid,
    /// As what.
    pub capacity: Capacity,
    /// Whether it may see the negotiation.
    pub visible: bool,
}

/// What is so from an instant to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span<T> {
    /// From this instant.
    pub from: DateTime<Utc>,
    /// To before this one; `None`: until the next act.
    pub until: Option<DateTime<Utc>>,
    /// What.
    pub what: T,
}

/// Something that somebody waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TodoRow {
    /// From whom.
    pub organisation: Uuid,
    /// Name of the act.
    pub act: ActKind,
    /// Only a chief, or a bureau's reviewer, can do it.
    pub chief_only: bool,
    /// From these persons alone.
    pub accounts: Option<Vec<Uuid>>,
}

/// By which acts a deadline can be answered: what each of the two kinds of representative may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answers<T> {
    /// The chief, or a bureau's reviewer.
    pub chief: Option<T>,
    /// Any other representative.
    pub representative: Option<T>,
}

/// A deadline as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeadlineRow {
    /// The deadline; `Running` where it may have run out since.
    pub deadline: Deadline,
    /// The first instant at which it is overdue.
    pub due_at: DateTime<Utc>,
    /// For who owes it.
    pub owing: Answers<ActKind>,
    /// For the other side, once it is overdue.
    pub other: Answers<ActKind>,
}

impl DeadlineRow {
    /// Not done and not stopped.
    pub const fn open(&self) -> bool {
        matches!(self.deadline.state, DeadlineState::Running | DeadlineState::Extended | DeadlineState::Overdue)
    }
}

/// A contract's text in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContractRow {
    /// From this instant on it counts: before, its review still runs.
    pub known_at: DateTime<Utc>,
    /// The text.
    pub in_force: InForce,
    /// Day of effect of the first text.
    pub registered: NaiveDate,
}

/// Everything that lists show of a negotiation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Projection {
    /// Who stands where.
    pub parties: Vec<PartyRow>,
    /// The stage's word over time.
    pub stages: Vec<Span<&'static str>>,
    /// What is waited for over time.
    pub todos: Vec<Span<TodoRow>>,
    /// Deadlines over time.
    pub deadlines: Vec<Span<DeadlineRow>>,
    /// The text in force, now or by what time alone will bring; with when it is known.
    pub contract: Option<ContractRow>,
    /// Local day on which it was ended by an act.
    pub ended_on: Option<NaiveDate>,
}

/// Projects the state after an act of an instant (the opening's, where nothing was served).
pub fn project(state: &Negotiation, rulebooks: &RulebookSet, book: &Rulebook, at: DateTime<Utc>) -> Projection {
    let view = View { rulebooks, book };
    let mut stages: Vec<Span<&'static str>> = Vec::new();
    let (mut todos, mut due) = (Vec::new(), Vec::new());
    let mut contract = None;
    let mut from = at;
    for _ in 0..MOST_CHANGES {
        let (now, _) = state.brought_to(book, from);
        let until = changes(&now, book, from);
        let span = |what| Span { from, until, what };
        match stages.last_mut().filter(|last| last.what == now.stage().word()) {
            Some(last) => last.until = until,
            None => stages.push(span(now.stage().word())),
        }
        todos.extend(view.todos(&now, from).into_iter().map(|what| Span { from, until, what }));
        due.extend(view.deadlines(&now, from).into_iter().map(|what| Span { from, until, what }));
        if contract.is_none() {
            contract = in_force(&now, from);
        }
        let Some(next) = until else { break };
        from = next;
    }
    Projection { parties: parties(state), stages, todos, deadlines: due, contract, ended_on: ended_on(state, book, at) }
}

fn in_force(state: &Negotiation, known_at: DateTime<Utc>) -> Option<ContractRow> {
    let (in_force, registered) = (state.in_force().cloned()?, state.registered?);
    Some(ContractRow { known_at, in_force, registered })
}

fn ended_on(state: &Negotiation, book: &Rulebook, at: DateTime<Utc>) -> Option<NaiveDate> {
    matches!(state.stage(), Stage::Terminated { .. } | Stage::Replaced { .. }).then(|| book.local_day(at))
}

fn parties(state: &Negotiation) -> Vec<PartyRow> {
    let opening = state.opening();
    let served = state.seq() > 0;
    let side = |side: Side| served || opening.initiator == side;
    let row = |organisation, capacity, visible| PartyRow { organisation, capacity, visible };
    let mut rows = vec![
        row(opening.worker_side.organisation, Capacity::WorkerSide, side(Side::WorkerSide)),
        row(opening.employer_side.organisation, Capacity::EmployerSide, side(Side::EmployerSide)),
        row(opening.bureau.organisation, Capacity::Bureau, state.bureau_in().is_some()),
    ];
    let drafted = state.draft().is_some();
    let firms = opening.enterprises.iter().map(|firm| row(firm.organisation, Capacity::CoveredEnterprise, drafted));
    rows.extend(firms.filter(|firm| opening.capacity_of(firm.organisation) == Some(Capacity::CoveredEnterprise)));
    rows
}

/// The next instant after `now` at which time alone changes what lists show.
fn changes(state: &Negotiation, book: &Rulebook, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let mut days = BTreeSet::new();
    let after = |day: NaiveDate| day.succ_opt();
    if let Stage::Suspended { until, .. } = state.stage() {
        days.extend(after(*until));
    }
    days.extend(state.silence_ends(book).and_then(|due| after(due.rolled)));
    if let Some(in_force) = state.in_force().filter(|_| !state.stage().is_over()) {
        let window = book.procedure(book.local_day(now)).renewal;
        days.extend(window.map(|rule| book.calendar().opens_before(in_force.term.to, rule.value)));
        days.extend(after(in_force.term.to));
    }
    let days = days.into_iter().map(|day| book.starts(day));
    let offers = [Side::WorkerSide, Side::EmployerSide].into_iter().filter_map(|side| state.current_offer(side));
    // An offer may be accepted up to and including its last instant.
    let moment = chrono::TimeDelta::microseconds(1);
    let expiries = offers.filter_map(|offer| offer.expires_at?.checked_add_signed(moment));
    days.chain(expiries).filter(|at| *at > now).min()
}

const NOBODY: Answers<ActKind> = Answers { chief: None, representative: None };

struct View<'a> {
    rulebooks: &'a RulebookSet,
    book: &'a Rulebook,
}

/// Somebody of an organisation, for whom it is asked what can be done.
fn somebody(account: Uuid, role: MandateRole, organisation: Uuid, capacity: Capacity) -> Actor {
    Actor { account, name: String::new(), mandate: Uuid::nil(), role, organisation, capacity }
}

impl View<'_> {
    fn open(&self, state: &Negotiation, by: &Actor, now: DateTime<Utc>) -> Vec<ActKind> {
        open(state, by, self.rulebooks, now)
    }

    fn todos(&self, state: &Negotiation, now: DateTime<Utc>) -> Vec<TodoRow> {
        let mut rows = Vec::new();
        for party in parties(state) {
            let PartyRow { organisation, capacity, visible } = party;
            if !visible {
                continue;
            }
            let (chief, other) = leaders(state, organisation, capacity);
            let acts = |by: &Actor| waiting(state, by, &self.open(state, by, now));
            let anybody = other.as_ref().map(&acts).unwrap_or_default();
            for act in acts(&chief) {
                let chief_only = !anybody.contains(&act);
                let named = chief_only && chief.account != Uuid::nil();
                let accounts = if act == ActKind::SignMinutes && !chief_only {
                    self.signers(state, organisation, capacity, now)
                } else {
                    named.then(|| vec![chief.account])
                };
                rows.push(TodoRow { organisation, act, chief_only, accounts });
            }
        }
        rows
    }

    /// Whose signatures under minutes are missing, where all who represent sign.
    fn signers(
        &self,
        state: &Negotiation,
        organisation: Uuid,
        capacity: Capacity,
        now: DateTime<Utc>,
    ) -> Option<Vec<Uuid>> {
        let delegation = state.delegation(capacity.side()?)?;
        let accounts = delegation.members.iter().filter_map(|member| Some((member.account?, member.chief)));
        let waited = accounts.filter(|(account, chief)| {
            let role = if *chief { MandateRole::ChiefRepresentative } else { MandateRole::Representative };
            let by = somebody(*account, role, organisation, capacity);
            waiting(state, &by, &self.open(state, &by, now)).contains(&ActKind::SignMinutes)
        });
        Some(waited.map(|(account, _)| account).collect())
    }

    fn deadlines(&self, state: &Negotiation, now: DateTime<Utc>) -> Vec<DeadlineRow> {
        let all = deadlines(state, self.book, now);
        if all.is_empty() {
            return Vec::new();
        }
        let sides = parties(state).into_iter().filter(|party| party.visible);
        let may: Vec<(Capacity, Answers<Vec<ActKind>>)> = sides
            .filter(|party| party.capacity != Capacity::CoveredEnterprise)
            .map(|party| {
                let (chief, other) = leaders(state, party.organisation, party.capacity);
                let representative = other.map(|by| self.open(state, &by, now));
                (party.capacity, Answers { chief: Some(self.open(state, &chief, now)), representative })
            })
            .collect();
        all.into_iter().map(|deadline| self.deadline(deadline, &may)).collect()
    }

    fn deadline(&self, deadline: Deadline, may: &[(Capacity, Answers<Vec<ActKind>>)]) -> DeadlineRow {
        let due_at = deadline.due.rolled.succ_opt().map(|day| self.book.starts(day));
        let first = |may: &Option<Vec<ActKind>>, acts: &[ActKind]| {
            acts.iter().find(|act| may.as_ref().is_some_and(|may| may.contains(act))).copied()
        };
        let answers = |of: &Answers<Vec<ActKind>>, acts: &[ActKind]| Answers {
            chief: first(&of.chief, acts),
            representative: first(&of.representative, acts),
        };
        let owing = may.iter().find(|(capacity, _)| deadline.owed_by.is_none_or(|owed| owed == *capacity));
        let complaint = deadline.owed_by.is_some() && Self::complained_of(deadline.what);
        let complain = complaint.then_some(ActKind::ComplainOfSilence);
        let other = Answers { chief: complain, representative: complain };
        DeadlineRow {
            due_at: due_at.unwrap_or(DateTime::<Utc>::MAX_UTC),
            owing: owing.map_or(NOBODY, |(_, of)| answers(of, answered_by(deadline.what))),
            other,
            deadline,
        }
    }

    /// Whether the other side may complain to the bureau of such a deadline once it is overdue.
    const fn complained_of(what: DeadlineKind) -> bool {
        matches!(what, DeadlineKind::Reply | DeadlineKind::Disclosure)
    }
}

/// The person who leads, and somebody else who represents (none of a bureau or a covered enterprise).
fn leaders(state: &Negotiation, organisation: Uuid, capacity: Capacity) -> (Actor, Option<Actor>) {
    let Some(side) = capacity.side() else {
        let role = match capacity {
            Capacity::Bureau => MandateRole::Reviewer,
            _ => MandateRole::ChiefRepresentative,
        };
        return (somebody(Uuid::nil(), role, organisation, capacity), None);
    };
    let chief = state.delegation(side).and_then(|delegation| delegation.chief()).and_then(|chief| chief.account);
    let of = |account, role| somebody(account, role, organisation, capacity);
    let chief = of(chief.unwrap_or_default(), MandateRole::ChiefRepresentative);
    (chief, Some(of(Uuid::nil(), MandateRole::Representative)))
}

/// Acts that answer a deadline of one's own, the likeliest first.
const fn answered_by(what: DeadlineKind) -> &'static [ActKind] {
    match what {
        DeadlineKind::Reply => &[ActKind::Reply],
        DeadlineKind::Disclosure => &[ActKind::AnswerInformation],
        DeadlineKind::Replacement => &[ActKind::NameDelegation],
        DeadlineKind::Suspension => &[ActKind::Resume],
        DeadlineKind::Coordination => &[ActKind::SettleCoordination, ActKind::Coordinate],
        DeadlineKind::OfferExpiry => &[ActKind::AcceptOffer, ActKind::TableOffer],
        DeadlineKind::Ballot | DeadlineKind::SecondVote => &[ActKind::RecordVote, ActKind::OpenBallot],
        DeadlineKind::Filing | DeadlineKind::Correction => &[ActKind::File],
        DeadlineKind::Review => &[ActKind::GiveOpinion, ActKind::Acknowledge],
        DeadlineKind::Publication => &[ActKind::Publish],
        DeadlineKind::Talks => &[ActKind::TableOffer],
        DeadlineKind::Renewal => &[],
    }
}
