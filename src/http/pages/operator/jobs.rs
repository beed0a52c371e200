//! The work that waits, and what was given up; for the operator.

use super::super::shell::{Section, page};
use super::super::visit::{Sent, Visit, see};
use super::super::{form, parts};
use crate::http::{Failed, State};
use crate::service::jobs::{self, DeadJob};
use axum::Router;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use maud::{Markup, html};

pub(super) fn router() -> Router<State> {
    Router::new().route("/operator/jobs", get(show)).route("/operator/jobs/revive", post(revive))
}

async fn show(visit: Visit) -> Result<Markup, Failed> {
    visit.signed_in()?;
    let view = jobs::view(visit.app(), visit.viewer()).await?;
    let t = |key: &str| visit.t(key);
    let title = t("jobs");
    Ok(page(
        &visit,
        Section::Operator,
        &title,
        html! {
            h1 { (title) }
            p { (visit.lang().ta("jobs-due", &[("count", &view.due.to_string())])) }
            section { h2 { (t("jobs-dead")) }
                @if view.dead.is_empty() { p.hint { (t("jobs-none-dead")) } }
                @else {
                    p.hint { (visit.lang().ta("jobs-dead-count", &[("count", &view.dead_in_all.to_string()), ("shown", &view.dead.len().to_string())])) }
                    div.scroll { table.stacks {
                        thead { tr { th { (t("job-kind")) } th { (t("job-since")) } th.number { (t("job-attempts")) } th { (t("job-error")) } th { (t("state")) } } }
                        tbody { @for job in &view.dead { (row(&visit, job)) } }
                    } }
                }
            }
            p { a href="/operator" { (t("nav-operator")) } }
        },
    ))
}

fn row(visit: &Visit, job: &DeadJob) -> Markup {
    let t = |key: &str| visit.t(key);
    html! { tr {
        td { (t(&format!("job-{}", job.kind))) }
        td data-label=(t("job-since")) { (parts::moment(job.created_at, visit.app().zone)) }
        td.number data-label=(t("job-attempts")) { (job.attempts) }
        td data-label=(t("job-error")) { (job.error) }
        td data-label=(t("state")) { form.inline method="post" action="/operator/jobs/revive" {
            (form::token(&visit.caller.csrf)) input type="hidden" name="key" value=(job.key);
            button { (t("job-revive")) }
        } }
    } }
}

async fn revive(sent: Sent) -> Result<Response, Failed> {
    let Sent { visit, form } = sent;
    visit.signed_in()?;
    jobs::revive(visit.app(), visit.viewer(), form.get("key")).await?;
    Ok(see("/operator/jobs").into_response())
}
