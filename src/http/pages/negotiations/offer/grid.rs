//! Minimum wages by post, zone and size class as a grid: `wages[2].large` is the amount of a row's size class.
//!
//! An empty amount is no item; but a row that names a post and has no amount yet is one whose amount is missing, so that
//! it is neither lost nor left out of an offer unsaid. A row keeps, for each amount that came from a sheet, the item's
//! place in the sheet and its key, so that a sheet goes through the form unchanged.

use crate::http::pages::form::{Beside, Posted, id_of, place};
use crate::i18n::Lang;
use domain::limits;
use maud::{Markup, html};
use serde_json::{Value, json};
use std::collections::HashMap;

/// Columns: the size classes, first the one that names none.
pub(super) const SIZES: &[&str] = &["any", "large", "medium", "small"];

/// Units: a grid each.
pub(super) const UNITS: &[&str] = &["month", "hour"];

/// Keys by what selects a minimum wage (unit, post, zone, size), as other sheets of the talks have them.
pub(super) type Keys = HashMap<[String; 4], String>;

/// What selects a minimum wage.
pub(super) fn selector(item: &Value) -> [String; 4] {
    ["unit", "grade", "zone", "size"].map(|field| item[field].as_str().unwrap_or_default().to_owned())
}

/// Puts an item into the grid; false for one that is none of it: no minimum wage, one for everybody, or a second one
/// of the same cell.
pub(super) fn take(out: &mut Posted, item: &Value, at: usize) -> bool {
    let [unit, grade, zone, size] = selector(item);
    let column = if size.is_empty() { "any" } else { size.as_str() };
    let known = UNITS.contains(&unit.as_str()) && SIZES.contains(&column);
    let (Some(amount), Some(key)) = (item["amount"].as_str(), item["key"].as_str()) else { return false };
    let blank = amount.trim().is_empty();
    // Of an amount the size alone may select it; a blank one needs a post or a zone to be more than nothing.
    let named = !(grade.is_empty() && zone.is_empty() && (blank || size.is_empty()));
    let plain =
        |field: &String| matches!(field.as_str(), "key" | "kind" | "unit" | "amount" | "grade" | "zone" | "size");
    // What says more than an amount for a post stands by itself.
    let plain = item.as_object().is_some_and(|fields| fields.keys().all(plain));
    if item["kind"] != "minimum_wage" || !plain || !known || !named || key.contains([' ', ':', '=']) {
        return false;
    }
    let same = |row: &usize| {
        let get = |name: &str| out.get(&format!("wages[{row}].{name}")).to_owned();
        get("unit") == unit && get("grade") == grade && get("zone") == zone
    };
    let rows = out.indexes("wages");
    let row = rows.iter().find(|row| same(row)).copied();
    let row = row.unwrap_or_else(|| rows.last().map_or(0, |last| last.saturating_add(1)));
    let path = format!("wages[{row}]");
    let places = out.get(&format!("{path}.places")).to_owned();
    if placed(&places, column).is_some() {
        return false;
    }
    if blank {
        out.set(&format!("columns.{unit}.{column}"), "yes");
    }
    for (name, text) in [("unit", unit.as_str()), ("grade", &grade), ("zone", &zone), (column, amount)] {
        out.set(&format!("{path}.{name}"), text);
    }
    out.set(&format!("{path}.places"), format!("{places} {column}={at}:{key}").trim());
    true
}

/// Place and key of what a column of a row came from.
fn placed<'a>(places: &'a str, column: &str) -> Option<(&'a str, &'a str)> {
    let kept = places.split(' ').find_map(|place| place.strip_prefix(column)?.strip_prefix('='))?;
    kept.split_once(':')
}

/// An amount of the grid as an item; `at` is its place in the sheet, as far as it has one.
pub(super) struct Wage {
    pub at: Option<usize>,
    pub row: usize,
    pub column: &'static str,
    /// Empty for a new one.
    pub key: String,
    pub item: Value,
}

/// The items of the grid.
pub(super) fn wages(posted: &Posted) -> Vec<Wage> {
    let mut out = Vec::new();
    for row in posted.indexes("wages") {
        let get = |name: &str| posted.get(&format!("wages[{row}].{name}")).trim().to_owned();
        let (unit, places) = (get("unit"), get("places"));
        let mut filled: Vec<&'static str> = SIZES.iter().copied().filter(|column| !get(column).is_empty()).collect();
        if filled.is_empty() && !(get("grade").is_empty() && get("zone").is_empty()) {
            filled.extend(columns(posted, &unit).first());
        }
        for column in filled {
            let (at, key) = placed(&places, column).unwrap_or_default();
            let mut item = json!({"kind": "minimum_wage", "unit": unit, "amount": get(column)});
            let size = if column == "any" { String::new() } else { column.to_owned() };
            for (name, text) in [("grade", get("grade")), ("zone", get("zone")), ("size", size)] {
                if !text.is_empty() {
                    item[name] = Value::from(text);
                }
            }
            out.push(Wage { at: at.parse().ok(), row, column, key: key.to_owned(), item });
        }
    }
    out
}

/// A key for a new minimum wage: the one that other sheets of the talks use for it, or a fresh one.
pub(super) fn fresh_key(item: &Value, keys: &Keys, taken: &dyn Fn(&str) -> bool) -> String {
    if let Some(key) = keys.get(&selector(item)).filter(|key| !taken(key)) {
        return key.clone();
    }
    let plain = |text: &String| {
        !text.is_empty() && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"_-".contains(&b))
    };
    let [_, grade, zone, size] = selector(item);
    let parts: Vec<String> = [grade, zone, size].into_iter().filter(plain).collect();
    let stem = std::iter::once("minimum_wage".to_owned()).chain(parts).collect::<Vec<_>>().join(".");
    let numbered = (2..).map(|n: u32| format!("{stem}.{n}"));
    std::iter::once(stem.clone()).chain(numbered).find(|key| !taken(key)).unwrap_or_default()
}

/// Rows of a unit.
pub(super) fn rows<'a>(posted: &'a Posted, unit: &'a str) -> impl Iterator<Item = usize> + 'a {
    posted.indexes("wages").into_iter().filter(move |row| posted.get(&format!("wages[{row}].unit")) == unit)
}

/// Adds a row or a column, removes a row, where that is what the button asked.
pub(super) fn edit(posted: &mut Posted, wish: &str) -> bool {
    if let Some(row) = wish.strip_prefix("wages.remove.") {
        posted.remove_under(&format!("wages[{row}]."));
        return true;
    }
    if let Some(unit) = wish.strip_prefix("wages.add.").filter(|unit| UNITS.contains(unit)) {
        let row = posted.indexes("wages").last().map_or(0, |last| last.saturating_add(1));
        posted.set(&format!("wages[{row}].unit"), unit);
        posted.set(&format!("wages[{row}].places"), "");
        return true;
    }
    let Some((unit, column)) = wish.strip_prefix("wages.column.").and_then(|rest| rest.split_once('.')) else {
        return false;
    };
    posted.set(&format!("columns.{unit}.{column}"), "yes");
    true
}

/// The columns of a unit: those with amounts, those asked for, and one for every size class where there is none.
fn columns(posted: &Posted, unit: &str) -> Vec<&'static str> {
    let has = |column: &str| {
        !posted.get(&format!("columns.{unit}.{column}")).is_empty()
            || rows(posted, unit).any(|row| !posted.get(&format!("wages[{row}].{column}")).is_empty())
    };
    let found: Vec<&'static str> = SIZES.iter().copied().filter(|column| has(column)).collect();
    if found.is_empty() { vec!["any"] } else { found }
}

fn heading(column: &str, lang: Lang) -> String {
    if column == "any" { lang.t("every-size") } else { lang.t(&format!("size-{column}")) }
}

/// The grid of a unit; nothing without rows.
pub(super) fn view(lang: Lang, posted: &Posted, beside: &Beside, unit: &str) -> Markup {
    let (rows, columns): (Vec<usize>, _) = (rows(posted, unit).collect(), columns(posted, unit));
    let t = |key: &str| lang.t(key);
    let missing = SIZES.iter().filter(|column| !columns.contains(column));
    html! {
        @if !rows.is_empty() {
            (place(beside, &format!("grid.{unit}")))
            @for column in &columns { input type="hidden" name={ "columns." (unit) "." (column) } value="yes"; }
            div.scroll { table.grid {
                caption { (t("minimum-by-post")) " · " (t(&format!("unit-{unit}"))) }
                thead { tr { th scope="col" { (t("label-grade")) } th scope="col" { (t("label-zone")) }
                    @for column in &columns { th scope="col" { (heading(column, lang)) } } th { span.quiet { (t("remove-row")) } } } }
                tbody { @for row in rows { (line(lang, posted, beside, row, &columns)) } }
            } }
            p.inline {
                button name="do" value={ "wages.add." (unit) } { (t("add-row")) }
                @for column in missing {
                    button name="do" value={ "wages.column." (unit) "." (column) } { (lang.ta("add-column", &[("size", &heading(column, lang))])) }
                }
            }
        }
    }
}

fn line(lang: Lang, posted: &Posted, beside: &Beside, row: usize, columns: &[&str]) -> Markup {
    let path = format!("wages[{row}]");
    let get = |name: &str| posted.get(&format!("{path}.{name}"));
    let name = [get("grade"), get("zone")].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ");
    html! {
        tr {
            @for field in ["grade", "zone"] {
                td data-label=(lang.t(&format!("label-{field}"))) {
                    @let path = format!("{path}.{field}");
                    input id=(id_of(&path)) name=(path) value=(get(field)) maxlength=(limits::KEY) aria-label=(lang.t(&format!("label-{field}"))) autocomplete="off";
                    (place(beside, &path))
                }
            }
            @for column in columns {
                td data-label=(heading(column, lang)) {
                    (number(beside, &format!("{path}.{column}"), get(column), &format!("{name} {}", heading(column, lang))))
                }
            }
            td {
                input type="hidden" name={ (path) ".unit" } value=(get("unit"));
                input type="hidden" name={ (path) ".places" } value=(get("places"));
                button.link name="do" value={ "wages.remove." (row) } aria-label={ (lang.t("remove-row")) " " (name) } { "✕" }
            }
        }
    }
}

/// A number within a table: named by its row and column, with the place beside it.
pub(super) fn number(beside: &Beside, path: &str, value: &str, label: &str) -> Markup {
    let id = id_of(path);
    html! {
        input.number id=(id) name=(path) value=(value) inputmode="decimal" maxlength=(limits::DECIMAL) aria-label=(label) aria-describedby={ (id) "-beside" } autocomplete="off";
        (place(beside, path))
    }
}
