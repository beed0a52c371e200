//! Domain words as column text: the word of the JSON form.

use super::Error;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// The word of a unit value (`worker_side`).
pub fn word<T: Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

/// The value of a word.
///
/// # Errors
/// [`Error::Inconsistent`] for a word that means nothing.
pub fn value<T: DeserializeOwned>(word: &str) -> Result<T, Error> {
    serde_json::from_value(serde_json::Value::String(word.to_owned()))
        .map_err(|error| Error::Inconsistent(format!("`{word}`: {error}")))
}

/// JSON text of a value.
pub fn json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// The value of JSON text.
///
/// # Errors
/// [`Error::Inconsistent`] for text that is not of the type.
pub fn from_json<T: DeserializeOwned>(text: &str) -> Result<T, Error> {
    serde_json::from_str(text).map_err(|error| Error::Inconsistent(error.to_string()))
}
