//! Acts: the act as JSON, its name under `act`.

mod given;

use super::body::Body;
use crate::http::{Caller, Failed, Path, Query, State};
use crate::service::acts::{self, Terms};
use crate::service::negotiations::{self, ActView};
use axum::Json;
use axum::extract::State as Injected;
use axum::http::header::IF_MATCH;
use axum::http::{HeaderMap, StatusCode};
use domain::bargaining::{Act, Seq};
use given::ActBody;
use serde::Deserialize;
use serde_json::Value;
use utoipa::IntoParams;
use utoipa::openapi::schema::AdditionalProperties;
use utoipa::openapi::{OpenApi, RefOr, Schema};
use uuid::Uuid;

/// Served acts, in order.
#[utoipa::path(get, path = "/api/v1/negotiations/{id}/acts", operation_id = "list_acts", tag = "acts", responses(
    (status = 200, description = "Acts", body = [ActView]), (status = 401, description = "Not signed in"),
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
#[into_params(parameter_in = Query)]
pub(super) struct Under {
    mandate: Option<Uuid>,
}

/// Does an act. `If-Match: "7"` does it only if the negotiation still stands at version 7.
#[utoipa::path(post, path = "/api/v1/negotiations/{id}/acts", operation_id = "do_act", tag = "acts", params(Under, ("If-Match" = Option<String>, Header, description = "Expected version, quoted")),
    request_body(content = Act, description = "The act, e.g. {\"act\":\"reply\",\"decision\":\"accept\"}"),
    responses((status = 201, description = "Done", body = ActView), (status = 400, description = "Not JSON"),
    (status = 401, description = "Not signed in"), (status = 403, description = "Your role may not act"),
    (status = 404, description = "None, or not for you"), (status = 409, description = "Somebody was first"),
    (status = 415, description = "Not JSON"), (status = 422, description = "Refused: rule, article, faults")))]
pub(super) async fn serve(
    Injected(state): Injected<State>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Query(under): Query<Under>,
    headers: HeaderMap,
    Body(ActBody { act }): Body<ActBody>,
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

/// An example of every act.
const EXAMPLES: &str = include_str!("acts/examples.json");

/// What stands in acts and takes no field that it does not name. (An act takes none either; its schema cannot say so, for an
/// act as stored is the same with more beside it.)
const WITHIN: [&str; 4] = ["Delegate", "FilingPack", "ObjectedItem", "ReviewHeads"];

/// Titles each act of the document with its name and shows its example.
pub(super) fn illustrate(document: &mut OpenApi) {
    let examples: Vec<Value> = serde_json::from_str(EXAMPLES).unwrap_or_default();
    let Some(schemas) = document.components.as_mut().map(|components| &mut components.schemas) else { return };
    for name in WITHIN {
        if let Some(RefOr::T(Schema::Object(object))) = schemas.get_mut(name) {
            object.additional_properties = Some(Box::new(AdditionalProperties::FreeForm(false)));
        }
    }
    let Some(RefOr::T(Schema::OneOf(acts))) = schemas.get_mut("Act") else { return };
    for (act, example) in acts.items.iter_mut().zip(examples) {
        if let RefOr::T(Schema::Object(object)) = act {
            object.title = example["act"].as_str().map(str::to_owned);
            object.examples = vec![example];
        }
    }
}

#[cfg(test)]
mod tests;
