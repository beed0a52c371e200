//! The rules S1–S9 and `A:<code>`, each worked under one regime and judged over all regimes of the month.

mod judge;
mod overtime;
mod pay;
mod wage;

use super::contract::{Contract, Grade};
use super::exact::Exact;
use super::in_force::InForce;
use super::line::{Employment, Line};
use crate::decimal::Percent;
use crate::decimal::text::format;
use serde::Serialize;

pub(super) use judge::{Judged, Required};

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
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum Unit {
    /// Of the contract's currency.
    #[serde(rename = "money")]
    Money,
    #[serde(rename = "hours")]
    Hours,
    #[serde(rename = "days")]
    Days,
}

/// Why a rule cannot conclude.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Reason<'a> {
    /// A word of the rules: `missing_paid_days`, `unknown_grade`, `mid_period_change`, …
    Word(&'static str),
    /// `missing_allowance_<code>`, `missing_shifts_<code>`.
    Column(&'static str, &'a str),
}

impl std::fmt::Display for Reason<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Word(word) => f.write_str(word),
            Self::Column(prefix, code) => write!(f, "{prefix}_{code}"),
        }
    }
}

/// What a rule says of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome<'a> {
    /// The line reaches the highest requirement.
    Pass,
    /// It falls below the lowest.
    Breach,
    /// It cannot be told.
    CannotConclude(Reason<'a>),
    /// The rule has nothing to say.
    NotApplicable,
}

/// A requirement under one regime.
pub(super) enum Need<'a> {
    /// This much (rounded, ten-thousandths), or paid by this day, under a basis.
    Required(Required<'a>),
    /// No requirement on these days.
    Nothing,
    /// Cannot be worked.
    Unknown(Reason<'a>),
    /// The rule does not apply to this worker at all.
    NotApplicable,
}

/// Hears how each requirement is worked: the formula with its numbers, and its value before rounding. The formula is
/// only put into words for who listens.
pub(super) trait Notes {
    fn note(&mut self, formula: impl FnOnce() -> String, value: Option<Exact>);
}

/// Nobody listens: the audit.
impl Notes for () {
    #[inline]
    fn note(&mut self, _: impl FnOnce() -> String, _: Option<Exact>) {}
}

/// An amount of money, or that percent of it, before anything is made of it.
#[derive(Clone, Copy)]
struct Rate {
    exact: Exact,
    /// Ten-thousandths.
    amount: i64,
    percent: Option<Percent>,
}

impl Rate {
    const fn of(amount: i64) -> Self {
        Self { exact: Exact::e4(amount), amount, percent: None }
    }

    fn text(self) -> String {
        let amount = money(self.amount);
        self.percent.map_or(amount.clone(), |percent| format!("{amount} × {percent} %"))
    }
}

/// An amount as it is shown in a formula: two fraction digits at least.
fn money(e4: i64) -> String {
    format(i128::from(e4), 2)
}

/// A number of ten-thousandths as it is shown in a formula.
fn plain(e4: i64) -> String {
    format(i128::from(e4), 0)
}

/// A line with what its month and its grade ask of it.
#[derive(Clone, Copy)]
struct Case<'a> {
    line: &'a Line<'a>,
    regimes: &'a [InForce],
    contract: &'a Contract,
    grade: Grade,
    part_time: bool,
}

/// Works every rule for a line, in order.
pub(super) fn work<'a, N: Notes>(
    line: &'a Line<'a>,
    regimes: &'a [InForce],
    contract: &'a Contract,
    notes: &mut N,
    mut each: impl FnMut(Rule, Judged<'a>, &mut N),
) {
    if line.employment == Employment::Other {
        for number in 1..=9 {
            let unit = match number {
                5 => Unit::Hours,
                6 => Unit::Days,
                _ => Unit::Money,
            };
            each(Rule::S(number), Judged::plain(Outcome::NotApplicable, unit), notes);
        }
        for index in 0..contract.codes.len() {
            each(Rule::Allowance(index), Judged::plain(Outcome::NotApplicable, Unit::Money), notes);
        }
        return;
    }
    let part_time = line.employment == Employment::PartTime;
    let case = Case { line, regimes, contract, grade: contract.grade(line.grade), part_time };
    let s1 = wage::statutory(case, notes);
    each(Rule::S(1), s1, notes);
    let judged = wage::contract_minimum(case, notes);
    each(Rule::S(2), judged, notes);
    let judged = wage::agreed(case, notes);
    each(Rule::S(3), judged, notes);
    let judged = overtime::pay(case, notes);
    each(Rule::S(4), judged, notes);
    let judged = overtime::cap(case, notes);
    each(Rule::S(5), judged, notes);
    let judged = pay::day(case, notes);
    each(Rule::S(6), judged, notes);
    let judged = pay::deductions(case, &s1, notes);
    each(Rule::S(7), judged, notes);
    let judged = pay::net(case, notes);
    each(Rule::S(8), judged, notes);
    let judged = pay::unused_leave(case, notes);
    each(Rule::S(9), judged, notes);
    for (index, code) in contract.codes.iter().enumerate() {
        let judged = pay::allowance(case, index, code, notes);
        each(Rule::Allowance(index), judged, notes);
    }
}

/// `rate · f`: a month's amount for the share of the month for which normal pay is due.
fn for_month<'a>(line: &Line<'_>, rate: Rate, regime: &InForce, notes: &mut impl Notes) -> Result<Exact, Reason<'a>> {
    let d = regime.days.ok_or(Reason::Word("no_statutory_value"))?;
    let days = line.paid_days.ok_or(Reason::Word("missing_paid_days"))?.e4();
    let exact = if days >= d && d > 0 {
        Some(rate.exact)
    } else {
        rate.exact.times(Exact::e4(days)).and_then(|amount| amount.over_e4(d))
    };
    notes.note(|| format!("{} × min({}, {d}) ÷ {d}", rate.text(), plain(days), d = plain(d)), exact);
    exact.ok_or(Reason::Word("out_of_range"))
}
