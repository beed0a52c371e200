//! Every route that takes a body refuses one byte too many, at once and in the reader's language.

use crate::app::TestApp;
use crate::browser::Browser;
use crate::cast::huinong;
use crate::permission::{api_writes, page_writes};
use concord::http::bodies::LARGER;
use domain::limits::BODY_BYTES;
use std::collections::BTreeSet;

fn most(path: &str) -> usize {
    LARGER.iter().find(|(larger, _)| *larger == path).map_or(BODY_BYTES, |(_, most)| *most)
}

fn fill(path: &str) -> String {
    let part = regex::Regex::new(r"\{[a-z]+\}").unwrap();
    part.replace_all(path, "1").into_owned()
}

#[test]
fn routes_that_take_more_exist_and_are_written_up() {
    let routes: BTreeSet<String> = api_writes().into_iter().map(|(_, path)| path).chain(page_writes()).collect();
    let operations = std::fs::read_to_string("docs/OPERATIONS.md").unwrap();
    let api = std::fs::read_to_string("docs/API.md").unwrap();
    for (path, most) in LARGER {
        assert!(routes.contains(*path), "{path} takes no body");
        assert!(*most > BODY_BYTES, "{path}");
        assert!(operations.contains(&format!("`{path}`")), "OPERATIONS.md does not name {path}");
        if path.starts_with("/api") {
            assert!(api.contains(&format!("`{path}`")), "API.md does not name {path} among the larger bodies");
        }
    }
}

#[tokio::test]
async fn one_byte_too_many_is_refused_by_every_route_of_the_api() {
    let app = TestApp::sqlite().await;
    let cast = huinong(&app).await;
    for (method, path) in api_writes() {
        let most = most(&path);
        let body = vec![b' '; most + 1];
        let answer = cast.operator.send_bytes(&method.to_uppercase(), &fill(&path), "application/json", &body).await;
        assert_eq!(answer.status, 413, "{method} {path}: {}", answer.text);
        let problem = answer.json();
        assert_eq!((&problem["code"], &problem["title"]), (&"too_large".into(), &"Too large".into()), "{path}");
        assert!(problem["detail"].as_str().unwrap().contains(if most < 1 << 20 { "256 KiB" } else { "MiB" }), "{path}");
    }
}

#[tokio::test]
async fn one_byte_too_many_is_refused_by_every_page() {
    let app = TestApp::sqlite().await;
    huinong(&app).await;
    // Who may do nothing at an address is told that it does not exist before the size is looked at: the operator may most.
    let mut browser = Browser::new(&app.router);
    assert_eq!(browser.sign_in("operator").await.status, 200);
    for path in page_writes() {
        let body = " ".repeat(most(&path) + 1);
        let kind = "application/x-www-form-urlencoded";
        let page = browser.post_raw(&fill(&path), kind, "same-origin", &body).await;
        assert_eq!(page.status, 413, "{path}");
        assert_eq!(page.texts("h1"), ["提交的内容过大"], "{path}");
    }
}

#[tokio::test]
async fn a_body_that_hides_its_length_is_cut_off() {
    use axum::body::{Body, Bytes};
    use futures_util::stream;
    use tower::ServiceExt;
    let app = TestApp::sqlite().await;
    let chunks = (0..6).map(|_| Ok::<_, std::io::Error>(Bytes::from(vec![b' '; 64 << 10])));
    let request = axum::http::Request::post("/api/v1/tokens").header("content-type", "application/json");
    let request = request.body(Body::from_stream(stream::iter(chunks))).unwrap();
    let response = app.router.clone().oneshot(request).await.unwrap();
    assert_eq!(response.status(), 413);
    assert_eq!(response.headers()["content-type"], "application/problem+json");
}
