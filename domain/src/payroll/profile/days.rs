//! Days and months as a profile says they are written.

use super::{DateStyle, DayOrder};
use crate::calendar::is_plausible;
use crate::payroll::fault::Reason;
use crate::payroll::written;
use chrono::NaiveDate;
use unicode_normalization::UnicodeNormalization;

const BETWEEN: [char; 9] = ['-', '/', '.', '年', '月', '日', '号', ' ', '份'];

/// A day as `YYYY-MM-DD`; empty stays empty.
///
/// # Errors
/// Why it is no day as the profile has them.
pub(super) fn day(text: &str, style: DateStyle) -> Result<String, Reason> {
    let text = text.trim();
    if is_number(text) && !style.serial && text.len() != 8 {
        return Err(Reason::DateStyle);
    }
    match written::day(text) {
        Ok(day) => Ok(day),
        Err(Reason::AmbiguousDate) if style.order != DayOrder::YearMonthDay => {
            turned(text, style.order).map(|day| day.format("%Y-%m-%d").to_string()).ok_or(Reason::DateStyle)
        }
        Err(reason) => Err(reason),
    }
}

/// A month as `YYYY-MM`; a day stands for its month, `year` for the year of a month without one; empty stays empty.
///
/// # Errors
/// Why it is no month as the profile has them.
pub(super) fn month(text: &str, style: DateStyle, year: Option<i32>) -> Result<String, Reason> {
    let text = text.trim();
    if let Some(found) = year.and_then(|year| of_year(text, year)) {
        return Ok(found);
    }
    if is_number(text) && !style.serial && !matches!(text.len(), 6 | 8) {
        return Err(Reason::DateStyle);
    }
    match written::month(text) {
        Ok(month) => Ok(month),
        Err(Reason::AmbiguousMonth) if style.order != DayOrder::YearMonthDay => {
            let found = parts(text).and_then(|parts| match parts.as_slice() {
                [month, year] if year.len() == 4 => date(year, month, "1"),
                _ => turned(text, style.order),
            });
            found.map(|day| day.format("%Y-%m").to_string()).ok_or(Reason::DateStyle)
        }
        Err(reason) => Err(reason),
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// The parts that digits make, where nothing else stands between them than marks of a date.
fn parts(text: &str) -> Option<Vec<String>> {
    let text: String = text.nfkc().collect();
    let parts: Vec<String> =
        text.split(|c| BETWEEN.contains(&c)).filter(|part| !part.is_empty()).map(str::to_owned).collect();
    parts.iter().all(|part| part.bytes().all(|b| b.is_ascii_digit())).then_some(parts)
}

fn date(year: &str, month: &str, day: &str) -> Option<NaiveDate> {
    let short = month.len() <= 2 && day.len() <= 2 && year.len() == 4;
    let date = || NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    short.then(date).flatten().filter(|date| is_plausible(*date))
}

/// A day whose year stands last.
fn turned(text: &str, order: DayOrder) -> Option<NaiveDate> {
    match (parts(text)?.as_slice(), order) {
        ([day, month, year], DayOrder::DayMonthYear) | ([month, day, year], DayOrder::MonthDayYear) => {
            date(year, month, day)
        }
        _ => None,
    }
}

/// `3`, `03`, `3月` of a year that the profile gives.
fn of_year(text: &str, year: i32) -> Option<String> {
    let parts = parts(text)?;
    let [month] = parts.as_slice() else { return None };
    (month.len() <= 2)
        .then(|| date(&format!("{year:04}"), month, "1"))
        .flatten()
        .map(|day| day.format("%Y-%m").to_string())
}
