//! A grid of wages from a file into the side's draft.

use crate::http::{Caller, Failed, Path, Query, State};
use crate::i18n::Lang;
use crate::service::imports::{self, ImportView, Onto, Source};
use crate::service::{Error, FieldCode, FieldFault};
use crate::text::{grid_fault, grid_place};
use axum::Json;
use axum::body::Bytes;
use axum::extract::State as Injected;
use domain::term::grid::{Answers, ColumnRead, GridFault, Layout, Meaning, Planned, Stood};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// How a grid is imported.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct How {
    /// `true` (the default): only say what it would do.
    dry_run: Option<bool>,
    /// The draft's version seen, 0 for none yet; required to write.
    version: Option<i64>,
    /// What columns are, by their place from 1: `3:of_zone,5:aside`. Words: grade, zone, size, level, unit, amount, of_size,
    /// of_zone, of_level (amounts for what the column's name says), aside (left out).
    columns: Option<String>,
}

/// Imports minimum wages (post × zone × size) from CSV or XLSX into the side's draft: one wage a row (`grade, zone, size,
/// level, unit, amount`, Chinese headers too), or a matrix of posts by size classes, zones or levels. A dry run tells what would be added and
/// changed and every fault of the file; writing is whole or not at all.
#[utoipa::path(post, path = "/api/v1/negotiations/{id}/draft/import", operation_id = "import_wages", tag = "drafts", params(How), request_body(content = String, content_type = "text/csv"), responses(
    (status = 200, description = "What it would do, or did", body = Imported), (status = 400, description = "A parameter that does not read"), (status = 401, description = "Not signed in"),
    (status = 403, description = "Your role may not write"), (status = 404, description = "None, or not for you"),
    (status = 409, description = "A colleague saved since"), (status = 422, description = "Faults of the file")))]
pub(super) async fn import(
    Injected(state): Injected<State>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Query(how): Query<How>,
    body: Bytes,
) -> Result<Json<Imported>, Failed> {
    let (app, viewer) = (&state.app, &caller.viewer);
    let source = Source { bytes: body.to_vec(), answers: answers(how.columns.as_deref().unwrap_or_default())? };
    let view = if how.dry_run.unwrap_or(true) {
        imports::dry_run(app, viewer, id, source).await?
    } else {
        let required = || Error::Invalid(vec![FieldFault { field: "version".to_owned(), code: FieldCode::Required }]);
        imports::import(app, viewer, id, how.version.ok_or_else(required)?, source).await?
    };
    Ok(Json(told(view, caller.lang)))
}

/// What is said of columns.
fn answers(text: &str) -> Result<Answers, Error> {
    let broken = || Error::Invalid(vec![FieldFault { field: "columns".to_owned(), code: FieldCode::Unknown }]);
    let answer = |part: &str| {
        let (column, meaning) = part.split_once(':')?;
        Some((column.trim().parse().ok()?, Meaning::from_word(meaning.trim())?))
    };
    let parts = text.split(',').filter(|part| !part.trim().is_empty()).take(domain::limits::COLUMNS);
    parts.map(|part| answer(part).ok_or_else(broken)).collect()
}

/// What an import does, or did; its faults also in words.
#[derive(Serialize, ToSchema)]
pub(super) struct Imported {
    layout: Option<Layout>,
    onto: Onto,
    /// Version of the draft (0: none yet): give it back to confirm. After writing, the new one.
    version: i64,
    written: bool,
    planned: Vec<Planned>,
    /// Wages of the draft that the file does not speak of: they stay.
    kept: Vec<Stood>,
    /// How each column is read. While one has no meaning nothing is written: say it in `columns`.
    columns: Vec<ColumnRead>,
    /// Columns and rows that were left out: numbers of rows, remarks, signatures.
    ignored: Vec<String>,
    /// With any, nothing is written.
    faults: Vec<GridFaultTold>,
}

/// A fault of the file, in the reader's language.
#[derive(Serialize, ToSchema)]
pub(super) struct GridFaultTold {
    #[serde(flatten)]
    fault: GridFault,
    /// Row and column.
    place: String,
    message: String,
}

fn told(view: ImportView, lang: Lang) -> Imported {
    let fault = |fault: GridFault| {
        let (place, message) = (grid_place(&fault, lang), grid_fault(&fault, lang));
        GridFaultTold { fault, place, message }
    };
    let ImportView { layout, onto, version, written, planned, kept, columns, ignored, faults, .. } = view;
    let faults = faults.into_iter().map(fault).collect();
    Imported { layout, onto, version, written, planned, kept, columns, ignored, faults }
}
