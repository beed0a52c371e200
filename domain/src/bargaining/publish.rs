//! 公布: each side publishes the contract in force to its own people.

use super::context::{Context, Faults, Guarded, resting_on};
use super::{Determination, Negotiation, Refusal, RefusalCode, Stage, Stamp};
use crate::party::Side;

pub(super) fn publish(c: &Context<'_>, means: &str) -> Guarded {
    let side = c.side()?;
    c.stage(c.state.stage.is_in_force())?;
    let mut faults = Faults::default();
    faults.length("means", means);
    faults.finish()?;
    let Some(in_force) = &c.state.in_force else { return Err(c.not_now()) };
    if in_force.published.get(side).is_some() {
        return Err(Refusal::new(RefusalCode::AlreadyDone));
    }
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
