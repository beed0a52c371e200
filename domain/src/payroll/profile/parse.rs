//! From JSON to a profile, or every fault at once.

use super::kind::{Kind, is_column, kind};
use super::{
    ColumnSource, Compare, DateStyle, DayOrder, DecimalMark, Delimiter, Empty, Encoding, Group, LeaveOut, MARKS, Mark,
    NumberStyle, OPERANDS, PROFILE_BYTES, PROFILE_SCHEMA, Profile, RULES, RowRule, SHEETS, Source, SumSource, TABLES,
    TableProfile, WORDS, Why, days, numbers,
};
use crate::aside::Aside;
use crate::limits::{COLUMNS, KEY, NAME};
use crate::payroll::columns::REQUIRED;
use crate::term::fields::{Faults, Fields};
use crate::term::json::strict;
use crate::term::{Problem, SheetFaults};
use crate::text::{clean_name, clean_text};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// What is expected of a column's source.
const EXPECTED_SOURCE: &str = "one of column, sum, constant, title, sheet_name";
/// What is expected where a name of ours is not known.
const EXPECTED_COLUMN: &str = "a column of a payroll";
/// What is expected of a sum.
const EXPECTED_AMOUNT: &str = "a column of amounts: only amounts add up";
/// What is expected of a value above the header.
const EXPECTED_TITLE: &str = "enterprise_id or period";
/// What is expected of a constant.
const EXPECTED_CONSTANT: &str = "a value in the form of the column";
/// What is expected of two styles of one sign.
const EXPECTED_SIGNS: &str = "two different signs for groups and fractions";

impl Profile {
    /// Reads a profile from JSON text.
    ///
    /// # Errors
    /// Every fault, by field.
    pub fn parse(bytes: &[u8]) -> Result<Self, SheetFaults> {
        if bytes.len() > PROFILE_BYTES {
            return Err(SheetFaults::one(Problem::Range { range: format!("at most {PROFILE_BYTES} bytes") }));
        }
        let value = strict(bytes).map_err(|detail| SheetFaults::one(Problem::NotJson { detail }))?;
        let Some(object) = value.as_object() else {
            return Err(SheetFaults::one(Problem::NotJson { detail: "not an object".to_owned() }));
        };
        let faults = Faults::default();
        let read = profile(object, &faults);
        match read {
            Some(profile) if faults.count() == 0 => Ok(profile),
            _ => Err(faults.into_inner()),
        }
    }
}

fn expected(fields: &Fields<'_>, field: &str, expected: &str) {
    fields.fault(field, Problem::Expected { expected: expected.to_owned() });
}

fn profile(object: &Map<String, Value>, faults: &Faults) -> Option<Profile> {
    let fields = Fields::new(object, None, "", faults);
    if let Some(schema) = fields.text("schema")
        && schema != PROFILE_SCHEMA
    {
        expected(&fields, "schema", PROFILE_SCHEMA);
    }
    let name = fields.name("name");
    let encoding = fields.optional_word("encoding", Encoding::ALL, Encoding::word);
    let delimiter = fields.optional_word("delimiter", Delimiter::ALL, Delimiter::word);
    let numbers = numbers_of(&fields, faults);
    let dates = dates_of(&fields, faults);
    let leave_out = leave_out_of(&fields, faults);
    let tables = list(&fields, "tables", TABLES, |at, value| table(value, at, faults));
    if tables.is_empty() && fields.raw("tables").is_some_and(|value| value.as_array().is_some_and(Vec::is_empty)) {
        fields.fault("tables", Problem::Missing);
    }
    fields.required("tables");
    if tables.iter().filter(|table| table.sheets.is_empty()).count() > 1 {
        expected(&fields, "tables", "names of sheets in all tables but one");
    }
    let unsure = list(&fields, "unsure", MARKS, |at, value| mark(value, &format!("unsure[{at}]."), faults));
    let ask = list(&fields, "ask", MARKS, |at, value| mark(value, &format!("ask[{at}]."), faults));
    // What is asked need not be there yet.
    let asked = |at: usize, name: &str| ask.iter().any(|mark| mark.table == at && mark.column == name);
    for (at, table) in tables.iter().enumerate() {
        for name in REQUIRED.iter().filter(|name| !table.columns.contains_key(**name) && !asked(at, name)) {
            fields.fault(&format!("tables[{at}].columns.{name}"), Problem::Missing);
        }
    }
    fields.finish();
    Some(Profile { name: name?, encoding, delimiter, numbers, dates, leave_out, tables, unsure, ask })
}

/// A list of objects, read one by one; absent is empty.
fn list<T>(
    fields: &Fields<'_>,
    field: &'static str,
    most: usize,
    read: impl Fn(usize, &Map<String, Value>) -> Option<T>,
) -> Vec<T> {
    if fields.raw(field).is_none() {
        return Vec::new();
    }
    let entries = fields.bounded(field, most).map(Vec::as_slice).unwrap_or_default();
    let each = entries.iter().enumerate().filter_map(|(at, value)| match value.as_object() {
        Some(object) => read(at, object),
        None => {
            expected(fields, &format!("{field}[{at}]"), "an object");
            None
        }
    });
    each.collect()
}

/// A list of texts; absent is empty. `blank`: white space at the ends and empty ones are texts too.
fn texts(fields: &Fields<'_>, field: &'static str, most: usize, blank: bool) -> Vec<String> {
    if fields.raw(field).is_none() {
        return Vec::new();
    }
    let entries = fields.bounded(field, most).map(Vec::as_slice).unwrap_or_default();
    let each = entries.iter().enumerate().filter_map(|(at, value)| {
        let place = format!("{field}[{at}]");
        if blank { loose(fields, &place, value) } else { fields.as_name(&place, value) }
    });
    each.collect()
}

/// A text of one line that may be empty.
fn loose(fields: &Fields<'_>, place: &str, value: &Value) -> Option<String> {
    let Some(text) = value.as_str() else {
        expected(fields, place, "a string");
        return None;
    };
    if text.chars().nth(NAME).is_some() {
        fields.fault(place, Problem::NameTooLong);
        return None;
    }
    if let Err(fault) = clean_text(text) {
        fields.fault(place, Problem::Character { fault });
        return None;
    }
    Some(text.to_owned())
}

fn flag(fields: &Fields<'_>, field: &'static str) -> bool {
    fields.raw(field).is_some() && fields.boolean(field).unwrap_or(false)
}

fn numbers_of(parent: &Fields<'_>, faults: &Faults) -> NumberStyle {
    let Some(object) = parent.object("numbers") else { return NumberStyle::default() };
    let fields = Fields::new(object, None, "numbers.", faults);
    let group = fields.optional_word("group", Group::ALL, Group::word).unwrap_or(Group::None);
    let decimal = fields.optional_word("decimal", DecimalMark::ALL, DecimalMark::word).unwrap_or(DecimalMark::Point);
    if group.word() == decimal.word() {
        expected(&fields, "group", EXPECTED_SIGNS);
    }
    let (currency, full_width, dash) = (flag(&fields, "currency"), flag(&fields, "full_width"), flag(&fields, "dash"));
    let units = texts(&fields, "units", RULES, false);
    fields.finish();
    NumberStyle { group, decimal, currency, full_width, units, dash }
}

fn dates_of(parent: &Fields<'_>, faults: &Faults) -> DateStyle {
    let Some(object) = parent.object("dates") else { return DateStyle::default() };
    let fields = Fields::new(object, None, "dates.", faults);
    let order = fields.optional_word("order", DayOrder::ALL, DayOrder::word).unwrap_or(DayOrder::YearMonthDay);
    let serial = flag(&fields, "serial");
    fields.finish();
    DateStyle { order, serial }
}

fn leave_out_of(parent: &Fields<'_>, faults: &Faults) -> LeaveOut {
    let Some(object) = parent.object("leave_out") else { return LeaveOut::default() };
    let fields = Fields::new(object, None, "leave_out.", faults);
    let words = texts(&fields, "kinds", Aside::ALL.len(), false);
    let mut kinds = Vec::new();
    for (at, word) in words.iter().enumerate() {
        match Aside::ALL.iter().find(|kind| kind.word() == word && **kind != Aside::Rule) {
            Some(kind) => kinds.push(*kind),
            None => {
                let all: Vec<_> =
                    Aside::ALL.iter().filter(|kind| **kind != Aside::Rule).map(|kind| kind.word()).collect();
                expected(&fields, &format!("kinds[{at}]"), &format!("one of {}", all.join(", ")));
            }
        }
    }
    let rules = list(&fields, "rules", RULES, |at, value| {
        let fields = Fields::new(value, None, format!("leave_out.rules[{at}]."), faults);
        let column = fields.name("column");
        let compare = fields.word("compare", Compare::ALL, Compare::word);
        let texts = texts(&fields, "texts", RULES, true);
        if compare.is_some_and(|compare| (compare == Compare::Empty) != texts.is_empty()) {
            fields.fault("texts", if texts.is_empty() { Problem::Missing } else { Problem::Unknown });
        }
        fields.finish();
        Some(RowRule { column: column?, compare: compare?, texts })
    });
    fields.finish();
    LeaveOut { kinds, rules }
}

fn table(object: &Map<String, Value>, at: usize, faults: &Faults) -> Option<TableProfile> {
    let prefix = format!("tables[{at}].");
    let fields = Fields::new(object, None, prefix.as_str(), faults);
    let sheets = texts(&fields, "sheets", SHEETS, false);
    let header = rows(&fields);
    let columns = match fields.required("columns").map(Value::as_object) {
        Some(Some(object)) => columns(&fields, object, &prefix, faults),
        Some(None) => {
            expected(&fields, "columns", "an object");
            BTreeMap::new()
        }
        None => BTreeMap::new(),
    };
    fields.finish();
    Some(TableProfile { sheets, header, columns })
}

/// Rows of the header: none, one, or two that follow each other.
fn rows(fields: &Fields<'_>) -> Vec<u64> {
    if fields.raw("header").is_none() {
        return Vec::new();
    }
    let rows: Vec<Option<u64>> = fields.bounded("header", 2).into_iter().flatten().map(Value::as_u64).collect();
    let rows: Option<Vec<u64>> = rows.into_iter().collect();
    let right = |rows: &Vec<u64>| match rows.as_slice() {
        [] => true,
        [row] => (1..=1_048_576).contains(row),
        [upper, lower] => *upper >= 1 && *lower <= 1_048_576 && upper < lower,
        _ => false,
    };
    match rows.filter(right) {
        Some(rows) => rows,
        None => {
            expected(fields, "header", "one row, or two");
            Vec::new()
        }
    }
}

fn columns(
    parent: &Fields<'_>,
    object: &Map<String, Value>,
    prefix: &str,
    faults: &Faults,
) -> BTreeMap<String, Source> {
    if object.len() > COLUMNS {
        parent.fault("columns", Problem::TooMany { most: COLUMNS });
        return BTreeMap::new();
    }
    let mut out = BTreeMap::new();
    for (name, value) in object {
        let shown: String = name.chars().take(KEY).collect();
        let place = format!("columns.{shown}");
        if !is_column(name) {
            expected(parent, &place, EXPECTED_COLUMN);
            continue;
        }
        let Some(object) = value.as_object() else {
            expected(parent, &place, "an object");
            continue;
        };
        if let Some(source) = source(name, object, &format!("{prefix}{place}."), faults) {
            out.insert(name.clone(), source);
        }
    }
    out
}

fn source(name: &str, object: &Map<String, Value>, prefix: &str, faults: &Faults) -> Option<Source> {
    let fields = Fields::new(object, None, prefix, faults);
    let forms = ["column", "sum", "minus", "constant", "title", "sheet_name"];
    let present: Vec<&str> = forms.into_iter().filter(|form| fields.raw(form).is_some()).collect();
    let kind = kind(name);
    let above = |fields: &Fields<'_>| {
        let right = matches!(kind, Kind::Month | Kind::Enterprise);
        if !right {
            expected(fields, "title", EXPECTED_TITLE);
        }
        right
    };
    let found = match present.as_slice() {
        ["column"] => column(&fields, kind),
        ["sum"] | ["minus"] | ["sum", "minus"] => sum(&fields, kind),
        ["constant"] => constant(&fields, name, kind),
        ["title"] => {
            let row = fields.integer("title", 1, 1_048_576);
            let year = year(&fields, kind);
            above(&fields).then_some(()).and(row).map(|row| Source::Title { row, year })
        }
        ["sheet_name"] => {
            if fields.boolean("sheet_name") == Some(false) {
                expected(&fields, "sheet_name", "true");
            }
            let year = year(&fields, kind);
            above(&fields).then_some(Source::SheetName { year })
        }
        _ => {
            expected(&fields, "column", EXPECTED_SOURCE);
            return None;
        }
    };
    fields.finish();
    found
}

fn year(fields: &Fields<'_>, kind: Kind) -> Option<i32> {
    if kind != Kind::Month || fields.raw("year").is_none() {
        return None;
    }
    fields.integer("year", 2000, 2100).and_then(|year| i32::try_from(year).ok())
}

fn column(fields: &Fields<'_>, kind: Kind) -> Option<Source> {
    let column = fields.name("column");
    let words = if matches!(kind, Kind::Text | Kind::Employment) && fields.raw("words").is_some() {
        fields.object("words").map(|object| words(fields, object, kind)).unwrap_or_default()
    } else {
        BTreeMap::new()
    };
    let other_words = words.is_empty() || flag(fields, "other_words");
    if words.is_empty() && fields.raw("other_words").is_some() {
        fields.boolean("other_words");
    }
    let year = year(fields, kind);
    Some(Source::Column(ColumnSource { column: column?, words, other_words, year }))
}

fn words(fields: &Fields<'_>, object: &Map<String, Value>, kind: Kind) -> BTreeMap<String, String> {
    if object.len() > WORDS {
        fields.fault("words", Problem::TooMany { most: WORDS });
        return BTreeMap::new();
    }
    let mut out = BTreeMap::new();
    for (word, value) in object {
        let shown: String = word.chars().take(KEY).collect();
        let place = format!("words.{shown}");
        if word.chars().nth(NAME).is_some() {
            fields.fault(&place, Problem::NameTooLong);
            continue;
        }
        if let Err(fault) = clean_text(word) {
            fields.fault(&place, Problem::Character { fault });
            continue;
        }
        let Some(means) = loose(fields, &place, value) else { continue };
        if kind == Kind::Employment && !crate::payroll::words::is_kind(&means) {
            let all = crate::payroll::words::kinds();
            expected(fields, &place, &format!("one of {}", all.join(", ")));
            continue;
        }
        out.insert(word.trim().to_owned(), means);
    }
    out
}

fn sum(fields: &Fields<'_>, kind: Kind) -> Option<Source> {
    if kind != Kind::Amount {
        expected(fields, "sum", EXPECTED_AMOUNT);
    }
    let plus = texts(fields, "sum", OPERANDS, false);
    let minus = texts(fields, "minus", OPERANDS, false);
    if plus.is_empty() && minus.is_empty() {
        fields.fault("sum", Problem::Missing);
    }
    for (at, name) in plus.iter().chain(&minus).enumerate() {
        if plus.iter().chain(&minus).take(at).any(|before| before == name) {
            expected(fields, "sum", &format!("each column once: {name}"));
        }
    }
    let empty = fields.optional_word("empty", Empty::ALL, Empty::word).unwrap_or(Empty::Zero);
    (kind == Kind::Amount).then_some(Source::Sum(SumSource { plus, minus, empty }))
}

fn constant(fields: &Fields<'_>, name: &str, kind: Kind) -> Option<Source> {
    let text = fields.name("constant")?;
    let text = text.trim();
    let right = match kind {
        Kind::Amount => numbers::amount(text, &NumberStyle::default()).is_ok_and(|e4| e4.is_some_and(|e4| e4 >= 0)),
        Kind::Month => days::month(text, DateStyle::default(), None).is_ok_and(|month| month == text),
        Kind::Day => days::day(text, DateStyle::default()).is_ok_and(|day| day == text),
        Kind::Employment => crate::payroll::words::is_kind(text),
        // One worker has no payroll of several lines.
        Kind::Text => name != "worker_id" && clean_name(text).is_ok(),
        Kind::Enterprise => !text.contains(char::is_whitespace),
    };
    if !right {
        expected(fields, "constant", EXPECTED_CONSTANT);
        return None;
    }
    Some(Source::Constant(text.to_owned()))
}

fn mark(object: &Map<String, Value>, prefix: &str, faults: &Faults) -> Option<Mark> {
    let fields = Fields::new(object, None, prefix, faults);
    let table = fields.integer("table", 0, u64::try_from(TABLES).unwrap_or(0));
    let column = fields.name("column");
    let why = fields.word("why", Why::ALL, Why::word);
    let names = texts(&fields, "names", WORDS, true);
    fields.finish();
    Some(Mark { table: usize::try_from(table?).ok()?, column: column?, why: why?, names })
}
