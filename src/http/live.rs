//! Streams of server-sent events, the same for pages and API.

use super::auth::Caller;
use super::{Failed, State};
use crate::service::Error;
use crate::service::live::{Ticket, Watch};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use std::convert::Infallible;
use std::time::Duration;
use uuid::Uuid;

/// How long a browser waits before it comes again.
const RETRY: Duration = Duration::from_secs(3);
/// A sign of life, so that proxies keep the connection.
const ALIVE: Duration = Duration::from_secs(15);

/// The last event that the reader has heard; a word of somebody else's is none.
fn after(headers: &HeaderMap) -> Option<u32> {
    headers.get("last-event-id")?.to_str().ok()?.parse().ok()
}

/// Opens a stream for the caller: of one negotiation, which goes on after `Last-Event-ID`, or of all within reach.
///
/// # Errors
/// As for a page: not signed in, or nothing there for the caller.
pub(super) async fn stream(
    state: &State,
    caller: Caller,
    about: Option<Uuid>,
    headers: &HeaderMap,
) -> Result<Response, Failed> {
    let (Some(token), Some(carrier)) = (caller.token, caller.carrier) else {
        return Err(Error::Unauthenticated.into());
    };
    let watch = Watch::open(&state.app, Ticket { token, carrier }, about, after(headers)).await?;
    let words = futures_util::stream::unfold(watch, |mut watch| async {
        let word = watch.next().await?;
        let data = serde_json::to_string(&word).unwrap_or_default();
        let event = Event::default().event(word.name()).retry(RETRY).data(data);
        let event = match watch.told() {
            Some(told) => event.id(told.to_string()),
            None => event,
        };
        Some((Ok::<_, Infallible>(event), watch))
    });
    let mut response = Sse::new(words).keep_alive(KeepAlive::new().interval(ALIVE)).into_response();
    // A proxy that gathers before it sends would make live late.
    let headers = response.headers_mut();
    headers.insert(HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));
    Ok(response)
}
