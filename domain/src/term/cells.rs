//! Cells: the smallest thing that is bargained and audited: an item key and a field path.

use super::{Adjustment, Item, Term, TermSheet};
use rust_decimal::{Decimal, RoundingStrategy};
use serde::Serialize;

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "type", content = "value", rename_all = "snake_case")]
pub enum CellValue {
    /// A number, as its canonical text.
    Number(String),
    /// A word or prose.
    Text(String),
}

impl CellValue {
    pub fn text(&self) -> &str {
        match self {
            Self::Number(text) | Self::Text(text) => text,
        }
    }

    pub fn number(&self) -> Option<Decimal> {
        match self {
            Self::Number(text) => text.parse().ok(),
            Self::Text(_) => None,
        }
    }
}

/// One cell of a sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Cell {
    /// Item key.
    pub item: String,
    /// Field path, e.g. `weekday`, `bands[10].days`.
    pub field: String,
    /// What stands there.
    pub value: CellValue,
}

/// The gap of a numeric cell between the sides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Gap {
    /// Union value − employer value.
    pub units: String,
    /// In percent of the employer's value, two digits (half away from zero); `None` where that is zero.
    pub percent: Option<String>,
}

/// The gap between two numbers.
pub fn gap(workers: &CellValue, employers: &CellValue) -> Option<Gap> {
    let (workers, employers) = (workers.number()?, employers.number()?);
    let units = workers.checked_sub(employers)?;
    let percent = units
        .checked_mul(Decimal::ONE_HUNDRED)
        .and_then(|hundred| hundred.checked_div(employers))
        .map(|percent| percent.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero));
    Some(Gap { units: units.to_string(), percent: percent.map(|percent| percent.normalize().to_string()) })
}

impl TermSheet {
    /// All cells, in the order of the sheet.
    pub fn cells(&self) -> Vec<Cell> {
        self.items.iter().flat_map(cells_of).collect()
    }
}

/// The cells of one item. What selects the item (unit, grade, zone, size, code) belongs to its identity.
pub fn cells_of(item: &Item) -> Vec<Cell> {
    let number = |field: &str, value: &dyn ToString| (field.to_owned(), CellValue::Number(value.to_string()));
    let text = |field: &str, value: &str| (field.to_owned(), CellValue::Text(value.to_owned()));
    let fields = match &item.term {
        Term::MinimumWage { amount, .. } | Term::Allowance { amount, .. } => vec![number("amount", amount)],
        Term::WageAdjustment { range: Adjustment::Percent { low, high }, .. } => {
            vec![number("low", low), number("high", high)]
        }
        Term::WageAdjustment { range: Adjustment::Amount { low, high }, .. } => {
            vec![number("low", low), number("high", high)]
        }
        Term::Payment { form, pay_day, month_offset, method } => vec![
            text("form", form.word()),
            number("pay_day", pay_day),
            number("month_offset", month_offset),
            text("method", method.word()),
        ],
        Term::Overtime { base, weekday, rest_day, holiday, monthly_cap_hours } => vec![
            text("base", base.word()),
            number("weekday", weekday),
            number("rest_day", rest_day),
            number("holiday", holiday),
            number("monthly_cap_hours", monthly_cap_hours),
        ],
        Term::Leave { bands, unused_multiplier, .. } => {
            let band =
                |band: &super::LeaveBand| number(&format!("bands[{}].days", band.service_years_from), &band.days);
            let unused = unused_multiplier.iter().map(|k| number("unused_multiplier", k));
            bands.iter().map(band).chain(unused).collect()
        }
        Term::Probation { percent } => vec![number("percent", percent)],
        Term::SickPay { percent, of } => vec![number("percent", percent), text("of", of.word())],
        Term::WorkNorm { attainable_percent, text: prose } => {
            vec![number("attainable_percent", attainable_percent), text("text", prose)]
        }
        Term::Welfare { text: prose, amount, .. } => {
            amount.iter().map(|amount| number("amount", amount)).chain([text("text", prose)]).collect()
        }
        Term::Clause { heading, text: prose } => vec![text("heading", heading), text("text", prose)],
    };
    fields.into_iter().map(|(field, value)| Cell { item: item.key.clone(), field, value }).collect()
}
