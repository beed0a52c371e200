//! `A:<code>` allowances.

use super::case::Case;
use super::judge::{Ends, Judged, Sense};
use super::share::{Amount, of_month};
use super::{Notes, Reason, Share, Unit};
use crate::decimal::Money;
use crate::payroll::exact::Exact;
use crate::payroll::in_force::{AllowanceRate, Chosen, InForce, money, number};
use crate::payroll::record::AllowanceCells;
use crate::term::{AllowanceUnit, EmploymentKind};
use std::cmp::Ordering;

/// By unit round(amount·f), round(amount·paid_days), … → `allowance_<code>`.
pub(super) fn allowance<'a>(case: &Case<'a>, index: usize, code: &'a str, notes: &mut impl Notes) -> Judged<'a> {
    if !case.is_employed() {
        return Judged::nothing(Unit::Money);
    }
    let cells = case.record.allowances.get(index).copied().unwrap_or_default();
    let ends = case.over(Unit::Money, Sense::AtLeast, |regime, ends| {
        let choices = regime.allowances.get(index).map_or(&[][..], Vec::as_slice);
        if choices.is_empty() {
            return ends.nothing();
        }
        ends.steps |= choices.len() > 1;
        for chosen in choices {
            match chosen {
                Chosen::Is(rate) => need(case, regime, (rate, cells, code), ends, notes),
                _ => ends.nothing(),
            }
        }
    });
    let counts = case.contract.counts.get(index).copied().unwrap_or(true);
    let actual = cells.paid.map(Money::e4).ok_or(Reason::Column("missing_allowance", code));
    ends.judged(actual).owed(if counts { Share::Within } else { Share::Apart })
}

fn need<'a>(
    case: &Case<'a>,
    regime: &'a InForce,
    (rate, cells, code): (&'a AllowanceRate, AllowanceCells, &'a str),
    ends: &mut Ends<'a>,
    notes: &mut impl Notes,
) {
    let amount = Amount::of(rate.amount);
    let record = case.record;
    let count = match rate.unit {
        AllowanceUnit::Month | AllowanceUnit::ServiceYear if case.is(EmploymentKind::PartTime) => {
            return ends.not_applicable();
        }
        AllowanceUnit::Month => return of_share(case, regime, rate, rate.amount, ends, notes),
        AllowanceUnit::ServiceYear => {
            let years = record.service_years.map(|years| rate.amount.saturating_mul(i64::from(years)));
            return match years {
                Some(amount) => of_share(case, regime, rate, amount, ends, notes),
                None => ends.unknown(Reason::Word("missing_service_years")),
            };
        }
        AllowanceUnit::Day => record.paid_days.map(|days| days.e4()).ok_or(Reason::Word("missing_paid_days")),
        AllowanceUnit::Shift => cells.shifts.map(|shifts| shifts.e4()).ok_or(Reason::Column("missing_shifts", code)),
        AllowanceUnit::Hour => cells.hours.map(|hours| hours.e4()).ok_or(Reason::Column("missing_hours", code)),
    };
    match count {
        Ok(count) => {
            let exact = amount.exact.times(Exact::e4(count)).and_then(|exact| within(rate, exact));
            let formula = || {
                let plain = format!("{} × {}", amount.text(), number(count));
                rate.max.map_or(plain.clone(), |max| format!("min({plain}, {})", money(max)))
            };
            notes.note(formula, exact);
            ends.asks_exact(exact, case.rounding(), case.contract.basis(rate.place));
        }
        Err(reason) => ends.unknown(reason),
    }
}

/// Asks for the share of a month of an amount.
fn of_share<'a>(
    case: &Case<'a>,
    regime: &'a InForce,
    rate: &'a AllowanceRate,
    amount: i64,
    ends: &mut Ends<'a>,
    notes: &mut impl Notes,
) {
    let amount = Amount::of(rate.max.map_or(amount, |max| amount.min(max)));
    let basis = case.contract.basis(rate.place);
    let done = of_month(case, &regime.ground, amount, notes, |exact| ends.asks_exact(exact, case.rounding(), basis));
    if let Err(reason) = done {
        ends.unknown(reason);
    }
}

/// An amount, or the most a month where that is less.
fn within(rate: &AllowanceRate, exact: Exact) -> Option<Exact> {
    match rate.max.map(Exact::e4) {
        Some(max) if exact.compare(max)? == Ordering::Greater => Some(max),
        _ => Some(exact),
    }
}
