//! Mandates: who may act for whom, as what, when.

use super::Error;
use chrono::{DateTime, NaiveDate, Utc};
use entity::mandate;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::Expr};
use std::collections::BTreeSet;

/// Stores a mandate.
///
/// # Errors
/// The database's.
pub async fn insert(db: &impl ConnectionTrait, row: mandate::ActiveModel) -> Result<mandate::Model, Error> {
    Ok(mandate::Entity::insert(row).exec_with_returning(db).await?)
}

/// Mandates of an account in force on a day.
///
/// # Errors
/// The database's.
pub async fn in_force(db: &impl ConnectionTrait, account: i64, on: NaiveDate) -> Result<Vec<mandate::Model>, Error> {
    let found = mandate::Entity::find()
        .filter(mandate::Column::Account.eq(account))
        .filter(mandate::Column::RevokedAt.is_null())
        .filter(mandate::Column::ValidFrom.lte(on))
        .order_by_asc(mandate::Column::Id);
    let rows = found.all(db).await?;
    Ok(rows.into_iter().filter(|row| row.valid_to.is_none_or(|to| on <= to)).collect())
}

/// Mandates of any of these accounts in force on a day.
///
/// # Errors
/// The database's.
pub async fn among(
    db: &impl ConnectionTrait,
    accounts: &BTreeSet<i64>,
    on: NaiveDate,
) -> Result<Vec<mandate::Model>, Error> {
    let found = mandate::Entity::find()
        .filter(mandate::Column::Account.is_in(accounts.iter().copied()))
        .filter(mandate::Column::RevokedAt.is_null())
        .filter(mandate::Column::ValidFrom.lte(on));
    Ok(found.all(db).await?.into_iter().filter(|row| row.valid_to.is_none_or(|to| on <= to)).collect())
}

/// Mandates for an organisation in force on a day.
///
/// # Errors
/// The database's.
pub async fn of_organisation(
    db: &impl ConnectionTrait,
    organisation: i64,
    on: NaiveDate,
) -> Result<Vec<mandate::Model>, Error> {
    let found = mandate::Entity::find()
        .filter(mandate::Column::Organisation.eq(organisation))
        .filter(mandate::Column::RevokedAt.is_null())
        .filter(mandate::Column::ValidFrom.lte(on));
    Ok(found.all(db).await?.into_iter().filter(|row| row.valid_to.is_none_or(|to| on <= to)).collect())
}

/// One mandate.
///
/// # Errors
/// The database's.
pub async fn find(db: &impl ConnectionTrait, id: i64) -> Result<Option<mandate::Model>, Error> {
    Ok(mandate::Entity::find_by_id(id).one(db).await?)
}

/// All mandates, for the operator.
///
/// # Errors
/// The database's.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<mandate::Model>, Error> {
    Ok(mandate::Entity::find().order_by_asc(mandate::Column::Id).all(db).await?)
}

/// Revokes a mandate; false if there was none in force.
///
/// # Errors
/// The database's.
pub async fn revoke(db: &impl ConnectionTrait, id: i64, at: DateTime<Utc>) -> Result<bool, Error> {
    let update = mandate::Entity::update_many()
        .col_expr(mandate::Column::RevokedAt, Expr::value(at))
        .filter(mandate::Column::Id.eq(id))
        .filter(mandate::Column::RevokedAt.is_null());
    Ok(update.exec(db).await?.rows_affected == 1)
}

/// A row to insert.
pub fn row(
    account: i64,
    organisation: i64,
    role: String,
    negotiation: Option<i64>,
    valid_from: NaiveDate,
    valid_to: Option<NaiveDate>,
    granted: (i64, DateTime<Utc>),
) -> mandate::ActiveModel {
    mandate::ActiveModel {
        account: Set(account),
        organisation: Set(organisation),
        role: Set(role),
        negotiation: Set(negotiation),
        valid_from: Set(valid_from),
        valid_to: Set(valid_to),
        granted_by: Set(granted.0),
        granted_at: Set(granted.1),
        revoked_at: Set(None),
        ..Default::default()
    }
}
