//! Profiles of payrolls that an organisation keeps.

use super::body::Body;
use super::paged::{After, Paged};
use crate::http::{Caller, Failed, Path, State};
use crate::service::payroll_profiles::{self, ProfileView};
use axum::Json;
use axum::extract::State as Injected;
use axum::http::StatusCode;
use axum::http::header::{HeaderName, LOCATION};
use domain::payroll::profile::schema::PayrollProfile;
use serde::Deserialize;
use serde_json::value::RawValue;
use uuid::Uuid;
use validator::Validate;

/// A profile as it was sent: what is right of it is for the domain to say.
#[derive(Deserialize, Validate)]
#[serde(transparent)]
pub(super) struct ProfileBody {
    json: Box<RawValue>,
}

/// Profiles of an organisation, all versions, the newest first, fifty a page: for who holds a mandate for it.
#[utoipa::path(get, path = "/api/v1/organisations/{id}/payroll-profiles", operation_id = "list_payroll_profiles", tag = "audit",
    params(("after" = Option<String>, Query, description = "From the `Link` of the page before")),
    responses((status = 200, description = "Versions; `Link` names the next page", body = [ProfileView]),
    (status = 400, description = "A parameter that does not read"), (status = 401, description = "Not signed in"),
    (status = 404, description = "None, or you hold no mandate for it"), (status = 422, description = "An `after` that no page named")))]
pub(super) async fn list(
    Injected(state): Injected<State>,
    caller: Caller,
    Path(id): Path<Uuid>,
    after: After,
) -> Result<Paged<ProfileView>, Failed> {
    let page = payroll_profiles::list(&state.app, &caller.viewer, id, after.id()?).await?;
    Ok(after.page(page))
}

/// Keeps a profile (`concord.payroll-profile/1`): the next version of its name; the last one where it says the same.
#[utoipa::path(post, path = "/api/v1/organisations/{id}/payroll-profiles", operation_id = "keep_payroll_profile", tag = "audit",
    request_body = PayrollProfile, responses(
    (status = 201, description = "The version", body = ProfileView), (status = 400, description = "Not JSON"),
    (status = 401, description = "Not signed in"), (status = 403, description = "Your role only watches"),
    (status = 404, description = "None, or you hold no mandate for it"), (status = 415, description = "Not JSON"), (status = 422, description = "Faults of the profile, all of them")))]
pub(super) async fn keep(
    Injected(state): Injected<State>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Body(body): Body<ProfileBody>,
) -> Result<(StatusCode, [(HeaderName, String); 1], Json<ProfileView>), Failed> {
    let view = payroll_profiles::create(&state.app, &caller.viewer, id, body.json.get().as_bytes()).await?;
    Ok((StatusCode::CREATED, [(LOCATION, format!("/api/v1/payroll-profiles/{}", view.id))], Json(view)))
}

/// One version of a profile.
#[utoipa::path(get, path = "/api/v1/payroll-profiles/{id}", operation_id = "get_payroll_profile", tag = "audit", responses(
    (status = 200, description = "The version", body = ProfileView), (status = 400, description = "An id that does not read"),
    (status = 401, description = "Not signed in"), (status = 404, description = "None, or you hold no mandate for its organisation")))]
pub(super) async fn show(
    Injected(state): Injected<State>,
    caller: Caller,
    Path(id): Path<Uuid>,
) -> Result<Json<ProfileView>, Failed> {
    Ok(Json(payroll_profiles::get(&state.app, &caller.viewer, id).await?))
}
