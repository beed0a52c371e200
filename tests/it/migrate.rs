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
    let id = if db.get_database_backend() == sea_orm::DbBackend::Postgres {
        "'00000000-0000-4000-8000-000000000001'"
    } else {
        "x'00000000000040008000000000000001'"
    };
    let statement = format!(
        "INSERT INTO event (stream_kind, stream, seq, at, act, act_version, entry, hash) \
         VALUES ('negotiation', {id}, 0, '2026-01-01T00:00:00+00:00', 'open', 1, '', '')"
    );
    db.execute_unprepared(&statement).await.unwrap();
    for change in ["UPDATE event SET act = 'reply'", "DELETE FROM event"] {
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
