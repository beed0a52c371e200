//! The one byte sequence of a sheet (RFC 8785), and its hash.

use super::{SCHEMA, TermSheet};
use crate::limits::SAFE_INTEGER;
use serde_json::{Number, Value, json};
use sha2::{Digest, Sha256};
use thiserror::Error;

/// Why a JSON value has no canonical text that reads back as the same value.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NotCanonical {
    /// RFC 8785 writes numbers as doubles: beyond ±(2^53 − 1), and with a fraction, what is read may not be what was written.
    #[error("the number {0} is no whole number within ±(2^53 − 1)")]
    Number(Number),
    /// The serialiser's own word.
    #[error("{0}")]
    Serialiser(String),
}

/// RFC 8785 text of a JSON value.
///
/// # Errors
/// [`NotCanonical`] for a number that a reader might get back changed.
pub fn canonical_json(value: &Value) -> Result<String, NotCanonical> {
    numbers(value)?;
    serde_json_canonicalizer::to_string(value).map_err(|error| NotCanonical::Serialiser(error.to_string()))
}

/// Refuses the first number that is no safe integer.
fn numbers(value: &Value) -> Result<(), NotCanonical> {
    match value {
        Value::Number(number) => {
            let safe = number.as_i64().is_some_and(|whole| (-SAFE_INTEGER..=SAFE_INTEGER).contains(&whole));
            if safe { Ok(()) } else { Err(NotCanonical::Number(number.clone())) }
        }
        Value::Array(all) => all.iter().try_for_each(numbers),
        Value::Object(fields) => fields.values().try_for_each(numbers),
        Value::Null | Value::Bool(_) | Value::String(_) => Ok(()),
    }
}

/// SHA-256 in lower-case hex.
pub fn sha256_hex(bytes: impl AsRef<[u8]>) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

impl TermSheet {
    /// The sheet as a JSON value, rounding written out.
    pub fn to_value(&self) -> Value {
        let mut value = json!(self);
        if let Some(object) = value.as_object_mut() {
            object.insert("schema".to_owned(), SCHEMA.into());
        }
        value
    }

    /// Canonical text: equal sheets have equal text. A sheet has small whole numbers and strings only.
    pub fn canonical(&self) -> String {
        let value = self.to_value();
        canonical_json(&value).unwrap_or_else(|_| value.to_string())
    }

    /// SHA-256 (hex) of the canonical text.
    pub fn sha256(&self) -> String {
        sha256_hex(self.canonical())
    }
}
