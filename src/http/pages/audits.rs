//! Payroll audits: upload, and what came out.

mod download;
mod result;

use super::shell::{Section, page};
use super::upload::Spooled;
use super::visit::{Visit, see};
use super::{form, parts};
use crate::http::{Failed, Path, Query, State};
use crate::service::audits::{self, AuditState, AuditView, Files, Place, findings, get, list, submit_or_ask};
use crate::service::contracts::{self, ContractView};
use crate::service::page::Page;
use crate::service::{Error, FieldCode, FieldFault};
use crate::text::payroll_template::template as template_of;
use crate::text::problem::{Problem, problem};
use axum::Router;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing;
use domain::payroll::Summary;
use maud::{Markup, html};
use serde::Deserialize;
use uuid::Uuid;

pub(super) fn router() -> Router<State> {
    Router::new()
        .route("/contracts/{id}/audits", routing::get(of_contract).post(upload))
        .route("/contracts/{id}/audits/template.xlsx", routing::get(template))
        .route("/audits/{id}", routing::get(show))
        .merge(download::router())
}

/// Files that hold tables.
const TABLES: &str = ".csv,.txt,.xlsx,.xlsm,.xls,.ods";

#[derive(Deserialize)]
struct AfterAudit {
    after: Option<Uuid>,
}

async fn of_contract(
    visit: Visit,
    Path(contract): Path<Uuid>,
    Query(asked): Query<AfterAudit>,
) -> Result<Markup, Failed> {
    let audits = list(visit.app(), visit.viewer(), contract, asked.after).await?;
    let contract = contracts::get(visit.app(), visit.viewer(), contract).await?;
    Ok(list_view(&visit, &contract, &audits, None))
}

/// A payroll to be filled in, with the contract's posts and allowances.
async fn template(visit: Visit, Path(contract): Path<Uuid>) -> Result<Response, Failed> {
    let bytes =
        audits::template(visit.app(), visit.viewer(), contract, |sheet| template_of(sheet, visit.lang())).await?;
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet".to_owned();
    let name = format!("attachment; filename=\"payroll-{contract}.xlsx\"");
    Ok(([(CONTENT_TYPE, kind), (CONTENT_DISPOSITION, name)], bytes).into_response())
}

fn list_view(visit: &Visit, contract: &ContractView, audits: &Page<AuditView>, failed: Option<&Problem>) -> Markup {
    let t = |key: &str| visit.t(key);
    page(
        visit,
        Section::Register,
        &t("payroll-audits"),
        html! {
            h1 { (t("payroll-audits")) }
            p { a href={ "/contracts/" (contract.id) } { (super::register::number(visit, contract)) " " (contract.title) } }
            section.card.narrow { h2 { (t("new-audit")) }
                p.hint { (t("audit-hint")) }
                @if let Some(problem) = failed { (parts::complaint(problem, visit.lang())) }
                form method="post" enctype="multipart/form-data" { (form::token(&visit.caller.csrf))
                    div.field { label for="payroll" { (t("payroll-file")) } input id="payroll" type="file" name="payroll" accept=(TABLES) required; }
                    div.field { label for="roster" { (t("roster-file")) span.hint { (t("optional")) } } input id="roster" type="file" name="roster" accept=(TABLES); }
                    div.buttons { button.primary { (t("run-audit")) }
                        a.button download href={ "/contracts/" (contract.id) "/audits/template.xlsx" } { (t("audit-template")) } }
                }
            }
            section { h2 { (t("earlier-audits")) }
                @if audits.items.is_empty() { p.hint { (t("no-audits")) } }
                ul { @for audit in &audits.items { li {
                    a href={ "/audits/" (audit.id) } { (parts::moment(audit.at, visit.app().zone)) } " "
                    @match &audit.summary { Some(summary) => { (counts(visit, summary)) } None => { (state(visit, audit.state)) } }
                } } }
                @if let Some(next) = &audits.next {
                    nav.pages aria-label=(t("pages")) { a rel="next" href={ "?after=" (next) } { (t("page-older")) } }
                }
            }
        },
    )
}

/// Where is said how a payroll is read.
fn mapping_of(audit: &AuditView) -> String {
    format!("/audits/{}/mapping", audit.id)
}

/// The contract of a run.
pub(super) async fn contract_of(visit: &Visit, contract: Uuid) -> Result<ContractView, Failed> {
    Ok(contracts::get(visit.app(), visit.viewer(), contract).await?)
}

/// How far a run is, where it is not done.
fn state(visit: &Visit, state: AuditState) -> Markup {
    let (tone, key) = match state {
        AuditState::Mapping => ("warn", "audit-mapping"),
        AuditState::Uploading | AuditState::Queued => ("calm", "audit-queued"),
        AuditState::Running => ("calm", "audit-running"),
        AuditState::Done => ("good", "audit-done"),
        AuditState::Failed => ("bad", "audit-failed"),
    };
    parts::badge(tone, &visit.t(key))
}

fn counts(visit: &Visit, summary: &Summary) -> String {
    visit.lang().ta(
        "audit-counts",
        &[
            ("lines", &summary.lines.to_string()),
            ("audited", &summary.audited.to_string()),
            ("rejected", &summary.rejected.to_string()),
            ("enterprises", &summary.enterprises.to_string()),
            ("workers", &summary.workers.to_string()),
        ],
    )
}

async fn upload(Path(contract): Path<Uuid>, mut uploaded: Spooled) -> Result<Response, Failed> {
    let (payroll, roster) = (uploaded.take("payroll"), uploaded.take("roster"));
    let visit = uploaded.visit;
    // Who may not audit is told so before the file is looked at.
    let audits = list(visit.app(), visit.viewer(), contract, None).await?;
    let missing = || Error::Invalid(vec![FieldFault { field: "payroll".to_owned(), code: FieldCode::Required }]);
    let ran = match payroll.ok_or_else(missing) {
        Ok(payroll) => {
            submit_or_ask(visit.app(), visit.viewer(), contract, Files { payroll, roster, profile: None }).await
        }
        Err(error) => Err(error),
    };
    match ran {
        Ok(audit) if audit.state == AuditState::Mapping => Ok(see(&mapping_of(&audit)).into_response()),
        Ok(audit) => Ok(see(&format!("/audits/{}", audit.id)).into_response()),
        Err(error @ (Error::File(_) | Error::Invalid(_))) => {
            let contract = contracts::get(visit.app(), visit.viewer(), contract).await?;
            let told = problem(&error, visit.lang());
            let shown = list_view(&visit, &contract, &audits, Some(&told));
            Ok((StatusCode::UNPROCESSABLE_ENTITY, shown).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

#[derive(Deserialize)]
struct AfterFinding {
    after: Option<String>,
}

async fn show(visit: Visit, Path(id): Path<Uuid>, Query(asked): Query<AfterFinding>) -> Result<Markup, Failed> {
    let audit = get(visit.app(), visit.viewer(), id).await?;
    let contract = contracts::get(visit.app(), visit.viewer(), audit.contract).await?;
    let title = visit.t("audit-result");
    let result = match &audit.summary {
        None => waiting(&visit, &audit),
        Some(summary) => {
            let after = asked.after.map(|word| Place::named(&word).ok_or(Error::NotFound)).transpose()?;
            let found = findings(visit.app(), visit.viewer(), id, after.as_ref()).await?;
            let of = audits::of_audit(visit.app(), visit.viewer(), id).await?;
            let rejects = audits::rejects(visit.app(), &of, 0).await?;
            let gaps = audits::gaps(visit.app(), &of, 0).await?;
            let lists = result::Lists { findings: &found, later: after.is_some(), rejects: &rejects, gaps: &gaps };
            result::done(&visit, &contract, (id, summary), &lists)
        }
    };
    Ok(page(
        &visit,
        Section::Register,
        &title,
        html! {
            h1 { (title) }
            p { a href={ "/contracts/" (contract.id) } { (super::register::number(&visit, &contract)) " " (contract.title) } }
            p { (parts::moment(audit.at, visit.app().zone)) " " @match &audit.summary { Some(summary) => { "· " (counts(&visit, summary)) } None => { (state(&visit, audit.state)) } } }
            (result)
        },
    ))
}

/// How often the page of a run that is not done is fetched again, in milliseconds.
const AGAIN: u32 = 2_000;

/// A run of which there is no result: not yet, or never.
fn waiting(visit: &Visit, audit: &AuditView) -> Markup {
    if audit.state == AuditState::Mapping {
        return html! { section.card.narrow { p { (visit.t("audit-mapping-waits")) }
        p { a.button href=(mapping_of(audit)) { (visit.t("audit-mapping-go")) } } } };
    }
    if audit.state == AuditState::Failed {
        return html! { section.card.narrow role="alert" {
            @if audit.faults.is_empty() { p { (visit.t("audit-given-up")) } }
            @else { (parts::complaint(&problem(&Error::File(audit.faults.clone()), visit.lang()), visit.lang())) }
            p { a href={ "/contracts/" (audit.contract) "/audits" } { (visit.t("new-audit")) } }
        } };
    }
    html! { section.card.narrow role="status" data-again=(AGAIN) {
        p { (visit.t("audit-waiting")) }
        p { a href={ "/audits/" (audit.id) } { (visit.t("look-again")) } }
    } }
}
