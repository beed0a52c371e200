//! Audit runs with their findings and rejects.

use super::Error;
use entity::{audit_finding, audit_reject, audit_run};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
};
use uuid::Uuid;

/// Rows a statement: within both databases' limit of variables.
const CHUNK: usize = 500;

/// Stores a run.
///
/// # Errors
/// The database's.
pub async fn insert(db: &impl ConnectionTrait, row: audit_run::ActiveModel) -> Result<audit_run::Model, Error> {
    Ok(audit_run::Entity::insert(row).exec_with_returning(db).await?)
}

/// Stores findings.
///
/// # Errors
/// The database's.
pub async fn insert_findings(db: &impl ConnectionTrait, rows: Vec<audit_finding::ActiveModel>) -> Result<(), Error> {
    for chunk in rows.chunks(CHUNK) {
        audit_finding::Entity::insert_many(chunk.to_vec()).exec_without_returning(db).await?;
    }
    Ok(())
}

/// Stores rejects.
///
/// # Errors
/// The database's.
pub async fn insert_rejects(db: &impl ConnectionTrait, rows: Vec<audit_reject::ActiveModel>) -> Result<(), Error> {
    for chunk in rows.chunks(CHUNK) {
        audit_reject::Entity::insert_many(chunk.to_vec()).exec_without_returning(db).await?;
    }
    Ok(())
}

/// What stands for the summary of a run that is not finished.
pub const UNFINISHED: &str = "";

/// Finishes a run: from now on it is found.
///
/// # Errors
/// [`Error::Stale`] when it is gone.
pub async fn finish(db: &impl ConnectionTrait, run: i64, summary: &str) -> Result<(), Error> {
    use audit_run::Column as C;
    let update = audit_run::Entity::update_many().col_expr(C::Summary, Expr::value(summary)).filter(C::Id.eq(run));
    if update.exec(db).await?.rows_affected == 1 { Ok(()) } else { Err(Error::Stale) }
}

/// Takes away at most `rows` rows of a run that was not finished; whether there are more.
///
/// # Errors
/// The database's.
pub async fn discard(db: &impl ConnectionTrait, run: i64, rows: usize) -> Result<bool, Error> {
    let limit = u64::try_from(rows).unwrap_or(u64::MAX);
    let some = audit_finding::Entity::find().select_only().column(audit_finding::Column::Id);
    let some = some.filter(audit_finding::Column::Run.eq(run)).limit(limit).into_query();
    let gone = audit_finding::Entity::delete_many().filter(audit_finding::Column::Id.in_subquery(some));
    let findings = gone.exec(db).await?.rows_affected;
    let some = audit_reject::Entity::find().select_only().column(audit_reject::Column::Id);
    let some = some.filter(audit_reject::Column::Run.eq(run)).limit(limit).into_query();
    let gone = audit_reject::Entity::delete_many().filter(audit_reject::Column::Id.in_subquery(some));
    let rejects = gone.exec(db).await?.rows_affected;
    if findings == limit || rejects == limit {
        return Ok(true);
    }
    let unfinished = audit_run::Column::Summary.eq(UNFINISHED);
    audit_run::Entity::delete_many().filter(audit_run::Column::Id.eq(run)).filter(unfinished).exec(db).await?;
    Ok(false)
}

/// One finished run.
///
/// # Errors
/// The database's.
pub async fn find(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<audit_run::Model>, Error> {
    let found = audit_run::Entity::find()
        .filter(audit_run::Column::PublicId.eq(id))
        .filter(audit_run::Column::Summary.ne(UNFINISHED));
    Ok(found.one(db).await?)
}

/// Finished runs over a contract by an organisation, newest first: at most `limit`, older than `after`.
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
    use audit_run::Column as C;
    let after = match after {
        None => None,
        Some(id) => find(db, id).await?.map(|row| row.id),
    };
    let found = audit_run::Entity::find().filter(C::Contract.eq(contract)).filter(C::Organisation.eq(organisation));
    let found = found.filter(C::Summary.ne(UNFINISHED)).apply_if(after, |found, after| found.filter(C::Id.lt(after)));
    Ok(found.order_by_desc(C::Id).limit(limit).all(db).await?)
}

/// The id of a line's finding by a rule.
///
/// # Errors
/// The database's.
pub async fn finding(db: &impl ConnectionTrait, run: i64, line: i64, rule: &str) -> Result<Option<i64>, Error> {
    use audit_finding::Column as C;
    let found = audit_finding::Entity::find().select_only().column(C::Id).filter(C::Run.eq(run));
    Ok(found.filter(C::Line.eq(line)).filter(C::Rule.eq(rule)).into_tuple().one(db).await?)
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
    use audit_finding::Column as C;
    let of_run = || audit_finding::Entity::find().filter(C::Run.eq(run));
    let found = of_run().apply_if(after, |found, after| found.filter(C::Id.gt(after)));
    Ok((found.order_by_asc(C::Id).limit(limit).all(db).await?, of_run().count(db).await?))
}
