//! The register's index of terms: for each term the contracts that have it, in the order of the lists, so that a search
//! reads its first fifty and no more, however many contracts there are. Chinese has no spaces, so a text is found by its
//! pairs of neighbouring characters; what is found is checked against the row.
//!
//! Published contracts stand under the terms anybody may search; others under those of whom they belong to. So nobody's
//! search ever touches what he may not see, and no page tells of it by where it ends.

use super::Error;
use super::Write;
use super::contracts::is_postgres;
use chrono::NaiveDate;
use entity::{contract, contract_term};
use sea_orm::sea_query::{Query, SelectStatement};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, Order, QueryFilter, Statement, Value};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Rows a statement: within both databases' limit of variables.
const CHUNK: usize = 500;

/// Most terms of a search that are weighed against each other.
const WEIGHED: usize = 24;

/// A term that this many contracts have is frequent: which of two frequent ones is rarer is told by how far back its
/// newest ones reach.
const FREQUENT: u64 = 200;

/// Where a contract stands in the lists: by the first day of its term, then by the random bits of its public id, so that
/// the order of registration is not told.
pub fn place(day: NaiveDate, id: Uuid) -> i64 {
    let days = i64::from(day.to_epoch_days());
    let (high, _) = id.as_u64_pair();
    days.saturating_mul(1 << 46).saturating_add(i64::try_from(high >> 18).unwrap_or(0))
}

/// The first place after all of a day.
pub(super) fn end_of(day: NaiveDate) -> i64 {
    i64::from(day.to_epoch_days()).saturating_add(1).saturating_mul(1 << 46)
}

/// Pairs of neighbouring letters and digits of a text, in small letters, each once.
pub(super) fn pairs(text: &str) -> BTreeSet<String> {
    let letters: Vec<char> = text.to_lowercase().chars().collect();
    let pair = |two: &[char]| two.iter().all(|c| c.is_alphanumeric()).then(|| two.iter().collect());
    letters.windows(2).filter_map(pair).collect()
}

/// The term of an area or of a beginning of its code.
pub(super) fn area(code: &str) -> String {
    format!("@{code}")
}

/// The term of a class of industry.
pub(super) fn industry(code: &str) -> String {
    format!("#{code}")
}

/// The term of an organisation's own contracts that are not published (its key).
pub(super) fn own(organisation: i64) -> String {
    format!("!{organisation}")
}

/// The term of the contract of a negotiation (its key) that is not published.
pub(super) fn bargained(negotiation: i64) -> String {
    format!("?{negotiation}")
}

/// The terms under which a contract is found.
pub fn of(row: &contract::Model) -> BTreeSet<String> {
    if row.published_version.is_none() {
        let parties = [row.worker_org, row.employer_org, Some(row.bureau_org)];
        return parties.into_iter().flatten().map(own).chain(row.negotiation.map(bargained)).collect();
    }
    let mut terms = pairs(&[&row.title, &row.worker_side, &row.employer_side].map(String::as_str).join("\n"));
    let ends = row.area.char_indices().map(|(at, letter)| at.saturating_add(letter.len_utf8()));
    terms.extend(ends.filter_map(|end| row.area.get(..end)).map(area));
    terms.insert(industry(&row.industry));
    terms
}

/// Writes the terms of a contract.
///
/// # Errors
/// The database's.
pub(super) async fn write(db: &impl Write, row: &contract::Model) -> Result<(), Error> {
    let terms = of(row).into_iter();
    let rows: Vec<contract_term::ActiveModel> =
        terms.map(|term| contract_term::Model { term, place: row.place }.into()).collect();
    for chunk in rows.chunks(CHUNK) {
        contract_term::Entity::insert_many(chunk.to_vec()).exec_without_returning(db).await?;
    }
    Ok(())
}

/// Removes the terms of a contract as it was.
///
/// # Errors
/// The database's.
pub(super) async fn remove(db: &impl Write, row: &contract::Model) -> Result<(), Error> {
    use contract_term::Column as T;
    let terms: Vec<String> = of(row).into_iter().collect();
    for chunk in terms.chunks(CHUNK) {
        let delete = contract_term::Entity::delete_many().filter(T::Term.is_in(chunk)).filter(T::Place.eq(row.place));
        delete.exec(db).await?;
    }
    Ok(())
}

/// The next places of a term before one, newest first.
pub(super) fn places(term: &str, before: i64, limit: u64) -> SelectStatement {
    use contract_term::Column as T;
    Query::select()
        .column(T::Place)
        .from(contract_term::Entity)
        .and_where(T::Term.eq(term))
        .and_where(T::Place.lt(before))
        .order_by(T::Place, Order::Desc)
        .limit(limit)
        .to_owned()
}

/// The rarest of some terms before a place: the one that fewest have, or, of frequent ones, whose newest reach back
/// furthest. One statement.
///
/// # Errors
/// The database's.
pub(super) async fn rarest(
    db: &impl ConnectionTrait,
    mut terms: Vec<String>,
    before: i64,
) -> Result<Option<String>, Error> {
    terms.truncate(WEIGHED);
    if terms.len() < 2 {
        return Ok(terms.pop());
    }
    let backend = db.get_database_backend();
    let mut values: Vec<Value> = Vec::new();
    let mut weighed = |(place, term): (usize, &String)| {
        values.extend([term.clone().into(), before.into()]);
        let at = place.saturating_mul(2);
        let (first, second) = if is_postgres(backend) {
            (format!("${}", at.saturating_add(1)), format!("${}", at.saturating_add(2)))
        } else {
            ("?".to_owned(), "?".to_owned())
        };
        format!(
            "SELECT {place} AS which, count(*) AS hits, min(place) AS furthest FROM (SELECT place FROM contract_term \
             WHERE term = {first} AND place < {second} ORDER BY place DESC LIMIT {FREQUENT}) AS newest"
        )
    };
    let parts: Vec<String> = terms.iter().enumerate().map(&mut weighed).collect();
    let sql = format!("{} ORDER BY hits, furthest LIMIT 1", parts.join(" UNION ALL "));
    let row = db.query_one_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
    let which: Option<i32> = row.map(|row| row.try_get("", "which")).transpose()?;
    Ok(which.and_then(|which| usize::try_from(which).ok()).and_then(|which| terms.into_iter().nth(which)))
}
