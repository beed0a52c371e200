//! An event as text: what is written is read back and compared before it is stored.

use super::Event;
use crate::term::{NotCanonical, canonical_json};
use thiserror::Error;

/// Why an event cannot be stored, or what is stored is no event.
#[derive(Debug, Error)]
pub enum Unreadable {
    /// It has no canonical text.
    #[error(transparent)]
    NotCanonical(#[from] NotCanonical),
    /// It does not read.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    /// It reads as another event.
    #[error("act {0} reads back as another")]
    Differs(super::Seq),
}

/// The canonical text of an event, which is known to read back as the same event.
///
/// # Errors
/// [`Unreadable`]: then it must not be stored.
pub fn encode(event: &Event) -> Result<String, Unreadable> {
    let text = canonical_json(&serde_json::to_value(event)?)?;
    if decode(&text)? == *event { Ok(text) } else { Err(Unreadable::Differs(event.seq)) }
}

/// The event of a stored text.
///
/// # Errors
/// [`Unreadable::Json`].
pub fn decode(text: &str) -> Result<Event, Unreadable> {
    Ok(serde_json::from_str(text)?)
}
