//! The drafting history of a side.

use super::Error;
use super::Write;
use super::drafts::Saving;
use chrono::{DateTime, Utc};
use domain::policy::Permit;
use domain::policy::permission::WritePrivate;
use entity::draft_revision;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr,
};

fn of(negotiation: i64, side: &str) -> sea_orm::Select<draft_revision::Entity> {
    use draft_revision::Column as C;
    draft_revision::Entity::find().filter(C::Negotiation.eq(negotiation)).filter(C::Side.eq(side))
}

/// The newest revision.
///
/// # Errors
/// The database's.
pub async fn latest(
    db: &impl ConnectionTrait,
    negotiation: i64,
    side: &str,
) -> Result<Option<draft_revision::Model>, Error> {
    Ok(of(negotiation, side).order_by_desc(draft_revision::Column::Version).one(db).await?)
}

/// A revision by the version it ended with.
///
/// # Errors
/// The database's.
pub async fn find(
    db: &impl ConnectionTrait,
    negotiation: i64,
    side: &str,
    version: i64,
) -> Result<Option<draft_revision::Model>, Error> {
    Ok(of(negotiation, side).filter(draft_revision::Column::Version.eq(version)).one(db).await?)
}

/// At most `limit` revisions before a version with the names of who saved them, newest first.
///
/// # Errors
/// The database's.
pub async fn before(
    db: &impl ConnectionTrait,
    negotiation: i64,
    side: &str,
    version: i64,
    limit: u64,
) -> Result<Vec<(draft_revision::Model, String)>, Error> {
    let found = of(negotiation, side).filter(draft_revision::Column::Version.lt(version));
    let rows = found.order_by_desc(draft_revision::Column::Version).limit(limit).all(db).await?;
    let names = super::accounts::names(db, rows.iter().map(|row| row.saved_by)).await?;
    let named = rows.into_iter().map(|row| {
        let by = names.get(&row.saved_by).cloned().unwrap_or_default();
        (row, by)
    });
    Ok(named.collect())
}

/// A new revision at `version`.
///
/// # Errors
/// The database's.
pub async fn insert(
    db: &impl Write,
    permit: Permit<WritePrivate>,
    side: &str,
    version: i64,
    saving: &Saving<'_>,
) -> Result<(), Error> {
    let row = draft_revision::ActiveModel {
        negotiation: Set(permit.object()),
        side: Set(side.to_owned()),
        version: Set(version),
        sheet: Set(saving.sheet.to_owned()),
        message: Set(saving.message.to_owned()),
        package: Set(saving.package),
        expires_at: Set(saving.expires_at),
        base: Set(saving.base.to_owned()),
        saved_by: Set(saving.by),
        began_at: Set(saving.at),
        saved_at: Set(saving.at),
        ..Default::default()
    };
    draft_revision::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// The same person goes on: the revision becomes what is saved now.
///
/// # Errors
/// The database's.
pub async fn go_on(
    db: &impl Write,
    permit: Permit<WritePrivate>,
    id: i64,
    version: i64,
    saving: &Saving<'_>,
) -> Result<(), Error> {
    use draft_revision::Column as C;
    let at: DateTime<Utc> = saving.at;
    let update = draft_revision::Entity::update_many()
        .col_expr(C::Version, Expr::value(version))
        .col_expr(C::Sheet, Expr::value(saving.sheet))
        .col_expr(C::Message, Expr::value(saving.message))
        .col_expr(C::Package, Expr::value(saving.package))
        .col_expr(C::ExpiresAt, Expr::value(saving.expires_at))
        .col_expr(C::SavedAt, Expr::value(at));
    update.filter(C::Id.eq(id)).filter(C::Negotiation.eq(permit.object())).exec(db).await?;
    Ok(())
}
