//! A store that has no time is 503 with a time to come again, never 500; what it has no time for is tried once more.

use crate::app::{TestApp, on_both};
use crate::browser::Browser;
use crate::cast::{Cast, huinong};
use concord::db;
use sea_orm::{ConnectionTrait, DbBackend, DbErr};
use serde_json::json;
use std::time::{Duration, Instant};
use uuid::Uuid;

on_both!(who_holds_the_store_makes_others_wait_and_then_come_again, what_was_busy_once_is_tried_once_more);

/// Holds what an act of this negotiation needs.
async fn hold(app: &TestApp, id: Uuid) -> sea_orm::DatabaseTransaction {
    let held = db::begin_write(&app.app.db).await.unwrap();
    if held.get_database_backend() == DbBackend::Postgres {
        held.execute_unprepared(&format!("SELECT id FROM negotiation WHERE public_id = '{id}' FOR UPDATE"))
            .await
            .unwrap();
    }
    held
}

fn reply() -> serde_json::Value {
    json!({"act": "reply", "decision": "accept"})
}

async fn invited(cast: &Cast) -> Uuid {
    let id = cast.open().await;
    cast.union.act(id, crate::cast::invitation()).await;
    id
}

async fn who_holds_the_store_makes_others_wait_and_then_come_again(app: &TestApp) {
    let cast = huinong(app).await;
    let id = invited(&cast).await;
    let mut browser = Browser::new(&app.router);
    browser.sign_in("employer.chief").await;
    let page = browser.get(&format!("/negotiations/{id}/do/reply")).await;
    let held = hold(app, id).await;
    let begun = Instant::now();
    let (act, form) = (reply(), [("decision", "accept")]);
    let (answer, page) = tokio::join!(cast.employer.try_act(id, &act), browser.submit(&page, &form));
    assert_eq!(answer.status, 503, "{}", answer.text);
    assert_eq!(answer.json()["code"], "busy");
    assert!(answer.headers["retry-after"].to_str().unwrap().parse::<u64>().unwrap() > 0);
    assert_eq!((page.status, page.texts("h1")), (503, vec!["服务器繁忙".to_owned()]));
    assert!(begun.elapsed() < Duration::from_secs(30));
    held.rollback().await.unwrap();
    cast.employer.act(id, reply()).await;
}

async fn what_was_busy_once_is_tried_once_more(app: &TestApp) {
    let cast = huinong(app).await;
    let id = invited(&cast).await;
    let held = hold(app, id).await;
    let letting_go = tokio::spawn(async move {
        // Longer than one patience of the store's, shorter than two.
        tokio::time::sleep(Duration::from_secs(7)).await;
        held.rollback().await.unwrap();
    });
    let answer = cast.employer.try_act(id, &reply()).await;
    assert_eq!(answer.status, 201, "{}", answer.text);
    letting_go.await.unwrap();
    let acts = cast.employer.get(&format!("/api/v1/negotiations/{id}/acts")).await.json();
    assert_eq!(acts.as_array().unwrap().len(), 2, "done once");
}

#[tokio::test]
async fn faults_of_postgres_that_pass_are_busy_and_others_are_not() {
    let app = TestApp::postgres().await;
    let raised = async |code: &str| -> db::Error {
        let sql = format!("DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '{code}'; END $$");
        let error: DbErr = app.app.db.execute_unprepared(&sql).await.unwrap_err();
        error.into()
    };
    for code in ["40001", "40P01", "55P03", "57014", "53300"] {
        assert!(matches!(raised(code).await, db::Error::Busy(_)), "{code}");
    }
    for code in ["22000", "42P01", "P0001"] {
        assert!(matches!(raised(code).await, db::Error::Orm(_)), "{code}");
    }
}
