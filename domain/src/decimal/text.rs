//! Decimals as text: strict reading, canonical writing.

use super::{LIMIT_E4, SCALE};
use thiserror::Error;

/// Why a text is not a decimal of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Error)]
pub enum DecimalFault {
    /// Nothing there, or anything but digits and one point.
    #[error("expected a decimal string")]
    NotDecimal,
    /// A fifth fraction digit; nothing is rounded on entry.
    #[error("at most 4 fraction digits")]
    TooManyDigits,
    /// A sign where none is allowed.
    #[error("no sign allowed")]
    Sign,
    /// `1e3`.
    #[error("no exponent allowed")]
    Exponent,
    /// `1,000` or `1_000`.
    #[error("no thousands separator allowed")]
    Separator,
    /// 10^12 or more.
    #[error("magnitude must be below 10^12")]
    TooLarge,
}

/// Ten-thousandths of `text`.
pub(super) fn parse(text: &str, signed: bool) -> Result<i64, DecimalFault> {
    let (negative, digits) = match text.as_bytes().first() {
        Some(b'-') if signed => (true, &text[1..]),
        Some(b'-' | b'+') => return Err(DecimalFault::Sign),
        _ => (false, text),
    };
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(w, f)| (w, Some(f)));
    let all_digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    if !all_digits(whole) || !fraction.is_none_or(all_digits) {
        return Err(classify(digits));
    }
    let fraction = fraction.unwrap_or("");
    if fraction.len() > 4 {
        return Err(DecimalFault::TooManyDigits);
    }
    let whole = whole.trim_start_matches('0');
    if whole.len() > 12 {
        return Err(DecimalFault::TooLarge);
    }
    let value = |s: &str| s.bytes().fold(0_i64, |n, b| n * 10 + i64::from(b - b'0'));
    let padding = 10_i64.pow(4 - u32::try_from(fraction.len()).unwrap_or(4));
    let e4 = value(whole) * SCALE + value(fraction) * padding;
    debug_assert!(e4 < LIMIT_E4);
    Ok(if negative { -e4 } else { e4 })
}

fn classify(digits: &str) -> DecimalFault {
    let mut bytes = digits.bytes();
    if digits.bytes().any(|b| matches!(b, b',' | b'_' | b'\'' | b' ')) && digits.bytes().any(|b| b.is_ascii_digit()) {
        DecimalFault::Separator
    } else if bytes.next().is_some_and(|b| b.is_ascii_digit()) && digits.bytes().any(|b| matches!(b, b'e' | b'E')) {
        DecimalFault::Exponent
    } else {
        DecimalFault::NotDecimal
    }
}

/// Canonical text of `e4` ten-thousandths: at least `min_places` fraction digits, none superfluous after that.
pub(crate) fn format(e4: i128, min_places: usize) -> String {
    let magnitude = e4.unsigned_abs();
    let scale = u128::from(SCALE.unsigned_abs());
    let mut fraction = format!("{:04}", magnitude % scale);
    while fraction.len() > min_places && fraction.ends_with('0') {
        fraction.pop();
    }
    let sign = if e4 < 0 { "-" } else { "" };
    let point = if fraction.is_empty() { "" } else { "." };
    format!("{sign}{}{point}{fraction}", magnitude / scale)
}

/// Serde visitor that takes strings only: a JSON number is refused.
pub(super) struct DecimalText;

impl serde::de::Visitor<'_> for DecimalText {
    type Value = i64;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a decimal string")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<i64, E> {
        parse(text, true).map_err(E::custom)
    }
}
