//! The rules S1–S13, `P`, `A:<code>`, `C:<code>`, `O:<code>`: each worked whole under every regime of the month, and
//! judged at the two ends of what they ask.

mod allowance;
mod case;
mod commission;
mod deductions;
mod in_full;
mod judge;
mod leave;
mod minimum;
mod one_off;
mod overtime;
mod pay_day;
mod pieces;
mod premium;
mod raise;
mod share;
mod sick;

use super::contract::Contract;
use super::exact::Exact;
use super::in_force::InForce;
use super::record::{Absent, Record};
use case::Case;
use serde::Serialize;

pub(super) use judge::{Judged, Required};
pub(super) use raise::in_months;

/// Which rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// `S1` … `S13` by number.
    S(u8),
    /// `P`.
    Premium,
    /// `A:<code>` by place among the contract's codes, like the following.
    Allowance(usize),
    /// `C:<code>`.
    Commission(usize),
    /// `O:<code>`.
    OneOff(usize),
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

/// Which part of what a record owes a shortfall is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Share {
    /// S1: lies within S2.
    Statutory,
    /// S2: lies within S12.
    Contract,
    /// S12.
    Agreed,
    /// Raises the same normal pay: added to S12.
    Within,
    /// On top of normal pay.
    Apart,
    /// A rate, hours or days: in no total.
    No,
}

/// Why a rule cannot conclude.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Reason<'a> {
    /// A word of the rules: `missing_paid_days`, `unknown_grade`, `mid_period_change`, …
    Word(&'static str),
    /// `missing_allowance_<code>`, `missing_shifts_<code>`, …
    Column(&'static str, &'a str),
}

/// A column that the file does not have at all: counted, not written for each record.
pub(super) const MISSING_COLUMN: Reason<'static> = Reason::Word("missing_column");

impl std::fmt::Display for Reason<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Word(word) => f.write_str(word),
            Self::Column(prefix, code) => write!(f, "{prefix}_{code}"),
        }
    }
}

/// What a rule says of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome<'a> {
    /// It reaches the highest requirement.
    Pass,
    /// It falls below the lowest.
    Breach,
    /// It cannot be told.
    CannotConclude(Reason<'a>),
    /// The rule has nothing to say.
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

/// Works every rule for a record, in the order of [`Contract::rules`].
pub(super) fn work<'a, N: Notes>(
    record: &'a Record<'a>,
    absent: &'a Absent,
    regimes: &'a [InForce],
    contract: &'a Contract,
    notes: &mut N,
    mut each: impl FnMut(Rule, Judged<'a>, &mut N),
) {
    let case = Case::new(record, absent, regimes, contract);
    let s1 = minimum::statutory(&case, notes);
    each(Rule::S(1), s1, notes);
    let judged = minimum::contract(&case, notes);
    each(Rule::S(2), judged, notes);
    let judged = minimum::agreed(&case, notes);
    each(Rule::S(3), judged, notes);
    let judged = overtime::pay(&case, notes);
    each(Rule::S(4), judged, notes);
    let judged = overtime::cap(&case, notes);
    each(Rule::S(5), judged, notes);
    let judged = pay_day::pay_day(&case, notes);
    each(Rule::S(6), judged, notes);
    let judged = deductions::damage(&case, &s1, notes);
    each(Rule::S(7), judged, notes);
    let judged = deductions::net(&case, notes);
    each(Rule::S(8), judged, notes);
    let judged = leave::unused(&case, notes);
    each(Rule::S(9), judged, notes);
    let judged = pieces::pay(&case, notes);
    each(Rule::S(10), judged, notes);
    let judged = raise::raise(&case, notes);
    each(Rule::S(11), judged, notes);
    let judged = in_full::in_full(&case, notes);
    each(Rule::S(12), judged, notes);
    let judged = sick::sick(&case, notes);
    each(Rule::S(13), judged, notes);
    if contract.has_premium() {
        let judged = premium::premium(&case, notes);
        each(Rule::Premium, judged, notes);
    }
    for (index, code) in contract.codes.allowances.iter().enumerate() {
        let judged = allowance::allowance(&case, index, code, notes);
        each(Rule::Allowance(index), judged, notes);
    }
    for (index, code) in contract.codes.commissions.iter().enumerate() {
        let judged = commission::commission(&case, index, code, notes);
        each(Rule::Commission(index), judged, notes);
    }
    for index in 0..contract.codes.one_offs.len() {
        let judged = one_off::one_off(&case, index, notes);
        each(Rule::OneOff(index), judged, notes);
    }
}

#[cfg(test)]
mod tests;
