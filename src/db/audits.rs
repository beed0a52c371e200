//! Audit runs with their findings and rejects.

use super::Error;
use entity::{audit_finding, audit_reject, audit_run};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};

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

/// One run.
///
/// # Errors
/// The database's.
pub async fn find(db: &impl ConnectionTrait, id: i64) -> Result<Option<audit_run::Model>, Error> {
    Ok(audit_run::Entity::find_by_id(id).one(db).await?)
}

/// Runs over a contract by some organisations, newest first.
///
/// # Errors
/// The database's.
pub async fn of_contract(
    db: &impl ConnectionTrait,
    contract: i64,
    organisations: &[i64],
) -> Result<Vec<audit_run::Model>, Error> {
    let found = audit_run::Entity::find()
        .filter(audit_run::Column::Contract.eq(contract))
        .filter(audit_run::Column::Organisation.is_in(organisations.iter().copied()));
    Ok(found.order_by_desc(audit_run::Column::Id).all(db).await?)
}

/// A page of findings, from 0, and how many there are in all.
///
/// # Errors
/// The database's.
pub async fn findings(
    db: &impl ConnectionTrait,
    run: i64,
    page: u64,
    size: u64,
) -> Result<(Vec<audit_finding::Model>, u64), Error> {
    let found = audit_finding::Entity::find()
        .filter(audit_finding::Column::Run.eq(run))
        .order_by_asc(audit_finding::Column::Id);
    let pages = found.paginate(db, size.max(1));
    Ok((pages.fetch_page(page).await?, pages.num_items().await?))
}

/// Rejected lines.
///
/// # Errors
/// The database's.
pub async fn rejects(db: &impl ConnectionTrait, run: i64) -> Result<Vec<audit_reject::Model>, Error> {
    let found = audit_reject::Entity::find().filter(audit_reject::Column::Run.eq(run));
    Ok(found.order_by_asc(audit_reject::Column::Line).all(db).await?)
}
