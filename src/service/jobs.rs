//! Work written down with an act and done later: by `concord serve` in process, or by `concord worker` on machines of
//! its own. No job is ever needed for the truth of a status.

use super::{Answer, App, Error, register};
use crate::db;
use crate::db::jobs::Job;
use crate::db::words::{from_json, json};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};
use std::time::Duration;
use uuid::Uuid;

/// A worker that has not finished by then has died: somebody else may take the job.
const LEASE: TimeDelta = TimeDelta::minutes(5);
/// After so many failures a job is given up, and shown to the operator.
const ATTEMPTS: i32 = 10;
/// First and longest wait before a failed job is tried again.
const BACKOFF: (i64, i64) = (2, 3600);
/// How long what was done is remembered.
const REMEMBERED: TimeDelta = TimeDelta::days(7);
/// How long an idle worker waits before it looks again.
const IDLE: Duration = Duration::from_secs(2);
/// Most jobs shown.
const SHOWN: u64 = 100;

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "work", rename_all = "snake_case")]
pub enum Work {
    /// Give a contract its number once it is in force.
    Register { contract: Uuid },
}

impl Work {
    const fn kind(&self) -> &'static str {
        match self {
            Self::Register { .. } => "register",
        }
    }

    /// The same work has the same key: it is done once.
    fn key(&self) -> String {
        match self {
            Self::Register { contract } => format!("register:{contract}"),
        }
    }
}

/// Writes work down, to be done from an instant on; with the act it comes of, in its transaction.
pub(super) async fn enqueue(app: &App, tx: &impl ConnectionTrait, work: &Work, run_at: DateTime<Utc>) -> Answer<()> {
    Ok(db::jobs::enqueue(tx, work.kind(), &work.key(), &json(work), run_at, app.now()).await?)
}

/// Does what is due until nothing is; how many jobs were done.
///
/// # Errors
/// The store's; a job that fails is none, it is tried again later.
pub async fn run_due(app: &App, worker: &str) -> Answer<u64> {
    let mut count = 0_u64;
    while let Some(job) = lease(app, worker).await? {
        match perform(app, worker, &job).await {
            Ok(()) => count = count.saturating_add(1),
            Err(Error::Conflict) => tracing::warn!(job = %job.key, "another worker has taken it over"),
            Err(error) => failed(app, worker, &job, &error).await?,
        }
    }
    Ok(count)
}

async fn lease(app: &App, worker: &str) -> Answer<Option<Job>> {
    let now = app.now();
    let tx = app.begin_write().await?;
    let job = db::jobs::lease(&tx, worker, now, now.checked_add_signed(LEASE).unwrap_or(now)).await?;
    tx.commit().await?;
    Ok(job)
}

/// The effect and its being done are one transaction: however often it is begun, it is done once.
async fn perform(app: &App, worker: &str, job: &Job) -> Answer<()> {
    let work: Work = from_json(&job.payload)?;
    let tx = app.begin_write().await?;
    match work {
        Work::Register { contract } => register::register(app, &tx, contract).await?,
    }
    db::jobs::done(&tx, job.id, worker, app.now()).await?;
    tx.commit().await
}

async fn failed(app: &App, worker: &str, job: &Job, error: &Error) -> Answer<()> {
    tracing::error!(job = %job.key, attempt = job.attempts, %error, "a job failed");
    let exponent = u32::try_from(job.attempts).unwrap_or(0).min(12);
    let wait = BACKOFF.0.saturating_pow(exponent).min(BACKOFF.1);
    let again = app.now().checked_add_signed(TimeDelta::seconds(wait)).filter(|_| job.attempts < ATTEMPTS);
    let tx = app.begin_write().await?;
    db::jobs::failed(&tx, job.id, worker, &error.to_string(), again).await?;
    tx.commit().await
}

/// A name of its own for a worker: by it a lease is known.
///
/// # Errors
/// When the system has no randomness.
pub fn name() -> Answer<String> {
    Ok(format!("worker-{}", super::accounts::random_id()?))
}

/// Works until told to stop.
pub async fn work(app: &App, worker: &str, stop: impl Future<Output = ()>) {
    tokio::pin!(stop);
    loop {
        if let Err(error) = run_due(app, worker).await {
            tracing::error!(%error, "the worker could not look for work");
        }
        if let Some(before) = app.now().checked_sub_signed(REMEMBERED)
            && let Err(error) = db::jobs::forget(&app.db, before).await
        {
            tracing::error!(%error, "old jobs could not be forgotten");
        }
        tokio::select! {
            () = &mut stop => return,
            () = tokio::time::sleep(IDLE) => {}
        }
    }
}

/// A job that was given up.
#[derive(Clone, Debug, Serialize)]
pub struct DeadJob {
    pub kind: String,
    /// Names it when it is started again.
    pub key: String,
    pub attempts: i32,
    /// What went wrong last.
    pub error: String,
    pub created_at: DateTime<Utc>,
}

/// How the work stands.
#[derive(Clone, Debug, Serialize)]
pub struct JobsView {
    /// Due and not done.
    pub due: u64,
    /// Given up, the newest first; at most 100.
    pub dead: Vec<DeadJob>,
    /// How many were given up in all.
    pub dead_in_all: u64,
}

/// How the work stands; for the operator.
///
/// # Errors
/// [`Error::NotFound`] for anybody else.
pub async fn view(app: &App, viewer: &super::Viewer) -> Answer<JobsView> {
    viewer.operator()?;
    let (due, dead_in_all) = db::jobs::counts(&app.db, app.now()).await?;
    let dead = db::jobs::of_state(&app.db, "dead", SHOWN).await?;
    let shown = |job: Job| DeadJob {
        kind: job.kind,
        key: job.key,
        attempts: job.attempts,
        error: job.last_error.unwrap_or_default(),
        created_at: job.created_at,
    };
    Ok(JobsView { due, dead: dead.into_iter().map(shown).collect(), dead_in_all })
}

/// Starts a job again that was given up; for the operator.
///
/// # Errors
/// [`Error::NotFound`] for anybody else, or where there is none.
pub async fn revive(app: &App, viewer: &super::Viewer, key: &str) -> Answer<()> {
    viewer.operator()?;
    let tx = app.begin_write().await?;
    let revived = db::jobs::revive(&tx, key, app.now()).await?;
    tx.commit().await?;
    if revived { Ok(()) } else { Err(Error::NotFound) }
}
