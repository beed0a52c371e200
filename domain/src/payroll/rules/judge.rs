//! From what the days of a month ask to one outcome.

use super::{Outcome, Reason, Share, Unit};
use crate::decimal::Rounding;
use crate::payroll::exact::Exact;

/// A requirement with the clause or article it rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::payroll) struct Required<'a> {
    /// Ten-thousandths of the rule's unit; for rules in days the number of a day of the calendar.
    pub value: i64,
    /// Clause or article.
    pub basis: &'a str,
}

/// The ends of what a month asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::payroll) struct Bounds {
    pub lowest: i64,
    pub highest: i64,
    /// Why they differ.
    pub why: &'static str,
}

/// The judged rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::payroll) struct Judged<'a> {
    pub outcome: Outcome<'a>,
    /// What was required: under `breach` the lowest, else the highest requirement.
    pub required: Option<Required<'a>>,
    /// What the record says.
    pub actual: Option<i64>,
    /// Shortfall in ten-thousandths (days late × 10,000 for days); breach only.
    pub shortfall: i64,
    /// What the amounts count.
    pub unit: Unit,
    /// The lowest and highest requirement of the month, for rules that build on this one.
    pub bounds: Option<Bounds>,
    /// Which part of what the record owes the shortfall is.
    pub owed: Share,
}

impl<'a> Judged<'a> {
    pub(super) const fn plain(outcome: Outcome<'a>, unit: Unit) -> Self {
        Self { outcome, required: None, actual: None, shortfall: 0, unit, bounds: None, owed: Share::No }
    }

    pub(super) const fn nothing(unit: Unit) -> Self {
        Self::plain(Outcome::NotApplicable, unit)
    }

    pub(super) const fn unknown(reason: Reason<'a>, unit: Unit) -> Self {
        Self::plain(Outcome::CannotConclude(reason), unit)
    }

    pub(super) const fn owed(mut self, owed: Share) -> Self {
        self.owed = owed;
        self
    }
}

/// Which way a record satisfies a requirement.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sense {
    /// The actual must reach the required.
    AtLeast,
    /// The actual must not exceed the required.
    AtMost,
}

/// The ends of one day, turned so that more is stricter.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Day {
    ends: Option<(i64, i64)>,
    open: bool,
}

/// The two ends of what the days of a month ask.
pub(super) struct Ends<'a> {
    unit: Unit,
    sense: Sense,
    /// Turned, like the next.
    lowest: Option<Required<'a>>,
    highest: Option<Required<'a>>,
    /// Some day, or some step of service, asks nothing.
    open: bool,
    first: Option<Day>,
    day: Day,
    changes: bool,
    /// Years of service are not known, and matter.
    pub steps: bool,
    stop: Option<Outcome<'a>>,
}

impl<'a> Ends<'a> {
    pub const fn new(unit: Unit, sense: Sense) -> Self {
        Self {
            unit,
            sense,
            lowest: None,
            highest: None,
            open: false,
            first: None,
            day: Day { ends: None, open: false },
            changes: false,
            steps: false,
            stop: None,
        }
    }

    const fn turn(&self, value: i64) -> i64 {
        match self.sense {
            Sense::AtLeast => value,
            Sense::AtMost => value.saturating_neg(),
        }
    }

    /// The day asks nothing.
    pub const fn nothing(&mut self) {
        self.open = true;
        self.day.open = true;
    }

    /// What the day asks cannot be told.
    pub fn unknown(&mut self, reason: Reason<'a>) {
        self.stop.get_or_insert(Outcome::CannotConclude(reason));
    }

    /// The rule is not for the record at all.
    pub fn not_applicable(&mut self) {
        self.stop.get_or_insert(Outcome::NotApplicable);
    }

    /// The day may ask this, in ten-thousandths.
    pub fn asks(&mut self, value: i64, basis: &'a str) {
        let value = self.turn(value);
        let (low, high) = self.day.ends.unwrap_or((value, value));
        self.day.ends = Some((low.min(value), high.max(value)));
        let required = Required { value, basis };
        if self.lowest.is_none_or(|low| value < low.value) {
            self.lowest = Some(required);
        }
        if self.highest.is_none_or(|high| value > high.value) {
            self.highest = Some(required);
        }
    }

    /// The day may ask this, rounded once.
    pub fn asks_exact(&mut self, exact: Option<Exact>, rounding: Rounding, basis: &'a str) {
        match exact.and_then(|exact| exact.round(rounding)) {
            Some(value) => self.asks(value, basis),
            None => self.unknown(Reason::Word("out_of_range")),
        }
    }

    /// Ends the day; false where no further day matters.
    pub fn next_day(&mut self) -> bool {
        let day = std::mem::take(&mut self.day);
        match self.first {
            None => self.first = Some(day),
            Some(first) => self.changes |= first != day,
        }
        self.stop.is_none()
    }

    /// Why the ends differ.
    const fn why(&self) -> &'static str {
        if self.changes {
            "mid_period_change"
        } else if self.steps {
            "missing_service_years"
        } else {
            "proration_method"
        }
    }

    /// Judges what the record says; `actual` is asked for only once a requirement stands, `Err` is why it is missing.
    pub fn judged(&self, actual: Result<i64, Reason<'a>>) -> Judged<'a> {
        self.between(actual, actual)
    }

    /// The same where what was paid lies between `least` and `most`: `least` must reach the highest requirement, `most`
    /// fall below the lowest.
    pub fn between(&self, least: Result<i64, Reason<'a>>, most: Result<i64, Reason<'a>>) -> Judged<'a> {
        if let Some(outcome) = self.stop {
            return Judged::plain(outcome, self.unit);
        }
        let (Some(low), Some(high)) = (self.lowest, self.highest) else { return Judged::nothing(self.unit) };
        let (least, actual) = match (least, most) {
            (Ok(least), Ok(most)) => (least, most),
            (Err(reason), _) | (_, Err(reason)) => return Judged::unknown(reason, self.unit),
        };
        let reached = self.turn(actual);
        let (outcome, required, shortfall) = if self.turn(least) >= high.value {
            (Outcome::Pass, high, 0)
        } else if !self.open && reached < low.value {
            (Outcome::Breach, low, low.value.saturating_sub(reached))
        } else {
            let word = if reached >= high.value { "wage_composition" } else { self.why() };
            (Outcome::CannotConclude(Reason::Word(word)), high, 0)
        };
        Judged {
            outcome,
            required: Some(Required { value: self.turn(required.value), basis: required.basis }),
            actual: Some(actual),
            shortfall,
            unit: self.unit,
            bounds: Some(Bounds { lowest: self.turn(low.value), highest: self.turn(high.value), why: self.why() }),
            owed: Share::No,
        }
    }
}
