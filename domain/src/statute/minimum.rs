//! Statutory minimum wages: by area, unit and date.

use super::source::MinimumSource;
use super::{CodeFormat, Trust};
use crate::decimal::Money;
use crate::term::WageUnit;
use chrono::NaiveDate;
use serde::Serialize;

/// One published rate for a class of areas.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct MinimumWage {
    /// Codes of areas, in the form of the rulebook; one of a wider place stands for all of it.
    pub areas: Vec<String>,
    /// Class (1 is the first).
    pub class: u8,
    /// Per month (full time) or hour (part time).
    pub unit: WageUnit,
    /// The rate.
    pub amount: Money,
    /// First day.
    pub from: NaiveDate,
    /// Last day; `None`: still in force.
    pub to: Option<NaiveDate>,
    /// How far it is trusted.
    pub trust: Trust,
    /// Where it was read; may be empty.
    pub source: String,
}

impl MinimumWage {
    /// How closely this rate names `area`, in characters of the code; 0: not at all.
    pub(super) fn closeness(&self, area: &str, format: Option<&CodeFormat>) -> usize {
        let rate = |code: &String| format.map_or(usize::from(code == area), |format| format.closeness(code, area));
        self.areas.iter().map(rate).max().unwrap_or(0)
    }

    /// Whether it is in force on `day`.
    pub fn in_force(&self, day: NaiveDate) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }

    pub(super) fn read(source: &MinimumSource, format: Option<&CodeFormat>) -> Result<Self, String> {
        let date = super::rulebook::date;
        let minimum = Self {
            areas: source.areas.split_whitespace().map(str::to_owned).collect(),
            class: source.class,
            unit: WageUnit::from_word(&source.unit)
                .filter(|unit| *unit != WageUnit::Day)
                .ok_or("unit must be month or hour")?,
            amount: Money::parse(&source.amount).map_err(|fault| format!("amount: {fault}"))?,
            from: date(&source.from).ok_or("from must be a date")?,
            to: source.to.as_ref().map(|to| date(to).ok_or("to must be a date")).transpose()?,
            trust: source.trust,
            source: source.source.clone(),
        };
        let code = |code: &String| format.is_none_or(|format| format.fits(code));
        if minimum.areas.is_empty() || !minimum.areas.iter().all(code) {
            return Err("areas must have the form of area_code".to_owned());
        }
        if minimum.to.is_some_and(|to| to < minimum.from) {
            return Err("to must not be before from".to_owned());
        }
        Ok(minimum)
    }
}
