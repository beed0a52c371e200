//! Work that waits. A worker leases what is due; whoever loses a lease has done nothing that counts.

use super::Error;
use super::Write;
use super::contracts::is_postgres;
use chrono::{DateTime, Utc};
use entity::job::{self, Column as C, Entity};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, Statement,
};

/// A job.
pub type Job = job::Model;

/// Enqueues work to be done from an instant on; the same key again only moves the instant.
///
/// # Errors
/// The database's.
pub async fn enqueue(
    db: &impl Write,
    kind: &str,
    key: &str,
    payload: &str,
    run_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let row = job::ActiveModel {
        kind: Set(kind.to_owned()),
        key: Set(key.to_owned()),
        payload: Set(payload.to_owned()),
        state: Set("waiting".to_owned()),
        run_at: Set(run_at),
        attempts: Set(0),
        leased_until: Set(None),
        worker: Set(None),
        last_error: Set(None),
        created_at: Set(now),
        finished_at: Set(None),
        ..Default::default()
    };
    let again = OnConflict::column(C::Key)
        .update_columns([C::Payload, C::State, C::RunAt, C::Attempts, C::LeasedUntil, C::Worker, C::FinishedAt])
        .to_owned();
    Entity::insert(row).on_conflict(again).exec_without_returning(db).await?;
    Ok(())
}

/// Leases the job that has been due longest, if there is one: of these kinds, or (`false`) of any other.
///
/// # Errors
/// The database's.
pub async fn lease(
    db: &impl Write,
    worker: &str,
    (kinds, these): (&[&str], bool),
    now: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<Option<Job>, Error> {
    let backend = db.get_database_backend();
    let (p, lock) = if is_postgres(backend) {
        (["$1", "$2", "$3", "$4"], " FOR UPDATE SKIP LOCKED")
    } else {
        (["?", "?", "?", "?"], "")
    };
    let kinds = kinds.iter().map(|kind| format!("'{kind}'")).collect::<Vec<_>>().join(", ");
    let of_kind = if these { "IN" } else { "NOT IN" };
    let sql = format!(
        "UPDATE job SET worker = {}, leased_until = {}, attempts = attempts + 1 WHERE id = (SELECT id FROM job \
         WHERE state = 'waiting' AND run_at <= {} AND (leased_until IS NULL OR leased_until <= {}) \
         AND kind {of_kind} ({kinds}) ORDER BY run_at, id LIMIT 1{lock}) RETURNING *",
        p[0], p[1], p[2], p[3]
    );
    let values = [worker.into(), until.into(), now.into(), now.into()];
    let row = db.query_one_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
    Ok(row.map(|row| Job::from_query_result(&row, "")).transpose()?)
}

/// Marks a job done in the transaction of its effect: whoever has lost the lease meanwhile has no effect.
///
/// # Errors
/// [`Error::Stale`] when the lease is somebody else's.
pub async fn done(db: &impl Write, id: i64, worker: &str, now: DateTime<Utc>) -> Result<(), Error> {
    let update = Entity::update_many()
        .col_expr(C::State, Expr::value("done"))
        .col_expr(C::FinishedAt, Expr::value(now))
        .filter(C::Id.eq(id))
        .filter(C::Worker.eq(worker))
        .filter(C::State.eq("waiting"));
    if update.exec(db).await?.rows_affected == 1 { Ok(()) } else { Err(Error::Stale) }
}

/// Holds on to a job until an instant.
///
/// # Errors
/// [`Error::Stale`] when the lease is somebody else's.
pub async fn renew(db: &impl Write, id: i64, worker: &str, until: DateTime<Utc>) -> Result<(), Error> {
    let update = Entity::update_many().col_expr(C::LeasedUntil, Expr::value(until));
    let update = update.filter(C::Id.eq(id)).filter(C::Worker.eq(worker)).filter(C::State.eq("waiting"));
    if update.exec(db).await?.rows_affected == 1 { Ok(()) } else { Err(Error::Stale) }
}

/// Gives back what a worker and its loops (`NAME-0`, `NAME-1` …) hold.
///
/// # Errors
/// The database's.
pub async fn release(db: &impl Write, worker: &str) -> Result<(), Error> {
    let own = Condition::any().add(C::Worker.eq(worker)).add(C::Worker.starts_with(format!("{worker}-")));
    let update = Entity::update_many().col_expr(C::LeasedUntil, Expr::value(Option::<DateTime<Utc>>::None));
    update.filter(C::State.eq("waiting")).filter(own).exec(db).await?;
    Ok(())
}

/// Puts a failed job back until an instant, or (`None`) gives it up.
///
/// # Errors
/// The database's.
pub async fn failed(
    db: &impl Write,
    id: i64,
    worker: &str,
    error: &str,
    again: Option<DateTime<Utc>>,
) -> Result<(), Error> {
    let mut update = Entity::update_many()
        .col_expr(C::LastError, Expr::value(error))
        .col_expr(C::LeasedUntil, Expr::value(Option::<DateTime<Utc>>::None))
        .filter(C::Id.eq(id))
        .filter(C::Worker.eq(worker));
    update = match again {
        Some(at) => update.col_expr(C::RunAt, Expr::value(at)),
        None => update.col_expr(C::State, Expr::value("dead")),
    };
    update.exec(db).await?;
    Ok(())
}

/// Jobs of a state, newest first, at most `limit`.
///
/// # Errors
/// The database's.
pub async fn of_state(db: &impl ConnectionTrait, state: &str, limit: u64) -> Result<Vec<Job>, Error> {
    Ok(Entity::find().filter(C::State.eq(state)).order_by_desc(C::Id).limit(limit).all(db).await?)
}

/// How many jobs wait that are due, and how many were given up.
///
/// # Errors
/// The database's.
pub async fn counts(db: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<(u64, u64), Error> {
    let due = Entity::find().filter(C::State.eq("waiting")).filter(C::RunAt.lte(now)).count(db).await?;
    Ok((due, Entity::find().filter(C::State.eq("dead")).count(db).await?))
}

/// Starts a job again that was given up; false where there is none.
///
/// # Errors
/// The database's.
pub async fn revive(db: &impl Write, key: &str, now: DateTime<Utc>) -> Result<bool, Error> {
    let update = Entity::update_many()
        .col_expr(C::State, Expr::value("waiting"))
        .col_expr(C::Attempts, Expr::value(0))
        .col_expr(C::RunAt, Expr::value(now))
        .filter(C::Key.eq(key))
        .filter(C::State.eq("dead"));
    Ok(update.exec(db).await?.rows_affected == 1)
}

/// Forgets jobs done before an instant.
///
/// # Errors
/// The database's.
pub async fn forget(db: &impl Write, before: DateTime<Utc>) -> Result<(), Error> {
    Entity::delete_many().filter(C::State.eq("done")).filter(C::FinishedAt.lt(before)).exec(db).await?;
    Ok(())
}
