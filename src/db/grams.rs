//! Search in text. Chinese has no spaces, so a text is found by its pairs of neighbouring characters: on SQLite in an
//! FTS5 table, on PostgreSQL in an array with a GIN index. Pairs found are checked in order by LIKE.

use super::Error;
use super::contracts::is_postgres;
use entity::contract;
use sea_orm::sea_query::{Expr, ExprTrait, SimpleExpr};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, DbBackend, Statement};
use std::collections::BTreeSet;

/// Pairs of neighbouring letters and digits, in small letters, each once.
fn pairs(text: &str) -> BTreeSet<String> {
    let letters: Vec<char> = text.to_lowercase().chars().collect();
    let pair = |two: &[char]| two.iter().all(|c| c.is_alphanumeric()).then(|| two.iter().collect());
    letters.windows(2).filter_map(pair).collect()
}

/// Writes the pairs of a contract's words.
///
/// # Errors
/// The database's.
pub(super) async fn write(db: &impl ConnectionTrait, contract: i64, words: &str) -> Result<(), Error> {
    let backend = db.get_database_backend();
    let pairs: Vec<String> = pairs(words).into_iter().collect();
    let statement = if is_postgres(backend) {
        let sql = "INSERT INTO contract_text (contract, grams) VALUES ($1, $2)";
        Statement::from_sql_and_values(backend, sql, [contract.into(), array(pairs)])
    } else {
        let sql = "INSERT INTO contract_text (rowid, grams) VALUES (?, ?)";
        Statement::from_sql_and_values(backend, sql, [contract.into(), pairs.join(" ").into()])
    };
    db.execute_raw(statement).await?;
    Ok(())
}

/// Removes them.
///
/// # Errors
/// The database's.
pub(super) async fn remove(db: &impl ConnectionTrait, contract: i64) -> Result<(), Error> {
    let backend = db.get_database_backend();
    let key = if is_postgres(backend) { "contract = $1" } else { "rowid = ?" };
    let sql = format!("DELETE FROM contract_text WHERE {key}");
    db.execute_raw(Statement::from_sql_and_values(backend, sql, [contract.into()])).await?;
    Ok(())
}

fn array(pairs: Vec<String>) -> sea_orm::Value {
    let values = pairs.into_iter().map(|pair| sea_orm::Value::String(Some(pair))).collect();
    sea_orm::Value::Array(sea_orm::sea_query::ArrayType::String, Some(Box::new(values)))
}

/// The condition that a contract's words hold `text`; `None` for an empty one.
pub(super) fn condition(backend: DbBackend, text: &str) -> Option<Condition> {
    let text = text.trim().to_lowercase();
    if text.is_empty() {
        return None;
    }
    use contract::Column as C;
    let pattern = format!("%{}%", text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"));
    let like = |column: C| {
        let low: SimpleExpr = sea_orm::sea_query::Func::lower(column.into_expr()).into();
        low.like(sea_orm::sea_query::LikeExpr::new(pattern.clone()).escape('\\'))
    };
    let holds = Condition::any().add(like(C::Title)).add(like(C::WorkerSide)).add(like(C::EmployerSide));
    let numbered = C::Number.eq(text.to_uppercase());
    let pairs: Vec<String> = pairs(&text).into_iter().collect();
    if pairs.is_empty() {
        return Some(Condition::all().add(holds));
    }
    let found = if is_postgres(backend) {
        let sql = "contract.id IN (SELECT t.contract FROM contract_text t WHERE t.grams @> $1)";
        Expr::cust_with_values(sql, [array(pairs)])
    } else {
        let quoted: Vec<String> = pairs.iter().map(|pair| format!("\"{pair}\"")).collect();
        let sql = "contract.id IN (SELECT rowid FROM contract_text WHERE contract_text MATCH ?)";
        Expr::cust_with_values(sql, [quoted.join(" ")])
    };
    Some(Condition::any().add(numbered).add(Condition::all().add(found).add(holds)))
}
