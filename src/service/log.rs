//! The log of every stream: one way to append, one way to read.

use super::accounts::random;
use super::work::aside;
use super::{Answer, App, Error};
use crate::db;
use crate::db::events::{NewEvent, Stored};
use chrono::{DateTime, Utc};
use domain::record::{self, Aggregate, Entry, NewEntry, Stream};
use sea_orm::ConnectionTrait;
use serde_json::Value;
use uuid::Uuid;

/// Bytes of payloads that are read where they come.
const AT_ONCE: usize = 64 << 10;

/// A stored event of an aggregate.
#[derive(Clone, Debug)]
pub(super) struct Read<D> {
    /// From 0, the opening.
    pub seq: u32,
    /// Instant of service.
    pub at: DateTime<Utc>,
    /// SHA-256 (hex) of its entry: it commits to what was done and tells nothing of it.
    pub hash: String,
    /// Bytes of what is stored.
    pub bytes: u64,
    /// What was done.
    pub done: D,
}

/// What is appended to a stream.
pub(super) struct Appending<'a, D> {
    /// Which stream.
    pub stream: Uuid,
    /// Its number.
    pub seq: u32,
    /// Instant of service.
    pub at: DateTime<Utc>,
    /// What is done.
    pub done: &'a D,
    /// SHA-256 (hex) of the rulebook it was judged by.
    pub rulebook: Option<&'a str>,
    /// SHA-256 (hex) of the entry before.
    pub previous: Option<&'a str>,
    /// Keys of account and mandate.
    pub by: (Option<i64>, Option<i64>),
}

/// What is ready to be appended: worked out before a transaction holds anybody up.
pub(super) struct Prepared {
    salt: record::Salt,
    payload: String,
}

impl Prepared {
    /// Bytes of what was done.
    pub(super) fn bytes(&self) -> u64 {
        u64::try_from(self.payload.len()).unwrap_or(u64::MAX)
    }
}

/// Encodes what is done, reads it back and compares.
///
/// # Errors
/// [`Error::Internal`] for what does not read back the same: nothing is stored of it.
pub(super) fn prepare<A: Aggregate>(done: &A::Done) -> Answer<Prepared> {
    let payload = record::payload(done).map_err(Error::internal)?;
    Ok(Prepared { salt: random()?, payload })
}

/// Appends to a stream; the hash of the entry comes back.
///
/// # Errors
/// [`Error::Conflict`] when somebody else was first.
pub(super) async fn append<A: Aggregate>(
    app: &App,
    tx: &impl db::Write,
    appending: Appending<'_, A::Done>,
    prepared: Prepared,
) -> Answer<Read<A::Done>> {
    let Appending { stream, seq, at, done, rulebook, previous, by } = appending;
    let Prepared { salt, payload } = prepared;
    let (act, act_version) = A::name(done);
    let stream = Stream { kind: A::KIND, id: stream };
    let whose = A::by(done);
    let new = NewEntry { log: &app.origin, stream, seq, at, act, act_version, rulebook, by: whose, previous };
    let entry = Entry::new(new, &salt, &payload);
    let text = entry.text().map_err(Error::internal)?;
    let hash = record::hash(&text);
    let new = NewEvent { entry: &entry, text: &text, hash: &hash, salt: &salt, payload: &payload, by };
    db::events::append(tx, new).await?;
    Ok(Read { seq, at, bytes: size(&text, &payload), hash, done: done.clone() })
}

/// Events of a stream after `seen`, in order, to the end.
///
/// # Errors
/// [`Error::Unreadable`] for an event that does not read.
pub(super) async fn after<A: Aggregate>(
    db: &impl ConnectionTrait,
    stream: Uuid,
    mut seen: Option<u32>,
) -> Answer<Vec<Read<A::Done>>> {
    let mut all = Vec::new();
    loop {
        let rows = db::events::after(db, stream, seen).await?;
        let full = u64::try_from(rows.len()).is_ok_and(|count| count == db::events::MOST);
        let large = rows.iter().filter_map(|row| row.payload.as_ref()).map(String::len).sum::<usize>() > AT_ONCE;
        let read = || rows.into_iter().map(read::<A>).collect::<Answer<Vec<_>>>();
        all.extend(if large { aside(read)? } else { read()? });
        seen = all.last().map(|event| event.seq);
        if !full {
            return Ok(all);
        }
    }
}

/// The last events of a stream, at most `most`, in order; one that does not read stands there as its number and instant.
pub(super) async fn last<A: Aggregate>(
    app: &App,
    stream: Uuid,
    most: u32,
) -> Answer<Vec<Result<Read<A::Done>, Unread>>> {
    let Some((last, _, _)) = db::events::last(&app.db, stream).await? else { return Ok(Vec::new()) };
    let last = u32::try_from(last).map_err(Error::internal)?;
    let (mut seen, mut all) = (last.checked_sub(most), Vec::new());
    loop {
        let rows = db::events::after(&app.db, stream, seen).await?;
        let full = u64::try_from(rows.len()).is_ok_and(|count| count == db::events::MOST);
        for row in rows {
            let (seq, at) = (u32::try_from(row.seq).map_err(Error::internal)?, row.at);
            seen = Some(seq);
            all.push(read::<A>(row).map_err(|error| {
                app.unreadable("an event", format_args!("{stream} {seq}"), error);
                Unread { seq, at }
            }));
        }
        if !full {
            return Ok(all);
        }
    }
}

/// An event that does not read.
pub(super) struct Unread {
    pub seq: u32,
    pub at: DateTime<Utc>,
}

fn read<A: Aggregate>(row: Stored) -> Answer<Read<A::Done>> {
    let unreadable = |why: &dyn std::fmt::Display| {
        tracing::error!(stream = %row.stream, seq = row.seq, %why, "an event that cannot be read");
        Error::Unreadable
    };
    let seq = u32::try_from(row.seq).map_err(|error| unreadable(&error))?;
    let version = u16::try_from(row.act_version).map_err(|error| unreadable(&error))?;
    let payload = row.payload.as_deref().ok_or_else(|| unreadable(&"its payload was erased"))?;
    let value: Value = serde_json::from_str(payload).map_err(|error| unreadable(&error))?;
    let done = serde_json::from_value(A::upcast(&row.act, version, value)).map_err(|error| unreadable(&error))?;
    Ok(Read { seq, at: row.at, bytes: size(&row.entry, payload), hash: row.hash.clone(), done })
}

fn size(entry: &str, payload: &str) -> u64 {
    u64::try_from(entry.len().saturating_add(payload.len())).unwrap_or(u64::MAX)
}
