//! From the requirements of a month's regimes to one outcome.

use super::{Need, Outcome, Reason, Unit};
use chrono::NaiveDate;

/// An amount to compare: ten-thousandths, or a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Amount {
    /// Ten-thousandths of the rule's unit, under a basis.
    E4(i64, Basis),
    /// A day, under a basis.
    Day(NaiveDate, Basis),
}

/// The clause or article a requirement rests on.
pub type Basis = String;

/// The judged rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// Outcome.
    pub outcome: Outcome,
    /// What was required: under `breach` the lowest, under `mid_period_change` the highest requirement.
    pub required: Option<Amount>,
    /// What the line says.
    pub actual: Option<Amount>,
    /// Shortfall in ten-thousandths (days late × 10,000 for days); breach only.
    pub shortfall: i64,
    /// What the amounts count.
    pub unit: Unit,
    /// The lowest and highest requirement of the month where both were worked, for rules that build on this one.
    pub bounds: Option<(i64, i64)>,
}

impl Judged {
    pub(in crate::payroll) fn plain(outcome: Outcome, unit: Unit) -> Self {
        Self { outcome, required: None, actual: None, shortfall: 0, unit, bounds: None }
    }

    pub(in crate::payroll) fn unknown(reason: Reason, unit: Unit) -> Self {
        Self::plain(Outcome::CannotConclude(reason), unit)
    }
}

/// Which way a line satisfies a requirement.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::payroll) enum Sense {
    /// The actual must reach the required.
    AtLeast,
    /// The actual must not exceed the required.
    AtMost,
}

/// Judges an actual amount against the requirements of every regime.
///
/// `actual` is asked for only once a requirement stands; `Err` is why it is missing.
pub(in crate::payroll) fn judge(
    needs: impl Iterator<Item = Need>,
    actual: Result<i64, Reason>,
    unit: Unit,
    sense: Sense,
) -> Judged {
    let mut lowest: Option<(i64, Basis)> = None;
    let mut highest: Option<(i64, Basis)> = None;
    let mut open = false;
    // Requirements are turned so that more is always stricter.
    let turn = |value: i64| if sense == Sense::AtLeast { value } else { -value };
    for need in needs {
        match need {
            Need::NotApplicable => return Judged::plain(Outcome::NotApplicable, unit),
            Need::Unknown(reason) => return Judged::unknown(reason, unit),
            Need::Nothing => open = true,
            Need::Required(amount) => {
                let Amount::E4(value, basis) = amount else { continue };
                let value = turn(value);
                if lowest.as_ref().is_none_or(|(low, _)| value < *low) {
                    lowest = Some((value, basis.clone()));
                }
                if highest.as_ref().is_none_or(|(high, _)| value > *high) {
                    highest = Some((value, basis));
                }
            }
        }
    }
    let (Some(low), Some(high)) = (lowest, highest) else {
        return Judged::plain(Outcome::NotApplicable, unit);
    };
    let actual = match actual {
        Ok(actual) => actual,
        Err(reason) => return Judged::unknown(reason, unit),
    };
    let bounds = Some((turn(low.0), turn(high.0)));
    let reached = turn(actual);
    let (outcome, required, shortfall) = if reached >= high.0 {
        (Outcome::Pass, high, 0)
    } else if !open && reached < low.0 {
        let shortfall = low.0.saturating_sub(reached);
        (Outcome::Breach, low, shortfall)
    } else {
        (Outcome::CannotConclude(Reason::Word("mid_period_change")), high, 0)
    };
    Judged {
        outcome,
        required: Some(Amount::E4(turn(required.0), required.1)),
        actual: Some(Amount::E4(actual, String::new())),
        shortfall,
        unit,
        bounds,
    }
}
