//! 方案: table (with the stale check), withdraw, accept.

use super::context::{Context, Faults, Guarded};
use super::{
    Determination, Draft, ItemMarks, Negotiation, Offer, OfferStatus, PerSide, Refusal, RefusalCode, Seq, Stage, Stamp,
    sheets,
};
use crate::party::Side;
use crate::term::{Item, TermSheet};
use chrono::{DateTime, Utc};

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

/// A sheet below the law may be tabled (it is marked for all who see it); it may not be agreed.
pub(super) fn table(c: &Context<'_>, t: &Tabling<'_>) -> Guarded {
    let side = c.side()?;
    c.stage(c.state.stage.is_talks())?;
    let sheet = sheets::read(t.sheet)?;
    let mut faults = Faults::default();
    let opening = &c.state.opening;
    faults.check(sheet.jurisdiction == opening.jurisdiction, "sheet.jurisdiction", RefusalCode::WrongJurisdiction);
    faults.check(sheet.area == opening.area, "sheet.area", RefusalCode::WrongArea);
    faults.check(t.expires_at.is_none_or(|e| e > c.now), "expires_at", RefusalCode::NotInFuture);
    faults.length("message", t.message);
    faults.finish()?;
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
    for (key, marks) in &n.marks {
        let Some((_, agreed)) = &marks.agreed else { continue };
        if !sheet.items.iter().any(|i| i == agreed) {
            refusal = refusal.at(format!("sheet.items.{key}"));
        }
    }
    if refusal.faults.is_empty() { Ok(()) } else { Err(refusal) }
}

pub(super) fn apply_table(n: &mut Negotiation, stamp: Stamp, side: Side, t: &Tabling<'_>, sheet: TermSheet) {
    for former in n.offers.iter_mut().filter(|o| o.side == side) {
        if matches!(former.status, OfferStatus::Current | OfferStatus::Accepted) {
            former.status = OfferStatus::Superseded;
        }
    }
    n.offers.push(Offer {
        stamp,
        side,
        sha256: t.sha256.map_or_else(|| sheet.sha256(), str::to_owned),
        sheet,
        answers: t.answers,
        package: t.package,
        expires_at: t.expires_at,
        message: t.message.to_owned(),
        status: OfferStatus::Current,
        withdrawn: None,
    });
    n.draw_up();
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
    if found.expires_at.is_some_and(|e| c.now > e) {
        return Err(Refusal::new(RefusalCode::OfferExpired).at("offer"));
    }
    Ok(found)
}

pub(super) fn withdraw(c: &Context<'_>, offer: Seq) -> Guarded {
    let side = c.side()?;
    c.stage(c.state.stage.is_talks() || matches!(c.state.stage, Stage::Suspended { .. }))?;
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
    n.draw_up();
}

/// The other side's chief accepts the whole; it must not undo what was agreed item by item since.
pub(super) fn accept(c: &Context<'_>, offer: Seq) -> Guarded {
    let side = c.chief()?;
    c.stage(c.state.stage.is_talks())?;
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
    let (sheet, sha256) = (found.sheet.clone(), found.sha256.clone());
    n.touch(stamp.seq, sheet.items.iter().map(|item| item.key.clone()));
    for item in &sheet.items {
        agree(n.marks.entry(item.key.clone()).or_default(), stamp, item);
    }
    n.draft = Some(Draft { sheet, sha256, agreed: PerSide::default() });
}

/// Marks an item agreed.
pub(super) fn agree(marks: &mut ItemMarks, stamp: Stamp, item: &Item) {
    marks.agreed = Some((stamp, item.clone()));
    marks.reopening = PerSide::default();
}
