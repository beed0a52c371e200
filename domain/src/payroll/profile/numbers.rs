//! Amounts as a profile says they are written.

use super::{DecimalMark, Group, NumberStyle};
use crate::decimal::{DecimalFault, Money};
use crate::payroll::fault::Reason;
use crate::payroll::written;
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

const CURRENCY: [&str; 4] = ["¥", "￥", "CNY", "RMB"];
const DASHES: [&str; 6] = ["-", "–", "—", "−", "--", "——"];

/// Ten-thousandths of a cell, signed; `None`: empty.
///
/// # Errors
/// Why it is no amount as the profile has them.
pub(super) fn amount(text: &str, style: &NumberStyle) -> Result<Option<i64>, Reason> {
    if let Some(reason) = written::marked(text) {
        return Err(reason);
    }
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if text.is_empty() {
        return Ok(None);
    }
    let read = plain(text, style).map(|text| Money::parse_signed(&text));
    match read {
        Some(Ok(money)) => Ok(Some(money.e4())),
        Some(Err(DecimalFault::TooManyDigits)) => Err(Reason::FractionDigits),
        Some(Err(DecimalFault::TooLarge)) => Err(Reason::TooLarge),
        // An amount, written otherwise than the profile says.
        _ => Err(written::amount(text).err().unwrap_or(Reason::NumberStyle)),
    }
}

/// The cell as `-1234.5`; `None`: it is written otherwise.
fn plain<'a>(text: &'a str, style: &NumberStyle) -> Option<Cow<'a, str>> {
    let mut text: Cow<'a, str> = if style.full_width { Cow::Owned(text.nfkc().collect()) } else { Cow::Borrowed(text) };
    if DASHES.contains(&text.as_ref()) {
        return style.dash.then_some(Cow::Borrowed("0"));
    }
    for unit in &style.units {
        if let Some(rest) = text.strip_suffix(unit.as_str()) {
            text = Cow::Owned(rest.trim_end().to_owned());
            break;
        }
    }
    if style.currency {
        let (sign, bare) = text.strip_prefix('-').map_or(("", text.as_ref()), |rest| ("-", rest));
        let stripped = CURRENCY.iter().find_map(|sign| bare.strip_prefix(sign).or_else(|| bare.strip_suffix(sign)));
        if let Some(rest) = stripped {
            text = Cow::Owned(format!("{sign}{}", rest.trim()));
        }
    }
    let (whole, fraction) = match text.split_once(style.decimal.word()) {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (text.as_ref(), None),
    };
    let whole = ungrouped(whole, style.group)?;
    match (whole, fraction, style.decimal) {
        (Cow::Borrowed(_), _, DecimalMark::Point) => Some(text),
        (whole, Some(fraction), _) => Some(Cow::Owned(format!("{whole}.{fraction}"))),
        (whole, None, _) => Some(Cow::Owned(whole.into_owned())),
    }
}

/// Without what stands between groups of three digits.
fn ungrouped(whole: &str, group: Group) -> Option<Cow<'_, str>> {
    let mark = group.word();
    if mark.is_empty() || !whole.contains(mark) {
        return Some(Cow::Borrowed(whole));
    }
    let (sign, unsigned) = whole.strip_prefix('-').map_or(("", whole), |rest| ("-", rest));
    let mut groups = unsigned.split(mark);
    let first = groups.next().is_some_and(|first| (1..=3).contains(&first.len()));
    let rest = groups.all(|group| group.len() == 3 && group.bytes().all(|b| b.is_ascii_digit()));
    (first && rest).then(|| Cow::Owned(format!("{sign}{}", unsigned.replace(mark, ""))))
}
