//! From JSON to a valid sheet, or every fault at once.

mod items;
mod kinds;
mod names;

pub use kinds::KINDS;

use super::fields::{Faults, Fields};
use super::{EXPECTED_AREA, Effective, Problem, SCHEMA, SheetFaults, TermSheet, json, minor_digits, size};
use crate::decimal::{Rounding, RoundingMode};
use crate::limits;
use iso_currency::Currency;
use serde_json::{Map, Value};

impl TermSheet {
    /// Reads a sheet from JSON text.
    ///
    /// # Errors
    /// Every fault, with item key and field.
    pub fn parse(bytes: &[u8]) -> Result<Self, SheetFaults> {
        if bytes.len() > 4 * limits::SHEET_BYTES {
            return Err(SheetFaults::one(Problem::TooLarge));
        }
        let value = json::strict(bytes).map_err(|detail| SheetFaults::one(Problem::NotJson { detail }))?;
        Self::from_value(&value)
    }

    /// Reads a sheet from a JSON value.
    ///
    /// # Errors
    /// Every fault, with item key and field.
    pub fn from_value(value: &Value) -> Result<Self, SheetFaults> {
        match Self::partly(value) {
            (Some(sheet), faults) if faults.is_empty() => Ok(sheet),
            (_, faults) => Err(faults),
        }
    }

    /// Of a sheet that is being written: what of it is right already, as a valid sheet without the items at fault,
    /// and every fault. No sheet while its head (term, area, rounding) is at fault.
    pub fn partly(value: &Value) -> (Option<Self>, SheetFaults) {
        let Some(object) = value.as_object() else {
            return (None, SheetFaults::one(Problem::NotJson { detail: "not an object".to_owned() }));
        };
        if !size::within(value, limits::SHEET_BYTES) {
            return (None, SheetFaults::one(Problem::TooLarge));
        }
        let faults = Faults::default();
        let sheet = sheet(object, &faults);
        (sheet, faults.into_inner())
    }
}

fn sheet(object: &Map<String, Value>, faults: &Faults) -> Option<TermSheet> {
    let fields = Fields::new(object, None, "", faults);
    if let Some(schema) = fields.text("schema")
        && schema != SCHEMA
    {
        fields.fault("schema", Problem::Expected { expected: SCHEMA.to_owned() });
    }
    let jurisdiction = fields.name("jurisdiction");
    let area = fields.text("area").filter(|area| {
        let letters = area.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        let valid = !area.is_empty() && area.len() <= limits::CODE && letters;
        if !valid {
            fields.fault("area", Problem::Expected { expected: EXPECTED_AREA.to_owned() });
        }
        valid
    });
    let currency = fields.text("currency").filter(|code| {
        let valid = Currency::from_code(code).is_some();
        if !valid {
            fields.fault("currency", Problem::Expected { expected: "an ISO 4217 code".to_owned() });
        }
        valid
    });
    let effective = effective(&fields, faults);
    let rounding = rounding(&fields, minor_digits(currency.as_deref().unwrap_or_default()), faults);
    let names = names::names(&fields);
    let items = fields.bounded("items", limits::SHEET_ITEMS);
    let items = items.map(|items| items::items_of(items, effective, &names, faults));
    fields.finish();
    Some(TermSheet {
        jurisdiction: jurisdiction?,
        area: area?,
        currency: currency?,
        effective: effective?,
        rounding: rounding?,
        names,
        items: items?,
    })
}

fn effective(parent: &Fields<'_>, faults: &Faults) -> Option<Effective> {
    parent.required("effective")?;
    let fields = Fields::new(parent.object("effective")?, None, "effective.", faults);
    let (from, to) = (fields.date("from"), fields.date("to"));
    fields.finish();
    let effective = Effective { from: from?, to: to? };
    if effective.from > effective.to {
        fields.fault("to", Problem::Range { range: "on or after effective.from".to_owned() });
        return None;
    }
    Some(effective)
}

/// `digits` are those of the currency's smallest unit: what a sheet that does not say otherwise rounds to.
fn rounding(parent: &Fields<'_>, digits: u8, faults: &Faults) -> Option<Rounding> {
    let default = Rounding { places: digits, ..Rounding::default() };
    if parent.raw("rounding").is_none() {
        return Some(default);
    }
    let fields = Fields::new(parent.object("rounding")?, None, "rounding.", faults);
    let modes = [RoundingMode::HalfUp, RoundingMode::HalfEven, RoundingMode::Up, RoundingMode::Down];
    let has = |field| fields.raw(field).is_some();
    let mode = if has("mode") { fields.word("mode", &modes, RoundingMode::word) } else { Some(default.mode) };
    let places = if has("places") { fields.integer("places", 0, 4) } else { Some(u64::from(default.places)) };
    fields.finish();
    Some(Rounding { mode: mode?, places: u8::try_from(places?).ok()? })
}

/// The names in the JSON of a sheet that may be unfinished.
pub(super) fn names_of(sheet: &Value) -> super::Names {
    let faults = Faults::default();
    let read = |object| names::names(&Fields::new(object, None, "", &faults));
    sheet.as_object().map(read).unwrap_or_default()
}

/// Whether a word has the form of an item's key: `[a-z][a-z0-9_]*(\.[a-z0-9_-]+)*`.
pub fn is_key(key: &str) -> bool {
    let mut parts = key.split('.');
    let word = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
    let head = parts.next().unwrap_or_default();
    head.bytes().next().is_some_and(|b| b.is_ascii_lowercase())
        && head.bytes().all(word)
        && parts.all(|part| !part.is_empty() && part.bytes().all(|b| word(b) || b == b'-'))
}
