//! Up to which act each person has seen a negotiation: asked for one person at a time, and for nobody else's.

use super::Error;
use super::Write;
use chrono::{DateTime, Utc};
use domain::policy::permission::Read;
use domain::policy::{Own, Permit};
use entity::visit;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter,
    sea_query::{Expr, ExprTrait, OnConflict},
};

/// What an account has seen of a negotiation.
///
/// # Errors
/// The database's.
pub async fn find(db: &impl ConnectionTrait, account: i64, negotiation: i64) -> Result<Option<visit::Model>, Error> {
    use visit::Column as C;
    let found = visit::Entity::find().filter(C::Account.eq(account)).filter(C::Negotiation.eq(negotiation));
    Ok(found.one(db).await?)
}

/// Notes that a person has seen a negotiation, which he may read, up to an act; what was seen stays seen.
///
/// # Errors
/// The database's.
pub async fn mark(
    db: &impl Write,
    own: Permit<Own>,
    read: Permit<Read>,
    seen: i64,
    at: DateTime<Utc>,
) -> Result<(), Error> {
    use visit::Column as C;
    let row = visit::ActiveModel {
        account: Set(own.object()),
        negotiation: Set(read.object()),
        seen_seq: Set(seen),
        seen_at: Set(at),
        ..Default::default()
    };
    let further = OnConflict::columns([C::Account, C::Negotiation])
        .update_columns([C::SeenSeq, C::SeenAt])
        .action_and_where(Expr::col((visit::Entity, C::SeenSeq)).lt(seen))
        .to_owned();
    visit::Entity::insert(row).on_conflict(further).exec_without_returning(db).await?;
    Ok(())
}
