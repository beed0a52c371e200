//! Exact fractions for amounts before their one rounding.

use crate::decimal::Rounding;
use std::cmp::Ordering;

/// `num / den`, `den` > 0, in units (of money, hours, days). Reduced only when it would not fit otherwise.
#[derive(Clone, Copy, Debug)]
pub(super) struct Exact {
    pub num: i128,
    pub den: i128,
}

impl PartialEq for Exact {
    fn eq(&self, other: &Self) -> bool {
        let (a, b) = (self.reduced(), other.reduced());
        (a.num, a.den) == (b.num, b.den)
    }
}

impl Exact {
    /// From ten-thousandths.
    pub const fn e4(value: i64) -> Self {
        Self { num: value as i128, den: 10_000 }
    }

    /// Product; `None` when out of range.
    pub fn times(self, other: Self) -> Option<Self> {
        // Factors of one word each cannot overflow two.
        if let [Ok(a), Ok(b), Ok(c), Ok(d)] = [self.num, other.num, self.den, other.den].map(i64::try_from) {
            return Some(Self { num: i128::from(a) * i128::from(b), den: i128::from(c) * i128::from(d) });
        }
        let plain = |a: Self, b: Self| Some(Self { num: a.num.checked_mul(b.num)?, den: a.den.checked_mul(b.den)? });
        plain(self, other).or_else(|| {
            // Crosswise: what remains has no common factor, so nothing smaller would do.
            let (a, b) = (self.reduced(), other.reduced());
            let left = Self { num: a.num, den: b.den }.reduced();
            let right = Self { num: b.num, den: a.den }.reduced();
            plain(left, right)
        })
    }

    /// That percent, in ten-thousandths of a percent.
    pub const fn percent(value: i64) -> Self {
        Self { num: value as i128, den: 1_000_000 }
    }

    /// Sum; `None` when out of range.
    pub fn plus(self, other: Self) -> Option<Self> {
        let plain = |a: Self, b: Self| {
            if a.den == b.den {
                return Some(Self { num: a.num.checked_add(b.num)?, den: a.den });
            }
            let (left, right) = (a.num.checked_mul(b.den)?, b.num.checked_mul(a.den)?);
            Some(Self { num: left.checked_add(right)?, den: a.den.checked_mul(b.den)? })
        };
        plain(self, other).or_else(|| {
            // Over the least common denominator.
            let (a, b) = (self.reduced(), other.reduced());
            let common = gcd(a.den, b.den);
            let (of_a, of_b) = (b.den / common, a.den / common);
            let num = a.num.checked_mul(of_a)?.checked_add(b.num.checked_mul(of_b)?)?;
            Some(Self { num, den: a.den.checked_mul(of_a)? })
        })
    }

    /// Difference; `None` when out of range.
    pub fn minus(self, other: Self) -> Option<Self> {
        self.plus(Self { num: other.num.checked_neg()?, den: other.den })
    }

    /// Which is more; `None` when out of range.
    pub fn compare(self, other: Self) -> Option<Ordering> {
        self.minus(other).map(|difference| difference.num.cmp(&0))
    }

    /// The greater of both; `None` when out of range.
    pub fn greater(self, other: Self) -> Option<Self> {
        Some(if self.compare(other)? == Ordering::Less { other } else { self })
    }

    /// Divided by a positive number of ten-thousandths.
    pub fn over_e4(self, divisor: i64) -> Option<Self> {
        if divisor <= 0 {
            return None;
        }
        if self.den == 10_000 {
            return Some(Self { num: self.num, den: i128::from(divisor) });
        }
        self.times(Self { num: 10_000, den: i128::from(divisor) })
    }

    /// Rounded once, to ten-thousandths.
    pub fn round(self, rounding: Rounding) -> Option<i64> {
        // Whole cents need no division to be rounded to cents: a full month's pay most often is.
        if self.den == 10_000
            && rounding.places == 2
            && let Ok(e4) = i64::try_from(self.num)
            && e4 % 100 == 0
        {
            return Some(e4);
        }
        rounding.round(self.num, self.den).or_else(|| {
            let reduced = self.reduced();
            rounding.round(reduced.num, reduced.den)
        })
    }

    fn reduced(self) -> Self {
        let divisor = gcd(self.num, self.den);
        Self { num: self.num / divisor, den: self.den / divisor }
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
