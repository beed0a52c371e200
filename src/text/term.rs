//! Items, fields and values of term sheets in words.

use crate::i18n::Lang;
use domain::term::path::named_row;
use domain::term::{CellValue, Item, NameKind, Names, Term, named_by, usual_anywhere};
use serde_json::{Value, json};

/// An item's name: its kind and what selects it, e.g. `Minimum wage · cashier · per month`, by the names of its sheet.
pub fn item_title(item: &Item, names: &Names, lang: Lang) -> String {
    title_of(&json!(item), names, lang)
}

/// The name of an item that may be unfinished, as JSON.
pub fn title_of(item: &Value, names: &Names, lang: Lang) -> String {
    let (name, marks) = named(item, names, lang);
    std::iter::once(name).chain(marks).collect::<Vec<_>>().join(" · ")
}

/// An item's name among others of its kind: what selects it, or what it is called; empty where it is the only one.
pub fn item_mark(item: &Item, names: &Names, lang: Lang) -> String {
    let (name, marks) = named(&json!(item), names, lang);
    let own_name = matches!(item.term, Term::Clause { .. } | Term::Leave { .. });
    own_name.then_some(name).into_iter().chain(marks).collect::<Vec<_>>().join(" · ")
}

/// What tells items of a kind apart, in the order it is read in.
const MARKS: [&str; 9] =
    ["code", "variant", "grade", "zone", "size", "level", "employment", "service_years_from", "unit"];

/// What an item is called, and what selects it among those of its kind.
fn named(item: &Value, names: &Names, lang: Lang) -> (String, Vec<String>) {
    let written = |field: &str| match &item[field] {
        Value::Number(number) => Some(number.to_string()),
        other => other.as_str().filter(|text| !text.trim().is_empty()).map(str::to_owned),
    };
    let kind = item["kind"].as_str().unwrap_or_default();
    let own = match kind {
        "clause" => written("heading"),
        "leave" => written("leave").map(|leave| field_text("leave", &leave, lang)),
        _ => None,
    };
    let mark = |field: &&str| written(field).map(|text| word(kind, field, &text, names, lang));
    let mut marks: Vec<String> = MARKS.iter().filter_map(mark).collect();
    marks.extend(time(item, lang));
    (own.unwrap_or_else(|| lang.t(&format!("term-{kind}"))), marks)
}

/// On which days an item counts, where it does not count on all.
fn time(item: &Value, lang: Lang) -> Option<String> {
    let day = |field: &str| item[field].as_str().filter(|day| !day.is_empty());
    let days = match (day("from"), day("to")) {
        (Some(from), Some(to)) => Some(lang.ta("time-between", &[("from", from), ("to", to)])),
        (Some(from), None) => Some(lang.ta("time-from", &[("from", from)])),
        (None, Some(to)) => Some(lang.ta("time-to", &[("to", to)])),
        (None, None) => None,
    };
    let months = item["months"].as_array().filter(|all| !all.is_empty());
    let months = months.map(|all| lang.ta("time-months", &[("months", &listed(all, lang))]));
    let parts: Vec<String> = days.into_iter().chain(months).collect();
    (!parts.is_empty()).then(|| parts.join(lang.comma()))
}

fn listed(all: &[Value], lang: Lang) -> String {
    all.iter().map(plain).collect::<Vec<_>>().join(lang.comma())
}

/// A word of an item as its sheet calls it, else as it is usually called.
pub fn word(kind: &str, field: &str, text: &str, names: &Names, lang: Lang) -> String {
    match named_by(kind, field) {
        Some(named) => named_word(named, text, names, lang),
        None => field_text(field, text, lang),
    }
}

/// A code or plain word as its sheet calls it in the reader's language, else as it is usually called, else as it is.
pub fn named_word(kind: NameKind, text: &str, names: &Names, lang: Lang) -> String {
    let chinese = lang == Lang::Zh;
    let own = names.shown_to(kind, text, chinese);
    own.or_else(|| usual_anywhere().shown_to(kind, text, chinese)).unwrap_or(text).to_owned()
}

/// A text of a field of a sheet that may be unfinished, by the names of its sheet.
pub fn loose_text(field: &str, text: &str, names: &Names, lang: Lang) -> String {
    let chinese = lang == Lang::Zh;
    let own = match named_by("", field).filter(|_| field != "code") {
        Some(kind) => names.shown_to(kind, text, chinese),
        None if field == "code" => CODES.iter().find_map(|kind| names.shown_to(*kind, text, chinese)),
        None => None,
    };
    own.map_or_else(|| field_text(field, text, lang), str::to_owned)
}

/// What the codes of items may name.
const CODES: [NameKind; 5] =
    [NameKind::Allowance, NameKind::Welfare, NameKind::Operation, NameKind::Commission, NameKind::OneOff];

/// The usual codes in words; a code of the parties' own as it is.
fn code_word(code: &str, lang: Lang) -> String {
    let found = CODES.iter().find_map(|kind| usual_anywhere().shown_to(*kind, code, lang == Lang::Zh));
    found.unwrap_or(code).to_owned()
}

/// A field of an item in words: `bands[10].days` is days from ten years of service on.
pub fn field_label(field: &str, lang: Lang) -> String {
    named_label(field, &Names::default(), lang)
}

/// The same; a class of hours as its sheet calls it.
pub fn named_label(field: &str, names: &Names, lang: Lang) -> String {
    match named_row(field) {
        Some(("bands", years, "days")) => lang.ta("label-band", &[("years", years)]),
        Some(("bands", years, _)) => lang.ta("label-band-percent", &[("years", years)]),
        Some((_, code, inner)) => {
            let class = named_word(NameKind::Class, code, names, lang);
            lang.ta("label-class", &[("class", &class), ("field", &lang.t(&format!("label-{inner}")))])
        }
        None => match field.strip_prefix("classes[").and_then(|rest| rest.strip_suffix(']')) {
            Some(code) => named_word(NameKind::Class, code, names, lang),
            None => lang.t(&format!("label-{field}")),
        },
    }
}

/// What stands in a cell: words of the format in the reader's language, everything else as it is.
pub fn cell_text(field: &str, value: &CellValue, lang: Lang) -> String {
    field_text(field, value.text(), lang)
}

/// A text of a field, valid or not: words of the format in the reader's language, everything else as it is.
pub fn field_text(field: &str, text: &str, lang: Lang) -> String {
    if let Some(kind) = named_by("", field).filter(|_| field != "code") {
        return named_word(kind, text, &Names::default(), lang);
    }
    let family = match field {
        "kind" => "term",
        "rounding.mode" => "rounding",
        "service_years_from" => return lang.ta("service-years-from", &[("years", text)]),
        field if field.ends_with("].like") => "like",
        "part_time" => "share",
        "code" => return code_word(text, lang),
        "counts_towards_minimum" => return lang.t(if text == "true" { "yes" } else { "no" }),
        "unit" | "leave" | "basis" | "form" | "method" | "base" | "of" | "employment" => field,
        _ => return text.to_owned(),
    };
    let key = format!("{family}-{text}");
    let words = lang.t(&key);
    if words == key { text.to_owned() } else { words }
}

/// A field of a sheet or an item in words, by its path in the sheet's JSON.
pub fn leaf_label(field: &str, names: &Names, lang: Lang) -> String {
    match field.split_once('.') {
        Some(("effective", end)) => lang.t(&format!("redline-effective-{end}")),
        Some(("rounding", part)) => lang.t(&format!("redline-rounding-{part}")),
        Some(("names", code)) => {
            let (kind, code) = code.split_once('.').unwrap_or((code, ""));
            let code = code.split('[').next().unwrap_or(code);
            let called = NameKind::from_word(kind).map(|kind| named_word(kind, code, names, lang));
            let called = called.unwrap_or_else(|| code.to_owned());
            lang.ta("redline-names", &[("kind", &lang.t(&format!("label-{kind}"))), ("code", &called)])
        }
        _ => named_label(field, names, lang),
    }
}

/// What stands in a field of an item of a kind (empty: of the sheet itself), in a sheet's JSON.
pub fn leaf_text(kind: &str, field: &str, value: &Value, names: &Names, lang: Lang) -> String {
    match value {
        Value::Bool(yes) => lang.t(if *yes { "yes" } else { "no" }),
        Value::Array(all) => listed(all, lang),
        other => word(kind, field, &plain(other), names, lang),
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
