//! What open pages listen to, and the mark by which a page says so. Without scripts a page is reloaded by its reader.

use super::visit::Visit;
use crate::http::{Failed, Path, State, live};
use axum::Router;
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::get;
use domain::bargaining::Seq;
use maud::{Markup, html};
use uuid::Uuid;

pub(super) fn router() -> Router<State> {
    Router::new().route("/live", get(all)).route("/negotiations/{id}/live", get(one))
}

async fn all(visit: Visit, headers: HeaderMap) -> Result<Response, Failed> {
    live::stream(&visit.state, visit.caller, None, &headers).await
}

async fn one(visit: Visit, Path(id): Path<Uuid>, headers: HeaderMap) -> Result<Response, Failed> {
    live::stream(&visit.state, visit.caller, Some(id), &headers).await
}

/// Says to the script where this page's news comes from, up to which act it shows, and in which words to tell.
/// Parts with an `id` and `data-live` are kept fresh.
pub(super) fn mark(visit: &Visit, stream: &str, seq: Option<Seq>) -> Markup {
    let t = |key: &str| visit.t(key);
    html! {
        p.live #live-news role="status" data-stream=(stream) data-seq=[seq] data-updated=(t("live-updated"))
            data-editing=(t("live-editing")) data-look=(t("live-look")) data-ended=(t("live-ended"))
            data-away=(t("live-away")) {}
    }
}
