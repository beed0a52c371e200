//! Times of the fixtures: of the case itself as dates, of what must be going on now counted from today.

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use chrono_tz::Tz;
use domain::calendar;

/// Now, and the zone in which the fixtures are written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Times {
    pub now: DateTime<Utc>,
    pub zone: Tz,
}

impl Times {
    fn today(&self) -> NaiveDate {
        self.now.with_timezone(&self.zone).date_naive()
    }

    /// `2023-05-08 09:00`, or `-12d 09:00`: twelve days ago at nine.
    pub fn instant(&self, text: &str) -> Result<DateTime<Utc>, String> {
        let local = self.local(text).ok_or_else(|| format!("not a time: {text}"))?;
        calendar::instant(local, self.zone).ok_or_else(|| format!("no such time: {text}"))
    }

    fn local(&self, text: &str) -> Option<NaiveDateTime> {
        let (day, time) = text.split_once(' ')?;
        let day = match day.strip_prefix('-').and_then(|rest| rest.strip_suffix('d')) {
            Some(ago) => self.today().checked_sub_days(Days::new(ago.parse().ok()?))?,
            None => day.parse().ok()?,
        };
        Some(day.and_time(NaiveTime::parse_from_str(time, "%H:%M").ok()?))
    }

    /// What stands between braces: `month:-10` is the first day of the month ten months ago, `end:+1` the last day
    /// of next month, anything else an instant.
    pub fn written(&self, text: &str) -> Result<String, String> {
        let day = match text.split_once(':') {
            Some(("month", shift)) => self.month(shift),
            Some(("end", shift)) => {
                self.month(shift).and_then(|first| first.checked_add_months(Months::new(1))?.pred_opt())
            }
            _ => return Ok(self.instant(text)?.to_rfc3339()),
        };
        day.map(|day| day.to_string()).ok_or_else(|| format!("not a month: {text}"))
    }

    fn month(&self, shift: &str) -> Option<NaiveDate> {
        let first = self.today().with_day(1)?;
        let months: u32 = shift.trim_start_matches(['+', '-']).parse().ok()?;
        if shift.starts_with('-') {
            first.checked_sub_months(Months::new(months))
        } else {
            first.checked_add_months(Months::new(months))
        }
    }
}
