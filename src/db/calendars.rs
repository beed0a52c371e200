//! Calendar feeds.

use super::Error;
use super::Write;
use chrono::{DateTime, Utc};
use domain::policy::{EndsSessions, Own, Permit};
use entity::calendar_feed;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::Expr};
use uuid::Uuid;

/// Stores a feed.
///
/// # Errors
/// The database's.
pub async fn insert(
    db: &impl Write,
    permit: Permit<Own>,
    id: Uuid,
    token_hash: String,
    at: DateTime<Utc>,
) -> Result<(), Error> {
    let row = calendar_feed::ActiveModel {
        public_id: Set(id),
        account: Set(permit.object()),
        token_hash: Set(token_hash),
        created_at: Set(at),
        revoked_at: Set(None),
        ..Default::default()
    };
    calendar_feed::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// The account of a feed not revoked.
///
/// # Errors
/// The database's.
pub async fn account(db: &impl ConnectionTrait, token_hash: &str) -> Result<Option<i64>, Error> {
    let found = calendar_feed::Entity::find()
        .filter(calendar_feed::Column::TokenHash.eq(token_hash))
        .filter(calendar_feed::Column::RevokedAt.is_null());
    Ok(found.one(db).await?.map(|row| row.account))
}

/// Feeds of an account that are not revoked, in order.
///
/// # Errors
/// The database's.
pub async fn of_account(db: &impl ConnectionTrait, account: i64) -> Result<Vec<calendar_feed::Model>, Error> {
    let found = calendar_feed::Entity::find()
        .filter(calendar_feed::Column::Account.eq(account))
        .filter(calendar_feed::Column::RevokedAt.is_null())
        .order_by_asc(calendar_feed::Column::Id);
    Ok(found.all(db).await?)
}

/// Revokes a feed of the person's own; false if there was none.
///
/// # Errors
/// The database's.
pub async fn revoke(db: &impl Write, permit: Permit<Own>, id: Uuid, at: DateTime<Utc>) -> Result<bool, Error> {
    let update = calendar_feed::Entity::update_many()
        .col_expr(calendar_feed::Column::RevokedAt, Expr::value(at))
        .filter(calendar_feed::Column::PublicId.eq(id))
        .filter(calendar_feed::Column::Account.eq(permit.object()))
        .filter(calendar_feed::Column::RevokedAt.is_null());
    Ok(update.exec(db).await?.rows_affected == 1)
}

/// Revokes every feed of an account.
///
/// # Errors
/// [`Error::Stale`] where the permit does not reach it.
pub async fn revoke_all(
    db: &impl ConnectionTrait,
    permit: &impl EndsSessions,
    account: i64,
    at: DateTime<Utc>,
) -> Result<(), Error> {
    if !permit.reaches(account) {
        return Err(Error::Stale);
    }
    let update = calendar_feed::Entity::update_many()
        .col_expr(calendar_feed::Column::RevokedAt, Expr::value(at))
        .filter(calendar_feed::Column::Account.eq(account))
        .filter(calendar_feed::Column::RevokedAt.is_null());
    update.exec(db).await?;
    Ok(())
}
