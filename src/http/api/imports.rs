//! A grid of wages from a file into the side's draft.

use crate::http::{Caller, Failed, Path, Query, State};
use crate::i18n::Lang;
use crate::service::imports::Onto;
use crate::service::imports::{self, ImportView};
use crate::service::{Error, FieldCode, FieldFault};
use crate::text::{grid_fault, grid_place};
use axum::Json;
use axum::body::Bytes;
use axum::extract::State as Injected;
use domain::term::grid::{GridFault, Layout, Planned, Stood};
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
}

/// Imports minimum wages (post × zone × size) from CSV or XLSX into the side's draft: one wage a row (`grade, zone, size,
/// unit, amount`, Chinese headers too), or a matrix of posts by size classes. A dry run tells what would be added and
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
    let (app, viewer, bytes) = (&state.app, &caller.viewer, body.to_vec());
    let view = if how.dry_run.unwrap_or(true) {
        imports::dry_run(app, viewer, id, bytes).await?
    } else {
        let required = || Error::Invalid(vec![FieldFault { field: "version".to_owned(), code: FieldCode::Required }]);
        imports::import(app, viewer, id, how.version.ok_or_else(required)?, bytes).await?
    };
    Ok(Json(told(view, caller.lang)))
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
    let ImportView { layout, onto, version, written, planned, kept, ignored, faults } = view;
    let faults = faults.into_iter().map(fault).collect();
    Imported { layout, onto, version, written, planned, kept, ignored, faults }
}
