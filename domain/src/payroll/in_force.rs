//! What a stretch of days asks of the workers of one class: every item chosen once for all of them.

use super::choosing::Choosing;
use super::contract::Contract;
use super::exact::Exact;
use super::ground::Ground;
use super::worker::Worker;
use crate::decimal::Money;
use crate::decimal::text::format;
use crate::term::{Adjustment, AllowanceUnit, EmploymentKind, OneOffShare};
use std::cmp::Ordering;
use std::sync::Arc;

/// What was chosen for a worker.
#[derive(Clone, Debug)]
pub(super) enum Chosen<T> {
    /// No item of the kind counts on these days.
    Nothing,
    /// The sheet has none of the kind at all.
    NoneOfKind,
    /// None that counts is for the worker.
    Unmatched,
    /// It is a percent of a statutory value that the rulebook does not have.
    NoStatute,
    OutOfRange,
    Is(T),
}

/// What the worker is due: one choice, or one for each step of service where the years are not known and it matters.
pub(super) type Choices<T> = Vec<Chosen<T>>;

/// An amount and how it comes about.
#[derive(Clone, Debug)]
pub(super) struct Rate {
    pub exact: Exact,
    /// `2100.00 × 80 %`.
    pub text: String,
    /// Place of its item.
    pub place: usize,
}

#[derive(Clone, Debug)]
pub(super) struct AllowanceRate {
    pub unit: AllowanceUnit,
    /// Ten-thousandths.
    pub amount: i64,
    pub max: Option<i64>,
    pub place: usize,
}

#[derive(Clone, Debug)]
pub(super) struct CommissionRate {
    /// Ten-thousandths of a percent.
    pub percent: i64,
    pub place: usize,
}

#[derive(Clone, Debug)]
pub(super) struct OneOffSum {
    pub amount: i64,
    pub share: OneOffShare,
    pub place: usize,
}

/// A price of an operation.
#[derive(Clone, Debug)]
pub(super) struct Price {
    /// Place among the variants; `None`: for all.
    pub variant: Option<usize>,
    /// Ten-thousandths.
    pub amount: i64,
    pub place: usize,
}

/// A raise that has begun and is for the worker.
#[derive(Clone, Debug)]
pub(super) struct Step {
    pub range: Adjustment,
    pub wage_from: Option<Money>,
    pub wage_below: Option<Money>,
    /// What goes before what on one day.
    pub rank: (u8, u16),
    pub place: usize,
}

impl Step {
    /// Whether a former wage, a month of full time, is one that the step is for; `None` when out of range.
    pub fn fits(&self, wage: Exact) -> Option<bool> {
        let from = match self.wage_from {
            Some(from) => wage.compare(Exact::e4(from.e4()))? != Ordering::Less,
            None => true,
        };
        let below = match self.wage_below {
            Some(below) => wage.compare(Exact::e4(below.e4()))? == Ordering::Less,
            None => true,
        };
        Some(from && below)
    }
}

/// What a stretch of days asks of a record.
#[derive(Clone, Debug)]
pub(super) struct InForce {
    pub ground: Arc<Ground>,
    /// The contract minimum: a month, an hour for part time, a day for day rate; in probation that percent of it.
    pub minimum: Choices<Rate>,
    /// By code.
    pub allowances: Vec<Choices<AllowanceRate>>,
    pub commissions: Vec<Option<CommissionRate>>,
    /// By code: all that fall due on these days.
    pub one_offs: Vec<Vec<OneOffSum>>,
    /// By operation, the one that goes first is the first that fits the variant.
    pub prices: Vec<Vec<Price>>,
    /// By day, in order.
    pub raises: Vec<Vec<Step>>,
    /// Raises of an average that are for the worker, begun.
    pub averages: Vec<Step>,
}

impl InForce {
    pub fn new(ground: &Arc<Ground>, contract: &Contract, worker: &Worker) -> Self {
        let mut ready = Self {
            ground: Arc::clone(ground),
            minimum: vec![Chosen::Nothing],
            allowances: vec![Vec::new(); contract.codes.allowances.len()],
            commissions: vec![None; contract.codes.commissions.len()],
            one_offs: vec![Vec::new(); contract.codes.one_offs.len()],
            prices: vec![Vec::new(); contract.codes.operations.len()],
            raises: Vec::new(),
            averages: Vec::new(),
        };
        let Some(covered) = &ground.covered else { return ready };
        if matches!(worker.employment, EmploymentKind::OverAge | EmploymentKind::Other) {
            return ready;
        }
        let choosing = Choosing { contract, covered, ground, worker };
        ready.minimum = choosing.minimums();
        for (list, items) in ready.allowances.iter_mut().zip(&contract.allowances) {
            *list = choosing.allowances(items);
        }
        for (slot, items) in ready.commissions.iter_mut().zip(&contract.commissions) {
            *slot = choosing.commission(items);
        }
        choosing.one_offs(&mut ready.one_offs);
        choosing.prices(&mut ready.prices);
        (ready.raises, ready.averages) = choosing.raises();
        ready
    }
}

/// An amount as it is shown in a formula: two fraction digits at least.
pub(super) fn money(e4: i64) -> String {
    format(i128::from(e4), 2)
}

/// A number of ten-thousandths as it is shown in a formula.
pub(super) fn number(e4: i64) -> String {
    format(i128::from(e4), 0)
}
