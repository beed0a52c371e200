//! How long a request may take, and what becomes of one the store had no time for.

use super::bodies;
use super::failed::Failed;
use crate::service::Error;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::limits::BODY_BYTES;
use std::sync::Arc;
use std::time::Duration;

/// A request, until its answer begins.
const LONGEST: Duration = Duration::from_secs(30);
/// A request with a body of more than [`BODY_BYTES`]: the sender's line may be slow.
const LONGEST_UPLOAD: Duration = Duration::from_secs(120);
/// Before a request is tried once more.
const BREATH: Duration = Duration::from_millis(50);

/// Gives up what takes too long. A stream is not touched once it has begun.
pub(super) async fn limit(request: Request, next: Next) -> Response {
    let upload = bodies::told(&request).is_none_or(|length| length > BODY_BYTES);
    let upload = upload && !request.method().is_safe();
    let longest = if upload { LONGEST_UPLOAD } else { LONGEST };
    match tokio::time::timeout(longest, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Failed::TimedOut { seconds: longest.as_secs() }.into_response(),
    }
}

/// Tries once more what the store was too busy for: nothing was changed the first time. Only for bodies of at most
/// [`BODY_BYTES`], which are kept for it.
pub(super) async fn once_more(request: Request, next: Next) -> Response {
    if !request.method().is_safe() && bodies::told(&request).is_none_or(|length| length > BODY_BYTES) {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    let Ok(bytes) = to_bytes(body, BODY_BYTES).await else {
        return Failed::TooLarge { most: BODY_BYTES }.into_response();
    };
    let first = Request::from_parts(parts.clone(), Body::from(bytes.clone()));
    let response = next.clone().run(first).await;
    if !busy(&response) {
        return response;
    }
    tokio::time::sleep(BREATH).await;
    next.run(Request::from_parts(parts, Body::from(bytes))).await
}

fn busy(response: &Response) -> bool {
    let failed = response.extensions().get::<Arc<Failed>>();
    failed.is_some_and(|failed| matches!(**failed, Failed::Service(Error::Busy)))
}
