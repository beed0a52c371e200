//! A request that a browser sends with our cookie and that changes something must come from our own pages.

use super::auth::COOKIE;
use super::failed::Failed;
use crate::service::Error;
use axum::extract::Request;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, HOST, ORIGIN};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::CookieJar;

/// Refuses unsafe requests from elsewhere.
pub(super) async fn guard(request: Request, next: Next) -> Response {
    let headers = request.headers();
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let by_cookie = CookieJar::from_headers(headers).get(COOKIE).is_some() && !headers.contains_key(AUTHORIZATION);
    // A form needs no cookie to do harm: it could sign a visitor in as somebody else.
    let form = text(CONTENT_TYPE.as_str()).is_some_and(|kind| !kind.starts_with("application/json"));
    let by_form = form && !headers.contains_key(AUTHORIZATION);
    if request.method().is_safe() || !(by_cookie || by_form) {
        return next.run(request).await;
    }
    let own = match (text("sec-fetch-site"), text(ORIGIN.as_str())) {
        (Some(site), _) => matches!(site, "same-origin" | "none"),
        (None, Some(origin)) => {
            let host = origin.split_once("://").map(|(_, host)| host);
            host.is_some() && host == text(HOST.as_str())
        }
        (None, None) => false,
    };
    if own { next.run(request).await } else { Failed::Service(Error::Forbidden).into_response() }
}
