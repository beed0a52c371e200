//! Cells as they nearly always are, read from their bytes. What does not fit is left to the reader that knows faults.

use crate::decimal::SCALE;
use chrono::NaiveDate;

/// Ten-thousandths of a plain decimal; `None` for one that is faulty, or unusual.
#[inline]
pub(super) fn e4(bytes: &[u8]) -> Option<i64> {
    let (whole, fraction) = match bytes {
        [whole @ .., b'.', d1, d2] => (whole, Some([*d1, *d2, b'0', b'0'])),
        [whole @ .., b'.', d1] => (whole, Some([*d1, b'0', b'0', b'0'])),
        [whole @ .., b'.', d1, d2, d3] => (whole, Some([*d1, *d2, *d3, b'0'])),
        [whole @ .., b'.', d1, d2, d3, d4] => (whole, Some([*d1, *d2, *d3, *d4])),
        whole => (whole, None),
    };
    // Twelve digits stay below the limit of amounts.
    if whole.is_empty() || whole.len() > 12 {
        return None;
    }
    let fraction = fraction.map_or(Some(0), |digits| number(&digits))?;
    Some(number(whole)? * SCALE + fraction)
}

/// The number of at most 18 digits; `None` where one is none.
#[inline]
fn number(bytes: &[u8]) -> Option<i64> {
    let (mut value, mut foreign) = (0_i64, false);
    for byte in bytes {
        let digit = byte.wrapping_sub(b'0');
        foreign |= digit > 9;
        value = value * 10 + i64::from(digit);
    }
    (!foreign).then_some(value)
}

fn digits(bytes: &[u8]) -> Option<u32> {
    number(bytes).and_then(|number| u32::try_from(number).ok())
}

/// The first day of `YYYY-MM`.
pub(super) fn month(bytes: &[u8]) -> Option<NaiveDate> {
    let [y1, y2, y3, y4, b'-', m1, m2] = bytes else { return None };
    let year = i32::try_from(digits(&[*y1, *y2, *y3, *y4])?).ok()?;
    NaiveDate::from_ymd_opt(year, digits(&[*m1, *m2])?, 1).filter(|_| year > 0)
}

/// The day of `YYYY-MM-DD`.
pub(super) fn date(bytes: &[u8]) -> Option<NaiveDate> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = bytes else { return None };
    let year = i32::try_from(digits(&[*y1, *y2, *y3, *y4])?).ok()?;
    NaiveDate::from_ymd_opt(year, digits(&[*m1, *m2])?, digits(&[*d1, *d2])?).filter(|_| year > 0)
}
