//! Delegations: numbers, equality, outside cap, chief's eligibility, nobody on both sides, replacement.

use super::context::{Context, Guarded, resting_on};
use super::faults::Faults;
use super::{Delegate, Delegation, Determination, Negotiation, Refusal, RefusalCode, Stage, Stamp, Vacancy};
use crate::party::Side;
use crate::statute::{Comparator, NumbersRule, Share, Threshold};

/// Whether `part` of `whole` reaches a threshold, in exact integers.
pub(super) fn reaches(part: u64, whole: u64, threshold: Threshold) -> bool {
    let left = u128::from(part) * u128::from(threshold.den);
    let right = u128::from(whole) * u128::from(threshold.num);
    match threshold.comparator {
        Comparator::AtLeast => left >= right,
        Comparator::MoreThan => left > right,
    }
}

/// Whether `part` of `whole` stays within a cap, the exact fraction included.
pub(super) fn within(part: u64, whole: u64, cap: Share) -> bool {
    u128::from(part) * u128::from(cap.den) <= u128::from(whole) * u128::from(cap.num)
}

pub(super) fn may_name(c: &Context<'_>) -> Result<(), Refusal> {
    c.mandated_chief()?;
    let stage = &c.state.stage;
    let open = stage.is_talks()
        || matches!(
            stage,
            Stage::Invited { .. }
                | Stage::Preparing { .. }
                | Stage::Suspended { .. }
                | Stage::DraftAgreed { .. }
                | Stage::Ratified { .. }
        );
    c.stage(open)
}

pub(super) fn name(c: &Context<'_>, members: &[Delegate], faults: Faults) -> Guarded {
    let side = c.mandated_chief()?;
    faults.finish()?;
    both_sides(c, side, members)?;
    numbers(c, side, members.len())?;
    outside(c, members)?;
    let completes = matches!(c.state.stage, Stage::Preparing { .. }) && c.state.delegation(side.other()).is_some();
    Ok(Determination { completes, ..resting_on(c.procedure.representatives_min.as_ref()) })
}

fn same_name(a: &Delegate, b: &Delegate) -> bool {
    a.name.trim() == b.name.trim()
}

/// Nobody represents both sides: neither by account nor by name.
fn both_sides(c: &Context<'_>, side: Side, members: &[Delegate]) -> Result<(), Refusal> {
    let others = c.state.delegation(side.other()).map_or(&[][..], |d| &d.members);
    let mut refusal = Refusal::new(RefusalCode::OnBothSides);
    for (i, member) in members.iter().enumerate() {
        let there = |o: &Delegate| (o.account.is_some() && o.account == member.account) || same_name(o, member);
        if others.iter().any(there) {
            refusal = refusal.at(format!("members[{i}]")).with("name", member.name.trim());
        }
    }
    if refusal.faults.is_empty() { Ok(()) } else { Err(refusal) }
}

fn numbers(c: &Context<'_>, side: Side, count: usize) -> Result<(), Refusal> {
    let p = &c.procedure;
    let refuse = |code, citation, limit: usize| {
        Err(Refusal::new(code).citing(citation).with("limit", limit).with("count", count).at("members"))
    };
    let size = |value: u32| usize::try_from(value).unwrap_or(usize::MAX);
    if let Some(least) = p.representatives_min.as_ref().filter(|m| count < size(m.value)) {
        return refuse(RefusalCode::TooFewRepresentatives, &least.citation, size(least.value));
    }
    if let Some(most) = p.representatives_max.as_ref().filter(|m| count > size(m.value)) {
        return refuse(RefusalCode::TooManyRepresentatives, &most.citation, size(most.value));
    }
    let (Some(rule), Some(other)) = (&p.numbers, c.state.delegation(side.other())) else { return Ok(()) };
    let theirs = other.members.len();
    let (workers, employers) = if side == Side::WorkerSide { (count, theirs) } else { (theirs, count) };
    match rule.value {
        NumbersRule::Equal if workers != employers => refuse(RefusalCode::UnequalNumbers, &rule.citation, theirs),
        NumbersRule::EmployersNotMore if employers > workers => {
            refuse(RefusalCode::EmployersTooMany, &rule.citation, workers)
        }
        _ => Ok(()),
    }
}

fn outside(c: &Context<'_>, members: &[Delegate]) -> Result<(), Refusal> {
    let count = members.iter().filter(|m| m.outside).count();
    let wide = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
    if let Some(cap) = &c.procedure.outside_cap
        && !within(wide(count), wide(members.len()), cap.value)
    {
        return Err(Refusal::new(RefusalCode::TooManyOutside)
            .citing(&cap.citation)
            .with("limit", format!("{}/{}", cap.value.num, cap.value.den))
            .with("count", count)
            .at("members"));
    }
    match &c.procedure.outside_chief {
        Some(rule) if !rule.value && members.iter().any(|m| m.chief && m.outside) => {
            Err(Refusal::new(RefusalCode::OutsideChief).citing(&rule.citation).at("members"))
        }
        _ => Ok(()),
    }
}

pub(super) fn apply_name(
    n: &mut Negotiation,
    stamp: Stamp,
    side: Side,
    members: &[Delegate],
    determination: &Determination,
) {
    *n.delegations.get_mut(side) = Some(Delegation { stamp, members: members.to_vec() });
    for vacancy in n.vacancies.iter_mut().filter(|v| v.side == side && v.filled.is_none()) {
        vacancy.filled = Some(stamp);
    }
    if determination.completes {
        n.stage = Stage::Bargaining { since: stamp.seq };
    }
}

pub(super) fn may_report(c: &Context<'_>) -> Result<(), Refusal> {
    let side = c.mandated_chief()?;
    c.stage(!c.state.stage.is_over() && c.state.delegation(side).is_some())
}

pub(super) fn vacancy(c: &Context<'_>, representative: &str, faults: Faults) -> Guarded {
    let side = c.mandated_chief()?;
    let members = c.state.delegation(side).map_or(&[][..], |d| &d.members);
    let named = members.iter().any(|m| m.name.trim() == representative.trim());
    faults.finish()?;
    if !named {
        return Err(Refusal::new(RefusalCode::Unknown).at("representative"));
    }
    let open = |v: &Vacancy| v.side == side && v.filled.is_none() && v.representative.trim() == representative.trim();
    c.allow(!c.state.vacancies.iter().any(open), RefusalCode::AlreadyDone)?;
    Ok(resting_on(c.procedure.replacement.as_ref()))
}

pub(super) fn apply_vacancy(n: &mut Negotiation, stamp: Stamp, side: Side, representative: &str) {
    n.vacancies.push(Vacancy { stamp, side, representative: representative.to_owned(), filled: None });
}
