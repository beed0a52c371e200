//! Profiles of payrolls, by organisation.

use super::{Error, Write};
use chrono::{DateTime, Utc};
use domain::policy::{KeepProfiles, Permit};
use entity::payroll_profile::{self, Column as C, Entity, Model};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
};
use uuid::Uuid;

/// Stores a version.
///
/// # Errors
/// [`Error::Taken`] when somebody saved that version first.
pub async fn insert(
    db: &impl Write,
    permit: Permit<KeepProfiles>,
    row: payroll_profile::ActiveModel,
) -> Result<Model, Error> {
    let row = payroll_profile::ActiveModel { organisation: sea_orm::ActiveValue::Set(permit.object()), ..row };
    Ok(Entity::insert(row).exec_with_returning(db).await?)
}

/// The latest version of a name.
///
/// # Errors
/// The database's.
pub async fn latest(db: &impl ConnectionTrait, organisation: i64, name: &str) -> Result<Option<Model>, Error> {
    let found = Entity::find().filter(C::Organisation.eq(organisation)).filter(C::Name.eq(name));
    Ok(found.order_by_desc(C::Version).one(db).await?)
}

/// How many versions an organisation has.
///
/// # Errors
/// The database's.
pub async fn count(db: &impl ConnectionTrait, organisation: i64) -> Result<u64, Error> {
    Ok(Entity::find().filter(C::Organisation.eq(organisation)).count(db).await?)
}

/// One version.
///
/// # Errors
/// The database's.
pub async fn find(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<Model>, Error> {
    Ok(Entity::find().filter(C::PublicId.eq(id)).one(db).await?)
}

/// At most `limit` versions of an organisation, the newest first, older than one.
///
/// # Errors
/// The database's.
pub async fn page(
    db: &impl ConnectionTrait,
    organisation: i64,
    after: Option<i64>,
    limit: u64,
) -> Result<Vec<Model>, Error> {
    let found = Entity::find().filter(C::Organisation.eq(organisation));
    let found = found.apply_if(after, |found, after| found.filter(C::Id.lt(after)));
    Ok(found.order_by_desc(C::Id).limit(limit).all(db).await?)
}

/// At most `limit` versions of an organisation, those used last first.
///
/// # Errors
/// The database's.
pub async fn used(db: &impl ConnectionTrait, organisation: i64, limit: u64) -> Result<Vec<Model>, Error> {
    let found = Entity::find().filter(C::Organisation.eq(organisation));
    Ok(found.order_by_desc(C::UsedAt).order_by_desc(C::Id).limit(limit).all(db).await?)
}

/// A payroll is read by it.
///
/// # Errors
/// The database's.
pub async fn touch(db: &impl Write, _permit: Permit<KeepProfiles>, id: i64, now: DateTime<Utc>) -> Result<(), Error> {
    let update = Entity::update_many().col_expr(C::UsedAt, Expr::value(now)).filter(C::Id.eq(id));
    update.exec(db).await?;
    Ok(())
}
