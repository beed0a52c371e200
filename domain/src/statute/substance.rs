//! The parameters of substance (floors), in force on one day.

use super::Cited;
use crate::decimal::{Days, Hours, Multiplier, Percent};
use serde::Serialize;

/// Every statutory floor but the minimum wage, as in force on one day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Substance {
    /// Overtime on working days.
    pub overtime_weekday: Option<Cited<Multiplier>>,
    /// Overtime on rest days.
    pub overtime_rest_day: Option<Cited<Multiplier>>,
    /// Overtime on statutory holidays.
    pub overtime_holiday: Option<Cited<Multiplier>>,
    /// Overtime hours a month, at most.
    pub overtime_cap: Option<Cited<Hours>>,
    /// Annual leave: (full years of service from, days), ascending.
    pub annual_leave: Option<Cited<Vec<(u16, Days)>>>,
    /// Total pay for an untaken leave day, normal pay included.
    pub unused_leave: Option<Cited<Multiplier>>,
    /// Months after the wage period, at most, in which wages are paid.
    pub payment_month_offset: Option<Cited<u8>>,
    /// Methods of payment allowed (words of the sheet).
    pub payment_methods: Option<Cited<Vec<String>>>,
    /// Probation pay, percent.
    pub probation: Option<Cited<Percent>>,
    /// Sick pay, percent of the statutory minimum.
    pub sick_pay: Option<Cited<Percent>>,
    /// Marriage and bereavement leave, least days.
    pub family_leave_least: Option<Cited<Days>>,
    /// Marriage and bereavement leave, usual days (below: warning).
    pub family_leave_usual: Option<Cited<Days>>,
    /// Maternity leave.
    pub maternity: Option<Cited<Days>>,
    /// Partner leave.
    pub partner: Option<Cited<Days>>,
    /// Work norm: percent of workers who must reach it (below: warning).
    pub work_norm: Option<Cited<Percent>>,
    /// Lowest adjustment without a warning.
    pub adjustment_least: Option<Cited<Percent>>,
    /// D: paid days a month (21.75).
    pub paid_days_per_month: Option<Cited<Days>>,
    /// H: hours a day (8).
    pub hours_per_day: Option<Cited<Hours>>,
    /// Deductions: at most this percent of the month's wage (20).
    pub deduction_cap: Option<Cited<Percent>>,
    /// Whether the minimum wage excludes the worker's own contributions.
    pub minimum_excludes_contributions: Option<Cited<bool>>,
}
