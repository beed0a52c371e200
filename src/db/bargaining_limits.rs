//! The bounds a side sets itself.

use super::Error;
use super::Write;
use domain::policy::Permit;
use domain::policy::permission::SetBargainingLimits;
use entity::bargaining_limit;
use sea_orm::sea_query::{ExprTrait, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

/// A side's limits, by cell.
///
/// # Errors
/// The database's.
pub async fn all(
    db: &impl ConnectionTrait,
    negotiation: i64,
    side: &str,
) -> Result<Vec<bargaining_limit::Model>, Error> {
    use bargaining_limit::Column as C;
    let found = bargaining_limit::Entity::find().filter(C::Negotiation.eq(negotiation)).filter(C::Side.eq(side));
    Ok(found.order_by_asc(C::Item).order_by_asc(C::Field).order_by_asc(C::Bound).all(db).await?)
}

/// At most `limit` of a side's limits after one (item, field, bound), by cell.
///
/// # Errors
/// The database's.
pub async fn page(
    db: &impl ConnectionTrait,
    negotiation: i64,
    side: &str,
    after: Option<&bargaining_limit::Model>,
    limit: u64,
) -> Result<Vec<bargaining_limit::Model>, Error> {
    use bargaining_limit::Column as C;
    let mut found = bargaining_limit::Entity::find().filter(C::Negotiation.eq(negotiation)).filter(C::Side.eq(side));
    if let Some(row) = after {
        let further = C::Field.gt(&row.field).or(C::Field.eq(&row.field).and(C::Bound.gt(&row.bound)));
        found = found.filter(C::Item.gt(&row.item).or(C::Item.eq(&row.item).and(further)));
    }
    let ordered = found.order_by_asc(C::Item).order_by_asc(C::Field).order_by_asc(C::Bound);
    Ok(ordered.limit(limit).all(db).await?)
}

/// A limit of a side by its public id.
///
/// # Errors
/// The database's.
pub async fn by_id(
    db: &impl ConnectionTrait,
    negotiation: i64,
    side: &str,
    id: Uuid,
) -> Result<Option<bargaining_limit::Model>, Error> {
    use bargaining_limit::Column as C;
    let found = bargaining_limit::Entity::find().filter(C::PublicId.eq(id)).filter(C::Negotiation.eq(negotiation));
    Ok(found.filter(C::Side.eq(side)).one(db).await?)
}

/// Sets a limit, in the place of one that bound the same cell the same way. The id of `row` plays no part.
///
/// # Errors
/// The database's.
pub async fn set(
    db: &impl Write,
    permit: Permit<SetBargainingLimits>,
    row: bargaining_limit::Model,
) -> Result<(), Error> {
    use bargaining_limit::Column as C;
    let row = bargaining_limit::ActiveModel {
        public_id: Set(row.public_id),
        negotiation: Set(permit.object()),
        side: Set(row.side),
        item: Set(row.item),
        field: Set(row.field),
        bound: Set(row.bound),
        value: Set(row.value),
        note: Set(row.note),
        set_by: Set(row.set_by),
        set_at: Set(row.set_at),
        ..Default::default()
    };
    let same = OnConflict::columns([C::Negotiation, C::Side, C::Item, C::Field, C::Bound])
        .update_columns([C::Value, C::Note, C::SetBy, C::SetAt])
        .to_owned();
    bargaining_limit::Entity::insert(row).on_conflict(same).exec_without_returning(db).await?;
    Ok(())
}

/// Lifts a limit of a side; false where there is none.
///
/// # Errors
/// The database's.
pub async fn lift(db: &impl Write, permit: Permit<SetBargainingLimits>, side: &str, id: Uuid) -> Result<bool, Error> {
    use bargaining_limit::Column as C;
    let delete =
        bargaining_limit::Entity::delete_many().filter(C::PublicId.eq(id)).filter(C::Negotiation.eq(permit.object()));
    Ok(delete.filter(C::Side.eq(side)).exec(db).await?.rows_affected == 1)
}
