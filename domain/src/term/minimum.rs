//! Which minimum wage of a sheet is a worker's.

use super::{Item, NameKind, SizeClass, Term, TermSheet, WagePay, WageUnit};
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

/// Of the amounts for grades, zones and size classes alone: the item that matches and names the most of them; among
/// equals the higher amount. Words match by the sheet's names.
pub fn minimum_wage_for<'a>(
    sheet: &'a TermSheet,
    unit: WageUnit,
    grade: &str,
    zone: &str,
    size: Option<SizeClass>,
) -> Applicable<'a> {
    let names = sheet.names.matcher();
    let same = |kind, own: &Option<String>, other: &str| {
        own.as_deref().is_none_or(|own| names.stands(kind, own) == names.stands(kind, other))
    };
    let mut any = false;
    let mut best: Option<((u8, Money), &Item)> = None;
    for item in &sheet.items {
        let Term::MinimumWage { unit: of, pay: WagePay::Amount { amount }, select } = &item.term else { continue };
        if *of != unit {
            continue;
        }
        any = true;
        let fits = select.is_of_grid()
            && same(NameKind::Grade, &select.grade, grade)
            && same(NameKind::Zone, &select.zone, zone)
            && same(NameKind::Size, &select.size, size.map_or("", SizeClass::word));
        let named = select.named();
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
