//! From what each day of a month asks to one outcome.

use super::column::Columns;
use super::contract::Contract;
use super::day::Day;
use super::law::Law;
use super::number::{Q, round};
use super::pay::Pay;
use super::read::Record;
use super::who::Who;
use crate::term::EmploymentKind;
use std::cell::OnceCell;

/// A record with all that it is judged by.
pub struct At<'a> {
    pub record: &'a Record,
    pub days: &'a [Day<'a>],
    pub contract: &'a Contract<'a>,
    pub law: &'a Law<'a>,
    pub columns: &'a Columns,
    /// Worked once.
    pub pay: OnceCell<Pay>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    Pass,
    Breach,
    Cannot(String),
    NotApplicable,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Money,
    Hours,
    /// Days late; required and actual are numbers of days of the calendar.
    Days,
}

#[derive(Clone, Debug)]
pub struct Judged {
    pub outcome: Outcome,
    pub required: Option<Q>,
    pub actual: Option<Q>,
    pub shortfall: Option<Q>,
    pub unit: Unit,
    /// The lowest and the highest requirement, and why they differ.
    pub ends: Option<(Q, Q, &'static str)>,
}

/// What a day asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Need {
    /// The rule does not apply at all.
    NotApplicable,
    /// Nothing on this day.
    Nothing,
    Unknown(String),
    /// From, to, and why these are two.
    Between(Q, Q, &'static str),
    /// The same, or nothing.
    Upto(Q, Q, &'static str),
}

impl Need {
    pub fn of(value: Q) -> Self {
        Self::Between(value.clone(), value, "")
    }

    pub fn unknown(reason: &str) -> Self {
        Self::Unknown(reason.to_owned())
    }
}

impl Judged {
    pub fn not_applicable(unit: Unit) -> Self {
        Self { outcome: Outcome::NotApplicable, required: None, actual: None, shortfall: None, unit, ends: None }
    }

    pub fn cannot(reason: &str, unit: Unit) -> Self {
        Self { outcome: Outcome::Cannot(reason.to_owned()), ..Self::not_applicable(unit) }
    }

    pub fn missing_column(unit: Unit) -> Self {
        Self::cannot("missing_column", unit)
    }

    /// With what is compared.
    pub fn with(outcome: Outcome, required: Q, actual: Q, unit: Unit) -> Self {
        let shortfall = (outcome == Outcome::Breach).then(|| {
            let lacking = &required - &actual;
            if lacking < super::number::zero() { -lacking } else { lacking }
        });
        Self { outcome, required: Some(required), actual: Some(actual), shortfall, unit, ends: None }
    }
}

/// The two ends of a month, whether some day asks nothing, and why the ends differ; or the outcome without.
pub fn ends(needs: &[Need], unit: Unit) -> Result<(Q, Q, bool, &'static str), Judged> {
    if needs.contains(&Need::NotApplicable) {
        return Err(Judged::not_applicable(unit));
    }
    let mut ends: Option<(Q, Q, &'static str)> = None;
    let mut open = false;
    for need in needs {
        match need {
            Need::Unknown(reason) => return Err(Judged::cannot(reason, unit)),
            Need::Between(low, high, why) | Need::Upto(low, high, why) => {
                open |= matches!(need, Need::Upto(..));
                let (lowest, highest, _) = ends.unwrap_or((low.clone(), high.clone(), why));
                ends = Some((lowest.min(low.clone()), highest.max(high.clone()), why));
            }
            Need::Nothing | Need::NotApplicable => open = true,
        }
    }
    let Some((low, high, why)) = ends else { return Err(Judged::not_applicable(unit)) };
    let alike = needs.iter().all(|need| Some(need) == needs.first());
    Ok((low, high, open, if alike { why } else { "mid_period_change" }))
}

/// Paid against required: at least that.
pub fn at_least(needs: &[Need], actual: Result<Q, String>, unit: Unit) -> Judged {
    let (low, high, open, why) = match ends(needs, unit) {
        Ok(ends) => ends,
        Err(judged) => return judged,
    };
    let actual = match actual {
        Ok(actual) => actual,
        Err(reason) => return Judged::cannot(&reason, unit),
    };
    let judged = if actual >= high {
        Judged::with(Outcome::Pass, high.clone(), actual, unit)
    } else if actual < low && !open {
        Judged::with(Outcome::Breach, low.clone(), actual, unit)
    } else {
        Judged::with(Outcome::Cannot(why.to_owned()), high.clone(), actual, unit)
    };
    Judged { ends: Some((low, high, why)), ..judged }
}

/// What stands against what is allowed: at most that.
pub fn at_most(needs: &[Need], actual: Q, unit: Unit) -> Judged {
    let turned: Vec<Need> = needs
        .iter()
        .map(|need| match need {
            Need::Between(low, high, why) => Need::Between(-high, -low, why),
            other => other.clone(),
        })
        .collect();
    let judged = at_least(&turned, Ok(-actual), unit);
    Judged {
        required: judged.required.map(|required| -required),
        actual: judged.actual.map(|actual| -actual),
        ends: judged.ends.map(|(low, high, why)| (-high, -low, why)),
        ..judged
    }
}

impl<'a> At<'a> {
    /// Each day's need.
    pub fn needs(&self, need: impl Fn(&Day<'a>) -> Need) -> Vec<Need> {
        self.days.iter().map(need).collect()
    }

    pub fn round(&self, x: &Q) -> Q {
        round(x, self.contract.sheet.rounding)
    }

    /// The worker on a day of the contract, with these half years of service.
    pub fn who<'d>(&'d self, day: &'d Day<'_>, halves: Option<u16>) -> Option<Who<'d>> {
        let (zone, size) = day.place.as_ref()?;
        Some(Who { record: self.record, zone, size, halves })
    }

    pub fn halves(&self) -> Option<u16> {
        self.record.service_years.map(|years| years * 2)
    }

    /// The years of service that may be meant: his, or where they are not said none and each that an item begins with.
    pub fn possible_halves(&self, day: &Day<'_>) -> Vec<Option<u16>> {
        if self.record.service_years.is_some() {
            return vec![self.halves()];
        }
        let from = day.items.iter().filter_map(|item| item.term.selectors()?.service_years_from);
        std::iter::once(None).chain(from.map(|years| Some(years.halves()))).collect()
    }

    /// Whether the statute alone judges, past pension age, from its day on.
    pub fn over_age(&self) -> bool {
        self.record.employment == EmploymentKind::OverAge
    }

    /// As what he is judged; `None`: no employment.
    pub fn kind(&self) -> Option<EmploymentKind> {
        match self.record.employment {
            EmploymentKind::Other => None,
            EmploymentKind::OverAge if !self.law.says("over_age", self.record.period) => None,
            EmploymentKind::OverAge => {
                let by_hour = self.record.maybe("hours").is_some() && self.record.maybe("paid_days").is_none();
                Some(if by_hour { EmploymentKind::PartTime } else { EmploymentKind::FullTime })
            }
            kind => Some(kind),
        }
    }
}
