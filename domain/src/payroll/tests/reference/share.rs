//! f, the share of the month, and g, that of the sick days.

use super::day::Day;
use super::law::Law;
use super::number::{Q, higher, lower, one, whole, zero};
use chrono::{Datelike, NaiveDate};

/// W: Mondays to Fridays of a month.
pub fn working_days(period: NaiveDate) -> Q {
    let days = period.iter_days().take_while(|day| day.month() == period.month());
    whole(days.filter(|day| day.weekday().number_from_monday() <= 5).count() as i64)
}

/// The lower and the higher share of the month.
pub fn share(paid: &Q, period: NaiveDate, day: &Day<'_>, law: &Law<'_>) -> (Q, Q) {
    let all = law.days(day.date);
    let working = working_days(period);
    if *paid >= working || *paid == all {
        return (one(), one());
    }
    let attended = lower(one(), paid / &all);
    let lost = higher(zero(), lower(one(), one() - (&working - paid) / &all));
    match law.text("proration", day.date).as_deref() {
        Some("paid_days") => (attended.clone(), attended),
        Some(_) => (lost.clone(), lost),
        None => (lower(attended.clone(), lost.clone()), higher(attended, lost)),
    }
}

/// Of a day rate: paid days of the month's, at least 1 in a full month.
pub fn daily_share(paid: &Q, period: NaiveDate, day: &Day<'_>, law: &Law<'_>) -> Q {
    let all = law.days(day.date);
    let share = paid / &all;
    if *paid >= working_days(period) || *paid == all { higher(one(), share) } else { share }
}

/// g.
pub fn sick_share(sick: &Q, period: NaiveDate, day: &Day<'_>, law: &Law<'_>) -> Q {
    if *sick >= working_days(period) { one() } else { lower(one(), sick / law.days(day.date)) }
}
