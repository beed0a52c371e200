//! The register: contracts with their versions and what they cover.

use super::{Error, grams};
use chrono::{DateTime, NaiveDate, Utc};
use entity::{contract, contract_count, contract_version, coverage, negotiation};
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, DbBackend, EntityTrait,
    FromQueryResult, JoinType, Order, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
};
use uuid::Uuid;

/// By its public id.
///
/// # Errors
/// The database's.
pub async fn by_id(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<contract::Model>, Error> {
    Ok(contract::Entity::find().filter(contract::Column::PublicId.eq(id)).one(db).await?)
}

/// By number.
///
/// # Errors
/// The database's.
pub async fn by_number(db: &impl ConnectionTrait, number: &str) -> Result<Option<contract::Model>, Error> {
    Ok(contract::Entity::find().filter(contract::Column::Number.eq(number)).one(db).await?)
}

/// By key.
///
/// # Errors
/// The database's.
pub async fn find(db: &impl ConnectionTrait, key: i64) -> Result<Option<contract::Model>, Error> {
    Ok(contract::Entity::find_by_id(key).one(db).await?)
}

/// Of a negotiation.
///
/// # Errors
/// The database's.
pub async fn of_negotiation(db: &impl ConnectionTrait, key: i64) -> Result<Option<contract::Model>, Error> {
    Ok(contract::Entity::find().filter(contract::Column::Negotiation.eq(key)).one(db).await?)
}

/// Stores a contract with its coverage and its words.
///
/// # Errors
/// [`Error::Taken`] for a number or negotiation that has one.
pub async fn insert(
    db: &impl ConnectionTrait,
    row: contract::ActiveModel,
    covered: Vec<coverage::ActiveModel>,
) -> Result<contract::Model, Error> {
    let stored = contract::Entity::insert(row).exec_with_returning(db).await?;
    let of_it = |mut row: coverage::ActiveModel| {
        row.contract = Set(stored.id);
        row
    };
    let rows: Vec<coverage::ActiveModel> = covered.into_iter().map(of_it).collect();
    for chunk in rows.chunks(500) {
        coverage::Entity::insert_many(chunk.to_vec()).exec_without_returning(db).await?;
    }
    let words = [&stored.title, &stored.worker_side, &stored.employer_side].map(String::as_str);
    grams::write(db, stored.id, &words.join("\n")).await?;
    Ok(stored)
}

/// Writes a changed row.
///
/// # Errors
/// The database's.
pub async fn update(db: &impl ConnectionTrait, row: contract::ActiveModel) -> Result<(), Error> {
    row.update(db).await?;
    Ok(())
}

/// Removes a contract that never came to be: its review did not end as foreseen.
///
/// # Errors
/// The database's.
pub async fn remove(db: &impl ConnectionTrait, key: i64) -> Result<(), Error> {
    contract_version::Entity::delete_many().filter(contract_version::Column::Contract.eq(key)).exec(db).await?;
    coverage::Entity::delete_many().filter(coverage::Column::Contract.eq(key)).exec(db).await?;
    grams::remove(db, key).await?;
    contract::Entity::delete_by_id(key).exec(db).await?;
    Ok(())
}

/// The next number of an area for a year of effect, counted from 1.
///
/// # Errors
/// The database's.
pub async fn count(db: &impl ConnectionTrait, area: &str, year: i32) -> Result<i64, Error> {
    use contract_count::Column as C;
    let first = contract_count::ActiveModel { area: Set(area.to_owned()), year: Set(year), registered: Set(1) };
    let next = OnConflict::columns([C::Area, C::Year])
        .value(C::Registered, Expr::col((contract_count::Entity, C::Registered)).add(1))
        .to_owned();
    contract_count::Entity::insert(first).on_conflict(next).exec_without_returning(db).await?;
    let row = contract_count::Entity::find_by_id((area.to_owned(), year)).one(db).await?;
    row.map(|row| row.registered).ok_or_else(|| Error::Inconsistent("no count".to_owned()))
}

/// Versions of a contract, in order.
///
/// # Errors
/// The database's.
pub async fn versions(db: &impl ConnectionTrait, contract: i64) -> Result<Vec<contract_version::Model>, Error> {
    use contract_version::Column as C;
    Ok(contract_version::Entity::find().filter(C::Contract.eq(contract)).order_by_asc(C::Version).all(db).await?)
}

/// Writes a version in the place of the one of its number.
///
/// # Errors
/// The database's.
pub async fn write_version(db: &impl ConnectionTrait, row: contract_version::ActiveModel) -> Result<(), Error> {
    use contract_version::Column as C;
    let same = OnConflict::columns([C::Contract, C::Version])
        .update_columns([
            C::Sheet,
            C::Sha256,
            C::KnownAt,
            C::InForceSince,
            C::EffectiveFrom,
            C::EffectiveTo,
            C::PublishedAt,
        ])
        .to_owned();
    contract_version::Entity::insert(row).on_conflict(same).exec_without_returning(db).await?;
    Ok(())
}

/// Removes versions that would have counted later than an instant: what was foreseen is foreseen anew.
///
/// # Errors
/// The database's.
pub async fn forget_versions(db: &impl ConnectionTrait, contract: i64, after: DateTime<Utc>) -> Result<(), Error> {
    use contract_version::Column as C;
    let delete = contract_version::Entity::delete_many().filter(C::Contract.eq(contract)).filter(C::KnownAt.gt(after));
    delete.exec(db).await?;
    Ok(())
}

/// Enterprises that contracts cover, in order.
///
/// # Errors
/// The database's.
pub async fn coverage(db: &impl ConnectionTrait, contracts: &[i64]) -> Result<Vec<coverage::Model>, Error> {
    let found = coverage::Entity::find().filter(coverage::Column::Contract.is_in(contracts.iter().copied()));
    Ok(found.order_by_asc(coverage::Column::Contract).order_by_asc(coverage::Column::Id).all(db).await?)
}

/// A contract with one of its texts.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Line {
    /// Key.
    pub id: i64,
    /// Public id.
    pub public_id: Uuid,
    /// Number, once registered.
    pub number: Option<String>,
    /// Key of the negotiation, if it was bargained here.
    pub negotiation: Option<i64>,
    /// Its public id.
    pub negotiation_id: Option<Uuid>,
    /// Title.
    pub title: String,
    /// Rulebook code.
    pub jurisdiction: String,
    /// Area code.
    pub area: String,
    /// Class of industry.
    pub industry: String,
    /// Key of the workers' party.
    pub worker_org: Option<i64>,
    /// Key of the employers' party.
    pub employer_org: Option<i64>,
    /// Key of the bureau.
    pub bureau_org: i64,
    /// Its name.
    pub worker_side: String,
    /// Its name.
    pub employer_side: String,
    /// Its name.
    pub bureau: String,
    /// Orders the lists.
    pub listed_from: NaiveDate,
    /// Ended by an act.
    pub ended_on: Option<NaiveDate>,
    /// The text's number.
    pub version: i32,
    /// Canonical term sheet.
    pub sheet: String,
    /// Of the signed bytes.
    pub sha256: String,
    /// Day of effect.
    pub in_force_since: NaiveDate,
    /// First day of the term.
    pub effective_from: NaiveDate,
    /// Last day of the term.
    pub effective_to: NaiveDate,
    /// When both sides had published it.
    pub published_at: Option<DateTime<Utc>>,
}

/// What is searched for.
#[derive(Clone, Debug, Default)]
pub struct Query {
    /// In title or parties.
    pub text: String,
    /// Area code, or its beginning.
    pub area: String,
    /// Class of industry.
    pub industry: String,
    /// Credit code or beginning of the name of a covered enterprise.
    pub enterprise: String,
    /// In force on this day.
    pub on: Option<NaiveDate>,
    /// One contract alone.
    pub id: Option<i64>,
    /// Own ones too, published or not: as party or bureau.
    pub own: Vec<i64>,
    /// And those of these negotiations.
    pub negotiations: Vec<i64>,
    /// After this one: (first day of the term, public id).
    pub after: Option<(NaiveDate, Uuid)>,
}

impl Query {
    /// Contracts of the viewer's own.
    fn mine(&self) -> Condition {
        use contract::Column as C;
        let own = || self.own.iter().copied();
        let mut mine = Condition::any();
        if !self.own.is_empty() {
            mine = mine.add(C::WorkerOrg.is_in(own())).add(C::EmployerOrg.is_in(own())).add(C::BureauOrg.is_in(own()));
        }
        if !self.negotiations.is_empty() {
            mine = mine.add(C::Negotiation.is_in(self.negotiations.iter().copied()));
        }
        mine
    }

    /// The text that is read: one's own contract as it is in force, others' as published last.
    fn text_read(&self, backend: DbBackend, now: DateTime<Utc>) -> Condition {
        use contract_version::Column as V;
        let published = V::Version.into_expr().eq(contract::Column::PublishedVersion.into_expr());
        let mine = self.mine();
        if mine.is_empty() {
            return Condition::all().add(published);
        }
        let instant = if is_postgres(backend) { "$1" } else { "?" };
        let latest = "SELECT max(v.version) FROM contract_version v WHERE v.contract = contract.id AND v.known_at <=";
        let current = V::Version.into_expr().eq(Expr::cust_with_values(format!("({latest} {instant})"), [now]));
        Condition::any()
            .add(Condition::all().add(mine.clone()).add(current))
            .add(Condition::all().add(mine.not()).add(published))
    }
}

/// At most `limit` contracts as they may be read at an instant, newest term first.
///
/// # Errors
/// The database's.
pub async fn search(
    db: &impl ConnectionTrait,
    query: &Query,
    now: DateTime<Utc>,
    limit: u64,
) -> Result<Vec<Line>, Error> {
    use contract::Column as C;
    use contract_version::Column as V;
    let text: sea_orm::RelationDef =
        contract::Entity::belongs_to(contract_version::Entity).from(C::Id).to(V::Contract).into();
    let talks: sea_orm::RelationDef =
        contract::Entity::belongs_to(negotiation::Entity).from(C::Negotiation).to(negotiation::Column::Id).into();
    let mut found = contract::Entity::find()
        .select_only()
        .columns([C::Id, C::PublicId, C::Number, C::Negotiation, C::Title, C::Jurisdiction, C::Area, C::Industry])
        .columns([C::WorkerOrg, C::EmployerOrg, C::BureauOrg, C::WorkerSide, C::EmployerSide, C::Bureau])
        .columns([C::ListedFrom, C::EndedOn])
        .columns([V::Version, V::Sheet, V::Sha256, V::InForceSince, V::EffectiveFrom, V::EffectiveTo, V::PublishedAt])
        .column_as(negotiation::Column::PublicId, "negotiation_id")
        .join(JoinType::InnerJoin, text)
        .join(JoinType::LeftJoin, talks)
        .filter(query.text_read(db.get_database_backend(), now))
        .filter(C::KnownAt.lte(now));
    if let Some(id) = query.id {
        found = found.filter(C::Id.eq(id));
    }
    if let Some(words) = grams::condition(db.get_database_backend(), &query.text) {
        found = found.filter(words);
    }
    if !query.area.is_empty() {
        found = found.filter(begins(C::Area, &query.area));
    }
    if !query.industry.is_empty() {
        found = found.filter(C::Industry.eq(&query.industry));
    }
    if !query.enterprise.is_empty() {
        found = found.filter(C::Id.in_subquery(covering(&query.enterprise).into_query()));
    }
    if let Some(day) = query.on {
        let ended = C::EndedOn.is_null().or(C::EndedOn.gt(day));
        found =
            found.filter(V::EffectiveFrom.lte(day)).filter(V::EffectiveTo.gte(day)).filter(V::InForceSince.lte(day));
        found = found.filter(ended);
    }
    if let Some((day, id)) = query.after {
        found = found
            .filter(Condition::any().add(C::ListedFrom.lt(day)).add(C::ListedFrom.eq(day).and(C::PublicId.lt(id))));
    }
    let ordered = found.order_by(C::ListedFrom, Order::Desc).order_by(C::PublicId, Order::Desc);
    Ok(ordered.limit(limit).into_model::<Line>().all(db).await?)
}

/// Contracts that cover an enterprise: its credit code, or the beginning of its name.
fn covering(enterprise: &str) -> sea_orm::Select<coverage::Entity> {
    use coverage::Column as C;
    let named = begins(C::Name, enterprise);
    coverage::Entity::find().select_only().column(C::Contract).filter(C::CreditCode.eq(enterprise).or(named))
}

/// A column begins with a text: a range rather than LIKE, which an index serves on both databases.
fn begins(column: impl ColumnTrait, text: &str) -> Expr {
    let mut end = text.to_owned();
    end.push(char::MAX);
    column.gte(text).and(column.lt(end))
}

/// Whether the database is PostgreSQL.
pub(super) const fn is_postgres(backend: DbBackend) -> bool {
    matches!(backend, DbBackend::Postgres)
}
