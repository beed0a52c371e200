//! Deadlines: what is due, from whom, since which act, by which rule. Computed at read from acts and rulebook.

use super::{Basis, Negotiation, Seq, Stage, Stamp, VoteResult};
use crate::calendar::Due;
use crate::party::{Capacity, Side};
use crate::statute::{Citation, Cited, Filer, Period, Procedure, Rulebook, Trust};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// What a deadline counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DeadlineKind {
    /// Written reply to the invitation.
    Reply,
    /// Information asked for.
    Disclosure,
    /// A vacancy of a delegation.
    Replacement,
    /// Longest talks.
    Talks,
    /// Longest suspension.
    Suspension,
    /// Coordination of a dispute (with its extension).
    Coordination,
    /// Last instant of an offer.
    OfferExpiry,
    /// The vote on the draft.
    Ballot,
    SecondVote,
    /// Filing of the signed contract.
    Filing,
    /// Completing an incomplete filing.
    Correction,
    /// Review; silence ends it.
    Review,
    Publication,
    /// End of the term; the renewal window opens before.
    Renewal,
}

/// How a deadline stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DeadlineState {
    /// Not due yet.
    Running,
    /// Done in time.
    Met,
    /// Done late.
    MetLate,
    /// Past its last day, not done.
    Overdue,
    /// No longer counts.
    Stopped,
    /// Running on after an extension.
    Extended,
}

impl DeadlineState {
    /// Whether something is still to be done.
    pub const fn is_pending(self) -> bool {
        matches!(self, Self::Running | Self::Overdue | Self::Extended)
    }
}

/// One deadline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Deadline {
    /// What it counts.
    pub what: DeadlineKind,
    /// Who owes it; `None` where nobody in particular does.
    pub owed_by: Option<Capacity>,
    /// Since which act.
    pub since: Seq,
    /// The rule; `None` for what the parties set themselves.
    pub citation: Option<Citation>,
    /// How far the rule is trusted.
    pub trust: Option<Trust>,
    /// Last day, as counted and as rolled.
    pub due: Due,
    /// How it stands.
    pub state: DeadlineState,
    /// The act that met or stopped it.
    pub evidence: Option<Seq>,
}

impl Deadline {
    const fn stop(&mut self) {
        self.state = DeadlineState::Stopped;
    }
}

const fn capacity(side: Side) -> Capacity {
    match side {
        Side::WorkerSide => Capacity::WorkerSide,
        Side::EmployerSide => Capacity::EmployerSide,
    }
}

struct Reading<'a> {
    book: &'a Rulebook,
    today: NaiveDate,
    out: Vec<Deadline>,
}

impl Reading<'_> {
    fn day(&self, at: DateTime<Utc>) -> NaiveDate {
        self.book.local_day(at)
    }

    /// The rules as they were on the day a period began.
    fn rules(&self, stamp: Stamp) -> Procedure {
        self.book.procedure(self.day(stamp.at))
    }

    fn due(&self, stamp: Stamp, rule: &Cited<Period>) -> Due {
        self.book.calendar().due(self.day(stamp.at), rule.value)
    }

    fn push(
        &mut self,
        what: DeadlineKind,
        owed_by: Option<Capacity>,
        since: Seq,
        rule: Option<&Cited<Period>>,
        due: Due,
        done: Option<Stamp>,
    ) {
        let state = match done.map(|d| self.day(d.at)) {
            Some(day) if day <= due.rolled => DeadlineState::Met,
            Some(_) => DeadlineState::MetLate,
            None if self.today <= due.rolled => DeadlineState::Running,
            None => DeadlineState::Overdue,
        };
        self.out.push(Deadline {
            what,
            owed_by,
            since,
            citation: rule.map(|r| r.citation.clone()),
            trust: rule.map(|r| r.trust),
            due,
            state,
            evidence: done.map(|d| d.seq),
        });
    }

    /// A period of the rulebook counted from an act.
    fn period(
        &mut self,
        what: DeadlineKind,
        owed_by: Option<Capacity>,
        since: Stamp,
        rule: Option<&Cited<Period>>,
        done: Option<Stamp>,
    ) {
        if let Some(rule) = rule {
            self.push(what, owed_by, since.seq, Some(rule), self.due(since, rule), done);
        }
    }

    /// The last deadline no longer counts, because of that act.
    fn stop(&mut self, evidence: Option<Seq>) {
        if let Some(deadline) = self.out.last_mut() {
            deadline.stop();
            deadline.evidence = evidence;
        }
    }
}

/// All deadlines at an instant, in the order of the path.
pub fn deadlines(n: &Negotiation, book: &Rulebook, now: DateTime<Utc>) -> Vec<Deadline> {
    let now = now.max(n.last_at);
    let (state, _) = n.brought_to(book, now);
    let mut r = Reading { book, today: book.local_day(now), out: Vec::new() };
    before_talks(&state, &mut r);
    talks(&state, &mut r);
    offers(&state, &mut r);
    ballots(&state, &mut r);
    filing(&state, &mut r);
    in_force(&state, &mut r);
    if state.stage.is_over() {
        r.out.iter_mut().filter(|deadline| deadline.state.is_pending()).for_each(Deadline::stop);
    }
    r.out
}

fn before_talks(n: &Negotiation, r: &mut Reading<'_>) {
    let Some(invitation) = &n.invitation else { return };
    let rules = r.rules(invitation.stamp);
    let invited = Some(capacity(invitation.side.other()));
    if rules.reply.is_some() {
        r.period(DeadlineKind::Reply, invited, invitation.stamp, rules.reply.as_ref(), invitation.reply);
        if let Stage::Lapsed { withdrawal } = n.stage {
            r.stop(Some(withdrawal));
        }
    }
    for request in &n.information {
        let Some(rule) = r.rules(request.stamp).disclosure else { continue };
        let due = disclosure_due(r, invitation.proposed_at, request.stamp, &rule);
        let owed_by = Some(capacity(request.side.other()));
        let done = request.answer.map(|(stamp, _)| stamp);
        r.push(DeadlineKind::Disclosure, owed_by, request.stamp.seq, Some(&rule), due, done);
        // Once there is a draft, or nothing more to bargain, what was asked for the talks is owed no longer.
        let drafted = n.agreement.drafted.filter(|drafted| drafted.seq > request.stamp.seq);
        if done.is_none() && (drafted.is_some() || n.stage.is_over()) {
            r.stop(drafted.map(|drafted| drafted.seq));
        }
    }
    for vacancy in &n.vacancies {
        let rules = r.rules(vacancy.stamp);
        let owed_by = Some(capacity(vacancy.side));
        r.period(DeadlineKind::Replacement, owed_by, vacancy.stamp, rules.replacement.as_ref(), vacancy.filled);
    }
}

/// So long before the first session; asked for later than that, so long after the request.
fn disclosure_due(r: &Reading<'_>, session: DateTime<Utc>, asked: Stamp, rule: &Cited<Period>) -> Due {
    let day = r.book.calendar().opens_before(r.day(session), rule.value);
    let counted = r.due(asked, rule);
    if day > r.day(asked.at) {
        Due { unrolled: day, rolled: day, calendar_known: counted.calendar_known }
    } else {
        counted
    }
}

fn talks(n: &Negotiation, r: &mut Reading<'_>) {
    let Some(invitation) = n.invitation.as_ref().filter(|i| i.reply.is_some()) else { return };
    // Talks over an addendum are counted from its proposal.
    let began = n.amendment.as_ref().filter(|a| a.reply.is_some()).map_or(invitation.stamp, |a| a.stamp);
    let rules = r.rules(began);
    if rules.talks_longest.is_some() && !matches!(n.stage, Stage::Declined { .. }) {
        r.period(DeadlineKind::Talks, None, began, rules.talks_longest.as_ref(), n.agreement.drafted);
        if matches!(n.stage, Stage::Suspended { .. }) && n.agreement.drafted.is_none() {
            r.stop(n.suspended_since.map(|s| s.seq));
        }
    }
    if let (Stage::Suspended { until, agreed }, Some(since)) = (&n.stage, n.suspended_since) {
        let cap = r.rules(since).suspension_longest;
        let due = Due { unrolled: *until, rolled: *until, calendar_known: true };
        r.push(DeadlineKind::Suspension, None, *agreed, cap.as_ref(), due, None);
    }
    coordination(n, r);
}

fn coordination(n: &Negotiation, r: &mut Reading<'_>) {
    let step = |word| n.dispute.iter().find(|d| d.2 == word).map(|d| Stamp { seq: d.0, at: d.1 });
    let Some(accepted) = step("accepted") else { return };
    let rules = r.rules(accepted);
    let Some(rule) = &rules.coordination else { return };
    let done = step("settled").or_else(|| step("drafted"));
    let mut due = r.due(accepted, rule);
    let extended = step("extended");
    if let (Some(_), Some(extension)) = (extended, &rules.coordination_extension) {
        // The extension is counted from the period's own end, not from the rolled day.
        due = r.book.calendar().due(due.unrolled, extension.value);
    }
    r.push(DeadlineKind::Coordination, Some(Capacity::Bureau), accepted.seq, Some(rule), due, done);
    if let (Some(deadline), Some(_)) = (r.out.last_mut(), extended)
        && deadline.state == DeadlineState::Running
    {
        deadline.state = DeadlineState::Extended;
    }
}

fn offers(n: &Negotiation, r: &mut Reading<'_>) {
    for offer in &n.offers {
        let Some(expires_at) = offer.expires_at else { continue };
        let day = r.day(expires_at);
        let due = Due { unrolled: day, rolled: day, calendar_known: true };
        let by = Some(capacity(offer.side.other()));
        r.push(DeadlineKind::OfferExpiry, by, offer.stamp.seq, None, due, None);
        let open = n.stage.is_talks() || matches!(n.stage, Stage::Suspended { .. });
        if offer.status != super::OfferStatus::Current || !open {
            r.stop(None);
        }
    }
}

fn ballots(n: &Negotiation, r: &mut Reading<'_>) {
    let Some(drafted) = n.agreement.drafted else { return };
    let rules = r.rules(drafted);
    let vote = n.ballots.iter().filter_map(|b| b.vote).find(|v| v.stamp.seq > drafted.seq);
    if rules.approval.is_some() {
        let done = vote.map(|v| v.stamp);
        r.period(DeadlineKind::Ballot, Some(Capacity::WorkerSide), drafted, rules.ballot_within.as_ref(), done);
    }
    let Some(failed) = vote.filter(|v| v.result == VoteResult::Rejected) else { return };
    let second = n.ballots.iter().filter(|b| b.second).filter_map(|b| b.vote).find(|v| v.stamp.seq > failed.stamp.seq);
    let rules = r.rules(failed.stamp);
    let owed_by = Some(Capacity::WorkerSide);
    r.period(DeadlineKind::SecondVote, owed_by, failed.stamp, rules.second_vote.as_ref(), second.map(|v| v.stamp));
}

fn filing(n: &Negotiation, r: &mut Reading<'_>) {
    if let Some(signed) = n.agreement.signed {
        let rules = r.rules(signed);
        let owed_by = rules.filer.as_ref().and_then(|f| match f.value {
            Filer::EmployerSide => Some(Capacity::EmployerSide),
            Filer::WorkerSide => Some(Capacity::WorkerSide),
            Filer::Either => None,
        });
        let done = n.filings.iter().find(|f| f.stamp.seq > signed.seq).map(|f| f.stamp);
        r.period(DeadlineKind::Filing, owed_by, signed, rules.filing.as_ref(), done);
    }
    for (i, filing) in n.filings.iter().enumerate() {
        let opinion = filing.opinion.as_ref().map(|(stamp, _)| *stamp);
        if let Some(review) = &filing.review {
            r.period(DeadlineKind::Review, Some(Capacity::Bureau), filing.stamp, Some(&review.period), opinion);
            match &filing.correction {
                Some((asked, _)) => r.stop(Some(asked.seq)),
                None if filing.deemed => r.stop(None),
                None => {}
            }
        }
        let Some((asked, _)) = &filing.correction else { continue };
        let rules = r.rules(*asked);
        let again = n.filings.get(i.saturating_add(1)).map(|f| f.stamp);
        r.period(DeadlineKind::Correction, Some(capacity(filing.side)), *asked, rules.correction.as_ref(), again);
    }
}

fn in_force(n: &Negotiation, r: &mut Reading<'_>) {
    let Some(in_force) = &n.in_force else { return };
    let since = match in_force.by {
        super::InForceBy::Opinion { opinion: seq }
        | super::InForceBy::Silence { filing: seq, .. }
        | super::InForceBy::Signature { signed: seq } => seq,
    };
    let rules = r.book.procedure(in_force.since);
    for side in [Side::WorkerSide, Side::EmployerSide] {
        let Some(rule) = &rules.publication else { break };
        let due = r.book.calendar().due(in_force.since, rule.value);
        r.push(DeadlineKind::Publication, Some(capacity(side)), since, Some(rule), due, *in_force.published.get(side));
    }
    if let Some(rule) = &in_force.renewal {
        let opens = r.book.calendar().opens_before(in_force.term.to, rule.value);
        if r.today >= opens {
            let due = Due { unrolled: in_force.term.to, rolled: in_force.term.to, calendar_known: true };
            r.push(DeadlineKind::Renewal, None, since, Some(rule), due, None);
        }
    }
}

/// The rule a side is silent against: a reply or information past its last day; `None` where nothing is overdue.
pub(super) fn owed_silently(n: &Negotiation, book: &Rulebook, now: DateTime<Utc>, side: Side) -> Option<Basis> {
    let theirs = |c: &Deadline| {
        c.owed_by == Some(capacity(side))
            && c.state == DeadlineState::Overdue
            && matches!(c.what, DeadlineKind::Reply | DeadlineKind::Disclosure)
    };
    let found = deadlines(n, book, now).into_iter().find(theirs)?;
    Some(Basis { citation: found.citation?, trust: found.trust? })
}
