//! 报送: who files, a complete pack, copies; receipt, request for correction, filing again.

use super::context::{Context, Guarded, resting_on};
use super::faults::Faults;
use super::sign::declaratory;
use super::{Determination, Filing, FilingPack, Negotiation, Refusal, RefusalCode, ReviewRule, Stage, Stamp};
use crate::party::Side;
use crate::statute::{Filer, SilenceEffect};

pub(super) fn may_file(c: &Context<'_>) -> Result<(), Refusal> {
    let side = c.side()?;
    if c.procedure.filing.is_none() && c.procedure.filer.is_none() && c.procedure.review.is_none() {
        return Err(Refusal::new(RefusalCode::NoFilingHere));
    }
    let registers = declaratory(&c.procedure) && c.state.stage.is_in_force() && c.state.unfiled();
    c.stage(registers || matches!(c.state.stage, Stage::Signed { .. } | Stage::Correction { .. }))?;
    if let Some(filer) = &c.procedure.filer {
        let may = match filer.value {
            Filer::Either => true,
            Filer::EmployerSide => side == Side::EmployerSide,
            Filer::WorkerSide => side == Side::WorkerSide,
        };
        if !may {
            return Err(Refusal::new(RefusalCode::NotTheFiler).citing(&filer.citation));
        }
    }
    Ok(())
}

pub(super) fn file(c: &Context<'_>, pack: &FilingPack, faults: Faults) -> Guarded {
    complete(c, pack, faults)?;
    if let Some(draft) = c.state.draft() {
        super::sheets::lawful(&draft.sheet, c.rulebooks)?;
    }
    let constitutive = c.procedure.review.clone().filter(|_| !declaratory(&c.procedure));
    let deemed = c.procedure.silence.as_ref().is_some_and(|s| s.value == SilenceEffect::DeemedEffective);
    let review = constitutive.map(|period| ReviewRule { period, deemed });
    let renewal = c.procedure.renewal.clone();
    Ok(Determination { review, renewal, ..resting_on(c.procedure.filing.as_ref()) })
}

fn complete(c: &Context<'_>, pack: &FilingPack, mut faults: Faults) -> Result<(), Refusal> {
    faults.check(pack.credentials, "pack.credentials", RefusalCode::PackIncomplete);
    let voted = c.procedure.approval.is_some();
    faults.check(pack.resolution || !voted, "pack.resolution", RefusalCode::PackIncomplete);
    let needs_minutes = c.procedure.minutes_signers.is_some();
    faults.check(pack.minutes || !needs_minutes, "pack.minutes", RefusalCode::PackIncomplete);
    let copies = c.procedure.filing_copies.as_ref().filter(|least| pack.copies < least.value);
    faults.check(copies.is_none(), "pack.copies", RefusalCode::TooFewCopies);
    faults.finish().map_err(|mut refusal| {
        if let Some(least) = copies {
            refusal = refusal.citing(&least.citation).with("limit", least.value);
        }
        refusal
    })
}

impl Negotiation {
    /// Whether the contract now in force has not been filed since it was signed.
    fn unfiled(&self) -> bool {
        let signed = self.agreement.signed.map_or(0, |s| s.seq);
        self.filings.last().is_none_or(|f| f.stamp.seq < signed)
    }
}

/// The filing is the bureau's receipt of the contract: the review's deadline runs from it.
pub(super) fn apply_file(n: &mut Negotiation, stamp: Stamp, side: Side, pack: &FilingPack, determined: &Determination) {
    n.filings.push(Filing {
        stamp,
        side,
        pack: pack.clone(),
        receipt: None,
        correction: None,
        opinion: None,
        deemed: false,
        review: determined.review.clone(),
        renewal: determined.renewal.clone(),
    });
    n.bureau_in.get_or_insert(stamp.seq);
    if !n.stage.is_in_force() {
        n.stage = Stage::Filed { filing: stamp.seq };
    }
}

pub(super) fn may_acknowledge(c: &Context<'_>) -> Result<(), Refusal> {
    c.bureau()?;
    let registered = c.state.stage.is_in_force()
        && declaratory(&c.procedure)
        && c.state.filings.last().is_some_and(|f| f.receipt.is_none());
    c.stage(registered || matches!(c.state.stage, Stage::Filed { .. }))
}

pub(super) fn acknowledge(c: &Context<'_>, faults: Faults) -> Guarded {
    faults.finish()?;
    Ok(resting_on(c.procedure.review.as_ref()))
}

pub(super) fn apply_acknowledge(n: &mut Negotiation, stamp: Stamp, number: &str) {
    if let Some(filing) = n.filings.last_mut() {
        filing.receipt = Some((stamp, number.to_owned()));
    }
    if let Stage::Filed { filing } = n.stage {
        n.stage = Stage::UnderReview { filing, receipt: stamp.seq };
    }
}

pub(super) fn ask_correction(c: &Context<'_>, faults: Faults) -> Guarded {
    faults.finish()?;
    Ok(resting_on(c.procedure.correction.as_ref()))
}

/// While a filing is under review; after silence has spoken nothing more may be asked.
pub(super) fn may_review(c: &Context<'_>) -> Result<(), Refusal> {
    c.bureau()?;
    match c.state.stage {
        Stage::Filed { .. } | Stage::UnderReview { .. } => Ok(()),
        _ if c.state.filings.last().is_some_and(|f| f.deemed) => {
            let refusal = Refusal::new(RefusalCode::ReviewEnded);
            Err(match &c.procedure.silence {
                Some(rule) => refusal.citing(&rule.citation),
                None => refusal,
            })
        }
        _ => Err(c.not_now()),
    }
}

pub(super) fn apply_correction(n: &mut Negotiation, stamp: Stamp, missing: &[String]) {
    let Some(filing) = n.filings.last_mut() else { return };
    filing.correction = Some((stamp, missing.to_vec()));
    n.stage = Stage::Correction { filing: filing.stamp.seq, asked: stamp.seq };
}
