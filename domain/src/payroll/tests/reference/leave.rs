//! Untaken leave and sickness: S9, S13.

use super::day::Day;
use super::judge::{At, Judged, Need, Unit, at_least};
use super::number::{Q, e4, higher, one, percent, whole, zero};
use super::share::sick_share;
use crate::term::{EmploymentKind, LeaveKind, SickPayBase, SickRate, Term, WageUnit};

const MONEY: Unit = Unit::Money;

impl At<'_> {
    fn own_kind(&self) -> Option<EmploymentKind> {
        self.kind().filter(|kind| !self.over_age() && *kind != EmploymentKind::PartTime)
    }

    pub fn s9(&self) -> Judged {
        let Some(kind) = self.own_kind() else { return Judged::not_applicable(MONEY) };
        if !self.columns.has("unused_leave_days") {
            return Judged::missing_column(MONEY);
        }
        let unused = self.record.amount("unused_leave_days");
        if unused == zero() {
            return Judged::not_applicable(MONEY);
        }
        if !self.columns.has("unused_leave_pay") {
            return Judged::missing_column(MONEY);
        }
        let Some(agreed) = &self.record.agreed_wage else { return Judged::cannot("missing_agreed_wage", MONEY) };
        let needs = self.needs(|day| {
            let statute = self.law.number("unused_leave", day.date).unwrap_or_else(|| whole(3));
            let own = day.items.iter().find_map(|item| match &item.term {
                Term::Leave { leave: LeaveKind::Annual, unused_multiplier, .. } => *unused_multiplier,
                _ => None,
            });
            let k = own.map_or_else(|| statute.clone(), |own| higher(statute.clone(), e4(own.e4())));
            let daily = if kind == EmploymentKind::DayRate { agreed.clone() } else { agreed / self.law.days(day.date) };
            Need::of(self.round(&(daily * &unused * (k - one()))))
        });
        at_least(&needs, Ok(self.record.amount("unused_leave_pay")), MONEY)
    }

    /// The contract's sick pay for a month.
    fn agreed_sick_pay(&self, day: &Day<'_>, kind: EmploymentKind, minimum: &Q) -> Option<Q> {
        let (rate, of) = day.items.iter().find_map(|item| match &item.term {
            Term::SickPay { rate, of } => Some((rate, *of)),
            _ => None,
        })?;
        let share = match rate {
            SickRate::Flat { percent: of } => percent(of.e4()),
            SickRate::Bands { bands } => match self.halves() {
                Some(halves) => {
                    let mut reached = bands.iter().filter(|band| band.service_years_from.halves() <= halves);
                    percent(reached.next_back()?.percent.e4())
                }
                None => bands.iter().map(|band| percent(band.percent.e4())).min()?,
            },
        };
        let base = match of {
            SickPayBase::StatutoryMinimum => minimum.clone(),
            SickPayBase::AgreedWage => {
                let agreed = self.record.agreed_wage.clone()?;
                if kind == EmploymentKind::DayRate { agreed * self.law.days(day.date) } else { agreed }
            }
        };
        Some(share * base)
    }

    pub fn s13(&self) -> Judged {
        let Some(kind) = self.own_kind() else { return Judged::not_applicable(MONEY) };
        let sick = self.record.amount("sick_days");
        if sick == zero() {
            return Judged::not_applicable(MONEY);
        }
        if !self.columns.has("sick_pay") {
            return Judged::missing_column(MONEY);
        }
        let needs = self.needs(|day| {
            let Some(minimum) = self.law.minimum(&day.area, WageUnit::Month, day.date) else {
                return Need::unknown("no_statutory_value");
            };
            let statute = self.law.number("sick_pay", day.date).unwrap_or_else(zero) / whole(100) * &minimum;
            let own = self.agreed_sick_pay(day, kind, &minimum);
            let month = own.map_or_else(|| statute.clone(), |own| higher(statute.clone(), own));
            Need::of(self.round(&(month * sick_share(&sick, self.record.period, day, self.law))))
        });
        at_least(&needs, Ok(self.record.amount("sick_pay")), MONEY)
    }
}
