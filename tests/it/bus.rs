//! The bus: what is committed is told once, to every process; what is not committed is told to nobody.

use crate::app::{TestApp, on_both};
use crate::cast::{huinong, invitation, sheet};
use concord::db;
use concord::notify::{Heard, Notice, Subscription, What};
use domain::party::Side;
use sea_orm::ConnectionTrait;
use serde_json::json;
use std::time::Duration;
use tokio::time::timeout;
use uuid::Uuid;

on_both!(a_commit_is_told_and_a_refusal_is_not);

/// What is heard next, within seconds.
async fn next(ear: &mut Subscription) -> Heard {
    timeout(Duration::from_secs(10), ear.next()).await.expect("nothing was heard").expect("the bus stopped")
}

const fn act(negotiation: Uuid, seq: u32) -> Heard {
    Heard::Notice(Notice { negotiation, what: What::Act { seq } })
}

async fn a_commit_is_told_and_a_refusal_is_not(app: &TestApp) {
    let cast = huinong(app).await;
    let mut ear = app.app.bus.subscribe().await.unwrap();
    let id = cast.open().await;
    cast.union.act(id, invitation()).await;
    assert_eq!(next(&mut ear).await, act(id, 1));
    cast.union.refused(id, invitation(), "not_now").await;
    // Rolled back after its notice was sent: on PostgreSQL within the transaction, on SQLite never.
    let tx = db::begin_write(&app.app.db).await.unwrap();
    if tx.get_database_backend() == sea_orm::DbBackend::Postgres {
        db::notices::send(&tx, r#"{"negotiation":1,"what":"act","seq":99}"#).await.unwrap();
    }
    tx.rollback().await.unwrap();
    let body = json!({"version": 0, "sheet": sheet("2400.00", "2600.00"), "message": ""});
    let path = format!("/api/v1/negotiations/{id}/draft");
    assert_eq!(cast.union.put(&path, &body).await.status, 200);
    assert_eq!(cast.union.put(&path, &body).await.status, 409);
    let draft = Heard::Notice(Notice { negotiation: id, what: What::Draft { side: Side::WorkerSide } });
    assert_eq!(next(&mut ear).await, draft, "nothing of the refusal, nor of what was rolled back");
    assert_eq!(cast.union.delete(&path).await.status, 204);
    assert_eq!(next(&mut ear).await, draft);
    app.app.bus.stop();
    assert_eq!(ear.next().await, None, "a stopped server ends its subscriptions");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_notice_crosses_from_one_process_to_another() {
    let (one, other) = TestApp::two().await;
    let cast = huinong(&one).await;
    let mut ears = [one.app.bus.subscribe().await.unwrap(), other.app.bus.subscribe().await.unwrap()];
    let id = cast.open().await;
    cast.union.act(id, invitation()).await;
    for ear in &mut ears {
        assert_eq!(next(ear).await, act(id, 1));
        let more = timeout(Duration::from_millis(200), ear.next()).await;
        assert!(more.is_err(), "told once: {more:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_listener_cut_off_comes_back_and_says_that_something_may_be_missing() {
    let (one, other) = TestApp::two().await;
    let cast = huinong(&one).await;
    let mut ear = one.app.bus.subscribe().await.unwrap();
    let id = cast.open().await;
    let cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
               WHERE datname = current_database() AND query LIKE 'LISTEN%' AND pid <> pg_backend_pid()";
    other.app.db.execute_unprepared(cut).await.unwrap();
    assert_eq!(next(&mut ear).await, Heard::Missed);
    cast.union.act(id, invitation()).await;
    assert_eq!(next(&mut ear).await, act(id, 1), "it hears again");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_falls_behind_is_told_to_look_anew() {
    let app = TestApp::sqlite().await;
    let mut ear = app.app.bus.subscribe().await.unwrap();
    let notices: Vec<Notice> =
        (1..=3000).map(|seq| Notice { negotiation: Uuid::from_u128(1), what: What::Act { seq } }).collect();
    let tx = db::begin_write(&app.app.db).await.unwrap();
    app.app.bus.commit(tx, &notices).await.unwrap();
    assert_eq!(next(&mut ear).await, Heard::Missed);
    assert!(matches!(next(&mut ear).await, Heard::Notice(_)), "and goes on from there");
}
