//! Searching the register. A search goes along the contracts of its rarest term, newest first, in pieces, and ends with
//! the page full or after so many looked at: no search reads more than another, however large the register is.

use super::contracts::is_postgres;
use super::{Error, terms};
use chrono::{DateTime, NaiveDate, Utc};
use entity::{contract, contract_version, coverage, negotiation};
use sea_orm::sea_query::{
    Alias, Expr, ExprTrait, Func, LikeExpr, Query as Select, SelectStatement, SimpleExpr, UnionType,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbBackend, EntityTrait, FromQueryResult, JoinType, Order, QueryFilter,
    QueryOrder, QuerySelect, QueryTrait,
};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Contracts looked at for a page, piece by piece: most pages are full after the first.
const PIECES: [usize; 3] = [80, 320, 1280];

/// An enterprise of more contracts than these is broad: contracts are asked whether they cover it, not it for its
/// contracts.
const BROAD: usize = 1000;

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
    pub place: i64,
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
    /// In title or parties; or a number.
    pub text: String,
    /// Area code, or its beginning.
    pub area: String,
    /// Class of industry.
    pub industry: String,
    /// Credit code or beginning of the name of a covered enterprise.
    pub enterprise: String,
    /// In force on this day.
    pub on: Option<NaiveDate>,
    /// Own ones too, published or not: as party or bureau.
    pub own: Vec<i64>,
    /// And those of these negotiations.
    pub negotiations: Vec<i64>,
    /// After this place of the lists.
    pub after: Option<i64>,
}

/// What a search found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// Contracts, newest term first.
    pub lines: Vec<Line>,
    /// Where the search goes on; none: there are no more.
    pub next: Option<i64>,
}

/// What a search goes along.
enum Driver {
    /// Contracts that cover an enterprise, by key.
    Keys(Vec<i64>),
    /// Contracts of a term.
    Term(String),
    /// All.
    All,
}

/// A page of at most `size` contracts as they may be read at an instant, newest term first.
///
/// # Errors
/// The database's.
pub async fn search(db: &impl ConnectionTrait, query: &Query, now: DateTime<Utc>, size: usize) -> Result<Found, Error> {
    if let Some(line) = numbered(db, query, now).await? {
        return Ok(Found { lines: vec![line], next: None });
    }
    let mut found = Found::default();
    let mut before = query.start();
    let driver = query.driver(db, before).await?;
    let broad = !query.enterprise.is_empty() && !matches!(driver, Driver::Keys(_));
    let mut filter = query.filter(&query.text);
    if broad {
        filter = filter.add(covers(&query.enterprise));
    }
    for piece in PIECES {
        let places = query.places(db, &driver, before, piece).await?;
        found.next = (places.len() == piece).then(|| places.last().copied()).flatten();
        if places.is_empty() {
            break;
        }
        let wanted = size.saturating_sub(found.lines.len()).saturating_add(1);
        found.lines.extend(read(db, query, at(places).add(filter.clone()), now, wanted).await?);
        if found.lines.len() > size {
            found.lines.truncate(size);
            found.next = found.lines.last().map(|line| line.place);
            break;
        }
        match found.next {
            Some(last) => before = last,
            None => break,
        }
    }
    Ok(found)
}

/// The contracts at some places of the lists.
fn at(places: Vec<i64>) -> Condition {
    Condition::all().add(contract::Column::Place.is_in(places))
}

/// The contract whose number the text is, if it may be read and is what else is asked for.
async fn numbered(db: &impl ConnectionTrait, query: &Query, now: DateTime<Utc>) -> Result<Option<Line>, Error> {
    let number = query.text.to_uppercase();
    if number.is_empty() || query.after.is_some() {
        return Ok(None);
    }
    let mut filter = query.filter("").add(contract::Column::Number.eq(number));
    if !query.enterprise.is_empty() {
        filter = filter.add(covers(&query.enterprise));
    }
    Ok(read(db, query, filter, now, 1).await?.pop())
}

/// A contract by key, as it may be read at an instant.
///
/// # Errors
/// The database's.
pub async fn one(
    db: &impl ConnectionTrait,
    query: &Query,
    key: i64,
    now: DateTime<Utc>,
) -> Result<Option<Line>, Error> {
    Ok(read(db, query, Condition::all().add(contract::Column::Id.eq(key)), now, 1).await?.pop())
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

    /// Before which place the search begins: what begins after the day asked for was not in force on it.
    fn start(&self) -> i64 {
        let all = self.after.unwrap_or(i64::MAX);
        match self.on.filter(|_| self.mine().is_empty()) {
            Some(day) => Ord::min(all, terms::end_of(day)),
            None => all,
        }
    }

    /// What is asked of a contract's row beside the enterprise, with `text` to be found in it.
    fn filter(&self, text: &str) -> Condition {
        use contract::Column as C;
        use contract_version::Column as V;
        let mut all = Condition::all();
        if !text.is_empty() {
            all = all.add(holds(text));
        }
        if !self.area.is_empty() {
            all = all.add(begins(C::Area, &self.area));
        }
        if !self.industry.is_empty() {
            all = all.add(C::Industry.eq(&self.industry));
        }
        if let Some(day) = self.on {
            let ended = C::EndedOn.is_null().or(C::EndedOn.gt(day));
            all = all.add(V::EffectiveFrom.lte(day)).add(V::EffectiveTo.gte(day)).add(V::InForceSince.lte(day));
            all = all.add(ended);
        }
        all
    }

    /// What the search goes along: the enterprise's contracts where they are few, else those of the rarest term.
    async fn driver(&self, db: &impl ConnectionTrait, before: i64) -> Result<Driver, Error> {
        if !self.enterprise.is_empty() {
            let keys = covering(db, &self.enterprise).await?;
            if keys.len() <= BROAD {
                return Ok(Driver::Keys(keys));
            }
        }
        let mut known: Vec<String> = terms::pairs(&self.text).into_iter().collect();
        known.extend(Some(&self.area).filter(|area| !area.is_empty()).map(|area| terms::area(area)));
        known.extend(Some(&self.industry).filter(|code| !code.is_empty()).map(|code| terms::industry(code)));
        Ok(terms::rarest(db, known, before).await?.map_or(Driver::All, Driver::Term))
    }

    /// The next `count` places to look at, newest first: published contracts, and the viewer's own.
    async fn places(
        &self,
        db: &impl ConnectionTrait,
        driver: &Driver,
        before: i64,
        count: usize,
    ) -> Result<Vec<i64>, Error> {
        use contract::Column as C;
        let limit = u64::try_from(count).unwrap_or(u64::MAX);
        let listed = |which: Condition| {
            let found =
                contract::Entity::find().select_only().column(C::Place).filter(which).filter(C::Place.lt(before));
            found.order_by(C::Place, Order::Desc).limit(limit).into_query()
        };
        let published = || Condition::all().add(C::PublishedVersion.is_not_null());
        let first = match driver {
            Driver::Keys(keys) => {
                let seen = Condition::any().add(C::PublishedVersion.is_not_null()).add(self.mine());
                listed(Condition::all().add(C::Id.is_in(keys.iter().copied())).add(seen))
            }
            Driver::Term(term) => terms::places(term, before, limit),
            Driver::All => listed(published()),
        };
        let mut streams = vec![first];
        if !matches!(driver, Driver::Keys(_)) {
            let own = self.own.iter().map(|key| terms::own(*key));
            let own = own.chain(self.negotiations.iter().map(|key| terms::bargained(*key)));
            streams.extend(own.map(|term| terms::places(&term, before, limit)));
        }
        let rows = db.query_all(&merged(streams, limit)).await?;
        Ok(rows.iter().map(|row| row.try_get("", "place")).collect::<Result<_, _>>()?)
    }
}

/// The first places of several streams, each once.
fn merged(streams: Vec<SelectStatement>, limit: u64) -> SelectStatement {
    let place = Alias::new("place");
    let mut parts = streams
        .into_iter()
        .map(|stream| Select::select().column(place.clone()).from_subquery(stream, Alias::new("stream")).to_owned());
    let mut all = parts.next().unwrap_or_default();
    for part in parts {
        all.union(UnionType::Distinct, part);
    }
    all.order_by(place, Order::Desc).limit(limit).to_owned()
}

/// Contracts that fulfil a condition, each with the text that may be read of it.
async fn read(
    db: &impl ConnectionTrait,
    query: &Query,
    which: Condition,
    now: DateTime<Utc>,
    limit: usize,
) -> Result<Vec<Line>, Error> {
    use contract::Column as C;
    use contract_version::Column as V;
    let text: sea_orm::RelationDef =
        contract::Entity::belongs_to(contract_version::Entity).from(C::Id).to(V::Contract).into();
    let talks: sea_orm::RelationDef =
        contract::Entity::belongs_to(negotiation::Entity).from(C::Negotiation).to(negotiation::Column::Id).into();
    let found = contract::Entity::find()
        .select_only()
        .columns([C::Id, C::PublicId, C::Number, C::Negotiation, C::Title, C::Jurisdiction, C::Area, C::Industry])
        .columns([C::WorkerOrg, C::EmployerOrg, C::BureauOrg, C::WorkerSide, C::EmployerSide, C::Bureau])
        .columns([C::Place, C::EndedOn])
        .columns([V::Version, V::Sheet, V::Sha256, V::InForceSince, V::EffectiveFrom, V::EffectiveTo, V::PublishedAt])
        .column_as(negotiation::Column::PublicId, "negotiation_id")
        .join(JoinType::InnerJoin, text)
        .join(JoinType::LeftJoin, talks)
        .filter(which)
        .filter(query.text_read(db.get_database_backend(), now))
        .filter(C::KnownAt.lte(now))
        .order_by(C::Place, Order::Desc);
    Ok(found.limit(u64::try_from(limit).unwrap_or(u64::MAX)).into_model::<Line>().all(db).await?)
}

/// The contract's title or a party holds a text, in any letter case.
fn holds(text: &str) -> Condition {
    use contract::Column as C;
    let text = text.to_lowercase();
    let pattern = format!("%{}%", text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"));
    let like = |column: C| {
        let low: SimpleExpr = Func::lower(column.into_expr()).into();
        low.like(LikeExpr::new(pattern.clone()).escape('\\'))
    };
    Condition::any().add(like(C::Title)).add(like(C::WorkerSide)).add(like(C::EmployerSide))
}

/// A row of coverage is of an enterprise: its credit code, or the beginning of its name.
fn named(enterprise: &str) -> Condition {
    use coverage::Column as C;
    Condition::any().add(C::CreditCode.eq(enterprise)).add(begins(C::Name, enterprise))
}

/// The contract covers an enterprise.
fn covers(enterprise: &str) -> SimpleExpr {
    let of_it = coverage::Column::Contract.into_expr().eq(contract::Column::Id.into_expr());
    let rows = coverage::Entity::find().select_only().column(coverage::Column::Id).filter(of_it);
    Expr::exists(rows.filter(named(enterprise)).into_query())
}

/// Keys of the contracts that cover an enterprise; more than [`BROAD`] where they are not all.
async fn covering(db: &impl ConnectionTrait, enterprise: &str) -> Result<Vec<i64>, Error> {
    use coverage::Column as C;
    let limit = u64::try_from(BROAD).unwrap_or(u64::MAX).saturating_add(1);
    let mut keys = BTreeSet::new();
    for which in [C::CreditCode.eq(enterprise), begins(C::Name, enterprise)] {
        let found = coverage::Entity::find().select_only().column(C::Contract).filter(which).limit(limit);
        keys.extend(found.into_tuple::<i64>().all(db).await?);
    }
    Ok(keys.into_iter().collect())
}

/// A column begins with a text: a range rather than LIKE, which an index serves on both databases.
fn begins(column: impl ColumnTrait, text: &str) -> Expr {
    let mut end = text.to_owned();
    end.push(char::MAX);
    column.gte(text).and(column.lt(end))
}
