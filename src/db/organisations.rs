//! Organisations and their dated affiliations.

use super::Error;
use super::Write;
use super::words::word;
use chrono::{DateTime, NaiveDate, Utc};
use domain::party::OrganisationKind;
use domain::policy::{Permit, RunAccounts};
use entity::{affiliation, organisation};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

/// A new organisation.
#[derive(Clone, Debug)]
pub struct NewOrganisation<'a> {
    /// Public id.
    pub id: Uuid,
    /// Name in Chinese.
    pub name: &'a str,
    /// Name in English; may be empty.
    pub name_en: &'a str,
    /// Kind.
    pub kind: OrganisationKind,
    /// Unified social credit code.
    pub credit_code: Option<&'a str>,
    /// Code of the area.
    pub area: &'a str,
    /// Class of industry.
    pub industry: &'a str,
    /// Zone of wage tables.
    pub zone: &'a str,
    /// Size class word.
    pub size: Option<&'a str>,
}

/// Stores an organisation.
///
/// # Errors
/// The database's.
pub async fn insert(
    db: &impl Write,
    new: &NewOrganisation<'_>,
    at: DateTime<Utc>,
    _permit: Permit<RunAccounts>,
) -> Result<organisation::Model, Error> {
    let row = organisation::ActiveModel {
        public_id: Set(new.id),
        name: Set(new.name.to_owned()),
        name_en: Set(new.name_en.to_owned()),
        kind: Set(word(&new.kind)),
        credit_code: Set(new.credit_code.map(str::to_owned)),
        area: Set(new.area.to_owned()),
        industry: Set(new.industry.to_owned()),
        zone: Set(new.zone.to_owned()),
        size: Set(new.size.map(str::to_owned)),
        created_at: Set(at),
        ..Default::default()
    };
    Ok(organisation::Entity::insert(row).exec_with_returning(db).await?)
}

/// One organisation.
///
/// # Errors
/// The database's.
pub async fn find(db: &impl ConnectionTrait, id: i64) -> Result<Option<organisation::Model>, Error> {
    Ok(organisation::Entity::find_by_id(id).one(db).await?)
}

/// One organisation by its public id.
///
/// # Errors
/// The database's.
pub async fn by_id(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<organisation::Model>, Error> {
    Ok(organisation::Entity::find().filter(organisation::Column::PublicId.eq(id)).one(db).await?)
}

/// Keys of organisations by their public ids.
///
/// # Errors
/// The database's.
pub async fn keys(
    db: &impl ConnectionTrait,
    ids: impl Iterator<Item = Uuid> + Send,
) -> Result<HashMap<Uuid, i64>, Error> {
    use organisation::Column as C;
    let wanted: BTreeSet<Uuid> = ids.collect();
    let found = organisation::Entity::find().select_only().columns([C::PublicId, C::Id]);
    Ok(found.filter(C::PublicId.is_in(wanted)).into_tuple::<(Uuid, i64)>().all(db).await?.into_iter().collect())
}

/// Organisations by their public ids.
///
/// # Errors
/// The database's.
pub async fn by_ids(
    db: &impl ConnectionTrait,
    ids: impl Iterator<Item = Uuid> + Send,
) -> Result<HashMap<Uuid, organisation::Model>, Error> {
    let wanted: BTreeSet<Uuid> = ids.collect();
    let rows = organisation::Entity::find().filter(organisation::Column::PublicId.is_in(wanted)).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.public_id, row)).collect())
}

/// At most `limit` organisations after a key, in the order in which they came.
///
/// # Errors
/// The database's.
pub async fn page(
    db: &impl ConnectionTrait,
    after: Option<i64>,
    limit: u64,
) -> Result<Vec<organisation::Model>, Error> {
    use organisation::Column as C;
    let found = organisation::Entity::find().filter(C::Id.gt(after.unwrap_or(0)));
    Ok(found.order_by_asc(C::Id).limit(limit).all(db).await?)
}

/// At most `limit` organisations of some kinds (of all, for none named), in the order of their names.
///
/// # Errors
/// The database's.
pub async fn named(db: &impl ConnectionTrait, kinds: &[String], limit: u64) -> Result<Vec<organisation::Model>, Error> {
    use organisation::Column as C;
    let mut found = organisation::Entity::find();
    if !kinds.is_empty() {
        found = found.filter(C::Kind.is_in(kinds));
    }
    Ok(found.order_by_asc(C::Name).order_by_asc(C::Id).limit(limit).all(db).await?)
}

/// Affiliates `child` with `parent` from a day on.
///
/// # Errors
/// The database's.
pub async fn affiliate(
    db: &impl Write,
    parent: i64,
    child: i64,
    from: NaiveDate,
    to: Option<NaiveDate>,
    _permit: Permit<RunAccounts>,
) -> Result<(), Error> {
    let row = affiliation::ActiveModel {
        parent: Set(parent),
        child: Set(child),
        valid_from: Set(from),
        valid_to: Set(to),
        ..Default::default()
    };
    affiliation::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// Every affiliation.
///
/// # Errors
/// The database's.
pub async fn affiliations(db: &impl ConnectionTrait) -> Result<Vec<affiliation::Model>, Error> {
    Ok(affiliation::Entity::find().order_by_asc(affiliation::Column::Id).all(db).await?)
}

/// Members of an organisation on a day.
///
/// # Errors
/// The database's.
pub async fn members(db: &impl ConnectionTrait, parent: i64, on: NaiveDate) -> Result<Vec<organisation::Model>, Error> {
    let links = affiliation::Entity::find().filter(affiliation::Column::Parent.eq(parent)).all(db).await?;
    let children: Vec<i64> = links
        .into_iter()
        .filter(|link| link.valid_from <= on && link.valid_to.is_none_or(|to| on <= to))
        .map(|link| link.child)
        .collect();
    let found = organisation::Entity::find().filter(organisation::Column::Id.is_in(children));
    Ok(found.order_by_asc(organisation::Column::Id).all(db).await?)
}
