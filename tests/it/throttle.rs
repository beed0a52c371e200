//! Guessing passwords: so many sign-ins from one address, then 429, whatever headers say.

use crate::app::TestApp;
use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode};
use std::net::SocketAddr;
use tower::ServiceExt;

async fn tries(router: &Router, path: &str, peer: &str, forwarded: Option<&str>) -> (StatusCode, Option<String>) {
    let mut request = Request::post(path).header("content-type", "application/json");
    if let Some(forwarded) = forwarded {
        request = request.header("x-forwarded-for", forwarded);
    }
    let mut request = request.body(Body::from("{}")).unwrap();
    request.extensions_mut().insert(ConnectInfo(peer.parse::<SocketAddr>().unwrap()));
    let answer = router.clone().oneshot(request).await.unwrap();
    let after = answer.headers().get("retry-after").map(|value| value.to_str().unwrap().to_owned());
    (answer.status(), after)
}

async fn exhausted(router: &Router, peer: &str, forwarded: Option<&str>) {
    for _ in 0..40 {
        assert_ne!(tries(router, "/api/v1/tokens", peer, forwarded).await.0, StatusCode::TOO_MANY_REQUESTS);
    }
}

#[tokio::test]
async fn sign_ins_of_one_address_are_counted_over_pages_and_api() {
    let app = TestApp::sqlite().await;
    exhausted(&app.router, "192.0.2.7:1000", None).await;
    for path in ["/api/v1/tokens", "/api/v1/session", "/sign-in"] {
        let (status, after) = tries(&app.router, path, "192.0.2.7:2000", None).await;
        assert_eq!(status, StatusCode::TOO_MANY_REQUESTS, "{path}");
        assert!(after.unwrap().parse::<u64>().unwrap() > 0);
        let (status, _) = tries(&app.router, path, "192.0.2.7:2000", Some("198.51.100.1")).await;
        assert_eq!(status, StatusCode::TOO_MANY_REQUESTS, "a header was believed: {path}");
        assert_ne!(tries(&app.router, path, "192.0.2.8:1000", None).await.0, StatusCode::TOO_MANY_REQUESTS, "{path}");
    }
}

#[tokio::test]
async fn a_prefix_of_ipv6_addresses_is_one() {
    let app = TestApp::sqlite().await;
    exhausted(&app.router, "[2001:db8::1]:1000", None).await;
    let neighbour = tries(&app.router, "/api/v1/tokens", "[2001:db8::ffff:2]:1000", None).await.0;
    assert_eq!(neighbour, StatusCode::TOO_MANY_REQUESTS);
    let other = tries(&app.router, "/api/v1/tokens", "[2001:db8:0:1::1]:1000", None).await.0;
    assert_ne!(other, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn behind_a_proxy_its_own_word_counts_and_nobody_elses() {
    let app = TestApp::behind_a_proxy().await;
    let proxy = "192.0.2.1:1000";
    exhausted(&app.router, proxy, Some("203.0.113.5")).await;
    let forged = tries(&app.router, "/api/v1/tokens", proxy, Some("198.51.100.9, 203.0.113.5")).await.0;
    assert_eq!(forged, StatusCode::TOO_MANY_REQUESTS);
    let other = tries(&app.router, "/api/v1/tokens", proxy, Some("203.0.113.6")).await.0;
    assert_ne!(other, StatusCode::TOO_MANY_REQUESTS);
}
