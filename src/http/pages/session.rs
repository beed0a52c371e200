//! Signing in and out, language, the own password.

use super::calendar;
use super::form;
use super::parts;
use super::shell::{Section, page};
use super::visit::{Entering, Entrance, Sent, Visit, see};
use crate::http::redirect::LocalRedirect;
use crate::http::shape::most;
use crate::http::throttle::Network;
use crate::http::{COOKIE, Failed, Path, Query, State};
use crate::i18n::Lang;
use crate::service::accounts::{self, Carrier, PasswordChange};
use crate::service::people::{OwnMandate, own_mandates};
use crate::service::{Error, Viewer};
use crate::text::problem::{Problem, problem};
use axum::Router;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use domain::limits;
use maud::{Markup, html};
use serde::Deserialize;
use validator::Validate;

pub(super) fn router() -> Router<State> {
    Router::new()
        .route("/sign-in", get(show).post(sign_in))
        .route("/sign-out", post(sign_out))
        .route("/language/{tag}", get(language))
        .route("/me", get(me).post(change_password))
}

#[derive(Deserialize)]
struct Back {
    #[serde(default)]
    back: String,
}

async fn show(entrance: Entrance, Query(back): Query<Back>) -> (CookieJar, Markup) {
    let Entrance { visit, jar } = entrance;
    (jar, view(&visit, &back.back, "", None))
}

fn view(visit: &Visit, back: &str, login: &str, failed: Option<&Problem>) -> Markup {
    let t = |key: &str| visit.t(key);
    page(
        visit,
        Section::None,
        &t("sign-in"),
        html! {
            section.card.narrow {
                h1 { (t("sign-in")) }
                @if let Some(problem) = failed { (parts::complaint(problem, visit.lang())) }
                form method="post" action="/sign-in" {
                    input type="hidden" name="back" value=(see(back).as_str());
                    (form::token(&visit.caller.csrf))
                    div.field { label for="login" { (t("label-login")) }
                        input id="login" name="login" value=(login) maxlength=(limits::SHORT) autocomplete="username" required autofocus; }
                    div.field { label for="password" { (t("label-password")) }
                        input id="password" name="password" type="password" maxlength=(limits::SHORT) autocomplete="current-password" required; }
                    button.primary { (t("sign-in")) }
                }
            }
        },
    )
}

fn session_cookie(state: &State, token: String) -> Cookie<'static> {
    Cookie::build((COOKIE, token))
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(state.reach.secure_cookies)
        .path("/")
        .build()
}

/// What somebody signs in with.
#[derive(Default, Deserialize, Validate)]
#[serde(default)]
struct SignIn {
    #[validate(length(max = most(limits::SHORT)))]
    login: String,
    #[validate(length(max = most(limits::SHORT)))]
    password: String,
}

/// The present and the new password.
#[derive(Default, Deserialize, Validate)]
#[serde(default)]
struct Passwords {
    #[validate(length(max = most(limits::SHORT)))]
    present: String,
    #[validate(length(max = most(limits::SHORT)))]
    new: String,
}

async fn sign_in(Network(address): Network, entering: Entering) -> Result<Response, Failed> {
    let Entering { entrance: Entrance { visit, jar }, form } = entering;
    let app = visit.app();
    let signed = async {
        let with: SignIn = form.read()?;
        accounts::sign_in(app, &with.login, &with.password, Carrier::Cookie, address).await
    };
    match signed.await {
        Ok(token) => {
            if let Some(before) = &visit.caller.token {
                accounts::sign_out(app, before).await?;
            }
            let jar = jar.add(session_cookie(&visit.state, token.token));
            Ok((jar, see(form.get("back"))).into_response())
        }
        Err(error @ (Error::Unauthenticated | Error::Invalid(_) | Error::TooMany { .. })) => {
            let wrong = matches!(error, Error::Unauthenticated);
            let mut told = problem(&error, visit.lang());
            if wrong {
                told.title = visit.t("sign-in-failed");
            }
            let shown = view(&visit, form.get("back"), form.get("login"), Some(&told));
            let failed = Failed::from(error);
            let status = if wrong { StatusCode::UNPROCESSABLE_ENTITY } else { failed.status() };
            let mut response = (status, jar, shown).into_response();
            failed.head(response.headers_mut());
            Ok(response)
        }
        Err(error) => Err(error.into()),
    }
}

async fn sign_out(jar: CookieJar, sent: Sent) -> Result<(CookieJar, LocalRedirect), Failed> {
    if let Some(token) = &sent.visit.caller.token {
        accounts::sign_out(sent.visit.app(), token).await?;
    }
    Ok((jar.remove(Cookie::build(COOKIE).path("/")), see("/")))
}

/// Keeps the language as a cookie of its own: nothing of ours changes by it.
async fn language(
    jar: CookieJar,
    Path(tag): Path<String>,
    Query(back): Query<Back>,
) -> Result<impl IntoResponse, Failed> {
    let lang = [Lang::Zh, Lang::En].into_iter().find(|lang| lang.tag() == tag).ok_or(Error::NotFound)?;
    let cookie = Cookie::build(("lang", lang.tag())).path("/").same_site(SameSite::Lax).permanent();
    Ok((jar.add(cookie), see(&back.back)))
}

async fn me(visit: Visit) -> Result<Markup, Failed> {
    visit.signed_in()?;
    let calendar = calendar::section(&visit, &html! {}).await?;
    me_view(&visit, None, &calendar).await
}

pub(super) async fn me_view(visit: &Visit, failed: Option<&Problem>, calendar: &Markup) -> Result<Markup, Failed> {
    let t = |key: &str| visit.t(key);
    let Viewer::Account { name, .. } = visit.viewer() else { return Err(Error::Unauthenticated.into()) };
    let mandates = own_mandates(visit.app(), visit.viewer()).await?;
    let field = |name: &str, complete: &str| {
        html! { div.field { label for=(name) { (t(&format!("label-{name}-password"))) }
        input id=(name) name=(name) type="password" maxlength=(limits::SHORT) autocomplete=(complete) required; } }
    };
    Ok(page(
        visit,
        Section::None,
        name,
        html! {
            h1 { (name) }
            section.card { h2 { (t("my-mandates")) }
                @if mandates.is_empty() { p.hint { (t("no-mandates")) } }
                @else { ul.entries { @for own in &mandates { (mandate(visit, own)) } } }
            }
            (calendar)
            section.card.narrow { h2 { (t("change-password")) }
                @if let Some(problem) = failed { (parts::complaint(problem, visit.lang())) }
                form method="post" action="/me" { (form::token(&visit.caller.csrf))
                    (field("present", "current-password")) (field("new", "new-password"))
                    div.field.check { label { input type="checkbox" name="end_calendars" value="yes"; " " (t("label-end_calendars")) } }
                    button.primary { (t("change-password")) }
                }
            }
        },
    ))
}

/// For whom, as what, for what, from when to when.
fn mandate(visit: &Visit, own: &OwnMandate) -> Markup {
    let (lang, from) = (visit.lang(), own.from.to_string());
    html! { li {
        strong { @if own.negotiation.is_none() { a href={ "/organisations/" (own.organisation_id) } { (own.organisation) } } @else { (own.organisation) } } " · " (visit.t(&format!("role-{}", parts::word(own.role))))
        p.hint {
            @match own.to {
                Some(to) => { (lang.ta("mandate-from-to", &[("from", &from), ("to", &to.to_string())])) }
                None => { (lang.ta("mandate-from", &[("from", &from)])) }
            }
            @if let Some(id) = own.negotiation { " · " a href={ "/negotiations/" (id) } { (visit.t("mandate-limited")) } }
        }
    } }
}

async fn change_password(Network(address): Network, sent: Sent) -> Result<Response, Failed> {
    let Sent { visit, form } = sent;
    visit.signed_in()?;
    let changed = async {
        let Passwords { present, new } = form.read()?;
        let end_calendars = form.some("end_calendars").is_some();
        let change = PasswordChange { present: &present, new: &new, end_calendars, address };
        accounts::change_password(visit.app(), visit.viewer(), change).await
    };
    match changed.await {
        Ok(()) => Ok(see("/sign-in").into_response()),
        Err(error @ Error::Invalid(_)) => {
            let told = problem(&error, visit.lang());
            let calendar = calendar::section(&visit, &html! {}).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, me_view(&visit, Some(&told), &calendar).await?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}
