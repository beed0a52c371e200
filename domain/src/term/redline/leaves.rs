//! A sheet taken apart into leaves, field path by field path, and put together again.

use crate::term::path::{Rows, YEARS, leaves, named_row};
use crate::term::{Item, SCHEMA, TermSheet, Years};
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
    let mut rows: BTreeMap<(&str, RowName), Map<String, Value>> = BTreeMap::new();
    for (path, value) in leaves {
        if let Some((list, name, field)) = named_row(path) {
            let name = RowName::of(list, name);
            rows.entry((list, name)).or_default().insert(field.to_owned(), value.clone());
        } else {
            put(&mut object, path, value);
        }
    }
    for ((list, name), mut row) in rows {
        row.insert(name.field().to_owned(), name.value());
        let all = object.entry(list).or_insert_with(|| Value::Array(Vec::new()));
        if let Some(all) = all.as_array_mut() {
            all.push(Value::Object(row));
        }
    }
    object
}

/// Puts a value under a path of names with points between them.
fn put(object: &mut Map<String, Value>, path: &str, value: &Value) {
    let Some((outer, inner)) = path.split_once('.') else {
        object.insert(path.to_owned(), value.clone());
        return;
    };
    let nested = object.entry(outer).or_insert_with(|| Value::Object(Map::new()));
    if let Some(nested) = nested.as_object_mut() {
        put(nested, inner, value);
    }
}

/// What names a row, in the order of the rows.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum RowName {
    Years(Years),
    Code(String),
}

impl RowName {
    fn of(list: &str, name: &str) -> Self {
        let years = if list == "bands" { Years::parse(name) } else { None };
        years.map_or_else(|| Self::Code(name.to_owned()), Self::Years)
    }

    const fn field(&self) -> &'static str {
        match self {
            Self::Years(_) => YEARS,
            Self::Code(_) => "code",
        }
    }

    fn value(&self) -> Value {
        match self {
            Self::Years(years) => json!(years),
            Self::Code(code) => json!(code),
        }
    }
}

/// Fields that are read as prose.
pub(super) fn is_prose(field: &str) -> bool {
    matches!(field, "text" | "heading") || named_row(field).is_some_and(|(.., field)| field == "text")
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
        "variant",
        "grade",
        "zone",
        "size",
        "level",
        "employment",
        "service_years_from",
        "unit",
        "basis",
        "form",
        "method",
        "base",
        "of",
        "amount",
        "percent_of_statutory",
        "percent_of",
        "of_item",
        "low",
        "high",
        "at_least",
        "wage_from",
        "wage_below",
        "due",
        "weekday",
        "rest_day",
        "holiday",
    ];
    const LAST: &[&str] = &["unused_multiplier", "heading", "text", "from", "to", "months"];
    let first = FIRST.iter().position(|known| *known == field);
    let last = LAST.iter().position(|known| *known == field).map(|at| at.saturating_add(100));
    (first.or(last).unwrap_or(50), band(field))
}

/// The half years of a band, so that bands stand in their order.
fn band(path: &str) -> u64 {
    let years = named_row(path).and_then(|(_, name, _)| Years::parse(name));
    years.map_or(0, |years| u64::from(years.halves()))
}
