//! The law book: public.

use crate::http::{Failed, Path, State};
use crate::service::Error;
use axum::Json;
use axum::extract::State as Injected;
use domain::statute::Rulebook;
use serde_json::{Value, json};

/// All rulebooks.
#[utoipa::path(get, path = "/api/v1/rulebooks", tag = "law", responses(
    (status = 200, description = "Codes, names, hashes", body = [Object])))]
pub(super) async fn list(Injected(state): Injected<State>) -> Json<Vec<Value>> {
    Json(state.app.rulebooks.rulebooks().map(head).collect())
}

fn head(book: &Rulebook) -> Value {
    json!({"jurisdiction": book.jurisdiction(), "names": book.names(), "sha256": book.sha256(),
           "extends": book.parent().map(Rulebook::jurisdiction)})
}

/// One rulebook: every value with its source, trust and dates.
#[utoipa::path(get, path = "/api/v1/rulebooks/{code}", tag = "law", params(("code" = String, Path)), responses(
    (status = 200, description = "The rulebook's own values", body = Object), (status = 404, description = "None")))]
pub(super) async fn show(Injected(state): Injected<State>, Path(code): Path<String>) -> Result<Json<Value>, Failed> {
    let book = state.app.rulebooks.rulebook(&code).ok_or(Error::NotFound)?;
    let mut value = head(book);
    value["values"] = json!(book.values().collect::<Vec<_>>());
    value["minimum_wages"] = json!(book.minimums());
    Ok(Json(value))
}

/// Whether the server and its database answer.
#[utoipa::path(get, path = "/api/v1/health", tag = "operation", responses(
    (status = 200, description = "Well"), (status = 500, description = "The database does not answer")))]
pub(super) async fn health(Injected(state): Injected<State>) -> Result<Json<Value>, Failed> {
    state.app.db.ping().await.map_err(|error| Failed::Service(error.into()))?;
    Ok(Json(json!({"status": "ok"})))
}
