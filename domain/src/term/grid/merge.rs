//! A grid put into a sheet: what it adds, changes, leaves as it is.

use super::{Place, Wage, key};
use crate::decimal::Money;
use crate::limits;
use crate::term::{Choices, Item, Term, TermSheet, Time, WageUnit};
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// What stood there before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "was", rename_all = "snake_case")]
pub enum Was {
    /// Nothing: the wage is added.
    Absent,
    /// Another amount (or what is no amount): it is changed.
    Other {
        /// As it stood.
        old: String,
    },
    Same,
}

/// A wage and what it does to the sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Planned {
    /// Key of its item.
    pub key: String,
    #[serde(flatten)]
    pub wage: Wage,
    /// What stood there.
    #[serde(flatten)]
    pub was: Was,
}

/// A minimum wage as it stands in a sheet, which may be unfinished.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Stood {
    /// Whom it is for.
    #[serde(flatten)]
    pub place: Place,
    /// As it is written; may be empty or no amount yet.
    pub amount: String,
}

/// A sheet with a grid put into it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merge {
    /// JSON of the sheet, as valid as it was before.
    pub sheet: Value,
    /// Wage by wage, in the order of the grid.
    pub planned: Vec<Planned>,
    /// Wages of the sheet that the grid does not speak of: they stay.
    pub kept: Vec<Stood>,
}

/// The plain minimum wages of a sheet's JSON, which may be unfinished: index, place, amount as it stands. One for certain
/// days, for an employment or from a year of service on is none of a grid.
fn wages(sheet: &Value, list: &Choices) -> Vec<(usize, Place, String)> {
    const FIELDS: [&str; 8] = ["key", "kind", "unit", "amount", "grade", "zone", "size", "level"];
    const PERCENTS: [&str; 3] = ["percent_of_statutory", "percent_of", "of_item"];
    let items = sheet["items"].as_array().map(Vec::as_slice).unwrap_or_default();
    let wage = |(index, item): (usize, &Value)| {
        let text = |field: &str| item[field].as_str().filter(|text| !text.trim().is_empty()).map(str::to_owned);
        let known = |(field, value): (&String, &Value)| {
            value.is_null() || FIELDS.contains(&field.as_str()) || PERCENTS.contains(&field.as_str())
        };
        if item["kind"] != "minimum_wage" || !item.as_object()?.iter().all(known) {
            return None;
        }
        let unit = WageUnit::from_word(&text("unit")?)?;
        let [grade, zone, size, level] = ["grade", "zone", "size", "level"].map(text);
        let place = Place { unit, grade, zone, size, level }.settled(list);
        let percent = PERCENTS.iter().find_map(|field| text(field)).map(|percent| format!("{percent}%"));
        Some((index, place, text("amount").or(percent).unwrap_or_default()))
    };
    items.iter().enumerate().filter_map(wage).collect()
}

/// The plain minimum wages of a sheet's JSON, in its order.
pub fn wages_of(sheet: &Value) -> Vec<Stood> {
    stood(sheet, &Choices::default())
}

fn stood(sheet: &Value, list: &Choices) -> Vec<Stood> {
    wages(sheet, list).into_iter().map(|(_, place, amount)| Stood { place, amount }).collect()
}

fn place_of(item: &Item, list: &Choices) -> Option<Place> {
    match &item.term {
        Term::MinimumWage { unit, select, .. } if item.time == Time::default() => {
            Place::of(*unit, select).map(|place| place.settled(list))
        }
        _ => None,
    }
}

/// Puts wages into a sheet. One that is there already gets its amount, a new one stands behind the last minimum wage; the
/// names that the list has for its words join the sheet's. A new item takes the key it has in one of the `known` sheets
/// (earlier texts of the same talks), so that its cell stays the same cell; else a key of its own.
pub fn merge(sheet: &Value, wages_in: &[Wage], list: &Choices, known: &[&TermSheet]) -> Merge {
    // A draft may be anything yet, even no object.
    let mut out = if sheet.is_object() { sheet.clone() } else { json!({}) };
    let there = wages(sheet, list);
    let mut taken: BTreeSet<String> = sheet["items"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|item| item["key"].as_str().map(str::to_owned))
        .collect();
    let at: BTreeMap<&Place, (usize, &String)> = there.iter().map(|(i, place, amount)| (place, (*i, amount))).collect();
    let named = Named::of(known, wages_in, list);
    let mut planned = Vec::new();
    let mut fresh = Vec::new();
    for wage in wages_in {
        let (key, was) = match at.get(&wage.place) {
            Some((index, old)) => {
                let same = Money::parse(old) == Ok(wage.amount);
                let item = &mut out["items"][*index];
                if !same {
                    item["amount"] = json!(wage.amount);
                    if let Some(fields) = item.as_object_mut() {
                        fields.retain(|field, _| !field.starts_with("percent_of") && field != "of_item");
                    }
                }
                let key = item["key"].as_str().unwrap_or_default().to_owned();
                (key, if same { Was::Same } else { Was::Other { old: (*old).clone() } })
            }
            None => {
                let key =
                    named.key(&wage.place, &taken).unwrap_or_else(|| key::key(&wage.place, |k| taken.contains(k)));
                taken.insert(key.clone());
                fresh.push(item(&key, wage));
                (key, Was::Absent)
            }
        };
        planned.push(Planned { key, wage: wage.clone(), was });
    }
    let behind = there.last().map_or(0, |(index, ..)| index.saturating_add(1));
    if !out["items"].is_array() {
        out["items"] = json!([]);
    }
    if let Some(items) = out["items"].as_array_mut() {
        items.splice(behind..behind, fresh);
    }
    for planned in &planned {
        call(&mut out, &planned.wage.place, list);
    }
    let spoken: BTreeSet<&Place> = wages_in.iter().map(|wage| &wage.place).collect();
    let kept = stood(sheet, list).into_iter().filter(|stood| !spoken.contains(&stood.place)).collect();
    Merge { sheet: out, planned, kept }
}

/// Gives the words of a place their names in a sheet that has none for them.
fn call(sheet: &mut Value, place: &Place, list: &Choices) {
    for (kind, word) in place.words() {
        let Some(choice) = list.find(kind, word).filter(|choice| !choice.names.is_empty()) else { continue };
        if !sheet["names"].is_object() {
            sheet["names"] = json!({});
        }
        let codes = &mut sheet["names"][kind.word()];
        if !codes.is_object() {
            *codes = json!({});
        }
        if codes.get(&choice.word).is_none() {
            codes[&choice.word] = choice.names.iter().take(limits::NAMES_OF_CODE).cloned().collect();
        }
    }
}

/// The keys that places have in known sheets, the first sheet's first.
struct Named<'a>(BTreeMap<Place, Vec<&'a str>>);

impl<'a> Named<'a> {
    /// Of the places that are asked for.
    fn of(known: &[&'a TermSheet], wages: &[Wage], list: &Choices) -> Self {
        let mut named: BTreeMap<Place, Vec<&str>> = wages.iter().map(|w| (w.place.clone(), Vec::new())).collect();
        for item in known.iter().flat_map(|sheet| &sheet.items) {
            if let Some(keys) = place_of(item, list).and_then(|place| named.get_mut(&place))
                && !keys.contains(&item.key.as_str())
            {
                keys.push(&item.key);
            }
        }
        Self(named)
    }

    fn key(&self, place: &Place, taken: &BTreeSet<String>) -> Option<String> {
        self.0.get(place)?.iter().find(|key| !taken.contains(**key)).map(|key| (*key).to_owned())
    }
}

fn item(key: &str, wage: &Wage) -> Value {
    let place = &wage.place;
    let mut item = json!({"key": key, "kind": "minimum_wage", "unit": place.unit, "amount": wage.amount});
    for (kind, word) in place.words() {
        item[kind.word()] = word.into();
    }
    item
}
