//! Writing an offer: shared within the side, with its history and limits, and nothing of it beyond.

use crate::app::{TestApp, on_both};
use crate::cast::{Cast, huinong, offer, sheet};
use serde_json::{Value, json};
use tokio::task::JoinSet;
use uuid::Uuid;

mod pages;

on_both!(a_draft_has_a_history, ceilings_warn_their_own_side_alone, one_of_two_savers_is_told);

/// Never to be found beyond the side.
const CANARY: &str = "canary-7391";

fn at(id: Uuid, rest: &str) -> String {
    format!("/api/v1/negotiations/{id}/{rest}")
}

async fn save(caller: &crate::caller::Caller, id: Uuid, seen: i64, sheet: &Value) -> i64 {
    let body = json!({"version": seen, "sheet": sheet, "message": CANARY, "package": true});
    let answer = caller.put(&at(id, "draft"), &body).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.json()["version"].as_i64().unwrap()
}

/// Every read of the API that the other side, the bureau and the operator may try: none holds the canary.
async fn nothing_leaks(cast: &Cast, id: Uuid) {
    let own = ["draft", "draft/history", "draft/history/1", "bargaining-limits"];
    let shared = ["", "table", "acts", "deadlines", "contract"];
    for caller in [&cast.employer, &cast.bureau, &cast.operator, &cast.stranger] {
        for path in own.iter().chain(&shared) {
            let answer = caller.get(at(id, path).trim_end_matches('/')).await;
            assert!(!answer.text.contains(CANARY), "{path}: {}", answer.text);
        }
        assert_eq!(caller.get(&at(id, "draft/history/1")).await.status, 404);
        let restored = caller.post(&at(id, "draft/history"), &json!({"restore": 1, "version": 0})).await;
        assert_eq!(restored.status, 404, "{}", restored.text);
    }
}

async fn a_draft_has_a_history(app: &TestApp) {
    let cast = huinong(app).await;
    let id = cast.to_the_table().await;
    let first = cast.union.act(id, offer(&sheet("2400.00", "2600.00"), None)).await["seq"].as_i64().unwrap();
    app.at("2026-03-02T02:00:00Z");
    let body = json!({"version": 0, "sheet": sheet("2450.00", CANARY), "base": format!("offer:{first}")});
    assert_eq!(cast.union_colleague.put(&at(id, "draft"), &body).await.json()["version"], 1);
    app.at("2026-03-02T02:01:30Z");
    save(&cast.union_colleague, id, 1, &sheet("2460.00", CANARY)).await;
    // Within two minutes of the first save it is one revision; then, or by another person, a new one.
    app.at("2026-03-02T02:01:50Z");
    save(&cast.union, id, 2, &sheet("2460.00", "2700.00")).await;
    app.at("2026-03-02T02:05:00Z");
    save(&cast.union, id, 3, &sheet("2400.00", "2700.00")).await;
    let history = cast.union.get(&at(id, "draft/history")).await.json();
    let told: Vec<_> = history.as_array().unwrap().iter().map(|r| (r["version"].as_i64(), r["by"].as_str())).collect();
    let (chief, colleague) = (Some("马秀英"), Some("李桂兰"));
    assert_eq!(told, [(Some(4), chief), (Some(3), chief), (Some(2), colleague)]);
    let changes = history[2]["changes"].as_array().unwrap();
    assert_eq!(changes.len(), 2, "{changes:?}");
    assert_eq!((&changes[0]["before"], &changes[0]["after"]), (&json!("2400.00"), &json!("2460.00")));
    // What is as in the base again is nobody's edit.
    let draft = cast.union_colleague.get(&at(id, "draft")).await.json();
    let edits: Vec<_> =
        draft["edits"].as_array().unwrap().iter().map(|e| (e["item"].as_str(), e["by"].as_str())).collect();
    assert_eq!(edits, [(Some("minimum_wage.cashier"), chief)]);
    assert_eq!((&draft["package"], &draft["updated_by"]), (&json!(true), &json!("马秀英")));
    nothing_leaks(&cast, id).await;
    // Back to what the colleague had; what stood stays in the history.
    let stale = cast.union.post(&at(id, "draft/history"), &json!({"restore": 2, "version": 3})).await;
    assert_eq!(stale.status, 409);
    let back = cast.union.post(&at(id, "draft/history"), &json!({"restore": 2, "version": 4})).await;
    assert_eq!(back.json()["version"], 5, "{}", back.text);
    let draft = cast.union.get(&at(id, "draft")).await.json();
    assert_eq!(draft["sheet"]["items"][0]["amount"], "2460.00");
    assert_eq!(cast.union.get(&at(id, "draft/history/4")).await.json()["sheet"]["items"][0]["amount"], "2400.00");
    // A new draft goes on counting, so that no revision is overwritten.
    assert_eq!(cast.union.delete(&at(id, "draft")).await.status, 204);
    assert_eq!(save(&cast.union, id, 0, &sheet("2500.00", "2700.00")).await, 6);
    let strange = json!({"version": 6, "sheet": {}, "base": "offer:999"});
    assert_eq!(cast.union.put(&at(id, "draft"), &strange).await.status, 422);
}

async fn ceilings_warn_their_own_side_alone(app: &TestApp) {
    let cast = huinong(app).await;
    let id = cast.to_the_table().await;
    let path = at(id, "bargaining-limits");
    let bargaining_limit = |value: &str| json!({"item": "minimum_wage", "field": "amount", "bound": "at_least", "value": value, "note": CANARY});
    assert_eq!(cast.union_colleague.put(&path, &bargaining_limit("2350")).await.status, 403);
    assert_eq!(cast.union.put(&path, &bargaining_limit("2,350")).await.status, 422);
    assert_eq!(cast.union.put(&path, &bargaining_limit("2300")).await.status, 204);
    assert_eq!(cast.union.put(&path, &bargaining_limit("2350.00")).await.status, 204);
    let set = cast.union_colleague.get(&path).await.json();
    assert_eq!(set.as_array().unwrap().len(), 1);
    assert_eq!(set[0]["value"], "2350.00");
    nothing_leaks(&cast, id).await;
    cast.employer.act(id, offer(&sheet("2300.00", "2500.00"), None)).await;
    let check = at(id, "draft/check");
    let judged = cast.union_colleague.post(&check, &sheet("2340.00", "2200.00")).await.json();
    let cell = |key: &str| judged["cells"].as_array().unwrap().iter().find(|c| c["item"] == key).unwrap().clone();
    let general = cell("minimum_wage");
    assert_eq!(general["crossed"][0]["value"], "2350.00");
    assert_eq!((&general["gap"]["units"], &general["law"]["outcome"]), (&json!("40.00"), &json!("pass")));
    assert_eq!(cell("minimum_wage.cashier")["law"]["outcome"], "breach");
    // A warning, never a block; the other side's own check knows nothing of it.
    let theirs = cast.employer.post(&check, &sheet("2340.00", "2200.00")).await;
    assert!(!theirs.text.contains(CANARY) && !theirs.text.contains("2350"), "{}", theirs.text);
    cast.union.act(id, offer(&sheet("2340.00", "2600.00"), Some(5))).await;
    let bargaining_limit = set[0]["id"].as_str().unwrap().parse::<Uuid>().unwrap();
    assert_eq!(cast.employer.delete(&format!("{path}/{bargaining_limit}")).await.status, 404);
    assert_eq!(cast.union_colleague.delete(&format!("{path}/{bargaining_limit}")).await.status, 403);
    assert_eq!(cast.union.delete(&format!("{path}/{bargaining_limit}")).await.status, 204);
    assert_eq!(cast.union.get(&path).await.json(), json!([]));
}

async fn one_of_two_savers_is_told(app: &TestApp) {
    let cast = huinong(app).await;
    let id = cast.to_the_table().await;
    for seen in 0..6 {
        let mut savers = JoinSet::new();
        for (place, caller) in [&cast.union, &cast.union_colleague].into_iter().cloned().enumerate() {
            let body = json!({"version": seen, "sheet": sheet(&format!("24{seen}{place}.00"), "2600.00")});
            savers.spawn(async move { caller.put(&at(id, "draft"), &body).await.status });
        }
        let mut statuses = savers.join_all().await;
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409], "over version {seen}");
    }
    let history = cast.union.get(&at(id, "draft/history")).await.json();
    let newest = &history[0];
    assert_eq!(newest["version"], 6);
    let draft = cast.union.get(&at(id, "draft")).await.json();
    assert_eq!(draft["updated_by"], newest["by"]);
}
