//! 要约 and 答复: invite, reply (also late), take an unanswered invitation back.

use super::context::{Context, Guarded, resting_on};
use super::faults::Faults;
use super::{
    Agreement, Determination, Invitation, Negotiation, OfferStatus, Refusal, RefusalCode, ReplyDecision, Stage, Stamp,
};
use crate::party::Side;
use chrono::{DateTime, Utc};

pub(super) fn may_invite(c: &Context<'_>) -> Result<(), Refusal> {
    let side = c.chief()?;
    c.stage(matches!(c.state.stage, Stage::Draft))?;
    c.allow(side == c.state.opening.initiator, RefusalCode::OtherSideOnly)
}

pub(super) fn invite(c: &Context<'_>, proposed_at: DateTime<Utc>, mut faults: Faults) -> Guarded {
    faults.check(proposed_at > c.now, "proposed_at", RefusalCode::NotInFuture);
    faults.finish()?;
    Ok(resting_on(c.procedure.reply.as_ref()))
}

pub(super) fn apply_invite(
    n: &mut Negotiation,
    stamp: Stamp,
    side: Side,
    topics: &[String],
    proposed_at: DateTime<Utc>,
    information: &[String],
) {
    n.invitation = Some(Invitation { stamp, side, topics: topics.to_vec(), proposed_at, reply: None });
    for subject in information {
        n.information.push(super::InformationRequest { stamp, side, subject: subject.clone(), answer: None });
    }
    n.stage = Stage::Invited { invitation: stamp.seq };
}

/// To an invitation or to a proposed amendment. A late one is as good as one in time.
pub(super) fn may_reply(c: &Context<'_>) -> Result<(), Refusal> {
    let side = c.chief()?;
    let asked_by = match (&c.state.stage, &c.state.invitation, &c.state.amendment) {
        (Stage::Invited { .. }, Some(invitation), _) => invitation.side,
        (Stage::Amending { .. }, _, Some(amendment)) => amendment.side,
        _ => return Err(c.not_now()),
    };
    c.allow(side != asked_by, RefusalCode::OtherSideOnly)
}

pub(super) fn reply(c: &Context<'_>, decision: ReplyDecision, faults: Faults) -> Guarded {
    faults.finish()?;
    let completes = decision == ReplyDecision::Accept && c.state.delegations.both().is_some();
    Ok(Determination { completes, ..resting_on(c.procedure.reply.as_ref()) })
}

pub(super) fn apply_reply(
    n: &mut Negotiation,
    stamp: Stamp,
    determination: &Determination,
    decision: ReplyDecision,
    topics: &[String],
) {
    if matches!(n.stage, Stage::Amending { .. }) {
        return apply_amendment_reply(n, stamp, decision);
    }
    if let Some(invitation) = n.invitation.as_mut() {
        invitation.reply = Some(stamp);
        if !topics.is_empty() {
            invitation.topics = topics.to_vec();
        }
    }
    n.stage = match (decision, determination.completes) {
        (ReplyDecision::Decline, _) => Stage::Declined { reply: stamp.seq },
        (ReplyDecision::Accept, true) => Stage::Bargaining { since: stamp.seq },
        (ReplyDecision::Accept, false) => Stage::Preparing { reply: stamp.seq },
    };
}

/// Accepted, the same path begins again for an addendum; the contract in force stays in force meanwhile.
fn apply_amendment_reply(n: &mut Negotiation, stamp: Stamp, decision: ReplyDecision) {
    if decision == ReplyDecision::Decline {
        n.amendment = None;
        n.stage = n.stage_in_force();
        return;
    }
    if let Some(amendment) = n.amendment.as_mut() {
        amendment.reply = Some(stamp);
    }
    n.amendments = n.amendments.saturating_add(1);
    for offer in &mut n.offers {
        if offer.status.is_on_table() {
            offer.status = OfferStatus::Superseded;
            offer.withdrawn = Some(stamp);
        }
    }
    let over: Vec<String> = n.offers.iter().flat_map(|o| &o.sheet.items).map(|item| item.key.clone()).collect();
    n.touch(stamp.seq, over);
    n.marks.clear();
    // Its signatures stand under the contract in force: they are not void.
    n.agreement = Agreement::default();
    n.stage = Stage::Bargaining { since: stamp.seq };
}

pub(super) fn may_withdraw(c: &Context<'_>) -> Result<(), Refusal> {
    let side = c.chief()?;
    c.stage(matches!(c.state.stage, Stage::Invited { .. }))?;
    c.allow(c.state.invitation.as_ref().is_some_and(|i| i.side == side), RefusalCode::OwnSideOnly)
}
