//! Cells: the smallest thing that is bargained and audited: an item key and a field path.

use super::{Adjustment, ClassRate, Item, OneOffShare, SickRate, Term, TermSheet, Time, WagePay};
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

/// The cells of one item. What selects the item (unit, grade, zone, size, code …) belongs to its identity.
pub fn cells_of(item: &Item) -> Vec<Cell> {
    let fields = fields_of(&item.term).into_iter().chain(when(&item.time));
    fields.map(|(field, value)| Cell { item: item.key.clone(), field, value }).collect()
}

type Named = (String, CellValue);

fn number(field: &str, value: impl ToString) -> Named {
    (field.to_owned(), CellValue::Number(value.to_string()))
}

fn text(field: &str, value: &str) -> Named {
    (field.to_owned(), CellValue::Text(value.to_owned()))
}

/// A number that may be left out.
fn some<T: ToString>(field: &str, value: &Option<T>) -> Option<Named> {
    value.as_ref().map(|value| number(field, value.to_string()))
}

fn fields_of(term: &Term) -> Vec<Named> {
    match term {
        Term::MinimumWage { pay, .. } => wage(pay),
        Term::PieceRate { amount, .. } => vec![number("amount", amount)],
        Term::Allowance { amount, max, .. } => {
            std::iter::once(number("amount", amount)).chain(some("max", max)).collect()
        }
        Term::Commission { percent, of, .. } => vec![number("percent", percent), text("of", of)],
        Term::OneOff { amount, part_time, .. } => {
            let share = (*part_time != OneOffShare::Full).then(|| text("part_time", part_time.word()));
            std::iter::once(number("amount", amount)).chain(share).collect()
        }
        Term::WageAdjustment { of, range, wage_from, wage_below, .. } => {
            let of = (*of != super::AdjustmentOf::Each).then(|| text("of", of.word()));
            let bounds = [some("wage_from", wage_from), some("wage_below", wage_below)].into_iter().flatten();
            self::range(range).into_iter().chain(bounds).chain(of).collect()
        }
        Term::Payment { form, pay_day, month_offset, method } => vec![
            text("form", form.word()),
            number("pay_day", pay_day),
            number("month_offset", month_offset),
            text("method", method.word()),
        ],
        Term::Overtime { .. } => overtime(term),
        Term::Leave { bands, unused_multiplier, .. } => {
            let band = |band: &super::LeaveBand| number(&format!("bands[{}].days", band.service_years_from), band.days);
            bands.iter().map(band).chain(some("unused_multiplier", unused_multiplier)).collect()
        }
        Term::Probation { percent } => vec![number("percent", percent)],
        Term::SickPay { rate, of } => sick(rate).into_iter().chain([text("of", of.word())]).collect(),
        Term::WorkNorm { attainable_percent, text: prose } => {
            vec![number("attainable_percent", attainable_percent), text("text", prose)]
        }
        Term::Welfare { text: prose, amount, .. } => {
            some("amount", amount).into_iter().chain([text("text", prose)]).collect()
        }
        Term::Clause { heading, text: prose } => vec![text("heading", heading), text("text", prose)],
    }
}

fn wage(pay: &WagePay) -> Vec<Named> {
    match pay {
        WagePay::Amount { amount } => vec![number("amount", amount)],
        WagePay::OfStatutory { percent_of_statutory } => vec![number("percent_of_statutory", percent_of_statutory)],
        WagePay::OfItem { percent_of, of_item } => vec![number("percent_of", percent_of), text("of_item", of_item)],
    }
}

fn range(range: &Adjustment) -> Vec<Named> {
    match range {
        Adjustment::Percent { low, high, at_least } => {
            let others = [some("high", high), some("at_least", at_least)].into_iter().flatten();
            std::iter::once(number("low", low)).chain(others).collect()
        }
        Adjustment::Amount { low, high } => std::iter::once(number("low", low)).chain(some("high", high)).collect(),
    }
}

fn overtime(term: &Term) -> Vec<Named> {
    let Term::Overtime { base, weekday, rest_day, holiday, monthly_cap_hours, divisor_hours, classes } = term else {
        return Vec::new();
    };
    let mut out = vec![text("base", base.word())];
    out.extend([some("weekday", weekday), some("rest_day", rest_day), some("holiday", holiday)].into_iter().flatten());
    out.push(number("monthly_cap_hours", monthly_cap_hours));
    out.extend(some("divisor_hours", divisor_hours));
    for class in classes {
        let path = |field: &str| format!("classes[{}].{field}", class.code);
        out.push(text(&path("like"), class.like.word()));
        out.push(match class.rate {
            ClassRate::Multiplier { multiplier } => number(&path("multiplier"), multiplier),
            ClassRate::PercentOfMonth { percent_of_month } => number(&path("percent_of_month"), percent_of_month),
        });
        out.extend(class.text.as_deref().map(|prose| text(&path("text"), prose)));
    }
    out
}

fn sick(rate: &SickRate) -> Vec<Named> {
    rate.percents().into_iter().map(|(field, percent)| number(&field, percent)).collect()
}

fn when(time: &Time) -> Vec<Named> {
    let day = |field: &str, day: Option<chrono::NaiveDate>| day.map(|day| text(field, &day.to_string()));
    let months: Vec<String> = time.months.iter().map(u8::to_string).collect();
    let months = (!months.is_empty()).then(|| text("months", &months.join(", ")));
    [day("from", time.from), day("to", time.to), months].into_iter().flatten().collect()
}
