//! The one list of what a negotiation names: posts, zones, sizes, levels, operations and the rest.

use domain::bargaining::Negotiation;
use domain::party::Side;
use domain::term::{Choices, TermSheet, usual};

/// Adds what both sides know, the latest first: names of the offers and of the contract before, their words without names,
/// then what is usual in the trade.
pub fn add_shared(list: &mut Choices, state: &Negotiation) {
    for sheet in shared(state) {
        list.add_names(&sheet.names);
    }
    let sides = [Side::WorkerSide, Side::EmployerSide].into_iter();
    let current = sides.filter_map(|side| state.current_offer(side)).map(|offer| &*offer.sheet);
    for sheet in current.chain(&state.opening().previous) {
        list.add_sheet(sheet);
    }
    list.add_names(usual(&state.opening().industry));
}

/// The sheets that both sides know, the latest first.
pub fn shared(state: &Negotiation) -> impl Iterator<Item = &TermSheet> {
    state.offers().iter().rev().map(|offer| &*offer.sheet).chain(&state.opening().previous)
}
