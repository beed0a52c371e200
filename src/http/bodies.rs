//! How large a body each route takes. What is larger is refused before anything of it is read, whoever sends it.

use super::failed::Failed;
use crate::service::{Error, large};
use axum::body::HttpBody;
use axum::extract::{DefaultBodyLimit, MatchedPath, Request, State};
use axum::http::header::{CONTENT_LENGTH, TRANSFER_ENCODING};
use axum::http::{Extensions, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::limits::{BODY_BYTES, SHEET_BYTES};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;

/// A term sheet, or a table of wages, with what goes beside it.
const SHEET: usize = SHEET_BYTES + BODY_BYTES;
/// A term sheet as the fields of a form.
const FORM: usize = 2 * SHEET_BYTES + BODY_BYTES;
/// A document with the other fields of its form.
const DOCUMENT: usize = (20 << 20) + BODY_BYTES;
/// A payroll of some hundred thousand lines, and its roster.
const PAYROLL: usize = 64 << 20;

/// Routes that take more than [`BODY_BYTES`], with the most they take, in bytes.
pub const LARGER: &[(&str, usize)] = &[
    ("/api/v1/contracts/{id}/audits", PAYROLL),
    ("/api/v1/floor-check", SHEET),
    ("/api/v1/negotiations", SHEET),
    ("/api/v1/negotiations/{id}/acts", SHEET),
    ("/api/v1/negotiations/{id}/documents", DOCUMENT),
    ("/api/v1/negotiations/{id}/draft", SHEET),
    ("/api/v1/negotiations/{id}/draft/check", SHEET),
    ("/api/v1/negotiations/{id}/draft/import", SHEET),
    ("/contracts/{id}/audits", PAYROLL),
    ("/negotiations/new", FORM),
    ("/negotiations/{id}/do/{act}", FORM),
    ("/negotiations/{id}/documents", DOCUMENT),
    ("/negotiations/{id}/offer", FORM),
    ("/negotiations/{id}/offer/check", FORM),
    ("/negotiations/{id}/offer/draft", FORM),
    ("/negotiations/{id}/offer/import", SHEET),
    ("/negotiations/{id}/offer/import/confirm", FORM),
];

/// Large bodies in work, by what they and what is made of them take of memory, in MiB.
const SPACE: u32 = 120;
/// How long a large body waits for space before anything of it is read.
const PATIENCE: Duration = Duration::from_secs(10);

/// Space for large bodies, shared by all routes of a process.
#[derive(Clone, Debug)]
pub(super) struct Space(Arc<Semaphore>);

impl Default for Space {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(usize::try_from(SPACE).unwrap_or(usize::MAX))))
    }
}

/// What a body takes of the space: a sheet is some ten times its text as values, a document is held twice, a payroll goes
/// to a file. Bodies of at most [`BODY_BYTES`] take none.
fn takes(most: usize, length: usize) -> u32 {
    if length <= BODY_BYTES {
        return 0;
    }
    let size = u32::try_from(length >> 20).unwrap_or(u32::MAX).saturating_add(1);
    match most {
        PAYROLL => 12,
        DOCUMENT => size.saturating_mul(2),
        _ => size.saturating_mul(10),
    }
}

/// Lets a large body in when there is space for it.
pub(super) async fn space(State(space): State<Space>, request: Request, next: Next) -> Response {
    let most = most(request.extensions());
    let length = if request.method().is_safe() { 0 } else { told(&request).unwrap_or(most) };
    let units = takes(most, length).min(SPACE);
    if units == 0 {
        return next.run(request).await;
    }
    let wait = tokio::time::timeout(PATIENCE, space.0.acquire_many_owned(units)).await;
    let Ok(Ok(_held)) = wait else { return Failed::Service(Error::Busy).into_response() };
    large(next.run(request)).await
}

/// The most bytes a route takes.
pub(super) fn most(extensions: &Extensions) -> usize {
    let path = extensions.get::<MatchedPath>().map_or("", MatchedPath::as_str);
    LARGER.iter().find(|(larger, _)| *larger == path).map_or(BODY_BYTES, |(_, most)| *most)
}

/// What the sender says of the length, in bytes; nothing where it comes in chunks. Where the connection watches how a body
/// comes, the body itself does not say.
pub(super) fn told(request: &Request) -> Option<usize> {
    let length = request.headers().get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    let length = length.filter(|_| !request.headers().contains_key(TRANSFER_ENCODING));
    length.or_else(|| request.body().size_hint().exact()).map(|length| usize::try_from(length).unwrap_or(usize::MAX))
}

/// Refuses a body that is too large: by what is said of its length, else as soon as it has gone too far.
pub(super) async fn limit(mut request: Request, next: Next) -> Response {
    let most = most(request.extensions());
    if told(&request).is_some_and(|length| length > most) {
        return Failed::TooLarge { most }.into_response();
    }
    DefaultBodyLimit::max(most).apply(&mut request);
    let response = next.run(request).await;
    let cut = response.status() == StatusCode::PAYLOAD_TOO_LARGE;
    if cut { Failed::TooLarge { most }.into_response() } else { response }
}
