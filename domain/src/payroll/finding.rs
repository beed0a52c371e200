//! A finding as it is written.

use super::contract::Contract;
use super::held::Row;
use super::ordinal::{month_named, month_number};
use super::record::Record;
use super::rules::{Judged, Outcome, Rule, Unit};
use crate::decimal::text::format;
use chrono::NaiveDate;

/// One finding: a breach or a rule that cannot conclude. Texts are as written to `findings.csv`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Line of the file on which the record begins.
    pub line: u64,
    /// Code of the enterprise.
    pub enterprise_id: String,
    pub worker_id: String,
    /// `YYYY-MM`.
    pub period: String,
    /// `S1` … `A:heat`.
    pub rule: String,
    /// `breach` or `cannot_conclude`.
    pub outcome: &'static str,
    /// Amount or date.
    pub required: String,
    /// Amount or date.
    pub actual: String,
    /// Breach only.
    pub shortfall: String,
    /// Of the shortfall, what back pay of later months has paid; empty where nothing was.
    pub repaid: String,
    /// ISO 4217 code of the money, `hours` or `days`.
    pub unit: &'static str,
    /// Of `cannot_conclude`.
    pub reason: String,
    /// Contract item or instrument and article.
    pub basis: String,
    /// Sheet of a workbook.
    pub sheet: String,
}

impl Finding {
    /// The columns of `findings.csv`.
    pub const COLUMNS: [&'static str; 14] = [
        "line",
        "enterprise_id",
        "worker_id",
        "period",
        "rule",
        "outcome",
        "required",
        "actual",
        "shortfall",
        "repaid",
        "unit",
        "reason",
        "basis",
        "sheet",
    ];

    pub(super) fn new(
        record: &Record<'_>,
        first: &Row,
        (rule, contract): (Rule, &Contract),
        judged: &Judged<'_>,
        repaid: i64,
    ) -> Self {
        let money = contract.money;
        let breach = judged.outcome == Outcome::Breach;
        let unit = judged.unit;
        Self {
            line: first.line,
            enterprise_id: record.enterprise_id.clone().into_owned(),
            worker_id: record.worker_id.clone().into_owned(),
            period: month_named(month_number(record.period)),
            rule: contract.name(rule),
            outcome: if breach { "breach" } else { "cannot_conclude" },
            required: judged.required.map(|required| money.shown(required.value, unit)).unwrap_or_default(),
            actual: judged.actual.map(|actual| money.shown(actual, unit)).unwrap_or_default(),
            shortfall: if breach { money.plain(judged.shortfall, unit) } else { String::new() },
            repaid: if repaid > 0 { money.plain(repaid, unit) } else { String::new() },
            unit: match unit {
                Unit::Money => money.code,
                Unit::Hours => "hours",
                Unit::Days => "days",
            },
            reason: match judged.outcome {
                Outcome::CannotConclude(reason) => reason.to_string(),
                _ => String::new(),
            },
            basis: judged.required.map(|required| required.basis.to_owned()).unwrap_or_default(),
            sheet: first.sheet.as_deref().unwrap_or_default().to_owned(),
        }
    }

    /// The row of `findings.csv`; `line` takes the text of the line's number.
    pub fn row<'a>(&'a self, line: &'a mut String) -> [&'a str; 14] {
        use std::fmt::Write;
        line.clear();
        // Writing to a string cannot fail.
        let _ = write!(line, "{}", self.line);
        [
            line,
            &self.enterprise_id,
            &self.worker_id,
            &self.period,
            &self.rule,
            self.outcome,
            &self.required,
            &self.actual,
            &self.shortfall,
            &self.repaid,
            self.unit,
            &self.reason,
            &self.basis,
            &self.sheet,
        ]
    }
}

/// Amounts of rules in days are days of the calendar, by their number.
pub(super) fn shown(value: i64, unit: Unit, digits: u8) -> String {
    if unit == Unit::Days {
        day_of(value).map(|day| day.to_string()).unwrap_or_default()
    } else {
        plain(value, unit, digits)
    }
}

/// The day of a number in ten-thousandths.
pub(super) fn day_of(value: i64) -> Option<NaiveDate> {
    i32::try_from(value / 10_000).ok().and_then(NaiveDate::from_num_days_from_ce_opt)
}

/// Money with the digits of its smallest unit at least; hours and days without trailing zeros. Sums may be beyond what one cell may hold.
pub(super) fn plain(value: i64, unit: Unit, digits: u8) -> String {
    format(i128::from(value), if unit == Unit::Money { usize::from(digits) } else { 0 })
}
