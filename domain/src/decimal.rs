//! Exact decimals of the term sheet: whole ten-thousandths, never a binary float.
//!
//! Every quantity is an `i64` count of ten-thousandths (E4), magnitude below 10^12, as `term-sheet` demands:
//! at most four fraction digits, nothing rounded on entry. What is stored is what is shown and compared.

mod rounding;
pub(crate) mod text;

pub use rounding::{Rounding, RoundingMode};
pub use text::DecimalFault;

/// Ten-thousandths in one unit.
pub const SCALE: i64 = 10_000;
/// Magnitudes stay below this many ten-thousandths (10^12 units).
pub const LIMIT_E4: i64 = 10_000_000_000_000_000;

macro_rules! quantity {
    ($(#[$doc:meta])* $name:ident, min_places = $places:expr) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(i64);

        impl $name {
            pub const ZERO: Self = Self(0);

            /// From whole ten-thousandths; `None` if the magnitude reaches 10^12.
            pub const fn from_e4(e4: i64) -> Option<Self> {
                if e4 > -LIMIT_E4 && e4 < LIMIT_E4 { Some(Self(e4)) } else { None }
            }

            /// Whole ten-thousandths.
            pub const fn e4(self) -> i64 {
                self.0
            }

            /// Reads a decimal without sign: digits, optionally a point and one to four digits.
            ///
            /// # Errors
            /// The first [`DecimalFault`]: empty, sign, exponent, separator, a fifth fraction digit, too large.
            pub fn parse(text: &str) -> Result<Self, DecimalFault> {
                text::parse(text, false).map(Self)
            }

            /// Like [`Self::parse`], with a leading `-` allowed.
            ///
            /// # Errors
            /// As [`Self::parse`].
            pub fn parse_signed(text: &str) -> Result<Self, DecimalFault> {
                text::parse(text, true).map(Self)
            }

            /// Sum, `None` when out of range.
            pub fn checked_add(self, other: Self) -> Option<Self> {
                self.0.checked_add(other.0).and_then(Self::from_e4)
            }

            /// Difference, `None` when out of range.
            pub fn checked_sub(self, other: Self) -> Option<Self> {
                self.0.checked_sub(other.0).and_then(Self::from_e4)
            }

            /// True below zero.
            pub const fn is_negative(self) -> bool {
                self.0 < 0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(&text::format(i128::from(self.0), $places))
            }
        }

        impl From<$name> for rust_decimal::Decimal {
            fn from(value: $name) -> Self {
                Self::new(value.0, 4).normalize()
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_str(text::DecimalText).map(Self)
            }
        }
    };
}

quantity!(
    /// Of the sheet's currency. Shown with at least two fraction digits: `1950.00`, `11.2069`.
    Money, min_places = 2
);
quantity!(
    /// Percent: `4` is four percent.
    Percent, min_places = 0
);
quantity!(
    /// A factor such as the overtime rates `1.5`, `2`, `3`.
    Multiplier, min_places = 0
);
quantity!(
    /// Days, possibly broken (`20.5` paid days).
    Days, min_places = 0
);
quantity!(
    /// Hours, possibly broken.
    Hours, min_places = 0
);

#[cfg(test)]
mod tests;
