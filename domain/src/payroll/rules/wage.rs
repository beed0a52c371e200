//! S1 statutory minimum, S2 contract minimum, S3 agreed wage.

use super::judge::{Judged, Required, Sense, judge};
use super::{Case, Need, Notes, Rate, Reason, Unit, for_month};
use crate::payroll::exact::Exact;
use crate::payroll::in_force::{ContractMinimum, InForce};
use crate::payroll::line::{Employment, Line};

/// Normal pay: what is held against the minimums.
fn normal_pay(line: &Line<'_>, regime: &InForce) -> i64 {
    let apart = [line.ot_pay, line.special_allowances, line.unused_leave_pay];
    let mut pay = line.gross_pay.e4();
    for amount in apart {
        pay -= amount.e4();
    }
    if regime.excludes_contributions { pay - line.personal_contributions.e4() } else { pay }
}

fn normal_pay_of_month<'a>(case: Case<'a>) -> Result<i64, Reason<'a>> {
    case.regimes.first().map(|regime| normal_pay(case.line, regime)).ok_or(Reason::Word("no_statutory_value"))
}

/// A monthly or hourly rate for the part of the month (or the hours) that is paid.
fn for_time<'a>(case: Case<'a>, regime: &InForce, rate: Rate, notes: &mut impl Notes) -> Result<Exact, Reason<'a>> {
    if !case.part_time {
        return for_month(case.line, rate, regime, notes);
    }
    let hours = case.line.hours.ok_or(Reason::Word("missing_hours"))?;
    let exact = rate.exact.times(Exact::e4(hours.e4()));
    notes.note(|| format!("{} × {hours}", rate.text()), exact);
    exact.ok_or(Reason::Word("out_of_range"))
}

fn time_known<'a>(case: Case<'a>) -> Result<(), Reason<'a>> {
    match (case.part_time, case.line.hours, case.line.paid_days) {
        (true, None, _) => Err(Reason::Word("missing_hours")),
        (false, _, None) => Err(Reason::Word("missing_paid_days")),
        _ => Ok(()),
    }
}

/// A rounded requirement under a basis.
pub(super) fn required<'a>(exact: Result<Exact, Reason<'a>>, case: Case<'a>, basis: &'a str) -> Need<'a> {
    match exact {
        Err(reason) => Need::Unknown(reason),
        Ok(exact) => match exact.round(case.contract.sheet.rounding) {
            Some(value) => Need::Required(Required { value, basis }),
            None => Need::Unknown(Reason::Word("out_of_range")),
        },
    }
}

/// S1: round(m·f) or round(mh·hours) → normal pay.
pub(super) fn statutory<'a>(case: Case<'a>, notes: &mut impl Notes) -> Judged<'a> {
    let need = |regime: &'a InForce| {
        if let Err(reason) = time_known(case) {
            return Need::Unknown(reason);
        }
        let minimum = if case.part_time { &regime.hourly } else { &regime.monthly };
        let Some(minimum) = minimum else { return Need::Unknown(Reason::Word("no_statutory_value")) };
        required(for_time(case, regime, Rate::of(minimum.value), notes), case, &minimum.basis)
    };
    judge(case.regimes.iter().map(need), normal_pay_of_month(case), Unit::Money, Sense::AtLeast)
}

/// The contract minimum of the worker under a regime, in probation that part of it.
pub(super) fn contract_minimum_of<'a>(case: Case<'a>, regime: &'a InForce) -> Result<(Rate, &'a str), Need<'a>> {
    match regime.contract_minimum(case.part_time, case.grade) {
        ContractMinimum::None => Err(Need::Nothing),
        ContractMinimum::NoneOfUnit => Err(Need::NotApplicable),
        ContractMinimum::UnknownGrade => Err(Need::Unknown(Reason::Word("unknown_grade"))),
        ContractMinimum::Is { basis, amount, percent, probation } => {
            let whole = Rate::of(*amount);
            let part = |exact| Rate { exact, percent: *percent, ..whole };
            let on_probation = case.line.employment == Employment::Probation;
            let rate = if on_probation { probation.map(part) } else { Some(whole) };
            rate.map(|rate| (rate, basis.as_str())).ok_or(Need::Unknown(Reason::Word("unknown_grade")))
        }
    }
}

fn contract_need<'a>(case: Case<'a>, regime: &'a InForce, in_time: bool, notes: &mut impl Notes) -> Need<'a> {
    match contract_minimum_of(case, regime) {
        Err(need) => need,
        Ok((rate, basis)) if in_time => required(for_time(case, regime, rate, notes), case, basis),
        Ok((rate, basis)) => {
            notes.note(|| rate.text(), Some(rate.exact));
            required(Ok(rate.exact), case, basis)
        }
    }
}

/// S2: round(c·f) or round(ch·hours) → normal pay.
pub(super) fn contract_minimum<'a>(case: Case<'a>, notes: &mut impl Notes) -> Judged<'a> {
    let needs = case.regimes.iter().map(|regime| contract_need(case, regime, true, notes));
    judge(needs, normal_pay_of_month(case), Unit::Money, Sense::AtLeast)
}

/// S3: c or ch → agreed_wage.
pub(super) fn agreed<'a>(case: Case<'a>, notes: &mut impl Notes) -> Judged<'a> {
    let needs = case.regimes.iter().map(|regime| contract_need(case, regime, false, notes));
    judge(needs, Ok(case.line.agreed_wage.e4()), Unit::Money, Sense::AtLeast)
}
