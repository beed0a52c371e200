//! One record of a payroll: what one worker was paid for one month, its parts added up.

use crate::decimal::{Days, Hours, Money};
use crate::term::EmploymentKind;
use chrono::NaiveDate;
use std::borrow::Cow;

/// A readable record. Lists stand in the order of the contract's [`Codes`](super::codes::Codes).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Record<'r> {
    /// Credit code, in capitals.
    pub enterprise_id: Cow<'r, str>,
    pub worker_id: Cow<'r, str>,
    /// First day of the month.
    pub period: NaiveDate,
    /// Post as the file has it, trimmed; may be empty.
    pub grade: Cow<'r, str>,
    /// Level of skill as the file has it, trimmed; may be empty.
    pub level: Cow<'r, str>,
    /// Full years of service.
    pub service_years: Option<u16>,
    pub employment: EmploymentKind,
    /// Money a month; an hour for part time, a day for day rate. `None`: empty, or 0, for piece.
    pub agreed_wage: Option<Money>,
    /// The agreed wage before the first adjustment of the sheet.
    pub previous_wage: Option<Money>,
    /// Days for which normal pay is due.
    pub paid_days: Option<Days>,
    /// Normal hours worked.
    pub hours: Option<Hours>,
    /// Overtime hours: working days, rest days, holidays.
    pub overtime_hours: [Hours; 3],
    /// Hours of the sheet's overtime classes.
    pub class_hours: Vec<Hours>,
    pub ot_pay: Money,
    /// Premiums on ordinary hours.
    pub premium_pay: Money,
    /// What never counts towards the minimum.
    pub special_allowances: Money,
    /// Before deductions.
    pub gross_pay: Money,
    /// Pay for earlier months within the gross.
    pub back_pay: Vec<BackPay>,
    /// By operation and variant, none twice.
    pub pieces: Vec<Pieces>,
    /// Pay for pieces, overtime pieces included.
    pub piece_pay: Option<Money>,
    pub commissions: Vec<CommissionCells>,
    /// One-off sums paid; an empty cell is `None`.
    pub one_offs: Vec<Option<Money>>,
    /// Own social insurance and tax.
    pub personal_contributions: Money,
    pub deductions: Deductions,
    pub sick_days: Days,
    pub sick_pay: Money,
    pub idle_pay: Money,
    /// Paid out; not checked when absent.
    pub net_pay: Option<Money>,
    /// Day of payment.
    pub paid_on: Option<NaiveDate>,
    pub unused_leave_days: Days,
    pub unused_leave_pay: Money,
    pub allowances: Vec<AllowanceCells>,
}

/// Pay for earlier months.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct BackPay {
    pub amount: Money,
    /// First days of the first and of the last month it pays; one given month is both.
    pub months: Option<(NaiveDate, NaiveDate)>,
}

/// Quantities of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Pieces {
    /// Place in [`Codes::operations`](super::codes::Codes::operations).
    pub operation: usize,
    pub variant: Variant,
    /// In ten-thousandths: in normal hours, in overtime on working days, on rest days, on holidays.
    pub made: [i64; 4],
}

/// Product, gauge or size of pieces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Variant {
    /// None is said.
    Unsaid,
    /// Place in [`Codes::variants`](super::codes::Codes::variants).
    Named(usize),
    /// One that the sheet does not name: no price fits but one without variant.
    Other,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct CommissionCells {
    pub base: Option<Money>,
    pub paid: Option<Money>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct AllowanceCells {
    pub paid: Option<Money>,
    pub shifts: Option<Days>,
    pub hours: Option<Hours>,
}

/// Deductions by kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Deductions {
    /// For damage that the worker did.
    pub damage: Money,
    pub fine: Money,
    /// Advances, loans, rent.
    pub other: Money,
    /// Of no named kind.
    pub undivided: Money,
}

/// Columns that the file does not have at all: what depends on them is unknown, not 0.
#[derive(Clone, Debug, Default)]
pub(super) struct Absent {
    /// No `ot_<kind>_hours` and no hours of any class that counts as overtime.
    pub overtime_hours: bool,
    pub ot_pay: bool,
    pub premium_pay: bool,
    /// None of the four columns of deductions.
    pub deductions: bool,
    pub net_pay: bool,
    pub personal_contributions: bool,
    /// No days of untaken leave.
    pub unused_leave: bool,
    pub unused_leave_pay: bool,
    /// No column of pieces.
    pub pieces: bool,
    pub previous_wage: bool,
    pub sick_days: bool,
    pub sick_pay: bool,
    /// By place in [`Codes::one_offs`](super::codes::Codes::one_offs).
    pub one_offs: Vec<bool>,
}
