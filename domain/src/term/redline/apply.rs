//! Accepting and rejecting: all changes, or some of them.

use super::leaves::{self, Apart};
use super::{CellChange, CellId, Fate, ItemRedline, KEY, POSITION, Redline, order};
use crate::term::{SheetFaults, TermSheet};
use std::collections::{BTreeMap, BTreeSet};
use thiserror::Error;

/// Why changes can't be accepted or rejected.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Unfit {
    /// The redline is of another sheet.
    #[error("made for the sheet {expected}, not {found}")]
    OtherSheet {
        /// SHA-256 of the sheet it was made for.
        expected: String,
        /// SHA-256 of the sheet given.
        found: String,
    },
    #[error("no such change: {0:?}")]
    NoSuchChange(CellId),
    /// Together the changes make no valid sheet.
    #[error("no valid sheet: {0:?}")]
    Faults(SheetFaults),
}

impl Redline {
    /// Accepts every change: exactly the new sheet.
    ///
    /// # Errors
    /// [`Unfit::OtherSheet`] unless `old` is the sheet the redline starts from.
    pub fn accept(&self, old: &TermSheet) -> Result<TermSheet, Unfit> {
        self.accept_some(old, &self.changes())
    }

    /// Rejects every change: exactly the old sheet.
    ///
    /// # Errors
    /// [`Unfit::OtherSheet`] unless `new` is the sheet the redline ends with.
    pub fn reject(&self, new: &TermSheet) -> Result<TermSheet, Unfit> {
        self.inverse().accept(new)
    }

    /// Accepts some changes, leaves the others as they were. An item is added with its first accepted cell, and gone
    /// with its last.
    ///
    /// # Errors
    /// [`Unfit`]; its faults where the result is no valid sheet.
    pub fn accept_some(&self, old: &TermSheet, accepted: &BTreeSet<CellId>) -> Result<TermSheet, Unfit> {
        let found = old.sha256();
        if found != self.old_sha256 {
            return Err(Unfit::OtherSheet { expected: self.old_sha256.clone(), found });
        }
        let known = self.changes();
        if let Some(stray) = accepted.difference(&known).next() {
            return Err(Unfit::NoSuchChange(stray.clone()));
        }
        let mut apart = self.named(leaves::of(old));
        self.put(&mut apart, accepted);
        let order = self.order(&apart, accepted);
        let kept = |item: &&ItemRedline| {
            item.renamed() && !accepted.contains(&CellId { item: Some(item.key.clone()), field: KEY.to_owned() })
        };
        let keys: BTreeMap<&str, &str> = self.items.iter().map(|item| (item.key.as_str(), item.new_key())).collect();
        let kept: BTreeMap<&str, &str> =
            self.items.iter().filter(kept).map(|item| (item.key.as_str(), item.old_key())).collect();
        let key = |name: &'_ str| kept.get(name).or_else(|| keys.get(name)).copied().unwrap_or_default();
        let items = order.iter().filter_map(|name| Some((key(name), apart.items.get(*name)?)));
        TermSheet::from_value(&leaves::together(&apart.head, items)).map_err(Unfit::Faults)
    }

    /// Rejects some changes of the new sheet.
    ///
    /// # Errors
    /// As [`Self::accept_some`].
    pub fn reject_some(&self, new: &TermSheet, rejected: &BTreeSet<CellId>) -> Result<TermSheet, Unfit> {
        self.inverse().accept_some(new, rejected)
    }

    /// The items of the old sheet by what they are called here.
    fn named(&self, mut apart: Apart) -> Apart {
        let mut items = BTreeMap::new();
        for item in self.items.iter().filter(|item| item.fate != Fate::Added) {
            items.extend(apart.items.remove(item.old_key()).map(|leaves| (item.key.clone(), leaves)));
        }
        apart.items = items;
        apart
    }

    fn put(&self, apart: &mut Apart, accepted: &BTreeSet<CellId>) {
        let wanted = |item: Option<&str>, cell: &CellChange| {
            !matches!(cell.field.as_str(), POSITION | KEY)
                && accepted.contains(&CellId { item: item.map(str::to_owned), field: cell.field.clone() })
        };
        for cell in self.head.iter().filter(|cell| wanted(None, cell)) {
            set(&mut apart.head, cell);
        }
        for item in &self.items {
            for cell in item.cells.iter().filter(|cell| wanted(Some(&item.key), cell)) {
                set(apart.items.entry(item.key.clone()).or_default(), cell);
            }
        }
        apart.items.retain(|_, leaves| !leaves.is_empty());
    }

    /// Keys in order: what stays keeps its place, what is added or moved stands behind its neighbour in the new sheet.
    fn order<'a>(&'a self, apart: &Apart, accepted: &BTreeSet<CellId>) -> Vec<&'a str> {
        let moves = |item: &ItemRedline| {
            item.fate == Fate::Added
                || item.moved()
                    && accepted.contains(&CellId { item: Some(item.key.clone()), field: POSITION.to_owned() })
        };
        let there = || self.items.iter().filter(|item| apart.items.contains_key(&item.key));
        let placed: BTreeSet<&str> = there().filter(|item| moves(item)).map(|item| item.key.as_str()).collect();
        let mut staying: Vec<&ItemRedline> = there().filter(|item| !placed.contains(item.key.as_str())).collect();
        staying.sort_by_key(|item| item.old_position);
        let staying: Vec<&str> = staying.into_iter().map(|item| item.key.as_str()).collect();
        let mut new: Vec<&ItemRedline> = self.items.iter().filter(|item| item.new_position.is_some()).collect();
        new.sort_by_key(|item| item.new_position);
        let new: Vec<&str> = new.into_iter().map(|item| item.key.as_str()).collect();
        order::woven(&staying, &placed, &new)
    }
}

fn set(leaves: &mut leaves::Leaves, cell: &CellChange) {
    match &cell.new {
        Some(value) => leaves.insert(cell.field.clone(), value.clone()),
        None => leaves.remove(&cell.field),
    };
}
