//! Parts that kinds of item share: whom it is for, when it counts, percents, bands, classes.

use super::HoursLike;
use super::words::EmploymentKind;
use crate::decimal::{Days, Money, Multiplier, Percent};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize, Serializer};
use std::fmt;

/// Whom an item is for; what is left out fits everybody. Words of the sheet: codes, names of codes, plain words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Selectors {
    /// Post.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(value_type = Option<crate::schema::Name>))]
    pub grade: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(value_type = Option<crate::schema::Name>))]
    pub zone: Option<String>,
    /// Size class of the enterprise.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(value_type = Option<crate::schema::Name>))]
    pub size: Option<String>,
    /// Level of skill.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(value_type = Option<crate::schema::Name>))]
    pub level: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub employment: Option<EmploymentKind>,
    /// From these years of service on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_years_from: Option<Years>,
}

impl Selectors {
    /// How many are named.
    pub fn named(&self) -> u8 {
        let words = [&self.grade, &self.zone, &self.size, &self.level].into_iter().flatten().count();
        let others =
            usize::from(self.employment.is_some()).saturating_add(usize::from(self.service_years_from.is_some()));
        u8::try_from(words.saturating_add(others)).unwrap_or(u8::MAX)
    }

    /// Whether nothing but post, zone and size is named.
    pub const fn is_of_grid(&self) -> bool {
        self.level.is_none() && self.employment.is_none() && self.service_years_from.is_none()
    }
}

/// Years of service in halves. JSON: a whole number, or `"0.5"`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Years {
    halves: u16,
}

impl Years {
    /// The most that a sheet may name.
    pub const MOST: u16 = 100;

    /// Full years, at most [`Self::MOST`].
    pub fn full(years: u16) -> Option<Self> {
        (years <= Self::MOST).then(|| Self { halves: years.saturating_mul(2) })
    }

    /// Reads `3` or `0.5`; nothing but halves.
    pub fn parse(text: &str) -> Option<Self> {
        let (whole, half) = match text.split_once('.') {
            Some((whole, "5")) => (whole, 1),
            Some(_) => return None,
            None => (text, 0),
        };
        let digits = !whole.is_empty() && whole.len() <= 3 && whole.bytes().all(|b| b.is_ascii_digit());
        let halves = Self::full(whole.parse().ok().filter(|_| digits)?)?.halves.saturating_add(half);
        (halves <= Self::MOST.saturating_mul(2)).then_some(Self { halves })
    }

    /// Half years.
    pub const fn halves(self) -> u16 {
        self.halves
    }
}

impl fmt::Display for Years {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.halves / 2, if self.halves.is_multiple_of(2) { "" } else { ".5" })
    }
}

impl Serialize for Years {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.halves.is_multiple_of(2) {
            serializer.serialize_u16(self.halves / 2)
        } else {
            serializer.collect_str(self)
        }
    }
}

/// On which days of the term an item counts: those within both.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Time {
    /// First day. Left out: the first of the term.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// Last day. Left out: the last of the term.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
    /// Months of the year, 1–12 ascending. Left out: all.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schema(required = false, value_type = crate::schema::Months))]
    pub months: Vec<u8>,
}

/// What a minimum wage is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(untagged)]
pub enum WagePay {
    /// An amount.
    Amount {
        /// Above 0.
        amount: Money,
    },
    /// A percent of the statutory minimum in force that day.
    OfStatutory {
        /// 0–1000.
        percent_of_statutory: Percent,
    },
    /// A percent of another minimum of the sheet.
    OfItem {
        /// 0–1000.
        percent_of: Percent,
        /// Key of a minimum wage with an amount and the same unit.
        #[cfg_attr(feature = "schema", schema(value_type = crate::schema::Key))]
        of_item: String,
    },
}

impl WagePay {
    /// The amount, where it is one.
    pub const fn amount(&self) -> Option<Money> {
        match self {
            Self::Amount { amount } => Some(*amount),
            Self::OfStatutory { .. } | Self::OfItem { .. } => None,
        }
    }
}

/// An adjustment range, `low` ≤ `high`; no `high`: at least `low`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "basis", rename_all = "snake_case")]
pub enum Adjustment {
    /// Percent of the wage before.
    Percent {
        /// Lower end, −100–1000.
        low: Percent,
        /// Upper end.
        #[serde(skip_serializing_if = "Option::is_none")]
        high: Option<Percent>,
        /// The raise is at least this much money, a month of full time. Above 0.
        #[serde(skip_serializing_if = "Option::is_none")]
        at_least: Option<Money>,
    },
    /// Money, a month of full time.
    Amount {
        /// Lower end.
        low: Money,
        /// Upper end.
        #[serde(skip_serializing_if = "Option::is_none")]
        high: Option<Money>,
    },
}

impl Adjustment {
    /// `percent` or `amount`.
    pub const fn basis(&self) -> super::AdjustmentBasis {
        match self {
            Self::Percent { .. } => super::AdjustmentBasis::Percent,
            Self::Amount { .. } => super::AdjustmentBasis::Amount,
        }
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

/// A band of sick pay: from so many years of service on, so many percent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SickBand {
    pub service_years_from: Years,
    /// 0–1000.
    pub percent: Percent,
}

/// How much sick pay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(untagged)]
pub enum SickRate {
    /// The same for everybody.
    Flat {
        /// 0–1000.
        percent: Percent,
    },
    /// By years of service, ascending, not empty.
    Bands {
        /// A worker's is the last that begins at or below his years.
        #[cfg_attr(feature = "schema", schema(value_type = crate::schema::SickBands))]
        bands: Vec<SickBand>,
    },
}

impl SickRate {
    /// Each percent with the field path it stands under.
    pub fn percents(&self) -> Vec<(String, Percent)> {
        match self {
            Self::Flat { percent } => vec![("percent".to_owned(), *percent)],
            Self::Bands { bands } => {
                bands.iter().map(|band| (format!("bands[{}].percent", band.service_years_from), band.percent)).collect()
            }
        }
    }
}

/// A further kind of hours that three multipliers cannot say: from the third hour on, Saturdays, nights.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct OvertimeClass {
    /// Unique in the item.
    #[cfg_attr(feature = "schema", schema(value_type = crate::schema::Name))]
    pub code: String,
    /// Which floor of the statute binds it.
    pub like: HoursLike,
    /// How an hour is paid.
    #[serde(flatten)]
    pub rate: ClassRate,
    /// Prose.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(value_type = Option<crate::schema::Prose>))]
    pub text: Option<String>,
}

/// How an hour of a class is paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(untagged)]
pub enum ClassRate {
    /// Times the hour.
    Multiplier {
        /// 0–100.
        multiplier: Multiplier,
    },
    /// Percent of the monthly wage an hour.
    PercentOfMonth {
        /// 0–1000, e.g. 1.0385.
        percent_of_month: Percent,
    },
}
