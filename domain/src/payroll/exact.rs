//! Exact fractions for amounts before their one rounding.

use crate::decimal::Rounding;

/// `num / den`, `den` > 0, in units (yuan, hours, days).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Exact {
    pub num: i128,
    pub den: i128,
}

impl Exact {
    /// From ten-thousandths.
    pub const fn e4(value: i64) -> Self {
        Self { num: value as i128, den: 10_000 }
    }

    /// Product, reduced; `None` when out of range.
    pub fn times(self, other: Self) -> Option<Self> {
        let (a, b) = (gcd(self.num, other.den), gcd(other.num, self.den));
        let num = (self.num / a).checked_mul(other.num / b)?;
        let den = (self.den / b).checked_mul(other.den / a)?;
        Some(Self { num, den })
    }

    /// Divided by a positive number of ten-thousandths.
    pub fn over_e4(self, divisor: i64) -> Option<Self> {
        if divisor <= 0 {
            return None;
        }
        self.times(Self { num: 10_000, den: i128::from(divisor) })
    }

    /// Rounded once, to ten-thousandths.
    pub fn round(self, rounding: Rounding) -> Option<i64> {
        rounding.round(self.num, self.den)
    }
}

/// Greatest common divisor, at least 1.
fn gcd(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (a.unsigned_abs(), b.unsigned_abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    i128::try_from(a).unwrap_or(1).max(1)
}
