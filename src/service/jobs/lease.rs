//! A job that one worker holds for a while.

use crate::db;
use crate::db::jobs::Job;
use crate::service::{Answer, App, Error};
use chrono::{DateTime, TimeDelta, Utc};
use std::time::Duration;

/// A worker that has not been heard of for so long has died: somebody else may take the job.
const LEASE: TimeDelta = TimeDelta::minutes(1);
/// How often a worker is heard of while it works long.
const BEAT: Duration = Duration::from_secs(15);

/// A lease: as long as it is held, nobody else works on the job.
#[derive(Debug)]
pub(in crate::service) struct Lease<'a> {
    app: &'a App,
    worker: &'a str,
    job: i64,
}

impl<'a> Lease<'a> {
    /// Takes the job that has been due longest, long work or other.
    pub(super) async fn take(app: &App, worker: &str, kinds: &[&str], long: bool) -> Answer<Option<Job>> {
        let tx = app.begin_write().await?;
        let job = db::jobs::lease(&tx, worker, (kinds, long), app.now(), until(app)).await?;
        tx.commit().await?;
        Ok(job)
    }

    pub(super) const fn of(app: &'a App, worker: &'a str, job: &Job) -> Self {
        Self { app, worker, job: job.id }
    }

    /// Holds on to the job, in the transaction of what is written for it.
    ///
    /// # Errors
    /// [`Error::Conflict`] when somebody else has it.
    pub(in crate::service) async fn hold(&self, tx: &impl db::Write) -> Answer<()> {
        Ok(db::jobs::renew(tx, self.job, self.worker, until(self.app)).await?)
    }

    /// Marks the job done, in the transaction of its effect.
    ///
    /// # Errors
    /// [`Error::Conflict`] when somebody else has it.
    pub(in crate::service) async fn done(&self, tx: &impl db::Write) -> Answer<()> {
        Ok(db::jobs::done(tx, self.job, self.worker, self.app.now()).await?)
    }

    /// Holds on to the job for as long as it is polled; ends when it is lost.
    pub(super) async fn keep(&self) -> Error {
        loop {
            tokio::time::sleep(BEAT).await;
            match self.app.write(async |tx| self.hold(tx).await).await {
                Ok(()) => {}
                Err(Error::Conflict) => return Error::Conflict,
                // The store may be back before the lease ends.
                Err(error) => tracing::warn!(%error, "a lease could not be renewed"),
            }
        }
    }
}

fn until(app: &App) -> DateTime<Utc> {
    app.now().checked_add_signed(LEASE).unwrap_or_else(|| app.now())
}
