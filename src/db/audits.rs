//! Audit runs with their findings and rejects.

use super::Error;
use super::Write;
use super::words::word;
use chrono::{DateTime, Utc};
use domain::policy::{Permit, permission};
use entity::audit_run::Column as C;
use entity::{audit_finding, audit_gap, audit_reject, audit_run};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    UpdateMany,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Rows a statement: within both databases' limit of variables.
const CHUNK: usize = 500;

/// Stores a run.
///
/// # Errors
/// The database's.
pub async fn insert(
    db: &impl Write,
    _permit: Permit<permission::Audit>,
    row: audit_run::ActiveModel,
) -> Result<audit_run::Model, Error> {
    Ok(audit_run::Entity::insert(row).exec_with_returning(db).await?)
}

/// Stores findings.
///
/// # Errors
/// The database's.
pub async fn insert_findings(db: &impl Write, rows: Vec<audit_finding::ActiveModel>) -> Result<(), Error> {
    for chunk in rows.chunks(CHUNK) {
        audit_finding::Entity::insert_many(chunk.to_vec()).exec_without_returning(db).await?;
    }
    Ok(())
}

/// Stores rejects.
///
/// # Errors
/// The database's.
pub async fn insert_rejects(db: &impl Write, rows: Vec<audit_reject::ActiveModel>) -> Result<(), Error> {
    for chunk in rows.chunks(CHUNK) {
        audit_reject::Entity::insert_many(chunk.to_vec()).exec_without_returning(db).await?;
    }
    Ok(())
}

/// Stores gaps.
///
/// # Errors
/// The database's.
pub async fn insert_gaps(db: &impl Write, rows: Vec<audit_gap::ActiveModel>) -> Result<(), Error> {
    for chunk in rows.chunks(CHUNK) {
        audit_gap::Entity::insert_many(chunk.to_vec()).exec_without_returning(db).await?;
    }
    Ok(())
}

/// How far a run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AuditState {
    /// Its files come; nobody finds it.
    Uploading,
    /// Somebody is to say how its payroll is read.
    Mapping,
    /// It waits for a worker.
    Queued,
    Running,
    Done,
    /// Its files could not be read, or it was given up.
    Failed,
}

/// Moves a run on.
///
/// # Errors
/// [`Error::Stale`] when it is gone, or done.
pub async fn set_state(db: &impl Write, run: i64, state: AuditState) -> Result<(), Error> {
    changed(db, run, |update| update.col_expr(C::State, Expr::value(word(&state)))).await
}

/// Finishes a run: its counts are read from now on.
///
/// # Errors
/// [`Error::Stale`] when it is gone, or done.
pub async fn finish(db: &impl Write, run: i64, summary: &str, now: DateTime<Utc>) -> Result<(), Error> {
    let finished = |update: UpdateMany<audit_run::Entity>| {
        let update =
            update.col_expr(C::State, Expr::value(word(&AuditState::Done))).col_expr(C::Summary, Expr::value(summary));
        update.col_expr(C::Faults, Expr::value("")).col_expr(C::FinishedAt, Expr::value(now))
    };
    changed(db, run, finished).await
}

/// A run that came to nothing, and why: a JSON list of lines.
///
/// # Errors
/// [`Error::Stale`] when it is gone, or done.
pub async fn fail(db: &impl Write, run: i64, faults: &str, now: DateTime<Utc>) -> Result<(), Error> {
    let failed = |update: UpdateMany<audit_run::Entity>| {
        let update =
            update.col_expr(C::State, Expr::value(word(&AuditState::Failed))).col_expr(C::Faults, Expr::value(faults));
        update.col_expr(C::FinishedAt, Expr::value(now))
    };
    changed(db, run, failed).await
}

async fn changed(
    db: &impl Write,
    run: i64,
    change: impl FnOnce(UpdateMany<audit_run::Entity>) -> UpdateMany<audit_run::Entity>,
) -> Result<(), Error> {
    let update =
        change(audit_run::Entity::update_many()).filter(C::Id.eq(run)).filter(C::State.ne(word(&AuditState::Done)));
    if update.exec(db).await?.rows_affected == 1 { Ok(()) } else { Err(Error::Stale) }
}

/// How many runs of an organisation are not finished.
///
/// # Errors
/// The database's.
pub async fn waiting(db: &impl ConnectionTrait, organisation: i64) -> Result<u64, Error> {
    let open = [AuditState::Uploading, AuditState::Mapping, AuditState::Queued, AuditState::Running].map(|s| word(&s));
    let found = audit_run::Entity::find().filter(C::Organisation.eq(organisation)).filter(C::State.is_in(open));
    Ok(found.count(db).await?)
}

/// Keys of runs that have been in a state since before an instant; at most a hundred.
///
/// # Errors
/// The database's.
pub async fn abandoned(db: &impl ConnectionTrait, state: AuditState, before: DateTime<Utc>) -> Result<Vec<i64>, Error> {
    let found = audit_run::Entity::find().select_only().column(C::Id);
    let found = found.filter(C::State.eq(word(&state))).filter(C::At.lt(before)).limit(100);
    Ok(found.into_tuple().all(db).await?)
}

/// Takes away a run of which nothing is left.
///
/// # Errors
/// The database's.
pub async fn delete(db: &impl Write, run: i64) -> Result<(), Error> {
    audit_run::Entity::delete_many()
        .filter(C::Id.eq(run))
        .filter(C::State.ne(word(&AuditState::Done)))
        .exec(db)
        .await?;
    Ok(())
}

/// Takes away at most `rows` findings, as many rejects and as many gaps of a run; whether there may be more.
///
/// # Errors
/// The database's.
pub async fn discard(db: &impl Write, run: i64, rows: usize) -> Result<bool, Error> {
    let limit = u64::try_from(rows).unwrap_or(u64::MAX);
    let some = audit_finding::Entity::find().select_only().column(audit_finding::Column::Id);
    let some = some.filter(audit_finding::Column::Run.eq(run)).limit(limit).into_query();
    let gone = audit_finding::Entity::delete_many().filter(audit_finding::Column::Id.in_subquery(some));
    let findings = gone.exec(db).await?.rows_affected;
    let some = audit_reject::Entity::find().select_only().column(audit_reject::Column::Id);
    let some = some.filter(audit_reject::Column::Run.eq(run)).limit(limit).into_query();
    let gone = audit_reject::Entity::delete_many().filter(audit_reject::Column::Id.in_subquery(some));
    let rejects = gone.exec(db).await?.rows_affected;
    let some = audit_gap::Entity::find().select_only().column(audit_gap::Column::Id);
    let some = some.filter(audit_gap::Column::Run.eq(run)).limit(limit).into_query();
    let gone = audit_gap::Entity::delete_many().filter(audit_gap::Column::Id.in_subquery(some));
    let gaps = gone.exec(db).await?.rows_affected;
    Ok([findings, rejects, gaps].contains(&limit))
}

/// One run whose files have come.
///
/// # Errors
/// The database's.
pub async fn find(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<audit_run::Model>, Error> {
    let found = audit_run::Entity::find().filter(C::PublicId.eq(id)).filter(C::State.ne(word(&AuditState::Uploading)));
    Ok(found.one(db).await?)
}

/// Runs whose files have come, over a contract by an organisation, newest first: at most `limit`, older than `after`.
///
/// # Errors
/// The database's.
pub async fn of_contract(
    db: &impl ConnectionTrait,
    contract: i64,
    organisation: i64,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<audit_run::Model>, Error> {
    let after = match after {
        None => None,
        Some(id) => find(db, id).await?.map(|row| row.id),
    };
    let found = audit_run::Entity::find().filter(C::Contract.eq(contract)).filter(C::Organisation.eq(organisation));
    let found = found
        .filter(C::State.ne(word(&AuditState::Uploading)))
        .apply_if(after, |found, after| found.filter(C::Id.lt(after)));
    Ok(found.order_by_desc(C::Id).limit(limit).all(db).await?)
}

/// The id of a line's finding by a rule.
///
/// # Errors
/// The database's.
pub async fn finding(
    db: &impl ConnectionTrait,
    run: i64,
    (line, sheet): (i64, &str),
    rule: &str,
) -> Result<Option<i64>, Error> {
    use audit_finding::Column as F;
    let found = audit_finding::Entity::find().select_only().column(F::Id).filter(F::Run.eq(run));
    Ok(found.filter(F::Line.eq(line)).filter(F::Sheet.eq(sheet)).filter(F::Rule.eq(rule)).into_tuple().one(db).await?)
}

/// At most `limit` findings after one, in the order of the file, and how many are kept in all.
///
/// # Errors
/// The database's.
pub async fn findings(
    db: &impl ConnectionTrait,
    run: i64,
    after: Option<i64>,
    limit: u64,
) -> Result<(Vec<audit_finding::Model>, u64), Error> {
    use audit_finding::Column as F;
    let kept = audit_finding::Entity::find().filter(F::Run.eq(run)).count(db).await?;
    Ok((findings_after(db, run, after, limit).await?, kept))
}

/// At most `limit` rejects after the first `skip`, in the order of the file, and how many are kept in all.
///
/// # Errors
/// The database's.
pub async fn rejects(
    db: &impl ConnectionTrait,
    run: i64,
    skip: u64,
    limit: u64,
) -> Result<(Vec<audit_reject::Model>, u64), Error> {
    use audit_reject::Column as R;
    let of_run = || audit_reject::Entity::find().filter(R::Run.eq(run));
    let rows = of_run().order_by_asc(R::Id).offset(skip).limit(limit).all(db).await?;
    Ok((rows, of_run().count(db).await?))
}

/// At most `limit` gaps after the first `skip`, in order, and how many are kept in all.
///
/// # Errors
/// The database's.
pub async fn gaps(
    db: &impl ConnectionTrait,
    run: i64,
    skip: u64,
    limit: u64,
) -> Result<(Vec<audit_gap::Model>, u64), Error> {
    use audit_gap::Column as G;
    let of_run = || audit_gap::Entity::find().filter(G::Run.eq(run));
    let rows = of_run().order_by_asc(G::Id).offset(skip).limit(limit).all(db).await?;
    Ok((rows, of_run().count(db).await?))
}

/// At most `limit` findings after one, in the order of the file.
///
/// # Errors
/// The database's.
pub async fn findings_after(
    db: &impl ConnectionTrait,
    run: i64,
    after: Option<i64>,
    limit: u64,
) -> Result<Vec<audit_finding::Model>, Error> {
    use audit_finding::Column as F;
    let found = audit_finding::Entity::find().filter(F::Run.eq(run));
    let found = found.apply_if(after, |found, after| found.filter(F::Id.gt(after)));
    Ok(found.order_by_asc(F::Id).limit(limit).all(db).await?)
}
