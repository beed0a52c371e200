//! The day of payment: S6.

use super::day::Day;
use super::judge::{At, Judged, Need, Unit, at_most};
use super::number::{Q, whole};
use crate::term::Term;
use chrono::{Datelike, Months, NaiveDate};

/// A day as a number.
pub fn number(day: NaiveDate) -> Q {
    whole(i64::from(day.num_days_from_ce()))
}

/// A day of the month that begins on `first`, at most its last.
fn in_month(first: NaiveDate, day: u32) -> NaiveDate {
    (1..=day).rev().find_map(|day| first.with_day(day)).unwrap()
}

impl At<'_> {
    fn due(&self, day: &Day<'_>) -> Option<NaiveDate> {
        let first = |offset: u32| self.record.period + Months::new(offset);
        let own = day.items.iter().filter(|_| !self.over_age()).find_map(|item| match &item.term {
            Term::Payment { pay_day, month_offset, .. } => {
                Some(in_month(first(u32::from(*month_offset)), u32::from(*pay_day)))
            }
            _ => None,
        });
        match own {
            Some(mut due) => {
                while self.law.says("pay_day_roll", day.date) && !self.law.book.calendar().is_working_day(due) {
                    due = due.pred_opt().unwrap();
                }
                Some(due)
            }
            None => {
                let offset = self.law.text("payment_month_offset", day.date)?;
                Some(in_month(first(offset.parse().unwrap()), 31))
            }
        }
    }

    pub fn s6(&self) -> Judged {
        if self.kind().is_none() {
            return Judged::not_applicable(Unit::Days);
        }
        let Some(paid_on) = self.record.paid_on else { return Judged::cannot("missing_paid_on", Unit::Days) };
        let needs = self.needs(|day| match self.due(day) {
            Some(due) => Need::of(number(due)),
            None => Need::unknown("no_statutory_value"),
        });
        at_most(&needs, number(paid_on), Unit::Days)
    }
}
