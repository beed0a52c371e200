//! The one byte sequence of a sheet (RFC 8785), and its hash.

use super::{SCHEMA, TermSheet};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// RFC 8785 text of a JSON value. Ours holds strings, booleans and small integers only.
pub fn canonical_json(value: &Value) -> String {
    serde_json_canonicalizer::to_string(value).unwrap_or_default()
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

    /// Canonical text: equal sheets have equal text.
    pub fn canonical(&self) -> String {
        canonical_json(&self.to_value())
    }

    /// SHA-256 (hex) of the canonical text.
    pub fn sha256(&self) -> String {
        sha256_hex(self.canonical())
    }
}
