//! What is in force for an enterprise in a month: one regime per stretch of days with the same values.

use super::roster::RosterEntry;
use crate::decimal::Money;
use crate::statute::{Cited, Rulebook, Substance};
use crate::term::{SizeClass, TermSheet, WageUnit};
use chrono::{Months, NaiveDate};
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
    /// Zone and size where the contract is in force; `None`: no contract on these days.
    pub contract: Option<(String, Option<SizeClass>)>,
}

/// Last day of the month that begins on `first`.
pub(super) fn month_end(first: NaiveDate) -> NaiveDate {
    first.checked_add_months(Months::new(1)).and_then(|next| next.pred_opt()).unwrap_or(first)
}

/// The distinct regimes of a month. `stints` is `None` without a roster: everyone is covered.
pub(super) fn regimes(
    sheet: &TermSheet,
    book: &Rulebook,
    stints: Option<&[RosterEntry]>,
    first: NaiveDate,
) -> Vec<Regime> {
    let last = month_end(first);
    let substances = book.substance_pieces(first, last);
    let substances: Vec<_> = substances.into_iter().map(|piece| (piece.to, Arc::new(piece.value))).collect();
    let mut out: Vec<Regime> = Vec::new();
    for day in first.iter_days().take_while(|day| *day <= last) {
        let stint = stints.and_then(|stints| stints.iter().find(|stint| stint.covers(day)).or(stints.first()));
        let covered = stints.is_none() || stint.is_some_and(|stint| stint.covers(day));
        let in_term = sheet.effective.from <= day && day <= sheet.effective.to;
        let area = stint.map(|stint| stint.area.as_str()).filter(|area| !area.is_empty()).unwrap_or(&sheet.area);
        let Some((_, substance)) = substances.iter().find(|(to, _)| day <= *to) else { continue };
        let regime = Regime {
            monthly: book.minimum_wage(area, WageUnit::Month, day),
            hourly: book.minimum_wage(area, WageUnit::Hour, day),
            substance: Arc::clone(substance),
            contract: (covered && in_term)
                .then(|| stint.map(|stint| (stint.zone.clone(), stint.size)).unwrap_or_default()),
        };
        if !out.contains(&regime) {
            out.push(regime);
        }
    }
    out
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
