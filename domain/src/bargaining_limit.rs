//! BargainingLimits: bounds that a side gives its own representatives for a cell. Crossing one is lawful and hinders nothing:
//! it warns the side itself, and nobody else ever learns of it.

use crate::term::CellValue;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// Which way a limit binds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// 不高于: warns above the value.
    AtMost,
    /// 不低于: warns below the value.
    AtLeast,
}

impl Bound {
    /// Whether `offered` is on the wrong side of `value`; equal is within the bound. `None`: no number is offered, or
    /// `value` is none.
    pub fn crossed(self, value: &str, offered: &CellValue) -> Option<bool> {
        let (value, offered) = (value.parse::<Decimal>().ok()?, offered.number()?);
        Some(match self {
            Self::AtMost => offered > value,
            Self::AtLeast => offered < value,
        })
    }
}

#[cfg(test)]
mod tests;
