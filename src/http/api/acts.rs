//! Acts: the act as JSON, its name under `act`.

mod schema;
mod shapes;

use super::body::Body;
use crate::http::{Caller, Failed, Path, Query, State};
use crate::service::acts::{self, Terms};
use crate::service::negotiations::{self, ActView};
use axum::Json;
use axum::extract::State as Injected;
use axum::http::header::IF_MATCH;
use axum::http::{HeaderMap, StatusCode};
use domain::bargaining::{Act, Seq};
use schema::ActBody;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

/// Served acts, in order.
#[utoipa::path(get, path = "/api/v1/negotiations/{id}/acts", tag = "acts", params(("id" = Uuid, Path)), responses(
    (status = 200, description = "Acts", body = [Object]), (status = 401, description = "Not signed in"),
    (status = 404, description = "None, or not for you")))]
pub(super) async fn list(
    Injected(state): Injected<State>,
    caller: Caller,
    Path(id): Path<Uuid>,
) -> Result<Json<Vec<ActView>>, Failed> {
    Ok(Json(negotiations::acts(&state.app, &caller.viewer, id).await?))
}

/// Under which mandate.
#[derive(Deserialize, IntoParams)]
pub(super) struct Under {
    mandate: Option<Uuid>,
}

/// Does an act. `If-Match: "7"` does it only if the negotiation still stands at version 7.
#[utoipa::path(post, path = "/api/v1/negotiations/{id}/acts", tag = "acts", params(("id" = Uuid, Path), Under,
    ("If-Match" = Option<String>, Header, description = "Expected version, quoted")),
    request_body(content = ActBody, description = "The act, e.g. {\"act\":\"reply\",\"decision\":\"accept\"}"),
    responses((status = 201, description = "Done", body = Object), (status = 400, description = "Not JSON"),
    (status = 401, description = "Not signed in"), (status = 403, description = "Your role may not act"),
    (status = 404, description = "None, or not for you"), (status = 409, description = "Somebody was first"),
    (status = 415, description = "Not JSON"), (status = 422, description = "Refused: rule, article, faults")))]
pub(super) async fn serve(
    Injected(state): Injected<State>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Query(under): Query<Under>,
    headers: HeaderMap,
    Body(act): Body<Act>,
) -> Result<(StatusCode, Json<ActView>), Failed> {
    let expected_version =
        match headers.get(IF_MATCH) {
            None => None,
            Some(value) => Some(version(value.to_str().ok()).ok_or_else(|| {
                Failed::Shape(StatusCode::BAD_REQUEST, "If-Match: expected a quoted version".to_owned())
            })?),
        };
    let terms = Terms { mandate: under.mandate, expected_version, ..Terms::default() };
    Ok((StatusCode::CREATED, Json(acts::act(&state.app, &caller.viewer, id, act, terms).await?)))
}

fn version(text: Option<&str>) -> Option<Seq> {
    text?.trim().strip_prefix('"')?.strip_suffix('"')?.parse().ok()
}

#[cfg(test)]
mod tests;
