//! The register, and audits over its contracts.

use crate::http::{Caller, Failed, Path, Query, State};
use crate::service::audits::{self, AuditView, FindingsPage};
use crate::service::contracts::{self, ContractView, Search};
use axum::Json;
use axum::extract::{FromRequest, Multipart, Request, State as Injected};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use serde::Deserialize;
use utoipa::IntoParams;

/// What to search for.
#[derive(Deserialize, IntoParams)]
pub(super) struct SearchParams {
    #[serde(default)]
    text: String,
    #[serde(default)]
    area: String,
    #[serde(default)]
    industry: String,
    #[serde(default)]
    enterprise: String,
}

/// Published contracts (and the signed-in viewer's own), by text, area, industry, enterprise.
#[utoipa::path(get, path = "/api/v1/contracts", tag = "register", params(SearchParams), responses(
    (status = 200, description = "Contracts", body = [Object]), (status = 401, description = "A bad token")))]
pub(super) async fn search(
    Injected(state): Injected<State>,
    caller: Caller,
    Query(p): Query<SearchParams>,
) -> Result<Json<Vec<ContractView>>, Failed> {
    let search = Search { text: p.text, area: p.area, industry: p.industry, enterprise: p.enterprise };
    Ok(Json(contracts::search(&state.app, &caller.viewer, &search).await?))
}

/// A contract of the register.
#[utoipa::path(get, path = "/api/v1/contracts/{number}", tag = "register", params(("number" = String, Path)),
    responses((status = 200, description = "The contract", body = Object), (status = 401, description = "A bad token"),
    (status = 404, description = "None, or not published")))]
pub(super) async fn show(
    Injected(state): Injected<State>,
    caller: Caller,
    Path(number): Path<String>,
) -> Result<Json<ContractView>, Failed> {
    Ok(Json(contracts::get(&state.app, &caller.viewer, &number).await?))
}

/// Audits of a contract by one's own organisation.
#[utoipa::path(get, path = "/api/v1/contracts/{number}/audits", tag = "audit", params(("number" = String, Path)),
    responses((status = 200, description = "Audits", body = [Object]), (status = 401, description = "Not signed in"),
    (status = 403, description = "Your role may not audit"), (status = 404, description = "None, or not for you")))]
pub(super) async fn audits(
    Injected(state): Injected<State>,
    caller: Caller,
    Path(number): Path<String>,
) -> Result<Json<Vec<AuditView>>, Failed> {
    Ok(Json(audits::list(&state.app, &caller.viewer, &number).await?))
}

/// Audits a payroll: `text/csv` or an XLSX workbook is the payroll; `multipart/form-data` has `payroll` and maybe `roster`.
#[utoipa::path(post, path = "/api/v1/contracts/{number}/audits", tag = "audit", params(("number" = String, Path)),
    request_body(content = String, content_type = "text/csv"), responses(
    (status = 201, description = "The summary", body = Object), (status = 401, description = "Not signed in"),
    (status = 403, description = "Your role may not audit"), (status = 404, description = "None, or not for you"),
    (status = 413, description = "Too large"), (status = 415, description = "Neither CSV, XLSX nor multipart"),
    (status = 422, description = "Faults of the files")))]
pub(super) async fn audit(
    Injected(state): Injected<State>,
    caller: Caller,
    Path(number): Path<String>,
    request: Request,
) -> Result<(StatusCode, Json<AuditView>), Failed> {
    caller.viewer.account()?;
    let (payroll, roster) = files(request).await?;
    let view = audits::run(&state.app, &caller.viewer, &number, payroll, roster).await?;
    Ok((StatusCode::CREATED, Json(view)))
}

/// The media type of an XLSX workbook.
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

async fn files(request: Request) -> Result<(Vec<u8>, Option<Vec<u8>>), Failed> {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if kind.starts_with("text/csv") || kind.starts_with(XLSX) {
        let body = axum::body::Bytes::from_request(request, &()).await;
        let body = body.map_err(|rejection| Failed::Shape(rejection.status(), rejection.body_text()))?;
        return Ok((body.to_vec(), None));
    }
    if !kind.starts_with("multipart/form-data") {
        let expected = "expected text/csv, an XLSX workbook or multipart/form-data".to_owned();
        return Err(Failed::Shape(StatusCode::UNSUPPORTED_MEDIA_TYPE, expected));
    }
    let form = Multipart::from_request(request, &()).await;
    let mut form = form.map_err(|rejection| Failed::Shape(rejection.status(), rejection.body_text()))?;
    let (mut payroll, mut roster) = (None, None);
    let broken = |error: axum::extract::multipart::MultipartError| Failed::Shape(error.status(), error.body_text());
    while let Some(field) = form.next_field().await.map_err(broken)? {
        let name = field.name().unwrap_or_default().to_owned();
        let bytes = field.bytes().await.map_err(broken)?.to_vec();
        match name.as_str() {
            "payroll" => payroll = Some(bytes),
            "roster" if !bytes.is_empty() => roster = Some(bytes),
            _ => {}
        }
    }
    let missing = || Failed::Shape(StatusCode::UNPROCESSABLE_ENTITY, "payroll: required".to_owned());
    Ok((payroll.ok_or_else(missing)?, roster))
}

/// One audit.
#[utoipa::path(get, path = "/api/v1/audits/{id}", tag = "audit", params(("id" = i64, Path)), responses(
    (status = 200, description = "The summary", body = Object),
    (status = 400, description = "An id that is no number"), (status = 401, description = "Not signed in"),
    (status = 404, description = "None, or not for you")))]
pub(super) async fn audit_show(
    Injected(state): Injected<State>,
    caller: Caller,
    Path(id): Path<i64>,
) -> Result<Json<AuditView>, Failed> {
    Ok(Json(audits::get(&state.app, &caller.viewer, id).await?))
}

/// Which page, from 0.
#[derive(Deserialize, IntoParams)]
pub(super) struct PageParams {
    #[serde(default)]
    page: u64,
}

/// Findings of an audit, a hundred a page.
#[utoipa::path(get, path = "/api/v1/audits/{id}/findings", tag = "audit", params(("id" = i64, Path), PageParams),
    responses((status = 200, description = "Findings", body = Object),
    (status = 400, description = "An id or page that is no number"), (status = 401, description = "Not signed in"),
    (status = 404, description = "None, or not for you")))]
pub(super) async fn findings(
    Injected(state): Injected<State>,
    caller: Caller,
    Path(id): Path<i64>,
    Query(p): Query<PageParams>,
) -> Result<Json<FindingsPage>, Failed> {
    // A page far beyond the last one is empty; the cap keeps its offset within the databases' integers.
    Ok(Json(audits::findings(&state.app, &caller.viewer, id, p.page.min(1 << 40)).await?))
}
