//! Working days and the arithmetic of legal periods.
//!
//! The start day is not counted. A period of calendar days, months or years that ends on a rest day or
//! statutory holiday rolls to the next working day; both dates are kept.

use crate::statute::{Cited, Period, PeriodUnit};
use chrono::{DateTime, Datelike, Days, Months, NaiveDate, NaiveDateTime, Utc, Weekday};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// First year of a day that is taken from outside.
pub const FIRST_YEAR: i32 = 1900;
/// Last year of a day that is taken from outside: far enough for any term, near enough for arithmetic and any database.
pub const LAST_YEAR: i32 = 2200;

/// Whether a day that comes from outside can be meant: 1900-01-01 to 2200-12-31.
pub fn is_plausible(day: NaiveDate) -> bool {
    (FIRST_YEAR..=LAST_YEAR).contains(&day.year())
}

/// The instant of a local time. An hour that the end of summer time brings twice is the first of both; one that its
/// beginning leaves out is no time: `None`.
pub fn instant(local: NaiveDateTime, zone: Tz) -> Option<DateTime<Utc>> {
    Some(local.and_local_timezone(zone).earliest()?.to_utc())
}

/// Rest days and working days of a jurisdiction: weekends, moved by each year's notice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    days_off: BTreeSet<NaiveDate>,
    working: BTreeSet<NaiveDate>,
    years: BTreeMap<i32, Vec<Cited<()>>>,
}

/// The end of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Due {
    /// Counted only.
    pub unrolled: NaiveDate,
    /// Rolled to the next working day; the legally effective one.
    pub rolled: NaiveDate,
    /// False where the calendar has no notice for the year: holidays other than weekends are not known.
    pub calendar_known: bool,
}

impl Calendar {
    /// Adds a year's notice: `MM-DD` or `MM-DD/MM-DD` ranges, separated by spaces.
    ///
    /// # Errors
    /// The first part that is no date or range of that year.
    pub fn add_year(&mut self, year: i32, days_off: &str, working: &str, source: Cited<()>) -> Result<(), String> {
        self.days_off.extend(days(year, days_off)?);
        self.working.extend(days(year, working)?);
        self.years.entry(year).or_default().push(source);
        Ok(())
    }

    /// Sources of a year's holidays; empty: unknown beyond weekends.
    pub fn sources(&self, year: i32) -> &[Cited<()>] {
        self.years.get(&year).map_or(&[], Vec::as_slice)
    }

    /// Whether work is done on `day`.
    pub fn is_working_day(&self, day: NaiveDate) -> bool {
        let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        !self.days_off.contains(&day) && (!weekend || self.working.contains(&day))
    }

    /// The last day of a period that starts with an act on `start`.
    pub fn due(&self, start: NaiveDate, period: Period) -> Due {
        match period.unit {
            PeriodUnit::WorkingDays => {
                let end = self.step_working(start, period.count, NaiveDate::succ_opt);
                self.finish(end, end)
            }
            _ => {
                let end = count(start, period);
                self.finish(end, self.next_working(end))
            }
        }
    }

    /// The first day from which a period that ends with `end` runs: `due` backwards, not rolled.
    /// For windows such as "within the 60 days before expiry".
    pub fn opens_before(&self, end: NaiveDate, period: Period) -> NaiveDate {
        let back = |days: u64| end.checked_sub_days(Days::new(days)).unwrap_or(NaiveDate::MIN);
        match period.unit {
            PeriodUnit::Days => back(u64::from(period.count)),
            PeriodUnit::ClearDays => back(u64::from(period.count).saturating_add(1)),
            PeriodUnit::WorkingDays => self.step_working(end, period.count, NaiveDate::pred_opt),
            PeriodUnit::Months => end.checked_sub_months(Months::new(period.count)).unwrap_or(NaiveDate::MIN),
            PeriodUnit::Years => {
                end.checked_sub_months(Months::new(period.count.saturating_mul(12))).unwrap_or(NaiveDate::MIN)
            }
        }
    }

    fn finish(&self, unrolled: NaiveDate, rolled: NaiveDate) -> Due {
        let known = |day: NaiveDate| !self.sources(day.year()).is_empty();
        Due { unrolled, rolled, calendar_known: known(unrolled) && known(rolled) }
    }

    fn next_working(&self, day: NaiveDate) -> NaiveDate {
        // A year has working days: no notice takes more than a month of them.
        day.iter_days().take(60).find(|d| self.is_working_day(*d)).unwrap_or(day)
    }

    /// The day itself where work is done on it, else the last working day before.
    pub fn last_working(&self, day: NaiveDate) -> NaiveDate {
        let back = std::iter::successors(Some(day), NaiveDate::pred_opt);
        back.take(60).find(|d| self.is_working_day(*d)).unwrap_or(day)
    }

    fn step_working(&self, start: NaiveDate, count: u32, step: fn(&NaiveDate) -> Option<NaiveDate>) -> NaiveDate {
        let mut day = start;
        let mut left = count;
        while left > 0 {
            let Some(next) = step(&day) else { break };
            day = next;
            if self.is_working_day(day) {
                left -= 1;
            }
        }
        day
    }
}

/// The counted last day; months end on the corresponding day or the month's end.
fn count(start: NaiveDate, period: Period) -> NaiveDate {
    let days = |n: u32| start.checked_add_days(Days::new(u64::from(n)));
    let months = |n: u32| start.checked_add_months(Months::new(n));
    let end = match period.unit {
        PeriodUnit::Days | PeriodUnit::WorkingDays => days(period.count),
        PeriodUnit::ClearDays => days(period.count.saturating_add(1)),
        PeriodUnit::Months => months(period.count),
        PeriodUnit::Years => months(period.count.saturating_mul(12)),
    };
    end.unwrap_or(NaiveDate::MAX)
}

/// The last day of a term of that length which starts on `from`: the day before the corresponding day, or the month's
/// end where the month has no such day.
pub fn last_day_of_term(from: NaiveDate, length: Period) -> NaiveDate {
    let end = count(from, length);
    let in_months = matches!(length.unit, PeriodUnit::Months | PeriodUnit::Years);
    if in_months && end.day() < from.day() { end } else { end.pred_opt().unwrap_or(from) }
}

fn days(year: i32, text: &str) -> Result<Vec<NaiveDate>, String> {
    let mut out = Vec::new();
    for part in text.split_whitespace() {
        let (first, last) = part.split_once('/').unwrap_or((part, part));
        let read = |md: &str| NaiveDate::parse_from_str(&format!("{year}-{md}"), "%Y-%m-%d").ok();
        let (Some(first), Some(last)) = (read(first), read(last)) else {
            return Err(format!("`{part}` is no day or range of {year}"));
        };
        out.extend(first.iter_days().take_while(|day| *day <= last));
    }
    Ok(out)
}

#[cfg(test)]
mod tests;
