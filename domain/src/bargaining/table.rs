//! The table: per cell, where both sides stand, how they got there, and what is agreed.
//!
//! The table of an earlier act is this of the state replayed up to that act.

use super::{Negotiation, PerSide, Seq};
use crate::party::Side;
use crate::term::{Cell, CellValue, Gap, TermSheet, gap};
use chrono::{DateTime, Utc};
use serde::Serialize;
use std::collections::HashMap;

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
    pub from: Option<CellValue>,
    /// To; `None`: it was left out.
    pub to: Option<CellValue>,
}

/// One cell of the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TableCell {
    /// Key of the item.
    pub item: String,
    /// Field path in it; a band is known by its years of service, not by its place.
    pub field: String,
    /// In the contract before; while amending, in the contract in force.
    pub previous: Option<CellValue>,
    /// In the workers' current offer.
    pub worker_side: Option<CellValue>,
    /// In the employers' current offer.
    pub employer_side: Option<CellValue>,
    /// Of a number both sides name: how far they are apart.
    pub gap: Option<Gap>,
    /// Who moved last.
    pub moved: Option<Move>,
    /// Which chief initialled the item, and with which act.
    pub initials: PerSide<Option<Seq>>,
    /// The act that made the item agreed.
    pub agreed: Option<Seq>,
}

impl TableCell {
    /// Both sides name it and say the same.
    pub fn equal(&self) -> bool {
        self.worker_side.is_some() && self.worker_side == self.employer_side
    }
}

type Values = HashMap<(String, String), CellValue>;

fn values(sheet: Option<&TermSheet>) -> Values {
    let cells = sheet.map(TermSheet::cells).unwrap_or_default();
    cells.into_iter().map(|Cell { item, field, value }| ((item, field), value)).collect()
}

/// The table, cells in the order in which the sheets name them: the workers', the employers', the contract before.
pub fn table(n: &Negotiation) -> Vec<TableCell> {
    let offer = |side| n.current_offer(side).map(|offer| &offer.sheet);
    let before = match (&n.amendment, &n.force) {
        (Some(_), Some(force)) => Some(&force.sheet),
        _ => n.opening.previous.as_ref(),
    };
    let sheets = [offer(Side::WorkerSide), offer(Side::EmployerSide), before];
    let [workers, employers, previous] = sheets.map(values);
    let moves = moves(n);
    let mut seen = std::collections::HashSet::new();
    let named = sheets.into_iter().flatten().flat_map(TermSheet::cells).map(|cell| (cell.item, cell.field));
    let keys: Vec<(String, String)> = named.filter(|key| seen.insert(key.clone())).collect();
    let cell = |key: (String, String)| {
        let (worker_side, employer_side) = (workers.get(&key).cloned(), employers.get(&key).cloned());
        let marks = n.marks.get(&key.0);
        let initial = |side| marks.and_then(|m| m.initials.get(side).as_ref()).map(|(stamp, _)| stamp.seq);
        TableCell {
            previous: previous.get(&key).cloned(),
            gap: worker_side.as_ref().zip(employer_side.as_ref()).and_then(|(w, e)| gap(w, e)),
            worker_side,
            employer_side,
            moved: moves.get(&key).cloned(),
            initials: PerSide { worker_side: initial(Side::WorkerSide), employer_side: initial(Side::EmployerSide) },
            agreed: marks.and_then(|m| m.agreed.as_ref()).map(|(stamp, _)| stamp.seq),
            item: key.0,
            field: key.1,
        }
    };
    keys.into_iter().map(cell).collect()
}

/// The last change of each cell within a side's own offers; a first offer is a move from nothing.
fn moves(n: &Negotiation) -> HashMap<(String, String), Move> {
    let mut before = PerSide::<Values>::default();
    let mut found = HashMap::new();
    for offer in &n.offers {
        let now = values(Some(&offer.sheet));
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
