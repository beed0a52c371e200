//! Connections, and the one way to begin a transaction that will write.

use super::Error;
use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend,
    SqliteTransactionMode, TransactionOptions, TransactionTrait,
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

/// Connections of the pool in use, and idle.
pub fn connections(db: &DatabaseConnection) -> (i64, i64) {
    let (size, idle) = match db.get_database_backend() {
        DbBackend::Postgres => {
            let pool = db.get_postgres_connection_pool();
            (pool.size(), pool.num_idle())
        }
        _ => {
            let pool = db.get_sqlite_connection_pool();
            (pool.size(), pool.num_idle())
        }
    };
    let idle = i64::try_from(idle).unwrap_or(i64::MAX);
    (i64::from(size).saturating_sub(idle), idle)
}

/// A connection that may write: a transaction, never a connection of the pool. Transactions take turns; a single
/// statement beside them would wait for the store's lock with a connection that others need.
pub trait Write: ConnectionTrait {}

impl Write for DatabaseTransaction {}

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
