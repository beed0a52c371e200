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
use utoipa::openapi::{ContentBuilder, OpenApi, Ref, RefOr, Response as Answer, ResponseBuilder};
use utoipa::{PartialSchema, ToSchema};

/// A failure: RFC 9457 `application/problem+json`.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
struct Rfc9457 {
    /// Always `about:blank`: `code` tells failures apart.
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

/// Names the schema of failures, and says of every operation that they look so.
pub(super) fn document(document: &mut OpenApi) {
    let mut inner = vec![("Problem".to_owned(), Rfc9457::schema())];
    Rfc9457::schemas(&mut inner);
    document.components.get_or_insert_default().schemas.extend(inner);
    for path in document.paths.paths.values_mut() {
        let methods = [&mut path.get, &mut path.put, &mut path.post, &mut path.delete];
        for operation in methods.into_iter().flatten() {
            for (status, says) in
                [("400", "A part of the address that does not read"), ("default", "Any other failure")]
            {
                let answer = ResponseBuilder::new().description(says).build();
                operation.responses.responses.entry(status.to_owned()).or_insert(RefOr::T(answer));
            }
            for (status, answer) in &mut operation.responses.responses {
                if let (true, RefOr::T(answer)) = (failure(status), answer) {
                    told(answer);
                }
            }
        }
    }
}

fn failure(status: &str) -> bool {
    status == "default" || status.starts_with(['4', '5'])
}

fn told(answer: &mut Answer) {
    let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build().into();
    answer.content.insert("application/problem+json".to_owned(), content);
}
