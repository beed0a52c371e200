//! Which items are cells of the grid of minimum wages.

use super::Pair;
use super::items::moved;
use super::marks::Mode;
use crate::http::pages::negotiations::wages::{self, WageCell};
use crate::http::pages::visit::Visit;
use domain::term::grid::Place;
use domain::term::redline::{Fate, ItemRedline};
use domain::term::{Item, Term, Time, WagePay};
use maud::{Markup, html};

fn wage(item: &Item) -> Option<(Place, String)> {
    match &item.term {
        Term::MinimumWage { unit, pay: WagePay::Amount { amount }, select } if item.time == Time::default() => {
            Some((Place::of(*unit, select)?, amount.to_string()))
        }
        _ => None,
    }
}

/// The cell of a minimum wage that is for the same before and after; any other item is told in words.
fn cell(pair: &Pair<'_>, item: &ItemRedline) -> Option<WageCell> {
    let side = |found: Option<&&Item>| match found {
        None => Some(None),
        Some(found) => wage(found).map(Some),
    };
    let then = if item.fate == Fate::Added { None } else { pair.old.get(item.old_key()) };
    let now = if item.fate == Fate::Removed { None } else { pair.new.get(item.new_key()) };
    let (then, now) = (side(then)?, side(now)?);
    let place = now.as_ref().or(then.as_ref())?.0.clone();
    let stays = then.as_ref().is_none_or(|(before, _)| *before == place);
    stays.then(|| WageCell { place, old: then.map(|w| w.1), new: now.map(|w| w.1), note: html! {} })
}

/// Whether an item is shown in a grid.
pub(super) fn holds(pair: &Pair<'_>, item: &ItemRedline) -> bool {
    cell(pair, item).is_some()
}

/// A grid a unit.
pub(super) fn grids(visit: &Visit, pair: &Pair<'_>, all: &[&ItemRedline], mode: Mode) -> Markup {
    let cells = all.iter().filter_map(|item| {
        let cell = cell(pair, item)?;
        Some(WageCell { note: moved(visit, item), ..cell })
    });
    let cells: Vec<WageCell> = cells.filter(|cell| mode == Mode::Marked || cell.new.is_some()).collect();
    wages::grids(visit, &pair.names, &cells, mode)
}
