//! An addendum: the same path again while the contract stays in force; the public reads it once both have published it.

use crate::app::{TestApp, on_all};
use crate::cast::{huinong, sheet};
use serde_json::json;

on_all!(an_addendum_is_public_when_both_have_published_it);

async fn an_addendum_is_public_when_both_have_published_it(app: &TestApp) {
    let cast = huinong(app).await;
    let id = cast.to_the_table().await;
    let number = cast.to_force(id, &sheet("2400.00", "2600.00")).await;
    let path = format!("/api/v1/contracts/{number}");
    assert_eq!(app.anonymous().get(&path).await.status, 404);
    cast.publish(id).await;
    // In the next year, so that a number made of the day of effect would change.
    app.at("2027-01-11T02:00:00Z");
    let first = app.anonymous().get(&path).await.json();
    let propose = json!({"act": "propose_amendment", "ground": "agreement", "reason": "最低工资标准调整"});
    cast.employer.act(id, propose).await;
    cast.union.act(id, json!({"act": "reply", "decision": "accept"})).await;
    assert_eq!(cast.to_force(id, &sheet("2500.00", "2700.00")).await, number, "an addendum keeps the number");
    let amount = |contract: &serde_json::Value| contract["sheet"]["items"][0]["amount"].clone();
    let own = cast.bureau.get(&path).await.json();
    assert_eq!((amount(&own), &own["in_force_since"]), (json!("2500.00"), &json!("2027-01-11")));
    for outsider in [&app.anonymous(), &cast.stranger, &cast.operator] {
        assert_eq!(outsider.get(&path).await.json(), first, "the addendum is not published yet");
        let found = outsider.get("/api/v1/contracts").await.json();
        assert_eq!(found, json!([first]));
    }
    cast.union.act(id, json!({"act": "publish", "means": "公告栏"})).await;
    assert_eq!(app.anonymous().get(&path).await.json(), first, "one side alone publishes nothing");
    cast.employer.act(id, json!({"act": "publish", "means": "公告栏"})).await;
    let public = app.anonymous().get(&path).await.json();
    assert_eq!((amount(&public), &public["in_force_since"]), (json!("2500.00"), &json!("2027-01-11")));
}
