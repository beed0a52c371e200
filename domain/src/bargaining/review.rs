//! 审查意见书: no objection puts the contract in force; an objection sends the named items back to the table.

use super::context::{Context, Guarded, resting_on};
use super::faults::Faults;
use super::{Determination, InForceBy, ItemMarks, Negotiation, Opinion, Stage, Stamp};

pub(super) fn opinion(c: &Context<'_>, opinion: &Opinion, faults: Faults) -> Guarded {
    faults.finish()?;
    let in_force = matches!(opinion, Opinion::NoObjection).then_some(c.today);
    Ok(Determination { in_force, ..resting_on(c.procedure.review.as_ref()) })
}

pub(super) fn apply_opinion(n: &mut Negotiation, stamp: Stamp, opinion: &Opinion, determination: &Determination) {
    if let Some(filing) = n.filings.last_mut() {
        filing.opinion = Some((stamp, opinion.clone()));
    }
    match (opinion, determination.in_force) {
        (Opinion::NoObjection, Some(since)) => {
            let renewal = n.filings.last().and_then(|filing| filing.renewal.clone());
            n.enter_force(since, InForceBy::Opinion { opinion: stamp.seq }, renewal);
        }
        (Opinion::NoObjection, None) => {}
        (Opinion::Objection { items }, _) => {
            n.touch(stamp.seq, items.iter().map(|item| item.item.clone()));
            for item in items {
                n.marks.entry(item.item.clone()).and_modify(|m| *m = ItemMarks::default());
            }
            n.objection = Some((stamp.seq, items.clone()));
            n.unaccept();
            n.draw(None, stamp.seq);
            n.stage = Stage::Objected { opinion: stamp.seq };
        }
    }
}
