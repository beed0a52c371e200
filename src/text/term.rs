//! Items, fields and values of term sheets in words.

use crate::i18n::Lang;
use domain::term::{CellValue, Item, Term};
use serde_json::Value;

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
    let term = || lang.t(&format!("term-{}", item.term.kind()));
    let unit = |word: &str| lang.t(&format!("unit-{word}"));
    let post = |text: &Option<String>| text.as_ref().map(|text| grade_word(text, lang));
    let (name, marks) = match &item.term {
        Term::Clause { heading, .. } => (heading.clone(), Vec::new()),
        Term::Leave { leave, .. } => (lang.t(&format!("leave-{}", leave.word())), Vec::new()),
        Term::Allowance { code, grade, unit: per, .. } => {
            (term(), vec![Some(code_word(code, lang)), post(grade), Some(unit(per.word()))])
        }
        Term::Welfare { code, unit: per, .. } => {
            (term(), vec![Some(code_word(code, lang)), per.map(|per| unit(per.word()))])
        }
        Term::MinimumWage { unit: per, grade, zone, size, .. } => {
            let size = size.map(|size| lang.t(&format!("size-{}", size.word())));
            (term(), vec![post(grade), post(zone), size, Some(unit(per.word()))])
        }
        Term::WageAdjustment { grade, .. } => (term(), vec![post(grade)]),
        _ => (term(), Vec::new()),
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

/// A JSON value of an act in words.
pub fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}
