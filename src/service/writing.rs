//! Write transactions take turns: whoever waits holds no connection, first come is first served, and the queue has an end.

use super::Error;
use super::work::is_large;
use crate::db;
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult, Statement,
};
use std::ops::Deref;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Transactions at a time: SQLite has one writer; PostgreSQL keeps some of the pool's connections for readers.
const SQLITE: usize = 1;
const POSTGRES: usize = 5;
/// Of them for requests with large bodies, each of which may write for a good part of a second.
const LARGE: usize = 1;
/// Transactions that may wait for their turn.
const WAITING: usize = 256;
/// How long one waits for its turn.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long one of a large request waits for the large ones before it: it keeps nobody from anything meanwhile.
const LARGE_PATIENCE: Duration = Duration::from_secs(20);

/// Whose turn it is to write.
#[derive(Clone, Debug)]
pub struct Turns {
    turns: Arc<Semaphore>,
    large: Arc<Semaphore>,
    places: Arc<Semaphore>,
}

impl Turns {
    /// Turns for a store.
    pub fn new(backend: DbBackend) -> Self {
        let writers = if backend == DbBackend::Sqlite { SQLITE } else { POSTGRES };
        let places = Semaphore::new(WAITING.saturating_add(writers));
        let [turns, large] = [writers, LARGE].map(|most| Arc::new(Semaphore::new(most)));
        Self { turns, large, places: Arc::new(places) }
    }

    /// Begins a transaction when its turn has come. Of large requests one stands in the queue at a time, so that nobody
    /// has more than two of their transactions before his own.
    pub(super) async fn begin(&self, db: &DatabaseConnection) -> Result<Writing, Error> {
        let place = Arc::clone(&self.places).try_acquire_owned().map_err(|_| Error::Busy)?;
        let large = if is_large() { Some(within(LARGE_PATIENCE, &self.large).await?) } else { None };
        let turn = within(PATIENCE, &self.turns).await?;
        Ok(Writing { tx: db::begin_write(db).await?, _turn: turn, _large: large, _place: place })
    }
}

/// A turn, if it comes in time.
async fn within(patience: Duration, turns: &Arc<Semaphore>) -> Result<OwnedSemaphorePermit, Error> {
    let turn = tokio::time::timeout(patience, Arc::clone(turns).acquire_owned()).await;
    turn.map_err(|_| Error::Busy)?.map_err(|_| Error::Busy)
}

/// A write transaction and its turn; dropped without [`Writing::commit`] it is rolled back.
#[derive(Debug)]
pub(super) struct Writing {
    tx: DatabaseTransaction,
    _turn: OwnedSemaphorePermit,
    _large: Option<OwnedSemaphorePermit>,
    _place: OwnedSemaphorePermit,
}

impl Writing {
    /// Commits by `commit`, and only then gives the turn away.
    pub(super) async fn end<T, E>(self, commit: impl AsyncFnOnce(DatabaseTransaction) -> Result<T, E>) -> Result<T, E> {
        let Self { tx, _turn, _large, _place } = self;
        commit(tx).await
    }

    /// Commits; nobody is told.
    pub(super) async fn commit(self) -> Result<(), Error> {
        Ok(self.end(DatabaseTransaction::commit).await?)
    }
}

impl Deref for Writing {
    type Target = DatabaseTransaction;

    fn deref(&self) -> &DatabaseTransaction {
        &self.tx
    }
}

impl db::Write for Writing {}

#[async_trait::async_trait]
impl ConnectionTrait for Writing {
    fn get_database_backend(&self) -> DbBackend {
        self.tx.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.tx.execute_raw(statement).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.tx.execute_unprepared(sql).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.tx.query_one_raw(statement).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.tx.query_all_raw(statement).await
    }
}
