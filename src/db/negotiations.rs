//! Negotiations: the row that lists show, and who stands where.

use super::Error;
use super::Write;
use super::words::word;
use chrono::{DateTime, Utc};
use domain::bargaining::Opening;
use domain::policy::permission::Act;
use domain::policy::{OpenNegotiation, Permit};
use domain::term::TermSheet;
use entity::{negotiation, party, period};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter,
    QueryOrder, QuerySelect, QueryTrait,
};
use uuid::Uuid;

/// Stores the row of a negotiation just opened; its key comes back.
///
/// # Errors
/// The database's.
pub async fn insert(
    db: &impl Write,
    opening: &Opening,
    by: i64,
    _permit: Permit<OpenNegotiation>,
) -> Result<i64, Error> {
    let row = negotiation::ActiveModel {
        public_id: Set(opening.id),
        title: Set(opening.title.clone()),
        jurisdiction: Set(opening.jurisdiction.clone()),
        area: Set(opening.area.clone()),
        industry: Set(opening.industry.clone()),
        initiator: Set(word(&opening.initiator)),
        opened_at: Set(opening.opened_at),
        opened_by: Set(by),
        version: Set(0),
        changed_at: Set(opening.opened_at),
        ..Default::default()
    };
    Ok(negotiation::Entity::insert(row).exec(db).await?.last_insert_id)
}

/// What is asked of a negotiation before anything of it is read.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Gate {
    /// Key.
    pub id: i64,
    /// Number of the last act.
    pub version: i64,
    /// Whether one of the organisations asked for may see it.
    pub visible: bool,
}

/// Finds a negotiation for some organisations: key, version, and whether any of them may see it; `None` where none of
/// them stands in it.
///
/// # Errors
/// The database's.
pub async fn gate(db: &impl ConnectionTrait, id: Uuid, organisations: &[i64]) -> Result<Option<Gate>, Error> {
    use negotiation::Column as N;
    if organisations.is_empty() {
        return Ok(None);
    }
    let found = negotiation::Entity::find()
        .select_only()
        .columns([N::Id, N::Version])
        .column_as(party::Column::Visible, "visible")
        .join(JoinType::InnerJoin, party_of())
        .filter(N::PublicId.eq(id))
        .filter(party::Column::Organisation.is_in(organisations.iter().copied()))
        .order_by_desc(party::Column::Visible);
    Ok(found.into_model::<Gate>().one(db).await?)
}

fn party_of() -> sea_orm::RelationDef {
    negotiation::Entity::belongs_to(party::Entity).from(negotiation::Column::Id).to(party::Column::Negotiation).into()
}

/// One row, asked for no viewer.
///
/// # Errors
/// The database's.
pub async fn find(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<negotiation::Model>, Error> {
    Ok(negotiation::Entity::find().filter(negotiation::Column::PublicId.eq(id)).one(db).await?)
}

/// One row by key.
///
/// # Errors
/// The database's.
pub async fn by_key(db: &impl ConnectionTrait, key: i64) -> Result<Option<negotiation::Model>, Error> {
    Ok(negotiation::Entity::find_by_id(key).one(db).await?)
}

/// Moves the version from `seen` to the next; only if nobody else has.
///
/// # Errors
/// [`Error::Stale`] when somebody has.
pub async fn advance(
    db: &impl Write,
    permit: Permit<Act>,
    seen: i64,
    version: i64,
    at: DateTime<Utc>,
) -> Result<(), Error> {
    use negotiation::Column as C;
    let update = negotiation::Entity::update_many()
        .col_expr(C::Version, Expr::value(version))
        .col_expr(C::ChangedAt, Expr::value(at))
        .filter(C::Id.eq(permit.object()))
        .filter(C::Version.eq(seen));
    if update.exec(db).await?.rows_affected == 1 { Ok(()) } else { Err(Error::Stale) }
}

/// What a list may show: the whole of where a viewer's organisations stand.
#[derive(Clone, Debug, Default)]
pub struct Reach {
    /// Keys of organisations with an unlimited mandate.
    pub organisations: Vec<i64>,
    /// Limited mandates: (organisation, negotiation), by key.
    pub limited: Vec<(i64, i64)>,
}

impl Reach {
    /// The condition on `party`: an organisation of the viewer's stands there and may see. `None`: nothing is within.
    pub(super) fn condition(&self) -> Option<Condition> {
        use party::Column as P;
        let mut any = Condition::any();
        if !self.organisations.is_empty() {
            any = any.add(P::Organisation.is_in(self.organisations.iter().copied()));
        }
        for (organisation, negotiation) in &self.limited {
            any = any.add(P::Organisation.eq(*organisation).and(P::Negotiation.eq(*negotiation)));
        }
        // A covered enterprise is no party: it confirms, and reads the contract in the register.
        let seen = Condition::all().add(P::Visible.eq(true)).add(P::Capacity.ne("covered_enterprise"));
        (!any.is_empty()).then(|| seen.add(any))
    }
}

/// A line of a list.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Line {
    /// Key.
    pub id: i64,
    /// Public id.
    pub public_id: Uuid,
    /// Title.
    pub title: String,
    /// Area code.
    pub area: String,
    /// Class of industry.
    pub industry: String,
    /// Number of the last act.
    pub version: i64,
    /// When it was opened or the last act served.
    pub changed_at: DateTime<Utc>,
    /// Word of the stage now.
    pub stage: String,
}

/// At most `limit` negotiations within reach, newest first, before a key (`None`: the newest), as they stand at an
/// instant.
///
/// # Errors
/// The database's.
pub async fn within(
    db: &impl ConnectionTrait,
    reach: &Reach,
    now: DateTime<Utc>,
    before: Option<i64>,
    limit: u64,
) -> Result<Vec<Line>, Error> {
    use negotiation::Column as N;
    let Some(seen) = reach.condition() else { return Ok(Vec::new()) };
    let stands = party::Entity::find().select_only().column(party::Column::Negotiation).filter(seen).into_query();
    let stage: sea_orm::RelationDef =
        negotiation::Entity::belongs_to(period::Entity).from(N::Id).to(period::Column::Negotiation).into();
    let mut found = negotiation::Entity::find()
        .select_only()
        .columns([N::Id, N::PublicId, N::Title, N::Area, N::Industry, N::Version, N::ChangedAt])
        .column_as(period::Column::Stage, "stage")
        .join(JoinType::InnerJoin, stage)
        .filter(N::Id.in_subquery(stands))
        .filter(period::Column::FromAt.lte(now))
        .filter(period::Column::UntilAt.is_null().or(period::Column::UntilAt.gt(now)));
    if let Some(before) = before {
        found = found.filter(N::Id.lt(before));
    }
    Ok(found.order_by_desc(N::Id).limit(limit).into_model::<Line>().all(db).await?)
}

/// Key of a negotiation within reach, by its public id.
///
/// # Errors
/// The database's.
pub async fn key(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<i64>, Error> {
    use negotiation::Column as N;
    let found = negotiation::Entity::find().select_only().column(N::Id).filter(N::PublicId.eq(id));
    Ok(found.into_tuple().one(db).await?)
}

/// As what the organisations stand in some negotiations: (negotiation, organisation, capacity).
///
/// # Errors
/// The database's.
pub async fn capacities(
    db: &impl ConnectionTrait,
    negotiations: &[i64],
    organisations: &[i64],
) -> Result<Vec<(i64, i64, String)>, Error> {
    use party::Column as P;
    let found = party::Entity::find()
        .select_only()
        .columns([P::Negotiation, P::Organisation, P::Capacity])
        .filter(P::Negotiation.is_in(negotiations.iter().copied()))
        .filter(P::Organisation.is_in(organisations.iter().copied()))
        .filter(P::Visible.eq(true));
    Ok(found.into_tuple().all(db).await?)
}

/// A stored sheet.
///
/// # Errors
/// [`Error::Inconsistent`] for text that is no sheet.
pub fn sheet(text: &str) -> Result<TermSheet, Error> {
    TermSheet::parse(text.as_bytes()).map_err(|faults| Error::Inconsistent(format!("term sheet: {faults:?}")))
}
