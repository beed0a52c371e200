//! Amounts, months, days and codes as people write them, brought into the one form that the audit reads. What may mean two
//! things is no amount and no day: the reason says so.

use super::fault::Reason;
use super::quick;
use crate::calendar::is_plausible;
use crate::decimal::{DecimalFault, Money};
use chrono::{Days, NaiveDate};
use unicode_normalization::UnicodeNormalization;

/// What a reader of workbooks leaves where a formula has no value, and where one amount is merged over lines.
const NO_VALUE: &str = "\0formula";
const MERGED: &str = "\0merged";
/// Signs and words of money around an amount.
const CURRENCY: [&str; 2] = ["¥", "元"];
/// Day 0 of the numbers that spreadsheets keep days as, and the numbers that are taken for days: 1954 to 2119.
const EPOCH: (i32, u32, u32) = (1899, 12, 30);
const SERIALS: std::ops::RangeInclusive<u64> = 20_000..=80_000;

/// What may follow a month that is paid in two halves: both are that month.
const HALVES: [&str; 6] = ["(上半月)", "(下半月)", "上半月", "下半月", "前半月", "后半月"];

/// The mark of a cell without a value.
pub(super) fn marked(text: &str) -> Option<Reason> {
    match text {
        NO_VALUE => Some(Reason::NoValue),
        MERGED => Some(Reason::Merged),
        _ => None,
    }
}

/// Full width as half width, without white space.
fn plain(text: &str) -> String {
    text.nfkc().filter(|c| !c.is_whitespace() && *c != '\u{feff}').collect()
}

/// An amount: empty stays empty.
pub(super) fn amount(text: &str) -> Result<String, Reason> {
    if let Some(reason) = marked(text) {
        return Err(reason);
    }
    let mut text = plain(text);
    for sign in CURRENCY {
        text = text.strip_prefix(sign).or_else(|| text.strip_suffix(sign)).map(str::to_owned).unwrap_or(text);
    }
    if matches!(text.as_str(), "-" | "–" | "—" | "−" | "--" | "——") {
        return Ok("0".to_owned());
    }
    let text = if text.contains(',') { ungrouped(&text)? } else { text };
    match Money::parse(&text) {
        Ok(_) => Ok(text),
        Err(_) if text.is_empty() => Ok(text),
        Err(DecimalFault::Sign) if text.starts_with('-') => Err(Reason::Negative),
        Err(DecimalFault::TooManyDigits) => Err(Reason::FractionDigits),
        Err(DecimalFault::TooLarge) => Err(Reason::TooLarge),
        Err(_) => Err(Reason::NotADecimal),
    }
}

/// Without the commas between groups of three digits: a point, or a second group, shows that they are no decimal commas.
fn ungrouped(text: &str) -> Result<String, Reason> {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, point) = unsigned.split_once('.').map_or((unsigned, false), |(whole, _)| (whole, true));
    let mut groups = whole.split(',');
    let digits = |part: &str, most: usize| (1..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    let first = groups.next().is_some_and(|group| digits(group, 3));
    let rest: Vec<&str> = groups.collect();
    let grouped = first && rest.iter().all(|group| group.len() == 3 && digits(group, 3));
    if grouped && (point || rest.len() > 1) {
        Ok(text.replace(',', ""))
    } else if text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b',' | b'.' | b'-')) {
        Err(Reason::AmbiguousDecimal)
    } else {
        Err(Reason::NotADecimal)
    }
}

/// The parts of a text that digits make, where everything between them is one of these.
fn parts(text: &str, between: &[char]) -> Option<Vec<String>> {
    let parts: Vec<String> =
        text.split(|c| between.contains(&c)).filter(|part| !part.is_empty()).map(str::to_owned).collect();
    parts.iter().all(|part| part.bytes().all(|b| b.is_ascii_digit())).then_some(parts)
}

/// Without a time of day that is midnight.
fn without_midnight(text: &str) -> &str {
    let text = text.trim();
    let Some((day, time)) = text.split_once([' ', 'T']) else { return text };
    if time.chars().all(|c| matches!(c, '0' | ':' | '.' | 'Z' | ' ')) { day } else { text }
}

fn serial(text: &str) -> Option<NaiveDate> {
    let number: u64 = text.parse().ok().filter(|number| SERIALS.contains(number))?;
    NaiveDate::from_ymd_opt(EPOCH.0, EPOCH.1, EPOCH.2)?.checked_add_days(Days::new(number))
}

fn day_of(text: &str) -> Option<NaiveDate> {
    let day = |y: &str, m: &str, d: &str| {
        let long = y.len() == 4 && m.len() <= 2 && d.len() <= 2;
        long.then(|| NaiveDate::from_ymd_opt(y.parse().ok()?, m.parse().ok()?, d.parse().ok()?)).flatten()
    };
    if let Some(day) = serial(text) {
        return Some(day);
    }
    match parts(text, &['-', '/', '.', '年', '月', '日', '号'])?.as_slice() {
        [y, m, d] => day(y, m, d),
        [all] if all.len() == 8 => day(all.get(..4)?, all.get(4..6)?, all.get(6..)?),
        _ => None,
    }
}

/// The plain text of a day or month, without a time of midnight.
fn unmarked(text: &str) -> Result<String, Reason> {
    match marked(text) {
        Some(reason) => Err(reason),
        None => Ok(plain(without_midnight(&text.nfkc().collect::<String>()))),
    }
}

/// A day as `YYYY-MM-DD`; empty stays empty.
pub(super) fn day(text: &str) -> Result<String, Reason> {
    let text = unmarked(text)?;
    if text.is_empty() || quick::date(text.as_bytes()).is_some() {
        return Ok(text);
    }
    match day_of(&text).filter(|day| is_plausible(*day)) {
        Some(day) => Ok(day.format("%Y-%m-%d").to_string()),
        None => Err(if ambiguous(&text) { Reason::AmbiguousDate } else { Reason::NotADate }),
    }
}

/// Whether a text is a day or month whose parts cannot be told apart: `15/4/2026`, `3-4-26`, `Mar-26`.
fn ambiguous(text: &str) -> bool {
    let mut parts = text.split(['-', '/', '.', ' ']).filter(|part| !part.is_empty());
    let known = |part: &str| {
        let month = part.len() >= 3 && part.bytes().all(|b| b.is_ascii_alphabetic());
        month || (1..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())
    };
    parts.clone().count() >= 2 && parts.all(known)
}

/// A month as `YYYY-MM`; a day stands for its month; empty stays empty.
pub(super) fn month(text: &str) -> Result<String, Reason> {
    let text = unmarked(text)?;
    if text.is_empty() || quick::month(text.as_bytes()).is_some() {
        return Ok(text);
    }
    let month = |y: &str, m: &str| {
        let long = y.len() == 4 && (1..=2).contains(&m.len());
        long.then(|| NaiveDate::from_ymd_opt(y.parse().ok()?, m.parse().ok()?, 1)).flatten()
    };
    let written = HALVES.iter().find_map(|half| text.strip_suffix(half)).unwrap_or(&text);
    let written = written.strip_suffix('份').unwrap_or(written);
    let found = match parts(written, &['-', '/', '.', '年', '月']).as_deref() {
        Some([y, m]) => month(y, m),
        Some([all]) if all.len() == 6 => all.get(..4).zip(all.get(4..)).and_then(|(y, m)| month(y, m)),
        _ => None,
    };
    match found.or_else(|| day_of(&text)).filter(|day| is_plausible(*day)) {
        Some(day) => Ok(day.format("%Y-%m").to_string()),
        None if ambiguous(&text) || text.bytes().all(|b| b.is_ascii_digit()) => Err(Reason::AmbiguousMonth),
        None => Err(Reason::NotAMonth),
    }
}

/// As [`month`], without the forms that have other signs than `-` in them.
pub(super) fn own_month(text: &str) -> Result<String, Reason> {
    match marked(text) {
        None if text.bytes().any(|b| !b.is_ascii_digit() && !matches!(b, b'-' | b' ' | b':' | b'.')) => {
            Err(Reason::NotAMonth)
        }
        _ => month(text),
    }
}

/// Digits that a spreadsheet keeps of a number.
const KEPT: usize = 15;

/// Whether an id is a number that a spreadsheet has written with an exponent (`6.40205E+17`), or of which it has kept 15 digits
/// and made the others noughts.
pub(super) fn is_damaged(id: &str) -> bool {
    if id.len() <= KEPT && id.bytes().all(|b| !matches!(b, b'e' | b'E')) {
        return false;
    }
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if let Some((number, exponent)) = id.split_once(['e', 'E']) {
        let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
        let power = exponent.strip_prefix('+').unwrap_or(exponent);
        let shaped = whole.len() == 1 && digits(whole) && (fraction.is_empty() || digits(fraction)) && digits(power);
        return shaped && (!fraction.is_empty() || exponent.starts_with('+'));
    }
    let (kept, lost) = id.split_at_checked(KEPT).unwrap_or((id, ""));
    lost.len() >= 2 && digits(kept) && lost.bytes().all(|b| b == b'0')
}
