//! 签订: each chief, in the rulebook's order, over the exact bytes of the canonical contract.

use super::context::{Context, Guarded, resting_on};
use super::{Determination, InForceBy, Negotiation, Refusal, RefusalCode, Seq, Signature, Stage, Stamp, sheets};
use crate::contract;
use crate::party::{Actor, Side};
use crate::statute::{CoverageMode, Procedure, RegisterEffect, SigningOrder};

/// In force when signed, unless the rulebook makes the review constitutive.
pub(super) fn declaratory(procedure: &Procedure) -> bool {
    procedure.register_effect.as_ref().is_none_or(|r| r.value == RegisterEffect::Declaratory)
}

pub(super) fn may_sign(c: &Context<'_>) -> Result<(), Refusal> {
    let side = c.chief()?;
    let unvoted = matches!(c.state.stage, Stage::DraftAgreed { .. }) && c.procedure.approval.is_none();
    c.stage(unvoted || matches!(c.state.stage, Stage::Ratified { .. }))?;
    c.stage(c.state.draft().is_some())?;
    if let Some(rule) = &c.procedure.coverage
        && rule.value == CoverageMode::SignatoriesOnly
        && c.state.confirmed().is_empty()
    {
        return Err(Refusal::new(RefusalCode::NoEnterpriseConfirmed).citing(&rule.citation));
    }
    c.allow(c.state.signatures().get(side).is_none(), RefusalCode::AlreadyDone)?;
    in_order(c, side, c.state.signatures().get(side.other()).is_some())
}

pub(super) fn sign(c: &Context<'_>, sha256: &str) -> Guarded {
    let side = c.chief()?;
    let Some(draft) = c.state.draft() else { return Err(c.not_now()) };
    let expected = contract::sha256(c.state).unwrap_or_default();
    if sha256 != expected {
        return Err(Refusal::new(RefusalCode::ContractDiffers).with("expected", expected).at("sha256"));
    }
    sheets::lawful(&draft.sheet, c.rulebooks)?;
    let other = c.state.signatures().get(side.other()).is_some();
    let in_force = (other && declaratory(&c.procedure)).then_some(c.today);
    let renewal = c.procedure.renewal.clone().filter(|_| in_force.is_some());
    Ok(Determination { completes: other, in_force, renewal, ..resting_on(c.procedure.signing_order.as_ref()) })
}

fn in_order(c: &Context<'_>, side: Side, other_signed: bool) -> Result<(), Refusal> {
    let Some(order) = &c.procedure.signing_order else { return Ok(()) };
    let first = match order.value {
        SigningOrder::Any => return Ok(()),
        SigningOrder::WorkerSideFirst => Side::WorkerSide,
        SigningOrder::EmployerSideFirst => Side::EmployerSide,
    };
    if side == first || other_signed {
        return Ok(());
    }
    Err(Refusal::new(RefusalCode::NotTheirTurnToSign).citing(&order.citation))
}

pub(super) fn apply_sign(
    n: &mut Negotiation,
    stamp: Stamp,
    by: &Actor,
    side: Side,
    sha256: &str,
    determination: &Determination,
) {
    *n.agreement.signatures.get_mut(side) = Some(Signature {
        stamp,
        account: by.account,
        name: by.name.clone(),
        mandate: by.mandate,
        sha256: sha256.to_owned(),
    });
    if !determination.completes {
        return;
    }
    n.agreement.signed = Some(stamp);
    n.stage = Stage::Signed { signed: stamp.seq };
    if let Some(since) = determination.in_force {
        n.enter_force(since, InForceBy::Signature { signed: stamp.seq }, determination.renewal.clone());
    }
}

/// Signatures that no longer fit the contract's bytes. Once both stand the contract is closed and nothing voids it.
pub(super) fn misfits(n: &Negotiation) -> Vec<Seq> {
    let signatures = n.signatures();
    let some = signatures.worker_side.is_some() || signatures.employer_side.is_some();
    if n.agreement.signed.is_some() || !some {
        return Vec::new();
    }
    let now = contract::sha256(n);
    let signatures = [&signatures.worker_side, &signatures.employer_side];
    signatures.into_iter().flatten().filter(|s| Some(&s.sha256) != now.as_ref()).map(|s| s.stamp.seq).collect()
}

/// Takes void signatures away and keeps them with the act that made them void.
pub(super) fn void(n: &mut Negotiation, voids: &[Seq], by: Seq) {
    for side in [Side::WorkerSide, Side::EmployerSide] {
        let slot = n.agreement.signatures.get_mut(side);
        if slot.as_ref().is_some_and(|s| voids.contains(&s.stamp.seq))
            && let Some(signature) = slot.take()
        {
            n.voided.push((signature, by));
        }
    }
}
