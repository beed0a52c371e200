//! Mandates: who may act for whom, as what, when.

use super::Error;
use chrono::{DateTime, NaiveDate, Utc};
use entity::{account, mandate, negotiation, organisation};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect,
    RelationDef, Select,
};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Stores a mandate; its key comes back.
///
/// # Errors
/// The database's.
pub async fn insert(db: &impl ConnectionTrait, row: mandate::ActiveModel) -> Result<i64, Error> {
    Ok(mandate::Entity::insert(row).exec(db).await?.last_insert_id)
}

/// A mandate with the public ids and names of what it names.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Named {
    /// Key.
    pub id: i64,
    /// Public id.
    pub public_id: Uuid,
    /// Key of the organisation.
    pub organisation: i64,
    /// Its public id.
    pub organisation_id: Uuid,
    /// Its name.
    pub organisation_name: String,
    /// Public id of the account.
    pub account_id: Uuid,
    /// Its name.
    pub account_name: String,
    /// Role.
    pub role: String,
    /// Key of the negotiation it is limited to, if that exists.
    pub negotiation: Option<i64>,
    /// Its public id, as granted.
    pub negotiation_id: Option<Uuid>,
    /// First day.
    pub valid_from: NaiveDate,
    /// Last day.
    pub valid_to: Option<NaiveDate>,
    /// When it was revoked.
    pub revoked_at: Option<DateTime<Utc>>,
}

fn named() -> Select<mandate::Entity> {
    use mandate::Column as M;
    let of: RelationDef =
        mandate::Entity::belongs_to(organisation::Entity).from(M::Organisation).to(organisation::Column::Id).into();
    let whose: RelationDef =
        mandate::Entity::belongs_to(account::Entity).from(M::Account).to(account::Column::Id).into();
    let within: RelationDef =
        mandate::Entity::belongs_to(negotiation::Entity).from(M::Negotiation).to(negotiation::Column::PublicId).into();
    mandate::Entity::find()
        .select_only()
        .columns([M::Id, M::PublicId, M::Organisation, M::Role, M::ValidFrom, M::ValidTo, M::RevokedAt])
        .column_as(organisation::Column::PublicId, "organisation_id")
        .column_as(organisation::Column::Name, "organisation_name")
        .column_as(account::Column::PublicId, "account_id")
        .column_as(account::Column::Name, "account_name")
        .column_as(M::Negotiation, "negotiation_id")
        .column_as(negotiation::Column::Id, "negotiation")
        .join(JoinType::InnerJoin, of)
        .join(JoinType::InnerJoin, whose)
        .join(JoinType::LeftJoin, within)
}

/// Mandates of an account in force on a day.
///
/// # Errors
/// The database's.
pub async fn in_force(db: &impl ConnectionTrait, account: i64, on: NaiveDate) -> Result<Vec<Named>, Error> {
    Ok(current(on).filter(mandate::Column::Account.eq(account)).into_model().all(db).await?)
}

/// Mandates of any of these accounts in force on a day.
///
/// # Errors
/// The database's.
pub async fn among(db: &impl ConnectionTrait, accounts: &BTreeSet<Uuid>, on: NaiveDate) -> Result<Vec<Named>, Error> {
    let whose = account::Column::PublicId.is_in(accounts.iter().copied());
    Ok(current(on).filter(whose).into_model().all(db).await?)
}

/// Mandates for an organisation in force on a day.
///
/// # Errors
/// The database's.
pub async fn of_organisation(
    db: &impl ConnectionTrait,
    organisation: Uuid,
    on: NaiveDate,
) -> Result<Vec<Named>, Error> {
    Ok(current(on).filter(organisation::Column::PublicId.eq(organisation)).into_model().all(db).await?)
}

/// Those in force on a day.
fn current(on: NaiveDate) -> Select<mandate::Entity> {
    use mandate::Column as M;
    named()
        .filter(M::RevokedAt.is_null())
        .filter(M::ValidFrom.lte(on))
        .filter(M::ValidTo.is_null().or(M::ValidTo.gte(on)))
        .order_by_asc(M::Id)
}

/// One mandate.
///
/// # Errors
/// The database's.
pub async fn find(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<Named>, Error> {
    Ok(named().filter(mandate::Column::PublicId.eq(id)).into_model().one(db).await?)
}

/// All mandates, for the operator.
///
/// # Errors
/// The database's.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<Named>, Error> {
    Ok(named().order_by_asc(mandate::Column::Id).into_model().all(db).await?)
}

/// Revokes a mandate; false if there was none in force.
///
/// # Errors
/// The database's.
pub async fn revoke(db: &impl ConnectionTrait, id: Uuid, at: DateTime<Utc>) -> Result<bool, Error> {
    let update = mandate::Entity::update_many()
        .col_expr(mandate::Column::RevokedAt, Expr::value(at))
        .filter(mandate::Column::PublicId.eq(id))
        .filter(mandate::Column::RevokedAt.is_null());
    Ok(update.exec(db).await?.rows_affected == 1)
}
