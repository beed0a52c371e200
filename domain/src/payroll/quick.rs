//! Cells as they nearly always are, read from their bytes. What does not fit is left to the reader that knows faults.

use crate::decimal::{LIMIT_E4, SCALE};
use chrono::NaiveDate;

/// Most characters of a decimal read here: so many digits cannot overflow.
const LONGEST: usize = 14;

/// Ten-thousandths of a plain decimal; `None` for one that is faulty, or unusual.
pub(super) fn e4(bytes: &[u8]) -> Option<i64> {
    if bytes.len() > LONGEST {
        return None;
    }
    let (mut value, mut whole, mut fraction) = (0_i64, 0_u8, None);
    for byte in bytes {
        let digit = byte.wrapping_sub(b'0');
        if digit <= 9 {
            value = value * 10 + i64::from(digit);
            match &mut fraction {
                None => whole += 1,
                Some(places) => *places += 1,
            }
        } else if *byte == b'.' && fraction.is_none() {
            fraction = Some(0_u8);
        } else {
            return None;
        }
    }
    let scale = match fraction {
        None => SCALE,
        Some(1) => 1_000,
        Some(2) => 100,
        Some(3) => 10,
        Some(4) => 1,
        Some(_) => return None,
    };
    let e4 = value * scale;
    (whole > 0 && e4 < LIMIT_E4).then_some(e4)
}

fn digits(bytes: &[u8]) -> Option<u32> {
    bytes.iter().try_fold(0_u32, |number, byte| {
        let digit = byte.wrapping_sub(b'0');
        (digit <= 9).then_some(number * 10 + u32::from(digit))
    })
}

/// The first day of `YYYY-MM`.
pub(super) fn month(bytes: &[u8]) -> Option<NaiveDate> {
    let [y1, y2, y3, y4, b'-', m1, m2] = bytes else { return None };
    let year = i32::try_from(digits(&[*y1, *y2, *y3, *y4])?).ok()?;
    NaiveDate::from_ymd_opt(year, digits(&[*m1, *m2])?, 1)
}

/// The day of `YYYY-MM-DD`.
pub(super) fn date(bytes: &[u8]) -> Option<NaiveDate> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = bytes else { return None };
    let year = i32::try_from(digits(&[*y1, *y2, *y3, *y4])?).ok()?;
    NaiveDate::from_ymd_opt(year, digits(&[*m1, *m2])?, digits(&[*d1, *d2])?)
}
