//! Private draft offers, one a side.

use super::Error;
use super::Write;
use chrono::{DateTime, Utc};
use domain::policy::Permit;
use domain::policy::permission::{Act, WritePrivate};
use entity::draft;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, sea_query::Expr};

/// A side's draft.
///
/// # Errors
/// The database's.
pub async fn find(db: &impl ConnectionTrait, negotiation: i64, side: &str) -> Result<Option<draft::Model>, Error> {
    let found =
        draft::Entity::find().filter(draft::Column::Negotiation.eq(negotiation)).filter(draft::Column::Side.eq(side));
    Ok(found.one(db).await?)
}

/// What is saved.
#[derive(Clone, Debug)]
pub struct Saving<'a> {
    /// JSON of the sheet, maybe invalid yet.
    pub sheet: &'a str,
    /// Message to go with it.
    pub message: &'a str,
    /// All or nothing.
    pub package: bool,
    /// Not open for acceptance after.
    pub expires_at: Option<DateTime<Utc>>,
    /// What it started from.
    pub base: &'a str,
    /// JSON: who changed which cell last.
    pub edits: &'a str,
    /// By whom.
    pub by: i64,
    /// When.
    pub at: DateTime<Utc>,
}

/// Stores a side's first draft at `version`.
///
/// # Errors
/// [`Error::Stale`] when a colleague was first.
pub async fn insert(
    db: &impl Write,
    permit: Permit<WritePrivate>,
    side: &str,
    version: i64,
    saving: &Saving<'_>,
) -> Result<(), Error> {
    let row = draft::ActiveModel {
        negotiation: Set(permit.object()),
        side: Set(side.to_owned()),
        sheet: Set(saving.sheet.to_owned()),
        message: Set(saving.message.to_owned()),
        version: Set(version),
        updated_by: Set(saving.by),
        updated_at: Set(saving.at),
        package: Set(saving.package),
        expires_at: Set(saving.expires_at),
        base: Set(saving.base.to_owned()),
        edits: Set(saving.edits.to_owned()),
        ..Default::default()
    };
    match draft::Entity::insert(row).exec_without_returning(db).await.map_err(Error::from) {
        Ok(_) => Ok(()),
        Err(Error::Taken) => Err(Error::Stale),
        Err(error) => Err(error),
    }
}

/// Saves over the version that was seen; gives the new one.
///
/// # Errors
/// [`Error::Stale`] when a colleague saved since.
pub async fn update(
    db: &impl Write,
    permit: Permit<WritePrivate>,
    side: &str,
    seen: i64,
    saving: &Saving<'_>,
) -> Result<i64, Error> {
    use draft::Column as C;
    let next = seen.saturating_add(1);
    let update = draft::Entity::update_many()
        .col_expr(C::Sheet, Expr::value(saving.sheet))
        .col_expr(C::Message, Expr::value(saving.message))
        .col_expr(C::Version, Expr::value(next))
        .col_expr(C::UpdatedBy, Expr::value(saving.by))
        .col_expr(C::UpdatedAt, Expr::value(saving.at))
        .col_expr(C::Package, Expr::value(saving.package))
        .col_expr(C::ExpiresAt, Expr::value(saving.expires_at))
        .col_expr(C::Base, Expr::value(saving.base))
        .col_expr(C::Edits, Expr::value(saving.edits))
        .filter(C::Negotiation.eq(permit.object()))
        .filter(C::Side.eq(side))
        .filter(C::Version.eq(seen));
    if update.exec(db).await?.rows_affected == 1 { Ok(next) } else { Err(Error::Stale) }
}

/// Throws the draft away.
///
/// # Errors
/// The database's.
pub async fn delete(db: &impl Write, permit: Permit<WritePrivate>, side: &str) -> Result<(), Error> {
    remove(db, permit.object(), side).await
}

/// Ends the draft that is tabled with an act.
///
/// # Errors
/// The database's.
pub async fn end(db: &impl Write, permit: Permit<Act>, side: &str) -> Result<(), Error> {
    remove(db, permit.object(), side).await
}

async fn remove(db: &impl Write, negotiation: i64, side: &str) -> Result<(), Error> {
    let delete = draft::Entity::delete_many()
        .filter(draft::Column::Negotiation.eq(negotiation))
        .filter(draft::Column::Side.eq(side));
    delete.exec(db).await?;
    Ok(())
}
