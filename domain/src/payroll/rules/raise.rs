//! S11 raises: events in months of full time.

use super::case::{Case, Time};
use super::judge::{Judged, Sense};
use super::{MISSING_COLUMN, Notes, Reason, Unit};
use crate::payroll::exact::Exact;
use crate::payroll::ground::Ground;
use crate::payroll::in_force::{InForce, Step, number};
use crate::payroll::record::Record;
use crate::term::{Adjustment, EmploymentKind};
use std::cmp::Ordering;

/// A wage before raises, with all that has been done to it.
struct Raised {
    wage: Exact,
    /// Place of the item that came last.
    last: Option<usize>,
    formula: String,
}

/// What a monthly wage of full time is a multiple of: `None` for a month, else so many hours or days.
fn unit_of(time: Time, ground: &Ground) -> Result<Option<i64>, Reason<'static>> {
    let unit = match time {
        Time::Month => return Ok(None),
        Time::Hour => ground.hours,
        Time::Day => ground.days,
    };
    unit.filter(|unit| *unit > 0).map(Some).ok_or(Reason::Word("no_statutory_value"))
}

/// A wage of a record as a month of full time; `None` without the rulebook's hours or days a month.
pub(in crate::payroll) fn in_months(record: &Record<'_>, ground: &Ground, e4: i64) -> Option<Exact> {
    let time = match record.employment {
        EmploymentKind::PartTime => Time::Hour,
        EmploymentKind::DayRate => Time::Day,
        _ => Time::Month,
    };
    let wage = Exact::e4(e4);
    match unit_of(time, ground).ok()? {
        Some(unit) => wage.times(Exact::e4(unit)),
        None => Some(wage),
    }
}

/// S11: previous_wage after all steps begun by the day → agreed_wage.
pub(super) fn raise<'a>(case: &Case<'a>, notes: &mut impl Notes) -> Judged<'a> {
    let record = case.record;
    let asked = case.regimes.iter().any(|regime| !regime.raises.is_empty());
    let Some(agreed) = record.agreed_wage.filter(|_| case.is_employed() && asked) else {
        return Judged::nothing(Unit::Money);
    };
    if case.absent.previous_wage {
        return Judged::unknown(MISSING_COLUMN, Unit::Money);
    }
    let Some(previous) = record.previous_wage else { return Judged::nothing(Unit::Money) };
    let ends = case.over(Unit::Money, Sense::AtLeast, |regime, ends| {
        let unit = match unit_of(case.time, &regime.ground) {
            Ok(unit) => unit,
            Err(reason) => return ends.unknown(reason),
        };
        let monthly = Exact::e4(previous.e4()).times(Exact::e4(unit.unwrap_or(10_000)));
        let first = unit.map_or_else(|| previous.to_string(), |unit| format!("{previous} × {}", number(unit)));
        let raised = monthly.and_then(|wage| steps(regime, wage, first));
        let Some(raised) = raised else { return ends.unknown(Reason::Word("out_of_range")) };
        let Some(place) = raised.last else { return ends.nothing() };
        let exact = unit.map_or(Some(raised.wage), |unit| raised.wage.over_e4(unit));
        let formula = || match unit {
            Some(unit) => format!("({}) ÷ {}", raised.formula, number(unit)),
            None => raised.formula.clone(),
        };
        notes.note(formula, exact);
        ends.asks_exact(exact, case.rounding(), case.contract.basis(place));
    });
    ends.judged(Ok(agreed.e4()))
}

/// All steps in order; `None` when out of range.
fn steps(regime: &InForce, wage: Exact, formula: String) -> Option<Raised> {
    let mut raised = Raised { wage, last: None, formula };
    for day in &regime.raises {
        let before = raised.wage;
        let mut fitting = Vec::with_capacity(day.len());
        for step in day {
            if step.fits(before)? {
                fitting.push(step);
            }
        }
        let Some(rank) = fitting.iter().map(|step| step.rank).max() else { continue };
        fitting.retain(|step| step.rank == rank);
        let (amounts, percents): (Vec<&Step>, Vec<&Step>) =
            fitting.into_iter().partition(|step| matches!(step.range, Adjustment::Amount { .. }));
        apply(&mut raised, &amounts)?;
        apply(&mut raised, &percents)?;
    }
    Some(raised)
}

/// Of equal steps the higher result.
fn apply(raised: &mut Raised, steps: &[&Step]) -> Option<()> {
    let mut best: Option<(Exact, &Step)> = None;
    for step in steps {
        let next = after(step, raised.wage)?;
        let more = match best {
            Some((known, _)) => next.compare(known)? == Ordering::Greater,
            None => true,
        };
        if more {
            best = Some((next, step));
        }
    }
    let Some((wage, step)) = best else { return Some(()) };
    raised.formula = match step.range {
        Adjustment::Amount { low, .. } => format!("{} + {low}", raised.formula),
        Adjustment::Percent { low, at_least: Some(least), .. } => {
            format!("({}) + max({low} %, {least})", raised.formula)
        }
        Adjustment::Percent { low, .. } => format!("({}) × (1 + {low} %)", raised.formula),
    };
    (raised.wage, raised.last) = (wage, Some(step.place));
    Some(())
}

fn after(step: &Step, wage: Exact) -> Option<Exact> {
    match step.range {
        Adjustment::Amount { low, .. } => wage.plus(Exact::e4(low.e4())),
        Adjustment::Percent { low, at_least, .. } => {
            let part = wage.times(Exact::percent(low.e4()))?;
            wage.plus(at_least.map_or(Some(part), |least| part.greater(Exact::e4(least.e4())))?)
        }
    }
}
