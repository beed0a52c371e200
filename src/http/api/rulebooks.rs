//! The law book: public.

use crate::http::{Failed, Path, State};
use crate::service::Error;
use axum::Json;
use axum::extract::State as Injected;
use domain::statute::{DatedValue, MinimumWage, Names, Rulebook};
use serde::Serialize;
use utoipa::ToSchema;

/// A rulebook's code, names and hash.
#[derive(Serialize, ToSchema)]
pub(super) struct RulebookHead {
    jurisdiction: String,
    names: Names,
    sha256: String,
    /// The rulebook whose values hold where this one says nothing.
    extends: Option<String>,
}

/// A rulebook with its own values.
#[derive(Serialize, ToSchema)]
pub(super) struct RulebookView {
    #[serde(flatten)]
    head: RulebookHead,
    values: Vec<DatedValue>,
    minimum_wages: Vec<MinimumWage>,
}

/// All rulebooks.
#[utoipa::path(get, path = "/api/v1/rulebooks", operation_id = "list_rulebooks", tag = "law", responses(
    (status = 200, description = "Codes, names, hashes", body = [RulebookHead])))]
pub(super) async fn list(Injected(state): Injected<State>) -> Json<Vec<RulebookHead>> {
    Json(state.app.rulebooks.rulebooks().map(head).collect())
}

fn head(book: &Rulebook) -> RulebookHead {
    RulebookHead {
        jurisdiction: book.jurisdiction().to_owned(),
        names: book.names().clone(),
        sha256: book.sha256().to_owned(),
        extends: book.parent().map(|parent| parent.jurisdiction().to_owned()),
    }
}

/// One rulebook: every value with its source, trust and dates.
#[utoipa::path(get, path = "/api/v1/rulebooks/{code}", operation_id = "get_rulebook", tag = "law", responses(
    (status = 200, description = "The rulebook's own values", body = RulebookView), (status = 404, description = "None")))]
pub(super) async fn show(
    Injected(state): Injected<State>,
    Path(code): Path<String>,
) -> Result<Json<RulebookView>, Failed> {
    let book = state.app.rulebooks.rulebook(&code).ok_or(Error::NotFound)?;
    let (values, minimum_wages) = (book.values().cloned().collect(), book.minimums().to_vec());
    Ok(Json(RulebookView { head: head(book), values, minimum_wages }))
}

/// The server answers.
#[derive(Serialize, ToSchema)]
pub(super) struct Health {
    /// `ok`.
    status: &'static str,
}

/// Whether the server and its database answer.
#[utoipa::path(get, path = "/api/v1/health", operation_id = "get_health", tag = "operation", responses(
    (status = 200, description = "Well", body = Health), (status = 500, description = "The database does not answer")))]
pub(super) async fn health(Injected(state): Injected<State>) -> Result<Json<Health>, Failed> {
    state.app.db.ping().await.map_err(|error| Failed::Service(error.into()))?;
    Ok(Json(Health { status: "ok" }))
}
