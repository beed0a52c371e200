//! The rules S1–S9 and `A:<code>`, each worked under one regime and judged over all regimes of the month.

mod judge;
mod overtime;
mod pay;
mod wage;

use super::contract::{Contract, Grade};
use super::exact::Exact;
use super::in_force::InForce;
use super::line::{Employment, Line};
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
pub(super) fn work<'a>(
    line: &'a Line<'a>,
    regimes: &'a [InForce],
    contract: &'a Contract,
    mut each: impl FnMut(Rule, Judged<'a>),
) {
    let part_time = line.employment == Employment::PartTime;
    let case = Case { line, regimes, contract, grade: contract.grade(line.grade), part_time };
    let s1 = wage::statutory(case);
    each(Rule::S(1), s1);
    each(Rule::S(2), wage::contract_minimum(case));
    each(Rule::S(3), wage::agreed(case));
    each(Rule::S(4), overtime::pay(case));
    each(Rule::S(5), overtime::cap(case));
    each(Rule::S(6), pay::day(case));
    each(Rule::S(7), pay::deductions(case, &s1));
    each(Rule::S(8), pay::net(case));
    each(Rule::S(9), pay::unused_leave(case));
    for (index, code) in contract.codes.iter().enumerate() {
        each(Rule::Allowance(index), pay::allowance(case, index, code));
    }
}

/// `rate · f`: a month's amount for the share of the month for which normal pay is due.
fn for_month<'a>(line: &Line<'_>, rate: Exact, regime: &InForce) -> Result<Exact, Reason<'a>> {
    let d = regime.days.ok_or(Reason::Word("no_statutory_value"))?;
    let days = line.paid_days.ok_or(Reason::Word("missing_paid_days"))?.e4();
    if days >= d && d > 0 {
        return Ok(rate);
    }
    rate.times(Exact::e4(days)).and_then(|amount| amount.over_e4(d)).ok_or(Reason::Word("out_of_range"))
}
