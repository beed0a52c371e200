//! What can go wrong below the service.

use sea_orm::sqlx::postgres::PgDatabaseError;
use sea_orm::sqlx::sqlite::SqliteError;
use sea_orm::{DbErr, RuntimeErr, SqlErr, sqlx};
use thiserror::Error;

/// A fault of the store.
#[derive(Debug, Error)]
pub enum Error {
    /// The database's own.
    #[error(transparent)]
    Orm(DbErr),
    /// A row the domain refuses.
    #[error("inconsistent row: {0}")]
    Inconsistent(String),
    /// A unique value is taken.
    #[error("taken")]
    Taken,
    /// Somebody else was first.
    #[error("stale")]
    Stale,
    /// The database could not take it now, and nothing was changed: the same may succeed a moment later.
    #[error("busy: {0}")]
    Busy(DbErr),
}

impl From<DbErr> for Error {
    fn from(error: DbErr) -> Self {
        match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(_)) => Self::Taken,
            _ if passing(&error) => Self::Busy(error),
            _ => Self::Orm(error),
        }
    }
}

/// Whether the fault passes by itself: a lock or a connection that could not be had in time, a transaction that lost
/// against another, a database that is just starting or out of reach.
fn passing(error: &DbErr) -> bool {
    match error {
        DbErr::ConnectionAcquire(_) => true,
        DbErr::Conn(RuntimeErr::SqlxError(inner))
        | DbErr::Exec(RuntimeErr::SqlxError(inner))
        | DbErr::Query(RuntimeErr::SqlxError(inner)) => passing_sqlx(inner),
        _ => false,
    }
}

fn passing_sqlx(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::Io(_) => true,
        sqlx::Error::Database(inner) => {
            if let Some(postgres) = inner.try_downcast_ref::<PgDatabaseError>() {
                return PASSING_SQLSTATES.contains(&postgres.code());
            }
            let sqlite = inner.try_downcast_ref::<SqliteError>().and_then(|_| inner.code()?.parse::<u32>().ok());
            // The lowest byte of an extended code is the code.
            sqlite.is_some_and(|code| matches!(code & 0xff, SQLITE_BUSY | SQLITE_LOCKED))
        }
        _ => false,
    }
}

const SQLITE_BUSY: u32 = 5;
const SQLITE_LOCKED: u32 = 6;

/// `serialization_failure`, `deadlock_detected`, `lock_not_available`, `query_canceled` (a timeout of the server's),
/// `too_many_connections`, `admin_shutdown`, `crash_shutdown`, `cannot_connect_now`.
const PASSING_SQLSTATES: [&str; 8] = ["40001", "40P01", "55P03", "57014", "53300", "57P01", "57P02", "57P03"];
