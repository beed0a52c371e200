//! A term sheet as a form, and a form as a term sheet.

use super::kinds::{KINDS, fields};
use crate::http::pages::form::{self, Field, Input, Inputs, Posted, Reader};
use crate::http::pages::visit::Visit;
use crate::i18n::Lang;
use crate::service::negotiations::NegotiationView;
use crate::text::problem::Fault;
use chrono::FixedOffset;
use domain::term::SCHEMA;
use maud::{Markup, html};
use serde_json::{Value, json};

const EFFECTIVE: &[Field] = &[Field::new("from", Input::Date), Field::new("to", Input::Date)];
const ROUNDING: &[Field] = &[
    Field::new("mode", Input::Choice(&["half_up", "half_even", "up", "down"], "rounding")),
    Field::new("places", Input::Whole),
];
const HEAD: &[Field] =
    &[Field::new("effective", Input::Group(EFFECTIVE)), Field::new("rounding", Input::Group(ROUNDING))];

/// A sheet with nothing agreed yet.
pub(super) fn blank(view: &NegotiationView) -> Value {
    json!({"schema": SCHEMA, "jurisdiction": view.opening.jurisdiction, "area": view.opening.area, "currency": "CNY",
           "effective": {"from": "", "to": ""}, "rounding": {"mode": "half_up", "places": 2},
           "items": [{"key": "minimum_wage", "kind": "minimum_wage", "unit": "month", "amount": ""}]})
}

/// Flattens a sheet's JSON into the names of the form.
pub(super) fn posted(sheet: &Value) -> Posted {
    let mut out = Posted::default();
    flatten(sheet, "", &mut out);
    if out.get("rounding.mode").is_empty() {
        out.set("rounding.mode", "half_up");
        out.set("rounding.places", "2");
    }
    out
}

fn flatten(value: &Value, path: &str, out: &mut Posted) {
    match value {
        Value::Object(fields) => {
            for (name, inner) in fields {
                let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                flatten(inner, &path, out);
            }
        }
        Value::Array(all) => {
            for (index, inner) in all.iter().enumerate() {
                flatten(inner, &format!("{path}[{index}]"), out);
            }
        }
        Value::Bool(true) => out.set(path, "yes"),
        Value::Bool(false) | Value::Null => {}
        Value::String(text) => out.set(path, text),
        Value::Number(number) => out.set(path, number.to_string()),
    }
}

/// What reading the form found: faults of its own, and which item of the sheet came from which row.
pub(super) struct Read {
    pub faults: Vec<(String, &'static str)>,
    rows: Vec<usize>,
    keys: Vec<String>,
}

/// The sheet of a form, as JSON: valid or not is for the domain to say.
pub(super) fn sheet(posted: &Posted, zone: FixedOffset) -> (Value, Read) {
    let mut reader = Reader { form: posted, zone, faults: Vec::new() };
    let mut out = reader.object("", HEAD);
    // What is merely missing the domain names itself, in the words of the format.
    reader.faults.clear();
    for name in ["schema", "jurisdiction", "area", "currency"] {
        out.insert(name.to_owned(), Value::from(posted.get(name)));
    }
    let rows = posted.indexes("items");
    let mut items = Vec::new();
    let mut keys = Vec::new();
    for row in &rows {
        let path = format!("items[{row}]");
        let (kind, key) = (posted.get(&format!("{path}.kind")), posted.get(&format!("{path}.key")).trim());
        let mut item = reader.object(&path, fields(kind));
        item.insert("key".to_owned(), Value::from(key));
        item.insert("kind".to_owned(), Value::from(kind));
        keys.push(key.to_owned());
        items.push(Value::Object(item));
    }
    out.insert("items".to_owned(), Value::Array(items));
    let faults = reader.faults.into_iter().filter(|(_, key)| *key != "field-required").collect();
    (Value::Object(out), Read { faults, rows, keys })
}

/// Puts each fault at its field of the form; what the form itself could not read comes first.
pub(super) fn placed(faults: &[Fault], read: &Read, lang: Lang) -> Vec<Fault> {
    let own = read.faults.iter().map(|(field, key)| Fault {
        item: None,
        field: field.clone(),
        code: key.trim_start_matches("field-").to_owned(),
        message: lang.t(key),
        ..Fault::default()
    });
    let mut out: Vec<Fault> = own.collect();
    for fault in faults {
        let row = fault.item.as_ref().and_then(|item| row(item, read));
        let field = match (row, &fault.item) {
            (Some(row), _) => format!("items[{row}].{}", fault.field),
            (None, Some(item)) => format!("{item}.{}", fault.field),
            (None, None) => fault.field.clone(),
        };
        if !out.iter().any(|f| f.field == field) {
            out.push(Fault { item: None, field, ..fault.clone() });
        }
    }
    out
}

fn row(item: &str, read: &Read) -> Option<usize> {
    let by_key = read.keys.iter().position(|key| key == item);
    let by_place = || item.strip_prefix("items[")?.strip_suffix(']')?.parse::<usize>().ok();
    read.rows.get(by_key.or_else(by_place)?).copied()
}

/// Adds or removes an item, where that is what the button asked.
pub(super) fn edit(posted: &mut Posted, wish: &str) -> bool {
    if let Some(row) = wish.strip_prefix("remove.") {
        posted.remove_under(&format!("items[{row}]."));
        return true;
    }
    let kind = posted.get("new_kind").to_owned();
    if wish != "add" || !KINDS.contains(&kind.as_str()) {
        return wish == "add";
    }
    let next = posted.indexes("items").last().map_or(0, |last| last.saturating_add(1));
    let taken = |key: &str| posted.indexes("items").iter().any(|row| posted.get(&format!("items[{row}].key")) == key);
    let key = std::iter::once(kind.clone()).chain((2..).map(|n| format!("{kind}.{n}"))).find(|key| !taken(key));
    posted.set(&format!("items[{next}].kind"), kind);
    posted.set(&format!("items[{next}].key"), key.unwrap_or_default());
    true
}

/// Term and rounding.
pub(super) fn head(show: Inputs<'_>) -> Markup {
    html! { section.card.columns { (form::inputs(show, "", HEAD)) } }
}

const KEY: &[Field] = &[Field::new("key", Input::Line)];

/// Every item as a group of fields.
pub(super) fn items(visit: &Visit, show: Inputs<'_>) -> Markup {
    html! {
        @for row in show.form.indexes("items") {
            @let path = format!("items[{row}]");
            @let kind = show.form.get(&format!("{path}.kind"));
            fieldset.card.item { legend { (visit.t(&format!("term-{kind}"))) }
                input type="hidden" name={ (path) ".kind" } value=(kind);
                (form::inputs(show, &path, KEY))
                (form::inputs(show, &path, fields(kind)))
                button.link name="do" value={ "remove." (row) } { (visit.t("remove-item")) }
            }
        }
    }
}

/// The button that adds an item.
pub(super) fn adder(visit: &Visit) -> Markup {
    html! {
        p.inline { label for="new_kind" { (visit.t("add-item")) }
            select id="new_kind" name="new_kind" { @for kind in KINDS { option value=(kind) { (visit.t(&format!("term-{kind}"))) } } }
            button name="do" value="add" { (visit.t("add")) }
        }
    }
}
