//! An organisation's own page: who may act for it, who is to, and what was done about it. For those who hold a mandate for
//! it, and for operators; to anybody else it does not exist.

use super::form;
use super::parts;
use super::shell::{Section, page};
use super::visit::{Sent, Visit, see};
use crate::http::redirect::LocalRedirect;
use crate::http::{Failed, Path, State};
use crate::service::mandates::{self, MandateState, RequestView};
use crate::service::operator_log::{self, LogEntry, LogLine};
use crate::service::people;
use axum::Router;
use axum::routing::{get, post};
use domain::operator::Doer;
use maud::{Markup, html};
use uuid::Uuid;

pub(super) fn router() -> Router<State> {
    Router::new()
        .route("/organisations/{id}", get(show))
        .route("/mandates/{id}/confirm", post(confirm))
        .route("/mandates/{id}/refuse", post(refuse))
}

async fn show(visit: Visit, Path(id): Path<Uuid>) -> Result<Markup, Failed> {
    let (app, viewer) = (visit.app(), visit.viewer());
    let log = operator_log::of_organisation(app, viewer, id).await?;
    let organisation = people::organisation(app, viewer, id).await?;
    let mandates = mandates::of_organisation(app, viewer, id).await?;
    let t = |key: &str| visit.t(key);
    let (waiting, others): (Vec<_>, Vec<_>) =
        mandates.iter().partition(|request| request.mandate.state == MandateState::Requested);
    Ok(page(
        &visit,
        Section::None,
        &organisation.name,
        html! {
            h1 { (organisation.name) }
            p.hint { (t(&format!("kind-{}", parts::word(organisation.kind)))) " · " (organisation.area) }
            @if !waiting.is_empty() {
                section.card #requests { h2 { (t("mandate-requests")) }
                    p.hint { (t("mandate-requests-hint")) }
                    ul.tasks { @for request in &waiting { (self::request(&visit, request)) } } }
            }
            section { h2 { (t("mandates")) }
                @if others.is_empty() { p.hint { (t("no-mandates-here")) } }
                @else { div.scroll { table.stacks {
                    thead { tr { th { (t("label-person-name")) } th { (t("label-role")) } th { (t("label-valid_from")) } th { (t("state")) } } }
                    tbody { @for request in &others { (line(&visit, request)) } } } } }
            }
            section { h2 { (t("operator-log")) }
                p.hint { (t("operator-log-hint")) }
                @if log.is_empty() { p.hint { (t("operator-log-empty")) } }
                @else { div.scroll { table.stacks {
                    thead { tr { th { (t("log-when")) } th { (t("log-what")) } th { (t("log-whose")) } th { (t("log-by")) } } }
                    tbody { @for event in &log { (logged(&visit, event)) } } } } }
            }
        },
    ))
}

/// From when to when, and whether for one negotiation only.
fn period(visit: &Visit, request: &RequestView) -> Markup {
    let (lang, mandate) = (visit.lang(), &request.mandate);
    let from = mandate.from.to_string();
    html! {
        @match mandate.to {
            Some(to) => { (lang.ta("mandate-from-to", &[("from", &from), ("to", &to.to_string())])) }
            None => { (lang.ta("mandate-from", &[("from", &from)])) }
        }
        @if mandate.negotiation.is_some() { " · " (visit.t("mandate-limited")) }
    }
}

fn line(visit: &Visit, request: &RequestView) -> Markup {
    let t = |key: &str| visit.t(key);
    html! { tr {
        td { (request.account_name) }
        td data-label=(t("label-role")) { (t(&format!("role-{}", parts::word(request.mandate.role)))) }
        td data-label=(t("label-valid_from")) { (period(visit, request)) }
        td data-label=(t("state")) { (state(visit, request.mandate.state)) }
    } }
}

/// Where a mandate stands, as a badge.
pub(super) fn state(visit: &Visit, state: MandateState) -> Markup {
    let tone = match state {
        MandateState::Requested => "warn",
        MandateState::Confirmed => "good",
        MandateState::Refused | MandateState::Revoked => "calm",
    };
    parts::badge(tone, &visit.t(&format!("mandate-{}", parts::word(state))))
}

/// A mandate that waits, with the buttons that answer it where the viewer may.
pub(super) fn request(visit: &Visit, request: &RequestView) -> Markup {
    let t = |key: &str| visit.t(key);
    html! { li {
        a.what href={ "/organisations/" (request.mandate.organisation) } { (request.account_name) " · " (request.organisation_name) }
        span { (t(&format!("role-{}", parts::word(request.mandate.role)))) " · " (period(visit, request)) }
        @if request.mine { (answers(visit, request)) }
        @else { span.hint { (t("mandate-waits")) } }
    } }
}

/// The buttons that answer a request.
pub(super) fn answers(visit: &Visit, request: &RequestView) -> Markup {
    let whose = html! { span.unseen { " " (request.account_name) " · " (request.organisation_name) } };
    let button = |answer: &str, primary: bool| {
        html! {
            form.inline method="post" action={ "/mandates/" (request.mandate.id) "/" (answer) } { (form::token(&visit.caller.csrf))
                input type="hidden" name="back" value=(see(&visit.here).as_str());
                button.primary[primary] { (visit.t(&format!("answer-{answer}"))) (whose) } }
        }
    };
    html! { (button("confirm", true)) " " (button("refuse", false)) }
}

fn logged(visit: &Visit, event: &LogLine) -> Markup {
    let t = |key: &str| visit.t(key);
    html! { tr {
        td { (parts::moment(event.at, visit.app().zone)) }
        @match &event.entry {
            Some(LogEntry { by, done }) => {
                td data-label=(t("log-what")) { (t(&format!("logged-{}", done.word()))) }
                td data-label=(t("log-whose")) { (done.about())
                    @if let Some(role) = done.role() { " · " (t(&format!("role-{}", parts::word(role)))) } }
                td data-label=(t("log-by")) { (doer(visit, by)) }
            }
            None => { td colspan="3" { span role="alert" { (t("log-unreadable")) } } }
        }
    } }
}

fn doer(visit: &Visit, by: &Doer) -> String {
    match by {
        Doer::CommandLine => visit.t("by-command_line"),
        by => format!("{} · {}", by.name().unwrap_or_default(), visit.t(&format!("by-{}", by.word()))),
    }
}

async fn confirm(Path(id): Path<Uuid>, sent: Sent) -> Result<LocalRedirect, Failed> {
    let Sent { visit, form } = sent;
    visit.signed_in()?;
    mandates::confirm(visit.app(), visit.viewer(), id).await?;
    Ok(see(form.get("back")))
}

async fn refuse(Path(id): Path<Uuid>, sent: Sent) -> Result<LocalRedirect, Failed> {
    let Sent { visit, form } = sent;
    visit.signed_in()?;
    mandates::refuse(visit.app(), visit.viewer(), id).await?;
    Ok(see(form.get("back")))
}
