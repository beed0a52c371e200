//! Every column of the schema is public, a party's, personal or secret; a new one is classified here first. Free text
//! that is not public must hold a canary in the seeded store, so that the walk checks it; what is secret must appear in
//! no answer at all.

use crate::app::{TestApp, sqlite_file};
use concord::boot;
use sea_orm::{ConnectionTrait, DatabaseConnection, Statement};
use std::collections::BTreeSet;

/// To whom a column may be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// To everybody, once its row may be seen: names, words of the format, what a published contract says.
    Public,
    /// To a party, or to the parties it was served on.
    Party,
    /// To the person it is about, or the organisation that holds it.
    Personal,
    /// To nobody.
    Secret,
}

use Class::{Party, Personal, Public, Secret};

/// Table, columns, class, and whether they hold free text that the seeding marks.
const COLUMNS: &[(&str, &str, Class, bool)] = &[
    ("account", "id operator locale disabled_at created_at", Personal, false),
    ("account", "login name", Personal, true),
    ("account", "password_hash", Secret, false),
    ("login_session", "id account kind csrf created_at expires_at", Personal, false),
    ("login_session", "token_hash", Secret, false),
    ("calendar_feed", "id account created_at revoked_at", Personal, false),
    ("calendar_feed", "token_hash", Secret, false),
    ("organisation", "id name name_en kind credit_code area industry zone size created_at", Public, false),
    ("affiliation", "id parent child valid_from valid_to", Public, false),
    (
        "mandate",
        "id account organisation role negotiation valid_from valid_to granted_by granted_at revoked_at",
        Personal,
        false,
    ),
    ("negotiation", "id jurisdiction area industry worker_org employer_org bureau_org parties", Party, false),
    ("negotiation", "title", Party, true),
    ("negotiation", "previous_sheet", Public, false),
    ("negotiation", "reopening initiator opened_at opened_by stage version bureau_in", Party, false),
    ("act", "id negotiation seq at account mandate act sha256 previous", Party, false),
    ("act", "event", Party, true),
    ("draft", "id negotiation side version updated_by updated_at package expires_at base edits", Party, false),
    ("draft", "sheet message", Party, true),
    ("note", "id negotiation side item written_by written_at edited_at version", Party, false),
    ("note", "text", Party, true),
    ("item_mark", "id negotiation side item mark set_by set_at", Party, false),
    ("document", "id negotiation side media_type size sha256 confidential", Party, false),
    ("document", "uploaded_by uploaded_at served_seq", Party, false),
    ("document", "name", Party, true),
    // Marked too, but a column of bytes.
    ("document", "content", Party, false),
    ("draft_revision", "id negotiation side version package expires_at base saved_by began_at saved_at", Party, false),
    ("draft_revision", "sheet message", Party, true),
    ("bargaining_limit", "id negotiation side item field bound value set_by set_at", Party, false),
    ("bargaining_limit", "note", Party, true),
    (
        "contract",
        "id number negotiation title jurisdiction area industry worker_org employer_org bureau_org sheet sha256 \
        in_force_since effective_from effective_to published_at ended_on \
        published_sheet published_sha256 published_since published_from published_to",
        Public,
        false,
    ),
    ("coverage", "id contract organisation name credit_code", Public, false),
    ("audit_run", "id contract organisation account at summary", Personal, false),
    (
        "audit_finding",
        "id run line enterprise_id period rule outcome required actual shortfall unit reason basis",
        Personal,
        false,
    ),
    ("audit_finding", "worker_id", Personal, true),
    ("audit_reject", "id run line", Personal, false),
    ("audit_reject", "faults", Personal, false),
    ("visit", "id account negotiation seen_seq seen_at", Personal, false),
];

fn classified() -> BTreeSet<(String, String)> {
    let each = |(table, columns, ..): &(&str, &str, Class, bool)| {
        columns.split_whitespace().map(|column| ((*table).to_owned(), column.to_owned())).collect::<Vec<_>>()
    };
    COLUMNS.iter().flat_map(each).collect()
}

async fn texts(db: &DatabaseConnection, sql: &str, column: &str) -> Vec<String> {
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap();
    rows.iter().filter_map(|row| row.try_get::<Option<String>>("", column).unwrap()).collect()
}

#[tokio::test]
async fn every_column_is_classified() {
    let (db, _folder) = sqlite_file().await;
    boot::migrate(&db).await.unwrap();
    let tables =
        texts(&db, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'", "name").await;
    let mut found = BTreeSet::new();
    for table in tables.into_iter().filter(|table| !table.starts_with("seaql")) {
        for column in texts(&db, &format!("SELECT name FROM pragma_table_info('{table}')"), "name").await {
            found.insert((table.clone(), column));
        }
    }
    assert_eq!(found, classified());
}

/// Free text that is not public holds a canary: the walk would meet it if it leaked.
pub async fn are_marked(app: &TestApp) {
    for (table, columns, class, marked) in COLUMNS {
        assert!(!(*marked && *class == Public), "{table}: what is public needs no canary");
        for column in columns.split_whitespace().filter(|_| *marked) {
            let sql = format!("SELECT {column} AS found FROM {table} WHERE {column} LIKE '%CANARY-%' LIMIT 1");
            assert!(!texts(&app.app.db, &sql, "found").await.is_empty(), "{table}.{column} holds no canary");
        }
    }
}

/// What stands in secret columns: in no answer to anybody.
pub async fn secrets(app: &TestApp) -> Vec<String> {
    let mut out = Vec::new();
    for (table, columns, ..) in COLUMNS.iter().filter(|(_, _, class, _)| *class == Secret) {
        for column in columns.split_whitespace() {
            out.extend(texts(&app.app.db, &format!("SELECT {column} AS found FROM {table}"), "found").await);
        }
    }
    assert!(!out.is_empty());
    out
}
