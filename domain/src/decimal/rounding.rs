//! Rounding, once, at the stage the sheet names.

use serde::{Deserialize, Serialize};

/// How halves and remainders go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RoundingMode {
    /// Half away from zero (四舍五入).
    #[default]
    HalfUp,
    /// Half to the even neighbour.
    HalfEven,
    /// Away from zero.
    Up,
    /// Towards zero.
    Down,
}

impl RoundingMode {
    /// The word of the format.
    pub const fn word(self) -> &'static str {
        match self {
            Self::HalfUp => "half_up",
            Self::HalfEven => "half_even",
            Self::Up => "up",
            Self::Down => "down",
        }
    }
}

/// A mode and the number of fraction digits kept, 0–4.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Rounding {
    pub mode: RoundingMode,
    /// Fraction digits kept, 0–4.
    pub places: u8,
}

impl Default for Rounding {
    fn default() -> Self {
        Self { mode: RoundingMode::HalfUp, places: 2 }
    }
}

impl Rounding {
    /// Rounds the exact fraction `num / den` (in units, `den` > 0) to ten-thousandths at `places` digits.
    /// `None` where `den` is not positive or the result leaves `i64`.
    pub fn round(self, num: i128, den: i128) -> Option<i64> {
        if den <= 0 {
            return None;
        }
        let places = u32::from(self.places.min(4));
        let shift = 10_i64.pow(places);
        // Nearly every amount fits the machine's own division, which is several times as fast.
        let native = i64::try_from(num).ok().and_then(|num| num.checked_mul(shift)).zip(i64::try_from(den).ok());
        let (quotient, remainder) = if let Some((scaled, den)) = native {
            (i128::from(scaled / den), i128::from(scaled % den))
        } else {
            let scaled = num.checked_mul(i128::from(shift))?;
            (scaled / den, scaled % den)
        };
        let away = if remainder == 0 {
            false
        } else {
            let twice = remainder.checked_abs()?.checked_mul(2)?;
            match self.mode {
                RoundingMode::Up => true,
                RoundingMode::Down => false,
                RoundingMode::HalfUp => twice >= den,
                RoundingMode::HalfEven => twice > den || (twice == den && quotient % 2 != 0),
            }
        };
        let step = if away { num.signum() } else { 0 };
        let units = quotient.checked_add(step)?.checked_mul(10_i128.pow(4 - places))?;
        i64::try_from(units).ok()
    }
}
