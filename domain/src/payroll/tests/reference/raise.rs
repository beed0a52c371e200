//! Raises: S11.

use super::day::{Day, begins};
use super::judge::{At, Judged, Need, Unit, at_least};
use super::number::{Q, e4, higher, one, percent};
use super::who::telling;
use crate::term::{Adjustment, AdjustmentOf, EmploymentKind, Item, Term};
use chrono::NaiveDate;
use std::collections::BTreeSet;

const MONEY: Unit = Unit::Money;

impl At<'_> {
    /// What makes a month of full time of a wage.
    pub fn full_time(&self, day: &Day<'_>) -> Q {
        match self.record.employment {
            EmploymentKind::PartTime => self.law.days(day.date) * self.law.hours(day.date),
            EmploymentKind::DayRate => self.law.days(day.date),
            _ => one(),
        }
    }

    /// Whether a raise is for a former wage of the worker.
    pub fn raise_fits(&self, item: &Item, day: &Day<'_>, wage: &Q) -> bool {
        let Term::WageAdjustment { wage_from, wage_below, .. } = &item.term else { return false };
        let band = wage_from.is_none_or(|from| e4(from.e4()) <= *wage)
            && wage_below.is_none_or(|below| *wage < e4(below.e4()));
        band && self.raise_is_for(item, day)
    }

    /// Whether a raise is for the worker, whatever his former wage.
    fn raise_is_for(&self, item: &Item, day: &Day<'_>) -> bool {
        let select = item.term.selectors();
        let who = self.who(day, self.halves());
        who.zip(select).is_some_and(|(who, select)| who.fits(select, self.contract))
    }

    /// The wage after what begins on one day.
    fn step(&self, day: &Day<'_>, begun: NaiveDate, wage: &Q) -> Option<Q> {
        let each = |item: &&&Item| matches!(item.term, Term::WageAdjustment { of: AdjustmentOf::Each, .. });
        let of_day = day.raises.iter().filter(each).filter(|item| begins(item, self.contract) == begun);
        let fitting: Vec<&&Item> = of_day.filter(|item| self.raise_fits(item, day, wage)).collect();
        let rank = |item: &Item| item.term.selectors().map(telling);
        let most = fitting.iter().map(|item| rank(item)).max()?;
        let telling: Vec<&&Item> = fitting.into_iter().filter(|item| rank(item) == most).collect();
        let ranges = telling.iter().filter_map(|item| match &item.term {
            Term::WageAdjustment { range, .. } => Some(range),
            _ => None,
        });
        let sums = ranges.clone().filter_map(|range| match range {
            Adjustment::Amount { low, .. } => Some(wage + e4(low.e4())),
            Adjustment::Percent { .. } => None,
        });
        let raised = sums.max().unwrap_or_else(|| wage.clone());
        let shares = ranges.filter_map(|range| match range {
            Adjustment::Percent { low, at_least, .. } => {
                let raise = percent(low.e4()) * &raised;
                let raise = at_least.map_or_else(|| raise.clone(), |least| higher(raise.clone(), e4(least.e4())));
                Some(&raised + raise)
            }
            Adjustment::Amount { .. } => None,
        });
        Some(shares.max().unwrap_or_else(|| raised.clone()))
    }

    fn raised(&self, day: &Day<'_>, previous: &Q) -> Option<Q> {
        let times = self.full_time(day);
        let mut wage = previous * &times;
        let begun: BTreeSet<NaiveDate> = day.raises.iter().map(|item| begins(item, self.contract)).collect();
        let mut any = false;
        for begun in begun {
            if let Some(after) = self.step(day, begun, &wage) {
                wage = after;
                any = true;
            }
        }
        any.then(|| wage / times)
    }

    pub fn s11(&self) -> Judged {
        if self.kind().is_none() || self.over_age() {
            return Judged::not_applicable(MONEY);
        }
        let each = |item: &&Item| matches!(item.term, Term::WageAdjustment { of: AdjustmentOf::Each, .. });
        if !self.columns.has("previous_wage") {
            let of = |day: &Day<'_>| day.raises.iter().copied().filter(each).any(|item| self.raise_is_for(item, day));
            let asked = self.record.agreed_wage.is_some() && self.days.iter().any(of);
            return if asked { Judged::missing_column(MONEY) } else { Judged::not_applicable(MONEY) };
        }
        let Some(previous) = &self.record.previous_wage else { return Judged::not_applicable(MONEY) };
        let Some(agreed) = self.record.agreed_wage.clone() else { return Judged::not_applicable(MONEY) };
        let needs =
            self.needs(|day| self.raised(day, previous).map_or(Need::Nothing, |wage| Need::of(self.round(&wage))));
        at_least(&needs, Ok(agreed), MONEY)
    }
}
