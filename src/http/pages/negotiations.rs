//! Negotiations: the list, a new one, one negotiation with its table, timeline, acts, offer composer, contract.

mod act;
mod ceilings;
mod contract;
mod deed;
mod deeds;
mod header;
mod list;
mod new;
mod offer;
mod options;
mod overview;
mod sheet;
mod table;
mod timeline;

use crate::http::State;
use axum::Router;
use axum::routing::{get, post};

pub(super) use list::view as list_view;
pub(super) use sheet::view as sheet_view;

/// The page on which a deed is done.
pub(super) fn deed_path(negotiation: i64, deed: &str) -> String {
    match deed {
        "table_offer" => format!("/negotiations/{negotiation}/offer"),
        deed => format!("/negotiations/{negotiation}/do/{deed}"),
    }
}

pub(super) fn router() -> Router<State> {
    Router::new()
        .route("/negotiations", get(list::show))
        .route("/negotiations/new", get(new::show).post(new::create))
        .route("/negotiations/{id}", get(overview::show))
        .route("/negotiations/{id}/timeline", get(timeline::show))
        .route("/negotiations/{id}/acts/{seq}", get(act::show))
        .route("/negotiations/{id}/do/{deed}", get(deed::show).post(deed::act))
        .route("/negotiations/{id}/offer", get(offer::show).post(offer::send))
        .route("/negotiations/{id}/offer/check", post(offer::check))
        .route("/negotiations/{id}/offer/draft", post(offer::keep))
        .route("/negotiations/{id}/offer/history", get(offer::show_history).post(offer::restore))
        .route("/negotiations/{id}/ceilings", get(ceilings::show).post(ceilings::change))
        .route("/negotiations/{id}/contract", get(contract::show))
}
