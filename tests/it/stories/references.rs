//! What an act names must be there, and be the actor's to name: tried as each side's clever clerk.

use crate::app::{TestApp, on_all};
use crate::caller::Caller;
use crate::cast::{Cast, delegation, granted, huinong, invitation, person, sheet};
use serde_json::{Value, json};
use uuid::Uuid;

on_all!(nobody_names_the_other_sides_people, a_contract_in_force_is_ended_by_no_invented_successor);

async fn account(of: &Caller) -> Value {
    of.get("/api/v1/me").await.json()["id"].clone()
}

/// A delegation with one more member of that account.
fn with(chief: &str, side: &str, account: &Value) -> Value {
    let mut act = delegation(chief, side);
    act["members"][1]["account"] = account.clone();
    act
}

/// Every list and page of both parties still answers.
async fn readable(cast: &Cast, id: Uuid) {
    for party in [&cast.union, &cast.employer] {
        for path in [
            "/api/v1/negotiations".to_owned(),
            format!("/api/v1/negotiations/{id}"),
            format!("/api/v1/negotiations/{id}/acts"),
            "/".to_owned(),
            format!("/negotiations/{id}"),
        ] {
            assert_eq!(party.get(&path).await.status, 200, "{path}");
        }
    }
}

async fn nobody_names_the_other_sides_people(app: &TestApp) {
    let cast = huinong(app).await;
    let id = cast.open().await;
    cast.union.act(id, invitation()).await;
    cast.employer.act(id, json!({"act": "reply", "decision": "accept"})).await;
    // A firm that the contract is to cover belongs to the employers; its people are theirs.
    let (theirs, bureau) = (account(&cast.employer).await, account(&cast.bureau).await);
    let mut told = Vec::new();
    for wrong in [theirs.clone(), bureau.clone(), json!(Uuid::from_u128(9)), json!(Uuid::max())] {
        told.push(cast.union.refused(id, with("马秀英", "职工", &wrong), "invalid_fields").await["faults"].clone());
        readable(&cast, id).await;
    }
    assert!(told.iter().all(|faults| *faults == told[0]), "{told:?}");
    assert_eq!((&told[0][0]["field"], &told[0][0]["code"]), (&json!("members[1].account"), &json!("unknown")));
    // What no store holds unchanged, none takes.
    let huge = with("马秀英", "职工", &json!(u64::MAX));
    assert_eq!(cast.union.try_act(id, &huge).await.status, 422);
    readable(&cast, id).await;
    let own = account(&cast.union_colleague).await;
    cast.union.act(id, with("马秀英", "职工", &own)).await;
    // The same display name, another account: two people.
    let namesake = person(app, &cast.operator, "namesake", "马秀英", cast.employer_org, "representative").await;
    cast.employer.act(id, with("王建国", "企业", &account(&namesake).await)).await;
    let recorder = json!({"act": "open_session", "chair": "worker_side", "recorder": "李桂兰", "place": "",
        "recorder_account": own});
    cast.union.refused(id, recorder, "recorder_is_representative").await;
    both_sides(app, &cast, id).await;
}

/// Who holds mandates on both sides of a negotiation acts for neither.
async fn both_sides(app: &TestApp, cast: &Cast, id: Uuid) {
    let two = person(app, &cast.operator, "two.sides", "周两边", cast.union_org, "representative").await;
    let request = json!({"act": "request_information", "subject": "2025 年工资总额"});
    two.act(id, request.clone()).await;
    let mandate = json!({"account": account(&two).await, "organisation": cast.employer_org,
        "role": "representative", "from": "2026-01-01"});
    granted(app, &cast.operator, &mandate).await;
    two.refused(id, request, "on_both_sides").await;
}

async fn a_contract_in_force_is_ended_by_no_invented_successor(app: &TestApp) {
    let cast = huinong(app).await;
    let id = cast.to_the_table().await;
    cast.to_force(id, &sheet("2500.00", "2700.00")).await;
    // Another of the same parties, not in force; itself; none; one that is not visible to the union.
    let another = cast.to_the_table().await;
    let mut told = Vec::new();
    for wrong in [another, id, Uuid::from_u128(999_999), Uuid::max()] {
        let act = json!({"act": "replace", "by_negotiation": wrong});
        for chief in [&cast.union, &cast.employer] {
            told.push(chief.refused(id, act.clone(), "unknown").await);
        }
        readable(&cast, id).await;
    }
    assert!(told.iter().all(|problem| *problem == told[0]), "{told:?}");
    assert_eq!(
        cast.union.get(&format!("/api/v1/negotiations/{id}")).await.json()["status"]["stage"]["stage"],
        "in_force"
    );
    cast.to_force(another, &sheet("2600.00", "2800.00")).await;
    cast.union.act(id, json!({"act": "replace", "by_negotiation": another})).await;
    readable(&cast, id).await;
}
