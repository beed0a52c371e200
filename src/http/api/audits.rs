//! What an audit keeps beside its findings: rejected lines, and months without a line.

use crate::http::{Caller, Failed, Path, Query, State};
use crate::i18n::Lang;
use crate::service::audits::{self, GapsPage, RejectView, RejectsPage};
use crate::text::file::line_fault;
use axum::Json;
use axum::extract::State as Injected;
use domain::payroll::LineFault;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// Where a page begins.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Skip {
    /// `next` of the page before.
    after: Option<u64>,
}

/// A page of rejected lines.
#[derive(Serialize, ToSchema)]
pub(super) struct Rejects {
    /// Rejected in all.
    total: u64,
    /// Kept to be read, at most 10,000: the first ones of the file.
    kept: u64,
    /// At most a hundred.
    rejects: Vec<Reject>,
    /// `after` of the page after this one; none on the last.
    next: Option<u64>,
}

/// A line that was not audited.
#[derive(Serialize, ToSchema)]
pub(super) struct Reject {
    /// Line of the file, row of the sheet.
    line: i64,
    /// Sheet of a workbook; empty otherwise.
    sheet: String,
    /// At most forty.
    faults: Vec<RejectFault>,
}

/// What is wrong with it.
#[derive(Serialize, ToSchema)]
pub(super) struct RejectFault {
    /// The column as the audit knows it; empty: the line as a whole.
    column: String,
    /// Its name as the file has it.
    name: String,
    /// What stands there, at most sixty characters.
    found: String,
    /// A word: `duplicate`, `required`, `parts-differ` …
    reason: String,
    /// All of it as a sentence, in the language that was asked for.
    message: String,
}

impl RejectFault {
    fn told(fault: LineFault, lang: Lang) -> Self {
        let (message, reason) = (line_fault(&fault, lang), fault.reason.word().to_owned());
        Self { column: fault.column, name: fault.name, found: fault.found, reason, message }
    }
}

fn told(page: RejectsPage, lang: Lang) -> Rejects {
    let reject = |RejectView { line, sheet, faults }| Reject {
        line,
        sheet,
        faults: faults.into_iter().map(|fault| RejectFault::told(fault, lang)).collect(),
    };
    let rejects = page.rejects.into_iter().map(reject).collect();
    Rejects { total: page.total, kept: page.kept, rejects, next: page.next }
}

/// Lines that an audit did not read, each with every fault in it, in the order of the file, a hundred a page; at most 10,000 are kept, all are counted.
#[utoipa::path(get, path = "/api/v1/audits/{id}/rejects", operation_id = "list_rejects", tag = "audit", params(Skip), responses((status = 200, description = "Rejected lines", body = Rejects),
    (status = 400, description = "A number that does not read"), (status = 401, description = "Not signed in"),
    (status = 404, description = "None, not for you, or not done yet")))]
pub(super) async fn rejects(
    Injected(state): Injected<State>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Query(skip): Query<Skip>,
) -> Result<Json<Rejects>, Failed> {
    let of = audits::of_audit(&state.app, &caller.viewer, id).await?;
    let page = audits::rejects(&state.app, &of, skip.after.unwrap_or(0)).await?;
    Ok(Json(told(page, caller.lang)))
}

/// Who has no line: months of a worker between two of his lines, months in force without any line of an enterprise of the roster; by enterprise, worker and month, a hundred a page; at most 10,000 are kept, all are counted.
#[utoipa::path(get, path = "/api/v1/audits/{id}/gaps", operation_id = "list_gaps", tag = "audit", params(Skip), responses((status = 200, description = "Months without a line", body = GapsPage),
    (status = 400, description = "A number that does not read"), (status = 401, description = "Not signed in"),
    (status = 404, description = "None, not for you, or not done yet")))]
pub(super) async fn gaps(
    Injected(state): Injected<State>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Query(skip): Query<Skip>,
) -> Result<Json<GapsPage>, Failed> {
    let of = audits::of_audit(&state.app, &caller.viewer, id).await?;
    Ok(Json(audits::gaps(&state.app, &of, skip.after.unwrap_or(0)).await?))
}
