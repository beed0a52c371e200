//! 公布: each side publishes the contract in force to its own people.

use super::context::{Context, Faults, Guarded, resting_on};
use super::{Negotiation, Refusal, RefusalCode, Ruling, Stage, Stamp};
use crate::party::Side;

pub(super) fn publish(c: &Context<'_>, means: &str) -> Guarded {
    let side = c.side()?;
    c.stage(c.state.stage.is_in_force())?;
    let mut faults = Faults::default();
    faults.length("means", means);
    faults.finish()?;
    let Some(force) = &c.state.force else { return Err(c.not_now()) };
    if force.published.get(side).is_some() {
        return Err(Refusal::new(RefusalCode::AlreadyDone));
    }
    let completes = force.published.get(side.other()).is_some();
    Ok(Ruling { completes, ..resting_on(c.procedure.publication.as_ref()) })
}

pub(super) fn apply_publish(n: &mut Negotiation, stamp: Stamp, side: Side, completes: bool) {
    if let Some(force) = n.force.as_mut() {
        *force.published.get_mut(side) = Some(stamp);
    }
    if completes && matches!(n.stage, Stage::InForce { .. }) {
        n.stage = Stage::Published { published: stamp.seq };
    }
}
