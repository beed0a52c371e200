//! The redline between two texts of a negotiation.

use crate::http::{Caller, Failed, Path, Query, State};
use crate::service::redline::{self, RedlineView};
use axum::Json;
use axum::extract::State as Injected;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

/// Which two.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Between {
    /// The old text: an offer's act number, `previous`, `agreement`, `in_force`, or `own` (your side's draft).
    from: Option<String>,
    /// The new text, likewise.
    to: Option<String>,
    /// `next` of the page before.
    after: Option<String>,
}

/// What two texts differ in: cells added, removed and changed with old and new value, moved items, prose by words.
/// Accepting all of it makes the one into the other; a page has at most 1,000 items. Without both texts: the last offer against its side's former one.
#[utoipa::path(get, path = "/api/v1/negotiations/{id}/redline", operation_id = "get_redline", tag = "negotiations", params(Between), responses((status = 200, description = "The redline", body = RedlineView), (status = 400, description = "A parameter that does not read"), (status = 401, description = "Not signed in"),
    (status = 404, description = "None, or not for you"), (status = 422, description = "Your draft has faults")))]
pub(super) async fn show(
    Injected(state): Injected<State>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Query(between): Query<Between>,
) -> Result<Json<RedlineView>, Failed> {
    let named = between.from.as_deref().zip(between.to.as_deref());
    let found = redline::redline(&state.app, &caller.viewer, id, named).await?;
    Ok(Json(found.page(between.after.as_deref())))
}
