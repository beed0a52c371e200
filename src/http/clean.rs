//! Every text that comes in is looked at here, once, whatever takes it: JSON bodies, forms, queries, file names. A
//! character that shows otherwise than it is stored, or a day that cannot be meant, is a fault of its field.
//!
//! Line feed and tab pass here; where one line is asked for, the use case refuses them.

use crate::service::{Error, FieldCode, FieldFault};
use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use domain::calendar::is_plausible;
use domain::limits::FAULTS_TOLD;
use domain::text::clean_text;
use serde::de::{Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// What is wrong with the texts seen so far, at most [`FAULTS_TOLD`] of it.
#[derive(Debug, Default)]
pub(super) struct Cleaner(Vec<FieldFault>);

impl Cleaner {
    /// Looks at one text.
    pub fn text(&mut self, field: &str, text: &str) {
        let code = match clean_text(text) {
            Err(fault) => Some(fault.into()),
            Ok(text) => day_of(text).filter(|day| !is_plausible(*day)).map(|_| FieldCode::DateRange),
        };
        if let Some(code) = code.filter(|_| self.0.len() < FAULTS_TOLD) {
            self.0.push(FieldFault { field: shown(field), code });
        }
    }

    /// Looks at names and their texts: a form's, or a query's.
    pub fn pairs<'a>(&mut self, pairs: impl IntoIterator<Item = &'a (String, String)>) {
        for (name, value) in pairs {
            self.text(name, name);
            self.text(name, value);
        }
    }

    /// Looks at every text of a JSON document, keys too; one that does not read is left to who reads it.
    pub fn json(&mut self, bytes: &[u8]) {
        let mut reader = serde_json::Deserializer::from_slice(bytes);
        let _ = Walk { cleaner: self, path: String::new() }.deserialize(&mut reader);
    }

    /// All faults at once.
    pub fn finish(self) -> Result<(), Error> {
        if self.0.is_empty() { Ok(()) } else { Err(Error::Invalid(self.0)) }
    }

    /// The faults.
    pub fn faults(self) -> Vec<FieldFault> {
        self.0
    }
}

/// A field's name, of which nothing comes back that was refused.
fn shown(field: &str) -> String {
    field
        .chars()
        .take(200)
        .map(|c| if clean_text(c.encode_utf8(&mut [0; 4])).is_ok() { c } else { '\u{fffd}' })
        .collect()
}

/// The day of a text that is wholly a day or an instant, as bodies, queries and forms write them.
fn day_of(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    if text.len() > 48 || !text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-')) {
        return None;
    }
    let day = text.parse::<NaiveDate>().ok();
    let day = day.or_else(|| Some(text.parse::<DateTime<Utc>>().ok()?.date_naive()));
    let local = || {
        ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"].into_iter().find_map(|f| NaiveDateTime::parse_from_str(text, f).ok())
    };
    day.or_else(|| Some(local()?.date()))
}

/// Walks a document without building it.
struct Walk<'a> {
    cleaner: &'a mut Cleaner,
    path: String,
}

impl<'de> DeserializeSeed<'de> for Walk<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

/// Numbers, truth and nothing are no texts.
macro_rules! passes {
    ($($name:ident: $kind:ty),+) => {$(
        fn $name<E>(self, _: $kind) -> Result<(), E> {
            Ok(())
        }
    )+};
}

impl<'de> Visitor<'de> for Walk<'_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("JSON")
    }

    passes!(visit_bool: bool, visit_i64: i64, visit_u64: u64, visit_f64: f64);

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        self.cleaner.text(&self.path, text);
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let mut index = 0_u64;
        while seq.next_element_seed(Walk { cleaner: self.cleaner, path: format!("{}[{index}]", self.path) })?.is_some()
        {
            index = index.saturating_add(1);
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<Key>()? {
            let path = if self.path.is_empty() { key.0 } else { format!("{}.{}", self.path, key.0) };
            self.cleaner.text(&path, &path);
            map.next_value_seed(Walk { cleaner: self.cleaner, path })?;
        }
        Ok(())
    }
}

/// A key.
struct Key(String);

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self)
    }
}

#[cfg(test)]
mod tests;
