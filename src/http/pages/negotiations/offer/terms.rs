//! A term sheet as a form, and a form as a term sheet.

use super::grid::{self, Cell, Filling, Keys};
use super::kept;
pub(super) use super::kept::Kept;
use super::kinds::{fields, time};
use super::named::{self, List};
use super::part::Rest;
use crate::http::pages::form::{Field, Input, Posted, Reader};
use crate::i18n::Lang;
use crate::service::negotiations::NegotiationView;
use crate::service::{App, FieldCode};
use crate::text::problem::Fault;
use chrono_tz::Tz;
use domain::term::path::{Rows, leaves, named_row};
use domain::term::{Item, KINDS, NameKind, Names, Term, minor_digits};
use serde_json::{Value, json};
use std::collections::{HashMap, HashSet};

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
    let book = app.rulebooks.governing(&view.opening.jurisdiction);
    let mut sheet =
        book.map(|book| book.blank_sheet(&view.opening.jurisdiction, &view.opening.area)).unwrap_or_else(|| json!({}));
    sheet["items"] = json!([{"key": "minimum_wage", "kind": "minimum_wage", "unit": "month", "amount": ""}]);
    sheet
}

/// Keys of grids' items, as the offers and the contract before have them: a cell keeps its name across the table.
pub(super) fn keys(view: &NegotiationView, list: &List) -> Keys {
    let previous = view.state.opening().previous.iter();
    let sheets = previous.chain(view.state.offers().iter().map(|offer| &*offer.sheet));
    let of_grids = |item: &&Item| matches!(item.term, Term::MinimumWage { .. } | Term::PieceRate { .. });
    let items = sheets.flat_map(|sheet| &sheet.items).filter(of_grids);
    let known = |item: &Item| {
        let mut value = json!(item);
        named::settle(&mut value, list);
        Some((grid::selector(&value)?, item.key.clone()))
    };
    items.filter_map(known).collect()
}

/// What codes are called in the sheet of the form.
pub(super) fn names(posted: &Posted) -> Names {
    let names: Option<Value> = serde_json::from_str(posted.get("names")).ok();
    names.map(|names| Names::of(&json!({"names": names}))).unwrap_or_default()
}

/// Flattens a sheet's JSON into the names of the form.
pub(super) fn posted(sheet: &Value, view: &NegotiationView, last: &Names, lang: Lang) -> Posted {
    let mut out = Posted::default();
    if !last.is_empty() {
        out.set("last_names", json!(last).to_string());
    }
    named::carry(sheet, &mut out);
    let list = named::list(view, &out);
    fill(&mut out, sheet, &list, lang);
    out
}

/// The same with a list of names that is there.
fn fill(out: &mut Posted, sheet: &Value, list: &List, lang: Lang) {
    for (name, value) in
        sheet.as_object().into_iter().flatten().filter(|(name, _)| !matches!(name.as_str(), "items" | "names"))
    {
        flatten(value, name, out);
    }
    let mut filling = Filling::default();
    for (index, item) in sheet["items"].as_array().into_iter().flatten().enumerate() {
        let mut shown = item.clone();
        named::show(&mut shown, list, lang);
        if !grid::take(out, &mut filling, item, &shown, index) {
            let path = format!("items[{index}]");
            let (plain, kept) = kept::apart(&shown);
            flatten(&plain, &path, out);
            for month in item["months"].as_array().into_iter().flatten() {
                out.add(&format!("{path}.months"), crate::text::term::plain(month));
            }
            if let Some(text) = kept.text() {
                out.set(&format!("{path}.kept"), text);
            }
        }
    }
    if out.get("rounding.mode").is_empty() {
        out.set("rounding.mode", "half_up");
        out.set("rounding.places", minor_digits(out.get("currency")).to_string());
    }
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
    /// Row and column of a grid: `wages[3]`, `large`.
    Cell(String, String),
}

/// What reading the form found: faults of its own, and where each item of the sheet stands.
pub(super) struct Read {
    pub faults: Vec<(String, FieldCode)>,
    /// By item, in the order of the sheet: its key and place.
    places: Vec<(String, Place)>,
    /// By key, the place among those.
    at: HashMap<String, usize>,
    /// Items of the sheet before those of the form.
    before: usize,
}

/// The sheet of a form and of what the form leaves out, as JSON: valid or not is for the domain to say.
pub(super) fn sheet(posted: &Posted, rest: Rest, zone: Tz, keys: &Keys, mut list: List) -> (Value, Read) {
    let mut reader = Reader { form: posted, zone, faults: Vec::new() };
    let mut out = reader.object("", HEAD);
    // What is merely missing the domain names itself, in the words of the format.
    reader.faults.clear();
    for name in ["schema", "jurisdiction", "area", "currency"] {
        out.insert(name.to_owned(), Value::from(posted.get(name)));
    }
    let mut items: Vec<(usize, Place, Value)> = Vec::new();
    for row in posted.indexes("items") {
        let path = format!("items[{row}]");
        let (kind, key) = (posted.get(&format!("{path}.kind")), posted.get(&format!("{path}.key")).trim());
        let mut item = reader.object(&path, fields(kind));
        item.extend(reader.object(&path, time(kind)));
        // Rows and months without any are left out where they may be.
        let may = |name: &str| fields(kind).iter().chain(time(kind)).any(|field| field.name == name && field.optional);
        item.retain(|name, value| value.as_array().is_none_or(|rows| !rows.is_empty()) || !may(name));
        named::read(&mut item, kind, &mut list);
        Kept::of(posted, &path).into(&mut item);
        item.insert("key".to_owned(), Value::from(key));
        item.insert("kind".to_owned(), Value::from(kind));
        items.push((row, Place::Item(row), Value::Object(item)));
    }
    let mut cells: Vec<Cell> = grid::SHAPES.into_iter().flat_map(|shape| grid::cells(posted, shape)).collect();
    for cell in &mut cells {
        let kind = cell.item["kind"].as_str().unwrap_or_default().to_owned();
        if let Some(item) = cell.item.as_object_mut() {
            named::read(item, &kind, &mut list);
        }
    }
    let mut taken: HashSet<String> = rest.keys().into_iter().map(str::to_owned).collect();
    taken.extend(items.iter().filter_map(|(.., item)| item["key"].as_str().map(str::to_owned)));
    taken.extend(cells.iter().map(|cell| cell.key.clone()));
    for mut cell in cells {
        if cell.key.is_empty() {
            cell.key = grid::fresh_key(&cell.item, keys, &|key| taken.contains(key));
            taken.insert(cell.key.clone());
        }
        cell.item["key"] = Value::from(cell.key);
        items.push((cell.at.unwrap_or(usize::MAX), Place::Cell(cell.row, cell.column), cell.item));
    }
    items.sort_by_key(|(at, ..)| *at);
    let key = |item: &Value| item["key"].as_str().unwrap_or_default().to_owned();
    let places: Vec<(String, Place)> = items.iter().map(|(_, place, item)| (key(item), place.clone())).collect();
    let at = places.iter().enumerate().map(|(at, (key, _))| (key.clone(), at)).collect();
    let Rest { before, after } = rest;
    let ahead = before.len();
    let own = items.into_iter().map(|(.., item)| item);
    out.insert("items".to_owned(), before.into_iter().chain(own).chain(after).collect());
    list.put_names(&mut out);
    let faults = reader.faults.into_iter().filter(|(_, code)| *code != FieldCode::Required).collect();
    (Value::Object(out), Read { faults, places, at, before: ahead })
}

impl Read {
    /// Where an item stands in the form: its group of fields, or its cell of a grid.
    pub(super) fn place(&self, item: &str) -> Option<String> {
        let (_, place) = self.places.get(*self.at.get(item)?)?;
        Some(match place {
            Place::Item(row) => format!("items[{row}]"),
            Place::Cell(row, column) => format!("{row}.{column}"),
        })
    }

    /// The field of the form where a cell, or any field of an item, stands. A band is named by its years in `field`, a
    /// class of hours by its code.
    pub(super) fn path(&self, posted: &Posted, item: &str, field: &str) -> Option<String> {
        if item.is_empty() {
            return Some(named::path_of(field).unwrap_or_else(|| field.to_owned()));
        }
        let by_place =
            || item.strip_prefix("items[")?.strip_suffix(']')?.parse::<usize>().ok()?.checked_sub(self.before);
        let (_, place) = self.places.get(self.at.get(item).copied().or_else(by_place)?)?;
        Some(match place {
            Place::Item(row) => {
                let path = format!("items[{row}]");
                let of_row = named_row(field)
                    .and_then(|(list, name, inner)| row_of(posted, &format!("{path}.{list}"), name, inner));
                of_row.unwrap_or_else(|| format!("{path}.{field}"))
            }
            Place::Cell(row, column) => {
                let own = grid::shape_of(row).is_some_and(|shape| shape.row.iter().any(|(name, _)| *name == field));
                if own { format!("{row}.{field}") } else { format!("{row}.{column}") }
            }
        })
    }

    /// The kind's group in which a field of the form stands.
    pub(super) fn kind<'a>(posted: &'a Posted, path: &str) -> Option<&'a str> {
        if let Some(shape) = grid::shape_of(path) {
            return Some(shape.kind);
        }
        let (row, _) = path.strip_prefix("items[")?.split_once(']')?;
        Some(posted.get(&format!("items[{row}].kind")))
    }

    /// The field of a fault: it counts bands and classes as they were read, without the empty rows of the form; a cell names
    /// them by years or code.
    fn fault_path(&self, posted: &Posted, item: &str, field: &str) -> Option<String> {
        let found = ["bands", "classes"]
            .into_iter()
            .find_map(|list| Some((list, field.strip_prefix(list)?.strip_prefix('[')?)));
        let Some((list, (index, rest))) = found.and_then(|(list, rest)| Some((list, rest.split_once(']')?))) else {
            return self.path(posted, item, field);
        };
        let path = self.path(posted, item, list)?;
        let mut rows = filled_rows(posted, &path);
        let row = rows.nth(index.parse().ok()?)?;
        Some(format!("{path}[{row}]{rest}"))
    }
}

/// The rows of a list that hold anything typed.
pub(super) fn filled_rows<'a>(posted: &'a Posted, path: &'a str) -> impl Iterator<Item = usize> + 'a {
    const TYPED: [&str; 7] =
        ["service_years_from", "days", "percent", "code", "multiplier", "percent_of_month", "text"];
    let filled = move |row: &usize| TYPED.iter().any(|name| posted.some(&format!("{path}[{row}].{name}")).is_some());
    posted.indexes(path).into_iter().filter(filled)
}

/// The field of a row that is named by years of service, or by the code of a class.
fn row_of(posted: &Posted, path: &str, name: &str, inner: &str) -> Option<String> {
    let list = named::of_form(posted);
    let is = |row: &usize| {
        let get = |field: &str| posted.get(&format!("{path}[{row}].{field}")).trim().to_owned();
        let code = get("code");
        get("service_years_from") == name
            || list.find(NameKind::Class, &code).map_or(code.as_str(), |choice| choice.word.as_str()) == name
    };
    let row = posted.indexes(path).into_iter().find(is)?;
    Some(format!("{path}[{row}].{inner}"))
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
pub(super) fn edit(posted: &mut Posted, wish: &str, rest: &Rest, list: &mut List) -> bool {
    if let Some(row) = wish.strip_prefix("remove.") {
        posted.remove_under(&format!("items[{row}]."));
        return true;
    }
    if grid::edit(posted, wish, list) {
        return true;
    }
    let kind = posted.get("new_kind").to_owned();
    if let Some(table) = grid::adds(&kind).filter(|_| wish == "add") {
        return grid::edit(posted, &table, list);
    }
    if wish != "add" || !KINDS.contains(&kind.as_str()) {
        return wish == "add";
    }
    let last = posted.indexes("items").last().copied();
    let cells = grid::SHAPES.into_iter().flat_map(|shape| grid::cells(posted, shape));
    let placed = cells.filter_map(|cell| cell.at).max();
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
