//! Fractions of any size, and the one rounding.

use crate::decimal::{Rounding, RoundingMode};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};

pub type Q = BigRational;

pub fn whole(n: i64) -> Q {
    Q::from_integer(n.into())
}

/// A count of ten-thousandths.
pub fn e4(n: i64) -> Q {
    Q::new(n.into(), 10_000.into())
}

/// So many percent.
pub fn percent(n: i64) -> Q {
    e4(n) / whole(100)
}

pub fn zero() -> Q {
    Q::zero()
}

pub fn one() -> Q {
    Q::one()
}

/// A decimal without sign, with at most four fraction digits.
pub fn decimal(text: &str) -> Option<Q> {
    let (units, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let pointed = text.contains('.');
    if units.is_empty() || units.len() > 12 || !digits(units) || !digits(fraction) || fraction.len() > 4 {
        return None;
    }
    if pointed && fraction.is_empty() {
        return None;
    }
    let padded = format!("{units}{fraction:0<4}");
    Some(Q::new(padded.parse::<BigInt>().ok()?, 10_000.into()))
}

fn power(places: u8) -> Q {
    Q::from_integer(BigInt::from(10).pow(u32::from(places)))
}

/// To the places of the sheet.
pub fn round(x: &Q, rounding: Rounding) -> Q {
    let scaled = x * power(rounding.places);
    let down = scaled.trunc();
    let rest = (&scaled - &down).abs();
    let half = Q::new(1.into(), 2.into());
    let away = match rounding.mode {
        RoundingMode::Up => rest > Q::zero(),
        RoundingMode::Down => false,
        RoundingMode::HalfUp => rest >= half,
        RoundingMode::HalfEven => {
            let odd = down.to_integer() % BigInt::from(2) != BigInt::zero();
            rest > half || (rest == half && odd)
        }
    };
    let step = if away { scaled.signum() } else { Q::zero() };
    (down + step) / power(rounding.places)
}

/// Down to the cent.
pub fn cents(x: &Q) -> Q {
    (x * power(2)).floor() / power(2)
}

/// As a decimal without superfluous digits.
pub fn plain(x: &Q) -> String {
    let scaled = x * whole(10_000);
    assert!(scaled.is_integer(), "{x} is no decimal of four digits");
    let text = format!("{:0>5}", scaled.to_integer().abs().to_string());
    let (units, fraction) = text.split_at(text.len() - 4);
    let fraction = fraction.trim_end_matches('0');
    let sign = if x.is_negative() { "-" } else { "" };
    if fraction.is_empty() { format!("{sign}{units}") } else { format!("{sign}{units}.{fraction}") }
}

pub fn lower(a: Q, b: Q) -> Q {
    if a < b { a } else { b }
}

pub fn higher(a: Q, b: Q) -> Q {
    if a > b { a } else { b }
}
