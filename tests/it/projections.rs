//! The rows that lists are read from: the same when worked out anew from the log, and true at any instant.

use crate::app::{TestApp, on_both};
use crate::wall::seed::seeded;
use concord::db::events;
use concord::service::register;
use domain::record::{Entry, commitment, hash};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};
use uuid::Uuid;

on_both!(worked_out_anew_they_are_the_same, entries_are_chained_and_commit_to_their_payloads);

/// Rows of a projection without the keys that only number them.
const ROWS: [&str; 8] = [
    "SELECT negotiation, organisation, capacity, visible FROM party ORDER BY 1, 2",
    "SELECT negotiation, from_at, until_at, stage FROM period ORDER BY 1, 2",
    "SELECT negotiation, organisation, act, chief_only, accounts, from_at, until_at FROM todo ORDER BY 1, 2, 3, 6",
    "SELECT negotiation, place, kind, owed_by, due_on, due_at, open, detail, from_at, until_at FROM deadline ORDER BY 1, 2",
    "SELECT negotiation, number, title, known_at, place, published_version, published_at, ended_on FROM contract \
     ORDER BY 1",
    "SELECT contract, version, sheet, sha256, known_at, in_force_since, effective_from, effective_to, published_at \
     FROM contract_version ORDER BY 1, 2",
    "SELECT contract, organisation, name, credit_code FROM coverage ORDER BY 1, 3",
    "SELECT term, place FROM contract_term ORDER BY 1, 2",
];

pub async fn rows(app: &TestApp) -> Vec<String> {
    told(&app.app.db, &ROWS).await
}

/// What is selected, row by row as JSON, so that both databases tell it in one way.
pub async fn told(db: &DatabaseConnection, selects: &[&str]) -> Vec<String> {
    let mut all = Vec::new();
    for sql in selects {
        let told = match db.get_database_backend() {
            DbBackend::Postgres => format!("SELECT CAST(row_to_json(t) AS text) AS told FROM ({sql}) t"),
            _ => {
                let columns = sql.strip_prefix("SELECT ").unwrap().split(" FROM").next().unwrap();
                let columns = columns.replace("public_id", "hex(public_id)");
                format!("SELECT json_array({columns}) AS told FROM ({sql})")
            }
        };
        let found = db.query_all_raw(Statement::from_string(db.get_database_backend(), told)).await.unwrap();
        all.extend(found.iter().map(|row| row.try_get::<String>("", "told").unwrap()));
    }
    all
}

/// Only what differs is told.
pub fn same(now: &[String], before: &[String]) {
    let other = |these: &[String], those: &[String]| these.iter().filter(|row| !those.contains(row)).cloned().collect();
    let (new, gone): (Vec<String>, Vec<String>) = (other(now, before), other(before, now));
    assert_eq!((new, gone), (Vec::new(), Vec::new()));
    assert_eq!(now.len(), before.len());
}

async fn worked_out_anew_they_are_the_same(app: &TestApp) {
    seeded(app).await;
    let before = rows(app).await;
    assert!(before.len() > 50, "{}", before.len());
    assert_eq!(register::rebuild(&app.app).await.unwrap(), 4);
    same(&rows(app).await, &before);
    app.app.db.execute_unprepared("DELETE FROM todo").await.unwrap();
    app.app.db.execute_unprepared("DELETE FROM deadline").await.unwrap();
    register::rebuild(&app.app).await.unwrap();
    same(&rows(app).await, &before);
}

/// A stream of the log, each entry canonical, chained to the one before, true to its payload, no earlier than the last.
pub async fn verified(app: &TestApp, stream: Uuid) -> Vec<events::Stored> {
    let (mut all, mut seen) = (Vec::new(), None);
    loop {
        let more = events::after(&app.app.db, stream, seen).await.unwrap();
        let Some(last) = more.last() else { break };
        seen = Some(u32::try_from(last.seq).unwrap());
        all.extend(more);
    }
    let mut previous: Option<&events::Stored> = None;
    for (row, seq) in all.iter().zip(0..) {
        let entry: Entry = serde_json::from_str(&row.entry).unwrap();
        assert_eq!((entry.seq, entry.previous.as_ref()), (seq, previous.map(|before| &before.hash)), "{stream}");
        assert!(previous.is_none_or(|before| before.at <= row.at), "{stream}: time runs backwards at {seq}");
        assert_eq!(entry.text().unwrap(), row.entry, "canonical");
        assert_eq!(hash(&row.entry), row.hash);
        let salt = row.salt.as_deref().unwrap().try_into().unwrap();
        assert_eq!(entry.commitment, commitment(&salt, row.payload.as_deref().unwrap()));
        previous = Some(row);
    }
    all
}

async fn entries_are_chained_and_commit_to_their_payloads(app: &TestApp) {
    let seeded = seeded(app).await;
    let all = verified(app, seeded.filed).await;
    assert!(all.len() > 10);
    for row in &all {
        assert_eq!(row.act == "open", row.seq == 0, "the opening is act 0, and no other is one");
    }
}
