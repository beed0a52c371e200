//! What makes two items the same thing, and on which days they meet.

use super::{Effective, Item, LeaveKind, NameKind, Selectors, Term};
use crate::decimal::Money;
use chrono::{Datelike, NaiveDate};

/// What stands for a word among its like: its code, else its matched form.
pub(crate) type Stands<'a> = &'a dyn Fn(NameKind, &str) -> String;

/// Kind, unit, code, selectors and what else tells the items of a kind apart. On no day a sheet has two items of one
/// identity.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Identity(Vec<String>);

impl Identity {
    /// `None` for kinds that are told apart by their keys.
    pub(crate) fn of(term: &Term, stands: Stands<'_>) -> Option<Self> {
        let mut parts = vec![term.kind().to_owned()];
        match term {
            Term::Clause { .. } | Term::WorkNorm { .. } | Term::Leave { leave: LeaveKind::Other, .. } => return None,
            Term::Leave { leave, .. } => parts.push(leave.word().to_owned()),
            Term::OneOff { due, .. } => parts.push(due.to_string()),
            Term::WageAdjustment { range, .. } => parts.push(range.basis().word().to_owned()),
            Term::PieceRate { variant, .. } => {
                parts.push(variant.as_deref().map(|v| stands(NameKind::Variant, v)).unwrap_or_default());
            }
            _ => {}
        }
        parts.extend(term.unit().map(str::to_owned));
        parts.extend(term.code().map(|(kind, code)| stands(kind, code)));
        parts.extend(term.selectors().into_iter().flat_map(|select| words(select, stands)));
        Some(Self(parts))
    }

    /// Of plain words.
    pub(super) fn plain<const N: usize>(words: [&str; N]) -> Self {
        Self(words.map(str::to_owned).to_vec())
    }

    /// In words of the format, e.g. `minimum_wage/month/cashier`.
    pub(super) fn label(&self) -> String {
        self.0.join("/").trim_end_matches('/').to_owned()
    }
}

fn words(select: &Selectors, stands: Stands<'_>) -> [String; 6] {
    let word = |kind, text: &Option<String>| text.as_deref().map(|text| stands(kind, text)).unwrap_or_default();
    [
        word(NameKind::Grade, &select.grade),
        word(NameKind::Zone, &select.zone),
        word(NameKind::Size, &select.size),
        word(NameKind::Level, &select.level),
        select.employment.map(|kind| kind.word().to_owned()).unwrap_or_default(),
        select.service_years_from.map(|years| years.to_string()).unwrap_or_default(),
    ]
}

/// The days of an item and, of a raise, the former wages it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    from: NaiveDate,
    to: NaiveDate,
    /// One bit a month.
    months: u16,
    /// From, below.
    wages: (Money, Option<Money>),
}

const ALL_MONTHS: u16 = 0b1_1111_1111_1110;

impl Span {
    /// Within these days. A raise is an event of its first day.
    pub fn of(item: &Item, within: Effective) -> Self {
        let from = item.time.from.unwrap_or(within.from);
        let mut span = Self {
            from,
            to: item.time.to.unwrap_or(within.to),
            months: mask(&item.time.months),
            wages: (Money::ZERO, None),
        };
        if let Term::WageAdjustment { wage_from, wage_below, .. } = &item.term {
            span.to = from;
            span.wages = (wage_from.unwrap_or(Money::ZERO), *wage_below);
        }
        span
    }

    /// For whatever term the sheet has: what the item does not say has no end.
    pub fn unbound(item: &Item) -> Self {
        let mut span = Self::of(item, Effective { from: NaiveDate::MIN, to: NaiveDate::MAX });
        if item.time.from.is_none() {
            span.to = item.time.to.unwrap_or(NaiveDate::MAX);
        }
        span
    }

    /// All days of a stretch.
    pub const fn days(from: NaiveDate, to: NaiveDate) -> Self {
        Self { from, to, months: ALL_MONTHS, wages: (Money::ZERO, None) }
    }

    /// The days of both; `None` where there are none.
    pub fn and(&self, other: &Self) -> Option<Self> {
        let (from, to) = (self.from.max(other.from), self.to.min(other.to));
        let both = Self { from, to, months: self.months & other.months, ..*self };
        self.meets(other).then_some(both)
    }

    /// Whether both count on some day.
    pub fn meets(&self, other: &Self) -> bool {
        let (from, to) = (self.from.max(other.from), self.to.min(other.to));
        let below = |wages: (Money, Option<Money>), from: Money| wages.1.is_none_or(|below| from < below);
        from <= to
            && months_of(from, to) & self.months & other.months != 0
            && below(self.wages, other.wages.0)
            && below(other.wages, self.wages.0)
    }
}

fn bit(month: u32) -> u16 {
    1_u16.checked_shl(month).unwrap_or(0)
}

fn mask(months: &[u8]) -> u16 {
    if months.is_empty() { ALL_MONTHS } else { months.iter().fold(0, |all, month| all | bit(u32::from(*month))) }
}

/// The months in which days from `from` to `to` lie.
fn months_of(from: NaiveDate, to: NaiveDate) -> u16 {
    let number = |day: NaiveDate| i64::from(day.year()).saturating_mul(12).saturating_add(i64::from(day.month0()));
    let count = number(to).saturating_sub(number(from));
    if count >= 11 {
        return ALL_MONTHS;
    }
    (0..=count).fold(0, |all, step| {
        let month = (i64::from(from.month0()).saturating_add(step)) % 12;
        all | bit(u32::try_from(month).unwrap_or(0).saturating_add(1))
    })
}
