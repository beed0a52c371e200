//! 审查意见书: no objection puts the contract in force; an objection sends the named items back to the table.

use super::context::{Context, Faults, Guarded, resting_on};
use super::filing::reviewing;
use super::{
    Determination, InForceBy, ItemMarks, Negotiation, OfferStatus, Opinion, RefusalCode, ReviewHeads, Stage, Stamp,
    sign,
};

pub(super) fn opinion(c: &Context<'_>, number: &str, opinion: &Opinion, heads: &ReviewHeads) -> Guarded {
    c.bureau()?;
    reviewing(c)?;
    let mut faults = Faults::default();
    faults.text("number", number);
    faults.text("heads.qualification", &heads.qualification);
    faults.text("heads.procedure", &heads.procedure);
    faults.text("heads.content", &heads.content);
    if let Opinion::Objection { items } = opinion {
        faults.check(!items.is_empty(), "opinion.items", RefusalCode::Required);
        for (i, item) in items.iter().enumerate() {
            faults.text(format!("opinion.items[{i}].item"), &item.item);
            faults.text(format!("opinion.items[{i}].basis"), &item.basis);
            faults.text(format!("opinion.items[{i}].change"), &item.change);
        }
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
        (Opinion::NoObjection, Some(since)) => n.enter_force(since, InForceBy::Opinion { opinion: stamp.seq }),
        (Opinion::NoObjection, None) => {}
        (Opinion::Objection { items }, _) => {
            n.touch(stamp.seq, items.iter().map(|item| item.item.clone()));
            for item in items {
                n.marks.entry(item.item.clone()).and_modify(|m| *m = ItemMarks::default());
            }
            n.objection = Some((stamp.seq, items.clone()));
            for offer in n.offers.iter_mut().filter(|o| o.status == OfferStatus::Accepted) {
                offer.status = OfferStatus::Current;
            }
            n.draft = None;
            n.drafted = None;
            sign::reopen_text(n, stamp.seq);
            n.stage = Stage::Objected { opinion: stamp.seq };
        }
    }
}
