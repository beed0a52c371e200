//! What stands in the database.

use sea_orm::{ConnectionTrait, DatabaseConnection, Statement};

/// Every row of every table, without what a sign-in leaves behind.
pub async fn dump(db: &DatabaseConnection) -> String {
    let backend = db.get_database_backend();
    let rows = async |sql: String| {
        let rows = db.query_all_raw(Statement::from_string(backend, sql)).await.unwrap();
        rows.iter().map(|row| row.try_get_by_index::<String>(0).unwrap_or_default()).collect::<Vec<_>>()
    };
    let tables = rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name".to_owned()).await;
    let mut out = String::new();
    let passing = |table: &str| ["login_session", "seaql", "sqlite"].iter().any(|word| table.starts_with(word));
    for table in tables.iter().filter(|table| !passing(table)) {
        let columns = rows(format!(
            "SELECT group_concat('quote(\"' || name || '\")', ' || ''|'' || ') FROM pragma_table_info('{table}')"
        ))
        .await;
        let all = rows(format!("SELECT {} FROM \"{table}\" ORDER BY 1", columns[0])).await;
        out.push_str(&format!("{table}\n{}\n", all.join("\n")));
    }
    out
}
