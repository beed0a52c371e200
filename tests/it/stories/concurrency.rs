//! Many at the same instant: one wins, the others are told, nothing is lost or doubled.

use crate::app::{TestApp, on_all};
use crate::cast::{huinong, offer, sheet};
use serde_json::json;
use tokio::task::JoinSet;

on_all!(many_table_at_once, many_accept_at_once);

const MANY: usize = 24;

async fn many_table_at_once(app: &TestApp) {
    let cast = huinong(app).await;
    let id = cast.to_the_table().await;
    let path = format!("/api/v1/negotiations/{id}/acts");
    let version = cast.union.get(&path).await.json().as_array().unwrap().len();
    let mut racers = JoinSet::new();
    for racer in 0..MANY {
        let caller = if racer % 2 == 0 { cast.union.clone() } else { cast.employer.clone() };
        let body = offer(&sheet(&format!("{}.00", 2300 + racer), "2600.00"), None).to_string();
        let path = path.clone();
        racers.spawn(async move { caller.send("POST", &path, "application/json", body).await });
    }
    let answers = racers.join_all().await;
    let won = answers.iter().filter(|a| a.status == 201).count();
    assert!(answers.iter().all(|a| matches!(a.status, 201 | 409 | 422)), "a racer got something else");
    // A side may table again over its own offer; across the table only the first is not stale.
    assert!(won >= 1);
    let acts = cast.union.get(&path).await.json();
    let acts = acts.as_array().unwrap();
    assert_eq!(acts.len(), version + won, "lost or doubled");
    for (index, act) in acts.iter().enumerate() {
        assert_eq!(act["seq"], index + 1);
    }
    let tablers: std::collections::BTreeSet<_> =
        acts[version..].iter().map(|act| act["by"]["capacity"].as_str().unwrap().to_owned()).collect();
    assert_eq!(tablers.len(), 1, "both sides tabled unanswered: one of them was stale");
}

async fn many_accept_at_once(app: &TestApp) {
    let cast = huinong(app).await;
    let id = cast.to_the_table().await;
    let tabled = cast.union.act(id, offer(&sheet("2400.00", "2600.00"), None)).await["seq"].clone();
    let path = format!("/api/v1/negotiations/{id}/acts");
    let before = cast.union.get(&path).await.json().as_array().unwrap().len();
    let mut racers = JoinSet::new();
    for _ in 0..MANY {
        let (caller, path) = (cast.employer.clone(), path.clone());
        let body = json!({"act": "accept_offer", "offer": tabled}).to_string();
        racers.spawn(async move { caller.send("POST", &path, "application/json", body).await.status });
    }
    let statuses = racers.join_all().await;
    assert_eq!(statuses.iter().filter(|status| **status == 201).count(), 1, "{statuses:?}");
    assert!(statuses.iter().all(|status| matches!(status, 201 | 409 | 422)), "{statuses:?}");
    assert_eq!(cast.union.get(&path).await.json().as_array().unwrap().len(), before + 1);

    let draft = cast.union.get(&format!("/api/v1/negotiations/{id}")).await.json()["draft_sha256"].clone();
    for chief in [&cast.union, &cast.employer] {
        chief.act(id, json!({"act": "agree_draft", "sha256": draft})).await;
    }
    cast.union.act(id, json!({"act": "open_ballot", "body": "大会", "roll": 30})).await;
    let vote = json!({"act": "record_vote", "present": 30, "in_favour": 30, "against": 0, "abstained": 0});
    cast.union.act(id, vote).await;
    let contract = cast.union.get(&format!("/api/v1/negotiations/{id}")).await.json()["contract_sha256"].clone();
    let mut racers = JoinSet::new();
    for racer in 0..MANY {
        let caller = if racer % 2 == 0 { cast.union.clone() } else { cast.employer.clone() };
        let (path, body) = (path.clone(), json!({"act": "sign", "sha256": contract}).to_string());
        racers.spawn(async move { caller.send("POST", &path, "application/json", body).await.status });
    }
    let statuses = racers.join_all().await;
    assert_eq!(statuses.iter().filter(|status| **status == 201).count(), 2, "each chief once: {statuses:?}");
}
