//! The record: entries of the log, chained by hash, each with a salted commitment to what was done.
//!
//! An entry may be shown to anybody; salt and payload are given to those alone who may read the act. A payload of few
//! possibilities ("accept offer 12") cannot be guessed from its commitment, and what must be erased can be, with every
//! hash still whole.

use crate::term::{canonical_json, sha256_hex};
use chrono::{DateTime, SecondsFormat, Utc};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use thiserror::Error;
use uuid::Uuid;

/// Version of the entry's form.
const SCHEMA: &str = "concord.entry/1";

/// Origin of a log unless the configuration names one.
pub const DEFAULT_ORIGIN: &str = "localhost/concord";

/// What a stream is the log of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StreamKind {
    /// One negotiation, and the contract that came of it.
    Negotiation,
    /// What operators did with accounts and mandates, one stream an organisation.
    Operator,
}

impl StreamKind {
    /// As in the entry.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Negotiation => "negotiation",
            Self::Operator => "operator",
        }
    }
}

/// Whose log an entry belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Stream {
    /// Of what.
    pub kind: StreamKind,
    /// Of which one.
    pub id: Uuid,
}

/// Who acted, as the entry says it: no name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryBy {
    /// The person; none for the command line.
    pub account: Option<Uuid>,
    /// For whom; none for an operator, who acts for nobody.
    pub organisation: Option<Uuid>,
    /// As what, a word.
    pub capacity: String,
    /// Under which mandate.
    pub mandate: Option<Uuid>,
}

/// One entry of the log. Its bytes are its canonical JSON (RFC 8785).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    schema: String,
    /// Origin of the log.
    pub log: String,
    /// Whose.
    pub stream: Stream,
    /// From 0, the opening, without gaps.
    pub seq: u32,
    /// Instant of service, UTC; never earlier than the entry before.
    #[serde(serialize_with = "rfc3339")]
    pub at: DateTime<Utc>,
    /// Name of the act.
    pub act: String,
    /// Version of the act's form.
    pub act_version: u16,
    /// SHA-256 (hex) of the rulebook it was judged by; none where none applies.
    pub rulebook: Option<String>,
    /// Who.
    pub by: EntryBy,
    /// SHA-256 (hex) of salt and payload.
    pub commitment: String,
    /// SHA-256 (hex) of the entry before in the same stream; none for the first.
    pub previous: Option<String>,
}

fn rfc3339<S: serde::Serializer>(at: &DateTime<Utc>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&at.to_rfc3339_opts(SecondsFormat::AutoSi, true))
}

/// Random bytes that hide a payload in its commitment.
pub type Salt = [u8; 32];

/// What an entry is made of.
#[derive(Clone, Debug)]
pub struct NewEntry<'a> {
    /// Origin of the log.
    pub log: &'a str,
    /// Whose.
    pub stream: Stream,
    /// From 0.
    pub seq: u32,
    /// Instant of service.
    pub at: DateTime<Utc>,
    /// Name of the act.
    pub act: &'a str,
    /// Version of the act's form.
    pub act_version: u16,
    /// SHA-256 (hex) of the rulebook.
    pub rulebook: Option<&'a str>,
    /// Who.
    pub by: EntryBy,
    /// SHA-256 (hex) of the entry before.
    pub previous: Option<&'a str>,
}

impl Entry {
    /// The entry that commits to a payload.
    pub fn new(new: NewEntry<'_>, salt: &Salt, payload: &str) -> Self {
        Self {
            schema: SCHEMA.to_owned(),
            log: new.log.to_owned(),
            stream: new.stream,
            seq: new.seq,
            at: new.at,
            act: new.act.to_owned(),
            act_version: new.act_version,
            rulebook: new.rulebook.map(str::to_owned),
            by: new.by,
            commitment: commitment(salt, payload),
            previous: new.previous.map(str::to_owned),
        }
    }

    /// Its bytes.
    ///
    /// # Errors
    /// [`Unwritable`]; no entry made by [`Entry::new`] is.
    pub fn text(&self) -> Result<String, Unwritable> {
        encoded(self)
    }
}

/// SHA-256 (hex) of an entry's bytes: what the next entry of the stream names as `previous`.
pub fn hash(entry: &str) -> String {
    sha256_hex(entry)
}

/// SHA-256 (hex) of salt and payload.
pub fn commitment(salt: &Salt, payload: &str) -> String {
    let mut hasher = Sha256::new();
    hasher.update(salt);
    hasher.update(payload);
    hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Why something is not written to the log.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Unwritable {
    /// It has no JSON.
    #[error("no JSON: {0}")]
    Json(String),
    /// Its JSON reads as something else.
    #[error("what is written does not read back the same")]
    Differs,
}

/// The canonical JSON of a value.
///
/// # Errors
/// [`Unwritable::Json`].
fn encoded<T: Serialize>(value: &T) -> Result<String, Unwritable> {
    let value = serde_json::to_value(value).map_err(|error| Unwritable::Json(error.to_string()))?;
    canonical_json(&value).map_err(|error| Unwritable::Json(error.to_string()))
}

/// The payload of what was done: written, read back and compared before it is stored. What cannot be read back is
/// refused here and breaks nothing.
///
/// # Errors
/// [`Unwritable`].
pub fn payload<T: Serialize + DeserializeOwned + PartialEq>(done: &T) -> Result<String, Unwritable> {
    let text = encoded(done)?;
    match serde_json::from_str::<T>(&text) {
        Ok(read) if read == *done => Ok(text),
        _ => Err(Unwritable::Differs),
    }
}

/// What moves by acts: decided now, stored with what was decided, rebuilt from its log.
///
/// A new kind of stream is a module with this trait; storing, hashing and reading are the same for all.
pub trait Aggregate: Clone + Sized {
    /// Of which kind its streams are.
    const KIND: StreamKind;
    /// What the payload holds: who did what, and what was decided. The first of a stream opens it.
    type Done: Serialize + DeserializeOwned + PartialEq + Clone;
    /// Why a stored event does not fit.
    type Fault: std::fmt::Display;

    /// The name of what was done and the version of its form.
    fn name(done: &Self::Done) -> (&'static str, u16);

    /// Who did it.
    fn by(done: &Self::Done) -> EntryBy;

    /// The state after the opening.
    ///
    /// # Errors
    /// [`Aggregate::Fault`] for what opens no stream.
    fn open(id: Uuid, at: DateTime<Utc>, done: Self::Done) -> Result<Self, Self::Fault>;

    /// The state after one more event.
    ///
    /// # Errors
    /// [`Aggregate::Fault`] for an event that does not fit.
    fn apply(&mut self, seq: u32, at: DateTime<Utc>, done: Self::Done) -> Result<(), Self::Fault>;

    /// Brings a payload of an older version into the present form.
    fn upcast(act: &str, version: u16, payload: serde_json::Value) -> serde_json::Value {
        let _ = (act, version);
        payload
    }
}

#[cfg(test)]
mod tests;
