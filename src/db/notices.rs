//! Notices between servers of one PostgreSQL database: `NOTIFY` inside a transaction, `LISTEN` on a connection kept.

use super::Error;
use super::Write;
use sea_orm::sqlx;
use sea_orm::sqlx::postgres::PgListener;
use sea_orm::{DatabaseConnection, DbBackend, Statement};
use thiserror::Error as ThisError;

/// The channel.
const CHANNEL: &str = "concord";

/// Sends a notice with the transaction: it is delivered when that commits, and never if it does not.
///
/// # Errors
/// The database's; also for 8000 bytes or more.
pub async fn send(tx: &impl Write, text: &str) -> Result<(), Error> {
    let values = [CHANNEL.into(), text.into()];
    tx.execute_raw(Statement::from_sql_and_values(DbBackend::Postgres, "SELECT pg_notify($1, $2)", values)).await?;
    Ok(())
}

/// Why nothing more is heard.
#[derive(Debug, ThisError)]
pub enum Lost {
    /// The store was closed.
    #[error("the store is closed")]
    Closed,
    /// The connection failed.
    #[error("{0}")]
    Failed(String),
}

impl From<sqlx::Error> for Lost {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::PoolClosed => Self::Closed,
            other => Self::Failed(other.to_string()),
        }
    }
}

/// A connection of the pool that listens as long as it lives.
#[derive(Debug)]
pub struct Ears(PgListener);

impl Ears {
    /// Listens from now on.
    ///
    /// # Errors
    /// [`Lost`].
    pub async fn open(db: &DatabaseConnection) -> Result<Self, Lost> {
        let mut listener = PgListener::connect_with(db.get_postgres_connection_pool()).await?;
        listener.listen(CHANNEL).await?;
        Ok(Self(listener))
    }

    /// The next notice; `None`: the connection was lost and made anew, and what was told meanwhile is not known.
    ///
    /// # Errors
    /// [`Lost`].
    pub async fn next(&mut self) -> Result<Option<String>, Lost> {
        Ok(self.0.try_recv().await?.map(|notification| notification.payload().to_owned()))
    }
}
