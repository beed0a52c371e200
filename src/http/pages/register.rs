//! The public register: search, a contract's page.

mod document;

use super::negotiations::sheet_view;
use super::parts;
use super::shell::{Section, page};
use super::visit::Visit;
use crate::http::shape::{self, most};
use crate::http::{Failed, Path, Query, State};
use crate::service::audits;
use crate::service::contracts::{ContractView, Search, get, search};
use crate::service::page::Page;
use crate::service::{Error, FieldCode, FieldFault};
use crate::text::law::{INDUSTRIES, industry};
use axum::Router;
use axum::routing;
use chrono::NaiveDate;
use domain::limits;
use maud::{Markup, html};
use serde::Deserialize;
use uuid::Uuid;
use validator::Validate;

pub(super) fn router() -> Router<State> {
    Router::new()
        .route("/contracts", routing::get(list))
        .route("/contracts/{id}", routing::get(show))
        .route("/contracts/{id}/document", routing::get(document::show))
        .route("/contracts/{id}/document.docx", routing::get(document::save))
}

/// What was asked for.
#[derive(Clone, Debug, Default, Deserialize, Validate)]
#[serde(default)]
pub(super) struct Asked {
    #[validate(length(max = most(limits::SHORT)))]
    text: String,
    #[validate(length(max = most(limits::SHORT)))]
    area: String,
    #[validate(length(max = most(limits::SHORT)))]
    industry: String,
    #[validate(length(max = most(limits::SHORT)))]
    enterprise: String,
    on: String,
    after: Option<String>,
}

impl Asked {
    /// The day asked for; none for an empty field.
    fn day(&self) -> Result<Option<NaiveDate>, Error> {
        let unknown = |_| Error::Invalid(vec![FieldFault { field: "on".to_owned(), code: FieldCode::Date }]);
        Some(self.on.trim()).filter(|day| !day.is_empty()).map(|day| day.parse().map_err(unknown)).transpose()
    }
}

async fn list(visit: Visit, Query(asked): Query<Asked>) -> Result<Markup, Failed> {
    shape::check(&asked)?;
    let on = asked.day()?;
    let Asked { text, area, industry, enterprise, after, .. } = asked.clone();
    let asked_for = Search { text, area, industry, enterprise, on };
    let found = search(visit.app(), visit.viewer(), &asked_for, after.as_deref()).await?;
    let t = |key: &str| visit.t(key);
    Ok(page(
        &visit,
        Section::Register,
        &t("nav-register"),
        html! {
            h1 { (t("nav-register")) }
            section.card { (search_form(&visit, &asked)) }
            (results(&visit, &found))
            (parts::further(&visit, "/contracts", &[("text", &asked.text), ("area", &asked.area), ("industry", &asked.industry), ("enterprise", &asked.enterprise), ("on", &asked.on)], found.next.as_deref()))
        },
    ))
}

/// The form that searches the register.
pub(super) fn search_form(visit: &Visit, asked: &Asked) -> Markup {
    let field = |name: &str, value: &str| {
        html! { div.field { label for=(name) { (visit.t(&format!("search-{name}"))) } input id=(name) name=(name) value=(value) maxlength=(limits::SHORT); } }
    };
    html! {
        form.search method="get" action="/contracts" {
            (field("text", &asked.text)) (field("enterprise", &asked.enterprise)) (field("area", &asked.area))
            div.field { label for="on" { (visit.t("search-on")) } input id="on" name="on" type="date" value=(asked.on); }
            div.field { label for="industry" { (visit.t("search-industry")) }
                select id="industry" name="industry" {
                    option value="" { (visit.t("all-industries")) }
                    @for code in INDUSTRIES { option value=(code) selected[asked.industry == code] { (industry(code, visit.lang())) } }
                } }
            button.primary { (visit.t("search")) }
        }
    }
}

fn state(visit: &Visit, contract: &ContractView) -> Markup {
    let tone = if contract.state == "in_force" { "good" } else { "calm" };
    html! {
        (parts::badge(tone, &visit.t(&format!("contract-{}", contract.state))))
        @if contract.published_at.is_none() { " " (parts::badge("warn", &visit.t("contract-unpublished"))) }
    }
}

fn results(visit: &Visit, page: &Page<ContractView>) -> Markup {
    let found = &page.items;
    let t = |key: &str| visit.t(key);
    html! {
        @if found.is_empty() && page.next.is_some() { p.hint { (t("no-contracts-yet")) } }
        @else if found.is_empty() { p.hint { (t("no-contracts")) } }
        @else { p.hint { (visit.lang().ta("contracts-found", &[("count", &parts::at_least(found.len(), page.next.is_some()))])) } div.scroll { table.stacks {
            thead { tr { th { (t("contract-number")) } th { (t("contract")) } th { (t("parties")) } th { (t("term")) } th { (t("state")) } } }
            tbody { @for contract in found { tr {
                td { a href={ "/contracts/" (contract.id) } { (number(visit, contract)) } }
                td { (contract.title) }
                td data-label=(t("parties")) { span.two { span { (contract.worker_side) } span { (contract.employer_side) } } }
                td data-label=(t("term")) { span.nowrap { (parts::day(contract.effective_from)) " – " (parts::day(contract.effective_to)) } }
                td data-label=(t("state")) { (state(visit, contract)) }
            } } }
        } } }
    }
}

/// The number, or that there is none yet.
pub(super) fn number(visit: &Visit, contract: &ContractView) -> String {
    contract.number.clone().unwrap_or_else(|| visit.t("not-numbered"))
}

async fn show(visit: Visit, Path(id): Path<Uuid>) -> Result<Markup, Failed> {
    let contract = get(visit.app(), visit.viewer(), id).await?;
    let t = |key: &str| visit.t(key);
    let book = visit.app().rulebooks.governing(&contract.jurisdiction);
    // Who may not audit is not sent to a page that is not there for them.
    let audits = audits::may_audit(visit.app(), visit.viewer(), &contract).await?;
    Ok(page(
        &visit,
        Section::Register,
        &contract.title,
        html! {
            div.title { h1 { (contract.title) } (state(&visit, &contract)) }
            dl.card {
                dt { (t("contract-number")) } dd { (number(&visit, &contract)) }
                dt { (t("capacity-worker_side")) } dd { (contract.worker_side) }
                dt { (t("capacity-employer_side")) } dd { (contract.employer_side) }
                dt { (t("capacity-bureau")) } dd { (contract.bureau) }
                dt { (t("label-jurisdiction")) } dd { a href={ "/rulebooks/" (contract.jurisdiction) } { (book.map_or(contract.jurisdiction.as_str(), |book| super::law::name(book, visit.lang()))) } }
                dt { (t("label-industry")) } dd { (industry(&contract.industry, visit.lang())) }
                dt { (t("in-force")) } dd { (parts::day(contract.in_force_since)) }
                @if let Some(at) = contract.published_at { dt { (t("published")) } dd { (parts::moment(at, visit.app().zone)) } }
                @if let Some(day) = contract.ended_on { dt { (t("ended")) } dd { (parts::day(day)) } }
                dt { (t("contract-sha256")) } dd { code.hash { (contract.sha256) } }
            }
            @if contract.sheet.is_some() { p.inline {
                a.button href={ "/contracts/" (contract.id) "/document" } { (t("doc-contract")) } " "
                a.button href={ "/contracts/" (contract.id) "/document.docx" } { (t("doc-save")) }
            } }
            @if audits { p { a.button href={ "/contracts/" (contract.id) "/audits" } { (t("payroll-audits")) } } }
            section { h2 { (t("terms")) }
                @if let Some(sheet) = &contract.sheet { (sheet_view(&visit, sheet)) }
                @else { p role="alert" { (t("terms-unreadable")) } }
            }
            section { h2 { (t("enterprises-covered")) " · " (contract.covers.len()) }
                ul.covered { @for covered in &contract.covers { li { (covered.name) @if let Some(code) = &covered.credit_code { " " code { (code) } } } } }
            }
        },
    ))
}
