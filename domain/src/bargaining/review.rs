//! 审查意见书: no objection puts the contract in force; an objection sends the named items back to the table.

use super::context::{Context, Guarded, resting_on};
use super::faults::Faults;
use super::{
    ActKind, Determination, InForceBy, ItemMarks, Negotiation, ObjectedItem, Opinion, RefusalCode, Stage, Stamp,
};
use crate::term::{KINDS, is_key};
use std::collections::HashSet;

/// What is objected to: an item of the contract, a kind of item it lacks, a step of the procedure, or a matter in words.
fn objected(c: &Context<'_>, items: &[ObjectedItem], faults: &mut Faults) {
    let sheet = c.state.draft().map_or(&[][..], |draft| &draft.sheet.items);
    let keys: HashSet<&str> = sheet.iter().map(|item| item.key.as_str()).collect();
    for (i, item) in items.iter().enumerate() {
        let word = item.item.as_str();
        let known = keys.contains(word) || KINDS.contains(&word) || ActKind::named(word).is_some() || !is_key(word);
        faults.check(known, format!("opinion.items[{i}].item"), RefusalCode::Unknown);
    }
}

pub(super) fn opinion(c: &Context<'_>, opinion: &Opinion, mut faults: Faults) -> Guarded {
    if let Opinion::Objection { items } = opinion {
        objected(c, items, &mut faults);
    }
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
                for key in n.keys_agreed_with(&item.item) {
                    n.marks.entry(key).and_modify(|m| *m = ItemMarks::default());
                }
            }
            n.objection = Some((stamp.seq, items.clone()));
            n.unaccept();
            n.draw(None, stamp.seq);
            n.stage = Stage::Objected { opinion: stamp.seq };
        }
    }
}
