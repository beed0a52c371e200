//! Rows into the tables in bulk: COPY on PostgreSQL, one unsynced transaction on SQLite. Indexes and constraints are
//! those of the schema, made after the rows.

use super::generated::{Generator, Rows};
use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use entity::organisation;
use sea_orm::sqlx::postgres::{PgConnection, PgCopyIn, PgPool};
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteSynchronous};
use sea_orm::sqlx::{self, ConnectOptions, Connection, Row};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, DatabaseConnection};
use serde_json::{Value, json};
use std::path::Path;
use uuid::Uuid;

/// The bureau that all belong to.
pub async fn bureau(db: &DatabaseConnection, created_at: DateTime<Utc>) -> i64 {
    let row = organisation::ActiveModel {
        public_id: Set(Uuid::from_u128(1)),
        name: Set("人力资源和社会保障局".to_owned()),
        name_en: Set(String::new()),
        kind: Set("labour_bureau".to_owned()),
        area: Set("640205".to_owned()),
        industry: Set(String::new()),
        zone: Set(String::new()),
        created_at: Set(created_at),
        ..Default::default()
    };
    row.insert(db).await.expect("a bureau").id
}

/// Contracts at once.
const PIECE: i64 = 5000;

/// A table and its columns, in the order of the rows below; the second is a UUID where its name says so.
const TABLES: [(&str, &str); 4] = [
    (
        "contract",
        "id, public_id, number, title, jurisdiction, area, industry, bureau_org, worker_side, employer_side, bureau, \
         known_at, place, published_version, published_at",
    ),
    (
        "contract_version",
        "id, contract, version, sheet, sha256, known_at, in_force_since, effective_from, effective_to, published_at",
    ),
    ("coverage", "id, contract, name, credit_code"),
    ("contract_term", "term, place"),
];

/// Rows of each table as JSON arrays, in the order of [`TABLES`]: days and instants as SQLite has them.
fn arrays(rows: &Rows) -> [Vec<Value>; 4] {
    let at = |at: DateTime<Utc>| at.to_rfc3339_opts(SecondsFormat::AutoSi, false);
    let day = |day: NaiveDate| day.to_string();
    let id = |id: Uuid| id.simple().to_string();
    let contract = rows.contracts.iter().map(|c| {
        json!([
            c.id,
            id(c.public_id),
            c.number,
            c.title,
            c.jurisdiction,
            c.area,
            c.industry,
            c.bureau_org,
            c.worker_side,
            c.employer_side,
            c.bureau,
            at(c.known_at),
            c.place,
            c.published_version,
            c.published_at.map(at)
        ])
    });
    let version = rows.versions.iter().map(|v| {
        json!([
            v.id,
            v.contract,
            v.version,
            v.sheet,
            v.sha256,
            at(v.known_at),
            day(v.in_force_since),
            day(v.effective_from),
            day(v.effective_to),
            v.published_at.map(at)
        ])
    });
    let coverage = rows.coverage.iter().map(|c| json!([c.id, c.contract, c.name, c.credit_code]));
    let terms = rows.terms.iter().map(|t| json!([t.term, t.place]));
    [contract.collect(), version.collect(), coverage.collect(), terms.collect()]
}

/// One row in COPY's text format.
fn line(row: &Value, out: &mut String) {
    for (at, value) in row.as_array().expect("a row").iter().enumerate() {
        if at > 0 {
            out.push('\t');
        }
        match value {
            Value::Null => out.push_str("\\N"),
            Value::String(text) => out.push_str(&text.replace('\\', "\\\\")),
            other => out.push_str(&other.to_string()),
        }
    }
    out.push('\n');
}

/// What has to be made again after the rows, in order.
async fn bare(pool: &PgPool) -> Vec<String> {
    let names = TABLES.map(|(name, _)| format!("'{name}'::regclass")).join(", ");
    let constraints = format!(
        "SELECT conrelid::regclass::text, conname::text, pg_get_constraintdef(oid), contype::text FROM pg_constraint \
         WHERE contype IN ('f', 'u', 'p') AND (conrelid IN ({names}) OR confrelid IN ({names})) \
         ORDER BY array_position(ARRAY['f', 'u', 'p'], contype::text)"
    );
    let mut again = Vec::new();
    for row in sqlx::query(sqlx::AssertSqlSafe(constraints)).fetch_all(pool).await.expect("constraints") {
        let [table, name, text, kind] = [0, 1, 2, 3].map(|at| row.get::<String, _>(at));
        run(pool, format!("ALTER TABLE {table} DROP CONSTRAINT {name}")).await;
        // A reference is not looked at row by row again.
        let unchecked = if kind == "f" { " NOT VALID" } else { "" };
        again.insert(0, format!("ALTER TABLE {table} ADD CONSTRAINT {name} {text}{unchecked}"));
    }
    let keys = again.iter().filter(|sql| !sql.contains("NOT VALID")).count();
    let names = TABLES.map(|(name, _)| format!("'{name}'")).join(", ");
    let indexes = format!("SELECT indexname::text, indexdef FROM pg_indexes WHERE tablename IN ({names})");
    for row in sqlx::query(sqlx::AssertSqlSafe(indexes)).fetch_all(pool).await.expect("indexes") {
        run(pool, format!("DROP INDEX {}", row.get::<String, _>(0))).await;
        again.insert(keys, row.get::<String, _>(1));
    }
    again
}

async fn run(pool: &PgPool, sql: String) {
    sqlx::raw_sql(sqlx::AssertSqlSafe(sql.clone()))
        .execute(pool)
        .await
        .unwrap_or_else(|error| panic!("{sql}: {error}"));
}

/// Fills the register of a PostgreSQL database.
pub async fn postgres(pool: &PgPool, mut generator: Generator) {
    let again = bare(pool).await;
    let mut connections = Vec::new();
    for (table, _) in TABLES {
        let mut connection = pool.acquire().await.expect("a connection");
        let begin = format!("BEGIN; TRUNCATE {table}");
        sqlx::raw_sql(sqlx::AssertSqlSafe(begin)).execute(&mut *connection).await.expect("begun");
        connections.push(connection);
    }
    let mut copies: Vec<PgCopyIn<&mut PgConnection>> = Vec::new();
    for (connection, (table, columns)) in connections.iter_mut().zip(TABLES) {
        let copy = format!("COPY {table} ({columns}) FROM STDIN (FREEZE)");
        copies.push(connection.copy_in_raw(&copy).await.expect("a copy"));
    }
    while let Some(rows) = generator.next(PIECE) {
        for (copy, rows) in copies.iter_mut().zip(arrays(&rows)) {
            let mut text = String::new();
            rows.iter().for_each(|row| line(row, &mut text));
            copy.send(text.into_bytes()).await.expect("sent");
        }
    }
    for copy in copies {
        copy.finish().await.expect("copied");
    }
    for mut connection in connections {
        sqlx::raw_sql("COMMIT").execute(&mut *connection).await.expect("committed");
    }
    for sql in again {
        run(pool, format!("SET maintenance_work_mem = '512MB'; {sql}")).await;
    }
    for (table, _) in TABLES {
        run(pool, format!("ANALYZE {table}")).await;
    }
}

async fn own(folder: &Path) -> SqliteConnection {
    let options = SqliteConnectOptions::new().filename(folder).foreign_keys(false);
    let options = options.journal_mode(SqliteJournalMode::Off).synchronous(SqliteSynchronous::Off);
    let options = options.pragma("cache_size", "-1500000").pragma("temp_store", "file").disable_statement_logging();
    options.connect().await.expect("SQLite")
}

/// Fills the register of a SQLite file that nobody else has open.
pub async fn sqlite(file: &Path, mut generator: Generator) {
    let mut db = own(file).await;
    let names = TABLES.map(|(name, _)| format!("'{name}'")).join(", ");
    let indexes = format!(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ({names})"
    );
    let mut again = Vec::new();
    for row in sqlx::query(sqlx::AssertSqlSafe(indexes)).fetch_all(&mut db).await.expect("indexes") {
        let drop = format!("DROP INDEX {}", row.get::<String, _>(0));
        sqlx::query(sqlx::AssertSqlSafe(drop)).execute(&mut db).await.expect("dropped");
        again.push(row.get::<String, _>(1));
    }
    sqlx::query("BEGIN").execute(&mut db).await.expect("begun");
    let inserts = TABLES.map(|(table, columns)| {
        let values: Vec<String> = columns
            .split(", ")
            .enumerate()
            .map(|(at, column)| match column.trim() {
                "public_id" => format!("unhex(value->>{at})"),
                _ => format!("value->>{at}"),
            })
            .collect();
        format!("INSERT INTO {table} ({columns}) SELECT {} FROM json_each(?)", values.join(", "))
    });
    while let Some(rows) = generator.next(PIECE) {
        for (insert, rows) in inserts.iter().zip(arrays(&rows)) {
            let text = Value::Array(rows).to_string();
            sqlx::query(sqlx::AssertSqlSafe(insert.clone())).bind(text).execute(&mut db).await.expect("inserted");
        }
    }
    sqlx::query("COMMIT").execute(&mut db).await.expect("committed");
    for sql in again {
        sqlx::query(sqlx::AssertSqlSafe(sql)).execute(&mut db).await.expect("an index");
    }
    db.close().await.expect("closed");
}
