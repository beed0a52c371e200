//! c, ch and cd: the contract's minimum wage for a worker on a day.

use super::day::Day;
use super::judge::At;
use super::number::{Q, e4, percent, whole};
use super::who::{best, telling};
use crate::term::{EmploymentKind, Item, Selectors, Term, WagePay, WageUnit};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Minimum {
    /// No contract on this day.
    NoContract,
    /// None in the sheet for the unit at all.
    NoneOfUnit,
    /// None of the unit counts on this day.
    NoneToday,
    Unknown(&'static str),
    Is(Q),
}

fn of_unit(item: &Item, unit: WageUnit) -> Option<(&WagePay, &Selectors)> {
    match &item.term {
        Term::MinimumWage { unit: of, pay, select } if *of == unit => Some((pay, select)),
        _ => None,
    }
}

impl At<'_> {
    fn same_selectors(&self, a: &Selectors, b: &Selectors) -> bool {
        use crate::term::NameKind::{Grade, Level, Size, Zone};
        let words = [
            (Grade, &a.grade, &b.grade),
            (Zone, &a.zone, &b.zone),
            (Size, &a.size, &b.size),
            (Level, &a.level, &b.level),
        ];
        let alike = words.iter().all(|(kind, a, b)| match (a, b) {
            (Some(a), Some(b)) => self.contract.same(*kind, a, b),
            (a, b) => a.is_none() && b.is_none(),
        });
        alike && a.employment == b.employment && a.service_years_from == b.service_years_from
    }

    /// What an item comes to on a day; `Err` where the rulebook has no value, `None` where another item is missing.
    fn value(&self, day: &Day<'_>, unit: WageUnit, pay: &WagePay) -> Result<Option<Q>, &'static str> {
        match pay {
            WagePay::Amount { amount } => Ok(Some(e4(amount.e4()))),
            WagePay::OfStatutory { percent_of_statutory } => {
                let of = if unit == WageUnit::Hour { WageUnit::Hour } else { WageUnit::Month };
                let minimum = self.law.minimum(&day.area, of, day.date).ok_or("no_statutory_value")?;
                let whole = percent(percent_of_statutory.e4()) * minimum;
                Ok(Some(if unit == WageUnit::Day { whole / self.law.days(day.date) } else { whole }))
            }
            WagePay::OfItem { percent_of, of_item } => {
                let named = self.contract.sheet.items.iter().find(|item| item.key == *of_item);
                let Some((_, asked)) = named.and_then(|item| of_unit(item, unit)) else { return Ok(None) };
                let today =
                    day.items.iter().filter(|item| of_unit(item, unit).is_some_and(|(pay, _)| pay.amount().is_some()));
                let own = today.clone().find(|item| item.key == *of_item);
                let like = || {
                    today
                        .clone()
                        .find(|item| of_unit(item, unit).is_some_and(|(_, select)| self.same_selectors(select, asked)))
                };
                let base = own.or_else(like).and_then(|item| of_unit(item, unit)?.0.amount());
                Ok(base.map(|base| percent(percent_of.e4()) * e4(base.e4())))
            }
        }
    }

    fn of_unit(&self, day: &Day<'_>, unit: WageUnit, halves: Option<u16>) -> Minimum {
        let Some(who) = self.who(day, halves) else { return Minimum::NoContract };
        if !self.contract.sheet.items.iter().any(|item| of_unit(item, unit).is_some()) {
            return Minimum::NoneOfUnit;
        }
        let (mut any, mut fitting, mut unknown) = (false, Vec::new(), Vec::new());
        for item in &day.items {
            let Some((pay, select)) = of_unit(item, unit) else { continue };
            let value = self.value(day, unit, pay);
            // An item of another that does not count today: nothing.
            any |= value != Ok(None);
            match value {
                _ if !who.fits(select, self.contract) => {}
                Ok(Some(value)) => fitting.push((telling(select), value, telling(select))),
                Ok(None) => {}
                Err(reason) => unknown.push((telling(select), reason)),
            }
        }
        match (best(fitting), unknown.into_iter().max()) {
            (Some((value, told)), unknown) if unknown.is_none_or(|unknown| unknown.0 < told) => Minimum::Is(value),
            (_, Some((_, reason))) => Minimum::Unknown(reason),
            _ if any => Minimum::Unknown("unknown_grade"),
            _ => Minimum::NoneToday,
        }
    }

    /// Of the worker's kind: a month, an hour or a day; in probation its percent.
    pub fn minimum(&self, day: &Day<'_>, kind: EmploymentKind, halves: Option<u16>) -> Minimum {
        match kind {
            EmploymentKind::PartTime => self.of_unit(day, WageUnit::Hour, halves),
            EmploymentKind::DayRate => {
                let daily = self.of_unit(day, WageUnit::Day, halves);
                match (self.of_unit(day, WageUnit::Month, halves), daily) {
                    (_, Minimum::Is(daily)) => Minimum::Is(daily),
                    (Minimum::Is(monthly), _) => Minimum::Is(monthly / self.law.days(day.date)),
                    (Minimum::NoneOfUnit, daily) => daily,
                    (Minimum::NoneToday, Minimum::Unknown(reason)) => Minimum::Unknown(reason),
                    (monthly, _) => monthly,
                }
            }
            EmploymentKind::Probation => match self.of_unit(day, WageUnit::Month, halves) {
                Minimum::Is(monthly) => Minimum::Is(monthly * self.probation(day)),
                other => other,
            },
            _ => self.of_unit(day, WageUnit::Month, halves),
        }
    }

    fn probation(&self, day: &Day<'_>) -> Q {
        let own = day.items.iter().find_map(|item| match &item.term {
            Term::Probation { percent: of } => Some(percent(of.e4())),
            _ => None,
        });
        own.unwrap_or_else(|| whole(80) / whole(100))
    }

    /// The lowest and the highest that his years of service may make it, and whether they may leave it out.
    pub fn minimums(&self, day: &Day<'_>, kind: EmploymentKind) -> Result<(Q, Q, bool), Minimum> {
        let each: Vec<Minimum> =
            self.possible_halves(day).into_iter().map(|halves| self.minimum(day, kind, halves)).collect();
        let values: Vec<Q> = each
            .iter()
            .filter_map(|minimum| match minimum {
                Minimum::Is(value) => Some(value.clone()),
                _ => None,
            })
            .collect();
        let open = values.len() < each.len();
        match (values.iter().min(), values.iter().max()) {
            (Some(low), Some(high)) => Ok((low.clone(), high.clone(), open)),
            _ => Err(self.minimum(day, kind, self.halves())),
        }
    }
}
