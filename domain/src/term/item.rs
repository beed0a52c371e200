//! What can be bargained: one variant per kind of item.

use crate::decimal::{Days, Hours, Money, Multiplier, Percent};
use serde::{Deserialize, Serialize};

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
}

/// The kinds of term.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Term {
    /// Agreed minimum of the trade: post × zone × size.
    MinimumWage {
        /// Per month or per hour.
        unit: WageUnit,
        /// Above 0.
        amount: Money,
        /// Post.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schema", schema(value_type = Option<crate::schema::Name>))]
        grade: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schema", schema(value_type = Option<crate::schema::Name>))]
        zone: Option<String>,
        /// Size class of the enterprise.
        #[serde(skip_serializing_if = "Option::is_none")]
        size: Option<SizeClass>,
    },
    /// 调整幅度: a range, equal ends for a single value. May be negative.
    WageAdjustment {
        /// Percent or money.
        #[serde(flatten)]
        range: Adjustment,
        /// Post.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schema", schema(value_type = Option<crate::schema::Name>))]
        grade: Option<String>,
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
    /// 加班加点工资支付标准.
    Overtime {
        /// What the hourly rate is worked from.
        base: OvertimeBase,
        /// Multiplier on working days.
        weekday: Multiplier,
        /// Multiplier on rest days.
        rest_day: Multiplier,
        /// Multiplier on statutory holidays.
        holiday: Multiplier,
        /// Cap of overtime hours a month.
        monthly_cap_hours: Hours,
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
        /// Per month, day or shift.
        unit: AllowanceUnit,
        /// Above 0.
        amount: Money,
        /// Post.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schema", schema(value_type = Option<crate::schema::Name>))]
        grade: Option<String>,
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
        /// 0–1000.
        percent: Percent,
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

impl Term {
    /// A field that names it or selects it among those of its kind, as in its JSON: `heading`, `leave`, `code`, `grade`,
    /// `zone`, `size`, `unit`.
    pub fn mark(&self, field: &str) -> Option<&str> {
        match (field, self) {
            ("heading", Self::Clause { heading, .. }) => Some(heading),
            ("leave", Self::Leave { leave, .. }) => Some(leave.word()),
            ("code", Self::Allowance { code, .. } | Self::Welfare { code, .. }) => Some(code),
            (
                "grade",
                Self::MinimumWage { grade, .. } | Self::WageAdjustment { grade, .. } | Self::Allowance { grade, .. },
            ) => grade.as_deref(),
            ("zone", Self::MinimumWage { zone, .. }) => zone.as_deref(),
            ("size", Self::MinimumWage { size, .. }) => size.map(SizeClass::word),
            ("unit", Self::MinimumWage { unit, .. }) => Some(unit.word()),
            ("unit", Self::Allowance { unit, .. }) => Some(unit.word()),
            ("unit", Self::Welfare { unit, .. }) => unit.map(AllowanceUnit::word),
            _ => None,
        }
    }

    /// Its kind, as in its JSON.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::MinimumWage { .. } => "minimum_wage",
            Self::WageAdjustment { .. } => "wage_adjustment",
            Self::Payment { .. } => "payment",
            Self::Overtime { .. } => "overtime",
            Self::Leave { .. } => "leave",
            Self::Allowance { .. } => "allowance",
            Self::Probation { .. } => "probation",
            Self::SickPay { .. } => "sick_pay",
            Self::WorkNorm { .. } => "work_norm",
            Self::Welfare { .. } => "welfare",
            Self::Clause { .. } => "clause",
        }
    }
}

/// An adjustment range, `low` ≤ `high`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "basis", rename_all = "snake_case")]
pub enum Adjustment {
    /// Percent of the wage before.
    Percent {
        /// Lower end.
        low: Percent,
        /// Upper end.
        high: Percent,
    },
    /// Above 0.
    Amount {
        /// Lower end.
        low: Money,
        /// Upper end.
        high: Money,
    },
}

impl Term {
    /// What makes two items the same thing to the format; `None` for kinds that may repeat.
    /// A sheet holds at most one item per selector.
    pub fn selector(&self) -> Option<String> {
        let word = |size: &Option<SizeClass>| size.map(SizeClass::word).unwrap_or_default();
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        Some(match self {
            Self::MinimumWage { unit, grade, zone, size, .. } => {
                format!("minimum_wage/{}/{}/{}/{}", unit.word(), text(grade), text(zone), word(size))
            }
            Self::WageAdjustment { grade, .. } => format!("wage_adjustment/{}", text(grade)),
            Self::Payment { .. } => "payment".to_owned(),
            Self::Overtime { .. } => "overtime".to_owned(),
            Self::Leave { leave: LeaveKind::Other, .. } | Self::Clause { .. } => return None,
            Self::Leave { leave, .. } => format!("leave/{}", leave.word()),
            Self::Allowance { code, grade, .. } => format!("allowance/{code}/{}", text(grade)),
            Self::Probation { .. } => "probation".to_owned(),
            Self::SickPay { .. } => "sick_pay".to_owned(),
            Self::WorkNorm { .. } => "work_norm".to_owned(),
            Self::Welfare { code, .. } => format!("welfare/{code}"),
        })
    }
}

/// A band of leave: from so many full years of service on, so many days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct LeaveBand {
    /// Full years of service.
    pub service_years_from: u16,
    /// 0–366.
    pub days: Days,
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $word)] $variant),+ }

        impl $name {
            /// Every value, in the order of the format.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word of the format.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The value of a word.
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|v| v.word() == word)
            }
        }

        #[cfg(feature = "schema")]
        crate::schema::words!($name);
    };
}

words!(
    /// Unit of a minimum wage.
    WageUnit {
        /// Full time.
        Month = "month",
        /// Part time.
        Hour = "hour",
    }
);
words!(
    /// Size class of an enterprise.
    SizeClass {
        /// 大型.
        Large = "large",
        /// 中型.
        Medium = "medium",
        /// 小型.
        Small = "small",
    }
);
words!(
    /// What an adjustment range counts in.
    AdjustmentBasis {
        /// Percent of the wage before.
        Percent = "percent",
        /// Above 0.
        Amount = "amount",
    }
);
words!(
    /// Form of wage payment.
    PaymentForm {
        /// 计时.
        Time = "time",
        /// 计件.
        Piece = "piece",
        /// Both.
        Mixed = "mixed",
    }
);
words!(
    /// Method of wage payment.
    PaymentMethod {
        /// 银行代发.
        BankTransfer = "bank_transfer",
        /// 现金.
        Cash = "cash",
    }
);
words!(
    /// 加班工资计算基数.
    OvertimeBase {
        /// The worker's own agreed wage.
        AgreedWage = "agreed_wage",
        /// The contract minimum for the post.
        ContractMinimum = "contract_minimum",
    }
);
words!(
    LeaveKind {
        /// 年休假.
        Annual = "annual",
        /// 婚假.
        Marriage = "marriage",
        /// 丧假.
        Bereavement = "bereavement",
        /// 产假.
        Maternity = "maternity",
        /// 护理假.
        Partner = "partner",
        /// 病假.
        Sick = "sick",
        /// Any other.
        Other = "other",
    }
);
words!(
    AllowanceUnit {
        /// Per month.
        Month = "month",
        /// Per paid day.
        Day = "day",
        /// Per shift.
        Shift = "shift",
    }
);
words!(
    /// What sick pay is a percent of.
    SickPayBase {
        /// The statutory minimum wage.
        StatutoryMinimum = "statutory_minimum",
        AgreedWage = "agreed_wage",
    }
);
