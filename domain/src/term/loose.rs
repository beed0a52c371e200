//! The cells of a sheet that is still being written, valid or not: texts as they stand.

use super::path::{Rows, leaves};
use crate::decimal::Rounding;
use crate::limits::{SHEET_BYTES, SHEET_CELLS, SHEET_ITEMS};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// A cell that differs between two sheets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct LooseChange {
    /// Item key; empty for the sheet's own fields (`effective.from`).
    pub item: String,
    /// Field path, as in [`super::Cell`].
    pub field: String,
    /// `None`: not there before.
    pub before: Option<String>,
    /// `None`: not there after.
    pub after: Option<String>,
}

/// Every text of an unfinished sheet by item key and field path. An item without a key is named by its place; bands
/// go by their years of service, as the cells of a valid sheet do; rounding left out is written out.
pub fn loose_cells(sheet: &Value) -> BTreeMap<(String, String), String> {
    let mut out = BTreeMap::new();
    if sheet.is_object() && sheet.get("rounding").is_none() {
        let rounding = Rounding::default();
        out.insert((String::new(), "rounding.mode".to_owned()), rounding.mode.word().to_owned());
        out.insert((String::new(), "rounding.places".to_owned()), rounding.places.to_string());
    }
    for (name, value) in sheet.as_object().into_iter().flatten() {
        let items = value.as_array().filter(|_| name == "items");
        match items {
            None => leaves(value, name, Rows::ByYears, &mut |field, leaf| {
                out.extend(text(leaf).map(|text| ((String::new(), field), text)));
            }),
            Some(items) => items.iter().enumerate().for_each(|(place, item)| {
                let key = item["key"].as_str().filter(|key| !key.is_empty());
                let key = key.map_or_else(|| format!("items[{place}]"), str::to_owned);
                for (name, value) in item.as_object().into_iter().flatten().filter(|(name, _)| *name != "key") {
                    leaves(value, name, Rows::ByYears, &mut |field, leaf| {
                        out.extend(text(leaf).map(|text| ((key.clone(), field), text)));
                    });
                }
            }),
        }
    }
    out
}

/// Whether a sheet that is being written, valid or not, is within bounds: [`SHEET_ITEMS`] items, [`SHEET_CELLS`] values,
/// [`SHEET_BYTES`] of text in all. Asked before anything is made of it.
pub fn loose_fits(sheet: &Value) -> bool {
    let items = sheet["items"].as_array().map_or(0, Vec::len);
    let (mut values, mut bytes) = (0_usize, 0_usize);
    items <= SHEET_ITEMS && fits(sheet, &mut values, &mut bytes)
}

fn fits(value: &Value, values: &mut usize, bytes: &mut usize) -> bool {
    let mut text = |text: &str| {
        *bytes = bytes.saturating_add(text.len());
        *bytes <= SHEET_BYTES
    };
    *values = values.saturating_add(1);
    let within = match value {
        Value::String(inner) => text(inner),
        Value::Object(fields) => fields.keys().all(|name| text(name)),
        _ => true,
    };
    within
        && *values <= SHEET_CELLS
        && match value {
            Value::Array(all) => all.iter().all(|inner| fits(inner, values, bytes)),
            Value::Object(fields) => fields.values().all(|inner| fits(inner, values, bytes)),
            _ => true,
        }
}

/// What stands in a cell, as text; nothing where it is null.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        Value::Array(all) => Some(all.iter().filter_map(text).collect::<Vec<_>>().join(", ")),
        other => Some(other.to_string()),
    }
}

/// What differs, in the order of the keys.
pub fn loose_changes(before: &Value, after: &Value) -> Vec<LooseChange> {
    let (before, after) = (loose_cells(before), loose_cells(after));
    let mut cells: Vec<_> = before.keys().chain(after.keys()).collect();
    cells.sort_unstable();
    cells.dedup();
    let changes = cells.into_iter().filter(|cell| before.get(cell) != after.get(cell));
    changes
        .map(|cell| LooseChange {
            item: cell.0.clone(),
            field: cell.1.clone(),
            before: before.get(cell).cloned(),
            after: after.get(cell).cloned(),
        })
        .collect()
}
