//! S1 statutory minimum, S2 contract minimum, S3 agreed wage.

use super::case::{Case, Time};
use super::judge::{Ends, Judged, Sense};
use super::share::{Amount, by_day, for_time};
use super::{Notes, Reason, Share, Unit};
use crate::payroll::exact::Exact;
use crate::payroll::in_force::{Chosen, Rate};
use crate::term::EmploymentKind;

/// S1: round(m·f), round(m/D·paid_days) or round(mh·hours) → normal pay.
pub(super) fn statutory<'a>(case: &Case<'a>, notes: &mut impl Notes) -> Judged<'a> {
    if case.is_none() {
        return Judged::nothing(Unit::Money);
    }
    let ends = case.over(Unit::Money, Sense::AtLeast, |regime, ends| {
        let ground = &*regime.ground;
        if !case.binds(ground) {
            return ends.nothing();
        }
        if let Err(reason) = time_known(case) {
            return ends.unknown(reason);
        }
        let minimum = if case.time == Time::Hour { &ground.hourly } else { &ground.monthly };
        let Some(minimum) = minimum else { return ends.unknown(Reason::Word("no_statutory_value")) };
        let amount = Amount::of(minimum.value);
        if case.time != Time::Day {
            return for_time(case, ground, amount, &minimum.basis, ends, notes);
        }
        match by_day(case, ground, amount, notes) {
            Ok(exact) => ends.asks_exact(exact, case.rounding(), &minimum.basis),
            Err(reason) => ends.unknown(reason),
        }
    });
    let judged = ends.judged(case.normal_pay()).owed(Share::Statutory);
    if judged.required.is_some() {
        note_pay(case, notes);
    }
    judged
}

/// How normal pay comes about.
fn note_pay(case: &Case<'_>, notes: &mut impl Notes) {
    let excluded = case.excludes_contributions();
    notes.note(|| case.pay_text(excluded), Some(Exact::e4(case.paid.normal)));
}

fn time_known<'a>(case: &Case<'a>) -> Result<(), Reason<'a>> {
    match (case.time, case.record.hours, case.record.paid_days) {
        (Time::Hour, None, _) => Err(Reason::Word("missing_hours")),
        (Time::Month | Time::Day, _, None) => Err(Reason::Word("missing_paid_days")),
        _ => Ok(()),
    }
}

/// Hears each of the contract minimums that may be the worker's on these days; that there is none is told to `ends`.
fn each_minimum<'a>(
    case: &Case<'a>,
    minimums: &'a [Chosen<Rate>],
    ends: &mut Ends<'a>,
    mut each: impl FnMut(&'a Rate, &'a str, &mut Ends<'a>),
) {
    ends.steps |= minimums.len() > 1;
    for chosen in minimums {
        match chosen {
            Chosen::Nothing => ends.nothing(),
            Chosen::NoneOfKind => ends.not_applicable(),
            Chosen::Unmatched if minimums.len() > 1 => ends.nothing(),
            Chosen::Unmatched => ends.unknown(Reason::Word("unknown_grade")),
            Chosen::NoStatute => ends.unknown(Reason::Word("no_statutory_value")),
            Chosen::OutOfRange => ends.unknown(Reason::Word("out_of_range")),
            Chosen::Is(rate) => each(rate, case.contract.basis(rate.place), ends),
        }
    }
}

/// S2: round(c·f), round(ch·hours) or round(cd·paid_days) → normal pay.
pub(super) fn contract<'a>(case: &Case<'a>, notes: &mut impl Notes) -> Judged<'a> {
    if !case.is_employed() {
        return Judged::nothing(Unit::Money);
    }
    let ends = case.over(Unit::Money, Sense::AtLeast, |regime, ends| {
        each_minimum(case, &regime.minimum, ends, |rate, basis, ends| {
            for_time(case, &regime.ground, Amount::rate(rate), basis, ends, notes);
        });
    });
    ends.judged(case.normal_pay()).owed(Share::Contract)
}

/// S3: c, ch or cd → agreed_wage.
pub(super) fn agreed<'a>(case: &Case<'a>, notes: &mut impl Notes) -> Judged<'a> {
    let none = case.record.agreed_wage.is_none() && case.is(EmploymentKind::Piece);
    if !case.is_employed() || none {
        return Judged::nothing(Unit::Money);
    }
    let ends = case.over(Unit::Money, Sense::AtLeast, |regime, ends| {
        // Where the years of service are not known: the fewest.
        let least = regime.minimum.get(..1).unwrap_or_default();
        each_minimum(case, least, ends, |rate, basis, ends| {
            notes.note(|| rate.text.clone(), Some(rate.exact));
            ends.asks_exact(Some(rate.exact), case.rounding(), basis);
        });
    });
    ends.judged(case.record.agreed_wage.map(|wage| wage.e4()).ok_or(Reason::Word("missing_agreed_wage")))
}
