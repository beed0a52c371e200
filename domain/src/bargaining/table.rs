//! The table: per cell, where both sides stand, how they got there, and what is agreed.

use super::{Negotiation, Offer, OfferStatus, PerSide, Seq, Stamp};
use crate::decimal::{Money, Percent, Rounding};
use crate::party::Side;
use crate::term::TermSheet;
use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// A side's last move on a cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Move {
    /// Who moved.
    pub side: Side,
    /// With which offer.
    pub offer: Seq,
    /// When.
    pub at: DateTime<Utc>,
    /// From; `None`: it was not in the side's offer before.
    pub from: Option<String>,
    /// To; `None`: it was left out.
    pub to: Option<String>,
}

/// One cell of the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TableCell {
    /// Key of the item.
    pub item: String,
    /// Field path in it.
    pub field: String,
    /// In the contract before.
    pub previous: Option<String>,
    /// In the workers' current offer.
    pub workers: Option<String>,
    /// In the employers' current offer.
    pub employers: Option<String>,
    /// Both sides have it and say the same.
    pub equal: bool,
    /// Of a number both sides name: how far they are apart.
    pub gap: Option<Gap>,
    /// Who moved last.
    pub last_move: Option<Move>,
    /// Which chief initialled the item, and with which act.
    pub initials: PerSide<Option<Stamp>>,
    /// The act that made the item agreed.
    pub agreed: Option<Stamp>,
}

/// How far the sides are apart on a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Gap {
    /// Workers' value minus employers' value, in the cell's own units.
    pub units: Money,
    /// The same in percent of the employers' value, to two places; `None` where that is zero.
    pub percent: Option<Percent>,
}

/// Fields that are words even where they look like numbers.
const WORDS: [&str; 5] = ["text", "heading", "code", "grade", "zone"];

fn gap(field: &str, workers: &str, employers: &str) -> Option<Gap> {
    if WORDS.contains(&field) {
        return None;
    }
    let (w, e) = (Money::parse_signed(workers).ok()?, Money::parse_signed(employers).ok()?);
    let units = w.checked_sub(e)?;
    let base = i128::from(e.e4());
    let rounding = Rounding::default();
    let percent = rounding.round(i128::from(units.e4()).checked_mul(100 * base.signum())?, base.abs());
    Some(Gap { units, percent: percent.and_then(Percent::from_e4) })
}

type Cells = BTreeMap<(String, String), String>;

/// Every cell of a sheet as canonical text. A band is known by its years of service, not by its place.
fn cells(sheet: Option<&TermSheet>) -> Cells {
    let value = sheet.map(TermSheet::to_value).unwrap_or_default();
    let mut found = Cells::new();
    for item in value["items"].as_array().into_iter().flatten() {
        let (Some(key), Some(fields)) = (item["key"].as_str(), item.as_object()) else { continue };
        for (name, value) in fields.iter().filter(|(name, _)| *name != "key" && *name != "kind") {
            let Some(bands) = value.as_array() else {
                found.insert((key.to_owned(), name.clone()), text(value));
                continue;
            };
            for band in bands {
                let field = format!("{name}[{}].days", text(&band["service_years_from"]));
                found.insert((key.to_owned(), field), text(&band["days"]));
            }
        }
    }
    found
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// The table now, or with the offers as they stood after an act. Cells are in the order of item and field.
/// Marks are those of now: `as_of` leaves out the ones set later.
pub fn table(n: &Negotiation, as_of: Option<Seq>) -> Vec<TableCell> {
    let until = as_of.unwrap_or(n.seq);
    let offers: Vec<&Offer> = n.offers.iter().filter(|o| o.stamp.seq <= until).collect();
    let position = |side| {
        let last = offers.iter().rev().find(|o| o.side == side)?;
        let open = matches!(last.status, OfferStatus::Current | OfferStatus::Accepted);
        (open || as_of.is_some()).then_some(&last.sheet)
    };
    let previous = match (&n.amendment, &n.force) {
        (Some(_), Some(force)) => Some(&force.sheet),
        _ => n.opening.previous.as_ref(),
    };
    let previous = cells(previous);
    let (workers, employers) = (cells(position(Side::WorkerSide)), cells(position(Side::EmployerSide)));
    let moves = moves(&offers);
    let mut keys: Vec<_> = previous.keys().chain(workers.keys()).chain(employers.keys()).collect();
    keys.sort();
    keys.dedup();
    let seen = |stamp: &Stamp| stamp.seq <= until;
    let cell = |key: &(String, String)| {
        let (w, e) = (workers.get(key).cloned(), employers.get(key).cloned());
        let marks = n.marks.get(&key.0);
        let initial = |side| marks.and_then(|m| m.initials.get(side).as_ref()).map(|(s, _)| *s).filter(seen);
        TableCell {
            item: key.0.clone(),
            field: key.1.clone(),
            previous: previous.get(key).cloned(),
            equal: w.is_some() && w == e,
            gap: w.as_deref().zip(e.as_deref()).and_then(|(w, e)| gap(&key.1, w, e)),
            workers: w,
            employers: e,
            last_move: moves.get(key).cloned(),
            initials: PerSide { worker_side: initial(Side::WorkerSide), employer_side: initial(Side::EmployerSide) },
            agreed: marks.and_then(|m| m.agreed.as_ref()).map(|(s, _)| *s).filter(seen),
        }
    };
    keys.into_iter().map(cell).collect()
}

/// The last change of each cell within a side's own offers; a first offer is a move from nothing.
fn moves(offers: &[&Offer]) -> BTreeMap<(String, String), Move> {
    let mut before = PerSide::<Cells>::default();
    let mut found = BTreeMap::new();
    for offer in offers {
        let now = cells(Some(&offer.sheet));
        let then = std::mem::take(before.get_mut(offer.side));
        for key in now.keys().chain(then.keys()) {
            let (from, to) = (then.get(key).cloned(), now.get(key).cloned());
            if from != to {
                let (side, at) = (offer.side, offer.stamp.at);
                found.insert(key.clone(), Move { side, offer: offer.stamp.seq, at, from, to });
            }
        }
        *before.get_mut(offer.side) = now;
    }
    found
}

impl Negotiation {
    /// The table: see [`table`].
    pub fn table(&self, as_of: Option<Seq>) -> Vec<TableCell> {
        table(self, as_of)
    }
}
