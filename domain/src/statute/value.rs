//! Values of the rulebook read by the type their key asks for.

use super::{ApprovalOf, ChairRule, Comparator, CoverageMode, Filer, MinutesSigners, NumbersRule, Period, PeriodUnit};
use super::{Proration, RegisterEffect, Share, SigningOrder, SilenceEffect, Threshold};
use crate::decimal::{Days, Hours, Multiplier, Percent};
use serde::Deserialize;
use serde::de::value::{Error as ValueError, StrDeserializer};
use thiserror::Error;

/// Why a value does not fit its key.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("expected {expected}, found `{found}`")]
pub struct ValueFault {
    /// What the key takes.
    pub expected: &'static str,
    /// What the file says.
    pub found: String,
}

/// A type that a rulebook value can have.
pub(super) trait Value: Sized {
    const EXPECTED: &'static str;
    fn read(text: &str) -> Option<Self>;
    fn checked(text: &str) -> Result<Self, ValueFault> {
        Self::read(text).ok_or_else(|| ValueFault { expected: Self::EXPECTED, found: text.to_owned() })
    }
}

macro_rules! plain {
    ($($type:ty, $expected:literal, $read:expr;)+) => {
        $(impl Value for $type {
            const EXPECTED: &'static str = $expected;
            fn read(text: &str) -> Option<Self> { $read(text) }
        })+
    };
}

plain! {
    String, "text", |t: &str| (!t.is_empty()).then(|| t.to_owned());
    u8, "a whole number", |t: &str| t.parse().ok();
    u32, "a whole number", |t: &str| t.parse().ok();
    bool, "true or false", |t: &str| t.parse().ok();
    Days, "days", |t| Days::parse(t).ok();
    Hours, "hours", |t| Hours::parse(t).ok();
    Multiplier, "a multiplier", |t| Multiplier::parse(t).ok();
    Percent, "a percent", |t| Percent::parse_signed(t).ok();
    Vec<String>, "words separated by spaces", |t: &str| Some(t.split_whitespace().map(str::to_owned).collect());
    Vec<(u16, Days)>, "years:days pairs, e.g. `1:5 10:10`", bands;
    Period, "a period, e.g. `20 days`", period;
    Threshold, "a threshold, e.g. `>= 2/3`", threshold;
    Share, "a fraction, e.g. `1/3`", share;
    NumbersRule, "equal, employers_not_more or free", word;
    ChairRule, "alternate, alternate_inviter_first or free", word;
    MinutesSigners, "chiefs or all", word;
    ApprovalOf, "all, present or cast", word;
    SigningOrder, "any, worker_side_first or employer_side_first", word;
    Filer, "employer_side, worker_side or either", word;
    CoverageMode, "industry_wide or signatories_only", word;
    RegisterEffect, "constitutive_after_review or declaratory", word;
    Proration, "paid_days or days_missed", word;
    SilenceEffect, "deemed_effective or nothing", word;
}

fn word<'de, T: Deserialize<'de>>(text: &'de str) -> Option<T> {
    T::deserialize(StrDeserializer::<ValueError>::new(text)).ok()
}

fn bands(text: &str) -> Option<Vec<(u16, Days)>> {
    let pair = |part: &str| {
        let (years, days) = part.split_once(':')?;
        Some((years.parse().ok()?, Days::parse(days).ok()?))
    };
    let bands: Vec<_> = text.split_whitespace().map(pair).collect::<Option<_>>()?;
    let ascending = bands.windows(2).all(|w| matches!(w, [a, b] if a.0 < b.0));
    (ascending && !bands.is_empty()).then_some(bands)
}

fn period(text: &str) -> Option<Period> {
    let (count, unit) = text.split_once(' ')?;
    let unit: PeriodUnit = word(unit)?;
    Some(Period { count: count.parse().ok()?, unit })
}

fn share(text: &str) -> Option<Share> {
    let (num, den) = text.split_once('/')?;
    let (num, den) = (num.parse().ok()?, den.parse().ok()?);
    (den > 0 && num <= den).then_some(Share { num, den })
}

fn threshold(text: &str) -> Option<Threshold> {
    let (sign, fraction) = text.split_once(' ')?;
    let comparator = match sign {
        ">=" => Comparator::AtLeast,
        ">" => Comparator::MoreThan,
        _ => return None,
    };
    let Share { num, den } = share(fraction)?;
    Some(Threshold { num, den, comparator })
}
