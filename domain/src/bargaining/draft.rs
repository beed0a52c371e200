//! The draft agreement: every item initialled or accepted, lawful, agreed by both chiefs on the same bytes.

use super::context::{Context, Guarded};
use super::{
    Agreement, Determination, Draft, Negotiation, Offer, OfferStatus, PerSide, Refusal, RefusalCode, Seq, Stage, Stamp,
    sheets,
};
use crate::party::Side;
use crate::term::{Item, TermSheet};
use std::collections::HashSet;

impl Negotiation {
    /// The offers on the table, the later first.
    fn positions(&self) -> Vec<&Offer> {
        self.offers.iter().rev().filter(|o| o.status.is_on_table()).take(2).collect()
    }

    /// Whether every item of both current offers is agreed.
    pub fn all_agreed(&self) -> bool {
        self.drafting().is_ok()
    }

    /// The draft, once an offer was accepted or the last item initialled by both.
    pub const fn draft(&self) -> Option<&Draft> {
        self.agreement.draft.as_ref()
    }

    /// The offer that frames the draft and the items of it: the accepted offer's, or the agreed items of both current
    /// offers in the order of the later.
    fn drafting(&self) -> Result<(&Offer, Vec<&Item>), Refusal> {
        let positions = self.positions();
        if let Some(accepted) = positions.iter().find(|o| o.status == OfferStatus::Accepted) {
            return Ok((accepted, accepted.sheet.items.iter().collect()));
        }
        let Some(later) = positions.first() else { return Err(Refusal::new(RefusalCode::ItemsOpen)) };
        let same_frame = |o: &&Offer| {
            (o.sheet.effective, o.sheet.rounding, &o.sheet.currency)
                == (later.sheet.effective, later.sheet.rounding, &later.sheet.currency)
        };
        if !positions.iter().all(same_frame) {
            return Err(Refusal::new(RefusalCode::FramesDiffer).at("sheet.effective"));
        }
        let (mut items, mut seen) = (Vec::new(), HashSet::new());
        let mut open = Refusal::new(RefusalCode::ItemsOpen);
        let (mut settled, mut taken) = (self.agreed_items(), HashSet::new());
        for item in positions.iter().flat_map(|o| &o.sheet.items).filter(|item| seen.insert(item.key.as_str())) {
            match settled.of(item) {
                // Once, whatever each side calls it.
                Some(agreed) if taken.insert(agreed.key.as_str()) => items.push(agreed),
                Some(_) => {}
                None => open = open.at(item.key.clone()),
            }
        }
        if open.faults.is_empty() { Ok((later, items)) } else { Err(open) }
    }

    /// The draft's sheet.
    ///
    /// # Errors
    /// `items_open` naming each open item; `frames_differ` where the offers differ in term or rounding.
    pub fn draft_sheet(&self) -> Result<TermSheet, Refusal> {
        let (frame, items) = self.drafting()?;
        let TermSheet { jurisdiction, area, currency, effective, rounding, names, items: _ } = &*frame.sheet;
        let names = self.positions().iter().fold(names.clone(), |names, offer| names.with(&offer.sheet.names));
        Ok(TermSheet {
            jurisdiction: jurisdiction.clone(),
            area: area.clone(),
            currency: currency.clone(),
            effective: *effective,
            rounding: *rounding,
            names,
            items: items.into_iter().cloned().collect(),
        })
    }

    /// Takes the draft from what is agreed now: none while an item is open. Who agreed to another text did not to this.
    pub(super) fn draw_up(&mut self, by: Seq) {
        let draft = |sheet: TermSheet| Draft { sha256: sheet.sha256(), sheet, agreed: PerSide::default() };
        self.draw(self.draft_sheet().ok().map(draft), by);
    }

    /// Begins the agreement anew, on this draft: who agreed, voted, confirmed or signed did so for another text.
    pub(super) fn draw(&mut self, draft: Option<Draft>, by: Seq) {
        let former = std::mem::replace(&mut self.agreement, Agreement { draft, ..Agreement::default() });
        let signatures = former.signatures;
        for signature in [signatures.worker_side, signatures.employer_side].into_iter().flatten() {
            self.voided.push((signature, by));
        }
    }

    /// An accepted offer becomes a position again.
    pub(super) fn unaccept(&mut self) {
        for accepted in self.offers.iter_mut().filter(|o| o.status == OfferStatus::Accepted) {
            accepted.status = OfferStatus::Current;
        }
    }
}

pub(super) fn may_agree(c: &Context<'_>) -> Result<(), Refusal> {
    let side = c.chief()?;
    c.stage(c.state.stage.is_talks())?;
    c.state.drafting()?;
    let mine = c.state.draft().is_some_and(|draft| draft.agreed.get(side).is_some());
    c.allow(!mine, RefusalCode::AlreadyDone)
}

pub(super) fn agree(c: &Context<'_>, sha256: &str) -> Guarded {
    let side = c.chief()?;
    let sheet = c.state.draft_sheet()?;
    let expected = sheet.sha256();
    if sha256 != expected {
        return Err(Refusal::new(RefusalCode::DraftDiffers).with("expected", expected).at("sha256"));
    }
    sheets::lawful(&sheet, c.rulebooks)?;
    let agreed = c.state.draft().filter(|d| d.sha256 == expected).map(|d| &d.agreed);
    let completes = agreed.is_some_and(|a| a.get(side.other()).is_some());
    Ok(Determination { completes, ..Determination::default() })
}

pub(super) fn apply_agree(n: &mut Negotiation, stamp: Stamp, side: Side, sha256: &str, completes: bool) {
    if n.draft().is_none_or(|d| d.sha256 != sha256) {
        n.draw_up(stamp.seq);
    }
    if let Some(draft) = n.agreement.draft.as_mut() {
        *draft.agreed.get_mut(side) = Some(stamp);
    }
    if completes {
        n.agreement.drafted = Some(stamp);
        n.suspending = PerSide::default();
        if matches!(n.stage, Stage::Dispute { .. }) {
            n.dispute.push((stamp.seq, stamp.at, "drafted"));
        }
        n.stage = Stage::DraftAgreed { agreed: stamp.seq };
    }
}
