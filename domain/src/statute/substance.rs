//! The parameters of substance (floors), in force on one day.

use super::rulebook::parameters;
use crate::decimal::{Days, Hours, Multiplier, Percent};
use serde::{Deserialize, Serialize};

/// Which share of a monthly amount is due in a month short of days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Proration {
    /// Paid days over the paid days of a month.
    PaidDays,
    /// The whole less the days missed over the paid days of a month.
    DaysMissed,
}

parameters!(
    /// Every statutory floor but the minimum wage, as in force on one day.
    struct Substance {
        /// Overtime on working days.
        overtime_weekday: Multiplier,
        /// Overtime on rest days.
        overtime_rest_day: Multiplier,
        /// Overtime on statutory holidays.
        overtime_holiday: Multiplier,
        /// Whether a collective contract may agree on what overtime is worked from.
        overtime_base_agreed: bool,
        /// Overtime hours a month, at most.
        overtime_cap: Hours,
        /// Annual leave: (full years of service from, days), ascending.
        annual_leave: Vec<(u16, Days)>,
        /// Total pay for an untaken leave day, normal pay included.
        unused_leave: Multiplier,
        /// Months after the wage period, at most, in which wages are paid.
        payment_month_offset: u8,
        /// Methods of payment allowed (words of the sheet).
        payment_methods: Vec<String>,
        /// Probation pay, percent.
        probation: Percent,
        /// Sick pay, percent of the statutory minimum.
        sick_pay: Percent,
        /// Marriage and bereavement leave, least days.
        family_leave_least: Days,
        /// Marriage and bereavement leave, usual days (below: warning).
        family_leave_usual: Days,
        /// Maternity leave.
        maternity: Days,
        /// Partner leave.
        partner: Days,
        /// Work norm: percent of workers who must reach it (below: warning).
        work_norm: Percent,
        /// Lowest adjustment without a warning.
        adjustment_least: Percent,
        /// D: paid days a month (21.75).
        paid_days_per_month: Days,
        /// H: hours a day (8).
        hours_per_day: Hours,
        /// Deductions: at most this percent of the month's wage (20).
        deduction_cap: Percent,
        /// Which share of a month short of days is due. None: no text chooses.
        proration: Proration,
        /// Whether a pay day on a rest day or holiday moves to the working day before.
        pay_day_roll: bool,
        /// Wages are paid in full and on time.
        wage_in_full: bool,
        /// Minimum wage, overtime, payment in full also hold for those past pension age.
        over_age: bool,
        /// A collective contract's monthly minimum may not be below the statutory one.
        minimum_in_contracts: bool,
        /// The statutory minimum is monthly for full time, hourly for part time.
        minimum_by_unit: bool,
        /// Whether the minimum wage excludes the worker's own contributions.
        minimum_excludes_contributions: bool,
    }
);
