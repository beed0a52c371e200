//! 方案: table (with the stale check), withdraw, accept.

use super::context::{Context, Guarded};
use super::faults::Faults;
use super::same::content;
use super::{
    Determination, Draft, ItemMarks, Negotiation, Offer, OfferStatus, PerSide, Refusal, RefusalCode, Seq, Stage, Stamp,
    sheets,
};
use crate::party::Side;
use crate::term::{Item, TermSheet};
use chrono::{DateTime, Utc};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// The fields of a tabled offer.
pub(super) struct Tabling<'a> {
    pub sheet: &'a serde_json::Value,
    pub answers: Option<Seq>,
    pub package: bool,
    pub expires_at: Option<DateTime<Utc>>,
    pub message: &'a str,
    /// As ruled when it was tabled.
    pub sha256: Option<&'a str>,
}

pub(super) fn may_table(c: &Context<'_>) -> Result<(), Refusal> {
    c.side()?;
    c.stage(c.state.stage.is_talks())
}

/// A sheet below the law may be tabled (it is marked for all who see it); it may not be agreed.
pub(super) fn table(c: &Context<'_>, t: &Tabling<'_>, mut faults: Faults) -> Guarded {
    let side = c.side()?;
    let sheet = sheets::read(t.sheet)?;
    let opening = &c.state.opening;
    faults.check(sheet.jurisdiction == opening.jurisdiction, "sheet.jurisdiction", RefusalCode::WrongJurisdiction);
    faults.check(sheet.area == opening.area, "sheet.area", RefusalCode::WrongArea);
    faults.check(t.expires_at.is_none_or(|e| e > c.now), "expires_at", RefusalCode::NotInFuture);
    faults.finish()?;
    sheets::fits(&sheet, c.book)?;
    fresh(c, side, t.answers)?;
    keeps_agreed(c.state, &sheet)?;
    Ok(Determination { sheet_sha256: Some(sheet.sha256()), ..Determination::default() })
}

/// An offer names the other side's current offer; if that side has tabled since, it is stale.
fn fresh(c: &Context<'_>, side: Side, answers: Option<Seq>) -> Result<(), Refusal> {
    let current = c.state.current_offer(side.other()).map(|o| o.stamp.seq);
    if answers == current {
        return Ok(());
    }
    let theirs = |seq| c.state.offers.iter().any(|o| o.side == side.other() && o.stamp.seq == seq);
    match (answers, current) {
        (Some(seq), _) if !theirs(seq) => Err(Refusal::new(RefusalCode::Unknown).at("answers")),
        (_, Some(now)) => Err(Refusal::new(RefusalCode::Stale).with("current", now).at("answers")),
        // They withdrew what this answers and have nothing on the table.
        (_, None) => Ok(()),
    }
}

/// An agreed item may not be changed or left out unless it is reopened.
fn keeps_agreed(n: &Negotiation, sheet: &TermSheet) -> Result<(), Refusal> {
    let mut refusal = Refusal::new(RefusalCode::ItemAgreed);
    let items: HashMap<&str, &Item> = sheet.items.iter().map(|item| (item.key.as_str(), item)).collect();
    let mut contents: Option<HashSet<String>> = None;
    for (key, marks) in &n.marks {
        let Some((_, agreed)) = &marks.agreed else { continue };
        if items.get(agreed.key.as_str()).is_some_and(|item| item.says(agreed)) {
            continue;
        }
        // The side may have its own key for it.
        let contents = contents.get_or_insert_with(|| sheet.items.iter().map(content).collect());
        if !contents.contains(&content(agreed)) {
            refusal = refusal.at(format!("sheet.items.{key}"));
        }
    }
    if refusal.faults.is_empty() { Ok(()) } else { Err(refusal) }
}

pub(super) fn apply_table(n: &mut Negotiation, stamp: Stamp, side: Side, t: &Tabling<'_>, sheet: TermSheet) {
    for former in n.offers.iter_mut().filter(|o| o.side == side && o.status.is_on_table()) {
        former.status = OfferStatus::Superseded;
    }
    n.offers.push(Offer {
        stamp,
        side,
        sha256: t.sha256.map_or_else(|| sheet.sha256(), str::to_owned),
        sheet: Arc::new(sheet),
        answers: t.answers,
        package: t.package,
        expires_at: t.expires_at,
        message: t.message.to_owned(),
        status: OfferStatus::Current,
        withdrawn: None,
    });
    n.draw_up(stamp.seq);
    if matches!(n.stage, Stage::Objected { .. }) {
        n.stage = Stage::Bargaining { since: stamp.seq };
    }
}

/// The offer, if it is on the table and not past its last instant.
pub(super) fn open_offer<'a>(c: &Context<'a>, offer: Seq) -> Result<&'a Offer, Refusal> {
    let found = c.state.offers.iter().find(|o| o.stamp.seq == offer);
    let found = found.ok_or_else(|| Refusal::new(RefusalCode::Unknown).at("offer"))?;
    if found.status != OfferStatus::Current {
        return Err(Refusal::new(RefusalCode::OfferNotCurrent).at("offer"));
    }
    unexpired(c, found).map_err(|refusal| refusal.at("offer"))?;
    Ok(found)
}

fn unexpired(c: &Context<'_>, offer: &Offer) -> Result<(), Refusal> {
    c.allow(offer.expires_at.is_none_or(|e| c.now <= e), RefusalCode::OfferExpired)
}

/// Whether one of these sides has an offer on the table that is not past its last instant.
pub(super) fn some_open(c: &Context<'_>, sides: &[Side]) -> Result<(), Refusal> {
    let mut answer = Err(Refusal::new(RefusalCode::OfferNotCurrent));
    for offer in sides.iter().filter_map(|side| c.state.current_offer(*side)) {
        answer = unexpired(c, offer);
        if answer.is_ok() {
            break;
        }
    }
    answer
}

pub(super) fn may_withdraw(c: &Context<'_>) -> Result<(), Refusal> {
    let side = c.side()?;
    c.stage(c.state.stage.is_talks() || matches!(c.state.stage, Stage::Suspended { .. }))?;
    c.allow(c.state.current_offer(side).is_some(), RefusalCode::OfferNotCurrent)
}

pub(super) fn withdraw(c: &Context<'_>, offer: Seq) -> Guarded {
    let side = c.side()?;
    let found = c.state.offers.iter().find(|o| o.stamp.seq == offer);
    match found {
        None => Err(Refusal::new(RefusalCode::Unknown).at("offer")),
        Some(o) if o.side != side => Err(Refusal::new(RefusalCode::OwnSideOnly).at("offer")),
        Some(o) if o.status != OfferStatus::Current => Err(Refusal::new(RefusalCode::OfferNotCurrent).at("offer")),
        Some(_) => Ok(Determination::default()),
    }
}

/// What both initialled stays agreed; initials of one side on the withdrawn content fall.
pub(super) fn apply_withdraw(n: &mut Negotiation, stamp: Stamp, offer: Seq) {
    let Some(found) = n.offers.iter_mut().find(|o| o.stamp.seq == offer) else { return };
    found.status = OfferStatus::Withdrawn;
    found.withdrawn = Some(stamp);
    let items = found.sheet.items.clone();
    n.touch(stamp.seq, items.iter().map(|item| item.key.clone()));
    for item in &items {
        let Some(marks) = n.marks.get_mut(&item.key).filter(|m| m.agreed.is_none()) else { continue };
        for side in [Side::WorkerSide, Side::EmployerSide] {
            let mark = marks.initials.get_mut(side);
            if mark.as_ref().is_some_and(|(_, content)| content == item) {
                *mark = None;
            }
        }
    }
    n.draw_up(stamp.seq);
}

pub(super) fn may_accept(c: &Context<'_>) -> Result<(), Refusal> {
    let side = c.chief()?;
    c.stage(c.state.stage.is_talks())?;
    some_open(c, &[side.other()])
}

/// The other side's chief accepts the whole; it must not undo what was agreed item by item since.
pub(super) fn accept(c: &Context<'_>, offer: Seq) -> Guarded {
    let side = c.chief()?;
    let found = open_offer(c, offer)?;
    if found.side == side {
        return Err(Refusal::new(RefusalCode::OtherSideOnly).at("offer"));
    }
    keeps_agreed(c.state, &found.sheet)?;
    Ok(Determination::default())
}

pub(super) fn apply_accept(n: &mut Negotiation, stamp: Stamp, offer: Seq) {
    let Some(found) = n.offers.iter_mut().find(|o| o.stamp.seq == offer) else { return };
    found.status = OfferStatus::Accepted;
    let (sheet, sha256) = (TermSheet::clone(&found.sheet), found.sha256.clone());
    n.touch(stamp.seq, sheet.items.iter().map(|item| item.key.clone()));
    for item in &sheet.items {
        agree(n.marks.entry(item.key.clone()).or_default(), stamp, item);
    }
    n.draw(Some(Draft { sheet, sha256, agreed: PerSide::default() }), stamp.seq);
}

/// Marks an item agreed.
pub(super) fn agree(marks: &mut ItemMarks, stamp: Stamp, item: &Item) {
    marks.agreed = Some((stamp, item.clone()));
    marks.reopening = PerSide::default();
}
