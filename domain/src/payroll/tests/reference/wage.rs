//! The wage rules: S1, S2, S3, S12.

use super::day::Day;
use super::judge::{At, Judged, Need, Outcome, Unit, at_least};
use super::minimum::Minimum;
use super::number::Q;
use super::share::{daily_share, share};
use crate::term::{EmploymentKind, WageUnit};
use EmploymentKind::{DayRate, PartTime, Piece};

const MONEY: Unit = Unit::Money;

impl At<'_> {
    /// Paid days, or hours of part time.
    fn quantity(&self, kind: EmploymentKind) -> Result<Q, String> {
        match kind {
            PartTime => self.record.maybe("hours").ok_or_else(|| "missing_hours".to_owned()),
            _ => self.record.maybe("paid_days").ok_or_else(|| "missing_paid_days".to_owned()),
        }
    }

    /// What the minimum excludes must be known where something is required.
    fn with_contributions(&self, judged: Judged) -> Judged {
        let unknown = self.excludes_contributions() && !self.columns.has("personal_contributions");
        if judged.required.is_some() && unknown { Judged::missing_column(MONEY) } else { judged }
    }

    pub fn s1(&self) -> Judged {
        let Some(kind) = self.kind() else { return Judged::not_applicable(MONEY) };
        self.with_contributions(at_least(&self.statutory(kind), Ok(self.pay().normal.clone()), MONEY))
    }

    fn statutory(&self, kind: EmploymentKind) -> Vec<Need> {
        let quantity = match self.quantity(kind) {
            Ok(quantity) => quantity,
            Err(reason) => return vec![Need::Unknown(reason)],
        };
        let unit = if kind == PartTime { WageUnit::Hour } else { WageUnit::Month };
        self.needs(|day| {
            let Some(minimum) = self.law.minimum(&day.area, unit, day.date) else {
                return Need::unknown("no_statutory_value");
            };
            match kind {
                PartTime => Need::of(self.round(&(minimum * &quantity))),
                DayRate => {
                    let share = daily_share(&quantity, self.record.period, day, self.law);
                    Need::of(self.round(&(minimum * share)))
                }
                _ => self.shared((minimum.clone(), minimum), &quantity, day),
            }
        })
    }

    /// What S1 requires, from and to, and why these are two.
    pub fn s1_required(&self, kind: EmploymentKind) -> Result<(Q, Q, &'static str), Judged> {
        super::judge::ends(&self.statutory(kind), MONEY).map(|(low, high, _, why)| (low, high, why))
    }

    /// A month's amount, from and to, times f.
    pub fn shared(&self, (low, high): (Q, Q), paid_days: &Q, day: &Day<'_>) -> Need {
        let (less, more) = share(paid_days, self.record.period, day, self.law);
        let why = if low == high { "proration_method" } else { "missing_service_years" };
        Need::Between(self.round(&(low * less)), self.round(&(high * more)), why)
    }

    pub fn s2(&self) -> Judged {
        let Some(kind) = self.kind().filter(|_| !self.over_age()) else { return Judged::not_applicable(MONEY) };
        let needs = self.needs(|day| {
            let (low, high, open) = match self.minimums(day, kind) {
                Ok(ends) => ends,
                Err(other) => return absent(other),
            };
            let quantity = match self.quantity(kind) {
                Ok(quantity) => quantity,
                Err(reason) => return Need::Unknown(reason),
            };
            let need = match kind {
                PartTime | DayRate => {
                    let of = |minimum: Q| self.round(&(minimum * &quantity));
                    Need::Between(of(low), of(high), "missing_service_years")
                }
                _ => self.shared((low, high), &quantity, day),
            };
            match need {
                Need::Between(low, high, _) if open => Need::Upto(low, high, "missing_service_years"),
                need => need,
            }
        });
        self.with_contributions(at_least(&needs, Ok(self.pay().normal.clone()), MONEY))
    }

    pub fn s3(&self) -> Judged {
        let Some(kind) = self.kind().filter(|_| !self.over_age()) else { return Judged::not_applicable(MONEY) };
        let Some(agreed) = &self.record.agreed_wage else { return Judged::not_applicable(MONEY) };
        let needs = self.needs(|day| match self.minimum(day, kind, self.halves()) {
            Minimum::Is(minimum) => Need::of(self.round(&minimum)),
            other => absent(other),
        });
        at_least(&needs, Ok(agreed.clone()), MONEY)
    }

    pub fn s12(&self) -> Judged {
        let Some(kind) = self.kind().filter(|kind| *kind != Piece) else { return Judged::not_applicable(MONEY) };
        let Some(agreed) = &self.record.agreed_wage else { return Judged::not_applicable(MONEY) };
        let quantity = match self.quantity(kind) {
            Ok(quantity) => quantity,
            Err(reason) => return Judged::cannot(&reason, MONEY),
        };
        let needs = self.needs(|day| match kind {
            PartTime | DayRate => Need::of(self.round(&(agreed * &quantity))),
            _ => self.shared((agreed.clone(), agreed.clone()), &quantity, day),
        });
        let pay = self.pay();
        let bare = at_least(&needs, Ok(pay.bare.clone()), MONEY);
        if bare.outcome == Outcome::Pass {
            return bare;
        }
        let whole = at_least(&needs, Ok(pay.with_contributions.clone()), MONEY);
        match whole.outcome {
            Outcome::Pass => Judged { outcome: Outcome::Cannot("wage_composition".to_owned()), ..whole },
            _ => whole,
        }
    }
}

/// A day without a minimum.
fn absent(minimum: Minimum) -> Need {
    match minimum {
        Minimum::NoneOfUnit => Need::NotApplicable,
        Minimum::Unknown(reason) => Need::unknown(reason),
        Minimum::NoContract | Minimum::NoneToday | Minimum::Is(_) => Need::Nothing,
    }
}
