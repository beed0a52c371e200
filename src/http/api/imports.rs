//! A grid of wages from a file into the side's draft.

use crate::http::{Caller, Failed, Path, Query, State};
use crate::service::imports::{self, ImportView};
use crate::service::{Error, FieldFault};
use crate::text::{grid_fault, grid_place};
use axum::Json;
use axum::body::Bytes;
use axum::extract::State as Injected;
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::IntoParams;
use uuid::Uuid;

/// How a grid is imported.
#[derive(Deserialize, IntoParams)]
pub(super) struct How {
    /// `true` (the default): only say what it would do.
    dry_run: Option<bool>,
    /// The draft's version seen, 0 for none yet; required to write.
    version: Option<i64>,
}

/// Imports minimum wages (post × zone × size) from CSV or XLSX into the side's draft: one wage a row (`grade, zone, size,
/// unit, amount`, Chinese headers too), or a matrix of posts by size classes. A dry run tells what would be added and
/// changed and every fault of the file; writing is whole or not at all.
#[utoipa::path(post, path = "/api/v1/negotiations/{id}/draft/import", tag = "drafts", params(("id" = Uuid, Path), How),
    request_body(content = String, content_type = "text/csv"), responses(
    (status = 200, description = "What it would do, or did", body = Object), (status = 400, description = "A parameter that does not read"), (status = 401, description = "Not signed in"),
    (status = 403, description = "Your role may not write"), (status = 404, description = "None, or not for you"),
    (status = 409, description = "A colleague saved since"), (status = 422, description = "Faults of the file")))]
pub(super) async fn import(
    Injected(state): Injected<State>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Query(how): Query<How>,
    body: Bytes,
) -> Result<Json<Value>, Failed> {
    let (app, viewer, bytes) = (&state.app, &caller.viewer, body.to_vec());
    let view = if how.dry_run.unwrap_or(true) {
        imports::dry_run(app, viewer, id, bytes).await?
    } else {
        let required = || Error::Invalid(vec![FieldFault { field: "version".to_owned(), code: "required" }]);
        imports::import(app, viewer, id, how.version.ok_or_else(required)?, bytes).await?
    };
    Ok(Json(told(&view, &caller)))
}

/// The answer, its faults also in words.
fn told(view: &ImportView, caller: &Caller) -> Value {
    let mut value = json!(view);
    let fault = |fault| {
        let mut told = json!(fault);
        told["place"] = grid_place(fault, caller.lang).into();
        told["message"] = grid_fault(fault, caller.lang).into();
        told
    };
    value["faults"] = view.faults.iter().map(fault).collect();
    value
}
