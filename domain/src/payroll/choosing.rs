//! Which items of the contract are a worker's: of those that count and are for him the one that names most.

use super::contract::Contract;
use super::exact::Exact;
use super::ground::Ground;
use super::in_force::{AllowanceRate, Choices, Chosen, CommissionRate, OneOffSum, Price, Rate, Step, money, number};
use super::month::Covered;
use super::worker::Worker;
use crate::decimal::Money;
use crate::term::{EmploymentKind, Term, WagePay, WageUnit};
use chrono::NaiveDate;
use std::cmp::Ordering;

fn same_rate(a: &Rate, b: &Rate) -> bool {
    a.exact == b.exact
}

fn same_allowance(a: &AllowanceRate, b: &AllowanceRate) -> bool {
    (a.unit, a.amount, a.max) == (b.unit, b.amount, b.max)
}

/// Chooses items for the workers of a class on a stretch of days.
pub(super) struct Choosing<'a> {
    pub contract: &'a Contract,
    pub covered: &'a Covered,
    pub ground: &'a Ground,
    pub worker: &'a Worker,
}

impl<'a> Choosing<'a> {
    /// The contract minimum, or each that it may be.
    pub fn minimums(&self) -> Choices<Rate> {
        self.each_step(|steps| self.minimum(steps), same_rate)
    }

    /// The allowance of one code, or each that it may be.
    pub fn allowances(&self, items: &[usize]) -> Choices<AllowanceRate> {
        self.each_step(|steps| self.allowance(items, steps), same_allowance)
    }

    /// The choice; where the years of service are not known each that they may lead to, none twice.
    fn each_step<T>(&self, of: impl Fn(u16) -> Chosen<T>, same: fn(&T, &T) -> bool) -> Choices<T> {
        if let Some(steps) = self.worker.steps {
            return vec![of(steps)];
        }
        let most = u16::try_from(self.contract.selecting.steps.len()).unwrap_or(u16::MAX);
        let mut out: Choices<T> = Vec::new();
        for steps in 0..=most {
            let next = of(steps);
            let alike = |known: &Chosen<T>| match (known, &next) {
                (Chosen::Is(a), Chosen::Is(b)) => same(a, b),
                (a, b) => std::mem::discriminant(a) == std::mem::discriminant(b),
            };
            if !out.iter().any(alike) {
                out.push(next);
            }
        }
        out
    }

    /// The fewest steps that the worker can have reached.
    fn least(&self) -> u16 {
        self.worker.steps.unwrap_or(0)
    }

    fn fits(&self, place: usize, steps: u16) -> bool {
        let whom = self.contract.whom(place);
        whom.is_some_and(|whom| whom.fits(self.worker, steps, self.covered.zone, self.covered.size))
    }

    fn rank(&self, place: usize) -> (u8, u16) {
        self.contract.whom(place).map_or((0, 0), |whom| whom.rank())
    }

    fn minimum(&self, steps: u16) -> Chosen<Rate> {
        let found = match self.worker.employment {
            EmploymentKind::PartTime => self.of_unit(WageUnit::Hour, steps),
            EmploymentKind::DayRate => match self.of_unit(WageUnit::Day, steps) {
                Chosen::Is(rate) => Chosen::Is(rate),
                none => self.by_month(steps, none),
            },
            _ => self.of_unit(WageUnit::Month, steps),
        };
        match (found, self.ground.probation) {
            (Chosen::Is(rate), Some(percent)) if self.worker.employment == EmploymentKind::Probation => {
                let exact = rate.exact.times(Exact::percent(percent.e4()));
                let text = format!("{} × {percent} %", rate.text);
                exact.map_or(Chosen::OutOfRange, |exact| Chosen::Is(Rate { exact, text, place: rate.place }))
            }
            (found, _) => found,
        }
    }

    /// A day's minimum by the month's, where the sheet has none by the day for the worker.
    fn by_month(&self, steps: u16, by_day: Chosen<Rate>) -> Chosen<Rate> {
        match (self.of_unit(WageUnit::Month, steps), by_day) {
            (Chosen::Is(rate), _) => {
                let days = self.ground.days;
                let exact = days.and_then(|days| rate.exact.over_e4(days));
                let text = format!("{} ÷ {}", rate.text, number(days.unwrap_or(0)));
                exact.map_or(Chosen::OutOfRange, |exact| Chosen::Is(Rate { exact, text, place: rate.place }))
            }
            (Chosen::NoneOfKind, by_day) => by_day,
            (Chosen::Unmatched, _) | (_, Chosen::Unmatched) => Chosen::Unmatched,
            (by_month, _) => by_month,
        }
    }

    fn of_unit(&self, unit: WageUnit, steps: u16) -> Chosen<Rate> {
        if !self.contract.has_minimum(unit) {
            return Chosen::NoneOfKind;
        }
        let mut any = false;
        let mut best: Option<((u8, u16), usize, Option<Rate>)> = None;
        for place in self.contract.minimums.iter().copied().filter(|place| self.covered.counts(*place)) {
            let Some(Term::MinimumWage { unit: of, pay, .. }) = self.contract.term(place) else { continue };
            if *of != unit || !self.has_base(pay, unit) {
                continue;
            }
            any = true;
            if !self.fits(place, steps) {
                continue;
            }
            let (rank, rate) = (self.rank(place), self.rate(place, unit, pay));
            let before = |(known, _, other): &((u8, u16), usize, Option<Rate>)| match rank.cmp(known) {
                Ordering::Equal => higher(rate.as_ref(), other.as_ref()),
                order => order == Ordering::Greater,
            };
            if best.as_ref().is_none_or(before) {
                best = Some((rank, place, rate));
            }
        }
        match best {
            Some((.., Some(rate))) => Chosen::Is(rate),
            Some((.., None)) => Chosen::NoStatute,
            None if any => Chosen::Unmatched,
            None => Chosen::Nothing,
        }
    }

    /// Whether what an item is a percent of counts: without that it comes to nothing, and so does not count.
    fn has_base(&self, pay: &WagePay, unit: WageUnit) -> bool {
        match pay {
            WagePay::OfItem { of_item, .. } => self.base(of_item, unit).is_some(),
            WagePay::Amount { .. } | WagePay::OfStatutory { .. } => true,
        }
    }

    /// What an item comes to; `None` where it is of a value that is not known.
    fn rate(&self, place: usize, unit: WageUnit, pay: &WagePay) -> Option<Rate> {
        let of = |amount: i64, percent: Option<i64>, per_day: bool| {
            let mut exact = Exact::e4(amount);
            let mut text = money(amount);
            if let Some(percent) = percent {
                exact = exact.times(Exact::percent(percent))?;
                text = format!("{text} × {} %", number(percent));
            }
            if per_day {
                exact = exact.over_e4(self.ground.days?)?;
                text = format!("{text} ÷ {}", number(self.ground.days?));
            }
            Some(Rate { exact, text, place })
        };
        match pay {
            WagePay::Amount { amount } => of(amount.e4(), None, false),
            WagePay::OfStatutory { percent_of_statutory } => {
                let statute = if unit == WageUnit::Hour { &self.ground.hourly } else { &self.ground.monthly };
                of(statute.as_ref()?.value, Some(percent_of_statutory.e4()), unit == WageUnit::Day)
            }
            WagePay::OfItem { percent_of, of_item } => of(self.base(of_item, unit)?.e4(), Some(percent_of.e4()), false),
        }
    }

    /// The amount of an item, on days on which it does not count that of the item with its unit and selectors.
    fn base(&self, key: &str, unit: WageUnit) -> Option<Money> {
        let named = self.contract.place(key)?;
        let amount = |place: usize| match self.contract.term(place) {
            Some(Term::MinimumWage { unit: of, pay: WagePay::Amount { amount }, .. }) if *of == unit => Some(*amount),
            _ => None,
        };
        if self.covered.counts(named) {
            return amount(named);
        }
        let alike = |place: &usize| self.contract.whom(*place) == self.contract.whom(named);
        let counting = self.contract.minimums.iter().copied().filter(|place| self.covered.counts(*place));
        counting.filter(alike).find_map(amount)
    }

    /// The item of the best rank among those that count and are for the worker; among equals of the higher amount.
    fn best<T>(&self, items: &[usize], steps: u16, read: impl Fn(usize, &'a Term) -> Option<(i64, T)>) -> Option<T> {
        let counting = items.iter().copied().filter(|place| self.covered.counts(*place) && self.fits(*place, steps));
        let read = counting.filter_map(|place| {
            let (amount, term) = read(place, self.contract.term(place)?)?;
            Some(((self.rank(place), amount), term))
        });
        read.max_by_key(|(rank, _)| *rank).map(|(_, term)| term)
    }

    fn allowance(&self, items: &[usize], steps: u16) -> Chosen<AllowanceRate> {
        let read = |place, term: &Term| match term {
            Term::Allowance { unit, amount, max, .. } => {
                let (amount, max) = (amount.e4(), max.map(|max| max.e4()));
                Some((amount, AllowanceRate { unit: *unit, amount, max, place }))
            }
            _ => None,
        };
        self.best(items, steps, read).map_or(Chosen::Unmatched, Chosen::Is)
    }

    pub fn commission(&self, items: &[usize]) -> Option<CommissionRate> {
        self.best(items, self.least(), |place, term| match term {
            Term::Commission { percent, .. } => Some((percent.e4(), CommissionRate { percent: percent.e4(), place })),
            _ => None,
        })
    }

    /// By code, of each day on which something falls due the best.
    pub fn one_offs(&self, out: &mut [Vec<OneOffSum>]) {
        for (list, code) in out.iter_mut().zip(&self.contract.codes.one_offs) {
            let items: Vec<usize> = self.covered.due.clone();
            let chosen = self.best(&items, self.least(), |place, term| match term {
                Term::OneOff { code: of, amount, part_time, .. } if of == code => {
                    Some((amount.e4(), OneOffSum { amount: amount.e4(), share: *part_time, place }))
                }
                _ => None,
            });
            list.extend(chosen);
        }
    }

    pub fn prices(&self, out: &mut [Vec<Price>]) {
        let mut ranked: Vec<(usize, (u8, u16, i64), Price)> = Vec::new();
        for place in self.contract.pieces.iter().copied() {
            let Some(Term::PieceRate { code, variant, amount, .. }) = self.contract.term(place) else { continue };
            if !self.covered.counts(place) || !self.fits(place, self.least()) {
                continue;
            }
            let (codes, [operations, variants]) = (&self.contract.codes, &self.contract.alike);
            let first = |list: &[String], alike: &[usize], code: &String| {
                list.binary_search(code).ok().and_then(|place| alike.get(place).copied())
            };
            let Some(operation) = first(&codes.operations, operations, code) else { continue };
            let variant = variant.as_ref().and_then(|variant| first(&codes.variants, variants, variant));
            // A variant is named like a selector.
            let (named, halves) = self.rank(place);
            let named = named.saturating_add(u8::from(variant.is_some()));
            let amount = amount.e4();
            ranked.push((operation, (named, halves, amount), Price { variant, amount, place }));
        }
        ranked.sort_by_key(|(_, rank, _)| std::cmp::Reverse(*rank));
        for (operation, _, price) in ranked {
            if let Some(list) = out.get_mut(operation) {
                list.push(price);
            }
        }
    }

    /// The raises that have begun, by day, and those of an average.
    pub fn raises(&self) -> (Vec<Vec<Step>>, Vec<Step>) {
        let (mut dated, mut averages): (Vec<(NaiveDate, Step)>, Vec<Step>) = (Vec::new(), Vec::new());
        for place in self.contract.raises.iter().copied() {
            let Some(item) = self.contract.item(place) else { continue };
            let Term::WageAdjustment { range, wage_from, wage_below, .. } = &item.term else { continue };
            if !self.covered.counts(place) || !self.fits(place, self.least()) {
                continue;
            }
            let (range, wage_from, wage_below) = (*range, *wage_from, *wage_below);
            let step = Step { range, wage_from, wage_below, rank: self.rank(place), place };
            if self.contract.is_own_raise(place) {
                dated.push((self.contract.begins(item), step));
            } else {
                averages.push(step);
            }
        }
        dated.sort_by_key(|(day, _)| *day);
        let mut days: Vec<Vec<Step>> = Vec::new();
        let mut last = None;
        for (day, step) in dated {
            match days.last_mut() {
                Some(steps) if last == Some(day) => steps.push(step),
                _ => days.push(vec![step]),
            }
            last = Some(day);
        }
        (days, averages)
    }
}

/// Whether a rate is higher than another; one that is not known is the lowest.
fn higher(rate: Option<&Rate>, other: Option<&Rate>) -> bool {
    match (rate, other) {
        (Some(rate), Some(other)) => rate.exact.compare(other.exact) == Some(Ordering::Greater),
        (rate, other) => rate.is_some() && other.is_none(),
    }
}
