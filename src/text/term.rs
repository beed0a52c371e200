//! Items, fields and values of term sheets in words.

use crate::i18n::Lang;
use domain::term::{CellValue, Item, Term};
use serde_json::Value;

/// The kind of a term, as in its JSON.
pub fn kind(term: &Term) -> String {
    serde_json::to_value(term).ok().and_then(|v| v["kind"].as_str().map(str::to_owned)).unwrap_or_default()
}

/// An item's name: its kind and what selects it, e.g. `Minimum wage · cashier · per month`.
pub fn item_title(item: &Item, lang: Lang) -> String {
    let (name, marks) = named(item, lang);
    std::iter::once(name).chain(marks).collect::<Vec<_>>().join(" · ")
}

/// An item's name among others of its kind: what selects it, or what it is called; empty where it is the only one.
pub fn item_mark(item: &Item, lang: Lang) -> String {
    let (name, marks) = named(item, lang);
    let own_name = matches!(item.term, Term::Clause { .. } | Term::Leave { .. });
    own_name.then_some(name).into_iter().chain(marks).collect::<Vec<_>>().join(" · ")
}

fn named(item: &Item, lang: Lang) -> (String, Vec<String>) {
    let value = serde_json::to_value(&item.term).unwrap_or_default();
    let word = |family: &str, field: &str| value[field].as_str().map(|word| lang.t(&format!("{family}-{word}")));
    let plain = |field: &str| value[field].as_str().map(|word| grade_word(word, lang));
    let (name, marks) = match &item.term {
        Term::Clause { heading, .. } => (heading.clone(), Vec::new()),
        Term::Leave { .. } => (word("leave", "leave").unwrap_or_default(), Vec::new()),
        Term::Allowance { code, .. } => {
            (lang.t("term-allowance"), vec![Some(code_word(code, lang)), plain("grade"), word("unit", "unit")])
        }
        Term::Welfare { code, .. } => (lang.t("term-welfare"), vec![Some(code_word(code, lang)), word("unit", "unit")]),
        term => {
            let marks = vec![plain("grade"), plain("zone"), word("size", "size"), word("unit", "unit")];
            (lang.t(&format!("term-{}", kind(term))), marks)
        }
    };
    (name, marks.into_iter().flatten().collect())
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
    let family = match field {
        "form" | "method" | "base" | "of" => field,
        _ => return value.text().to_owned(),
    };
    lang.t(&format!("{family}-{}", value.text()))
}

/// A field of a sheet or an item in words, by its path in the sheet's JSON.
pub fn leaf_label(field: &str, lang: Lang) -> String {
    match field.split_once('.') {
        Some(("effective", end)) => lang.t(&format!("redline-effective-{end}")),
        Some(("rounding", part)) => lang.t(&format!("redline-rounding-{part}")),
        _ => field_label(field, lang),
    }
}

/// What stands in a field of a sheet's JSON: words of the format in the reader's language, everything else as it is.
pub fn leaf_text(field: &str, value: &Value, lang: Lang) -> String {
    let family = match (field, value) {
        (_, Value::Bool(true)) => return lang.t("yes"),
        (_, Value::Bool(false)) => return lang.t("no"),
        ("grade", _) => return grade_word(&plain(value), lang),
        ("code", _) => return code_word(&plain(value), lang),
        ("kind", _) => "term",
        ("rounding.mode", _) => "rounding",
        ("form" | "method" | "base" | "of" | "unit" | "size" | "basis" | "leave", _) => field,
        _ => return plain(value),
    };
    lang.t(&format!("{family}-{}", plain(value)))
}

/// A JSON value of a deed in words.
pub fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}
