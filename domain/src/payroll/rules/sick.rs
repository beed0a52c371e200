//! S13 sick pay.

use super::case::{Case, Time};
use super::judge::{Judged, Sense};
use super::{MISSING_COLUMN, Notes, Reason, Share, Unit};
use crate::decimal::Percent;
use crate::payroll::exact::Exact;
use crate::payroll::ground::{Ground, SickTerm};
use crate::payroll::in_force::{money, number};
use crate::term::{EmploymentKind, SickPayBase, SickRate};
use std::cmp::Ordering;

/// A month of sick pay.
struct Month<'a> {
    exact: Exact,
    text: String,
    basis: &'a str,
}

/// S13: round(p · g) → sick_pay.
pub(super) fn sick<'a>(case: &Case<'a>, notes: &mut impl Notes) -> Judged<'a> {
    let days = case.record.sick_days.e4();
    if !case.is_employed() || case.is(EmploymentKind::PartTime) || days == 0 {
        return Judged::nothing(Unit::Money);
    }
    if case.absent.sick_pay {
        return Judged::unknown(MISSING_COLUMN, Unit::Money);
    }
    let ends = case.over(Unit::Money, Sense::AtLeast, |regime, ends| {
        let ground = &*regime.ground;
        let month = match month(case, ground) {
            Ok(month) => month,
            Err(reason) => return ends.unknown(reason),
        };
        let Some(of) = ground.days.filter(|days| *days > 0) else {
            return ends.unknown(Reason::Word("no_statutory_value"));
        };
        let whole = days >= ground.weekdays || days >= of;
        let part = || month.exact.times(Exact::e4(days)).and_then(|pay| pay.over_e4(of));
        let exact = if whole { Some(month.exact) } else { part() };
        let formula = || {
            let (text, days) = (&month.text, number(days));
            match whole {
                true => format!("{text} × 1 ({days} ≥ {})", number(ground.weekdays.min(of))),
                false => format!("{text} × min({days}, {of}) ÷ {of}", of = number(of)),
            }
        };
        notes.note(formula, exact);
        ends.asks_exact(exact, case.rounding(), month.basis);
    });
    ends.judged(Ok(case.record.sick_pay.e4())).owed(Share::Apart)
}

/// `p`: what the statute asks, or the contract where that is more.
fn month<'a>(case: &Case<'a>, ground: &'a Ground) -> Result<Month<'a>, Reason<'a>> {
    let none = Reason::Word("no_statutory_value");
    let minimum = ground.monthly.as_ref().ok_or(none)?;
    let law = ground.sick_pay.as_ref().ok_or(none)?;
    let out = Reason::Word("out_of_range");
    let of_law = Month {
        exact: Exact::e4(minimum.value).times(Exact::percent(law.value)).ok_or(out)?,
        text: format!("{} × {} %", money(minimum.value), number(law.value)),
        basis: &law.basis,
    };
    let ours = ground.sick_term.as_ref().and_then(|term| Some((term, percent(case, term)?)));
    let Some((term, percent)) = ours else { return Ok(of_law) };
    let (base, text) = match term.of {
        SickPayBase::StatutoryMinimum => (Exact::e4(minimum.value), money(minimum.value)),
        SickPayBase::AgreedWage => {
            let Some(wage) = case.record.agreed_wage else { return Ok(of_law) };
            match case.time {
                Time::Day => {
                    let days = ground.days.ok_or(none)?;
                    let exact = Exact::e4(wage.e4()).times(Exact::e4(days)).ok_or(out)?;
                    (exact, format!("{wage} × {}", number(days)))
                }
                _ => (Exact::e4(wage.e4()), wage.to_string()),
            }
        }
    };
    let exact = base.times(Exact::percent(percent.e4())).ok_or(out)?;
    if exact.compare(of_law.exact).ok_or(out)? != Ordering::Greater {
        return Ok(of_law);
    }
    Ok(Month { exact, text: format!("{text} × {percent} %"), basis: case.contract.basis(term.place) })
}

/// The contract's percent: of the last band that begins at or below the worker's years; not known: the lowest.
fn percent(case: &Case<'_>, term: &SickTerm) -> Option<Percent> {
    match &term.rate {
        SickRate::Flat { percent } => Some(*percent),
        SickRate::Bands { bands } => match case.record.service_years {
            None => bands.iter().map(|band| band.percent).min(),
            Some(years) => {
                let halves = years.saturating_mul(2);
                bands.iter().rev().find(|band| band.service_years_from.halves() <= halves).map(|band| band.percent)
            }
        },
    }
}
