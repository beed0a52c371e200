//! 公布: each side publishes the contract in force to its own people.

use super::context::{Context, Guarded, resting_on};
use super::faults::Faults;
use super::{Determination, Negotiation, Refusal, RefusalCode, Stage, Stamp};
use crate::party::Side;

pub(super) fn may_publish(c: &Context<'_>) -> Result<(), Refusal> {
    let side = c.side()?;
    c.stage(c.state.stage.is_in_force())?;
    let Some(in_force) = &c.state.in_force else { return Err(c.not_now()) };
    c.allow(in_force.published.get(side).is_none(), RefusalCode::AlreadyDone)
}

pub(super) fn publish(c: &Context<'_>, faults: Faults) -> Guarded {
    let side = c.side()?;
    faults.finish()?;
    let Some(in_force) = &c.state.in_force else { return Err(c.not_now()) };
    let completes = in_force.published.get(side.other()).is_some();
    Ok(Determination { completes, ..resting_on(c.procedure.publication.as_ref()) })
}

pub(super) fn apply_publish(n: &mut Negotiation, stamp: Stamp, side: Side, completes: bool) {
    if let Some(in_force) = n.in_force.as_mut() {
        *in_force.published.get_mut(side) = Some(stamp);
    }
    if completes && matches!(n.stage, Stage::InForce { .. }) {
        n.stage = Stage::Published { published: stamp.seq };
    }
}
