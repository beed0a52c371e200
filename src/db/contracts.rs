//! The register: contracts with their versions and what they cover.

use super::Write;
use super::{Error, terms};
use chrono::{DateTime, Utc};
use entity::{contract, contract_count, contract_version, coverage};
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QueryOrder,
};
use uuid::Uuid;

/// By its public id.
///
/// # Errors
/// The database's.
pub async fn by_id(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<contract::Model>, Error> {
    Ok(contract::Entity::find().filter(contract::Column::PublicId.eq(id)).one(db).await?)
}

/// By number.
///
/// # Errors
/// The database's.
pub async fn by_number(db: &impl ConnectionTrait, number: &str) -> Result<Option<contract::Model>, Error> {
    Ok(contract::Entity::find().filter(contract::Column::Number.eq(number)).one(db).await?)
}

/// By key.
///
/// # Errors
/// The database's.
pub async fn find(db: &impl ConnectionTrait, key: i64) -> Result<Option<contract::Model>, Error> {
    Ok(contract::Entity::find_by_id(key).one(db).await?)
}

/// Of a negotiation.
///
/// # Errors
/// The database's.
pub async fn of_negotiation(db: &impl ConnectionTrait, key: i64) -> Result<Option<contract::Model>, Error> {
    Ok(contract::Entity::find().filter(contract::Column::Negotiation.eq(key)).one(db).await?)
}

/// The last one between two organisations that was known at an instant, by the first day of its term.
///
/// # Errors
/// The database's.
pub async fn last_between(
    db: &impl ConnectionTrait,
    (workers, employers): (i64, i64),
    at: DateTime<Utc>,
) -> Result<Option<contract::Model>, Error> {
    use contract::Column as C;
    let of_both = contract::Entity::find().filter(C::WorkerOrg.eq(workers)).filter(C::EmployerOrg.eq(employers));
    Ok(of_both.filter(C::KnownAt.lte(at)).order_by_desc(C::Place).one(db).await?)
}

/// Stores a contract with its coverage and the terms it is found by.
///
/// # Errors
/// [`Error::Taken`] for a number or negotiation that has one.
pub async fn insert(
    db: &impl Write,
    row: contract::ActiveModel,
    covered: Vec<coverage::ActiveModel>,
) -> Result<contract::Model, Error> {
    let stored = contract::Entity::insert(row).exec_with_returning(db).await?;
    let of_it = |mut row: coverage::ActiveModel| {
        row.contract = Set(stored.id);
        row
    };
    let rows: Vec<coverage::ActiveModel> = covered.into_iter().map(of_it).collect();
    for chunk in rows.chunks(500) {
        coverage::Entity::insert_many(chunk.to_vec()).exec_without_returning(db).await?;
    }
    terms::write(db, &stored).await?;
    Ok(stored)
}

/// Writes a changed row in the place of what it was, and its terms where they changed.
///
/// # Errors
/// The database's.
pub async fn update(db: &impl Write, before: &contract::Model, row: contract::ActiveModel) -> Result<(), Error> {
    let after = row.update(db).await?;
    if (before.place, terms::of(before)) != (after.place, terms::of(&after)) {
        terms::remove(db, before).await?;
        terms::write(db, &after).await?;
    }
    Ok(())
}

/// Removes a contract that never came to be: its review did not end as foreseen.
///
/// # Errors
/// The database's.
pub async fn remove(db: &impl Write, row: &contract::Model) -> Result<(), Error> {
    let key = row.id;
    contract_version::Entity::delete_many().filter(contract_version::Column::Contract.eq(key)).exec(db).await?;
    coverage::Entity::delete_many().filter(coverage::Column::Contract.eq(key)).exec(db).await?;
    terms::remove(db, row).await?;
    contract::Entity::delete_by_id(key).exec(db).await?;
    Ok(())
}

/// The next number of an area for a year of effect, counted from 1.
///
/// # Errors
/// The database's.
pub async fn count(db: &impl Write, area: &str, year: i32) -> Result<i64, Error> {
    use contract_count::Column as C;
    let first = contract_count::ActiveModel { area: Set(area.to_owned()), year: Set(year), registered: Set(1) };
    let next = OnConflict::columns([C::Area, C::Year])
        .value(C::Registered, Expr::col((contract_count::Entity, C::Registered)).add(1))
        .to_owned();
    contract_count::Entity::insert(first).on_conflict(next).exec_without_returning(db).await?;
    let row = contract_count::Entity::find_by_id((area.to_owned(), year)).one(db).await?;
    row.map(|row| row.registered).ok_or_else(|| Error::Inconsistent("no count".to_owned()))
}

/// Versions of a contract, in order.
///
/// # Errors
/// The database's.
pub async fn versions(db: &impl ConnectionTrait, contract: i64) -> Result<Vec<contract_version::Model>, Error> {
    use contract_version::Column as C;
    Ok(contract_version::Entity::find().filter(C::Contract.eq(contract)).order_by_asc(C::Version).all(db).await?)
}

/// Writes a version in the place of the one of its number.
///
/// # Errors
/// The database's.
pub async fn write_version(db: &impl Write, row: contract_version::ActiveModel) -> Result<(), Error> {
    use contract_version::Column as C;
    let same = OnConflict::columns([C::Contract, C::Version])
        .update_columns([
            C::Sheet,
            C::Sha256,
            C::KnownAt,
            C::InForceSince,
            C::EffectiveFrom,
            C::EffectiveTo,
            C::PublishedAt,
        ])
        .to_owned();
    contract_version::Entity::insert(row).on_conflict(same).exec_without_returning(db).await?;
    Ok(())
}

/// Removes versions that would have counted later than an instant: what was foreseen is foreseen anew.
///
/// # Errors
/// The database's.
pub async fn forget_versions(db: &impl Write, contract: i64, after: DateTime<Utc>) -> Result<(), Error> {
    use contract_version::Column as C;
    let delete = contract_version::Entity::delete_many().filter(C::Contract.eq(contract)).filter(C::KnownAt.gt(after));
    delete.exec(db).await?;
    Ok(())
}

/// Enterprises that contracts cover, in order.
///
/// # Errors
/// The database's.
pub async fn coverage(db: &impl ConnectionTrait, contracts: &[i64]) -> Result<Vec<coverage::Model>, Error> {
    let found = coverage::Entity::find().filter(coverage::Column::Contract.is_in(contracts.iter().copied()));
    Ok(found.order_by_asc(coverage::Column::Contract).order_by_asc(coverage::Column::Id).all(db).await?)
}

/// Whether the database is PostgreSQL.
pub(super) const fn is_postgres(backend: DbBackend) -> bool {
    matches!(backend, DbBackend::Postgres)
}
