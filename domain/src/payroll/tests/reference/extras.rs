//! Allowances, commissions and one-off sums: A, C, O.

use super::day::Day;
use super::judge::{At, Judged, Need, Unit, at_least};
use super::number::{Q, e4, lower, one, percent, whole, zero};
use super::who::{best, telling};
use crate::decimal::Money;
use crate::term::{AllowanceUnit, EmploymentKind, Item, NameKind, OneOffShare, Term};

const MONEY: Unit = Unit::Money;

/// An allowance as agreed.
#[derive(Clone)]
struct Agreed {
    unit: AllowanceUnit,
    amount: Q,
    most: Option<Q>,
}

fn sum(amount: Money) -> Q {
    e4(amount.e4())
}

impl At<'_> {
    fn is(&self, kind: NameKind, item: &Item, code: &str) -> bool {
        item.term.code().is_some_and(|(of, own)| of == kind && *self.contract.stands(kind, own) == *code)
    }

    fn allowance_for(&self, day: &Day<'_>, code: &str, halves: Option<u16>) -> Option<Agreed> {
        let who = self.who(day, halves)?;
        let mut fitting = Vec::new();
        for item in day.items.iter().filter(|item| self.is(NameKind::Allowance, item, code)) {
            let Term::Allowance { unit, amount, max, select, .. } = &item.term else { continue };
            if who.fits(select, self.contract) {
                let agreed = Agreed { unit: *unit, amount: sum(*amount), most: max.map(sum) };
                fitting.push((telling(select), sum(*amount), agreed));
            }
        }
        best(fitting).map(|(_, agreed)| agreed)
    }

    /// What one possible length of service asks for on a day.
    fn allowance_due(&self, day: &Day<'_>, code: &str, agreed: &Agreed) -> Result<(Q, Q), String> {
        let by = |name: &str| self.record.maybe(name).ok_or_else(|| format!("missing_{name}"));
        let capped = |amount: Q| agreed.most.clone().map_or_else(|| amount.clone(), |most| lower(amount.clone(), most));
        let times = |quantity: Q| capped(&agreed.amount * quantity);
        let due = match agreed.unit {
            AllowanceUnit::Day => times(by("paid_days")?),
            AllowanceUnit::Shift => times(by(&format!("shifts_{code}"))?),
            AllowanceUnit::Hour => times(by(&format!("hours_{code}"))?),
            AllowanceUnit::Month | AllowanceUnit::ServiceYear => {
                let years = match agreed.unit {
                    AllowanceUnit::Month => one(),
                    _ => whole(i64::from(self.record.service_years.ok_or("missing_service_years")?)),
                };
                let paid_days = by("paid_days")?;
                let (less, more) = super::share::share(&paid_days, self.record.period, day, self.law);
                return Ok((self.round(&(times(years.clone()) * less)), self.round(&(times(years) * more))));
            }
        };
        Ok((self.round(&due), self.round(&due)))
    }

    fn allowance_need(&self, day: &Day<'_>, code: &str) -> Need {
        let part_time = self.record.employment == EmploymentKind::PartTime;
        let monthly = |agreed: &Agreed| matches!(agreed.unit, AllowanceUnit::Month | AllowanceUnit::ServiceYear);
        let mut steps: Vec<(Q, Q)> = Vec::new();
        let mut open = false;
        for halves in self.possible_halves(day) {
            let Some(agreed) = self.allowance_for(day, code, halves) else {
                open = true;
                continue;
            };
            if part_time && monthly(&agreed) {
                return Need::NotApplicable;
            }
            match self.allowance_due(day, code, &agreed) {
                Ok(ends) => steps.push(ends),
                Err(reason) => return Need::Unknown(reason),
            }
        }
        let (low, high) = (steps.iter().map(|step| &step.0).min(), steps.iter().map(|step| &step.1).max());
        let (Some(low), Some(high)) = (low, high) else { return Need::Nothing };
        let alike = !open && steps.iter().all(|step| Some(step) == steps.first());
        let why = if alike { "proration_method" } else { "missing_service_years" };
        let (low, high) = (low.clone(), high.clone());
        if open { Need::Upto(low, high, why) } else { Need::Between(low, high, why) }
    }

    pub fn allowance(&self, code: &str) -> Judged {
        if self.kind().is_none() || self.over_age() {
            return Judged::not_applicable(MONEY);
        }
        let column = format!("allowance_{code}");
        let paid = self.record.maybe(&column).ok_or_else(|| format!("missing_{column}"));
        at_least(&self.needs(|day| self.allowance_need(day, code)), paid, MONEY)
    }

    pub fn commission(&self, code: &str) -> Judged {
        if self.kind().is_none() || self.over_age() {
            return Judged::not_applicable(MONEY);
        }
        let Some(base) = self.record.maybe(&format!("commission_base_{code}")) else {
            return Judged::not_applicable(MONEY);
        };
        let column = format!("commission_{code}");
        let paid = self.record.maybe(&column).ok_or_else(|| format!("missing_{column}"));
        let needs = self.needs(|day| {
            let Some(who) = self.who(day, self.halves()) else { return Need::Nothing };
            let mut fitting = Vec::new();
            for item in day.items.iter().filter(|item| self.is(NameKind::Commission, item, code)) {
                let Term::Commission { percent: share, select, .. } = &item.term else { continue };
                if who.fits(select, self.contract) {
                    fitting.push((telling(select), percent(share.e4()), ()));
                }
            }
            best(fitting).map_or(Need::Nothing, |(share, ())| Need::of(self.round(&(share * &base))))
        });
        at_least(&needs, paid, MONEY)
    }

    /// What a one-off sum due on a day comes to.
    fn one_off_due(&self, code: &str, due: &Day<'_>) -> Option<Result<Q, String>> {
        let who = self.who(due, self.halves())?;
        let mut fitting = Vec::new();
        for item in due.items.iter().filter(|item| self.is(NameKind::OneOff, item, code)) {
            let Term::OneOff { amount, due: on, part_time, select, .. } = &item.term else { continue };
            if *on == due.date && who.fits(select, self.contract) {
                fitting.push((telling(select), sum(*amount), *part_time));
            }
        }
        let (amount, part) = best(fitting)?;
        if self.record.employment != EmploymentKind::PartTime || part == OneOffShare::Full {
            return Some(Ok(amount));
        }
        let month = self.law.days(due.date) * self.law.hours(due.date);
        let hours = self.record.maybe("hours").ok_or_else(|| "missing_hours".to_owned());
        Some(hours.map(|hours| amount * lower(one(), hours / month)))
    }

    pub fn one_off(&self, code: &str) -> Judged {
        if self.kind().is_none() || self.over_age() {
            return Judged::not_applicable(MONEY);
        }
        let due: Vec<_> = self.days.iter().filter_map(|day| self.one_off_due(code, day)).collect();
        if due.is_empty() {
            return Judged::not_applicable(MONEY);
        }
        let column = format!("one_off_{code}");
        if !self.columns.has(&column) {
            return Judged::missing_column(MONEY);
        }
        let mut all = zero();
        for amount in due {
            match amount {
                Ok(amount) => all += amount,
                Err(reason) => return Judged::cannot(&reason, MONEY),
            }
        }
        at_least(&[Need::of(self.round(&all))], Ok(self.record.amount(&column)), MONEY)
    }
}
