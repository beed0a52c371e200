//! The one byte sequence of a profile (RFC 8785), and its hash.

use super::{
    ColumnSource, DateStyle, Empty, LeaveOut, Mark, NumberStyle, PROFILE_SCHEMA, Profile, Source, TableProfile,
};
use crate::term::{canonical_json, sha256_hex};
use serde_json::{Map, Value, json};

impl Profile {
    /// The profile as a JSON value; what is as by default is left away.
    pub fn to_value(&self) -> Value {
        let mut out = Map::new();
        let mut put = |name: &str, value: Value| out.insert(name.to_owned(), value);
        put("schema", PROFILE_SCHEMA.into());
        put("name", self.name.as_str().into());
        if let Some(encoding) = self.encoding {
            put("encoding", encoding.word().into());
        }
        if let Some(delimiter) = self.delimiter {
            put("delimiter", delimiter.word().into());
        }
        if self.numbers != NumberStyle::default() {
            put("numbers", numbers(&self.numbers));
        }
        if self.dates != DateStyle::default() {
            put("dates", json!({"order": self.dates.order.word(), "serial": self.dates.serial}));
        }
        if self.leave_out != LeaveOut::default() {
            put("leave_out", leave_out(&self.leave_out));
        }
        put("tables", self.tables.iter().map(table).collect());
        for (name, marks) in [("unsure", &self.unsure), ("ask", &self.ask)] {
            if !marks.is_empty() {
                put(name, marks.iter().map(mark).collect());
            }
        }
        Value::Object(out)
    }

    /// Canonical text: equal profiles have equal text. It has small whole numbers and strings only.
    pub fn canonical(&self) -> String {
        let value = self.to_value();
        canonical_json(&value).unwrap_or_else(|_| value.to_string())
    }

    /// SHA-256 (hex) of the canonical text.
    pub fn sha256(&self) -> String {
        sha256_hex(self.canonical())
    }
}

fn numbers(style: &NumberStyle) -> Value {
    json!({
        "group": style.group.word(),
        "decimal": style.decimal.word(),
        "currency": style.currency,
        "full_width": style.full_width,
        "units": style.units,
        "dash": style.dash,
    })
}

fn leave_out(rules: &LeaveOut) -> Value {
    let kinds: Vec<&str> = rules.kinds.iter().map(|kind| kind.word()).collect();
    let each = rules.rules.iter().map(|rule| {
        let mut out = json!({"column": rule.column, "compare": rule.compare.word()});
        if let (false, Some(object)) = (rule.texts.is_empty(), out.as_object_mut()) {
            object.insert("texts".to_owned(), json!(rule.texts));
        }
        out
    });
    let each: Vec<Value> = each.collect();
    let mut out = json!({"kinds": kinds});
    if let (false, Some(object)) = (each.is_empty(), out.as_object_mut()) {
        object.insert("rules".to_owned(), each.into());
    }
    out
}

fn table(table: &TableProfile) -> Value {
    let mut out = Map::new();
    if !table.sheets.is_empty() {
        out.insert("sheets".to_owned(), json!(table.sheets));
    }
    if !table.header.is_empty() {
        out.insert("header".to_owned(), json!(table.header));
    }
    let columns = table.columns.iter().map(|(name, of)| (name.clone(), source(of)));
    out.insert("columns".to_owned(), Value::Object(columns.collect()));
    Value::Object(out)
}

impl Source {
    /// The source as a profile writes it.
    pub fn to_value(&self) -> Value {
        source(self)
    }
}

fn source(source: &Source) -> Value {
    let mut out = Map::new();
    let mut put = |name: &str, value: Value| out.insert(name.to_owned(), value);
    match source {
        Source::Column(ColumnSource { column, words, other_words, year }) => {
            put("column", column.as_str().into());
            if !words.is_empty() {
                put("words", json!(words));
                if *other_words {
                    put("other_words", true.into());
                }
            }
            year.map(|year| put("year", year.into()));
        }
        Source::Sum(sum) => {
            for (name, names) in [("sum", &sum.plus), ("minus", &sum.minus)] {
                if !names.is_empty() {
                    put(name, json!(names));
                }
            }
            if sum.empty != Empty::Zero {
                put("empty", sum.empty.word().into());
            }
        }
        Source::Constant(text) => {
            put("constant", text.as_str().into());
        }
        Source::Title { row, year } => {
            put("title", (*row).into());
            year.map(|year| put("year", year.into()));
        }
        Source::SheetName { year } => {
            put("sheet_name", true.into());
            year.map(|year| put("year", year.into()));
        }
    }
    Value::Object(out)
}

fn mark(mark: &Mark) -> Value {
    json!({"table": mark.table, "column": mark.column, "why": mark.why.word(), "names": mark.names})
}
