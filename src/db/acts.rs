//! The record of acts: append and read, nothing else.

use super::Error;
use super::words::from_json;
use domain::bargaining::{Event, encode};
use domain::policy::Permit;
use domain::term::sha256_hex;
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
    /// Length of what is stored.
    pub bytes: u64,
}

/// Acts of a negotiation after `seen` up to `last`, in order.
///
/// # Errors
/// [`Error::Inconsistent`] for an act that does not read.
pub async fn between(
    db: &impl ConnectionTrait,
    negotiation: i64,
    seen: i64,
    last: i64,
) -> Result<Vec<StoredAct>, Error> {
    use act::Column as C;
    let found = act::Entity::find().filter(C::Negotiation.eq(negotiation)).filter(C::Seq.gt(seen));
    let rows = found.filter(C::Seq.lte(last)).order_by_asc(C::Seq).all(db).await?;
    let stored = |row: act::Model| {
        let bytes = u64::try_from(row.event.len()).unwrap_or(u64::MAX);
        Ok(StoredAct { event: from_json(&row.event)?, sha256: row.sha256, previous: row.previous, bytes })
    };
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
) -> Result<StoredAct, Error> {
    let text = encode(event).map_err(|error| Error::Inconsistent(error.to_string()))?;
    let bytes = u64::try_from(text.len()).unwrap_or(u64::MAX);
    let sha256 = sha256_hex(format!("{previous}\n{text}"));
    let row = act::ActiveModel {
        negotiation: Set(negotiation),
        seq: Set(i64::from(event.seq)),
        at: Set(event.at),
        account: Set(event.by.account),
        mandate: Set(event.by.mandate),
        act: Set(event.act.name().to_owned()),
        event: Set(text),
        sha256: Set(sha256.clone()),
        previous: Set(previous.to_owned()),
        ..Default::default()
    };
    act::Entity::insert(row).exec_without_returning(db).await?;
    Ok(StoredAct { event: event.clone(), sha256, previous: previous.to_owned(), bytes })
}
