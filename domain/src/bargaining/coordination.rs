//! Suspension by agreement; 协调处理: apply, complain of silence, coordinate, settle.

use super::context::{Context, Guarded, resting_on};
use super::faults::Faults;
use super::{Basis, CoordinationStep, Determination, Negotiation, PerSide, Refusal, RefusalCode, Stage, Stamp};
use crate::party::Side;
use chrono::NaiveDate;

pub(super) fn may_suspend(c: &Context<'_>) -> Result<(), Refusal> {
    c.chief()?;
    c.stage(matches!(c.state.stage, Stage::Bargaining { .. } | Stage::Objected { .. }))
}

/// The first side proposes, the second agrees to the same last day. A proposal whose day is past binds nobody.
pub(super) fn suspend(c: &Context<'_>, until: NaiveDate, mut faults: Faults) -> Guarded {
    let side = c.chief()?;
    faults.check(until > c.today, "until", RefusalCode::NotInFuture);
    faults.finish()?;
    if let Some(cap) = &c.procedure.suspension_longest {
        let last = c.due(c.now, cap.value).rolled;
        if until > last {
            return Err(Refusal::new(RefusalCode::SuspensionTooLong)
                .citing(&cap.citation)
                .with("last", last)
                .at("until"));
        }
    }
    let other = c.state.suspending.get(side.other()).as_ref().filter(|(_, theirs)| *theirs > c.today);
    match other {
        Some((_, theirs)) if *theirs != until => {
            Err(Refusal::new(RefusalCode::SuspensionDiffers).with("theirs", theirs).at("until"))
        }
        _ => Ok(Determination { completes: other.is_some(), ..resting_on(c.procedure.suspension_longest.as_ref()) }),
    }
}

pub(super) fn apply_suspend(n: &mut Negotiation, stamp: Stamp, side: Side, until: NaiveDate, completes: bool) {
    *n.suspending.get_mut(side) = Some((stamp, until));
    if completes {
        n.suspending = PerSide::default();
        n.suspended_since = Some(stamp);
        n.stage = Stage::Suspended { agreed: stamp.seq, until };
    }
}

/// Before the last day both sides must want it; a proposed suspension is taken back by its own side.
pub(super) fn may_resume(c: &Context<'_>) -> Result<(), Refusal> {
    let side = c.chief()?;
    let proposed = c.state.stage.is_talks() && c.state.suspending.get(side).is_some();
    c.stage(proposed || matches!(c.state.stage, Stage::Suspended { .. }))?;
    c.allow(c.state.resuming.get(side).is_none(), RefusalCode::AlreadyDone)
}

pub(super) fn resume(c: &Context<'_>) -> Guarded {
    let side = c.chief()?;
    Ok(Determination { completes: c.state.resuming.get(side.other()).is_some(), ..Determination::default() })
}

pub(super) fn apply_resume(n: &mut Negotiation, stamp: Stamp, side: Side, completes: bool) {
    if n.stage.is_talks() {
        *n.suspending.get_mut(side) = None;
        return;
    }
    *n.resuming.get_mut(side) = Some(stamp);
    if completes {
        end_suspension(n, stamp.seq);
    }
}

/// Back to the table.
pub(super) fn end_suspension(n: &mut Negotiation, since: super::Seq) {
    n.resuming = PerSide::default();
    n.suspended_since = None;
    n.stage = Stage::Bargaining { since };
}

pub(super) fn may_apply(c: &Context<'_>) -> Result<(), Refusal> {
    c.chief()?;
    let stage = &c.state.stage;
    c.stage(matches!(stage, Stage::Bargaining { .. } | Stage::Objected { .. } | Stage::Suspended { .. }))
}

/// What coordination rests on.
pub(super) fn coordination(c: &Context<'_>, faults: Faults) -> Guarded {
    faults.finish()?;
    Ok(resting_on(c.procedure.coordination.as_ref()))
}

pub(super) fn apply_application(n: &mut Negotiation, stamp: Stamp) {
    n.suspending = PerSide::default();
    n.resuming = PerSide::default();
    n.suspended_since = None;
    n.dispute = vec![(stamp.seq, stamp.at, "applied")];
    n.bureau_in.get_or_insert(stamp.seq);
    n.stage = Stage::Dispute { applied: stamp.seq, accepted: None, extended: None };
}

/// Silence to complain of: the reply to an invitation, or information, past its last day.
pub(super) fn may_complain(c: &Context<'_>) -> Result<(), Refusal> {
    silence(c).map(drop)
}

fn silence(c: &Context<'_>) -> Result<Basis, Refusal> {
    let side = c.side()?;
    c.stage(!c.state.stage.is_over() && c.state.invitation.is_some())?;
    let owed = super::deadlines::owed_silently(c.state, c.book, c.now, side.other());
    owed.ok_or_else(|| Refusal::new(RefusalCode::NothingOverdue))
}

pub(super) fn complain(c: &Context<'_>, faults: Faults) -> Guarded {
    faults.finish()?;
    Ok(Determination { basis: Some(silence(c)?), ..Determination::default() })
}

pub(super) fn may_coordinate(c: &Context<'_>) -> Result<(), Refusal> {
    c.bureau()?;
    let steps = [CoordinationStep::Accept, CoordinationStep::Extend];
    let mut answer = Err(c.not_now());
    for step in steps {
        answer = step_taken(c, step).map(drop);
        if answer.is_ok() {
            break;
        }
    }
    answer
}

/// What a step rests on: accepted once, extended once after that.
fn step_taken(c: &Context<'_>, step: CoordinationStep) -> Guarded {
    let Stage::Dispute { accepted, extended, .. } = c.state.stage else { return Err(c.not_now()) };
    match step {
        CoordinationStep::Accept if accepted.is_some() => Err(Refusal::new(RefusalCode::AlreadyDone)),
        CoordinationStep::Accept => Ok(resting_on(c.procedure.coordination.as_ref())),
        CoordinationStep::Extend if accepted.is_none() => Err(Refusal::new(RefusalCode::NotAcknowledged)),
        CoordinationStep::Extend => match &c.procedure.coordination_extension {
            Some(rule) if extended.is_none() => Ok(resting_on(Some(rule))),
            Some(rule) => Err(Refusal::new(RefusalCode::NoExtension).citing(&rule.citation)),
            None => Err(Refusal::new(RefusalCode::NoExtension)),
        },
    }
}

pub(super) fn coordinate(c: &Context<'_>, step: CoordinationStep, faults: Faults) -> Guarded {
    faults.finish()?;
    step_taken(c, step)
}

pub(super) fn apply_coordinate(n: &mut Negotiation, stamp: Stamp, step: CoordinationStep) {
    let Stage::Dispute { accepted, extended, .. } = &mut n.stage else { return };
    let word = match step {
        CoordinationStep::Accept => {
            *accepted = Some(stamp.seq);
            "accepted"
        }
        CoordinationStep::Extend => {
            *extended = Some(stamp.seq);
            "extended"
        }
    };
    n.dispute.push((stamp.seq, stamp.at, word));
}

/// Settled or not, the talks go on; what was settled is written into offers and initialled like all else.
pub(super) fn may_settle(c: &Context<'_>) -> Result<(), Refusal> {
    c.bureau()?;
    let Stage::Dispute { accepted, .. } = c.state.stage else { return Err(c.not_now()) };
    c.allow(accepted.is_some(), RefusalCode::NotAcknowledged)
}

pub(super) fn apply_settle(n: &mut Negotiation, stamp: Stamp) {
    n.dispute.push((stamp.seq, stamp.at, "settled"));
    n.stage = Stage::Bargaining { since: stamp.seq };
}
