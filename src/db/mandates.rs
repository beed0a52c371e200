//! Mandates: who may act for whom, as what, when.

use super::Error;
use super::Write;
use chrono::{DateTime, NaiveDate, Utc};
use domain::policy::{AnswerMandate, Permit, RunAccounts};
use entity::{account, mandate, negotiation, organisation};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, RelationDef, Select, UpdateMany,
};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Stores a mandate; its key comes back.
///
/// # Errors
/// The database's.
pub async fn insert(db: &impl Write, row: mandate::ActiveModel, _permit: Permit<RunAccounts>) -> Result<i64, Error> {
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
    /// Key of the account that asked for it.
    pub granted_by: i64,
    pub confirmed_at: Option<DateTime<Utc>>,
    pub refused_at: Option<DateTime<Utc>>,
    /// When it was revoked.
    pub revoked_at: Option<DateTime<Utc>>,
}

/// Most mandates of a list.
pub const WAITING: u64 = 200;

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
        .columns([M::Id, M::PublicId, M::Organisation, M::Role, M::ValidFrom, M::ValidTo, M::GrantedBy])
        .columns([M::ConfirmedAt, M::RefusedAt, M::RevokedAt])
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
    counting(named(), on).order_by_asc(mandate::Column::Id)
}

/// One mandate.
///
/// # Errors
/// The database's.
pub async fn find(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<Named>, Error> {
    Ok(named().filter(mandate::Column::PublicId.eq(id)).into_model().one(db).await?)
}

/// At most `limit` mandates after a key, in the order in which they were asked for.
///
/// # Errors
/// The database's.
pub async fn page(db: &impl ConnectionTrait, after: Option<i64>, limit: u64) -> Result<Vec<Named>, Error> {
    use mandate::Column as M;
    let found = named().filter(M::Id.gt(after.unwrap_or(0))).order_by_asc(M::Id);
    Ok(found.limit(limit).into_model().all(db).await?)
}

/// Confirms the permit's mandate, which was asked for; `by`: key of the account, none for the command line.
///
/// # Errors
/// [`Error::Stale`] when it was answered before.
pub async fn confirm(
    db: &impl Write,
    permit: Permit<AnswerMandate>,
    by: Option<i64>,
    at: DateTime<Utc>,
) -> Result<(), Error> {
    use mandate::Column as M;
    let set = mandate::Entity::update_many()
        .col_expr(M::ConfirmedAt, Expr::value(at))
        .col_expr(M::ConfirmedBy, Expr::value(by))
        .filter(M::ConfirmedAt.is_null());
    standing(db, set, permit.object()).await
}

/// Refuses the permit's mandate, which was asked for.
///
/// # Errors
/// [`Error::Stale`] when it was answered before.
pub async fn refuse(db: &impl Write, permit: Permit<AnswerMandate>, at: DateTime<Utc>) -> Result<(), Error> {
    use mandate::Column as M;
    let set = mandate::Entity::update_many().col_expr(M::RefusedAt, Expr::value(at)).filter(M::ConfirmedAt.is_null());
    standing(db, set, permit.object()).await
}

/// Revokes a mandate (its key), confirmed or not.
///
/// # Errors
/// [`Error::Stale`] when it had ended.
pub async fn revoke(
    db: &impl Write,
    _permit: Permit<RunAccounts>,
    mandate: i64,
    at: DateTime<Utc>,
) -> Result<(), Error> {
    let set = mandate::Entity::update_many().col_expr(mandate::Column::RevokedAt, Expr::value(at));
    standing(db, set, mandate).await
}

/// Changes one mandate that has not ended.
async fn standing(db: &impl Write, set: UpdateMany<mandate::Entity>, mandate: i64) -> Result<(), Error> {
    use mandate::Column as M;
    let set = set.filter(M::Id.eq(mandate)).filter(M::RefusedAt.is_null()).filter(M::RevokedAt.is_null());
    if set.exec(db).await?.rows_affected == 1 { Ok(()) } else { Err(Error::Stale) }
}

/// Mandates that speak for their organisation on a day: of an open account, without limit, in one of these roles.
fn speaking(roles: &[String], on: NaiveDate) -> Select<mandate::Entity> {
    use mandate::Column as M;
    let whose: RelationDef =
        mandate::Entity::belongs_to(account::Entity).from(M::Account).to(account::Column::Id).into();
    counting(mandate::Entity::find().select_only().column(M::Organisation).join(JoinType::InnerJoin, whose), on)
        .filter(M::Role.is_in(roles))
        .filter(M::Negotiation.is_null())
        .filter(account::Column::ClosedAt.is_null())
}

/// Only mandates that count on a day.
fn counting(found: Select<mandate::Entity>, on: NaiveDate) -> Select<mandate::Entity> {
    use mandate::Column as M;
    found
        .filter(M::ConfirmedAt.is_not_null())
        .filter(M::RevokedAt.is_null())
        .filter(M::ValidFrom.lte(on))
        .filter(M::ValidTo.is_null().or(M::ValidTo.gte(on)))
}

/// Whether somebody speaks for an organisation (its key) on a day.
///
/// # Errors
/// The database's.
pub async fn spoken_for(
    db: &impl ConnectionTrait,
    organisation: i64,
    roles: &[String],
    on: NaiveDate,
) -> Result<bool, Error> {
    let found = speaking(roles, on).filter(mandate::Column::Organisation.eq(organisation));
    Ok(found.limit(1).into_tuple::<i64>().one(db).await?.is_some())
}

/// Mandates that wait to be confirmed, the oldest first, at most [`WAITING`]: those of some organisations, and, for an
/// operator, those of organisations for which nobody speaks.
///
/// # Errors
/// The database's.
pub async fn requested(
    db: &impl ConnectionTrait,
    organisations: &[Uuid],
    operator: bool,
    roles: &[String],
    on: NaiveDate,
) -> Result<Vec<Named>, Error> {
    use mandate::Column as M;
    let mut whose = Condition::any().add(organisation::Column::PublicId.is_in(organisations.iter().copied()));
    if operator {
        whose = whose.add(M::Organisation.not_in_subquery(speaking(roles, on).into_query()));
    }
    let found = named()
        .filter(M::ConfirmedAt.is_null())
        .filter(M::RefusedAt.is_null())
        .filter(M::RevokedAt.is_null())
        .filter(whose)
        .order_by_asc(M::Id);
    Ok(found.limit(WAITING).into_model().all(db).await?)
}

/// Mandates of an organisation (its public id), the newest first, at most [`WAITING`].
///
/// # Errors
/// The database's.
pub async fn all_of(db: &impl ConnectionTrait, organisation: Uuid) -> Result<Vec<Named>, Error> {
    let found = named().filter(organisation::Column::PublicId.eq(organisation)).order_by_desc(mandate::Column::Id);
    Ok(found.limit(WAITING).into_model().all(db).await?)
}

/// Public ids of the organisations for which an account (its key) holds a mandate, or is to hold one.
///
/// # Errors
/// The database's.
pub async fn organisations_of(db: &impl ConnectionTrait, account: i64) -> Result<Vec<Uuid>, Error> {
    use mandate::Column as M;
    let of: RelationDef =
        mandate::Entity::belongs_to(organisation::Entity).from(M::Organisation).to(organisation::Column::Id).into();
    let found = mandate::Entity::find()
        .select_only()
        .column(organisation::Column::PublicId)
        .join(JoinType::InnerJoin, of)
        .filter(M::Account.eq(account))
        .filter(M::RefusedAt.is_null())
        .filter(M::RevokedAt.is_null())
        .distinct();
    Ok(found.into_tuple().all(db).await?)
}
