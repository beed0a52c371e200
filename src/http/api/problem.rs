//! Failures as RFC 9457 problems, in the reader's language, every fault at once.

use crate::http::Failed;
use crate::i18n::Lang;
use crate::service::{Error, FieldFault};
use axum::Json;
use axum::extract::Request;
use axum::http::header::{ACCEPT_LANGUAGE, CONTENT_TYPE, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::bargaining::{Refusal, sentence_key};
use domain::statute::Citation;
use domain::term::SheetFault;
use serde::Serialize;
use std::sync::Arc;

/// A problem.
#[derive(Debug, Serialize)]
struct Problem {
    r#type: &'static str,
    title: String,
    status: u16,
    code: String,
    detail: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    citation: Option<Citation>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    faults: Vec<Fault>,
}

/// One fault of it.
#[derive(Debug, Serialize)]
struct Fault {
    #[serde(skip_serializing_if = "Option::is_none")]
    item: Option<String>,
    field: String,
    code: String,
    message: String,
}

/// Renders what handlers left in the response.
pub(super) async fn render(request: Request, next: Next) -> Response {
    let header = request.headers().get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let lang = header.and_then(Lang::wanted).unwrap_or_default();
    let response = next.run(request).await;
    let Some(failed) = response.extensions().get::<Arc<Failed>>().cloned() else { return response };
    let status = failed.status();
    let mut rendered = (status, Json(problem(&failed, lang))).into_response();
    rendered.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    if status == StatusCode::UNAUTHORIZED {
        rendered.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    rendered
}

fn problem(failed: &Failed, lang: Lang) -> Problem {
    let (code, citation, faults) = match failed {
        Failed::Shape(..) => ("shape", None, Vec::new()),
        Failed::Service(error) => match error {
            Error::NotFound => ("not-found", None, Vec::new()),
            Error::Forbidden => ("forbidden", None, Vec::new()),
            Error::Unauthenticated => ("unauthenticated", None, Vec::new()),
            Error::Conflict => ("conflict", None, Vec::new()),
            Error::Internal(_) => ("internal", None, Vec::new()),
            Error::Invalid(faults) => ("invalid", None, faults.iter().map(|f| field(f, lang)).collect()),
            Error::Sheet(faults) => ("sheet-invalid", None, faults.iter().map(sheet).collect()),
            Error::File(lines) => ("file-invalid", None, lines.iter().map(|line| file(line)).collect()),
            Error::Refused(refusal) => return refused(refusal, lang),
        },
    };
    let detail = match failed {
        Failed::Shape(_, detail) => detail.clone(),
        Failed::Service(_) => lang.t(&format!("problem-{code}-detail")),
    };
    let title = lang.t(&format!("problem-{code}"));
    let code = code.replace('-', "_");
    Problem { r#type: "about:blank", title, status: failed.status().as_u16(), code, detail, citation, faults }
}

fn refused(refusal: &Refusal, lang: Lang) -> Problem {
    let args: Vec<(&'static str, &str)> = refusal.args.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let fields = refusal.faults.iter().map(|fault| Fault {
        item: None,
        field: fault.field.clone(),
        code: fault.code.word().to_owned(),
        message: lang.ta(&sentence_key(fault.code), &args),
    });
    Problem {
        r#type: "about:blank",
        title: lang.t("problem-refused"),
        status: StatusCode::UNPROCESSABLE_ENTITY.as_u16(),
        code: refusal.code.word().to_owned(),
        detail: lang.ta(&refusal.key(), &args),
        citation: refusal.citation.clone(),
        faults: fields.chain(refusal.sheet.iter().map(sheet)).collect(),
    }
}

fn field(fault: &FieldFault, lang: Lang) -> Fault {
    let message = lang.t(&format!("field-{}", fault.code));
    Fault { item: None, field: fault.field.clone(), code: fault.code.replace('-', "_"), message }
}

fn sheet(fault: &SheetFault) -> Fault {
    let code = serde_json::to_value(&fault.problem).ok();
    let code = code.and_then(|value| value["code"].as_str().map(str::to_owned)).unwrap_or_default();
    Fault { item: fault.item.clone(), field: fault.field.clone(), code, message: fault.problem.to_string() }
}

fn file(line: &str) -> Fault {
    Fault { item: None, field: "file".to_owned(), code: "unreadable".to_owned(), message: line.to_owned() }
}
