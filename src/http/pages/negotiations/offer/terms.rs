//! A term sheet as a form, and a form as a term sheet.

use super::grid::{self, Keys};
use super::kept;
pub(super) use super::kept::Kept;
use super::kinds::{fields, time};
use super::part::Rest;
use crate::http::pages::form::{Field, Input, Posted, Reader};
use crate::i18n::Lang;
use crate::service::negotiations::NegotiationView;
use crate::service::{App, FieldCode};
use crate::text::problem::Fault;
use chrono_tz::Tz;
use domain::term::path::{Rows, leaves};
use domain::term::{KINDS, Names, Term};
use serde_json::{Value, json};
use std::collections::HashSet;

const EFFECTIVE: &[Field] = &[Field::new("from", Input::Date), Field::new("to", Input::Date)];
const ROUNDING: &[Field] = &[
    Field::new("mode", Input::Choice(&["half_up", "half_even", "up", "down"], "rounding")),
    Field::new("places", Input::Whole),
];
/// Term and rounding.
pub(super) const HEAD: &[Field] =
    &[Field::new("effective", Input::Group(EFFECTIVE)), Field::new("rounding", Input::Group(ROUNDING))];

/// A sheet with nothing agreed yet.
pub(super) fn blank(view: &NegotiationView, app: &App) -> Value {
    let book = app.rulebooks.rulebook(&view.opening.jurisdiction);
    let mut sheet = book.map(|book| book.blank_sheet(&view.opening.area)).unwrap_or_else(|| json!({}));
    sheet["items"] = json!([{"key": "minimum_wage", "kind": "minimum_wage", "unit": "month", "amount": ""}]);
    sheet
}

/// Keys of minimum wages, as the offers and the contract before have them: a cell keeps its name across the table.
pub(super) fn keys(view: &NegotiationView) -> Keys {
    let previous = view.state.opening().previous.iter();
    let sheets = previous.chain(view.state.offers().iter().map(|offer| &*offer.sheet));
    let wages = sheets.flat_map(|sheet| &sheet.items).filter(|item| matches!(item.term, Term::MinimumWage { .. }));
    wages.map(|item| (grid::selector(&json!(item)), item.key.clone())).collect()
}

/// JSON that stands in a field of the form.
fn written(text: &str) -> Option<Value> {
    serde_json::from_str(text).ok()
}

/// What codes are called in the sheet of the form.
pub(super) fn names(posted: &Posted) -> Names {
    written(posted.get("names")).map(|names| Names::of(&json!({"names": names}))).unwrap_or_default()
}

/// Flattens a sheet's JSON into the names of the form.
pub(super) fn posted(sheet: &Value) -> Posted {
    let mut out = Posted::default();
    for (name, value) in sheet.as_object().into_iter().flatten().filter(|(name, _)| *name != "items") {
        if name == "names" {
            out.set("names", value.to_string());
        } else {
            flatten(value, name, &mut out);
        }
    }
    for (index, item) in sheet["items"].as_array().into_iter().flatten().enumerate() {
        if !grid::take(&mut out, item, index) {
            let path = format!("items[{index}]");
            let (plain, kept) = kept::apart(item);
            flatten(&plain, &path, &mut out);
            if let Some(text) = kept.text() {
                out.set(&format!("{path}.kept"), text);
            }
        }
    }
    if out.get("rounding.mode").is_empty() {
        out.set("rounding.mode", "half_up");
        out.set("rounding.places", "2");
    }
    out
}

fn flatten(value: &Value, path: &str, out: &mut Posted) {
    leaves(value, path, Rows::ByPlace, &mut |path, leaf| match leaf {
        Value::Bool(true) => out.set(&path, "yes"),
        Value::Bool(false) | Value::Null => {}
        Value::String(text) => out.set(&path, text),
        other => out.set(&path, other.to_string()),
    });
}

/// Where an item of the sheet stands in the form.
#[derive(Clone, Debug)]
enum Place {
    /// `items[3]`.
    Item(usize),
    /// `wages[3].large`.
    Wage(usize, &'static str),
}

/// What reading the form found: faults of its own, and where each item of the sheet stands.
pub(super) struct Read {
    pub faults: Vec<(String, FieldCode)>,
    /// By item, in the order of the sheet: its key and place.
    places: Vec<(String, Place)>,
    /// Items of the sheet before those of the form.
    before: usize,
}

/// The sheet of a form and of what the form leaves out, as JSON: valid or not is for the domain to say.
pub(super) fn sheet(posted: &Posted, rest: Rest, zone: Tz, keys: &Keys) -> (Value, Read) {
    let mut reader = Reader { form: posted, zone, faults: Vec::new() };
    let mut out = reader.object("", HEAD);
    // What is merely missing the domain names itself, in the words of the format.
    reader.faults.clear();
    for name in ["schema", "jurisdiction", "area", "currency"] {
        out.insert(name.to_owned(), Value::from(posted.get(name)));
    }
    out.extend(written(posted.get("names")).map(|names| ("names".to_owned(), names)));
    let mut items: Vec<(usize, Place, Value)> = Vec::new();
    for row in posted.indexes("items") {
        let path = format!("items[{row}]");
        let (kind, key) = (posted.get(&format!("{path}.kind")), posted.get(&format!("{path}.key")).trim());
        let mut item = reader.object(&path, fields(kind));
        item.extend(reader.object(&path, time(kind)));
        Kept::of(posted, &path).into(&mut item);
        item.insert("key".to_owned(), Value::from(key));
        item.insert("kind".to_owned(), Value::from(kind));
        items.push((row, Place::Item(row), Value::Object(item)));
    }
    let wages = grid::wages(posted);
    let mut taken: HashSet<String> = rest.keys().into_iter().map(str::to_owned).collect();
    taken.extend(items.iter().filter_map(|(.., item)| item["key"].as_str().map(str::to_owned)));
    taken.extend(wages.iter().map(|wage| wage.key.clone()));
    for mut wage in wages {
        if wage.key.is_empty() {
            wage.key = grid::fresh_key(&wage.item, keys, &|key| taken.contains(key));
            taken.insert(wage.key.clone());
        }
        wage.item["key"] = Value::from(wage.key);
        items.push((wage.at.unwrap_or(usize::MAX), Place::Wage(wage.row, wage.column), wage.item));
    }
    items.sort_by_key(|(at, ..)| *at);
    let key = |item: &Value| item["key"].as_str().unwrap_or_default().to_owned();
    let places = items.iter().map(|(_, place, item)| (key(item), place.clone())).collect();
    let Rest { before, after } = rest;
    let ahead = before.len();
    let own = items.into_iter().map(|(.., item)| item);
    out.insert("items".to_owned(), before.into_iter().chain(own).chain(after).collect());
    let faults = reader.faults.into_iter().filter(|(_, code)| *code != FieldCode::Required).collect();
    (Value::Object(out), Read { faults, places, before: ahead })
}

impl Read {
    /// Where an item stands in the form: its group of fields, or its cell of a grid.
    pub(super) fn place(&self, item: &str) -> Option<String> {
        let (_, place) = self.places.iter().find(|(key, _)| key == item)?;
        Some(match place {
            Place::Item(row) => format!("items[{row}]"),
            Place::Wage(row, column) => format!("wages[{row}].{column}"),
        })
    }

    /// The field of the form where a cell, or any field of an item, stands. A band is named by its years in `field`.
    pub(super) fn path(&self, posted: &Posted, item: &str, field: &str) -> Option<String> {
        if item.is_empty() {
            return Some(field.to_owned());
        }
        let by_key = self.places.iter().find(|(key, _)| key == item);
        let by_place = || {
            let place = item.strip_prefix("items[")?.strip_suffix(']')?.parse::<usize>().ok();
            place.and_then(|place| self.places.get(place.checked_sub(self.before)?))
        };
        let (_, place) = by_key.or_else(by_place)?;
        Some(match place {
            Place::Item(row) => {
                let path = format!("items[{row}]");
                let years = field.strip_prefix("bands[").and_then(|rest| rest.strip_suffix("].days"));
                let band = years.and_then(|years| {
                    let same = |band: &usize| posted.get(&format!("{path}.bands[{band}].service_years_from")) == years;
                    posted.indexes(&format!("{path}.bands")).into_iter().find(same)
                });
                match band {
                    Some(band) => format!("{path}.bands[{band}].days"),
                    None => format!("{path}.{field}"),
                }
            }
            Place::Wage(row, _) if matches!(field, "grade" | "zone") => format!("wages[{row}].{field}"),
            Place::Wage(row, column) => format!("wages[{row}].{column}"),
        })
    }

    /// The kind's group in which a field of the form stands.
    pub(super) fn kind<'a>(posted: &'a Posted, path: &str) -> Option<&'a str> {
        if path.starts_with("wages[") {
            return Some("minimum_wage");
        }
        let (row, _) = path.strip_prefix("items[")?.split_once(']')?;
        Some(posted.get(&format!("items[{row}].kind")))
    }

    /// The field of a fault: it counts bands as they were read, without the empty rows of the form; a cell names them by
    /// years.
    fn fault_path(&self, posted: &Posted, item: &str, field: &str) -> Option<String> {
        let Some((index, rest)) = field.strip_prefix("bands[").and_then(|rest| rest.split_once(']')) else {
            return self.path(posted, item, field);
        };
        let bands = self.path(posted, item, "bands")?;
        let filled = |band: &usize| {
            let get = |name: &str| posted.some(&format!("{bands}[{band}].{name}")).is_some();
            get("service_years_from") || get("days")
        };
        let mut rows = posted.indexes(&bands).into_iter().filter(filled);
        let row = rows.nth(index.parse().ok()?)?;
        Some(format!("{bands}[{row}]{rest}"))
    }
}

/// Puts each fault at its field of the form; what the form itself could not read comes first.
pub(super) fn placed(faults: &[Fault], posted: &Posted, read: &Read, lang: Lang) -> Vec<Fault> {
    let own = read.faults.iter().map(|(field, code)| Fault::of(field, *code, lang));
    let mut out: Vec<Fault> = own.collect();
    for fault in faults {
        let item = fault.item.as_deref().unwrap_or_default();
        let field = read.fault_path(posted, item, &fault.field).unwrap_or_else(|| format!("{item}.{}", fault.field));
        if !out.iter().any(|f| f.field == field) {
            out.push(Fault { item: None, field, ..fault.clone() });
        }
    }
    out
}

/// Adds or removes an item, where that is what the button asked.
pub(super) fn edit(posted: &mut Posted, wish: &str, rest: &Rest) -> bool {
    if let Some(row) = wish.strip_prefix("remove.") {
        posted.remove_under(&format!("items[{row}]."));
        return true;
    }
    if grid::edit(posted, wish) {
        return true;
    }
    let kind = posted.get("new_kind").to_owned();
    if wish == "add" && kind == "wages" {
        return grid::edit(posted, "wages.add.month");
    }
    if wish != "add" || !KINDS.contains(&kind.as_str()) {
        return wish == "add";
    }
    let last = posted.indexes("items").last().copied();
    let placed = grid::wages(posted).into_iter().filter_map(|wage| wage.at).max();
    let next = last.max(placed).map_or(0, |last| last.saturating_add(1));
    let rows = posted.indexes("items");
    let mut taken: HashSet<&str> = rows.iter().map(|row| posted.get(&format!("items[{row}].key"))).collect();
    taken.extend(rest.keys());
    let key = std::iter::once(kind.clone())
        .chain((2..).map(|n| format!("{kind}.{n}")))
        .find(|key| !taken.contains(key.as_str()));
    if kind == "wage_adjustment" {
        // What contracts of whole industries mostly mean.
        posted.set(&format!("items[{next}].of"), "average");
    }
    posted.set(&format!("items[{next}].kind"), kind);
    posted.set(&format!("items[{next}].key"), key.unwrap_or_default());
    true
}

#[cfg(test)]
mod tests;
