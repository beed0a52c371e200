//! The redline: what makes one term sheet into another, cell by cell, and back again.
//!
//! It carries enough to do both: accepting every change gives exactly the new sheet, rejecting every change exactly
//! the old one, and any subset of changes gives a valid sheet or the faults that forbid it.

mod apply;
mod leaves;
mod order;
mod words;

pub use apply::Unfit;
pub use leaves::{head_fields, item_fields};
pub use words::{Run, RunKind, runs};

use super::{Item, Named, TermSheet, pairs};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The field path under which an item's place among the others is a change like any other.
pub const POSITION: &str = "position";
/// The field path under which another key for the same thing is a change like any other.
pub const KEY: &str = "key";

/// The identity of a change: item key (`None`: the sheet's own fields) and field path.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CellId {
    /// Item key.
    pub item: Option<String>,
    /// Field path, e.g. `amount`, `bands[10].days`, `effective.to`, [`POSITION`].
    pub field: String,
}

/// A cell that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CellChange {
    /// Field path.
    pub field: String,
    /// What stood there, as in the sheet's JSON; `None`: nothing.
    pub old: Option<Value>,
    /// What stands there now; `None`: nothing.
    pub new: Option<Value>,
    /// Prose on both sides, word by word (Chinese: character by character). Empty for every other cell.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub runs: Vec<Run>,
}

/// What became of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// Every cell as before (its place and its key may have changed).
    Same,
    /// Some cells differ.
    Changed,
    /// Only in the new sheet.
    Added,
    /// Only in the old sheet.
    Removed,
}

/// One item of either sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ItemRedline {
    /// Its name in this redline: its key in the new sheet, of a removed item in the old one.
    pub key: String,
    /// Its key in the old sheet, where that is another one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub old_key: Option<String>,
    /// Its key in the new sheet, where that is another one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub new_key: Option<String>,
    /// What became of it.
    pub fate: Fate,
    /// Place in the old sheet, from 1.
    pub old_position: Option<usize>,
    /// Place in the new sheet, from 1.
    pub new_position: Option<usize>,
    /// Cells that differ; [`KEY`] behind them where its key is another one, [`POSITION`] last where the item moved among those that stayed.
    pub cells: Vec<CellChange>,
}

impl ItemRedline {
    /// Its key in the old sheet.
    pub fn old_key(&self) -> &str {
        self.old_key.as_deref().unwrap_or(&self.key)
    }

    /// Its key in the new sheet.
    pub fn new_key(&self) -> &str {
        self.new_key.as_deref().unwrap_or(&self.key)
    }

    /// Whether the same thing has another key.
    pub fn renamed(&self) -> bool {
        self.old_key() != self.new_key()
    }

    /// Whether it moved among the items that both sheets have.
    pub fn moved(&self) -> bool {
        self.fate != Fate::Added
            && self.fate != Fate::Removed
            && self.cells.last().is_some_and(|cell| cell.field == POSITION)
    }
}

/// Everything between two sheets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Redline {
    /// SHA-256 (hex) of the old sheet's canonical bytes.
    pub old_sha256: String,
    /// SHA-256 (hex) of the new sheet's canonical bytes.
    pub new_sha256: String,
    /// The sheet's own fields that differ: term, rounding, area, currency, jurisdiction.
    pub head: Vec<CellChange>,
    /// Every item of both, in the order of the new sheet, a removed one after the item it used to follow.
    pub items: Vec<ItemRedline>,
}

impl Redline {
    /// Compares two sheets.
    pub fn between(old: &TermSheet, new: &TermSheet) -> Self {
        let (before, after) = (leaves::of(old), leaves::of(new));
        let keys = |sheet: &TermSheet| sheet.items.iter().map(|item| item.key.clone()).collect::<Vec<_>>();
        let new_keys = keys(new);
        let old_keys = names_in(old, new);
        let own: BTreeMap<&str, &str> =
            old_keys.iter().zip(&old.items).map(|(name, item)| (name.as_str(), item.key.as_str())).collect();
        let moved = order::moved(&old_keys, &new_keys);
        let (old_at, new_at) = (places(&old_keys), places(&new_keys));
        let item = |key: &str| {
            let then = own.get(key).and_then(|key| before.items.get(*key));
            let now = after.items.get(key);
            let old_key = own.get(key).filter(|old| **old != key).map(|old| (*old).to_owned());
            let mut cells = changes(then, now);
            let fate = match (then, now) {
                (None, _) => Fate::Added,
                (_, None) => Fate::Removed,
                _ if cells.is_empty() => Fate::Same,
                _ => Fate::Changed,
            };
            let (old_position, new_position) = (old_at.get(key).copied(), new_at.get(key).copied());
            if let Some(old) = &old_key {
                let (old, new) = (Some(Value::from(old.as_str())), Some(Value::from(key)));
                cells.push(CellChange { field: KEY.to_owned(), old, new, runs: Vec::new() });
            }
            if moved.contains(key) {
                let place = |at: Option<usize>| at.map(Value::from);
                let (old, new) = (place(old_position), place(new_position));
                cells.push(CellChange { field: POSITION.to_owned(), old, new, runs: Vec::new() });
            }
            ItemRedline { key: key.to_owned(), old_key, new_key: None, fate, old_position, new_position, cells }
        };
        Self {
            old_sha256: old.sha256(),
            new_sha256: new.sha256(),
            head: changes(Some(&before.head), Some(&after.head)),
            items: order::reading(&old_keys, &new_keys).iter().map(|key| item(key)).collect(),
        }
    }

    /// Whether the sheets are the same.
    pub fn is_empty(&self) -> bool {
        self.old_sha256 == self.new_sha256
    }

    /// The identities of all changes.
    pub fn changes(&self) -> BTreeSet<CellId> {
        let head = self.head.iter().map(|cell| CellId { item: None, field: cell.field.clone() });
        let items = self.items.iter().flat_map(|item| {
            item.cells.iter().map(|cell| CellId { item: Some(item.key.clone()), field: cell.field.clone() })
        });
        head.chain(items).collect()
    }

    /// The redline the other way round.
    pub fn inverse(&self) -> Self {
        let cell = |cell: &CellChange| CellChange {
            field: cell.field.clone(),
            old: cell.new.clone(),
            new: cell.old.clone(),
            runs: cell.runs.iter().map(Run::inverse).collect(),
        };
        let item = |item: &ItemRedline| ItemRedline {
            key: item.key.clone(),
            old_key: item.new_key.clone(),
            new_key: item.old_key.clone(),
            fate: match item.fate {
                Fate::Added => Fate::Removed,
                Fate::Removed => Fate::Added,
                fate => fate,
            },
            old_position: item.new_position,
            new_position: item.old_position,
            cells: item.cells.iter().map(cell).collect(),
        };
        Self {
            old_sha256: self.new_sha256.clone(),
            new_sha256: self.old_sha256.clone(),
            head: self.head.iter().map(cell).collect(),
            items: self.items.iter().map(item).collect(),
        }
    }
}

/// What the items of the old sheet are called in a redline: the keys they have in the new sheet, else their own.
fn names_in(old: &TermSheet, new: &TermSheet) -> Vec<String> {
    let (then, now): (Vec<&Item>, Vec<&Item>) = (old.items.iter().collect(), new.items.iter().collect());
    let pairs = pairs(Named { items: &then, names: &old.names }, Named { items: &now, names: &new.names });
    let mut names: Vec<String> = old.items.iter().map(|item| item.key.clone()).collect();
    for (place, item) in pairs.into_iter().zip(&new.items) {
        if let Some(name) = place.and_then(|place| names.get_mut(place)) {
            name.clone_from(&item.key);
        }
    }
    names
}

/// Places from 1.
fn places(keys: &[String]) -> BTreeMap<&str, usize> {
    keys.iter().enumerate().map(|(index, key)| (key.as_str(), index.saturating_add(1))).collect()
}

/// The cells that differ, the old sheet's first in their order.
fn changes(old: Option<&leaves::Leaves>, new: Option<&leaves::Leaves>) -> Vec<CellChange> {
    let none = leaves::Leaves::new();
    let (old, new) = (old.unwrap_or(&none), new.unwrap_or(&none));
    let fields: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let change = |field: &String| {
        let (then, now) = (old.get(field), new.get(field));
        let prose = || Some(runs(then?.as_str()?, now?.as_str()?));
        let runs = if leaves::is_prose(field) { prose().unwrap_or_default() } else { Vec::new() };
        (then != now).then(|| CellChange { field: field.clone(), old: then.cloned(), new: now.cloned(), runs })
    };
    let mut found: Vec<CellChange> = fields.into_iter().filter_map(change).collect();
    found.sort_by_key(|cell| leaves::rank(&cell.field));
    found
}

#[cfg(test)]
mod tests;
