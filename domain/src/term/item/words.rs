//! The words of the format: every closed list of values.

use serde::{Deserialize, Serialize};

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

pub(in crate::term) use words;

words!(
    /// Unit of a minimum wage.
    WageUnit {
        /// Full time.
        Month = "month",
        /// Paid by the day.
        Day = "day",
        /// Part time.
        Hour = "hour",
    }
);
words!(
    /// The usual size classes of enterprises; a sheet may have words of its own.
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
        /// Per hour of its column.
        Hour = "hour",
        /// Per full year of service, a month (工龄工资).
        ServiceYear = "service_year",
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
words!(
    /// Whose raise it is.
    AdjustmentOf {
        /// Each worker's own wage.
        Each = "each",
        /// The average of the enterprise: no claim of each worker (年平均工资).
        Average = "average",
    }
);
words!(
    /// Which hours a class of overtime is judged like.
    HoursLike {
        /// Working days.
        Weekday = "weekday",
        /// Rest days.
        RestDay = "rest_day",
        /// Statutory holidays.
        Holiday = "holiday",
        /// Normal hours with a premium: no overtime.
        Ordinary = "ordinary",
    }
);
words!(
    /// What part time gets of a one-off sum.
    OneOffShare {
        /// All of it.
        Full = "full",
        /// By hours.
        ByHours = "by_hours",
    }
);
words!(
    /// How somebody is employed and paid, as in a payroll.
    EmploymentKind {
        /// 全日制.
        FullTime = "full_time",
        /// 非全日制.
        PartTime = "part_time",
        /// 试用期.
        Probation = "probation",
        /// Paid by the day.
        DayRate = "day_rate",
        /// 计件.
        Piece = "piece",
        /// Past pension age.
        OverAge = "over_age",
        /// Trainees, labour service.
        Other = "other",
    }
);
words!(
    /// What the codes of a sheet name.
    NameKind {
        /// Posts.
        Grade = "grade",
        Zone = "zone",
        /// Size classes.
        Size = "size",
        /// Levels of skill.
        Level = "level",
        /// Operations of piece rates.
        Operation = "operation",
        /// Products, gauges, sizes of piece rates.
        Variant = "variant",
        Allowance = "allowance",
        Commission = "commission",
        /// One-off sums.
        OneOff = "one_off",
        /// Classes of overtime hours.
        Class = "class",
        Welfare = "welfare",
    }
);
