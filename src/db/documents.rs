//! Stored documents. Lists never read the content.

use super::Error;
use super::Write;
use domain::policy::Permit;
use domain::policy::permission::{Act, WritePrivate};
use entity::document::{self, Column as C, Entity};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DerivePartialModel, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait,
};
use uuid::Uuid;

/// A document without its content.
#[derive(Clone, Debug, DerivePartialModel)]
#[sea_orm(entity = "document::Entity")]
pub struct Listed {
    /// Public id.
    pub public_id: Uuid,
    /// Id.
    pub id: i64,
    /// Side.
    pub side: String,
    /// File name.
    pub name: String,
    /// Media type.
    pub media_type: String,
    /// Bytes.
    pub size: i64,
    /// Of the content.
    pub sha256: String,
    /// For the delegations alone.
    pub confidential: bool,
    /// Account id.
    pub uploaded_by: i64,
    /// When.
    pub uploaded_at: chrono::DateTime<chrono::Utc>,
    /// The act that served it.
    pub served_seq: Option<i64>,
}

/// What of a negotiation's documents somebody finds.
#[derive(Clone, Debug)]
pub struct Found {
    /// The side whose unserved ones are found too.
    pub own: Option<String>,
    /// What is confidential too.
    pub confidential: bool,
}

impl Found {
    fn condition(&self) -> Condition {
        let served = Condition::any().add(C::ServedSeq.is_not_null());
        let open = served.add_option(self.own.as_ref().map(|side| C::Side.eq(side)));
        let public = (!self.confidential).then(|| C::Confidential.eq(false));
        Condition::all().add(open).add_option(public)
    }
}

/// Of a negotiation what is found, newest first: at most `limit`, older than `after`.
///
/// # Errors
/// The database's.
pub async fn page(
    db: &impl ConnectionTrait,
    negotiation: i64,
    found: &Found,
    after: Option<i64>,
    limit: u64,
) -> Result<Vec<Listed>, Error> {
    let rows = Entity::find().filter(C::Negotiation.eq(negotiation)).filter(found.condition());
    let rows = rows.apply_if(after, |rows, after| rows.filter(C::Id.lt(after)));
    Ok(rows.order_by_desc(C::Id).limit(limit).into_partial_model().all(db).await?)
}

/// Of a negotiation what is found and these acts served.
///
/// # Errors
/// The database's.
pub async fn served(
    db: &impl ConnectionTrait,
    negotiation: i64,
    found: &Found,
    acts: &[i64],
) -> Result<Vec<Listed>, Error> {
    let rows = Entity::find().filter(C::Negotiation.eq(negotiation)).filter(found.condition());
    Ok(rows.filter(C::ServedSeq.is_in(acts.iter().copied())).into_partial_model().all(db).await?)
}

/// One of a negotiation.
///
/// # Errors
/// The database's.
pub async fn find(db: &impl ConnectionTrait, negotiation: i64, id: Uuid) -> Result<Option<Listed>, Error> {
    let found = Entity::find().filter(C::PublicId.eq(id)).filter(C::Negotiation.eq(negotiation));
    Ok(found.into_partial_model().one(db).await?)
}

/// The bytes.
///
/// # Errors
/// The database's.
pub async fn content(db: &impl ConnectionTrait, id: i64) -> Result<Option<Vec<u8>>, Error> {
    let found = Entity::find_by_id(id).select_only().column(C::Content);
    Ok(found.into_tuple().one(db).await?)
}

/// How many a side has not served.
///
/// # Errors
/// The database's.
pub async fn unserved(db: &impl ConnectionTrait, negotiation: i64, side: &str) -> Result<u64, Error> {
    let found = Entity::find().filter(C::Negotiation.eq(negotiation)).filter(C::Side.eq(side));
    Ok(found.filter(C::ServedSeq.is_null()).count(db).await?)
}

/// Stores one; its id comes back.
///
/// # Errors
/// The database's.
pub async fn insert(db: &impl Write, row: document::ActiveModel, _permit: Permit<WritePrivate>) -> Result<i64, Error> {
    Ok(Entity::insert(row).exec(db).await?.last_insert_id)
}

/// Marks it served by an act, from then on unchangeable.
///
/// # Errors
/// [`Error::Stale`] when it is served already, or gone.
pub async fn serve(db: &impl Write, id: Uuid, seq: i64, confidential: bool, permit: Permit<Act>) -> Result<(), Error> {
    let update = Entity::update_many()
        .col_expr(C::ServedSeq, Expr::value(seq))
        .col_expr(C::Confidential, Expr::value(confidential))
        .filter(C::PublicId.eq(id))
        .filter(C::Negotiation.eq(permit.object()))
        .filter(C::ServedSeq.is_null());
    if update.exec(db).await?.rows_affected == 1 { Ok(()) } else { Err(Error::Stale) }
}

/// Removes one that was not served.
///
/// # Errors
/// [`Error::Stale`] when it was, or is gone.
pub async fn remove(db: &impl Write, id: i64, permit: Permit<WritePrivate>) -> Result<(), Error> {
    let delete = Entity::delete_many()
        .filter(C::Id.eq(id))
        .filter(C::Negotiation.eq(permit.object()))
        .filter(C::ServedSeq.is_null());
    if delete.exec(db).await?.rows_affected == 1 { Ok(()) } else { Err(Error::Stale) }
}
