//! Statutory minimum wages: by area, unit and date.

use super::source::MinimumSource;
use super::{Citation, Trust};
use crate::decimal::Money;
use crate::term::WageUnit;
use chrono::NaiveDate;
use serde::Serialize;

/// One published rate for a class of areas.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MinimumWage {
    /// Division codes; one ending in `0000` stands for the whole province, in `00` for the whole city.
    pub areas: Vec<String>,
    /// Class (一类 = 1).
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
    /// How closely this rate names `area`: 6 exact, 4 its city, 2 its province, 0 not at all.
    pub(super) fn closeness(&self, area: &str) -> u8 {
        let rate = |code: &String| match code {
            c if c == area => 6,
            c if c.ends_with("0000") && c.get(..2) == area.get(..2) => 2,
            c if c.ends_with("00") && !c.ends_with("0000") && c.get(..4) == area.get(..4) => 4,
            _ => 0,
        };
        self.areas.iter().map(rate).max().unwrap_or(0)
    }

    /// Whether it is in force on `day`.
    pub fn in_force(&self, day: NaiveDate) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }

    /// How it is cited: the minimum wage standard of the place whose rulebook has it.
    pub(super) fn citation(&self, place: &str) -> Citation {
        Citation { instrument: format!("{place}最低工资标准"), article: String::new() }
    }

    pub(super) fn read(source: &MinimumSource) -> Result<Self, String> {
        let date = super::rulebook::date;
        let minimum = Self {
            areas: source.areas.split_whitespace().map(str::to_owned).collect(),
            class: source.class,
            unit: WageUnit::from_word(&source.unit).ok_or("unit must be month or hour")?,
            amount: Money::parse(&source.amount).map_err(|fault| format!("amount: {fault}"))?,
            from: date(&source.from).ok_or("from must be a date")?,
            to: source.to.as_ref().map(|to| date(to).ok_or("to must be a date")).transpose()?,
            trust: source.trust,
            source: source.source.clone(),
        };
        let code = |c: &String| c.len() == 6 && c.bytes().all(|b| b.is_ascii_digit());
        if minimum.areas.is_empty() || !minimum.areas.iter().all(code) {
            return Err("areas must be six-digit division codes".to_owned());
        }
        if minimum.to.is_some_and(|to| to < minimum.from) {
            return Err("to must not be before from".to_owned());
        }
        Ok(minimum)
    }
}
