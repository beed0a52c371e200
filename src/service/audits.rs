//! Payroll audits over a contract: the same engine as the command line's, worked by jobs.

mod mapping;
mod rows;
mod run;
mod submit;
mod told;

pub use crate::db::audits::AuditState;
pub use crate::documents::payroll_template::{Column as TemplateColumn, List, Template};
pub use mapping::{Decided, Mapped, Trial, mapping, run_by, trial};
pub(super) use run::{execute, forget_broken_off, given_up};
pub use submit::{submit, submit_or_ask};
pub use told::{
    GapView, GapsPage, OfAudit, RejectView, RejectsPage, finding_rows, gap_rows, gaps, of_audit, reject_rows, rejects,
};

use super::contracts::{self, ContractView};
use super::file_fault::FileFault;
use super::known::known;
use super::page::{Page, Size};
use super::{ActiveMandate, Answer, App, Error, Viewer};
use crate::db;
use crate::db::words::from_json;
use chrono::{DateTime, Utc};
use domain::party::{Capacity, Side};
use domain::payroll::Summary;
use domain::payroll::profile::Profile;
use domain::policy::{self, Permit, Scope, permission};
use domain::term::TermSheet;
use entity::{audit_finding, audit_run};
use serde::Serialize;
use std::fmt;
use std::fs::File;
use uuid::Uuid;

/// A run.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct AuditView {
    pub id: Uuid,
    pub contract: Uuid,
    /// Its number, once registered.
    pub contract_number: Option<String>,
    /// When it was asked for.
    pub at: DateTime<Utc>,
    pub state: AuditState,
    /// When it was done, or failed.
    pub finished_at: Option<DateTime<Utc>>,
    /// Counts, once done.
    pub summary: Option<Summary>,
    /// What is wrong with its files, when it has failed; empty when the fault was ours.
    pub faults: Vec<FileFault>,
}

/// What is audited.
#[derive(Debug)]
pub struct Files {
    /// The payroll: text or a workbook.
    pub payroll: File,
    /// Who is covered; `None`: everyone.
    pub roster: Option<File>,
    /// How the payroll is read; `None`: by the names of its columns.
    pub profile: Option<Profile>,
}

#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct FindingsPage {
    /// Found in all.
    pub total: u64,
    /// Kept to be read, at most [`domain::limits::FINDINGS_KEPT`]: the first ones of the file.
    pub kept: u64,
    /// At most a hundred.
    pub findings: Vec<FindingView>,
    /// Gives the page after this one; none on the last.
    #[schema(value_type = Option<String>, example = "12:S2")]
    pub next: Option<Place>,
}

/// A place among the findings of a run, written `LINE:RULE`, of a workbook `LINE:RULE/SHEET`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    line: i64,
    rule: String,
    sheet: String,
}

impl Place {
    /// The place of a word; `None` for what is none.
    pub fn named(word: &str) -> Option<Self> {
        let (line, rule) = word.split_once(':')?;
        let (rule, sheet) = rule.split_once('/').unwrap_or((rule, ""));
        Some(Self { line: line.parse().ok()?, rule: rule.to_owned(), sheet: sheet.to_owned() })
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.rule)?;
        if self.sheet.is_empty() { Ok(()) } else { write!(f, "/{}", self.sheet) }
    }
}

impl Serialize for Place {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A finding as stored.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct FindingView {
    /// Line of the file, row of the sheet.
    pub line: i64,
    /// Sheet of a workbook; empty otherwise.
    pub sheet: String,
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
    /// Of the shortfall, what back pay of later months has paid; empty where nothing was.
    pub repaid: String,
    pub unit: String,
    pub reason: String,
    /// Clause or article.
    pub basis: String,
}

impl From<audit_finding::Model> for FindingView {
    fn from(row: audit_finding::Model) -> Self {
        Self {
            line: row.line,
            sheet: row.sheet,
            enterprise_id: row.enterprise_id,
            worker_id: row.worker_id,
            period: row.period,
            rule: row.rule,
            outcome: row.outcome,
            required: row.required,
            actual: row.actual,
            shortfall: row.shortfall,
            repaid: row.repaid,
            unit: row.unit,
            reason: row.reason,
            basis: row.basis,
        }
    }
}

/// Audits and findings a page.
pub const PAGE: Size = Size(100);

/// The permit to audit this contract, and the organisation for which the viewer does. Payrolls are personal: what one
/// organisation audited, another does not see.
async fn auditor(app: &App, viewer: &Viewer, contract: &ContractView) -> Answer<(Permit<permission::Audit>, i64)> {
    let Some(negotiation) = contract.negotiation else {
        // Bargained elsewhere: the bureau that entered it audits it.
        let of = |held: &&ActiveMandate| held.organisation_key == contract.bureau_org && held.negotiation.is_none();
        let held = viewer.mandates().iter().find(of).ok_or(Error::NotFound)?;
        return Ok((policy::permit(contract.key, Some(Capacity::Bureau), held.role, &ENTERED)?, held.organisation_key));
    };
    let known = known::<permission::Audit>(app, &app.db, viewer, negotiation, None).await?;
    if known.actor.capacity == Capacity::CoveredEnterprise {
        return Err(Error::NotFound);
    }
    let held = viewer.mandates().iter().find(|held| held.id == known.actor.mandate).ok_or(Error::NotFound)?;
    Ok((known.permit, held.organisation_key))
}

/// What the wall asks of a contract that a bureau has entered.
const ENTERED: Scope = Scope {
    initiator: Side::WorkerSide,
    served: true,
    bureau_in: true,
    drafted: true,
    contract: true,
    delegate: false,
};

/// Whether the viewer may say how the payroll of a run is read.
///
/// # Errors
/// [`Error::NotFound`] for who may not see it.
pub async fn own_run(app: &App, viewer: &Viewer, id: Uuid) -> Answer<()> {
    own(app, viewer, id).await.map(|_| ())
}

/// Refuses who may not audit a contract: asked before a large body is read.
///
/// # Errors
/// [`Error::NotFound`] or [`Error::Forbidden`].
pub async fn judged(app: &App, viewer: &Viewer, contract: Uuid) -> Answer<()> {
    viewer.account()?;
    let contract = contracts::get(app, viewer, contract).await?;
    auditor(app, viewer, &contract).await.map(|_| ())
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

/// Audits of a contract by the viewer's organisation, newest first, at most [`PAGE`]: from the newest, or older than one.
///
/// # Errors
/// [`Error::NotFound`] for who may not audit.
pub async fn list(app: &App, viewer: &Viewer, contract: Uuid, after: Option<Uuid>) -> Answer<Page<AuditView>> {
    viewer.account()?;
    let contract = contracts::get(app, viewer, contract).await?;
    let (_, organisation) = auditor(app, viewer, &contract).await?;
    let rows = db::audits::of_contract(&app.db, contract.key, organisation, after, PAGE.more()).await?;
    PAGE.of(rows, |run| view(app, run, contract.id, contract.number.clone()), |audit| audit.id.to_string())
}

/// A payroll over a contract to be filled in, as XLSX: `said` words it.
///
/// # Errors
/// [`Error::NotFound`] for who may not audit.
pub async fn template(
    app: &App,
    viewer: &Viewer,
    contract: Uuid,
    said: impl FnOnce(&TermSheet) -> Template,
) -> Answer<Vec<u8>> {
    viewer.account()?;
    let contract = contracts::get(app, viewer, contract).await?;
    auditor(app, viewer, &contract).await?;
    let template = said(contract.terms()?);
    app.compute(move || template.workbook()).await?.map_err(Error::internal)
}

/// One audit.
///
/// # Errors
/// [`Error::NotFound`] for who may not see it.
pub async fn get(app: &App, viewer: &Viewer, id: Uuid) -> Answer<AuditView> {
    let run = own(app, viewer, id).await?;
    let contract = db::contracts::find(&app.db, run.contract).await?.ok_or(Error::NotFound)?;
    view(app, run, contract.public_id, contract.number)
}

/// A page of an audit's findings: the first, or what comes after a place.
///
/// # Errors
/// [`Error::NotFound`] for who may not see it, or for a place where nothing was found.
pub async fn findings(app: &App, viewer: &Viewer, id: Uuid, after: Option<&Place>) -> Answer<FindingsPage> {
    let run = own(app, viewer, id).await?;
    let key = run.id;
    // Before it is done nobody knows what will be found.
    let summary: Summary = if run.summary.is_empty() { return Err(Error::NotFound) } else { from_json(&run.summary)? };
    let judged: u64 = summary.rules.values().map(|counts| counts.breach.saturating_add(counts.cannot_conclude)).sum();
    // What could not be judged for want of a column is told once, and is no finding.
    let total = judged.saturating_sub(summary.missing_column_records.values().sum());
    let after = match after {
        None => None,
        Some(place) => {
            let found = db::audits::finding(&app.db, key, (place.line, &place.sheet), &place.rule).await?;
            Some(found.ok_or(Error::NotFound)?)
        }
    };
    let (mut rows, kept) = db::audits::findings(&app.db, key, after, PAGE.more()).await?;
    let more = rows.len() > PAGE.size();
    rows.truncate(PAGE.size());
    let findings: Vec<FindingView> = rows.into_iter().map(FindingView::from).collect();
    let last = findings.last().filter(|_| more).map(|last| Place {
        line: last.line,
        rule: last.rule.clone(),
        sheet: last.sheet.clone(),
    });
    Ok(FindingsPage { total, kept, next: last, findings })
}

async fn own(app: &App, viewer: &Viewer, id: Uuid) -> Answer<audit_run::Model> {
    viewer.account()?;
    let row = db::audits::find(&app.db, id).await?.ok_or(Error::NotFound)?;
    let mine = viewer.mandates().iter().any(|h| h.organisation_key == row.organisation && h.negotiation.is_none());
    if mine { Ok(row) } else { Err(Error::NotFound) }
}

fn view(app: &App, row: audit_run::Model, contract: Uuid, contract_number: Option<String>) -> Answer<AuditView> {
    let summary = Some(&row.summary).filter(|text| !text.is_empty()).and_then(|text| {
        from_json(text).inspect_err(|error| app.unreadable("the summary of an audit", row.public_id, error)).ok()
    });
    let faults = if row.faults.is_empty() { Ok(Vec::new()) } else { from_json(&row.faults) };
    let faults = faults.inspect_err(|error| app.unreadable("the faults of an audit", row.public_id, error));
    let faults = faults.unwrap_or_default();
    Ok(AuditView {
        id: row.public_id,
        contract,
        contract_number,
        at: row.at,
        state: db::words::value(&row.state)?,
        finished_at: row.finished_at,
        summary,
        faults,
    })
}
