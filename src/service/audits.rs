//! Payroll audits over a contract: the same engine as the command line's.

use super::contracts::{self, ContractView};
use super::known::{Known, known, load};
use super::payroll::Payroll;
use super::{Answer, App, Error, Viewer, register};
use crate::db;
use chrono::{DateTime, Utc};
use csv::ByteRecord;
use domain::party::Capacity;
use domain::payroll::{Audit, AuditSetup, Audited, Finding, Hashes, Roster, Summary};
use domain::policy::Action;
use domain::term::sha256_hex;
use entity::{audit_finding, audit_reject, audit_run};
use sea_orm::ActiveValue::Set;
use serde::Serialize;
use std::io::Cursor;

/// A run.
#[derive(Clone, Debug, Serialize)]
pub struct AuditView {
    /// Id.
    pub id: i64,
    /// Number of the contract.
    pub contract: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Counts.
    pub summary: Summary,
}

#[derive(Clone, Debug, Serialize)]
pub struct FindingsPage {
    /// From 0.
    pub page: u64,
    /// In all.
    pub total: u64,
    pub findings: Vec<FindingView>,
}

/// A finding as stored.
#[derive(Clone, Debug, Serialize)]
pub struct FindingView {
    /// Line of the file.
    pub line: i64,
    /// Credit code.
    pub enterprise_id: String,
    pub worker_id: String,
    /// `YYYY-MM`.
    pub period: String,
    pub rule: String,
    /// `breach` or `cannot_conclude`.
    pub outcome: String,
    pub required: String,
    pub actual: String,
    pub shortfall: String,
    pub unit: String,
    pub reason: String,
    /// Clause or article.
    pub basis: String,
}

impl From<audit_finding::Model> for FindingView {
    fn from(row: audit_finding::Model) -> Self {
        Self {
            line: row.line,
            enterprise_id: row.enterprise_id,
            worker_id: row.worker_id,
            period: row.period,
            rule: row.rule,
            outcome: row.outcome,
            required: row.required,
            actual: row.actual,
            shortfall: row.shortfall,
            unit: row.unit,
            reason: row.reason,
            basis: row.basis,
        }
    }
}

/// Findings a page.
const PAGE: u64 = 100;

struct Worked {
    summary: Summary,
    findings: Vec<Finding>,
    rejects: Vec<(u64, String)>,
}

/// Runs an audit of a payroll (CSV or XLSX) over a contract and keeps its result for the organisation that ran it.
///
/// # Errors
/// [`Error::File`] for a payroll or roster that cannot be read, [`Error::NotFound`] for who may not audit.
pub async fn run(
    app: &App,
    viewer: &Viewer,
    number: &str,
    payroll: Vec<u8>,
    roster: Option<Vec<u8>>,
) -> Answer<AuditView> {
    let account = viewer.account()?;
    let contract = contracts::get(app, viewer, number).await?;
    let organisation = auditor(app, viewer, &contract).await?;
    let (rulebooks, sheet, signed) = (app.rulebooks.clone(), contract.sheet.clone(), contract.sha256.clone());
    let work = move || work(&rulebooks, (sheet, &signed), payroll, roster.as_deref());
    let worked = tokio::task::spawn_blocking(work).await.map_err(|error| Error::Internal(error.to_string()))??;
    let summary = serde_json::to_string(&worked.summary).map_err(|error| Error::Internal(error.to_string()))?;
    let tx = app.begin_write().await?;
    let loaded = load(app, &tx, contract.negotiation).await?;
    let registered = register::keep(app, &tx, &loaded.state).await?.ok_or(Error::NotFound)?;
    let row = audit_run::ActiveModel {
        contract: Set(registered),
        organisation: Set(organisation),
        account: Set(account),
        at: Set(app.now()),
        summary: Set(summary),
        ..Default::default()
    };
    let stored = db::audits::insert(&tx, row).await?;
    db::audits::insert_findings(&tx, worked.findings.into_iter().map(|f| finding_row(stored.id, f)).collect()).await?;
    let reject = |(line, faults)| audit_reject::ActiveModel {
        run: Set(stored.id),
        line: Set(i64::try_from(line).unwrap_or(i64::MAX)),
        faults: Set(faults),
        ..Default::default()
    };
    db::audits::insert_rejects(&tx, worked.rejects.into_iter().map(reject).collect()).await?;
    tx.commit().await?;
    Ok(AuditView { id: stored.id, contract: contract.number, at: stored.at, summary: worked.summary })
}

fn work(
    rulebooks: &domain::statute::RulebookSet,
    (sheet, contract): (domain::term::TermSheet, &str),
    payroll: Vec<u8>,
    roster: Option<&[u8]>,
) -> Answer<Worked> {
    let list = roster.map(Roster::read).transpose().map_err(Error::File)?;
    let told = |fault: String| Error::File(vec![fault]);
    let mut payroll = Payroll::open(Cursor::new(payroll)).map_err(told)?;
    let setup = AuditSetup { sheet, roster: list, rulebooks };
    let started = Audit::new(setup, payroll.header.iter().map(String::as_str));
    let mut audit = started.map_err(|fault| told(fault.to_string()))?;
    let mut record = ByteRecord::new();
    let (mut findings, mut rejects) = (Vec::new(), Vec::new());
    while let Some(line) = payroll.next(&mut record).map_err(told)? {
        match audit.record(&record, line) {
            Audited::Findings(found) => findings.extend(found),
            Audited::Rejected(faults) => rejects.push((line, faults.join("; "))),
        }
    }
    let (term_sheet, rulebook) = audit.sources();
    let roster = roster.map(sha256_hex);
    let hashes = Hashes { contract: contract.to_owned(), term_sheet, roster, rulebook, payroll: payroll.sha256() };
    Ok(Worked { summary: audit.finish(hashes), findings, rejects })
}

fn finding_row(run: i64, f: Finding) -> audit_finding::ActiveModel {
    audit_finding::ActiveModel {
        run: Set(run),
        line: Set(i64::try_from(f.line).unwrap_or(i64::MAX)),
        enterprise_id: Set(f.enterprise_id),
        worker_id: Set(f.worker_id),
        period: Set(f.period),
        rule: Set(f.rule),
        outcome: Set(f.outcome.to_owned()),
        required: Set(f.required),
        actual: Set(f.actual),
        shortfall: Set(f.shortfall),
        unit: Set(f.unit.to_owned()),
        reason: Set(f.reason),
        basis: Set(f.basis),
        ..Default::default()
    }
}

/// The organisation for which the viewer may audit this contract. Payrolls are personal: what one organisation
/// audited, another does not see.
async fn auditor(app: &App, viewer: &Viewer, contract: &ContractView) -> Answer<i64> {
    let Known { actor, .. } = known(app, &app.db, viewer, contract.negotiation, Action::Audit, None).await?;
    if actor.capacity == Capacity::CoveredEnterprise { Err(Error::NotFound) } else { Ok(actor.organisation) }
}

/// Whether the viewer may audit this contract.
///
/// # Errors
/// The store's.
pub async fn may_audit(app: &App, viewer: &Viewer, contract: &ContractView) -> Answer<bool> {
    match auditor(app, viewer, contract).await {
        Ok(_) => Ok(true),
        Err(Error::Unauthenticated | Error::NotFound | Error::Forbidden) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Audits of a contract by the viewer's organisation.
///
/// # Errors
/// [`Error::NotFound`] for who may not audit.
pub async fn list(app: &App, viewer: &Viewer, number: &str) -> Answer<Vec<AuditView>> {
    viewer.account()?;
    let contract = contracts::get(app, viewer, number).await?;
    let organisation = auditor(app, viewer, &contract).await?;
    let Some(row) = db::contracts::of_negotiation(&app.db, contract.negotiation).await? else { return Ok(Vec::new()) };
    let rows = db::audits::of_contract(&app.db, row.id, &[organisation]).await?;
    rows.into_iter().map(|run| view(run, &row.number)).collect()
}

/// One audit.
///
/// # Errors
/// [`Error::NotFound`] for who may not see it.
pub async fn get(app: &App, viewer: &Viewer, id: i64) -> Answer<AuditView> {
    let run = own(app, viewer, id).await?;
    let contract = db::contracts::find(&app.db, run.contract).await?.ok_or(Error::NotFound)?;
    view(run, &contract.number)
}

/// A page of an audit's findings.
///
/// # Errors
/// [`Error::NotFound`] for who may not see it.
pub async fn findings(app: &App, viewer: &Viewer, id: i64, page: u64) -> Answer<FindingsPage> {
    let run = own(app, viewer, id).await?;
    let (rows, total) = db::audits::findings(&app.db, run.id, page, PAGE).await?;
    Ok(FindingsPage { page, total, findings: rows.into_iter().map(FindingView::from).collect() })
}

async fn own(app: &App, viewer: &Viewer, id: i64) -> Answer<audit_run::Model> {
    viewer.account()?;
    let row = db::audits::find(&app.db, id).await?.ok_or(Error::NotFound)?;
    let mine = viewer.mandates().iter().any(|h| h.organisation == row.organisation && h.negotiation.is_none());
    if mine { Ok(row) } else { Err(Error::NotFound) }
}

fn view(row: audit_run::Model, contract: &str) -> Answer<AuditView> {
    let summary = serde_json::from_str(&row.summary).map_err(|error| Error::Internal(error.to_string()))?;
    Ok(AuditView { id: row.id, contract: contract.to_owned(), at: row.at, summary })
}
