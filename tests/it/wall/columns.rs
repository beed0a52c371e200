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
    /// To nobody either: keys and what only orders rows.
    Internal,
}

use Class::{Internal, Party, Personal, Public, Secret};

/// Table, columns, class, and whether they hold free text that the seeding marks.
const COLUMNS: &[(&str, &str, Class, bool)] = &[
    ("account", "id", Internal, false),
    ("account", "public_id operator locale closed_at created_at", Personal, false),
    ("account", "login name", Personal, true),
    ("account", "password_hash", Secret, false),
    ("login_session", "id", Internal, false),
    ("login_session", "account kind csrf created_at expires_at", Personal, false),
    ("login_session", "token_hash", Secret, false),
    ("calendar_feed", "id", Internal, false),
    ("calendar_feed", "public_id account created_at revoked_at", Personal, false),
    ("calendar_feed", "token_hash", Secret, false),
    ("organisation", "id", Internal, false),
    ("organisation", "public_id name name_en kind credit_code area industry zone size created_at", Public, false),
    ("affiliation", "id", Internal, false),
    ("affiliation", "parent child valid_from valid_to", Public, false),
    ("mandate", "id", Internal, false),
    (
        "mandate",
        "public_id account organisation role negotiation valid_from valid_to granted_by granted_at confirmed_at confirmed_by refused_at revoked_at",
        Personal,
        false,
    ),
    ("negotiation", "id", Internal, false),
    ("negotiation", "public_id jurisdiction area industry initiator opened_at opened_by version", Party, false),
    ("negotiation", "changed_at", Party, false),
    ("negotiation", "title", Party, true),
    ("party", "negotiation organisation capacity visible", Party, false),
    ("period", "negotiation from_at until_at stage", Party, false),
    ("todo", "id", Internal, false),
    ("todo", "negotiation organisation act chief_only accounts from_at until_at", Party, false),
    ("deadline", "id", Internal, false),
    ("deadline", "negotiation kind place owed_by due_on due_at open detail from_at until_at", Party, false),
    ("event", "id", Internal, false),
    ("event", "stream_kind stream seq at act act_version account mandate entry hash", Party, false),
    ("event", "payload", Party, true),
    ("event", "salt", Secret, false),
    ("draft", "id", Internal, false),
    ("draft", "negotiation side version updated_by updated_at package expires_at base edits", Party, false),
    ("draft", "sheet message", Party, true),
    ("note", "id", Internal, false),
    ("note", "public_id negotiation side item written_by written_at edited_at version", Party, false),
    ("note", "text", Party, true),
    ("item_mark", "id", Internal, false),
    ("item_mark", "negotiation side item mark set_by set_at", Party, false),
    ("document", "id", Internal, false),
    ("document", "public_id negotiation side media_type size sha256 confidential", Party, false),
    ("document", "uploaded_by uploaded_at served_seq", Party, false),
    ("document", "name", Party, true),
    // Marked too, but a column of bytes.
    ("document", "content", Party, false),
    ("draft_revision", "id", Internal, false),
    ("draft_revision", "negotiation side version package expires_at base saved_by began_at saved_at", Party, false),
    ("draft_revision", "sheet message", Party, true),
    ("bargaining_limit", "id", Internal, false),
    ("bargaining_limit", "public_id negotiation side item field bound value set_by set_at", Party, false),
    ("bargaining_limit", "note", Party, true),
    ("contract", "id known_at place", Internal, false),
    (
        "contract",
        "public_id number negotiation title jurisdiction area industry worker_org employer_org bureau_org \
        worker_side employer_side bureau published_version published_at ended_on",
        Public,
        false,
    ),
    ("contract_version", "id known_at", Internal, false),
    (
        "contract_version",
        "contract version sheet sha256 in_force_since effective_from effective_to published_at",
        Public,
        false,
    ),
    ("contract_count", "area year registered", Internal, false),
    ("contract_term", "term place", Internal, false),
    ("coverage", "id", Internal, false),
    ("coverage", "contract organisation name credit_code", Public, false),
    ("audit_run", "id", Internal, false),
    ("audit_run", "public_id contract organisation account at state finished_at summary faults", Personal, false),
    ("audit_file", "run file part", Internal, false),
    ("audit_file", "bytes", Personal, false),
    ("audit_finding", "id shortfall_e4", Internal, false),
    (
        "audit_finding",
        "run line enterprise_id period rule outcome required actual shortfall repaid unit reason basis sheet",
        Personal,
        false,
    ),
    ("audit_finding", "worker_id", Personal, true),
    ("audit_reject", "id", Internal, false),
    ("audit_reject", "run line sheet", Personal, false),
    ("audit_reject", "faults", Personal, true),
    ("audit_gap", "id", Internal, false),
    ("audit_gap", "run enterprise_id period kind", Personal, false),
    ("audit_gap", "worker_id", Personal, true),
    ("visit", "id", Internal, false),
    ("visit", "account negotiation seen_seq seen_at", Personal, false),
    ("job", "id worker leased_until", Internal, false),
    ("job", "kind key payload state run_at attempts last_error created_at finished_at", Internal, false),
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
            let text = if column == "salt" { "lower(hex(salt))" } else { column };
            out.extend(texts(&app.app.db, &format!("SELECT {text} AS found FROM {table}"), "found").await);
        }
    }
    assert!(!out.is_empty());
    out
}
