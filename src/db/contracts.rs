//! The register: contracts as they are in force, written from acts.

use super::Error;
use entity::{contract, coverage};
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
};

/// By number.
///
/// # Errors
/// The database's.
pub async fn by_number(db: &impl ConnectionTrait, number: &str) -> Result<Option<contract::Model>, Error> {
    Ok(contract::Entity::find().filter(contract::Column::Number.eq(number)).one(db).await?)
}

/// By id.
///
/// # Errors
/// The database's.
pub async fn find(db: &impl ConnectionTrait, id: i64) -> Result<Option<contract::Model>, Error> {
    Ok(contract::Entity::find_by_id(id).one(db).await?)
}

/// Of a negotiation.
///
/// # Errors
/// The database's.
pub async fn of_negotiation(db: &impl ConnectionTrait, id: i64) -> Result<Option<contract::Model>, Error> {
    Ok(contract::Entity::find().filter(contract::Column::Negotiation.eq(id)).one(db).await?)
}

/// Stores a contract with its coverage; the ids in the models do not count.
///
/// # Errors
/// [`Error::Taken`] for a number or negotiation that has one.
pub async fn insert(
    db: &impl ConnectionTrait,
    row: contract::Model,
    covered: Vec<coverage::Model>,
) -> Result<contract::Model, Error> {
    let mut row = row.into_active_model().reset_all();
    row.id = NotSet;
    let stored = contract::Entity::insert(row).exec_with_returning(db).await?;
    let of_it = |covered: coverage::Model| {
        let mut row = covered.into_active_model().reset_all();
        row.id = NotSet;
        row.contract = Set(stored.id);
        row
    };
    let rows: Vec<coverage::ActiveModel> = covered.into_iter().map(of_it).collect();
    if !rows.is_empty() {
        coverage::Entity::insert_many(rows).exec_without_returning(db).await?;
    }
    Ok(stored)
}

/// Writes a changed row.
///
/// # Errors
/// The database's.
pub async fn update(db: &impl ConnectionTrait, row: contract::ActiveModel) -> Result<(), Error> {
    contract::Entity::update(row).exec(db).await?;
    Ok(())
}

/// Published contracts, newest term first.
///
/// # Errors
/// The database's.
pub async fn published(db: &impl ConnectionTrait) -> Result<Vec<contract::Model>, Error> {
    let found = contract::Entity::find().filter(contract::Column::PublishedAt.is_not_null());
    Ok(found.order_by_desc(contract::Column::EffectiveFrom).order_by_desc(contract::Column::Id).all(db).await?)
}

/// Contracts of some organisations, as party or bureau.
///
/// # Errors
/// The database's.
pub async fn of_organisations(db: &impl ConnectionTrait, ids: &[i64]) -> Result<Vec<contract::Model>, Error> {
    use contract::Column as C;
    let ids = || ids.iter().copied();
    let mine =
        Condition::any().add(C::WorkerOrg.is_in(ids())).add(C::EmployerOrg.is_in(ids())).add(C::BureauOrg.is_in(ids()));
    Ok(contract::Entity::find().filter(mine).order_by_desc(C::EffectiveFrom).all(db).await?)
}

/// Enterprises a contract covers.
///
/// # Errors
/// The database's.
pub async fn coverage(db: &impl ConnectionTrait, contract: i64) -> Result<Vec<coverage::Model>, Error> {
    let found = coverage::Entity::find().filter(coverage::Column::Contract.eq(contract));
    Ok(found.order_by_asc(coverage::Column::Id).all(db).await?)
}
