//! What one party puts on record has an end, before whoever looks at it pays for it.

use crate::app::{TestApp, on_both};
use crate::cast::{huinong, offer, sheet};
use serde_json::{Value, json};

on_both!(large_acts_of_a_party_have_a_bound_and_small_ones_have_none);

/// A lawful sheet of nearly two megabytes: long clauses, told apart by a word.
fn large(word: &str) -> Value {
    let mut sheet = sheet("2400.00", "2600.00");
    let clause =
        |n: u8| json!({"key": format!("clause.n{n}"), "kind": "clause", "heading": word, "text": "约".repeat(20_000)});
    sheet["items"].as_array_mut().unwrap().extend((0..32).map(clause));
    sheet
}

async fn large_acts_of_a_party_have_a_bound_and_small_ones_have_none(app: &TestApp) {
    let cast = huinong(app).await;
    let id = cast.to_the_table().await;
    let acts = format!("/api/v1/negotiations/{id}/acts");
    for word in ["一", "二", "三", "四"] {
        cast.union.act(id, offer(&large(word), None)).await;
    }
    let refused = cast.union.try_act(id, &offer(&large("五"), None)).await;
    assert_eq!(
        (refused.status, &refused.json()["faults"][0]["code"]),
        (422, &json!("record_full")),
        "{}",
        refused.text
    );
    // Whose record is full goes on with what is small; the other side has its own.
    let small = cast.union.act(id, offer(&sheet("2400.00", "2600.00"), None)).await;
    let theirs = cast.employer.act(id, offer(&large("六"), small["seq"].as_i64())).await;
    // However heavy the record, it is replayed once.
    app.statements.begin();
    for caller in [&cast.union, &cast.employer] {
        assert_eq!(caller.get(&format!("/api/v1/negotiations/{id}")).await.status, 200);
    }
    let read = app.statements.end();
    assert!(!read.iter().any(|one| one.sql.contains("FROM \"event\"")), "{read:#?}");
    // Kept as text, they are shown whole, and every state of the table is still to be had.
    assert_eq!(theirs["sheet"], large("六"));
    let told = cast.bureau.get(&acts).await;
    assert_eq!(told.status, 404);
    let told = cast.employer.get(&acts).await.json();
    let told = told.as_array().unwrap();
    assert_eq!((told.len(), &told[4]["sheet"], &told[9]["sheet"]), (10, &large("一"), &large("六")));
    for (seq, word) in [(5, "一"), (8, "四")] {
        let then = cast.employer.get(&format!("/api/v1/negotiations/{id}/table?as_of={seq}")).await;
        assert!(then.status == 200 && then.text.contains(&format!("\"{word}\"")), "{seq}: {}", then.status);
    }
}
