//! The table: per cell, where both sides stand, how they got there, and what is agreed.
//!
//! The table of an earlier act is this of the state replayed up to that act.

use super::{ItemMarks, Negotiation, Offer, PerSide, Seq};
use crate::party::Side;
use crate::term::{Cell, CellValue, Gap, Item, Names, TermSheet, cells_of, gap, threads};
use chrono::{DateTime, Utc};
use serde::Serialize;
use std::collections::{HashMap, HashSet};

/// A side's move on a cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
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

/// A move, and on which cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Change {
    /// Key of the item.
    pub item: String,
    /// Field path in it.
    pub field: String,
    /// What changed.
    #[serde(flatten)]
    pub moved: Move,
}

/// One cell of the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct TableCell {
    /// Key of the item.
    pub item: String,
    /// Field path in it; a band is known by its years of service, not by its place.
    pub field: String,
    /// In the contract before; while amending, in the contract in force.
    pub previous: Option<CellValue>,
    /// What the workers' side stands by.
    pub worker_side: Option<CellValue>,
    /// What the employers' side stands by.
    pub employer_side: Option<CellValue>,
    /// Of a number both sides name: how far they are apart.
    pub gap: Option<Gap>,
    /// Who moved last.
    pub moved: Option<Move>,
    /// What a side's position calls the item, where that is another key: no other term.
    pub keys: PerSide<Option<String>>,
    /// Which chief initialled the item, and with which act.
    pub initials: PerSide<Option<Seq>>,
    /// Which chief asked to reopen the item, and with which act.
    pub reopening: PerSide<Option<Seq>>,
    /// The act that made the item agreed.
    pub agreed: Option<Seq>,
    /// What is agreed, whatever either side's offer says.
    pub agreed_value: Option<CellValue>,
    /// The last act that moved the cell or changed the marks of its item; 0 where none did.
    pub touched: Seq,
}

impl TableCell {
    /// Agreed, or both sides name it and say the same.
    pub fn equal(&self) -> bool {
        self.agreed.is_some() || (self.worker_side.is_some() && self.worker_side == self.employer_side)
    }

    /// Somebody names it, and the sides do not say the same.
    pub fn apart(&self) -> bool {
        !self.equal() && (self.worker_side.is_some() || self.employer_side.is_some())
    }
}

/// A cell's item and field.
pub(super) type Key<'a> = (&'a str, &'a str);

pub(super) fn key(cell: &Cell) -> Key<'_> {
    (cell.item.as_str(), cell.field.as_str())
}

/// An offer with its cells.
pub(super) struct Offered<'a> {
    pub offer: &'a Offer,
    pub cells: Vec<Cell>,
}

/// All offers with their cells, in order.
pub(super) fn offered<'a>(n: &'a Negotiation, keys: &Keys<'_>) -> Vec<Offered<'a>> {
    n.offers.iter().map(|offer| Offered { offer, cells: keys.cells(&offer.sheet) }).collect()
}

/// The keys by which the items of the talks are known: one for each thing, whatever each sheet calls it.
pub(super) struct Keys<'a>(HashMap<*const TermSheet, Called<'a>>);

/// The keys of a sheet that are others than those under which their items are known.
struct Called<'a> {
    /// By key of the sheet.
    known: HashMap<&'a str, String>,
    /// By the key under which the item is known.
    own: HashMap<String, &'a str>,
}

impl<'a> Called<'a> {
    fn of(known: HashMap<&'a str, String>) -> Self {
        let own = known.iter().map(|(own, known)| (known.clone(), *own)).collect();
        Self { known, own }
    }
}

impl<'a> Keys<'a> {
    pub fn of(n: &'a Negotiation) -> Self {
        let mut seen = HashSet::new();
        let sheets: Vec<&TermSheet> = sheets(n).filter(|sheet| seen.insert(std::ptr::from_ref(*sheet))).collect();
        let others = threads(&sheets);
        Self(sheets.into_iter().map(std::ptr::from_ref).zip(others.into_iter().map(Called::of)).collect())
    }

    /// The key under which an item of a sheet is known.
    fn known<'k>(&'k self, sheet: &TermSheet, key: &'k str) -> &'k str {
        self.0.get(&std::ptr::from_ref(sheet)).and_then(|of| of.known.get(key)).map_or(key, String::as_str)
    }

    /// The key under which an item is known that some sheet has under this one.
    pub fn any<'k>(&'k self, key: &'k str) -> &'k str {
        self.0.values().find_map(|of| of.known.get(key)).map_or(key, String::as_str)
    }

    /// The cells of a sheet under the keys of the talks.
    pub fn cells(&self, sheet: &TermSheet) -> Vec<Cell> {
        let mut cells = sheet.cells();
        if self.0.get(&std::ptr::from_ref(sheet)).is_some_and(|of| !of.known.is_empty()) {
            cells.iter_mut().for_each(|cell| cell.item = self.known(sheet, &cell.item).to_owned());
        }
        cells
    }

    /// The cells of an item that is agreed.
    pub fn agreed(&self, item: &Item) -> Vec<Cell> {
        let mut cells = cells_of(item);
        cells.iter_mut().for_each(|cell| cell.item = self.any(&cell.item).to_owned());
        cells
    }

    /// What a sheet calls an item, where that is another key.
    fn own(&self, sheet: Option<&TermSheet>, key: &str) -> Option<String> {
        self.0.get(&std::ptr::from_ref(sheet?))?.own.get(key).map(|own| (*own).to_owned())
    }
}

/// The contract before; while amending the one in force.
pub(super) const fn before(n: &Negotiation) -> Option<&TermSheet> {
    match (&n.amendment, &n.in_force) {
        (Some(_), Some(in_force)) => Some(&in_force.sheet),
        _ => n.opening.previous.as_ref(),
    }
}

pub(super) fn values(cells: &[Cell]) -> HashMap<Key<'_>, &CellValue> {
    cells.iter().map(|cell| (key(cell), &cell.value)).collect()
}

/// The table, cells in the order in which the sheets name them: the workers', the employers', the contract before.
pub fn table(n: &Negotiation) -> Vec<TableCell> {
    let known = Keys::of(n);
    let offers = offered(n, &known);
    let cells = |sheet: Option<&TermSheet>| sheet.map(|sheet| known.cells(sheet)).unwrap_or_default();
    let sheet = |side| n.position(side).map(|offer| &*offer.sheet);
    let sheets = [cells(sheet(Side::WorkerSide)), cells(sheet(Side::EmployerSide)), cells(before(n))];
    let [workers, employers, previous] = [&sheets[0], &sheets[1], &sheets[2]].map(|cells| values(cells));
    let agreed: Vec<Cell> =
        n.marks.values().filter_map(|m| m.agreed.as_ref()).flat_map(|(_, item)| known.agreed(item)).collect();
    let mut marked: HashMap<&str, Vec<&ItemMarks>> = HashMap::new();
    for (key, marks) in &n.marks {
        marked.entry(known.any(key)).or_default().push(marks);
    }
    let mut touches: HashMap<&str, Seq> = HashMap::new();
    for (key, seq) in &n.touches {
        let last = touches.entry(known.any(key)).or_default();
        *last = (*seq).max(*last);
    }
    let agreed = values(&agreed);
    let moves: HashMap<Key<'_>, Move> = moves(&offers).into_iter().collect();
    let mut seen = HashSet::new();
    let keys = sheets.iter().flatten().map(key).filter(|key| seen.insert(*key));
    let cell = |key: Key<'_>| {
        let (worker_side, employer_side) = (workers.get(&key).copied(), employers.get(&key).copied());
        let marks = || marked.get(key.0).into_iter().flatten();
        let initial = |side| marks().find_map(|m| m.initials.get(side).as_ref()).map(|(stamp, _)| stamp.seq);
        let reopening = |side| marks().find_map(|m| m.reopening.get(side).as_ref()).map(|stamp| stamp.seq);
        let moved = moves.get(&key).cloned();
        let touched = touches.get(key.0).copied().unwrap_or(0);
        let own = |side| known.own(sheet(side), key.0);
        TableCell {
            item: key.0.to_owned(),
            field: key.1.to_owned(),
            previous: previous.get(&key).map(|value| (*value).clone()),
            gap: worker_side.zip(employer_side).and_then(|(w, e)| gap(w, e)),
            worker_side: worker_side.cloned(),
            employer_side: employer_side.cloned(),
            initials: PerSide { worker_side: initial(Side::WorkerSide), employer_side: initial(Side::EmployerSide) },
            reopening: PerSide {
                worker_side: reopening(Side::WorkerSide),
                employer_side: reopening(Side::EmployerSide),
            },
            keys: PerSide { worker_side: own(Side::WorkerSide), employer_side: own(Side::EmployerSide) },
            agreed: marks().find_map(|m| m.agreed.as_ref()).map(|(stamp, _)| stamp.seq),
            agreed_value: agreed.get(&key).map(|value| (*value).clone()),
            touched: moved.as_ref().map_or(touched, |moved| moved.offer.max(touched)),
            moved,
        }
    };
    keys.map(cell).collect()
}

/// Every change of a cell within a side's own offers, in order; a first offer is a move from nothing.
fn moves<'a>(offers: &'a [Offered<'a>]) -> Vec<(Key<'a>, Move)> {
    let mut last = PerSide::<Option<&Offered<'_>>>::default();
    let mut found = Vec::new();
    for now in offers {
        let (side, offer, at) = (now.offer.side, now.offer.stamp.seq, now.offer.stamp.at);
        // What was taken off the table before stands for nothing: to say it again is a move.
        let former = last.get_mut(side).replace(now).filter(|former| former.offer.withdrawn.is_none());
        let former = former.map_or(&[][..], |former| &former.cells);
        let (then, new) = (values(former), values(&now.cells));
        for cell in &now.cells {
            let from = then.get(&key(cell)).copied();
            if from != Some(&cell.value) {
                let (from, to) = (from.cloned(), Some(cell.value.clone()));
                found.push((key(cell), Move { side, offer, at, from, to }));
            }
        }
        for cell in former.iter().filter(|cell| !new.contains_key(&key(cell))) {
            found.push((key(cell), Move { side, offer, at, from: Some(cell.value.clone()), to: None }));
        }
    }
    found
}

/// What codes are called in the talks: by the workers' side now, else the employers', else as it was offered last, else by
/// the contract in force or the one before.
pub fn names(n: &Negotiation) -> Names {
    sheets(n).fold(Names::default(), |names, sheet| names.with(&sheet.names))
}

fn sheets(n: &Negotiation) -> impl Iterator<Item = &TermSheet> {
    let positions = [Side::WorkerSide, Side::EmployerSide].into_iter().filter_map(|side| n.position(side));
    let offers = positions.chain(n.offers.iter().rev()).map(|offer| &*offer.sheet);
    offers.chain(n.in_force.iter().map(|in_force| &in_force.sheet)).chain(&n.opening.previous)
}

/// Every item named in the talks, once: as the workers' side has it now, else the employers', else as it was offered
/// last, else as the contract in force or the one before has it.
pub fn items(n: &Negotiation) -> Vec<&Item> {
    let mut seen = HashSet::new();
    sheets(n).flat_map(|sheet| &sheet.items).filter(|item| seen.insert(item.key.as_str())).collect()
}

/// Every move of either side, in the order of the offers.
pub fn changes(n: &Negotiation) -> Vec<Change> {
    let offers = offered(n, &Keys::of(n));
    let change = |(key, moved): (Key<'_>, Move)| Change { item: key.0.to_owned(), field: key.1.to_owned(), moved };
    moves(&offers).into_iter().map(change).collect()
}

/// Whose turn it is: in the talks the side that did not move last; `None` while nothing is tabled, or all is agreed.
pub fn turn(n: &Negotiation) -> Option<Side> {
    let last = n.offers.iter().rev().find(|offer| n.position(offer.side) == Some(offer))?;
    let mut agreed = n.agreed_items();
    let settled = last.sheet.items.iter().all(|item| agreed.of(item).is_some());
    (n.stage.is_talks() && !settled).then(|| last.side.other())
}
