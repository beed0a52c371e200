//! Months by number: one after the other, across years.

use chrono::{Datelike, NaiveDate};

/// The number of a month.
pub(super) fn month_number(period: NaiveDate) -> i32 {
    period.year() * 12 + i32::try_from(period.month0()).unwrap_or(0)
}

/// `YYYY-MM`.
pub(super) fn month_named(number: i32) -> String {
    format!("{:04}-{:02}", number.div_euclid(12), number.rem_euclid(12) + 1)
}
