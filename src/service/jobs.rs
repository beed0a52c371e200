//! Work written down with an act and done later: by `concord serve` in process, or by `concord worker` on machines of
//! its own. No job is ever needed for the truth of a status.

mod lease;

pub(super) use lease::Lease;

use super::{Answer, App, Error, audits, large, register};
use crate::db;
use crate::db::jobs::Job;
use crate::db::words::{from_json, json};
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use std::time::Duration;
use uuid::Uuid;

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
    /// Work out an audit; `contract` is the SHA-256 of the contract's signed bytes.
    Audit { run: Uuid, contract: String },
}

/// Kinds of work that take seconds and minutes: nothing else waits behind them.
const LONG: &[&str] = &["audit"];

impl Work {
    const fn kind(&self) -> &'static str {
        match self {
            Self::Register { .. } => "register",
            Self::Audit { .. } => "audit",
        }
    }

    /// The same work has the same key: it is done once.
    fn key(&self) -> String {
        match self {
            Self::Register { contract } => format!("register:{contract}"),
            Self::Audit { run, .. } => format!("audit:{run}"),
        }
    }
}

/// Writes work down, to be done from an instant on; with the act it comes of, in its transaction.
pub(super) async fn enqueue(app: &App, tx: &impl db::Write, work: &Work, run_at: DateTime<Utc>) -> Answer<()> {
    Ok(db::jobs::enqueue(tx, work.kind(), &work.key(), &json(work), run_at, app.now()).await?)
}

/// Does what is due until nothing is, long work too; how many jobs were done.
///
/// # Errors
/// The store's; a job that fails is none, it is tried again later.
pub async fn run_due(app: &App, worker: &str) -> Answer<u64> {
    let short = due(app, worker, false).await?;
    Ok(short.saturating_add(due(app, worker, true).await?))
}

async fn due(app: &App, worker: &str, long: bool) -> Answer<u64> {
    let mut count = 0_u64;
    while let Some(job) = Lease::take(app, worker, LONG, long).await? {
        let lease = Lease::of(app, worker, &job);
        match perform(app, &lease, &job).await {
            Ok(()) => count = count.saturating_add(1),
            Err(Error::Conflict) => tracing::warn!(job = %job.key, "another worker has taken it over"),
            Err(error) => failed(app, worker, &job, &error).await?,
        }
    }
    Ok(count)
}

/// However often it is begun, it is done once: the effect of a short job and its being done are one transaction; a long
/// one holds its lease in each of its transactions, and ends in one with its being done.
async fn perform(app: &App, lease: &Lease<'_>, job: &Job) -> Answer<()> {
    match from_json(&job.payload)? {
        Work::Register { contract } => {
            let tx = app.begin_write().await?;
            register::register(app, &tx, contract).await?;
            lease.done(&tx).await?;
            tx.commit().await
        }
        Work::Audit { run, contract } => {
            tokio::select! {
                worked = audits::execute(app, lease, run, contract) => worked,
                lost = lease.keep() => Err(lost),
            }
        }
    }
}

async fn failed(app: &App, worker: &str, job: &Job, error: &Error) -> Answer<()> {
    tracing::error!(job = %job.key, attempt = job.attempts, %error, "a job failed");
    let exponent = u32::try_from(job.attempts).unwrap_or(0).min(12);
    let wait = BACKOFF.0.saturating_pow(exponent).min(BACKOFF.1);
    let again = app.now().checked_add_signed(TimeDelta::seconds(wait)).filter(|_| job.attempts < ATTEMPTS);
    let tx = app.begin_write().await?;
    db::jobs::failed(&tx, job.id, worker, &error.to_string(), again).await?;
    if again.is_none()
        && let Ok(Work::Audit { run, .. }) = from_json(&job.payload)
    {
        audits::given_up(app, &tx, run).await?;
    }
    tx.commit().await
}

/// A name of its own for a worker: by it a lease is known.
///
/// # Errors
/// When the system has no randomness.
pub fn name() -> Answer<String> {
    Ok(format!("worker-{}", super::accounts::random_id()?))
}

/// Works until told to stop: short work in one loop, long work in as many as run at a time. What is stopped in the middle
/// is begun anew by whoever comes next.
pub async fn work(app: &App, worker: &str, stop: impl Future<Output = ()>) {
    let mut loops = tokio::task::JoinSet::new();
    for index in 0..app.work.long.size() {
        let (app, name) = (app.clone(), format!("{worker}-{index}"));
        // Its rows stand behind whatever somebody waits for.
        loops.spawn(large(async move { again_and_again(&app, &name, true).await }));
    }
    tokio::select! {
        () = again_and_again(app, worker, false) => {}
        () = stop => {}
    }
    loops.shutdown().await;
    if let Err(error) = app.write(async |tx| Ok(db::jobs::release(tx, worker).await?)).await {
        tracing::error!(%error, "what was under way waits until its lease ends");
    }
}

async fn again_and_again(app: &App, worker: &str, long: bool) {
    loop {
        let woken = app.wake.notified();
        if let Err(error) = due(app, worker, long).await {
            tracing::error!(%error, "the worker could not look for work");
        }
        if !long {
            tidy(app).await;
        }
        tokio::select! {
            () = woken => {}
            () = tokio::time::sleep(IDLE) => {}
        }
    }
}

/// What was done long ago is forgotten, and so are uploads that broke off.
async fn tidy(app: &App) {
    let now = app.now();
    if let Some(before) = now.checked_sub_signed(REMEMBERED)
        && let Err(error) = app.write(async |tx| Ok(db::jobs::forget(tx, before).await?)).await
    {
        tracing::error!(%error, "old jobs could not be forgotten");
    }
    if let Err(error) = audits::forget_broken_off(app, now).await {
        tracing::error!(%error, "uploads that broke off could not be taken away");
    }
}

/// A job that was given up.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
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
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct JobsView {
    /// Due and not done.
    pub due: u64,
    /// Given up, the newest first; at most 100.
    pub dead: Vec<DeadJob>,
    /// How many were given up in all.
    pub dead_in_all: u64,
}

/// How many jobs are due, and how many were given up.
///
/// # Errors
/// The store's.
pub async fn counts(app: &App) -> Answer<(u64, u64)> {
    Ok(db::jobs::counts(&app.db, app.now()).await?)
}

/// How the work stands; for the operator.
///
/// # Errors
/// [`Error::NotFound`] for anybody else.
pub async fn view(app: &App, viewer: &super::Viewer) -> Answer<JobsView> {
    viewer.operator()?;
    let (due, dead_in_all) = counts(app).await?;
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
    app.wake.notify_waiters();
    if revived { Ok(()) } else { Err(Error::NotFound) }
}
