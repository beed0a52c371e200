//! S4 overtime pay, S5 overtime cap.

use super::judge::{Judged, Required, Sense, judge};
use super::wage::{contract_minimum_of, required};
use super::{Case, Line, Need, Notes, Outcome, Rate, Reason, Unit, plain};
use crate::payroll::exact::Exact;
use crate::payroll::in_force::InForce;

fn total_hours(line: &Line<'_>) -> i64 {
    line.overtime_hours.iter().map(|hours| hours.e4()).fold(0, i64::saturating_add)
}

/// S4: round(b·(hw·kw + hr·kr + hh·kh)) → ot_pay.
pub(super) fn pay<'a>(case: Case<'a>, notes: &mut impl Notes) -> Judged<'a> {
    let line = case.line;
    if total_hours(line) == 0 && line.ot_pay.e4() == 0 {
        return Judged::plain(Outcome::NotApplicable, Unit::Money);
    }
    let needs = case.regimes.iter().map(|regime| pay_need(case, regime, notes));
    judge(needs, Ok(line.ot_pay.e4()), Unit::Money, Sense::AtLeast)
}

fn pay_need<'a>(case: Case<'a>, regime: &'a InForce, notes: &mut impl Notes) -> Need<'a> {
    let Some(rates) = &regime.overtime else { return Need::Unknown(Reason::Word("no_statutory_value")) };
    let base = if regime.from_minimum {
        match contract_minimum_of(case, regime) {
            Ok((rate, _)) => rate,
            Err(Need::Unknown(reason)) => return Need::Unknown(reason),
            Err(_) => return Need::Unknown(Reason::Word("no_contract_minimum")),
        }
    } else {
        Rate::of(case.line.agreed_wage.e4())
    };
    let hourly = if case.part_time { Some(base.exact) } else { regime.hours.and_then(|of| base.exact.over_e4(of)) };
    let mut weighted = Some(0_i128);
    for (hours, multiplier) in case.line.overtime_hours.iter().zip(rates.multipliers) {
        let product = i128::from(hours.e4()) * i128::from(multiplier);
        weighted = weighted.and_then(|sum| sum.checked_add(product));
    }
    let exact = hourly.zip(weighted).and_then(|(hourly, num)| hourly.times(Exact { num, den: 100_000_000 }));
    notes.note(|| formula(case, base, regime.hours, rates.multipliers), exact);
    required(exact.ok_or(Reason::Word("out_of_range")), case, &rates.basis)
}

fn formula(case: Case<'_>, base: Rate, hours: Option<i64>, multipliers: [i64; 3]) -> String {
    let parts = case.line.overtime_hours.iter().zip(multipliers).map(|(hours, k)| format!("{hours} × {}", plain(k)));
    let parts = parts.collect::<Vec<_>>().join(" + ");
    match hours.filter(|_| !case.part_time) {
        Some(of) => format!("{} ÷ {} × ({parts})", base.text(), plain(of)),
        None => format!("{} × ({parts})", base.text()),
    }
}

/// S5: total overtime hours ≤ the lower of contract and statute.
pub(super) fn cap<'a>(case: Case<'a>, notes: &mut impl Notes) -> Judged<'a> {
    let total = total_hours(case.line);
    if total == 0 {
        return Judged::plain(Outcome::NotApplicable, Unit::Hours);
    }
    let hours = case.line.overtime_hours;
    notes.note(|| hours.map(|hours| hours.to_string()).join(" + "), Some(Exact::e4(total)));
    let need = |regime: &'a InForce| match &regime.overtime_cap {
        Some(cap) => Need::Required(Required { value: cap.value, basis: &cap.basis }),
        None => Need::Unknown(Reason::Word("no_statutory_value")),
    };
    judge(case.regimes.iter().map(need), Ok(total), Unit::Hours, Sense::AtMost)
}
