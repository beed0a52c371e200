//! What open pages listen to.

use super::visit::Visit;
use crate::http::{Failed, State, live};
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::get;

pub(super) fn router() -> Router<State> {
    Router::new().route("/live", get(all)).route("/negotiations/{id}/live", get(one))
}

async fn all(visit: Visit) -> Result<Response, Failed> {
    live::stream(&visit.state, visit.caller, None).await
}

async fn one(visit: Visit, Path(id): Path<i64>) -> Result<Response, Failed> {
    live::stream(&visit.state, visit.caller, Some(id)).await
}
