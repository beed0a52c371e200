//! A record with what its month and its class of workers ask of it, and what of its pay is held against what.

use super::judge::{Ends, Sense};
use super::pieces;
use super::{Reason, Unit};
use crate::decimal::{Money, Rounding};
use crate::payroll::contract::Contract;
use crate::payroll::ground::Ground;
use crate::payroll::in_force::InForce;
use crate::payroll::record::{Absent, Record};
use crate::term::{EmploymentKind, HoursLike};

/// By what a worker is paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Time {
    Month,
    Hour,
    Day,
}

/// What was paid, in ten-thousandths.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Paid {
    /// What is held against the minimums.
    pub normal: i64,
    /// The same, the worker's contributions left in.
    pub with_contributions: i64,
    /// What of that is no agreed wage for sure: counting allowances, commissions, pieces.
    pub composed: i64,
    /// What of normal pay paid for overtime pieces.
    pub overtime_pieces: i64,
    /// What never counts: the greater of special allowances and the allowances of the sheet that do not count.
    pub special: i64,
}

/// A record being judged.
pub(super) struct Case<'a> {
    pub record: &'a Record<'a>,
    pub absent: &'a Absent,
    pub regimes: &'a [InForce],
    pub contract: &'a Contract,
    pub time: Time,
    pub paid: Paid,
}

impl<'a> Case<'a> {
    pub fn new(record: &'a Record<'a>, absent: &'a Absent, regimes: &'a [InForce], contract: &'a Contract) -> Self {
        let time = match record.employment {
            EmploymentKind::PartTime => Time::Hour,
            EmploymentKind::OverAge if record.hours.is_some() && record.paid_days.is_none() => Time::Hour,
            EmploymentKind::DayRate => Time::Day,
            _ => Time::Month,
        };
        let mut case = Self { record, absent, regimes, contract, time, paid: Paid::default() };
        case.paid = case.paid();
        case
    }

    pub fn rounding(&self) -> Rounding {
        self.contract.sheet.rounding
    }

    pub fn is(&self, kind: EmploymentKind) -> bool {
        self.record.employment == kind
    }

    /// Whether no rule is for the worker: no employment.
    pub fn is_none(&self) -> bool {
        self.is(EmploymentKind::Other)
    }

    /// Whether the worker is judged by the statute alone.
    pub fn by_statute(&self) -> bool {
        self.is(EmploymentKind::OverAge)
    }

    /// Whether the rules of the contract, and those of the law for employees, are for the worker.
    pub fn is_employed(&self) -> bool {
        !self.is_none() && !self.by_statute()
    }

    /// Whether the statute holds for the worker on these days.
    pub fn binds(&self, ground: &Ground) -> bool {
        !self.by_statute() || ground.over_age
    }

    /// Whether it does on any day of the month.
    pub fn ever_bound(&self) -> bool {
        self.regimes.iter().any(|regime| self.binds(&regime.ground))
    }

    /// Of what is asked by statute and contract, and by the statute alone, what holds for the worker.
    pub fn pick<'t, T>(&self, [both, statute]: &'t [T; 2]) -> &'t T {
        if self.by_statute() { statute } else { both }
    }

    /// Asks each regime of the month.
    pub fn over(&self, unit: Unit, sense: Sense, mut each: impl FnMut(&'a InForce, &mut Ends<'a>)) -> Ends<'a> {
        let mut ends = Ends::new(unit, sense);
        for regime in self.regimes {
            each(regime, &mut ends);
            if !ends.next_day() {
                break;
            }
        }
        ends
    }

    /// Overtime hours of every kind, classes among them, ordinary hours not.
    pub fn overtime_hours(&self) -> i64 {
        let kinds = self.record.overtime_hours.iter().map(|hours| hours.e4());
        let classes = self.record.class_hours.iter().zip(&self.contract.likes);
        let classes = classes.filter(|(_, like)| **like != HoursLike::Ordinary).map(|(hours, _)| hours.e4());
        kinds.chain(classes).fold(0, i64::saturating_add)
    }

    /// Whether the minimum leaves out the worker's contributions.
    pub fn excludes_contributions(&self) -> bool {
        self.regimes.first().is_some_and(|regime| regime.ground.excludes_contributions)
    }

    /// Normal pay; `Err` where a column that it needs is absent.
    pub fn normal_pay(&self) -> Result<i64, Reason<'a>> {
        if self.absent.personal_contributions && self.excludes_contributions() {
            return Err(super::MISSING_COLUMN);
        }
        if self.regimes.is_empty() { Err(Reason::Word("no_statutory_value")) } else { Ok(self.paid.normal) }
    }

    fn paid(&self) -> Paid {
        let record = self.record;
        let (mut apart, mut counting) = (0_i64, 0_i64);
        for (cells, counts) in record.allowances.iter().zip(&self.contract.counts) {
            let paid = cells.paid.map_or(0, Money::e4);
            let sum = if *counts { &mut counting } else { &mut apart };
            *sum = sum.saturating_add(paid);
        }
        let special = record.special_allowances.e4().max(apart);
        let overtime_pieces = if record.pieces.is_empty() { 0 } else { pieces::taken_out(self) };
        let back_pay = record.back_pay.iter().map(|back| back.amount.e4());
        let one_offs = record.one_offs.iter().flatten().map(|paid| paid.e4());
        let fixed = [record.ot_pay, record.unused_leave_pay, record.sick_pay, record.idle_pay, record.premium_pay];
        let out = fixed.into_iter().map(Money::e4).chain(back_pay).chain(one_offs).chain([special, overtime_pieces]);
        let with_contributions = out.fold(record.gross_pay.e4(), i64::saturating_sub);
        let excluded = if self.excludes_contributions() { record.personal_contributions.e4() } else { 0 };
        let commissions = record.commissions.iter().filter_map(|cells| cells.paid).map(Money::e4);
        let pieces = record.piece_pay.map_or(0, |pay| pay.e4().saturating_sub(overtime_pieces).max(0));
        Paid {
            normal: with_contributions.saturating_sub(excluded),
            with_contributions,
            composed: commissions.fold(counting.saturating_add(pieces), i64::saturating_add),
            overtime_pieces,
            special,
        }
    }

    /// How normal pay comes about, with the names of the columns.
    pub fn pay_text(&self, contributions: bool) -> String {
        use crate::payroll::in_force::money;
        let record = self.record;
        let back_pay = record.back_pay.iter().map(|back| back.amount.e4()).fold(0, i64::saturating_add);
        let one_offs = record.one_offs.iter().flatten().map(|paid| paid.e4()).fold(0, i64::saturating_add);
        let own = if contributions { record.personal_contributions.e4() } else { 0 };
        let out = [
            ("ot_pay", record.ot_pay.e4()),
            ("back_pay", back_pay),
            ("unused_leave_pay", record.unused_leave_pay.e4()),
            ("sick_pay", record.sick_pay.e4()),
            ("idle_pay", record.idle_pay.e4()),
            ("premium_pay", record.premium_pay.e4()),
            ("special_allowances", self.paid.special),
            ("one_off", one_offs),
            ("overtime_pieces", self.paid.overtime_pieces),
            ("personal_contributions", own),
        ];
        let mut text = format!("gross_pay {}", record.gross_pay);
        for (name, amount) in out.into_iter().filter(|(_, amount)| *amount != 0) {
            text.push_str(&format!(" − {name} {}", money(amount)));
        }
        text
    }
}
