//! Delegations: numbers, equality, outside cap, chief's eligibility, nobody on both sides, replacement.

use super::context::{Context, Guarded, resting_on};
use super::faults::Faults;
use super::{Delegate, Delegation, Determination, Negotiation, Refusal, RefusalCode, Stage, Stamp, Vacancy};
use crate::party::Side;
use crate::statute::{Comparator, NumbersRule, Share, Threshold};
use crate::text::name_key;
use std::collections::HashSet;
use uuid::Uuid;

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

pub(super) fn name(c: &Context<'_>, members: &[Delegate], mut faults: Faults) -> Guarded {
    let side = c.mandated_chief()?;
    people(c, side, members, &mut faults);
    faults.finish()?;
    both_sides(c, side, members)?;
    numbers(c, side, members.len())?;
    outside(c, members)?;
    let completes = matches!(c.state.stage, Stage::Preparing { .. }) && c.state.delegation(side.other()).is_some();
    Ok(Determination { completes, ..resting_on(c.procedure.representatives_min.as_ref()) })
}

/// Whom a side may name: open accounts that are not the other side's people or the bureau's. An account of its own
/// people, or of nobody's here: an expert from outside.
fn people(c: &Context<'_>, side: Side, members: &[Delegate], faults: &mut Faults) {
    for (i, account) in members.iter().enumerate().filter_map(|(i, member)| Some((i, member.account?))) {
        let person = c.references.person(account);
        let fine = person.is_some_and(|person| !c.state.opening.is_foreign(side, &person.organisations));
        faults.check(fine, format!("members[{i}].account"), RefusalCode::Unknown);
    }
}

/// Nobody represents both sides. Who holds a mandate of this side is this side's, whatever the other has named.
fn both_sides(c: &Context<'_>, side: Side, members: &[Delegate]) -> Result<(), Refusal> {
    let others = c.state.delegation(side.other()).map_or(&[][..], |d| &d.members);
    let there: HashSet<Uuid> = others.iter().filter_map(|other| other.account).collect();
    let own = c.state.opening.party(side).organisation;
    let mut refusal = Refusal::new(RefusalCode::OnBothSides);
    for (i, account) in members.iter().enumerate().filter_map(|(i, member)| Some((i, member.account?))) {
        let ours = || c.references.person(account).is_some_and(|person| person.organisations.contains(&own));
        if there.contains(&account) && !ours() {
            refusal = refusal.at(format!("members[{i}]"));
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

/// Who has left: by account, else by declared id, else by name.
pub(super) struct Who<'a> {
    pub name: &'a str,
    pub account: Option<Uuid>,
    pub id: Option<&'a str>,
}

impl Who<'_> {
    fn is(&self, member: &Delegate) -> bool {
        match (self.account, self.id) {
            (Some(account), _) => member.account == Some(account),
            (None, Some(id)) => member.id.as_deref().is_some_and(|own| name_key(own) == name_key(id)),
            (None, None) => name_key(&member.name) == name_key(self.name),
        }
    }

    /// The field by which the person is named.
    const fn field(&self) -> &'static str {
        match (self.account, self.id) {
            (Some(_), _) => "account",
            (None, Some(_)) => "id",
            (None, None) => "representative",
        }
    }
}

pub(super) fn vacancy(c: &Context<'_>, who: &Who<'_>, faults: Faults) -> Guarded {
    let side = c.mandated_chief()?;
    faults.finish()?;
    let members = c.state.delegation(side).map_or(&[][..], |d| &d.members);
    let meant: Vec<&Delegate> = members.iter().filter(|member| who.is(member)).collect();
    // People of one name without account or id are alike to the record; of others it must be said who is meant.
    let alike = meant.iter().all(|member| member.account.is_none() && member.id.is_none());
    match meant.len() {
        0 => return Err(Refusal::new(RefusalCode::Unknown).at(who.field())),
        1 => {}
        _ if alike => {}
        _ => return Err(Refusal::new(RefusalCode::Ambiguous).at("representative")),
    }
    let open = c.state.vacancies.iter().filter(|v| v.side == side && v.filled.is_none());
    let told = open.filter(|v| meant.iter().any(|member| v.is_of(member))).count();
    c.allow(told < meant.len(), RefusalCode::AlreadyDone)?;
    Ok(resting_on(c.procedure.replacement.as_ref()))
}

impl Vacancy {
    fn is_of(&self, member: &Delegate) -> bool {
        (self.account, &self.id) == (member.account, &member.id)
            && name_key(&self.representative) == name_key(&member.name)
    }
}

/// Kept as the delegation names the person.
pub(super) fn apply_vacancy(n: &mut Negotiation, stamp: Stamp, side: Side, who: &Who<'_>) {
    let member = n.delegation(side).and_then(|d| d.members.iter().find(|member| who.is(member)));
    let (representative, account, id) = match member {
        Some(member) => (member.name.clone(), member.account, member.id.clone()),
        None => (who.name.to_owned(), who.account, who.id.map(str::to_owned)),
    };
    n.vacancies.push(Vacancy { stamp, side, representative, account, id, filled: None });
}
