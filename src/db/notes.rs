//! Caucus notes of a side, and its marks on items.

use super::Error;
use super::Write;
use chrono::{DateTime, Utc};
use domain::policy::Permit;
use domain::policy::permission::WritePrivate;
use entity::{item_mark, note};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
};
use uuid::Uuid;

/// Of a side, newest first: at most `limit`, older than `after`; of one item (empty: on the whole), or all.
///
/// # Errors
/// The database's.
pub async fn page(
    db: &impl ConnectionTrait,
    negotiation: i64,
    side: &str,
    item: Option<&str>,
    after: Option<i64>,
    limit: u64,
) -> Result<Vec<note::Model>, Error> {
    use note::Column as C;
    let found = note::Entity::find().filter(C::Negotiation.eq(negotiation)).filter(C::Side.eq(side));
    let found = found
        .apply_if(item, |found, item| found.filter(if item.is_empty() { C::Item.is_null() } else { C::Item.eq(item) }));
    let found = found.apply_if(after, |found, after| found.filter(C::Id.lt(after)));
    Ok(found.order_by_desc(C::Id).limit(limit).all(db).await?)
}

/// How many notes a side has by item, and on the whole.
///
/// # Errors
/// The database's.
pub async fn counts(
    db: &impl ConnectionTrait,
    negotiation: i64,
    side: &str,
) -> Result<Vec<(Option<String>, u64)>, Error> {
    use note::Column as C;
    let found = note::Entity::find().filter(C::Negotiation.eq(negotiation)).filter(C::Side.eq(side));
    let found = found.select_only().column(C::Item).column_as(C::Id.count(), "notes");
    let rows: Vec<(Option<String>, i64)> = found.group_by(C::Item).into_tuple().all(db).await?;
    Ok(rows.into_iter().map(|(item, notes)| (item, u64::try_from(notes).unwrap_or(0))).collect())
}

/// One of a side.
///
/// # Errors
/// The database's.
pub async fn find(
    db: &impl ConnectionTrait,
    negotiation: i64,
    side: &str,
    id: Uuid,
) -> Result<Option<note::Model>, Error> {
    use note::Column as C;
    let found =
        note::Entity::find().filter(C::PublicId.eq(id)).filter(C::Negotiation.eq(negotiation)).filter(C::Side.eq(side));
    Ok(found.one(db).await?)
}

/// Stores one.
///
/// # Errors
/// The database's.
pub async fn insert(
    db: &impl Write,
    row: note::ActiveModel,
    _permit: Permit<WritePrivate>,
) -> Result<note::Model, Error> {
    Ok(note::Entity::insert(row).exec_with_returning(db).await?)
}

/// Changes the text over the version that was seen; the new version comes back.
///
/// # Errors
/// [`Error::Stale`] when it was changed or removed since.
pub async fn edit(
    db: &impl Write,
    id: i64,
    seen: i64,
    text: &str,
    at: DateTime<Utc>,
    _permit: Permit<WritePrivate>,
) -> Result<i64, Error> {
    use note::Column as C;
    let next = seen.saturating_add(1);
    let update = note::Entity::update_many()
        .col_expr(C::Text, Expr::value(text))
        .col_expr(C::EditedAt, Expr::value(at))
        .col_expr(C::Version, Expr::value(next))
        .filter(C::Id.eq(id))
        .filter(C::Version.eq(seen));
    if update.exec(db).await?.rows_affected == 1 { Ok(next) } else { Err(Error::Stale) }
}

/// Removes one.
///
/// # Errors
/// The database's.
pub async fn remove(db: &impl Write, id: i64, _permit: Permit<WritePrivate>) -> Result<(), Error> {
    note::Entity::delete_by_id(id).exec(db).await?;
    Ok(())
}

/// Marks of a side.
///
/// # Errors
/// The database's.
pub async fn marks(db: &impl ConnectionTrait, negotiation: i64, side: &str) -> Result<Vec<item_mark::Model>, Error> {
    use item_mark::Column as C;
    let found = item_mark::Entity::find().filter(C::Negotiation.eq(negotiation)).filter(C::Side.eq(side));
    Ok(found.all(db).await?)
}

/// A mark as it is set.
#[derive(Clone, Debug)]
pub struct Marking<'a> {
    /// Negotiation id.
    pub negotiation: i64,
    /// Side.
    pub side: &'a str,
    /// Key of the item.
    pub item: &'a str,
    /// By whom.
    pub by: i64,
    /// When.
    pub at: DateTime<Utc>,
}

/// Sets the mark of an item; `None` takes it away.
///
/// # Errors
/// The database's.
pub async fn mark(
    db: &impl Write,
    marking: Marking<'_>,
    mark: Option<String>,
    _permit: Permit<WritePrivate>,
) -> Result<(), Error> {
    use item_mark::Column as C;
    let Some(mark) = mark else {
        let delete = item_mark::Entity::delete_many().filter(C::Negotiation.eq(marking.negotiation));
        delete.filter(C::Side.eq(marking.side)).filter(C::Item.eq(marking.item)).exec(db).await?;
        return Ok(());
    };
    let row = item_mark::ActiveModel {
        negotiation: Set(marking.negotiation),
        side: Set(marking.side.to_owned()),
        item: Set(marking.item.to_owned()),
        mark: Set(mark),
        set_by: Set(marking.by),
        set_at: Set(marking.at),
        ..Default::default()
    };
    let mut over = OnConflict::columns([C::Negotiation, C::Side, C::Item]);
    over.update_columns([C::Mark, C::SetBy, C::SetAt]);
    item_mark::Entity::insert(row).on_conflict(over).exec_without_returning(db).await?;
    Ok(())
}
