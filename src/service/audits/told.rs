//! What an audit keeps beside its findings: rejected lines, and months without a line; and all of it to be written out.

use super::{FindingView, PAGE, own};
use crate::db;
use crate::db::words::from_json;
use crate::service::{Answer, App, Error, Viewer};
use domain::payroll::{LineFault, Summary};
use entity::{audit_gap, audit_reject, audit_run};
use serde::Serialize;
use uuid::Uuid;

/// Rows fetched at once to be written out.
const CHUNK: u64 = 2_000;

/// A line that was not audited.
#[derive(Clone, Debug)]
pub struct RejectView {
    /// Line of the file, row of the sheet.
    pub line: i64,
    /// Sheet of a workbook; empty otherwise.
    pub sheet: String,
    /// At most forty.
    pub faults: Vec<LineFault>,
}

/// A page of rejected lines.
#[derive(Clone, Debug)]
pub struct RejectsPage {
    /// Rejected in all.
    pub total: u64,
    /// Kept to be read, at most [`domain::limits::REJECTS_KEPT`]: the first ones of the file.
    pub kept: u64,
    pub rejects: Vec<RejectView>,
    /// How many to skip for the page after this one.
    pub next: Option<u64>,
}

/// A month without a line.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct GapView {
    pub enterprise_id: String,
    /// Empty: of the enterprise as a whole.
    pub worker_id: String,
    /// `YYYY-MM`.
    pub period: String,
    /// `missing_line`: between two lines of the worker; `missing_month`: no line of an enterprise of the roster.
    pub kind: String,
}

/// A page of months without a line.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct GapsPage {
    /// All of them.
    pub total: u64,
    /// Kept to be read, at most [`domain::limits::GAPS_KEPT`]: the first by enterprise, worker and month.
    pub kept: u64,
    /// At most a hundred.
    pub gaps: Vec<GapView>,
    /// `after` of the page after this one; none on the last.
    pub next: Option<u64>,
}

/// An audit that is done, as far as whoever asks may read it.
#[derive(Clone, Debug)]
pub struct OfAudit {
    run: i64,
    summary: Summary,
}

/// An audit that is done, for who may read it.
///
/// # Errors
/// [`Error::NotFound`] for who may not see it, and before it is done.
pub async fn of_audit(app: &App, viewer: &Viewer, id: Uuid) -> Answer<OfAudit> {
    let run: audit_run::Model = own(app, viewer, id).await?;
    let summary = if run.summary.is_empty() { return Err(Error::NotFound) } else { from_json(&run.summary)? };
    Ok(OfAudit { run: run.id, summary })
}

/// The page of what was asked for, and where the next one begins.
fn page<T>(mut rows: Vec<T>, skip: u64) -> (Vec<T>, Option<u64>) {
    let more = rows.len() > PAGE.size();
    rows.truncate(PAGE.size());
    let next = u64::try_from(PAGE.size()).ok().map(|size| skip.saturating_add(size)).filter(|_| more);
    (rows, next)
}

/// Rejected lines of an audit after the first `skip`, in the order of the file.
///
/// # Errors
/// The store's.
pub async fn rejects(app: &App, of: &OfAudit, skip: u64) -> Answer<RejectsPage> {
    let (rows, kept) = db::audits::rejects(&app.db, of.run, skip, PAGE.more()).await?;
    let (rows, next) = page(rows, skip);
    Ok(RejectsPage { total: of.summary.rejected, kept, rejects: rejected(rows)?, next })
}

/// Months without a line after the first `skip`, by enterprise, worker and month.
///
/// # Errors
/// The store's.
pub async fn gaps(app: &App, of: &OfAudit, skip: u64) -> Answer<GapsPage> {
    let (rows, kept) = db::audits::gaps(&app.db, of.run, skip, PAGE.more()).await?;
    let (rows, next) = page(rows, skip);
    let total = of.summary.missing_lines.saturating_add(of.summary.missing_months);
    Ok(GapsPage { total, kept, gaps: rows.into_iter().map(gap).collect(), next })
}

/// Some findings after a place, to be written out, and the place they end at; empty at the end.
///
/// # Errors
/// The store's.
pub async fn finding_rows(app: &App, of: &OfAudit, after: Option<i64>) -> Answer<(Vec<FindingView>, Option<i64>)> {
    let rows = db::audits::findings_after(&app.db, of.run, after, CHUNK).await?;
    let last = rows.last().map(|row| row.id);
    Ok((rows.into_iter().map(FindingView::from).collect(), last))
}

/// Some rejected lines after the first `skip`, to be written out; empty at the end.
///
/// # Errors
/// The store's.
pub async fn reject_rows(app: &App, of: &OfAudit, skip: u64) -> Answer<Vec<RejectView>> {
    rejected(db::audits::rejects(&app.db, of.run, skip, CHUNK).await?.0)
}

/// Some months without a line after the first `skip`, to be written out; empty at the end.
///
/// # Errors
/// The store's.
pub async fn gap_rows(app: &App, of: &OfAudit, skip: u64) -> Answer<Vec<GapView>> {
    Ok(db::audits::gaps(&app.db, of.run, skip, CHUNK).await?.0.into_iter().map(gap).collect())
}

fn rejected(rows: Vec<audit_reject::Model>) -> Answer<Vec<RejectView>> {
    let each =
        |row: audit_reject::Model| Ok(RejectView { line: row.line, sheet: row.sheet, faults: from_json(&row.faults)? });
    rows.into_iter().map(each).collect()
}

fn gap(row: audit_gap::Model) -> GapView {
    GapView { enterprise_id: row.enterprise_id, worker_id: row.worker_id, period: row.period, kind: row.kind }
}
