//! Failures as RFC 9457 problems, in the reader's language, every fault at once.

use crate::http::Failed;
use crate::i18n::Lang;
use crate::text::problem::{self, Problem};
use axum::Json;
use axum::extract::Request;
use axum::http::header::{ACCEPT_LANGUAGE, CONTENT_TYPE, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use std::sync::Arc;

#[derive(Debug, Serialize)]
struct Rfc9457 {
    r#type: &'static str,
    status: u16,
    #[serde(flatten)]
    problem: Problem,
}

/// Renders what handlers left in the response.
pub(super) async fn render(request: Request, next: Next) -> Response {
    let header = request.headers().get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let lang = header.and_then(Lang::wanted).unwrap_or_default();
    let response = next.run(request).await;
    let Some(failed) = response.extensions().get::<Arc<Failed>>().cloned() else { return response };
    let status = failed.status();
    let mut rendered = (status, Json(rfc9457(&failed, lang))).into_response();
    rendered.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    failed.head(rendered.headers_mut());
    if status == StatusCode::UNAUTHORIZED {
        rendered.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    rendered
}

fn rfc9457(failed: &Failed, lang: Lang) -> Rfc9457 {
    let problem = match failed {
        Failed::Shape(_, detail) => problem::shape(detail, lang),
        Failed::TooLarge { most } => problem::too_large(*most, lang),
        Failed::TimedOut { seconds } => problem::timed_out(*seconds, lang),
        Failed::Query(faults) => problem::invalid(faults, lang),
        Failed::TooMany { seconds } => problem::too_many(*seconds, lang),
        Failed::Service(error) => problem::problem(error, lang),
    };
    Rfc9457 { r#type: "about:blank", status: failed.status().as_u16(), problem }
}
