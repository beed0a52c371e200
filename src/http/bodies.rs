//! How large a body each route takes. What is larger is refused before anything of it is read, whoever sends it.

use super::failed::Failed;
use axum::body::HttpBody;
use axum::extract::{DefaultBodyLimit, MatchedPath, Request};
use axum::http::{Extensions, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::limits::{BODY_BYTES, SHEET_BYTES};

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

/// The most bytes a route takes.
pub(super) fn most(extensions: &Extensions) -> usize {
    let path = extensions.get::<MatchedPath>().map_or("", MatchedPath::as_str);
    LARGER.iter().find(|(larger, _)| *larger == path).map_or(BODY_BYTES, |(_, most)| *most)
}

/// What the sender says of the length, in bytes; nothing where it comes in chunks.
pub(super) fn told(request: &Request) -> Option<usize> {
    request.body().size_hint().exact().map(|length| usize::try_from(length).unwrap_or(usize::MAX))
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
