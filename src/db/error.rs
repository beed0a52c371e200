//! What can go wrong below the service.

use sea_orm::{DbErr, SqlErr};
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
}

impl From<DbErr> for Error {
    fn from(error: DbErr) -> Self {
        match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(_)) => Self::Taken,
            _ => Self::Orm(error),
        }
    }
}
