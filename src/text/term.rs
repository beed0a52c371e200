//! Items, fields and values of term sheets in words.

use crate::i18n::Lang;
use domain::term::{CellValue, Item, Term};
use serde_json::Value;

/// An item's name: its kind and what selects it, e.g. `Minimum wage · cashier · per month`.
pub fn item_title(item: &Item, lang: Lang) -> String {
    title(named(item.term.kind(), &|field| item.term.mark(field), lang))
}

/// The name of an item that may be unfinished, as JSON.
pub fn title_of(item: &Value, lang: Lang) -> String {
    let written = |field: &str| item[field].as_str();
    title(named(written("kind").unwrap_or_default(), &written, lang))
}

fn title((name, marks): (String, Vec<String>)) -> String {
    std::iter::once(name).chain(marks).collect::<Vec<_>>().join(" · ")
}

/// An item's name among others of its kind: what selects it, or what it is called; empty where it is the only one.
pub fn item_mark(item: &Item, lang: Lang) -> String {
    let (name, marks) = named(item.term.kind(), &|field| item.term.mark(field), lang);
    let own_name = matches!(item.term, Term::Clause { .. } | Term::Leave { .. });
    own_name.then_some(name).into_iter().chain(marks).collect::<Vec<_>>().join(" · ")
}

/// What an item is called, and what selects it among those of its kind; `of` tells its fields.
fn named<'a>(kind: &str, of: &dyn Fn(&str) -> Option<&'a str>, lang: Lang) -> (String, Vec<String>) {
    let written = |field: &str| of(field).filter(|text| !text.trim().is_empty());
    let own = match kind {
        "clause" => written("heading").map(str::to_owned),
        "leave" => written("leave").map(|leave| field_text("leave", leave, lang)),
        _ => None,
    };
    let marks = ["code", "grade", "zone", "size", "unit"].into_iter();
    let marks = marks.filter_map(|field| written(field).map(|text| field_text(field, text, lang)));
    (own.unwrap_or_else(|| lang.t(&format!("term-{kind}"))), marks.collect())
}

/// The usual codes of allowances and welfare in words; a code of the parties' own as it is.
pub fn code_word(code: &str, lang: Lang) -> String {
    match code {
        "cold" | "heat" | "hardship" | "housing" | "meals" | "night" | "phone" | "seniority" | "transport" => {
            lang.t(&format!("code-{code}"))
        }
        own => own.to_owned(),
    }
}

/// The usual posts in words; a post or zone of the parties' own as it is.
pub fn grade_word(grade: &str, lang: Lang) -> String {
    match grade {
        "cashier" | "cleaner" | "clerk" | "driver" | "guard" | "manager" | "sales" | "warehouse" => {
            lang.t(&format!("grade-{grade}"))
        }
        own => own.to_owned(),
    }
}

/// A field of an item in words: `bands[10].days` is days from ten years of service on.
pub fn field_label(field: &str, lang: Lang) -> String {
    match field.strip_prefix("bands[").and_then(|rest| rest.split(']').next()) {
        Some(years) => lang.ta("label-band", &[("years", years)]),
        None => lang.t(&format!("label-{field}")),
    }
}

/// What stands in a cell: words of the format in the reader's language, everything else as it is.
pub fn cell_text(field: &str, value: &CellValue, lang: Lang) -> String {
    field_text(field, value.text(), lang)
}

/// A text of a field, valid or not: words of the format in the reader's language, everything else as it is.
pub fn field_text(field: &str, text: &str, lang: Lang) -> String {
    let family = match field {
        "kind" => "term",
        "rounding.mode" => "rounding",
        "grade" | "zone" => return grade_word(text, lang),
        "code" => return code_word(text, lang),
        "counts_towards_minimum" => return lang.t(if text == "true" { "yes" } else { "no" }),
        "unit" | "size" | "leave" | "basis" | "form" | "method" | "base" | "of" => field,
        _ => return text.to_owned(),
    };
    let key = format!("{family}-{text}");
    let words = lang.t(&key);
    if words == key { text.to_owned() } else { words }
}

/// A field of a sheet or an item in words, by its path in the sheet's JSON.
pub fn leaf_label(field: &str, lang: Lang) -> String {
    match field.split_once('.') {
        Some(("effective", end)) => lang.t(&format!("redline-effective-{end}")),
        Some(("rounding", part)) => lang.t(&format!("redline-rounding-{part}")),
        _ => field_label(field, lang),
    }
}

/// What stands in a field of a sheet's JSON.
pub fn leaf_text(field: &str, value: &Value, lang: Lang) -> String {
    match value {
        Value::Bool(yes) => lang.t(if *yes { "yes" } else { "no" }),
        other => field_text(field, &plain(other), lang),
    }
}

/// A JSON value of an act in words.
pub fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}
