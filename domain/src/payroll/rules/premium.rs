//! `P`: premium on ordinary hours.

use super::case::Case;
use super::judge::{Ends, Judged, Sense};
use super::overtime::{Wage, hour, month, no_minimum};
use super::{MISSING_COLUMN, Notes, Reason, Share, Unit};
use crate::payroll::exact::Exact;
use crate::payroll::ground::{Agreed, Ground};
use crate::payroll::in_force::{Chosen, InForce, number};
use crate::term::{ClassRate, HoursLike, OvertimeBase};

/// Σ hours of ordinary classes · (max(multiplier − 1, 0)·b, or percent_of_month/100·M − b) → premium_pay.
pub(super) fn premium<'a>(case: &Case<'a>, notes: &mut impl Notes) -> Judged<'a> {
    let ordinary = case.record.class_hours.iter().zip(&case.contract.likes);
    let mut ordinary = ordinary.filter(|(_, like)| **like == HoursLike::Ordinary);
    if !case.is_employed() || !ordinary.any(|(hours, _)| hours.e4() != 0) {
        return Judged::nothing(Unit::Money);
    }
    let ends = case.over(Unit::Money, Sense::AtLeast, |regime, ends| match &regime.ground.premiums {
        None => ends.nothing(),
        Some(agreed) if agreed.base == OvertimeBase::ContractMinimum => match regime.minimum.first() {
            Some(Chosen::Is(_)) if case.record.agreed_wage.is_none() && asks_of_month(case, agreed) => {
                ends.unknown(Reason::Word("missing_agreed_wage"));
            }
            Some(Chosen::Is(rate)) => need(case, regime, agreed, Wage::rate(rate), ends, notes),
            other => ends.unknown(other.map_or(Reason::Word("no_contract_minimum"), no_minimum)),
        },
        Some(agreed) => match case.record.agreed_wage {
            Some(wage) => need(case, regime, agreed, Wage::of(wage.e4()), ends, notes),
            None => ends.unknown(Reason::Word("missing_agreed_wage")),
        },
    });
    let paid = if case.absent.premium_pay { Err(MISSING_COLUMN) } else { Ok(case.record.premium_pay.e4()) };
    ends.judged(paid).owed(Share::Apart)
}

/// Whether some hours are paid by the worker's own month.
fn asks_of_month(case: &Case<'_>, agreed: &Agreed) -> bool {
    let classes = case.record.class_hours.iter().zip(&case.contract.likes).zip(&agreed.classes);
    let mut ordinary = classes.filter(|((hours, like), _)| hours.e4() != 0 && **like == HoursLike::Ordinary);
    ordinary.any(|(_, rate)| matches!(rate, Some(ClassRate::PercentOfMonth { .. })))
}

fn need<'a>(
    case: &Case<'a>,
    regime: &'a InForce,
    agreed: &'a Agreed,
    wage: Wage<'_>,
    ends: &mut Ends<'a>,
    notes: &mut impl Notes,
) {
    let classes = || case.record.class_hours.iter().zip(&case.contract.likes).zip(&agreed.classes);
    let paid = classes().any(|((hours, like), rate)| hours.e4() != 0 && *like == HoursLike::Ordinary && rate.is_some());
    if !paid {
        return ends.nothing();
    }
    let of_class = |((hours, like), rate): ((&crate::decimal::Hours, &HoursLike), &Option<ClassRate>)| {
        let rate = rate.filter(|_| hours.e4() != 0 && *like == HoursLike::Ordinary)?;
        Some((hours.e4(), rate))
    };
    let mut sum = Some(Exact::e4(0));
    for (hours, rate) in classes().filter_map(of_class) {
        let part = of_hour(case, &regime.ground, agreed, wage, rate);
        sum = sum.zip(part).and_then(|(sum, part)| sum.plus(part.times(Exact::e4(hours))?));
    }
    let formula = || {
        let (text, divisor) = (wage.text(), number(agreed.divisor));
        let part = |(hours, rate): (i64, ClassRate)| match rate {
            ClassRate::Multiplier { multiplier } => {
                format!("{} × max({multiplier} − 1, 0) × {text} ÷ {divisor}", number(hours))
            }
            ClassRate::PercentOfMonth { percent_of_month } => {
                let own = case.record.agreed_wage.unwrap_or_default();
                format!("{} × ({percent_of_month} % × {own} − {text} ÷ {divisor})", number(hours))
            }
        };
        classes().filter_map(of_class).map(part).collect::<Vec<_>>().join(" + ")
    };
    notes.note(formula, sum);
    ends.asks_exact(sum, case.rounding(), case.contract.basis(agreed.place));
}

/// What an ordinary hour is paid above the hour itself.
fn of_hour(case: &Case<'_>, ground: &Ground, agreed: &Agreed, wage: Wage<'_>, rate: ClassRate) -> Option<Exact> {
    let own = hour(case.time, ground, wage.exact, agreed.divisor)?;
    match rate {
        ClassRate::Multiplier { multiplier } => own.times(Exact::e4(multiplier.e4().saturating_sub(10_000).max(0))),
        ClassRate::PercentOfMonth { percent_of_month } => {
            // The worker's own month.
            let month = month(case.time, ground, Exact::e4(case.record.agreed_wage?.e4()), agreed.divisor)?;
            month.times(Exact::percent(percent_of_month.e4()))?.minus(own)
        }
    }
}
