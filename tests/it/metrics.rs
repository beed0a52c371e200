//! What the operator sees of the running server: counts with bounded labels, one line a request, causes of faults.

use crate::app::{TestApp, on_both};
use crate::caller::Caller;
use crate::cast::{huinong, invitation};
use axum::Router;
use concord::http::{Reach, State};
use concord::service::{Error, chain};
use regex::Regex;
use sea_orm::DbErr;
use serde_json::json;
use std::cell::RefCell;
use std::io::Write;
use std::sync::Once;

on_both!(counts_are_by_route_kind_and_code_and_no_label_holds_an_id_or_a_title);

async fn counted(app: &TestApp) -> String {
    let state = State { app: app.app.clone(), reach: Reach::default() };
    let router: Router = concord::http::metrics(state);
    let answer = Caller { router, ..app.anonymous() }.get("/metrics").await;
    assert_eq!(answer.status, 200);
    assert!(answer.headers["content-type"].to_str().unwrap().starts_with("application/openmetrics-text"));
    answer.text
}

fn value(text: &str, series: &str) -> u64 {
    let line = text.lines().find_map(|line| line.strip_prefix(series)?.strip_prefix(' '));
    line.unwrap_or_else(|| panic!("no {series} in\n{text}")).parse().unwrap()
}

async fn counts_are_by_route_kind_and_code_and_no_label_holds_an_id_or_a_title(app: &TestApp) {
    let cast = huinong(app).await;
    let id = cast.open().await;
    cast.union.act(id, invitation()).await;
    cast.union.refused(id, json!({"act": "withdraw_offer", "offer": 1}), "not_now").await;
    cast.union.get(&format!("/api/v1/negotiations/{id}")).await;
    cast.union.get("/negotiations/zzz/no-such-page/%E6%83%A0").await;
    cast.union.send("BREW", "/api/v1/negotiations", "text/plain", "").await;
    let text = counted(app).await;
    let acts = r#"route="/api/v1/negotiations/{id}/acts",method="POST""#;
    assert_eq!(value(&text, &format!("concord_http_requests_total{{{acts},status=\"201\"}}")), 1);
    assert_eq!(value(&text, &format!("concord_http_requests_total{{{acts},status=\"422\"}}")), 1);
    assert_eq!(value(&text, &format!("concord_http_request_duration_seconds_count{{{acts}}}")), 2);
    assert_eq!(value(&text, r#"concord_acts_total{act="invite"}"#), 1);
    assert_eq!(value(&text, r#"concord_refusals_total{act="withdraw_offer",code="not_now"}"#), 1);
    assert!(text.contains(r#"route="other",method="GET",status="404""#), "{text}");
    assert!(text.contains(r#"method="other""#), "{text}");
    let (used, idle) =
        (r#"concord_database_connections{state="used"}"#, r#"concord_database_connections{state="idle"}"#);
    assert!(value(&text, used) + value(&text, idle) > 0);

    let label = Regex::new(r#"(\w+)="([^"]*)""#).unwrap();
    let bounded =
        Regex::new(r"^(other|/|[a-z_]+|[A-Z]+|\d{3}|[\d.e+-]+|\+Inf|(/([a-z0-9_.-]+|\{\*?[a-z_]+\}))+/?)$").unwrap();
    let number = Regex::new(r"/\d+(/|$)|[0-9a-f]{8}-[0-9a-f]{4}").unwrap();
    for found in label.captures_iter(&text) {
        assert!(bounded.is_match(&found[2]) && !number.is_match(&found[2]), "{} = {}", &found[1], &found[2]);
    }
    assert!(!text.contains("惠农") && !text.contains("zzz"), "{text}");
    assert_eq!(cast.union.get("/metrics").await.status, 404, "not for the public");
}

thread_local! {
    /// What is logged on a thread that listens.
    static HEARD: RefCell<Option<Vec<u8>>> = const { RefCell::new(None) };
}

/// Writes to the thread that listens, and nowhere else. It is the one subscriber of all tests: one that comes and goes
/// may find that a line was given up before it came.
struct Log;

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        HEARD.with_borrow_mut(|heard| heard.iter_mut().for_each(|heard| heard.extend_from_slice(bytes)));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Begins to listen on this thread.
fn listen() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let writer = tracing_subscriber::fmt().with_writer(|| Log).with_ansi(false);
        tracing::subscriber::set_global_default(writer.with_max_level(tracing::Level::INFO).finish()).unwrap();
    });
    HEARD.set(Some(Vec::new()));
}

#[tokio::test]
async fn a_request_is_one_line_with_its_route_and_account_and_no_secret() {
    let app = TestApp::sqlite().await;
    let cast = huinong(&app).await;
    let id = cast.open().await;
    listen();
    cast.union.get(&format!("/api/v1/negotiations/{id}")).await;
    app.anonymous().get("/calendar/5f1e5f1e5f1e.ics").await;
    app.anonymous().get("/nowhere/marked?secret=1").await;
    let text = String::from_utf8(HEARD.take().unwrap()).unwrap();
    let lines: Vec<&str> = text.lines().filter(|line| line.contains("answered")).collect();
    assert_eq!(lines.len(), 3, "{text}");
    let shape = Regex::new(r#"INFO request\{id="?[0-9a-f-]{36}"? method="GET" route="([^"]+)"( account=\S+)?\}.* status=(\d+) latency_ms=\d+"#).unwrap();
    let seen: Vec<_> = lines
        .iter()
        .map(|line| {
            let found = shape.captures(line).unwrap_or_else(|| panic!("{line}"));
            (found[1].to_owned(), found.get(2).is_some(), found[3].to_owned())
        })
        .collect();
    let expected =
        [("/api/v1/negotiations/{id}", true, "200"), ("/calendar/{file}", false, "404"), ("other", false, "404")];
    let expected: Vec<_> =
        expected.map(|(route, account, status)| (route.to_owned(), account, status.to_owned())).into();
    assert_eq!(seen, expected);
    for secret in ["5f1e5f", "marked", "secret=1", "马秀英", "union.chief"] {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
}

#[test]
fn a_fault_keeps_what_brought_it_about() {
    let cause = std::io::Error::other("disk full");
    let error = Error::internal(concord::db::Error::Orm(DbErr::Custom("cannot insert".to_owned())));
    assert_eq!(error.to_string(), "internal", "nothing of it leaves");
    assert!(chain(&error).starts_with("internal: ") && chain(&error).contains("cannot insert"), "{}", chain(&error));
    assert_eq!(chain(&Error::internal(cause)), "internal: disk full");
}
