//! The record of acts: append and read, nothing else.

use super::Error;
use super::words::from_json;
use domain::bargaining::Event;
use domain::policy::Permit;
use domain::term::{canonical_json, sha256_hex};
use entity::act;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

/// A stored act: the event and its place in the chain of hashes.
#[derive(Clone, Debug)]
pub struct StoredAct {
    /// The event.
    pub event: Event,
    /// SHA-256 (hex) of its canonical JSON and the hash before.
    pub sha256: String,
    /// Hash of the act before; empty for the first.
    pub previous: String,
}

/// All acts of a negotiation, in order.
///
/// # Errors
/// [`Error::Inconsistent`] for an act that does not read.
pub async fn all(db: &impl ConnectionTrait, negotiation: i64) -> Result<Vec<StoredAct>, Error> {
    let found = act::Entity::find().filter(act::Column::Negotiation.eq(negotiation)).order_by_asc(act::Column::Seq);
    let rows = found.all(db).await?;
    let stored =
        |row: act::Model| Ok(StoredAct { event: from_json(&row.event)?, sha256: row.sha256, previous: row.previous });
    rows.into_iter().map(stored).collect()
}

/// Appends an act.
///
/// # Errors
/// [`Error::Taken`] when another act has its number.
pub async fn append(
    db: &impl ConnectionTrait,
    negotiation: i64,
    event: &Event,
    previous: &str,
    _permit: Permit,
) -> Result<String, Error> {
    let value = serde_json::to_value(event).map_err(|error| Error::Inconsistent(error.to_string()))?;
    let text = canonical_json(&value);
    let sha256 = sha256_hex(format!("{previous}\n{text}"));
    let row = act::ActiveModel {
        negotiation: Set(negotiation),
        seq: Set(i64::from(event.seq)),
        at: Set(event.at),
        account: Set(event.by.account),
        mandate: Set(event.by.mandate),
        deed: Set(event.deed.name().to_owned()),
        event: Set(text),
        sha256: Set(sha256.clone()),
        previous: Set(previous.to_owned()),
        ..Default::default()
    };
    act::Entity::insert(row).exec_without_returning(db).await?;
    Ok(sha256)
}
