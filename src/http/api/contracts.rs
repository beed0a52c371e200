//! The register, and audits over its contracts.

use super::paged::{After, Paged};
use crate::http::shape::{self, most};
use crate::http::spool::{field, spool};
use crate::http::{Caller, Failed, Path, Query, State};
use crate::service::audits::{self, AuditView, Files, FindingsPage, Place};
use crate::service::contracts::{self, ContractView, Search};
use crate::service::{Error, payroll_profiles};
use axum::Json;
use axum::RequestExt;
use axum::extract::multipart::MultipartError;
use axum::extract::{FromRequest, Multipart, Request, State as Injected};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, HeaderName, LOCATION};
use chrono::NaiveDate;
use domain::limits;
use domain::payroll::profile::Profile;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;
use validator::Validate;

/// What to search for.
#[derive(Default, Deserialize, IntoParams, Validate)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub(super) struct SearchParams {
    #[validate(length(max = most(limits::SHORT)))]
    text: String,
    #[validate(length(max = most(limits::SHORT)))]
    area: String,
    #[validate(length(max = most(limits::SHORT)))]
    industry: String,
    /// Credit code, or the beginning of the name, of an enterprise that it covers.
    #[validate(length(max = most(limits::SHORT)))]
    enterprise: String,
    /// In force on this day: with `enterprise`, what binds it then.
    on: Option<NaiveDate>,
    /// From the page before's `Link`.
    #[serde(rename = "after")]
    _after: Option<String>,
}

/// Published contracts (and the signed-in viewer's own), by text or number, area, industry, enterprise, day; at most
/// fifty a page, `Link` names the next.
#[utoipa::path(get, path = "/api/v1/contracts", operation_id = "search_contracts", tag = "register", params(SearchParams, ("after" = Option<String>, Query, description = "From the `Link` of the page before")), responses(
    (status = 200, description = "Contracts", body = [ContractView]), (status = 400, description = "A parameter that does not read"), (status = 401, description = "A bad token"),
    (status = 422, description = "An `after` that no page named")))]
pub(super) async fn search(
    Injected(state): Injected<State>,
    caller: Caller,
    Query(p): Query<SearchParams>,
    after: After,
) -> Result<Paged<ContractView>, Failed> {
    shape::check(&p)?;
    let search = Search { text: p.text, area: p.area, industry: p.industry, enterprise: p.enterprise, on: p.on };
    let page = contracts::search(&state.app, &caller.viewer, &search, after.text()).await?;
    Ok(after.page(page))
}

/// A contract of the register.
#[utoipa::path(get, path = "/api/v1/contracts/{id}", operation_id = "get_contract", tag = "register", responses((status = 200, description = "The contract", body = ContractView),
    (status = 401, description = "A bad token"), (status = 404, description = "None, or not published")))]
pub(super) async fn show(
    Injected(state): Injected<State>,
    caller: Caller,
    Path(id): Path<Uuid>,
) -> Result<Json<ContractView>, Failed> {
    Ok(Json(contracts::get(&state.app, &caller.viewer, id).await?))
}

/// Audits of a contract by one's own organisation, newest first, a hundred a page.
#[utoipa::path(get, path = "/api/v1/contracts/{id}/audits", operation_id = "list_audits", tag = "audit",
    params(("after" = Option<String>, Query, description = "From the `Link` of the page before")),
    responses((status = 200, description = "Audits; `Link` names the next page", body = [AuditView]),
    (status = 400, description = "A parameter that does not read"), (status = 401, description = "Not signed in"),
    (status = 403, description = "Your role may not audit"), (status = 404, description = "None, or not for you")))]
pub(super) async fn audits(
    Injected(state): Injected<State>,
    caller: Caller,
    Path(id): Path<Uuid>,
    after: After,
) -> Result<Paged<AuditView>, Failed> {
    let page = audits::list(&state.app, &caller.viewer, id, after.id()?).await?;
    Ok(after.page(page))
}

/// By which profile a payroll is read.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ReadBy {
    /// A version that one's organisation keeps; without it the payroll is read by the names of its columns.
    profile: Option<Uuid>,
}

/// Has a payroll audited: ask its address again until `state` is `done` or `failed`. `text/csv` or an XLSX workbook is the payroll; `multipart/form-data` has `payroll` and maybe `roster`, maybe `profile` (JSON).
#[utoipa::path(post, path = "/api/v1/contracts/{id}/audits", operation_id = "audit_payroll", tag = "audit", params(ReadBy), request_body(content = String, content_type = "text/csv"), responses(
    (status = 202, description = "Taken; `Location` is where its state and then its summary are", body = AuditView),
    (status = 401, description = "Not signed in"),
    (status = 403, description = "Your role may not audit"), (status = 404, description = "None, or not for you"),
    (status = 413, description = "Too large"), (status = 415, description = "Neither CSV, XLSX nor multipart"),
    (status = 422, description = "Faults of the files")))]
pub(super) async fn audit(
    Injected(state): Injected<State>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Query(by): Query<ReadBy>,
    request: Request,
) -> Result<(StatusCode, [(HeaderName, String); 1], Json<AuditView>), Failed> {
    let mut files = files(request).await?;
    if let Some(profile) = by.profile {
        files.profile = Some(payroll_profiles::profile(&state.app, &caller.viewer, profile).await?);
    }
    let view = audits::submit(&state.app, &caller.viewer, id, files).await?;
    Ok((StatusCode::ACCEPTED, [(LOCATION, format!("/api/v1/audits/{}", view.id))], Json(view)))
}

/// The media type of an XLSX workbook.
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

async fn files(request: Request) -> Result<Files, Failed> {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if kind.starts_with("text/csv") || kind.starts_with(XLSX) {
        let body = request.into_limited_body().into_data_stream();
        let broken = |error: axum::Error| Failed::Shape(StatusCode::BAD_REQUEST, error.to_string());
        let (payroll, _) = spool(body, broken).await?;
        return Ok(Files { payroll, roster: None, profile: None });
    }
    if !kind.starts_with("multipart/form-data") {
        let expected = "expected text/csv, an XLSX workbook or multipart/form-data".to_owned();
        return Err(Failed::Shape(StatusCode::UNSUPPORTED_MEDIA_TYPE, expected));
    }
    let form = Multipart::from_request(request, &()).await;
    let mut form = form.map_err(|rejection| Failed::Shape(rejection.status(), rejection.body_text()))?;
    let (mut payroll, mut roster, mut profile) = (None, None, None);
    let broken = |error: MultipartError| Failed::Shape(error.status(), error.body_text());
    while let Some(part) = form.next_field().await.map_err(broken)? {
        match part.name() {
            Some("payroll") => payroll = field(part, broken).await?,
            Some("roster") => roster = field(part, broken).await?,
            Some("profile") => {
                let bytes = part.bytes().await.map_err(broken)?;
                profile = Some(Profile::parse(&bytes).map_err(Error::Sheet)?);
            }
            _ => {}
        }
    }
    let missing = || Failed::Shape(StatusCode::UNPROCESSABLE_ENTITY, "payroll: required".to_owned());
    Ok(Files { payroll: payroll.ok_or_else(missing)?, roster, profile })
}

/// One audit.
#[utoipa::path(get, path = "/api/v1/audits/{id}", operation_id = "get_audit", tag = "audit", responses(
    (status = 200, description = "Its state; once done, its summary", body = AuditView), (status = 401, description = "Not signed in"),
    (status = 404, description = "None, or not for you")))]
pub(super) async fn audit_show(
    Injected(state): Injected<State>,
    caller: Caller,
    Path(id): Path<Uuid>,
) -> Result<Json<AuditView>, Failed> {
    Ok(Json(audits::get(&state.app, &caller.viewer, id).await?))
}

/// After which finding.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct AfterFinding {
    /// `next` of the page before.
    after: Option<String>,
}

/// Findings of an audit that is done, in the order of the file, a hundred a page; at most 100,000 are kept, all are counted.
#[utoipa::path(get, path = "/api/v1/audits/{id}/findings", operation_id = "list_findings", tag = "audit", params(AfterFinding), responses((status = 200, description = "Findings", body = FindingsPage),
    (status = 400, description = "A place that does not read"), (status = 401, description = "Not signed in"),
    (status = 404, description = "None, or not for you")))]
pub(super) async fn findings(
    Injected(state): Injected<State>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Query(p): Query<AfterFinding>,
) -> Result<Json<FindingsPage>, Failed> {
    let broken = || Failed::Shape(StatusCode::BAD_REQUEST, "after: expected LINE:RULE".to_owned());
    let after = p.after.map(|word| Place::named(&word).ok_or_else(broken)).transpose()?;
    Ok(Json(audits::findings(&state.app, &caller.viewer, id, after.as_ref()).await?))
}
