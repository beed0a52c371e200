//! The own calendar feeds, and what a calendar reads at their addresses.

use super::visit::{Sent, Visit, see};
use super::{form, parts};
use crate::http::redirect::LocalRedirect;
use crate::http::{Failed, Path, State};
use crate::service::Error;
use crate::service::calendar::{FeedView, feeds, make, read, revoke};
use crate::text::calendar::calendar;
use crate::text::problem::problem;
use axum::Router;
use axum::extract::State as Injected;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use maud::{Markup, html};
use uuid::Uuid;

pub(super) fn router() -> Router<State> {
    Router::new()
        .route("/calendar/{file}", get(feed))
        .route("/me/calendar", post(new))
        .route("/me/calendar/{id}/revoke", post(end))
}

/// For calendars: they bring no session, the secret in the address is all they have.
async fn feed(Injected(state): Injected<State>, Path(file): Path<String>) -> Result<impl IntoResponse, Failed> {
    let token = file.strip_suffix(".ics").ok_or(Error::NotFound)?;
    let feed = read(&state.app, token).await?;
    Ok(([(CONTENT_TYPE, "text/calendar; charset=utf-8")], calendar(&feed, state.reach.public_url.as_str())))
}

async fn new(Sent { visit, .. }: Sent) -> Result<Response, Failed> {
    visit.signed_in()?;
    match make(visit.app(), visit.viewer()).await {
        Ok(token) => {
            let address = format!("{}/calendar/{token}.ics", visit.state.reach.public_url.as_str());
            let shown = html! {
                div.notice role="status" {
                    label for="calendar-address" { strong { (visit.t("calendar-once")) } }
                    input #calendar-address readonly value=(address);
                }
            };
            Ok((StatusCode::CREATED, super::session::me_view(&visit, None, &section(&visit, &shown).await?).await?)
                .into_response())
        }
        Err(error @ Error::Invalid(_)) => {
            let told = parts::complaint(&problem(&error, visit.lang()), visit.lang());
            let page = super::session::me_view(&visit, None, &section(&visit, &told).await?).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn end(Path(id): Path<Uuid>, Sent { visit, .. }: Sent) -> Result<LocalRedirect, Failed> {
    visit.signed_in()?;
    revoke(visit.app(), visit.viewer(), id).await?;
    Ok(see("/me"))
}

/// The feeds on the own page; `told` stands above them.
pub(super) async fn section(visit: &Visit, told: &Markup) -> Result<Markup, Failed> {
    let feeds = feeds(visit.app(), visit.viewer()).await?;
    let t = |key: &str| visit.t(key);
    Ok(html! {
        section.card.narrow #calendar { h2 { (t("calendar-feeds")) }
            p.hint { (t("calendar-hint")) }
            (told)
            @if !feeds.is_empty() { ul.feeds { @for feed in &feeds { (line(visit, feed)) } } }
            form method="post" action="/me/calendar" { (form::token(&visit.caller.csrf)) button { (t("calendar-make")) } }
        }
    })
}

fn line(visit: &Visit, feed: &FeedView) -> Markup {
    let number = feed.id.to_string();
    html! {
        li { span { (visit.lang().ta("calendar-number", &[("number", &number)])) " · " (parts::moment(feed.created_at, visit.app().zone)) }
            form method="post" action={ "/me/calendar/" (feed.id) "/revoke" } { (form::token(&visit.caller.csrf))
                button.link { (visit.t("revoke")) span.unseen { " " (visit.lang().ta("calendar-number", &[("number", &number)])) } } } }
    }
}
