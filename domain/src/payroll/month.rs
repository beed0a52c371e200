//! What is in force for an enterprise in a month: one regime per stretch of days with the same values.

use super::contract::Contract;
use super::roster::RosterEntry;
use super::worker::UNNAMED;
use crate::decimal::Money;
use crate::statute::{Cited, Rulebook, Substance};
use crate::term::{Term, WageUnit};
use chrono::{Datelike, Months, NaiveDate, Weekday};
use std::sync::Arc;

/// The law and contract on a stretch of days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Regime {
    /// Statutory monthly minimum.
    pub monthly: Option<Cited<Money>>,
    /// Statutory hourly minimum.
    pub hourly: Option<Cited<Money>>,
    /// The other statutory values.
    pub substance: Arc<Substance>,
    /// `None`: no contract on these days.
    pub covered: Option<Covered>,
}

/// The contract on a stretch of days, at an enterprise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Covered {
    /// Number of the zone among the sheet's.
    pub zone: u32,
    pub size: u32,
    /// Places of the items that count.
    pub items: Arc<Vec<usize>>,
    /// One-off sums that fall due on these days: their places.
    pub due: Vec<usize>,
}

impl Covered {
    pub fn counts(&self, place: usize) -> bool {
        self.items.binary_search(&place).is_ok()
    }
}

/// Last day of the month that begins on `first`.
pub(super) fn month_end(first: NaiveDate) -> NaiveDate {
    first.checked_add_months(Months::new(1)).and_then(|next| next.pred_opt()).unwrap_or(first)
}

/// W: Mondays to Fridays of the month that begins on `first`, in ten-thousandths.
pub(super) fn weekdays(first: NaiveDate) -> i64 {
    let last = month_end(first);
    let days = first.iter_days().take_while(|day| *day <= last);
    days.filter(|day| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun)).fold(0, |sum, _| sum + 10_000)
}

/// The distinct regimes of a month. `stints` is `None` without a roster: everyone is covered.
pub(super) fn regimes(
    contract: &Contract,
    book: &Rulebook,
    stints: Option<&[RosterEntry]>,
    first: NaiveDate,
) -> Vec<Regime> {
    let last = month_end(first);
    let sheet = &contract.sheet;
    let substances = book.substance_pieces(first, last);
    let substances: Vec<_> = substances.into_iter().map(|piece| (piece.to, Arc::new(piece.value))).collect();
    let mut counting = Counting::new(contract, first, last);
    let mut out: Vec<Regime> = Vec::new();
    for day in first.iter_days().take_while(|day| *day <= last) {
        let items = counting.on(day);
        let stint = stints.and_then(|stints| stints.iter().find(|stint| stint.covers(day)).or(stints.first()));
        let covered = stints.is_none() || stint.is_some_and(|stint| stint.covers(day));
        let in_term = sheet.effective.from <= day && day <= sheet.effective.to;
        let area = stint.map(|stint| stint.area.as_str()).filter(|area| !area.is_empty()).unwrap_or(&sheet.area);
        let Some((_, substance)) = substances.iter().find(|(to, _)| day <= *to) else { continue };
        let selecting = &contract.selecting;
        let regime = Regime {
            monthly: book.minimum_wage(area, WageUnit::Month, day),
            hourly: book.minimum_wage(area, WageUnit::Hour, day),
            substance: Arc::clone(substance),
            covered: (covered && in_term).then(|| Covered {
                zone: stint.map_or(UNNAMED, |stint| selecting.zones.place(&stint.zone)),
                size: stint.map_or(UNNAMED, |stint| selecting.sizes.place(&stint.size)),
                due: due_on(contract, &items, day),
                items,
            }),
        };
        if !out.contains(&regime) {
            out.push(regime);
        }
    }
    out
}

fn due_on(contract: &Contract, items: &[usize], day: NaiveDate) -> Vec<usize> {
    let is_due = |place: &usize| matches!(contract.term(*place), Some(Term::OneOff { due, .. }) if *due == day);
    let due = contract.one_offs.iter().copied().filter(is_due);
    due.filter(|place| items.binary_search(place).is_ok()).collect()
}

/// The items that count, day by day: looked for only on days on which one begins or has ended.
struct Counting<'a> {
    contract: &'a Contract,
    changes: Vec<NaiveDate>,
    now: Option<Arc<Vec<usize>>>,
}

impl<'a> Counting<'a> {
    fn new(contract: &'a Contract, first: NaiveDate, last: NaiveDate) -> Self {
        let term = contract.sheet.effective;
        let ends = contract.sheet.items.iter().flat_map(|item| [item.time.from, after(item.time.to)]);
        let all = ends.flatten().chain([term.from]).chain(after(Some(term.to)));
        Self { contract, changes: all.filter(|day| first <= *day && *day <= last).collect(), now: None }
    }

    fn on(&mut self, day: NaiveDate) -> Arc<Vec<usize>> {
        if let Some(now) = self.now.as_ref().filter(|_| !self.changes.contains(&day)) {
            return Arc::clone(now);
        }
        let all = self.contract.sheet.items.iter().enumerate();
        let counting = all.filter(|(_, item)| self.contract.counts_on(item, day)).map(|(place, _)| place);
        let now = Arc::new(counting.collect());
        self.now = Some(Arc::clone(&now));
        now
    }
}

fn after(day: Option<NaiveDate>) -> Option<NaiveDate> {
    day.and_then(|day| day.succ_opt())
}

/// The stints as far as they matter in the month that begins on `first`: enterprises with the same have the same
/// regimes.
pub(super) fn within(stints: &[RosterEntry], first: NaiveDate) -> Vec<RosterEntry> {
    let last = month_end(first);
    let clip = |stint: &RosterEntry| {
        let mut stint = stint.clone();
        let outside = stint.joined.is_some_and(|day| day > last) || stint.left.is_some_and(|day| day < first);
        if outside {
            (stint.joined, stint.left) = (Some(NaiveDate::MAX), Some(NaiveDate::MIN));
        } else {
            stint.joined = stint.joined.filter(|day| *day > first);
            stint.left = stint.left.filter(|day| *day < last);
        }
        stint
    };
    stints.iter().map(clip).collect()
}
