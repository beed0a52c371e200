//! The work that waits, for the operator.

use crate::http::{Caller, Failed, Path, State};
use crate::service::jobs::{self, JobsView};
use axum::Json;
use axum::extract::State as Injected;
use axum::http::StatusCode;

/// How the work stands, and the last hundred jobs that were given up (operator).
#[utoipa::path(get, path = "/api/v1/jobs", operation_id = "list_jobs", tag = "jobs", responses(
    (status = 200, description = "The work", body = JobsView), (status = 401, description = "Not signed in"),
    (status = 404, description = "You are no operator")))]
pub(super) async fn list(Injected(state): Injected<State>, caller: Caller) -> Result<Json<JobsView>, Failed> {
    Ok(Json(jobs::view(&state.app, &caller.viewer).await?))
}

/// Starts a job again that was given up (operator).
#[utoipa::path(post, path = "/api/v1/jobs/{key}/revive", operation_id = "revive_job", tag = "jobs", responses(
    (status = 204, description = "It is due now"), (status = 401, description = "Not signed in"),
    (status = 404, description = "None was given up by this key, or you are no operator")))]
pub(super) async fn revive(
    Injected(state): Injected<State>,
    caller: Caller,
    Path(key): Path<String>,
) -> Result<StatusCode, Failed> {
    jobs::revive(&state.app, &caller.viewer, &key).await?;
    Ok(StatusCode::NO_CONTENT)
}
