//! The schema up, down, and up again; a database that is behind is refused.

use crate::app::{postgres_database, sqlite_file};
use concord::boot;
use migration::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, DatabaseConnection};

async fn up_down_up(db: &DatabaseConnection) {
    boot::migrate(db).await.unwrap();
    Migrator::down(db, None).await.unwrap();
    boot::migrate(db).await.unwrap();
    boot::ready(db).await.unwrap();
}

async fn acts_only_grow(db: &DatabaseConnection) {
    let statements = [
        "INSERT INTO organisation (id, name, name_en, kind, area, industry, zone, created_at) \
         VALUES (1, 'a', '', 'union', '640205', '', '', '2026-01-01T00:00:00+00:00')",
        "INSERT INTO account (id, login, name, password_hash, operator, locale, created_at) \
         VALUES (1, 'a', 'a', '', false, 'en', '2026-01-01T00:00:00+00:00')",
        "INSERT INTO mandate (id, account, organisation, role, valid_from, granted_by, granted_at) \
         VALUES (1, 1, 1, 'observer', '2026-01-01', 1, '2026-01-01T00:00:00+00:00')",
        "INSERT INTO negotiation (id, title, jurisdiction, area, industry, worker_org, employer_org, bureau_org, \
         parties, reopening, initiator, opened_at, opened_by, stage, version, bureau_in) VALUES \
         (1, '', '', '', '', 1, 1, 1, '', '', '', '2026-01-01T00:00:00+00:00', 1, '', 0, false)",
        "INSERT INTO act (negotiation, seq, at, account, mandate, act, event, sha256, previous) \
         VALUES (1, 1, '2026-01-01T00:00:00+00:00', 1, 1, 'invite', '', '', '')",
    ];
    for statement in statements {
        db.execute_unprepared(statement).await.unwrap();
    }
    for change in ["UPDATE act SET act = 'reply'", "DELETE FROM act"] {
        let refused = db.execute_unprepared(change).await.unwrap_err().to_string();
        assert!(refused.contains("append-only"), "{change}: {refused}");
    }
}

#[tokio::test]
async fn sqlite() {
    let (db, _folder) = sqlite_file().await;
    up_down_up(&db).await;
    acts_only_grow(&db).await;
}

#[tokio::test]
async fn postgres() {
    let db = postgres_database().await;
    up_down_up(&db).await;
    acts_only_grow(&db).await;
}
