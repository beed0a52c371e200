//! 逐条草签: item-level tentative agreement, and reopening under the ground rules.

use super::context::{Context, Guarded};
use super::faults::Faults;
use super::{
    Determination, ItemMarks, Negotiation, PerSide, Refusal, RefusalCode, Reopening, Seq, Stage, Stamp, offer,
};
use crate::party::Side;
use crate::term::Item;
use std::collections::{HashMap, HashSet};

pub(super) fn may_initial(c: &Context<'_>) -> Result<(), Refusal> {
    c.chief()?;
    c.stage(c.state.stage.is_talks())?;
    offer::some_open(c, &[Side::WorkerSide, Side::EmployerSide])
}

/// Either chief initials items of either side's current offer; of a package, all of them.
pub(super) fn initial(c: &Context<'_>, offer: Seq, items: &[String], mut faults: Faults) -> Guarded {
    let side = c.chief()?;
    let found = offer::open_offer(c, offer)?;
    let offered: HashMap<&str, &Item> = found.sheet.items.iter().map(|item| (item.key.as_str(), item)).collect();
    let mut settled = c.state.agreed_items();
    for (i, key) in items.iter().enumerate() {
        let field = format!("items[{i}]");
        let Some(item) = offered.get(key.as_str()).copied() else {
            faults.add(field, RefusalCode::Unknown);
            continue;
        };
        let marks = c.state.marks.get(key);
        faults.check(settled.of(item).is_none(), field.clone(), RefusalCode::ItemAgreed);
        let mine = marks.and_then(|m| m.initials.get(side).as_ref());
        faults.check(mine.is_none_or(|(_, content)| content != item), field, RefusalCode::AlreadyDone);
    }
    faults.finish()?;
    let named: HashSet<&str> = items.iter().map(String::as_str).collect();
    let mut whole = || found.sheet.items.iter().all(|i| named.contains(i.key.as_str()) || settled.of(i).is_some());
    if found.package && !whole() {
        return Err(Refusal::new(RefusalCode::PackageWhole).at("items"));
    }
    Ok(Determination::default())
}

/// Agreement exists when both chiefs have initialled the same content, be it under keys of their own.
pub(super) fn apply_initial(n: &mut Negotiation, stamp: Stamp, side: Side, seq: Seq, keys: &[String]) {
    let Some(found) = n.offers.iter().find(|o| o.stamp.seq == seq) else { return };
    let named: HashSet<&str> = keys.iter().map(String::as_str).collect();
    let sheet = std::sync::Arc::clone(&found.sheet);
    let others = n.other_keys(&sheet, found.side, &named);
    for item in sheet.items.iter().filter(|i| named.contains(i.key.as_str())) {
        *n.marks.entry(item.key.clone()).or_default().initials.get_mut(side) = Some((stamp, item.clone()));
        let keys: Vec<&String> = std::iter::once(&item.key).chain(others.get(item.key.as_str())).collect();
        let theirs = |key: &String| n.marks.get(key).and_then(|marks| marks.initials.get(side.other()).as_ref());
        if keys.iter().any(|key| theirs(key).is_some_and(|(_, other)| other.says(item))) {
            for key in keys {
                offer::agree(n.marks.entry(key.clone()).or_default(), stamp, item);
            }
        }
    }
    n.draw_up(stamp.seq);
    n.touch(stamp.seq, keys.iter().cloned());
}

/// Whether the draft is agreed and not signed by both.
const fn is_drafted(stage: &Stage) -> bool {
    matches!(stage, Stage::DraftAgreed { .. } | Stage::Ratified { .. })
}

pub(super) fn may_reopen(c: &Context<'_>) -> Result<(), Refusal> {
    c.chief()?;
    c.stage(c.state.stage.is_talks() || is_drafted(&c.state.stage))?;
    c.allow(c.state.marks.values().any(|marks| marks.agreed.is_some()), RefusalCode::ItemNotAgreed)
}

/// After the draft is agreed only both sides together reopen it.
pub(super) fn reopen(c: &Context<'_>, item: &str, faults: Faults) -> Guarded {
    let side = c.chief()?;
    faults.finish()?;
    let drafted = is_drafted(&c.state.stage);
    let marks = c.state.marks.get(item).ok_or_else(|| Refusal::new(RefusalCode::Unknown).at("item"))?;
    if marks.agreed.is_none() {
        return Err(Refusal::new(RefusalCode::ItemNotAgreed).at("item"));
    }
    let objected = c.state.objected_items();
    if !objected.is_empty() && !objected.iter().any(|o| o.item == item) {
        return Err(Refusal::new(RefusalCode::NotObjected).at("item"));
    }
    if marks.reopening.get(side).is_some() {
        return Err(Refusal::new(RefusalCode::AlreadyDone).at("item"));
    }
    let alone = c.state.opening.reopening == Reopening::EitherUntilAll && !drafted && !c.state.all_agreed();
    Ok(Determination { completes: alone || marks.reopening.get(side.other()).is_some(), ..Determination::default() })
}

pub(super) fn apply_reopen(n: &mut Negotiation, stamp: Stamp, side: Side, item: &str, completes: bool) {
    let keys = n.keys_agreed_with(item);
    for key in &keys {
        let Some(marks) = n.marks.get_mut(key) else { continue };
        *marks.reopening.get_mut(side) = Some(stamp);
        if completes {
            *marks = ItemMarks::default();
        }
    }
    n.touch(stamp.seq, keys);
    if !completes {
        return;
    }
    // An accepted offer becomes a position again: what it says is no longer all agreed.
    n.unaccept();
    n.draw(None, stamp.seq);
    if is_drafted(&n.stage) {
        n.stage = Stage::Bargaining { since: stamp.seq };
    }
    n.suspending = PerSide::default();
}
