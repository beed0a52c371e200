//! Suspension by agreement; 协调处理: apply, complain of silence, coordinate, settle.

use super::context::{Context, Faults, Guarded, resting_on};
use super::{CoordinationStep, Determination, Negotiation, PerSide, Refusal, RefusalCode, Stage, Stamp};
use crate::party::Side;
use chrono::NaiveDate;

/// The first side proposes, the second agrees to the same last day.
pub(super) fn suspend(c: &Context<'_>, reason: &str, until: NaiveDate) -> Guarded {
    let side = c.chief()?;
    c.stage(matches!(c.state.stage, Stage::Bargaining { .. } | Stage::Objected { .. }))?;
    let mut faults = Faults::default();
    faults.text("reason", reason);
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
    let other = c.state.suspending.get(side.other());
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
pub(super) fn resume(c: &Context<'_>) -> Guarded {
    let side = c.chief()?;
    let proposed = c.state.stage.is_talks() && c.state.suspending.get(side).is_some();
    c.stage(proposed || matches!(c.state.stage, Stage::Suspended { .. }))?;
    if c.state.resuming.get(side).is_some() {
        return Err(Refusal::new(RefusalCode::AlreadyDone));
    }
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

pub(super) fn apply_for(c: &Context<'_>, reason: &str) -> Guarded {
    c.chief()?;
    let stage = &c.state.stage;
    c.stage(matches!(stage, Stage::Bargaining { .. } | Stage::Objected { .. } | Stage::Suspended { .. }))?;
    let mut faults = Faults::default();
    faults.text("reason", reason);
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
pub(super) fn complain(c: &Context<'_>, reason: &str) -> Guarded {
    let side = c.side()?;
    c.stage(!c.state.stage.is_over() && c.state.invitation.is_some())?;
    let mut faults = Faults::default();
    faults.text("reason", reason);
    faults.finish()?;
    let owed = super::deadlines::owed_silently(c.state, c.book, c.now, side.other());
    match owed {
        Some(citation) => Ok(Determination { basis: Some(citation), ..Determination::default() }),
        None => Err(Refusal::new(RefusalCode::NothingOverdue)),
    }
}

pub(super) fn coordinate(c: &Context<'_>, step: CoordinationStep, message: &str) -> Guarded {
    c.bureau()?;
    let Stage::Dispute { accepted, extended, .. } = c.state.stage else { return Err(c.not_now()) };
    let mut faults = Faults::default();
    faults.length("message", message);
    faults.finish()?;
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
pub(super) fn settle(c: &Context<'_>, text: &str) -> Guarded {
    c.bureau()?;
    let Stage::Dispute { accepted, .. } = c.state.stage else { return Err(c.not_now()) };
    if accepted.is_none() {
        return Err(Refusal::new(RefusalCode::NotAcknowledged));
    }
    let mut faults = Faults::default();
    faults.text("text", text);
    faults.finish()?;
    Ok(resting_on(c.procedure.coordination.as_ref()))
}

pub(super) fn apply_settle(n: &mut Negotiation, stamp: Stamp) {
    n.dispute.push((stamp.seq, stamp.at, "settled"));
    n.stage = Stage::Bargaining { since: stamp.seq };
}
