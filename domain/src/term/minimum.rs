//! Which minimum wage of a sheet is a worker's.

use super::{Item, SizeClass, Term, TermSheet, WageUnit};
use crate::decimal::Money;

/// The minimum that applies to a worker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Applicable<'a> {
    /// This item, this amount.
    Item(&'a Item, Money),
    /// The sheet has minimums of the unit, none of them for this worker.
    NoMatch,
    /// The sheet has no minimum of the unit at all.
    NoneOfUnit,
}

/// The item that matches and names the most of grade, zone, size; among equals the higher amount.
pub fn minimum_wage_for<'a>(
    sheet: &'a TermSheet,
    unit: WageUnit,
    grade: &str,
    zone: &str,
    size: Option<SizeClass>,
) -> Applicable<'a> {
    let mut any = false;
    let mut best: Option<((u8, Money), &Item)> = None;
    for item in &sheet.items {
        let Term::MinimumWage { unit: of, amount, grade: g, zone: z, size: s } = &item.term else { continue };
        if *of != unit {
            continue;
        }
        any = true;
        let fits = g.as_deref().is_none_or(|g| g == grade)
            && z.as_deref().is_none_or(|z| z == zone)
            && s.is_none_or(|s| Some(s) == size);
        let named = u8::from(g.is_some()) + u8::from(z.is_some()) + u8::from(s.is_some());
        if fits && best.is_none_or(|(rank, _)| (named, *amount) > rank) {
            best = Some(((named, *amount), item));
        }
    }
    match best {
        Some(((_, amount), item)) => Applicable::Item(item, amount),
        None if any => Applicable::NoMatch,
        None => Applicable::NoneOfUnit,
    }
}
