//! The rules S1–S9 and `A:<code>`, each worked under one regime and judged over all regimes of the month.

mod judge;
mod overtime;
mod pay;
mod wage;

use super::line::{Employment, Line};
use super::month::Regime;
use crate::decimal::{Days, Hours, Money, Percent};
use crate::term::{AllowanceUnit, OvertimeBase, Term, TermSheet};
use chrono::NaiveDate;
use serde::Serialize;

pub use judge::{Amount, Judged};

/// Which rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// `S1` … `S9` by number.
    S(u8),
    /// `A:<code>` by index of the contract's codes, sorted.
    Allowance(usize),
}

/// What an amount counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub enum Unit {
    /// Yuan.
    #[serde(rename = "CNY")]
    Money,
    /// Hours.
    #[serde(rename = "hours")]
    Hours,
    /// Days.
    #[serde(rename = "days")]
    Days,
}

/// Why a rule cannot conclude.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// A word of the rules: `missing_paid_days`, `unknown_grade`, `mid_period_change`, …
    Word(&'static str),
    /// `missing_allowance_<code>`, `missing_shifts_<code>`.
    Column(&'static str, String),
}

impl std::fmt::Display for Reason {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Word(word) => f.write_str(word),
            Self::Column(prefix, code) => write!(f, "{prefix}_{code}"),
        }
    }
}

/// What a rule says of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The line reaches the highest requirement.
    Pass,
    /// It falls below the lowest.
    Breach,
    /// It cannot be told.
    CannotConclude(Reason),
    /// The rule has nothing to say.
    NotApplicable,
}

/// A requirement under one regime.
pub(super) enum Need {
    /// This much (rounded, ten-thousandths), or paid by this day, under a basis.
    Required(Amount),
    /// No requirement on these days.
    Nothing,
    /// Cannot be worked.
    Unknown(Reason),
    /// The rule does not apply to this worker at all.
    NotApplicable,
}

/// The contract, prepared for the audit.
#[derive(Clone, Debug)]
pub(super) struct Contract {
    pub sheet: TermSheet,
    pub codes: Vec<String>,
}

/// The overtime item's values.
pub(super) struct OvertimeTerm<'a> {
    pub key: &'a str,
    pub base: OvertimeBase,
    pub multipliers: [i64; 3],
    pub cap: Hours,
}

impl Contract {
    pub(super) fn new(sheet: TermSheet) -> Self {
        let mut codes: Vec<String> = sheet
            .items
            .iter()
            .filter_map(|item| match &item.term {
                Term::Allowance { code, .. } => Some(code.clone()),
                _ => None,
            })
            .collect();
        codes.sort();
        codes.dedup();
        Self { sheet, codes }
    }

    fn find<'a, T>(&'a self, pick: impl Fn(&'a str, &'a Term) -> Option<T>) -> Option<T> {
        self.sheet.items.iter().find_map(|item| pick(&item.key, &item.term))
    }

    pub(super) fn overtime(&self) -> Option<OvertimeTerm<'_>> {
        self.find(|key, term| match term {
            Term::Overtime { base, weekday, rest_day, holiday, monthly_cap_hours } => Some(OvertimeTerm {
                key,
                base: *base,
                multipliers: [weekday.e4(), rest_day.e4(), holiday.e4()],
                cap: *monthly_cap_hours,
            }),
            _ => None,
        })
    }

    pub(super) fn probation(&self) -> Option<Percent> {
        self.find(|_, term| match term {
            Term::Probation { percent } => Some(*percent),
            _ => None,
        })
    }

    pub(super) fn payment(&self) -> Option<(&str, u8, u8)> {
        self.find(|key, term| match term {
            Term::Payment { pay_day, month_offset, .. } => Some((key, *pay_day, *month_offset)),
            _ => None,
        })
    }

    pub(super) fn unused_multiplier(&self) -> Option<(&str, i64)> {
        self.find(|key, term| match term {
            Term::Leave { unused_multiplier: Some(k), .. } => Some((key, k.e4())),
            _ => None,
        })
    }

    /// The allowance item of a code that fits a grade: the one that names it before the general one.
    pub(super) fn allowance(&self, code: &str, grade: &str) -> Option<(&str, AllowanceUnit, Money)> {
        let fitting = self.sheet.items.iter().filter_map(|item| match &item.term {
            Term::Allowance { code: c, unit, amount, grade: g, .. }
                if c == code && g.as_deref().is_none_or(|g| g == grade) =>
            {
                Some((g.is_some(), item.key.as_str(), *unit, *amount))
            }
            _ => None,
        });
        fitting.max_by_key(|(named, ..)| *named).map(|(_, key, unit, amount)| (key, unit, amount))
    }
}

/// Works every rule for a line, in order.
pub(super) fn work(line: &Line<'_>, regimes: &[Regime], contract: &Contract) -> Vec<(Rule, Judged)> {
    let mut out = Vec::with_capacity(9 + contract.codes.len());
    let s1 = wage::statutory(line, regimes, contract);
    let s7 = pay::deductions(line, regimes, contract, &s1);
    out.push((Rule::S(1), s1));
    out.push((Rule::S(2), wage::contract_minimum(line, regimes, contract)));
    out.push((Rule::S(3), wage::agreed(line, regimes, contract)));
    out.push((Rule::S(4), overtime::pay(line, regimes, contract)));
    out.push((Rule::S(5), overtime::cap(line, regimes, contract)));
    out.push((Rule::S(6), pay::day(line, regimes, contract)));
    out.push((Rule::S(7), s7));
    out.push((Rule::S(8), pay::net(line, contract)));
    out.push((Rule::S(9), pay::unused_leave(line, regimes, contract)));
    for (index, code) in contract.codes.iter().enumerate() {
        out.push((Rule::Allowance(index), pay::allowance(line, regimes, contract, index, code)));
    }
    out
}

/// `f`: the share of the month for which normal pay is due.
pub(super) fn month_share(line: &Line<'_>, d: Days) -> Option<(i64, i64)> {
    line.paid_days.map(|days| (days.min(d).e4(), d.e4()))
}

/// D, paid days a month.
pub(super) fn paid_days_per_month(regime: &Regime) -> Option<Days> {
    regime.substance.paid_days_per_month.as_ref().map(|cited| cited.value)
}

/// D × H: hours a month, in ten-thousandths.
pub(super) fn hours_per_month(regime: &Regime) -> Option<i64> {
    let h = regime.substance.hours_per_day.as_ref()?.value.e4();
    paid_days_per_month(regime)?.e4().checked_mul(h).map(|product| product / 10_000)
}

pub(super) fn part_time(line: &Line<'_>) -> bool {
    line.employment == Employment::PartTime
}

/// The last day of payment for a month: `pay_day` of the month `offset` months later, or its end.
pub(super) fn pay_date(first: NaiveDate, pay_day: u8, offset: u8) -> Option<NaiveDate> {
    use chrono::Datelike;
    let month = first.checked_add_months(chrono::Months::new(u32::from(offset)))?;
    month.with_day(u32::from(pay_day)).or(Some(super::month::month_end(month)))
}
