//! One line in the log and one count for each request: its id, method, route, status and latency, and the number of the
//! account. Routes are templates (`/negotiations/{id}`), so no secret and no id of a path gets there.

use super::State;
use crate::metrics::{Metrics, OTHER};
use crate::service::jobs;
use axum::extract::{MatchedPath, Request, State as Have};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Router, serve};
use std::sync::Arc;
use std::time::Instant;
use tokio::net::TcpListener;
use tracing::field::Empty;
use tracing::{Instrument, Span, info, info_span};

const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// The word of a method; [`OTHER`] for one that no route has.
fn word(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => OTHER,
    }
}

fn id(headers: &HeaderMap) -> &str {
    headers.get("x-request-id").and_then(|id| id.to_str().ok()).unwrap_or_default()
}

/// Wraps a request: everything logged while it is served stands in its span.
pub(super) async fn observe(Have(metrics): Have<Arc<Metrics>>, request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let matched = request.extensions().get::<MatchedPath>().cloned();
    let route = matched.as_ref().map_or(OTHER, MatchedPath::as_str);
    let method = word(request.method());
    let span = info_span!("request", id = id(request.headers()), method, route, account = Empty);
    let response = next.run(request).instrument(span.clone()).await;
    let (status, took) = (response.status().as_u16(), begun.elapsed());
    let latency_ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    span.in_scope(|| info!(status, latency_ms, "answered"));
    metrics.answered(route, method, status, took);
    response
}

/// Names the account in the span of its request, by its number: who reads the log knows no person by it.
pub(super) fn signed_in(account: impl std::fmt::Display) {
    Span::current().record("account", tracing::field::display(account));
}

/// `GET /metrics` on a listener of its own: what is counted about everybody is not for the public.
pub fn metrics(state: State) -> Router {
    Router::new().route("/metrics", get(text)).with_state(state)
}

async fn text(Have(state): Have<State>) -> Response {
    let (used, idle) = state.app.connections();
    state.app.metrics.connections(used, idle);
    if let Ok((due, dead)) = jobs::counts(&state.app).await {
        state.app.metrics.jobs("due", due);
        state.app.metrics.jobs("dead", dead);
    }
    match state.app.metrics.text() {
        Ok(text) => ([(CONTENT_TYPE, OPEN_METRICS)], text).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// Serves [`metrics`] until the process ends.
///
/// # Errors
/// What the listener says.
pub async fn serve_metrics(listener: TcpListener, state: State) -> std::io::Result<()> {
    serve(listener, metrics(state)).await
}
