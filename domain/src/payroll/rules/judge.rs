//! From the requirements of a month's regimes to one outcome.

use super::{Need, Outcome, Reason, Unit};

/// A requirement with the clause or article it rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::payroll) struct Required<'a> {
    /// Ten-thousandths of the rule's unit; for rules in days the number of a day of the calendar.
    pub value: i64,
    /// Clause or article.
    pub basis: &'a str,
}

/// The judged rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::payroll) struct Judged<'a> {
    pub outcome: Outcome<'a>,
    /// What was required: under `breach` the lowest, under `mid_period_change` the highest requirement.
    pub required: Option<Required<'a>>,
    /// What the line says.
    pub actual: Option<i64>,
    /// Shortfall in ten-thousandths (days late × 10,000 for days); breach only.
    pub shortfall: i64,
    /// What the amounts count.
    pub unit: Unit,
    /// The lowest and highest requirement of the month where both were worked, for rules that build on this one.
    pub bounds: Option<(i64, i64)>,
}

impl<'a> Judged<'a> {
    pub(super) const fn plain(outcome: Outcome<'a>, unit: Unit) -> Self {
        Self { outcome, required: None, actual: None, shortfall: 0, unit, bounds: None }
    }

    pub(super) const fn unknown(reason: Reason<'a>, unit: Unit) -> Self {
        Self::plain(Outcome::CannotConclude(reason), unit)
    }
}

/// Which way a line satisfies a requirement.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sense {
    /// The actual must reach the required.
    AtLeast,
    /// The actual must not exceed the required.
    AtMost,
}

/// Judges an actual amount against the requirements of every regime.
///
/// `actual` is asked for only once a requirement stands; `Err` is why it is missing.
pub(super) fn judge<'a>(
    needs: impl Iterator<Item = Need<'a>>,
    actual: Result<i64, Reason<'a>>,
    unit: Unit,
    sense: Sense,
) -> Judged<'a> {
    let mut lowest: Option<Required<'a>> = None;
    let mut highest: Option<Required<'a>> = None;
    let mut open = false;
    // Requirements are turned so that more is always stricter.
    let turn = |value: i64| if sense == Sense::AtLeast { value } else { -value };
    for need in needs {
        match need {
            Need::NotApplicable => return Judged::plain(Outcome::NotApplicable, unit),
            Need::Unknown(reason) => return Judged::unknown(reason, unit),
            Need::Nothing => open = true,
            Need::Required(Required { value, basis }) => {
                let turned = Required { value: turn(value), basis };
                if lowest.is_none_or(|low| turned.value < low.value) {
                    lowest = Some(turned);
                }
                if highest.is_none_or(|high| turned.value > high.value) {
                    highest = Some(turned);
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
    let reached = turn(actual);
    let (outcome, required, shortfall) = if reached >= high.value {
        (Outcome::Pass, high, 0)
    } else if !open && reached < low.value {
        (Outcome::Breach, low, low.value.saturating_sub(reached))
    } else {
        (Outcome::CannotConclude(Reason::Word("mid_period_change")), high, 0)
    };
    Judged {
        outcome,
        required: Some(Required { value: turn(required.value), basis: required.basis }),
        actual: Some(actual),
        shortfall,
        unit,
        bounds: Some((turn(low.value), turn(high.value))),
    }
}
