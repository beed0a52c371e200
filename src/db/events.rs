//! The log: append and read, nothing else. The database itself refuses any change.

use super::Error;
use super::Write;
use chrono::{DateTime, Utc};
use domain::record::{Entry, Salt, StreamKind};
use entity::event::{self, Column as C, Entity};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

/// Most events read at once; a longer stream is read in pieces.
pub const MOST: u64 = 500;

/// A stored event.
pub type Stored = event::Model;

/// Events of a stream after `seen` (`None`: from the opening), in order, at most [`MOST`].
///
/// # Errors
/// The database's.
pub async fn after(db: &impl ConnectionTrait, stream: Uuid, seen: Option<u32>) -> Result<Vec<Stored>, Error> {
    let mut found = Entity::find().filter(C::Stream.eq(stream));
    if let Some(seen) = seen {
        found = found.filter(C::Seq.gt(i64::from(seen)));
    }
    Ok(found.order_by_asc(C::Seq).limit(MOST).all(db).await?)
}

/// Number, instant and hash of a stream's last event.
///
/// # Errors
/// The database's.
pub async fn last(db: &impl ConnectionTrait, stream: Uuid) -> Result<Option<(i64, DateTime<Utc>, String)>, Error> {
    let found = Entity::find().select_only().columns([C::Seq, C::At, C::Hash]).filter(C::Stream.eq(stream));
    Ok(found.order_by_desc(C::Seq).into_tuple().one(db).await?)
}

/// An event of a stream.
///
/// # Errors
/// The database's.
pub async fn find(db: &impl ConnectionTrait, stream: Uuid, seq: u32) -> Result<Option<Stored>, Error> {
    Ok(Entity::find().filter(C::Stream.eq(stream)).filter(C::Seq.eq(i64::from(seq))).one(db).await?)
}

/// Streams of a kind in the order in which they were opened, after a row (0: from the first), with the row's id.
///
/// # Errors
/// The database's.
pub async fn streams(
    db: &impl ConnectionTrait,
    kind: StreamKind,
    after: i64,
    limit: u64,
) -> Result<Vec<(i64, Uuid)>, Error> {
    let found = Entity::find().select_only().columns([C::Id, C::Stream]).filter(C::StreamKind.eq(kind.word()));
    let opened = found.filter(C::Seq.eq(0)).filter(C::Id.gt(after)).order_by_asc(C::Id);
    Ok(opened.limit(limit).into_tuple().all(db).await?)
}

/// What is appended.
#[derive(Debug)]
pub struct NewEvent<'a> {
    /// The entry.
    pub entry: &'a Entry,
    /// Its bytes.
    pub text: &'a str,
    /// Their SHA-256 (hex).
    pub hash: &'a str,
    /// The payload's salt.
    pub salt: &'a Salt,
    /// What was done, canonical JSON.
    pub payload: &'a str,
    /// Keys of account and mandate.
    pub by: (Option<i64>, Option<i64>),
}

/// Appends an event. Called by the log alone, for which the caller has shown its permit.
///
/// # Errors
/// [`Error::Taken`] when another event has its number.
pub async fn append(db: &impl Write, new: NewEvent<'_>) -> Result<(), Error> {
    let row = event::ActiveModel {
        stream_kind: Set(new.entry.stream.kind.word().to_owned()),
        stream: Set(new.entry.stream.id),
        seq: Set(new.entry.seq.into()),
        at: Set(new.entry.at),
        act: Set(new.entry.act.clone()),
        act_version: Set(new.entry.act_version.into()),
        account: Set(new.by.0),
        mandate: Set(new.by.1),
        entry: Set(new.text.to_owned()),
        hash: Set(new.hash.to_owned()),
        salt: Set(Some(new.salt.to_vec())),
        payload: Set(Some(new.payload.to_owned())),
        ..Default::default()
    };
    Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}
