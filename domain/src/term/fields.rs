//! Reading the fields of one JSON object, collecting every fault.

use super::{Problem, SheetFault, SheetFaults, Years};
use crate::calendar;
use crate::decimal::DecimalFault;
use crate::limits;
use crate::text::{clean_name, clean_text};
use chrono::NaiveDate;
use serde_json::{Map, Value};
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

/// What is said of years that are none.
const EXPECTED_YEARS: &str = "full years or halves, 0–100";
/// What is said of months that are none.
const EXPECTED_MONTHS: &str = "months 1–12, each once";

/// The faults of a sheet so far: those that are told, and how many there are.
#[derive(Default)]
pub(crate) struct Faults {
    told: RefCell<Vec<SheetFault>>,
    count: Cell<usize>,
}

impl Faults {
    /// Words of the sheet are told up to the length of a key.
    pub(crate) fn push(&self, item: Option<&str>, field: &str, problem: Problem) {
        self.count.set(self.count.get().saturating_add(1));
        let mut told = self.told.borrow_mut();
        if told.len() < limits::FAULTS_TOLD {
            told.push(SheetFault { item: item.map(short), field: short(field), problem });
        }
    }

    pub(crate) fn count(&self) -> usize {
        self.count.get()
    }

    pub(crate) fn into_inner(self) -> SheetFaults {
        let told = self.told.into_inner();
        SheetFaults { more: self.count.get().saturating_sub(told.len()), told }
    }
}

fn short(text: &str) -> String {
    text.chars().take(limits::KEY).collect()
}

/// One object being read; remembers which fields were asked for so that unknown ones are told.
pub(crate) struct Fields<'a> {
    object: &'a Map<String, Value>,
    item: Option<String>,
    prefix: String,
    asked: RefCell<BTreeSet<&'static str>>,
    faults: &'a Faults,
}

impl<'a> Fields<'a> {
    pub(crate) fn new(
        object: &'a Map<String, Value>,
        item: Option<String>,
        prefix: impl Into<String>,
        faults: &'a Faults,
    ) -> Self {
        Self { object, item, prefix: prefix.into(), asked: RefCell::default(), faults }
    }

    pub(crate) fn fault(&self, field: &str, problem: Problem) {
        let field = format!("{}{field}", self.prefix);
        self.faults.push(self.item.as_deref(), &field, problem);
    }

    pub(crate) fn item(&self) -> Option<String> {
        self.item.clone()
    }

    fn expected(&self, field: &str, expected: &str) {
        self.fault(field, Problem::Expected { expected: expected.to_owned() });
    }

    /// The raw value; `null` counts as absent.
    pub(crate) fn raw(&self, field: &'static str) -> Option<&'a Value> {
        self.asked.borrow_mut().insert(field);
        self.object.get(field).filter(|value| !value.is_null())
    }

    /// Like [`Self::raw`], absent is a fault.
    pub(crate) fn required(&self, field: &'static str) -> Option<&'a Value> {
        let value = self.raw(field);
        if value.is_none() {
            self.fault(field, Problem::Missing);
        }
        value
    }

    pub(crate) fn text(&self, field: &'static str) -> Option<String> {
        self.required(field).and_then(|value| self.as_text(field, value))
    }

    pub(crate) fn optional_text(&self, field: &'static str) -> Option<String> {
        self.raw(field).and_then(|value| self.as_text(field, value))
    }

    fn as_text(&self, field: &'static str, value: &Value) -> Option<String> {
        let Some(text) = value.as_str() else {
            self.expected(field, "a string");
            return None;
        };
        if text.chars().nth(limits::TEXT).is_some() {
            self.fault(field, Problem::TooLong);
            return None;
        }
        if let Err(fault) = clean_text(text) {
            self.fault(field, Problem::Character { fault });
            return None;
        }
        Some(text.to_owned())
    }

    /// A short text that names something: not empty.
    pub(crate) fn name(&self, field: &'static str) -> Option<String> {
        let text = self.text(field)?;
        self.named(field, text)
    }

    pub(crate) fn optional_name(&self, field: &'static str) -> Option<String> {
        let text = self.optional_text(field)?;
        self.named(field, text)
    }

    /// An entry of a list that names something.
    pub(crate) fn as_name(&self, place: &str, value: &Value) -> Option<String> {
        let Some(text) = value.as_str() else {
            self.expected(place, "a string");
            return None;
        };
        self.named(place, text.to_owned())
    }

    fn named(&self, field: &str, text: String) -> Option<String> {
        if text.trim().is_empty() {
            self.expected(field, "a non-empty string");
            return None;
        }
        if text.chars().nth(limits::NAME).is_some() {
            self.fault(field, Problem::NameTooLong);
            return None;
        }
        if let Err(fault) = clean_name(&text) {
            self.fault(field, Problem::Character { fault });
            return None;
        }
        Some(text)
    }

    /// A decimal string, with its range.
    pub(crate) fn decimal<T: Copy>(
        &self,
        field: &'static str,
        parse: fn(&str) -> Result<T, DecimalFault>,
        within: impl Fn(T) -> bool,
        range: &str,
    ) -> Option<T> {
        self.required(field).and_then(|value| self.as_decimal(field, value, parse, within, range))
    }

    pub(crate) fn optional_decimal<T: Copy>(
        &self,
        field: &'static str,
        parse: fn(&str) -> Result<T, DecimalFault>,
        within: impl Fn(T) -> bool,
        range: &str,
    ) -> Option<T> {
        self.raw(field).and_then(|value| self.as_decimal(field, value, parse, within, range))
    }

    fn as_decimal<T: Copy>(
        &self,
        field: &'static str,
        value: &Value,
        parse: fn(&str) -> Result<T, DecimalFault>,
        within: impl Fn(T) -> bool,
        range: &str,
    ) -> Option<T> {
        let parsed = value.as_str().map_or(Err(DecimalFault::NotDecimal), parse);
        match parsed {
            Err(fault) => self.fault(field, Problem::Decimal { reason: fault.to_string() }),
            Ok(number) if !within(number) => self.fault(field, Problem::Range { range: range.to_owned() }),
            Ok(number) => return Some(number),
        }
        None
    }

    /// A whole JSON number within a range.
    pub(crate) fn integer(&self, field: &'static str, min: u64, max: u64) -> Option<u64> {
        let value = self.required(field)?;
        match value.as_u64() {
            None => self.expected(field, "a whole number"),
            Some(number) if !(min..=max).contains(&number) => {
                self.fault(field, Problem::Range { range: format!("{min}–{max}") });
            }
            Some(number) => return Some(number),
        }
        None
    }

    pub(crate) fn boolean(&self, field: &'static str) -> Option<bool> {
        let value = self.required(field)?;
        if value.as_bool().is_none() {
            self.expected(field, "true or false");
        }
        value.as_bool()
    }

    pub(crate) fn word<T: Copy>(&self, field: &'static str, all: &[T], word: fn(T) -> &'static str) -> Option<T> {
        self.required(field).and_then(|value| self.as_word(field, value, all, word))
    }

    pub(crate) fn optional_word<T: Copy>(
        &self,
        field: &'static str,
        all: &[T],
        word: fn(T) -> &'static str,
    ) -> Option<T> {
        self.raw(field).and_then(|value| self.as_word(field, value, all, word))
    }

    fn as_word<T: Copy>(
        &self,
        field: &'static str,
        value: &Value,
        all: &[T],
        word: fn(T) -> &'static str,
    ) -> Option<T> {
        let found = value.as_str().and_then(|text| all.iter().copied().find(|v| word(*v) == text));
        if found.is_none() {
            let words: Vec<_> = all.iter().map(|v| word(*v)).collect();
            self.expected(field, &format!("one of {}", words.join(", ")));
        }
        found
    }

    pub(crate) fn date(&self, field: &'static str) -> Option<NaiveDate> {
        self.required(field).and_then(|value| self.as_date(field, value))
    }

    pub(crate) fn optional_date(&self, field: &'static str) -> Option<NaiveDate> {
        self.raw(field).and_then(|value| self.as_date(field, value))
    }

    /// Years of service: a whole number, or halves as a decimal string.
    pub(crate) fn years(&self, field: &'static str) -> Option<Years> {
        self.required(field).and_then(|value| self.as_years(field, value))
    }

    pub(crate) fn optional_years(&self, field: &'static str) -> Option<Years> {
        self.raw(field).and_then(|value| self.as_years(field, value))
    }

    fn as_years(&self, field: &'static str, value: &Value) -> Option<Years> {
        let number = || value.as_u64().and_then(|years| Years::full(u16::try_from(years).ok()?));
        let years = value.as_str().map_or_else(number, Years::parse);
        if years.is_none() {
            self.expected(field, EXPECTED_YEARS);
        }
        years
    }

    /// Months of the year, each once, in their order.
    pub(crate) fn months(&self, field: &'static str) -> Vec<u8> {
        let Some(value) = self.raw(field) else { return Vec::new() };
        let all = value.as_array().filter(|all| !all.is_empty() && all.len() <= 12);
        let month = |value: &Value| value.as_u64().and_then(|n| u8::try_from(n).ok()).filter(|n| (1..=12).contains(n));
        let months: Option<BTreeSet<u8>> = all.and_then(|all| all.iter().map(month).collect());
        match months.filter(|months| all.is_some_and(|all| all.len() == months.len())) {
            Some(months) => months.into_iter().collect(),
            None => {
                self.expected(field, EXPECTED_MONTHS);
                Vec::new()
            }
        }
    }

    fn as_date(&self, field: &'static str, value: &Value) -> Option<NaiveDate> {
        let date = value
            .as_str()
            .filter(|text| is_day(text))
            .and_then(|text| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok())
            .filter(|day| calendar::is_plausible(*day));
        if date.is_none() {
            self.expected(field, "a date (YYYY-MM-DD)");
        }
        date
    }

    /// A nested object.
    pub(crate) fn object(&self, field: &'static str) -> Option<&'a Map<String, Value>> {
        let value = self.raw(field)?;
        if value.as_object().is_none() {
            self.expected(field, "an object");
        }
        value.as_object()
    }

    /// A nested array.
    pub(crate) fn array(&self, field: &'static str) -> Option<&'a Vec<Value>> {
        let value = self.required(field)?;
        if value.as_array().is_none() {
            self.expected(field, "an array");
        }
        value.as_array()
    }

    /// A nested array of at most `most` entries.
    pub(crate) fn bounded(&self, field: &'static str, most: usize) -> Option<&'a Vec<Value>> {
        let entries = self.array(field)?;
        if entries.len() > most {
            self.fault(field, Problem::TooMany { most });
            return None;
        }
        Some(entries)
    }

    /// Tells every field that nobody asked for.
    pub(crate) fn finish(&self) {
        let asked = self.asked.borrow();
        for field in self.object.keys().filter(|field| !asked.contains(field.as_str())) {
            self.fault(field, Problem::Unknown);
        }
    }
}

/// Whether the text has the form `YYYY-MM-DD`: the reader of dates would take signs and single digits too.
fn is_day(text: &str) -> bool {
    let form = |(index, byte): (usize, u8)| if matches!(index, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() };
    text.len() == 10 && text.bytes().enumerate().all(form)
}
