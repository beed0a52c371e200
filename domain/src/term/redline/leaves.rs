//! A sheet taken apart into leaves, field path by field path, and put together again.

use crate::term::path::{Rows, YEARS, leaves};
use crate::term::{Item, SCHEMA, TermSheet};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// Field paths with what stands there: texts, truth values, whole numbers.
pub(super) type Leaves = BTreeMap<String, Value>;

/// A sheet as leaves.
#[derive(Clone, Debug)]
pub(super) struct Apart {
    /// The sheet's own fields, e.g. `effective.from`.
    pub head: Leaves,
    /// By item key; the key itself is no leaf.
    pub items: BTreeMap<String, Leaves>,
}

/// Takes a sheet apart.
pub(super) fn of(sheet: &TermSheet) -> Apart {
    let items = sheet.items.iter().map(|item| (item.key.clone(), of_item(item))).collect();
    Apart { head: of_head(sheet), items }
}

/// The sheet's own fields.
fn of_head(sheet: &TermSheet) -> Leaves {
    let mut value = TermSheet { items: Vec::new(), ..sheet.clone() }.to_value();
    if let Some(object) = value.as_object_mut() {
        object.remove("schema");
        object.remove("items");
    }
    flatten(&value)
}

fn of_item(item: &Item) -> Leaves {
    let mut leaves = flatten(&json!(item));
    leaves.remove("key");
    leaves
}

/// The sheet's own fields, in the order they are read in.
pub fn head_fields(sheet: &TermSheet) -> Vec<(String, Value)> {
    in_order(of_head(sheet))
}

/// All fields of an item but its key, in the order they are read in.
pub fn item_fields(item: &Item) -> Vec<(String, Value)> {
    in_order(of_item(item))
}

fn in_order(leaves: Leaves) -> Vec<(String, Value)> {
    let mut fields: Vec<_> = leaves.into_iter().collect();
    fields.sort_by_key(|(field, _)| rank(field));
    fields
}

fn flatten(value: &Value) -> Leaves {
    let mut out = Leaves::new();
    leaves(value, "", Rows::ByYears, &mut |path, leaf| drop(out.insert(path, leaf.clone())));
    out
}

/// Puts a sheet's JSON together; what comes out may be no valid sheet.
pub(super) fn together<'a>(head: &Leaves, items: impl Iterator<Item = (&'a str, &'a Leaves)>) -> Value {
    let mut sheet = unflatten(head);
    sheet.insert("schema".to_owned(), SCHEMA.into());
    let item = |(key, leaves): (&str, &Leaves)| {
        let mut object = unflatten(leaves);
        object.insert("key".to_owned(), key.into());
        Value::Object(object)
    };
    sheet.insert("items".to_owned(), items.map(item).collect());
    Value::Object(sheet)
}

fn unflatten(leaves: &Leaves) -> Map<String, Value> {
    let mut object = Map::new();
    let mut bands: BTreeMap<u64, Value> = BTreeMap::new();
    for (path, value) in leaves {
        if let Some(years) = band(path) {
            bands.insert(years, value.clone());
        } else if let Some((outer, inner)) = path.split_once('.') {
            let nested = object.entry(outer).or_insert_with(|| Value::Object(Map::new()));
            if let Some(nested) = nested.as_object_mut() {
                nested.insert(inner.to_owned(), value.clone());
            }
        } else {
            object.insert(path.clone(), value.clone());
        }
    }
    if !bands.is_empty() {
        let row = |(years, days)| {
            Value::from(Map::from_iter([(YEARS.to_owned(), Value::from(years)), ("days".to_owned(), days)]))
        };
        object.insert("bands".to_owned(), bands.into_iter().map(row).collect());
    }
    object
}

/// The years of `bands[10].days`.
fn band(path: &str) -> Option<u64> {
    path.strip_prefix("bands[")?.strip_suffix("].days")?.parse().ok()
}

/// Fields that are read as prose.
pub(super) fn is_prose(field: &str) -> bool {
    matches!(field, "text" | "heading")
}

/// The order in which the cells of an item are read: what it is, then numbers, then prose; bands by years.
pub(super) fn rank(field: &str) -> (usize, u64) {
    const FIRST: &[&str] = &[
        "effective.from",
        "effective.to",
        "jurisdiction",
        "area",
        "currency",
        "kind",
        "leave",
        "code",
        "grade",
        "zone",
        "size",
        "unit",
        "basis",
        "form",
        "method",
        "base",
        "of",
        "amount",
        "low",
        "high",
        "weekday",
        "rest_day",
        "holiday",
    ];
    const LAST: &[&str] = &["unused_multiplier", "heading", "text"];
    let first = FIRST.iter().position(|known| *known == field);
    let last = LAST.iter().position(|known| *known == field).map(|at| at.saturating_add(100));
    (first.or(last).unwrap_or(50), band(field).unwrap_or(0))
}
