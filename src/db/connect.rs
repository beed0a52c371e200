//! Connections, and the one way to begin a transaction that will write.

use super::Error;
use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    ConnectOptions, Database, DatabaseConnection, DatabaseTransaction, SqliteTransactionMode, TransactionOptions,
    TransactionTrait,
};
use std::time::Duration;

/// Connections of a process.
pub const CONNECTIONS: u32 = 8;

/// How long a statement waits for a lock, and a task for a connection, before the store counts as busy.
const PATIENCE: Duration = Duration::from_secs(5);

/// Connects to SQLite (`sqlite:FILE?mode=rwc`) or PostgreSQL. An acknowledged write survives a power cut.
///
/// # Errors
/// What the driver says.
pub async fn connect(url: &str) -> Result<DatabaseConnection, Error> {
    let mut options = ConnectOptions::new(url);
    options.max_connections(CONNECTIONS).sqlx_logging(false).acquire_timeout(PATIENCE);
    options.map_sqlx_sqlite_opts(|sqlite| {
        sqlite
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(PATIENCE)
            .foreign_keys(true)
    });
    options
        .map_sqlx_postgres_opts(|postgres| postgres.options([("lock_timeout", format!("{}ms", PATIENCE.as_millis()))]));
    Ok(Database::connect(options).await?)
}

/// Begins a transaction that will write. On SQLite it takes the write lock at once: a deferred one fails as soon
/// as two of them have read.
///
/// # Errors
/// What the driver says; [`Error::Busy`] when the lock could not be had in time.
pub async fn begin_write(db: &DatabaseConnection) -> Result<DatabaseTransaction, Error> {
    let options =
        TransactionOptions { sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate), ..Default::default() };
    Ok(db.begin_with_options(options).await?)
}
