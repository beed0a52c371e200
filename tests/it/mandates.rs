//! Who may act for an organisation is its own word, or two operators'; what operators do is read by whom it concerns.

use crate::app::{TestApp, on_both};
use crate::browser::Browser;
use crate::caller::Caller;
use crate::cast::{Cast, huinong, organisation};
use concord::service::accounts::{NewAccount, add};
use serde_json::{Value, json};
use uuid::Uuid;

/// A second operator.
async fn second(app: &TestApp) -> Caller {
    let password = "second-password".to_owned();
    let (login, name, locale) = ("second".to_owned(), "值班员".to_owned(), "en".to_owned());
    add(&app.app, NewAccount { login, name, password, operator: true, locale }).await.unwrap();
    app.user("second", "second-password").await
}

async fn account(operator: &Caller, login: &str, name: &str) -> Uuid {
    let body = json!({"login": login, "name": name, "password": format!("{login}-password"), "locale": "en"});
    Caller::made(&operator.post("/api/v1/accounts", &body).await)
}

async fn asked(operator: &Caller, account: Uuid, organisation: Uuid, role: &str) -> Uuid {
    let body = json!({"account": account, "organisation": organisation, "role": role, "from": "2026-01-01"});
    let made = operator.post("/api/v1/mandates", &body).await;
    assert_eq!(made.json()["state"], "requested", "{}", made.text);
    Caller::made(&made)
}

async fn answer(caller: &Caller, mandate: Uuid, word: &str) -> u16 {
    caller.send("POST", &format!("/api/v1/mandates/{mandate}/{word}"), "", "").await.status
}

async fn mandates(caller: &Caller) -> usize {
    caller.get("/api/v1/me").await.json()["mandates"].as_array().unwrap().len()
}

fn words(log: &Value) -> Vec<&str> {
    log.as_array().unwrap().iter().map(|line| line["entry"]["act"].as_str().unwrap()).collect()
}

async fn log(caller: &Caller, organisation: Uuid) -> Value {
    let answer = caller.get(&format!("/api/v1/organisations/{organisation}/log")).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.json()
}

async fn the_first_mandate_needs_a_second_operator(app: &TestApp) {
    let (operator, second) = (app.operator().await, second(app).await);
    let firm = organisation(&operator, "惠农百货", "enterprise", "640205", None).await;
    let chief = account(&operator, "chief", "吴海涛").await;
    let mandate = asked(&operator, chief, firm, "chief_representative").await;
    let person = app.user("chief", "chief-password").await;
    assert_eq!(mandates(&person).await, 0, "what was asked for does not count");
    assert_eq!(answer(&person, mandate, "confirm").await, 404, "least of all for him");
    assert_eq!(answer(&operator, mandate, "confirm").await, 403, "nor by who asked");
    assert_eq!(answer(&second, mandate, "confirm").await, 204);
    assert_eq!(answer(&person, mandate, "confirm").await, 409, "it was answered");
    assert_eq!(answer(&operator, mandate, "refuse").await, 403);
    assert_eq!(mandates(&person).await, 1);
    let log = log(&person, firm).await;
    assert_eq!(words(&log), ["confirm_mandate", "request_mandate"]);
    let last = &log[0]["entry"];
    assert_eq!((&last["by"]["as"], &last["by"]["name"]), (&json!("operator"), &json!("值班员")));
    assert_eq!((&last["name"], &last["role"]), (&json!("吴海涛"), &json!("chief_representative")));
}

async fn an_organisation_that_is_represented_answers_itself(app: &TestApp) {
    let cast = huinong(app).await;
    let second = second(app).await;
    let colleague = account(&cast.operator, "colleague", "周敏").await;
    let mandate = asked(&cast.operator, colleague, cast.employer_org, "representative").await;
    let person = app.user("colleague", "colleague-password").await;
    for operator in [&second, &cast.operator] {
        assert_eq!(answer(operator, mandate, "confirm").await, 403, "not over the heads of representatives");
    }
    for other in [&cast.union, &cast.stranger, &cast.bureau, &person, &app.anonymous()] {
        assert!(matches!(answer(other, mandate, "confirm").await, 404 | 401), "no concern of theirs");
        assert!(matches!(answer(other, mandate, "refuse").await, 404 | 401), "no concern of theirs");
    }
    assert_eq!(answer(&cast.union, Uuid::from_u128(7), "confirm").await, 404);
    // The chief finds it on the home page, and confirms it there.
    let mut browser = Browser::new(&app.router);
    let home = browser.sign_in("employer.chief").await;
    assert!(home.text.contains("周敏"), "{}", home.text);
    let done = browser.send_token(&home, &format!("/mandates/{mandate}/confirm")).await;
    assert_eq!((done.status, done.path.as_str()), (200, "/"));
    assert_eq!(mandates(&person).await, 1);
    // Another one is refused, and one confirmed is revoked: all of it in the log, for the organisation and nobody else.
    let refused = asked(&cast.operator, colleague, cast.employer_org, "observer").await;
    assert_eq!(answer(&cast.employer, refused, "refuse").await, 204);
    assert_eq!(mandates(&person).await, 1);
    assert_eq!(cast.operator.delete(&format!("/api/v1/mandates/{mandate}")).await.status, 204);
    assert_eq!(mandates(&person).await, 0);
    let told = ["revoke_mandate", "refuse_mandate", "request_mandate", "confirm_mandate", "request_mandate"];
    let found = log(&cast.employer, cast.employer_org).await;
    assert_eq!(words(&found)[..5], told);
    assert_eq!(found[3]["entry"]["by"]["as"], "representative");
    for other in [&cast.union, &cast.stranger, &cast.bureau, &person] {
        let answer = other.get(&format!("/api/v1/organisations/{}/log", cast.employer_org)).await;
        let absent = other.get(&format!("/api/v1/organisations/{}/log", Uuid::from_u128(7))).await;
        assert_eq!((answer.status, &answer.text), (404, &absent.text));
    }
    let page = browser.get(&format!("/organisations/{}", cast.employer_org)).await;
    assert!(page.status == 200 && page.text.contains("Mandate refused") && page.text.contains("周敏"), "{}", page.text);
    assert_eq!(browser.get(&format!("/organisations/{}", cast.union_org)).await.status, 404);
}

async fn nobody_grants_himself_and_no_answer_tells_what_exists(app: &TestApp) {
    let cast = huinong(app).await;
    let talks = cast.to_the_table().await;
    let me = cast.operator.get("/api/v1/me").await.json()["id"].clone();
    let own = json!({"account": me, "organisation": cast.firm_org, "role": "observer", "from": "2026-01-01"});
    let refused = cast.operator.post("/api/v1/mandates", &own).await;
    assert_eq!((refused.status, &refused.json()["faults"][0]["code"]), (422, &json!("own_account")));
    let person = account(&cast.operator, "limited", "郑明").await;
    let limited = |negotiation: Uuid| {
        json!({"account": person, "organisation": cast.union_org, "role": "representative",
            "negotiation": negotiation, "from": "2026-01-01"})
    };
    let mut answers = Vec::new();
    for negotiation in [talks, Uuid::from_u128(7)] {
        let made = cast.operator.post("/api/v1/mandates", &limited(negotiation)).await;
        let mut told = made.json();
        (told["id"], told["negotiation"]) = (Value::Null, Value::Null);
        answers.push((made.status, told));
    }
    assert_eq!(answers[0], answers[1]);
}

async fn a_closed_account_is_nobody_at_once_and_one_operator_stays(app: &TestApp) {
    let cast = huinong(app).await;
    let accounts = cast.operator.get("/api/v1/accounts").await.json();
    let of = |login: &str| accounts.as_array().unwrap().iter().find(|a| a["login"] == login).unwrap()["id"].clone();
    let (chief, operator) = (of("union.chief"), of("operator"));
    let set = async |caller: &Caller, id: &Value, word: &str| {
        caller.send("POST", &format!("/api/v1/accounts/{}/{word}", id.as_str().unwrap()), "", "").await
    };
    let last = set(&cast.operator, &operator, "close").await;
    assert_eq!((last.status, &last.json()["faults"][0]["code"]), (422, &json!("last_operator")));
    assert_eq!(set(&cast.union, &chief, "close").await.status, 404);
    let mut browser = Browser::new(&app.router);
    browser.sign_in("union.chief").await;
    let page = browser.get("/me").await;
    let page = browser.send_token(&page, "/me/calendar").await;
    let feed = page.text.split("http://localhost").nth(1).unwrap().split('"').next().unwrap().to_owned();
    assert_eq!(set(&cast.operator, &chief, "close").await.status, 204);
    assert_eq!(set(&cast.operator, &chief, "close").await.status, 409);
    let token = Caller { sign_in: None, ..cast.union.clone() };
    assert_eq!(token.get("/api/v1/me").await.status, 401, "tokens end");
    assert!(browser.get("/me").await.path.starts_with("/sign-in"), "sessions end");
    assert_eq!(app.anonymous().get(&feed).await.status, 404, "feeds end");
    let sign_in = json!({"login": "union.chief", "password": "union.chief-password"});
    assert_eq!(app.anonymous().post("/api/v1/tokens", &sign_in).await.status, 401);
    let told = log(&cast.union_colleague, cast.union_org).await;
    assert_eq!((&told[0]["entry"]["act"], &told[0]["entry"]["name"]), (&json!("close_account"), &json!("马秀英")));
    assert_eq!(set(&cast.operator, &chief, "reopen").await.status, 204);
    assert_eq!(set(&cast.operator, &chief, "reopen").await.status, 409);
    assert_eq!(app.anonymous().post("/api/v1/tokens", &sign_in).await.status, 201);
    assert_eq!(token.get("/api/v1/me").await.status, 401, "what ended stays ended");
    assert_eq!(app.anonymous().get(&feed).await.status, 404);
    // A second operator closes the first, by the button; then is the last.
    let second = second(app).await;
    let mut desk = Browser::new(&app.router);
    desk.sign_in("second").await;
    let page = desk.get("/operator").await;
    let closed = desk.send_token(&page, &format!("/operator/accounts/{}/close", operator.as_str().unwrap())).await;
    assert_eq!((closed.status, closed.path.as_str()), (200, "/operator"));
    let gone = Caller { sign_in: None, ..cast.operator.clone() };
    assert_eq!(gone.get("/api/v1/me").await.status, 401);
    let me = second.get("/api/v1/me").await.json()["id"].clone();
    assert_eq!(set(&second, &me, "close").await.status, 422);
    let told = log(&cast.union_colleague, cast.union_org).await;
    assert_eq!(words(&told)[..2], ["reopen_account", "close_account"]);
}

async fn where_nobody_can_speak_any_longer_operators_answer_again(app: &TestApp) {
    let cast: Cast = huinong(app).await;
    let second = second(app).await;
    let accounts = cast.operator.get("/api/v1/accounts").await.json();
    let chief = accounts.as_array().unwrap().iter().find(|a| a["login"] == "employer.chief").unwrap()["id"].clone();
    let person = account(&cast.operator, "successor", "冯刚").await;
    let mandate = asked(&cast.operator, person, cast.employer_org, "chief_representative").await;
    assert_eq!(answer(&second, mandate, "confirm").await, 403);
    let path = format!("/api/v1/accounts/{}/close", chief.as_str().unwrap());
    assert_eq!(cast.operator.send("POST", &path, "", "").await.status, 204);
    let waiting = second.get("/api/v1/mandates/requests").await.json();
    assert_eq!(waiting[0]["id"], json!(mandate), "{waiting}");
    assert_eq!(cast.operator.get("/api/v1/mandates/requests").await.json(), json!([]));
    assert_eq!(answer(&second, mandate, "confirm").await, 204);
}

on_both!(
    the_first_mandate_needs_a_second_operator,
    an_organisation_that_is_represented_answers_itself,
    nobody_grants_himself_and_no_answer_tells_what_exists,
    a_closed_account_is_nobody_at_once_and_one_operator_stays,
    where_nobody_can_speak_any_longer_operators_answer_again,
);
