//! Streams of server-sent events, the same for pages and API.

use super::auth::Caller;
use super::{Failed, State};
use crate::service::Error;
use crate::service::live::{Ticket, Watch};
use axum::http::{HeaderName, HeaderValue};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use std::convert::Infallible;
use std::time::Duration;
use uuid::Uuid;

/// How long a browser waits before it comes again.
const RETRY: Duration = Duration::from_secs(3);
/// A sign of life, so that proxies keep the connection.
const ALIVE: Duration = Duration::from_secs(15);

/// Opens a stream for the caller: of one negotiation, or of all within reach.
///
/// # Errors
/// As for a page: not signed in, or nothing there for the caller.
pub(super) async fn stream(state: &State, caller: Caller, about: Option<Uuid>) -> Result<Response, Failed> {
    let (Some(token), Some(carrier)) = (caller.token, caller.carrier) else {
        return Err(Error::Unauthenticated.into());
    };
    let watch = Watch::open(&state.app, Ticket { token, carrier }, about).await?;
    let words = futures_util::stream::unfold(watch, |mut watch| async {
        let word = watch.next().await?;
        let data = serde_json::to_string(&word).unwrap_or_default();
        Some((Ok::<_, Infallible>(Event::default().event(word.name()).retry(RETRY).data(data)), watch))
    });
    let mut response = Sse::new(words).keep_alive(KeepAlive::new().interval(ALIVE)).into_response();
    // A proxy that gathers before it sends would make live late.
    let headers = response.headers_mut();
    headers.insert(HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));
    Ok(response)
}
