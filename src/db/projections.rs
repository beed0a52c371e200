//! Projections: rows that answer lists and searches, written with the act that changes them.

use super::Error;
use super::Write;
use super::negotiations::Reach;
use super::words::json;
use chrono::{DateTime, Utc};
use domain::bargaining::{ActKind, Answers, Deadline, DeadlineRow, Projection, Span, TodoRow};
use entity::{deadline, negotiation, party, period, todo};
use sea_orm::sea_query::ExprTrait;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter,
    QueryOrder, QuerySelect,
};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use uuid::Uuid;

/// Rows a statement: within both databases' limit of variables.
const CHUNK: usize = 500;

/// Writes the projection of a negotiation in the place of the one before; `keys` names its organisations.
///
/// # Errors
/// The database's; [`Error::Inconsistent`] for an organisation without a key.
pub async fn write(
    db: &impl Write,
    negotiation: i64,
    projection: &Projection,
    keys: &HashMap<Uuid, i64>,
) -> Result<(), Error> {
    let key = |id: &Uuid| keys.get(id).copied().ok_or_else(|| Error::Inconsistent(format!("organisation {id}")));
    party::Entity::delete_many().filter(party::Column::Negotiation.eq(negotiation)).exec(db).await?;
    period::Entity::delete_many().filter(period::Column::Negotiation.eq(negotiation)).exec(db).await?;
    todo::Entity::delete_many().filter(todo::Column::Negotiation.eq(negotiation)).exec(db).await?;
    deadline::Entity::delete_many().filter(deadline::Column::Negotiation.eq(negotiation)).exec(db).await?;
    let mut parties = Vec::new();
    for row in &projection.parties {
        parties.push(party::ActiveModel {
            negotiation: Set(negotiation),
            organisation: Set(key(&row.organisation)?),
            capacity: Set(row.capacity.word().to_owned()),
            visible: Set(row.visible),
        });
    }
    for chunk in parties.chunks(CHUNK) {
        party::Entity::insert_many(chunk.to_vec()).exec_without_returning(db).await?;
    }
    let stage = |span: &Span<&'static str>| period::ActiveModel {
        negotiation: Set(negotiation),
        from_at: Set(span.from),
        until_at: Set(span.until),
        stage: Set(span.what.to_owned()),
    };
    period::Entity::insert_many(projection.stages.iter().map(stage)).exec_without_returning(db).await?;
    let mut todos = Vec::new();
    for span in &projection.todos {
        let organisation = key(&span.what.organisation)?;
        todos.push(todo_row(negotiation, organisation, span));
    }
    for chunk in todos.chunks(CHUNK) {
        todo::Entity::insert_many(chunk.to_vec()).exec_without_returning(db).await?;
    }
    let due = projection.deadlines.iter().zip(0..).map(|(span, place)| deadline_row(negotiation, place, span));
    let due: Vec<deadline::ActiveModel> = due.collect();
    for chunk in due.chunks(CHUNK) {
        deadline::Entity::insert_many(chunk.to_vec()).exec_without_returning(db).await?;
    }
    Ok(())
}

fn todo_row(negotiation: i64, organisation: i64, span: &Span<TodoRow>) -> todo::ActiveModel {
    todo::ActiveModel {
        negotiation: Set(negotiation),
        organisation: Set(organisation),
        act: Set(span.what.act.name().to_owned()),
        chief_only: Set(span.what.chief_only),
        accounts: Set(span.what.accounts.as_ref().map(json)),
        from_at: Set(span.from),
        until_at: Set(span.until),
        ..Default::default()
    }
}

/// What is stored of a deadline beside what is searched.
#[derive(Serialize)]
struct Detail<'a> {
    deadline: &'a Deadline,
    owing: Answers<ActKind>,
    other: Answers<ActKind>,
}

/// What is read of it.
#[derive(Clone, Debug, Deserialize)]
pub struct DeadlineDetail {
    /// The deadline as it stood at the last act; running ones may have run out since.
    pub deadline: Deadline,
    /// Acts of who owes it.
    pub owing: Answers<ActKind>,
    /// Acts of the other side once it is overdue.
    pub other: Answers<ActKind>,
}

fn deadline_row(negotiation: i64, place: i32, span: &Span<DeadlineRow>) -> deadline::ActiveModel {
    let row = &span.what;
    let detail = Detail { deadline: &row.deadline, owing: row.owing, other: row.other };
    deadline::ActiveModel {
        negotiation: Set(negotiation),
        place: Set(place),
        kind: Set(super::words::word(&row.deadline.what)),
        owed_by: Set(row.deadline.owed_by.map(|capacity| capacity.word().to_owned())),
        due_on: Set(row.deadline.due.rolled),
        due_at: Set(row.due_at),
        open: Set(row.open()),
        detail: Set(json(&detail)),
        from_at: Set(span.from),
        until_at: Set(span.until),
        ..Default::default()
    }
}

/// What is waited for in some negotiations, of some organisations, at an instant.
///
/// # Errors
/// The database's.
pub async fn todos(
    db: &impl ConnectionTrait,
    negotiations: &[i64],
    organisations: &[i64],
    now: DateTime<Utc>,
) -> Result<Vec<todo::Model>, Error> {
    use todo::Column as C;
    let found = todo::Entity::find()
        .filter(C::Negotiation.is_in(negotiations.iter().copied()))
        .filter(C::Organisation.is_in(organisations.iter().copied()))
        .filter(C::FromAt.lte(now))
        .filter(C::UntilAt.is_null().or(C::UntilAt.gt(now)));
    Ok(found.order_by_asc(C::Id).all(db).await?)
}

/// A deadline with the negotiation it belongs to.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Due {
    /// Key of the deadline.
    pub id: i64,
    /// Its place among those of the negotiation.
    pub place: i32,
    /// Key of the negotiation.
    pub negotiation: i64,
    /// Its public id.
    pub public_id: Uuid,
    /// Its title.
    pub title: String,
    /// Number of its last act.
    pub version: i64,
    /// When that was served.
    pub changed_at: DateTime<Utc>,
    /// The first instant at which it is overdue.
    pub due_at: DateTime<Utc>,
    /// JSON.
    pub detail: String,
}

/// Which deadlines are asked for.
#[derive(Clone, Debug, Default)]
pub struct DueFilter {
    /// Only those open, or open and (`true`) overdue or (`false`) not yet.
    pub open: Option<Option<bool>>,
    /// Only those owed by these (capacity, organisation keys stand in it), or (`false`) by others.
    pub mine: Option<bool>,
    /// After this one: due at, of which negotiation, its place there.
    pub after: Option<(DateTime<Utc>, Uuid, i32)>,
}

/// At most `limit` deadlines of negotiations within reach at an instant, by when they run out: overdue ones come first.
///
/// # Errors
/// The database's.
pub async fn due(
    db: &impl ConnectionTrait,
    reach: &Reach,
    now: DateTime<Utc>,
    filter: &DueFilter,
    limit: u64,
) -> Result<Vec<Due>, Error> {
    use deadline::Column as D;
    use negotiation::Column as N;
    let Some(seen) = reach.condition() else { return Ok(Vec::new()) };
    let stands: sea_orm::RelationDef =
        deadline::Entity::belongs_to(party::Entity).from(D::Negotiation).to(party::Column::Negotiation).into();
    let of: sea_orm::RelationDef =
        deadline::Entity::belongs_to(negotiation::Entity).from(D::Negotiation).to(N::Id).into();
    let mut found = deadline::Entity::find()
        .select_only()
        .columns([D::Id, D::Negotiation, D::Place, D::DueAt, D::Detail])
        .columns([N::PublicId, N::Title, N::Version, N::ChangedAt])
        .join(JoinType::InnerJoin, stands)
        .join(JoinType::InnerJoin, of)
        .filter(seen)
        .filter(D::FromAt.lte(now))
        .filter(D::UntilAt.is_null().or(D::UntilAt.gt(now)));
    match filter.open {
        None => {}
        Some(None) => found = found.filter(D::Open.eq(true)),
        Some(Some(true)) => found = found.filter(D::Open.eq(true)).filter(D::DueAt.lte(now)),
        Some(Some(false)) => found = found.filter(D::Open.eq(true)).filter(D::DueAt.gt(now)),
    }
    let owed = || D::OwedBy.into_expr().eq(party::Column::Capacity.into_expr());
    match filter.mine {
        None => {}
        Some(true) => found = found.filter(owed()),
        Some(false) => found = found.filter(D::OwedBy.is_not_null()).filter(owed().not()),
    }
    if let Some((due_at, id, place)) = filter.after {
        let further = N::PublicId.gt(id).or(N::PublicId.eq(id).and(D::Place.gt(place)));
        found = found.filter(Condition::any().add(D::DueAt.gt(due_at)).add(D::DueAt.eq(due_at).and(further)));
    }
    Ok(found
        .order_by_asc(D::DueAt)
        .order_by_asc(N::PublicId)
        .order_by_asc(D::Place)
        .limit(limit)
        .into_model::<Due>()
        .all(db)
        .await?)
}

/// Open deadlines of some negotiations at an instant, by when they run out.
///
/// # Errors
/// The database's.
pub async fn next_due(db: &impl ConnectionTrait, negotiations: &[i64], now: DateTime<Utc>) -> Result<Vec<Due>, Error> {
    use deadline::Column as D;
    use negotiation::Column as N;
    let of: sea_orm::RelationDef =
        deadline::Entity::belongs_to(negotiation::Entity).from(D::Negotiation).to(N::Id).into();
    let found = deadline::Entity::find()
        .select_only()
        .columns([D::Id, D::Negotiation, D::Place, D::DueAt, D::Detail])
        .columns([N::PublicId, N::Title, N::Version, N::ChangedAt])
        .join(JoinType::InnerJoin, of)
        .filter(D::Negotiation.is_in(negotiations.iter().copied()))
        .filter(D::Open.eq(true))
        .filter(D::FromAt.lte(now))
        .filter(D::UntilAt.is_null().or(D::UntilAt.gt(now)));
    Ok(found.order_by_asc(D::DueAt).order_by_asc(D::Id).into_model::<Due>().all(db).await?)
}
