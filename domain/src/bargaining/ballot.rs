//! The vote on the draft: frozen roll, consistent counts, quorum and share in exact integers, second vote.

use super::context::{Context, Guarded, resting_on};
use super::delegation::reaches;
use super::faults::Faults;
use super::{Ballot, Determination, Negotiation, Refusal, RefusalCode, Stage, Stamp, Vote, VoteResult};
use crate::party::Side;
use crate::statute::{ApprovalOf, CoverageMode, Procedure};
use uuid::Uuid;

/// The workers' side opens the ballot; after a rejection once more within the second vote's period.
pub(super) fn may_open(c: &Context<'_>) -> Result<(), Refusal> {
    opening(c).map(drop)
}

/// What the ballot rests on.
fn opening(c: &Context<'_>) -> Guarded {
    if c.side()? != Side::WorkerSide {
        return Err(Refusal::new(RefusalCode::OtherSideOnly));
    }
    if c.procedure.approval.is_none() {
        return Err(Refusal::new(RefusalCode::NoBallotHere));
    }
    let again = matches!(c.state.stage, Stage::Bargaining { .. }) && c.state.rejected().is_some();
    c.stage(again || matches!(c.state.stage, Stage::DraftAgreed { .. }))?;
    if again { second(c) } else { Ok(resting_on(c.procedure.quorum.as_ref())) }
}

pub(super) fn open(c: &Context<'_>, faults: Faults) -> Guarded {
    faults.finish()?;
    opening(c)
}

fn second(c: &Context<'_>) -> Guarded {
    let refuse = Refusal::new(RefusalCode::NoSecondVote);
    let Some(rule) = &c.procedure.second_vote else { return Err(refuse) };
    let failed = c.state.rejected().filter(|b| !b.second).and_then(|b| b.vote);
    match failed {
        Some(vote) if c.today <= c.due(vote.stamp.at, rule.value).rolled => Ok(resting_on(Some(rule))),
        _ => Err(refuse.citing(&rule.citation)),
    }
}

impl Negotiation {
    /// The last ballot, if it rejected the draft and that draft still stands unchanged.
    pub(super) fn rejected(&self) -> Option<&Ballot> {
        let last = self.ballots.last().filter(|ballot| self.agreement.ballot == Some(ballot.stamp.seq))?;
        last.vote.is_some_and(|v| v.result == VoteResult::Rejected).then_some(last)
    }
}

pub(super) fn apply_open(n: &mut Negotiation, stamp: Stamp, body: &str, roll: u32) {
    let draft = n.draft().map(|d| d.sha256.clone()).unwrap_or_default();
    n.agreement.ballot = Some(stamp.seq);
    let second = matches!(n.stage, Stage::Bargaining { .. });
    n.ballots.push(Ballot { stamp, body: body.to_owned(), roll, draft, second, vote: None });
    n.stage = Stage::Ratifying { ballot: stamp.seq };
}

/// The counts of a vote: present, for, against, abstained.
#[derive(Clone, Copy)]
pub(super) struct Counts {
    pub present: u32,
    pub in_favour: u32,
    pub against: u32,
    pub abstained: u32,
}

pub(super) fn may_record(c: &Context<'_>) -> Result<(), Refusal> {
    if c.side()? != Side::WorkerSide {
        return Err(Refusal::new(RefusalCode::OtherSideOnly));
    }
    c.stage(matches!(c.state.stage, Stage::Ratifying { .. }))
}

pub(super) fn record(c: &Context<'_>, counts: Counts, mut faults: Faults) -> Guarded {
    let Some(ballot) = c.state.ballots.last() else { return Err(c.not_now()) };
    let sum = u64::from(counts.in_favour) + u64::from(counts.against) + u64::from(counts.abstained);
    faults.check(counts.present <= ballot.roll, "present", RefusalCode::MorePresentThanRoll);
    faults.check(sum == u64::from(counts.present), "present", RefusalCode::CountsInconsistent);
    faults.finish()?;
    let vote = Some(result(&c.procedure, ballot.roll, counts));
    Ok(Determination { vote, ..resting_on(c.procedure.approval.as_ref()) })
}

/// Quorum of the roll; share of all, of those present, or of votes cast. No votes cast approve nothing.
pub(super) fn result(procedure: &Procedure, roll: u32, counts: Counts) -> VoteResult {
    let quorum = procedure.quorum.as_ref().is_none_or(|q| reaches(counts.present.into(), roll.into(), q.value));
    if !quorum {
        return VoteResult::NoQuorum;
    }
    let whole = match procedure.approval_of.as_ref().map_or(ApprovalOf::All, |a| a.value) {
        ApprovalOf::All => u64::from(roll),
        ApprovalOf::Present => u64::from(counts.present),
        ApprovalOf::Cast => u64::from(counts.in_favour) + u64::from(counts.against),
    };
    let share = procedure.approval.as_ref().is_some_and(|a| reaches(counts.in_favour.into(), whole, a.value));
    if share && whole > 0 { VoteResult::Adopted } else { VoteResult::Rejected }
}

/// Adopted, on to signing; no quorum, the vote may be held again; rejected, everything is open at the table again.
pub(super) fn apply_record(n: &mut Negotiation, stamp: Stamp, counts: Counts, determination: &Determination) {
    let result = determination.vote.unwrap_or(VoteResult::NoQuorum);
    let Counts { present, in_favour, against, abstained } = counts;
    if let Some(ballot) = n.ballots.last_mut() {
        ballot.vote = Some(Vote { stamp, present, in_favour, against, abstained, result });
    }
    n.stage = match result {
        VoteResult::Adopted => Stage::Ratified { vote: stamp.seq },
        VoteResult::NoQuorum => Stage::DraftAgreed { agreed: n.agreement.drafted.map_or(stamp.seq, |d| d.seq) },
        VoteResult::Rejected => {
            let open_again = std::mem::take(&mut n.marks);
            n.touch(stamp.seq, open_again.into_keys());
            n.unaccept();
            Stage::Bargaining { since: stamp.seq }
        }
    };
}

/// Coverage: each enterprise for itself, where the contract binds only those that confirmed.
pub(super) fn may_confirm(c: &Context<'_>) -> Result<(), Refusal> {
    let own = c.by.organisation;
    let covered = c.state.opening.enterprises.iter().any(|e| e.organisation == own);
    let chief = c.by.role == crate::party::MandateRole::ChiefRepresentative;
    c.allow(covered && chief, RefusalCode::OwnSideOnly)?;
    match &c.procedure.coverage {
        Some(rule) if rule.value == CoverageMode::SignatoriesOnly => {}
        Some(rule) => return Err(Refusal::new(RefusalCode::CoverageNotNeeded).citing(&rule.citation)),
        None => return Err(Refusal::new(RefusalCode::CoverageNotNeeded)),
    }
    c.stage(matches!(c.state.stage, Stage::DraftAgreed { .. } | Stage::Ratified { .. } | Stage::Signed { .. }))?;
    c.allow(!c.state.confirmed().contains_key(&own), RefusalCode::AlreadyDone)
}

pub(super) fn confirm(c: &Context<'_>, enterprise: Uuid) -> Guarded {
    if c.by.organisation != enterprise {
        return Err(Refusal::new(RefusalCode::OwnSideOnly).at("enterprise"));
    }
    Ok(resting_on(c.procedure.coverage.as_ref()))
}

pub(super) fn apply_confirm(n: &mut Negotiation, stamp: Stamp, enterprise: Uuid) {
    n.agreement.confirmed.insert(enterprise, stamp);
}
