//! The draft agreement: every item initialled or accepted, lawful, agreed by both chiefs on the same bytes.

use super::context::{Context, Guarded};
use super::{
    Determination, Draft, Negotiation, Offer, OfferStatus, PerSide, Refusal, RefusalCode, Stage, Stamp, sheets,
};
use crate::party::Side;
use crate::term::TermSheet;

impl Negotiation {
    /// The offers on the table, the later first.
    fn positions(&self) -> Vec<&Offer> {
        let on_table = |o: &&Offer| matches!(o.status, OfferStatus::Current | OfferStatus::Accepted);
        self.offers.iter().rev().filter(on_table).take(2).collect()
    }

    /// Whether every item of both current offers is agreed.
    pub fn all_agreed(&self) -> bool {
        self.draft_sheet().is_ok()
    }

    /// The draft, once an offer was accepted or the last item initialled by both.
    pub const fn draft(&self) -> Option<&Draft> {
        self.draft.as_ref()
    }

    /// The draft's sheet: the accepted offer's, or the agreed items of both current offers in the order of the later.
    ///
    /// # Errors
    /// `items_open` naming each open item; `frames_differ` where the offers differ in term or rounding.
    pub fn draft_sheet(&self) -> Result<TermSheet, Refusal> {
        let positions = self.positions();
        if let Some(accepted) = positions.iter().find(|o| o.status == OfferStatus::Accepted) {
            return Ok(accepted.sheet.clone());
        }
        let Some(later) = positions.first() else { return Err(Refusal::new(RefusalCode::ItemsOpen)) };
        let same_frame = |o: &&Offer| {
            (o.sheet.effective, o.sheet.rounding, &o.sheet.currency)
                == (later.sheet.effective, later.sheet.rounding, &later.sheet.currency)
        };
        if !positions.iter().all(same_frame) {
            return Err(Refusal::new(RefusalCode::FramesDiffer).at("sheet.effective"));
        }
        let mut items = Vec::new();
        let mut open = Refusal::new(RefusalCode::ItemsOpen);
        for item in positions.iter().flat_map(|o| &o.sheet.items) {
            if items.iter().any(|i: &crate::term::Item| i.key == item.key) {
                continue;
            }
            match self.marks.get(&item.key).and_then(|m| m.agreed.as_ref()) {
                Some((_, agreed)) => items.push(agreed.clone()),
                None if open.faults.iter().any(|f| f.field == item.key) => {}
                None => open = open.at(item.key.clone()),
            }
        }
        if !open.faults.is_empty() {
            return Err(open);
        }
        Ok(TermSheet { items, ..later.sheet.clone() })
    }

    /// Takes the draft from what is agreed now: none while an item is open. Who agreed to another text did not to this.
    pub(super) fn draw_up(&mut self) {
        let draft = |sheet: TermSheet| Draft { sha256: sheet.sha256(), sheet, agreed: PerSide::default() };
        self.draft = self.draft_sheet().ok().map(draft);
    }
}

pub(super) fn agree(c: &Context<'_>, sha256: &str) -> Guarded {
    let side = c.chief()?;
    c.stage(c.state.stage.is_talks())?;
    let sheet = c.state.draft_sheet()?;
    let expected = sheet.sha256();
    if sha256 != expected {
        return Err(Refusal::new(RefusalCode::DraftDiffers).with("expected", expected).at("sha256"));
    }
    sheets::lawful(&sheet, c.rulebooks)?;
    let agreed = c.state.draft.as_ref().filter(|d| d.sha256 == expected).map(|d| &d.agreed);
    if agreed.is_some_and(|a| a.get(side).is_some()) {
        return Err(Refusal::new(RefusalCode::AlreadyDone));
    }
    let completes = agreed.is_some_and(|a| a.get(side.other()).is_some());
    Ok(Determination { completes, ..Determination::default() })
}

pub(super) fn apply_agree(n: &mut Negotiation, stamp: Stamp, side: Side, sha256: &str, completes: bool) {
    if n.draft.as_ref().is_none_or(|d| d.sha256 != sha256) {
        n.draw_up();
    }
    if let Some(draft) = n.draft.as_mut() {
        *draft.agreed.get_mut(side) = Some(stamp);
    }
    if completes {
        n.drafted = Some(stamp);
        n.stage = Stage::DraftAgreed { agreed: stamp.seq };
    }
}
