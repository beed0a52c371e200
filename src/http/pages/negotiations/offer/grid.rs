//! Items of one kind as a grid: minimum wages by post and zone × size class, piece rates by operation × variant.
//! `wages[2].large` is the amount of a row in the column of a size.
//!
//! An empty amount is no item; but a row that names something and has no amount yet is one whose amount is missing, so
//! that it is neither lost nor left out of an offer unsaid. A row keeps, for each amount that came from a sheet, the
//! item's place in the sheet and its key, so that a sheet goes through the form unchanged.

mod edit;
mod view;

pub(super) use edit::edit;
pub(super) use view::view;

use super::named::List;
use crate::http::pages::form::Posted;
use crate::i18n::Lang;
use domain::term::NameKind;
use serde_json::{Value, json};
use std::collections::{HashMap, HashSet};

/// The column that names none.
const ANY: &str = "any";

/// Which items a grid holds, and how they stand in it.
#[derive(Debug)]
pub(super) struct Shape {
    /// Rows of the form: `wages[0]`.
    pub form: &'static str,
    pub kind: &'static str,
    /// Values of `unit`: a table each; none: the unit is a field of the row.
    pub tables: &'static [&'static str],
    /// Fields of a row and the page's list that each suggests from.
    pub row: &'static [(&'static str, &'static str)],
    /// The field that the columns are of, and what its words name.
    pub column: (&'static str, NameKind),
}

pub(super) const WAGES: &Shape = &Shape {
    form: "wages",
    kind: "minimum_wage",
    tables: &["month", "day", "hour"],
    row: &[("grade", "grade"), ("zone", "zone")],
    column: ("size", NameKind::Size),
};

pub(super) const PIECES: &Shape = &Shape {
    form: "pieces",
    kind: "piece_rate",
    tables: &[""],
    row: &[("code", "operation"), ("unit", "piece_unit"), ("grade", "grade")],
    column: ("variant", NameKind::Variant),
};

/// Every grid.
pub(super) const SHAPES: [&Shape; 2] = [WAGES, PIECES];

/// The button's word for what adds a first row of a grid, of the page's list of what may be added.
pub(super) fn adds(what: &str) -> Option<String> {
    let shape = SHAPES.into_iter().find(|shape| shape.form == what)?;
    Some(format!("{}.add.{}", shape.form, shape.tables.first()?))
}

/// The grid of a form's row.
pub(super) fn shape_of(path: &str) -> Option<&'static Shape> {
    SHAPES.into_iter().find(|shape| path.strip_prefix(shape.form).is_some_and(|rest| rest.starts_with('[')))
}

/// Keys of grids' items by what selects them, as other sheets of the talks have them.
pub(super) type Keys = HashMap<Vec<String>, String>;

/// What selects an item of a grid: kind, unit, the other fields of its row, its column; `None` for an item of another kind.
pub(super) fn selector(item: &Value) -> Option<Vec<String>> {
    let shape = SHAPES.into_iter().find(|shape| item["kind"] == shape.kind)?;
    let row = shape.row.iter().map(|(field, _)| *field).filter(|field| *field != "unit");
    let text = |field: &str| item[field].as_str().unwrap_or_default().to_owned();
    Some(["kind", "unit"].into_iter().chain(row).chain([shape.column.0]).map(text).collect())
}

/// The column of an item: the word of its size or variant.
fn column_of(shape: &Shape, item: &Value) -> Option<String> {
    let word = item[shape.column.0].as_str().unwrap_or_default();
    let strange = |c: char| c.is_whitespace() || matches!(c, '.' | '[' | ']' | '=' | ':');
    let taken = word == ANY || shape.row.iter().any(|(field, _)| *field == word) || matches!(word, "places" | "unit");
    (!word.contains(strange) && !taken).then(|| if word.is_empty() { ANY.to_owned() } else { word.to_owned() })
}

/// The rows of grids as they are being filled.
#[derive(Default)]
pub(super) struct Filling {
    rows: HashMap<Vec<String>, usize>,
    next: HashMap<&'static str, usize>,
}

impl Filling {
    /// The row that these texts name.
    fn row(&mut self, shape: &Shape, texts: Vec<String>) -> usize {
        let next = self.next.entry(shape.form).or_default();
        *self.rows.entry(texts).or_insert_with(|| {
            let row = *next;
            *next = row.saturating_add(1);
            row
        })
    }
}

/// Puts an item into its grid; false for one that is of none: for everybody, with more than an amount, or a second one of
/// the same cell. `shown` is the item as the form shows it, by names.
pub(super) fn take(out: &mut Posted, filling: &mut Filling, item: &Value, shown: &Value, at: usize) -> bool {
    let Some(shape) = SHAPES.into_iter().find(|shape| item["kind"] == shape.kind) else { return false };
    let Some(column) = column_of(shape, item) else { return false };
    let text = |field: &str| shown[field].as_str().unwrap_or_default().trim().to_owned();
    let (Some(amount), Some(key)) = (item["amount"].as_str(), item["key"].as_str()) else { return false };
    let unit = item["unit"].as_str().unwrap_or_default();
    let table = if shape.tables.contains(&unit) { unit } else { "" };
    let blank = amount.trim().is_empty();
    let row: Vec<(&str, String)> = shape.row.iter().map(|(field, _)| (*field, text(field))).collect();
    // An amount may be selected by its column alone; a blank one needs a row to be more than nothing.
    let named = row.iter().any(|(field, text)| *field != "unit" && !text.is_empty()) || !(blank || column == ANY);
    let plain = |field: &String| {
        let row = shape.row.iter().any(|(name, _)| name == field);
        row || field == shape.column.0 || matches!(field.as_str(), "key" | "kind" | "unit" | "amount")
    };
    // What says more than an amount stands by itself.
    let plain = item.as_object().is_some_and(|fields| fields.keys().all(plain));
    if !plain || !shape.tables.contains(&table) || !named || key.contains([' ', ':', '=']) {
        return false;
    }
    let texts = [shape.form, table].into_iter().chain(row.iter().map(|(_, text)| text.as_str()));
    let at_row = filling.row(shape, texts.map(str::to_owned).collect());
    let path = format!("{}[{at_row}]", shape.form);
    let places = out.get(&format!("{path}.places")).to_owned();
    if placed(&places, &column).is_some() {
        return false;
    }
    if blank {
        out.set(&column_path(shape, table, &column), "yes");
    }
    out.set(&format!("{path}.table"), table);
    for (name, text) in row {
        out.set(&format!("{path}.{name}"), text);
    }
    out.set(&format!("{path}.{column}"), amount);
    out.set(&format!("{path}.places"), format!("{places} {column}={at}:{key}").trim());
    true
}

/// Place and key of what a column of a row came from.
fn placed<'a>(places: &'a str, column: &str) -> Option<(&'a str, &'a str)> {
    let kept = places.split(' ').find_map(|place| place.strip_prefix(column)?.strip_prefix('='))?;
    kept.split_once(':')
}

/// Set where a table has a column without any amount.
fn column_path(shape: &Shape, table: &str, column: &str) -> String {
    format!("columns.{}.{table}.{column}", shape.form)
}

/// An amount of a grid as an item by names; `at` is its place in the sheet, as far as it has one.
pub(super) struct Cell {
    pub at: Option<usize>,
    /// Where it stands in the form.
    pub row: String,
    pub column: String,
    /// Empty for a new one.
    pub key: String,
    pub item: Value,
}

/// The items of a grid.
pub(super) fn cells(posted: &Posted, shape: &Shape) -> Vec<Cell> {
    let mut out = Vec::new();
    let columns: HashMap<&str, Vec<String>> =
        shape.tables.iter().map(|table| (*table, columns(posted, shape, table))).collect();
    for row in posted.indexes(shape.form) {
        let path = format!("{}[{row}]", shape.form);
        let get = |name: &str| posted.get(&format!("{path}.{name}")).trim();
        let (table, places) = (get("table"), get("places"));
        let Some(columns) = columns.get(table) else { continue };
        let mut filled: Vec<&String> = columns.iter().filter(|column| !get(column).is_empty()).collect();
        if filled.is_empty() && shape.row.iter().any(|(field, _)| *field != "unit" && !get(field).is_empty()) {
            filled.extend(columns.first());
        }
        for column in filled {
            let (at, key) = placed(places, column).unwrap_or_default();
            let mut item = json!({"kind": shape.kind, "amount": get(column)});
            if !table.is_empty() {
                item["unit"] = table.into();
            }
            let of = if column == ANY { "" } else { column.as_str() };
            let row = shape.row.iter().map(|(field, _)| (*field, get(field)));
            for (name, text) in row.chain([(shape.column.0, of)]).filter(|(_, text)| !text.is_empty()) {
                item[name] = text.into();
            }
            out.push(Cell {
                at: at.parse().ok(),
                row: path.clone(),
                column: column.clone(),
                key: key.to_owned(),
                item,
            });
        }
    }
    out
}

/// A key for a new item of a grid: the one that other sheets of the talks use for it, or a fresh one.
pub(super) fn fresh_key(item: &Value, keys: &Keys, taken: &dyn Fn(&str) -> bool) -> String {
    let selector = selector(item).unwrap_or_default();
    if let Some(key) = keys.get(&selector).filter(|key| !taken(key)) {
        return key.clone();
    }
    let plain = |text: &&String| {
        !text.is_empty() && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"_-".contains(&b))
    };
    let parts = selector.iter().enumerate().filter(|(at, _)| *at != 1).map(|(_, text)| text).filter(plain);
    let stem = parts.map(String::as_str).collect::<Vec<_>>().join(".");
    let numbered = (2..).map(|n: u32| format!("{stem}.{n}"));
    std::iter::once(stem.clone()).chain(numbered).find(|key| !taken(key)).unwrap_or_default()
}

/// Rows of a table.
pub(super) fn rows<'a>(posted: &'a Posted, shape: &Shape, table: &'a str) -> impl Iterator<Item = usize> + use<'a> {
    let form = shape.form;
    let rows = posted.indexes(form).into_iter();
    rows.filter(move |row| posted.get(&format!("{form}[{row}].table")) == table)
}

/// The columns of a table: those with amounts and those asked for, in the order of the form, the one that names none
/// first; without any that one alone.
fn columns(posted: &Posted, shape: &Shape, table: &str) -> Vec<String> {
    let of_table: HashSet<usize> = rows(posted, shape, table).collect();
    let own =
        |name: &str| matches!(name, "table" | "places" | "unit") || shape.row.iter().any(|(field, _)| *field == name);
    let of_row = |path: &'_ str| -> Option<String> {
        let (row, name) = path.strip_prefix(shape.form)?.strip_prefix('[')?.split_once("].")?;
        (!own(name) && of_table.contains(&row.parse().ok()?)).then(|| name.to_owned())
    };
    let start = column_path(shape, table, "");
    let column = |path: &str| path.strip_prefix(&start).map(str::to_owned).or_else(|| of_row(path));
    let mut seen = HashSet::new();
    let filled = posted.pairs().filter(|(_, text)| !text.trim().is_empty());
    let mut out: Vec<String> =
        filled.filter_map(|(path, _)| column(path)).filter(|name| seen.insert(name.clone())).collect();
    out.sort_by_key(|column| (column != ANY, rank(column)));
    if out.is_empty() { vec![ANY.to_owned()] } else { out }
}

/// The usual sizes come in their order; others as they come.
fn rank(column: &str) -> usize {
    ["large", "medium", "small"].iter().position(|size| *size == column).unwrap_or(3)
}

/// What a column is called.
fn heading(shape: &Shape, column: &str, list: &List, lang: Lang) -> String {
    if column == ANY { lang.t(&format!("every-{}", shape.column.0)) } else { list.shown(shape.column.1, column, lang) }
}
