//! Signing in and changing the password: dead cookies, wrong passwords, what ends.

use crate::app::{TestApp, on_both};
use crate::browser::Browser;
use crate::caller::Caller;
use crate::cast::huinong;
use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use axum::response::Response;
use serde_json::json;
use std::net::SocketAddr;
use tower::ServiceExt;

const PASSWORD: &str = "union.chief-password";

async fn sent(router: &Router, request: axum::http::request::Builder, body: &str, peer: &str) -> Response {
    let mut request = request.body(Body::from(body.to_owned())).unwrap();
    request.extensions_mut().insert(ConnectInfo(peer.parse::<SocketAddr>().unwrap()));
    router.clone().oneshot(request).await.unwrap()
}

/// A sign-in for a token.
async fn token(app: &TestApp, login: &str, password: &str, peer: &str) -> (u16, u64) {
    let request = Request::post("/api/v1/tokens").header("content-type", "application/json");
    let answer = sent(&app.router, request, &json!({"login": login, "password": password}).to_string(), peer).await;
    let after = answer.headers().get("retry-after").map_or(0, |value| value.to_str().unwrap().parse().unwrap());
    (answer.status().as_u16(), after)
}

fn cookies(answer: &Response) -> Vec<String> {
    answer.headers().get_all("set-cookie").iter().map(|value| value.to_str().unwrap().to_owned()).collect()
}

async fn a_dead_cookie_is_cleared_and_the_first_sign_in_works(app: &TestApp) {
    huinong(app).await;
    let dead = "concord_session=0123456789abcdef";
    let page = sent(&app.router, Request::get("/sign-in?back=/me").header("cookie", dead), "", "192.0.2.1:1").await;
    assert_eq!(page.status(), 200);
    assert!(cookies(&page)[0].starts_with("concord_session=;"), "{:?}", cookies(&page));
    // The form of a page that was opened while the session lived: its token is dead too.
    for csrf in ["", "csrf=0123&"] {
        let form = |site: &str| {
            Request::post("/sign-in")
                .header("cookie", dead)
                .header("sec-fetch-site", site)
                .header("content-type", "application/x-www-form-urlencoded")
        };
        let body = format!("{csrf}login=Union.Chief&password={PASSWORD}&back=/me");
        let answer = sent(&app.router, form("same-origin"), &body, "192.0.2.1:1").await;
        assert_eq!((answer.status().as_u16(), &answer.headers()["location"]), (303, &"/me".parse().unwrap()));
        let given = cookies(&answer);
        let session = given.iter().find(|cookie| cookie.starts_with("concord_session=") && !cookie.contains("=;"));
        let session = session.unwrap().split(';').next().unwrap();
        let me = sent(&app.router, Request::get("/me").header("cookie", session), "", "192.0.2.1:1").await;
        assert_eq!(me.status(), 200, "signed in at once");
        let wrong =
            sent(&app.router, form("same-origin"), &body.replace(PASSWORD, "not-the-password"), "192.0.2.2:1").await;
        assert_eq!(wrong.status(), 422);
        assert_eq!(sent(&app.router, form("cross-site"), &body, "192.0.2.1:1").await.status(), 403);
    }
}

async fn wrong_passwords_cost_time_at_their_own_address_only(app: &TestApp) {
    huinong(app).await;
    for login in ["union.chief", "nobody.at.all"] {
        let peer = if login == "union.chief" { "192.0.2.7:1" } else { "192.0.2.8:1" };
        for _ in 0..5 {
            assert_eq!(token(app, login, "not-the-password", peer).await, (401, 0));
        }
        let (status, after) = token(app, login, PASSWORD, peer).await;
        assert_eq!((status, after), (429, 1), "{login}: known and unknown wait alike");
    }
    assert_eq!(token(app, "UNION.chief", PASSWORD, "192.0.2.7:1").await.0, 429, "the same login, written otherwise");
    assert_eq!(token(app, "union.chief", PASSWORD, "192.0.2.99:1").await.0, 201, "nobody is locked out elsewhere");
    app.at("2026-03-02T01:00:02Z");
    assert_eq!(token(app, "union.chief", PASSWORD, "192.0.2.7:1").await.0, 201);
    assert_eq!(token(app, "union.chief", "not-the-password", "192.0.2.7:1").await.0, 401, "forgotten after a success");
}

async fn present_passwords_are_counted_too(app: &TestApp) {
    let cast = huinong(app).await;
    let wrong = json!({"present": "not-the-password", "new": "quite-another-one"});
    for _ in 0..5 {
        assert_eq!(cast.union.put("/api/v1/me/password", &wrong).await.status, 422);
    }
    let right = json!({"present": PASSWORD, "new": "quite-another-one"});
    let answer = cast.union.put("/api/v1/me/password", &right).await;
    assert_eq!(answer.status, 429, "{}", answer.text);
    assert_eq!(
        (&answer.headers["retry-after"], answer.json()["code"].as_str()),
        (&"1".parse().unwrap(), Some("too_many"))
    );
}

/// Makes a calendar feed of the union's chief, and gives its path.
async fn feed(browser: &mut Browser) -> String {
    let page = browser.get("/me").await;
    let page = browser.send_token(&page, "/me/calendar").await;
    let address = page.text.split("http://localhost").nth(1).unwrap().split('"').next().unwrap();
    address.to_owned()
}

async fn a_new_password_ends_sessions_and_where_asked_calendars(app: &TestApp) {
    huinong(app).await;
    let mut browser = Browser::new(&app.router);
    browser.sign_in("union.chief").await;
    let calendar = feed(&mut browser).await;
    let program = app.user("union.chief", PASSWORD).await;
    let page = browser.get("/me").await;
    let changed = browser.submit(&page, &[("present", PASSWORD), ("new", "the-second-password")]).await;
    assert!(changed.path.starts_with("/sign-in"), "{}", changed.path);
    let stale = Caller { sign_in: None, ..program.clone() };
    assert_eq!(stale.get("/api/v1/me").await.status, 401, "tokens end");
    assert_eq!(app.anonymous().get(&calendar).await.status, 200, "calendars go on unless asked to end");
    let again = app.user("union.chief", "the-second-password").await;
    let body = json!({"present": "the-second-password", "new": "the-third-password", "end_calendars": true});
    assert_eq!(again.put("/api/v1/me/password", &body).await.status, 204);
    assert_eq!(app.anonymous().get(&calendar).await.status, 404);
    let body = format!("login=union.chief&password=the-third-password&back={}", "/me");
    let page = browser.post_raw("/sign-in", "application/x-www-form-urlencoded", "same-origin", &body).await;
    assert_eq!(page.status, 303, "by page as well");
    let calendar = feed(&mut browser).await;
    let page = browser.get("/me").await;
    let fill = [("present", "the-third-password"), ("new", "the-fourth-password"), ("end_calendars", "yes")];
    browser.submit(&page, &fill).await;
    assert_eq!(app.anonymous().get(&calendar).await.status, 404);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_hundred_at_once_hash_two_at_a_time() {
    let app = TestApp::sqlite().await;
    let operator = app.operator().await;
    let token = operator.token.lock().unwrap().clone().unwrap();
    let many = (0..200).map(|n| {
        let body = json!({"present": "not-the-password", "new": "quite-another-one"}).to_string();
        let (router, token) = (app.router.clone(), token.clone());
        tokio::spawn(async move {
            let request = Request::put("/api/v1/me/password")
                .header("content-type", "application/json")
                .header("authorization", format!("Bearer {token}"));
            sent(&router, request, &body, &format!("192.0.2.{}:1", n % 250)).await.status().as_u16()
        })
    });
    let mut statuses = std::collections::BTreeMap::<u16, usize>::new();
    for answer in many.collect::<Vec<_>>() {
        *statuses.entry(answer.await.unwrap()).or_default() += 1;
    }
    assert!(statuses.keys().all(|status| matches!(status, 422 | 429)), "{statuses:?}");
    assert!(app.app.passwords.most_at_a_time() <= 2);
}

on_both!(
    a_dead_cookie_is_cleared_and_the_first_sign_in_works,
    wrong_passwords_cost_time_at_their_own_address_only,
    present_passwords_are_counted_too,
    a_new_password_ends_sessions_and_where_asked_calendars,
);
