//! What every service needs: the store, the clock, the law.

use super::passwords::Passwords;
use super::writing::{Turns, Writing};
use super::{Error, Replays, Work};
use crate::clock::Clock;
use crate::metrics::Metrics;
use crate::notify::{Bus, Notice};
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use domain::statute::{Rulebook, RulebookSet};
use sea_orm::DatabaseConnection;
use std::fmt::Display;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Notify;

/// The application.
#[derive(Clone, Debug)]
pub struct App {
    /// The store.
    pub db: DatabaseConnection,
    pub clock: Arc<dyn Clock>,
    pub rulebooks: Arc<RulebookSet>,
    /// The zone in which days of mandates are counted and times are shown and entered.
    pub zone: Tz,
    /// Hashes and verifies passwords.
    pub passwords: Passwords,
    /// Negotiations replayed so far.
    pub replays: Arc<Replays>,
    /// Tells open pages what was committed.
    pub bus: Bus,
    /// Threads for work that takes the processor.
    pub work: Work,
    /// Tells the workers of this process that there is work; others look every few seconds.
    pub wake: Arc<Notify>,
    /// Whose turn it is to write.
    pub turns: Turns,
    /// Origin of the log, e.g. `localhost/concord`.
    pub origin: Arc<str>,
    /// What the server counts about itself.
    pub metrics: Arc<Metrics>,
    /// How often an open stream asks again whether its reader may still see.
    pub recheck: Duration,
}

impl App {
    /// Connections of the pool in use, and idle.
    pub fn connections(&self) -> (i64, i64) {
        crate::db::connections(&self.db)
    }

    /// The present instant.
    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// The present day.
    pub fn today(&self) -> NaiveDate {
        self.now().with_timezone(&self.zone).date_naive()
    }

    /// The rulebook of a jurisdiction.
    pub(super) fn book(&self, jurisdiction: &str) -> Result<&Rulebook, Error> {
        self.rulebooks.governing(jurisdiction).ok_or_else(|| Error::internal(format!("no rulebook {jurisdiction}")))
    }

    /// Works on a thread of the pool what takes more than a few milliseconds.
    ///
    /// # Errors
    /// [`Error::Busy`] when too much waits already.
    pub async fn compute<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Error> {
        self.work.lane().run(work).await
    }

    /// Begins a write transaction when its turn has come; [`Error::Busy`] when it does not come in time.
    pub(super) async fn begin_write(&self) -> Result<Writing, Error> {
        self.turns.begin(&self.db).await
    }

    /// Writes in a transaction of its own, when its turn has come; nobody is told.
    pub(super) async fn write<T>(&self, change: impl AsyncFnOnce(&Writing) -> Result<T, Error>) -> Result<T, Error> {
        let tx = self.begin_write().await?;
        let done = change(&tx).await?;
        tx.commit().await?;
        Ok(done)
    }

    /// A stored record was met that does not read: told in the log and counted. No list is lost for it.
    pub(super) fn unreadable(&self, what: &'static str, which: impl Display, why: impl Display) {
        self.metrics.unreadable();
        tracing::error!(what, %which, %why, "a stored record does not read");
    }

    /// Commits, and tells who is looking. Nothing is told of what is not committed.
    pub(super) async fn commit(&self, tx: Writing, notices: &[Notice]) -> Result<(), Error> {
        Ok(tx.end(async |tx| self.bus.commit(tx, notices).await).await?)
    }
}
