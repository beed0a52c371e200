//! Failures as pages with a way out. What may not be seen looks exactly like what does not exist.

use super::shell;
use crate::http::redirect::LocalRedirect;
use crate::http::{COOKIE, Failed};
use crate::i18n::Lang;
use crate::text::problem::{self, Problem};
use axum::extract::Request;
use axum::http::header::{ACCEPT_LANGUAGE, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::CookieJar;
use maud::html;
use std::sync::Arc;

/// The language a failure is told in: the reader's choice, or the browser's.
fn lang(headers: &HeaderMap) -> Lang {
    let chosen = CookieJar::from_headers(headers).get("lang").and_then(|cookie| Lang::wanted(cookie.value()));
    let header = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).and_then(Lang::wanted);
    chosen.or(header).unwrap_or_default()
}

/// Renders what handlers left in the response.
pub(super) async fn render(request: Request, next: Next) -> Response {
    let lang = lang(request.headers());
    let safe = request.method().is_safe();
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str()).to_owned();
    let response = next.run(request).await;
    let Some(failed) = response.extensions().get::<Arc<Failed>>().cloned() else { return response };
    if failed.status() == StatusCode::UNAUTHORIZED {
        return sign_in_first(&path, safe);
    }
    let problem = match &*failed {
        Failed::Shape(_, detail) => problem::shape(detail, lang),
        Failed::TooLarge { most } => problem::too_large(*most, lang),
        Failed::TimedOut { seconds } => problem::timed_out(*seconds, lang),
        Failed::Query(faults) => problem::invalid(faults, lang),
        Failed::TooMany { seconds } => problem::too_many(*seconds, lang),
        Failed::Service(error) => problem::problem(error, lang),
    };
    let typed = !safe && failed.status() == StatusCode::UNPROCESSABLE_ENTITY;
    let mut rendered = (failed.status(), markup(&problem, lang, typed)).into_response();
    failed.head(rendered.headers_mut());
    rendered
}

/// Ends a dead session, and comes back here after the sign-in.
fn sign_in_first(path: &str, safe: bool) -> Response {
    let back = LocalRedirect::or_home(if safe { path } else { "/" });
    let to = format!("/sign-in?back={}", super::form::escape(back.as_str()));
    let mut response = LocalRedirect::or_home(&to).into_response();
    let ended = format!("{COOKIE}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax");
    if let Ok(value) = HeaderValue::from_str(&ended) {
        response.headers_mut().append(SET_COOKIE, value);
    }
    response
}

/// `typed`: a form was sent, and the browser still has what was typed.
fn markup(problem: &Problem, lang: Lang, typed: bool) -> maud::Markup {
    shell::bare(
        lang,
        &problem.title,
        html! {
            section.card.narrow {
                h1 { (problem.title) }
                (super::parts::complaint(problem, lang))
                @if typed { p.hint { (lang.t("back-keeps-typed")) } }
                p { a.button href="/" { (lang.t("back-home")) } }
            }
        },
    )
}
