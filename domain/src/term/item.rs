//! What can be bargained: one variant per kind of item.

mod parts;
mod words;

pub use parts::*;
pub use words::*;

use crate::decimal::{Hours, Money, Multiplier, Percent};
use chrono::NaiveDate;
use serde::Serialize;

/// One bargained term under its key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Item {
    /// Unique in the sheet: `[a-z][a-z0-9_]*(\.[a-z0-9_-]+)*`.
    #[cfg_attr(feature = "schema", schema(value_type = crate::schema::Key))]
    pub key: String,
    /// What is agreed under it.
    #[serde(flatten)]
    pub term: Term,
    /// On which days of the term it counts.
    #[serde(flatten)]
    pub time: Time,
}

impl Item {
    /// Whether both say the same, whatever their keys.
    pub fn says(&self, other: &Self) -> bool {
        self.term == other.term && self.time == other.time
    }
}

/// The kinds of term.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Term {
    /// Agreed minimum of the trade: post × zone × size.
    MinimumWage {
        unit: WageUnit,
        /// An amount, or a percent of something.
        #[serde(flatten)]
        pay: WagePay,
        /// Whom it is for.
        #[serde(flatten)]
        select: Selectors,
    },
    /// 调整幅度: a range, equal ends for a single value. May be negative. An event of its first day.
    WageAdjustment {
        /// Whose raise it is. Left out: each worker's.
        #[serde(skip_serializing_if = "each")]
        #[cfg_attr(feature = "schema", schema(required = false))]
        of: AdjustmentOf,
        /// Percent or money.
        #[serde(flatten)]
        range: Adjustment,
        /// For former wages from this on, a month of full time.
        #[serde(skip_serializing_if = "Option::is_none")]
        wage_from: Option<Money>,
        /// For former wages below this, a month of full time.
        #[serde(skip_serializing_if = "Option::is_none")]
        wage_below: Option<Money>,
        /// Whom it is for.
        #[serde(flatten)]
        select: Selectors,
    },
    /// 工资支付形式.
    Payment {
        /// Time, piece or mixed.
        form: PaymentForm,
        /// 1–31; a day past the month's end means its last day.
        pay_day: u8,
        /// Months after the wage period: 0 or 1 (a longer one is a breach of F7).
        month_offset: u8,
        /// How it is paid.
        method: PaymentMethod,
    },
    /// 加班加点工资支付标准. A multiplier left out is the statute's.
    Overtime {
        /// What the hourly rate is worked from.
        base: OvertimeBase,
        /// Multiplier on working days.
        #[serde(skip_serializing_if = "Option::is_none")]
        weekday: Option<Multiplier>,
        /// Multiplier on rest days.
        #[serde(skip_serializing_if = "Option::is_none")]
        rest_day: Option<Multiplier>,
        /// Multiplier on statutory holidays.
        #[serde(skip_serializing_if = "Option::is_none")]
        holiday: Option<Multiplier>,
        /// Cap of overtime hours a month.
        monthly_cap_hours: Hours,
        /// Hours a month by which a monthly wage is divided, above 0. Left out: the rulebook's.
        #[serde(skip_serializing_if = "Option::is_none")]
        divisor_hours: Option<Hours>,
        /// Further kinds of hours, by code.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "schema", schema(required = false, value_type = crate::schema::Classes))]
        classes: Vec<OvertimeClass>,
    },
    /// 计件单价.
    PieceRate {
        /// The operation.
        #[cfg_attr(feature = "schema", schema(value_type = crate::schema::Name))]
        code: String,
        /// Product, gauge, size.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schema", schema(value_type = Option<crate::schema::Name>))]
        variant: Option<String>,
        /// piece, ticket, kilogram, jin, visit, order, or a word of the trade.
        #[cfg_attr(feature = "schema", schema(value_type = crate::schema::Name))]
        unit: String,
        /// Above 0.
        amount: Money,
        /// Whom it is for.
        #[serde(flatten)]
        select: Selectors,
    },
    /// 提成.
    Commission {
        #[cfg_attr(feature = "schema", schema(value_type = crate::schema::Name))]
        code: String,
        /// 0–1000.
        percent: Percent,
        /// Of what, in words.
        #[cfg_attr(feature = "schema", schema(value_type = crate::schema::Prose))]
        of: String,
        /// Whom it is for.
        #[serde(flatten)]
        select: Selectors,
    },
    /// 一次性支付.
    OneOff {
        #[cfg_attr(feature = "schema", schema(value_type = crate::schema::Name))]
        code: String,
        /// Above 0.
        amount: Money,
        /// Within the term of the sheet.
        due: NaiveDate,
        /// Left out: all of it.
        #[serde(skip_serializing_if = "in_full")]
        #[cfg_attr(feature = "schema", schema(required = false))]
        part_time: OneOffShare,
        /// Whom it is for.
        #[serde(flatten)]
        select: Selectors,
    },
    /// 带薪休假.
    Leave {
        /// Which leave.
        leave: LeaveKind,
        /// By full years of service, ascending, not empty.
        #[cfg_attr(feature = "schema", schema(value_type = crate::schema::Bands))]
        bands: Vec<LeaveBand>,
        /// Annual leave only: total pay for an untaken day, normal pay included.
        #[serde(skip_serializing_if = "Option::is_none")]
        unused_multiplier: Option<Multiplier>,
    },
    /// 津贴、补贴.
    Allowance {
        /// Code of the payroll column `allowance_<code>`.
        #[cfg_attr(feature = "schema", schema(value_type = crate::schema::Name))]
        code: String,
        unit: AllowanceUnit,
        /// Above 0.
        amount: Money,
        /// The most a month, above 0.
        #[serde(skip_serializing_if = "Option::is_none")]
        max: Option<Money>,
        /// Whom it is for.
        #[serde(flatten)]
        select: Selectors,
        /// Whether it counts towards the minimum wage.
        counts_towards_minimum: bool,
    },
    /// 试用期: percent of the minimum for the same post.
    Probation {
        /// 0–1000.
        percent: Percent,
    },
    /// 病假工资.
    SickPay {
        /// One percent, or percents by years of service.
        #[serde(flatten)]
        rate: SickRate,
        /// Of what.
        of: SickPayBase,
    },
    /// 劳动定额: share of workers who reach the norm in legal hours.
    WorkNorm {
        /// 0–1000.
        attainable_percent: Percent,
        /// Prose.
        #[cfg_attr(feature = "schema", schema(value_type = crate::schema::Prose))]
        text: String,
    },
    /// 职工福利待遇.
    Welfare {
        #[cfg_attr(feature = "schema", schema(value_type = crate::schema::Name))]
        code: String,
        /// Prose.
        #[cfg_attr(feature = "schema", schema(value_type = crate::schema::Prose))]
        text: String,
        /// With `amount`.
        #[serde(skip_serializing_if = "Option::is_none")]
        unit: Option<AllowanceUnit>,
        /// With `unit`.
        #[serde(skip_serializing_if = "Option::is_none")]
        amount: Option<Money>,
    },
    /// Everything that is prose.
    Clause {
        #[cfg_attr(feature = "schema", schema(value_type = crate::schema::Name))]
        heading: String,
        /// Prose, at most 20,000 characters.
        #[cfg_attr(feature = "schema", schema(value_type = crate::schema::Prose))]
        text: String,
    },
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
const fn each(of: &AdjustmentOf) -> bool {
    matches!(of, AdjustmentOf::Each)
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
const fn in_full(share: &OneOffShare) -> bool {
    matches!(share, OneOffShare::Full)
}

impl Term {
    /// Its kind, as in its JSON.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::MinimumWage { .. } => "minimum_wage",
            Self::WageAdjustment { .. } => "wage_adjustment",
            Self::Payment { .. } => "payment",
            Self::Overtime { .. } => "overtime",
            Self::PieceRate { .. } => "piece_rate",
            Self::Commission { .. } => "commission",
            Self::OneOff { .. } => "one_off",
            Self::Leave { .. } => "leave",
            Self::Allowance { .. } => "allowance",
            Self::Probation { .. } => "probation",
            Self::SickPay { .. } => "sick_pay",
            Self::WorkNorm { .. } => "work_norm",
            Self::Welfare { .. } => "welfare",
            Self::Clause { .. } => "clause",
        }
    }

    /// Whom it is for; `None` for kinds that are for everybody.
    pub const fn selectors(&self) -> Option<&Selectors> {
        match self {
            Self::MinimumWage { select, .. }
            | Self::WageAdjustment { select, .. }
            | Self::PieceRate { select, .. }
            | Self::Commission { select, .. }
            | Self::OneOff { select, .. }
            | Self::Allowance { select, .. } => Some(select),
            _ => None,
        }
    }

    /// What its code names, and the code.
    pub fn code(&self) -> Option<(NameKind, &str)> {
        Some(match self {
            Self::PieceRate { code, .. } => (NameKind::Operation, code),
            Self::Commission { code, .. } => (NameKind::Commission, code),
            Self::OneOff { code, .. } => (NameKind::OneOff, code),
            Self::Allowance { code, .. } => (NameKind::Allowance, code),
            Self::Welfare { code, .. } => (NameKind::Welfare, code),
            _ => return None,
        })
    }

    /// Every word of it that a name may stand for.
    pub fn words(&self) -> impl Iterator<Item = (NameKind, &str)> {
        let select = self.selectors().into_iter().flat_map(|select| {
            fn of(kind: NameKind, word: &Option<String>) -> Option<(NameKind, &str)> {
                Some((kind, word.as_deref()?))
            }
            [
                of(NameKind::Grade, &select.grade),
                of(NameKind::Zone, &select.zone),
                of(NameKind::Size, &select.size),
                of(NameKind::Level, &select.level),
            ]
        });
        let variant = match self {
            Self::PieceRate { variant: Some(variant), .. } => Some((NameKind::Variant, variant.as_str())),
            _ => None,
        };
        let classes = match self {
            Self::Overtime { classes, .. } => classes.as_slice(),
            _ => &[],
        };
        let classes = classes.iter().map(|class| (NameKind::Class, class.code.as_str()));
        select.flatten().chain(self.code()).chain(variant).chain(classes)
    }

    /// Per what, where it is paid per something.
    pub fn unit(&self) -> Option<&str> {
        match self {
            Self::MinimumWage { unit, .. } => Some(unit.word()),
            Self::PieceRate { unit, .. } => Some(unit),
            Self::Allowance { unit, .. } => Some(unit.word()),
            Self::Welfare { unit, .. } => unit.map(AllowanceUnit::word),
            _ => None,
        }
    }
}
