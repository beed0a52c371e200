//! The API's own manners: documents, problems, bad input.

use crate::app::{TestApp, on_both};
use crate::cast::{huinong, invitation, sheet};
use serde_json::json;
use std::sync::{Arc, Mutex};

on_both!(bad_input_is_told_at_once_and_writes_nothing, drafts_are_the_sides_own);

async fn bad_input_is_told_at_once_and_writes_nothing(app: &TestApp) {
    let cast = huinong(app).await;
    let body = json!({"name": " ", "kind": "enterprise", "area": "64", "credit_code": "9164020589MXMRUW57"});
    let answer = cast.operator.post("/api/v1/organisations", &body).await;
    let problem = answer.json();
    assert_eq!(answer.status, 422);
    assert_eq!(answer.headers["content-type"], "application/problem+json");
    let fields: Vec<_> = problem["faults"].as_array().unwrap().iter().map(|f| f["field"].as_str().unwrap()).collect();
    assert_eq!(fields, ["name", "credit_code", "area"]);

    let id = cast.open().await;
    let empty = json!({"act": "invite", "topics": [], "proposed_at": "2020-01-01T00:00:00Z", "place": ""});
    let problem = cast.union.refused(id, empty, "invalid_fields").await;
    let fields: Vec<_> = problem["faults"].as_array().unwrap().iter().map(|f| f["field"].as_str().unwrap()).collect();
    assert_eq!(fields, ["topics", "place", "proposed_at"]);
    assert_eq!(cast.union.get(&format!("/api/v1/negotiations/{id}/acts")).await.json(), json!([]));

    let path = format!("/api/v1/negotiations/{id}/acts");
    assert_eq!(cast.union.send("POST", &path, "application/json", "{").await.status, 400);
    assert_eq!(cast.union.send("POST", &path, "text/plain", "{}").await.status, 415);
    assert_eq!(cast.union.post(&path, &json!({"act": "dance"})).await.status, 422);
    assert_eq!(cast.union.get("/api/v1/negotiations/x").await.status, 404, "what is no id names nothing");
    for unread in [format!("/api/v1/negotiations/{id}/table?as_of=x")] {
        let shape = cast.union.get(&unread).await;
        assert_eq!((shape.status, shape.json()["code"].as_str()), (400, Some("shape")), "{unread}");
    }
    cast.union.act(id, invitation()).await;
    let stale = cast.union.send("POST", &path, "application/json", "{\"act\":\"resume\"}").await;
    assert_eq!(stale.status, 422, "{}", stale.text);
}

async fn drafts_are_the_sides_own(app: &TestApp) {
    let cast = huinong(app).await;
    let id = cast.to_the_table().await;
    let path = format!("/api/v1/negotiations/{id}/draft");
    let mut canary = sheet("2222.22", "2600.00");
    canary["items"][0]["amount"] = json!("1111.11");
    let body = json!({"version": 0, "sheet": canary, "message": "金丝雀"});
    assert_eq!(cast.union.put(&path, &body).await.json()["version"], 1);
    assert_eq!(cast.union.put(&path, &body).await.status, 409, "saved over a version not seen");
    let seen = cast.union_colleague.get(&path).await.json();
    let breach = seen["floor"].as_array().unwrap().iter().any(|r| r["outcome"] == "breach");
    assert!(breach, "the floor is checked while writing: {seen}");
    for other in [&cast.employer, &cast.bureau, &cast.stranger, &cast.operator] {
        assert_eq!(other.get(&path).await.status, 404);
        for part in ["", "/acts", "/table", "/deadlines"] {
            let text = other.get(&format!("/api/v1/negotiations/{id}{part}")).await.text;
            assert!(!text.contains("1111.11") && !text.contains("金丝雀"));
        }
    }
    assert_eq!(cast.union.delete(&path).await.status, 204);
    assert_eq!(cast.union.get(&path).await.status, 404);
}

#[tokio::test]
async fn the_document_and_its_browser_are_served_from_here() {
    let app = TestApp::sqlite().await;
    let document = app.anonymous().get("/api/v1/openapi.json").await.json();
    assert_eq!(document["openapi"], "3.1.0");
    let page = app.anonymous().get("/api/docs/").await;
    assert_eq!(page.status, 200);
    assert!(!page.text.contains("https://"), "nothing from elsewhere");
}

#[tokio::test]
async fn a_bad_token_is_401_and_not_anonymous() {
    let app = TestApp::sqlite().await;
    let mut caller = app.anonymous();
    caller.token = Arc::new(Mutex::new(Some("nonsense".to_owned())));
    for path in ["/api/v1/contracts", "/api/v1/me", "/api/v1/negotiations"] {
        let answer = caller.get(path).await;
        assert_eq!(answer.status, 401, "{path}");
        assert_eq!(answer.headers["www-authenticate"], "Bearer");
    }
}
