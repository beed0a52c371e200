//! Negotiations: the list, a new one, one negotiation with its table, timeline, acts, offer composer, contract.

mod act;
mod act_forms;
mod bargaining_limits;
mod contract;
mod do_act;
mod documents;
mod header;
mod import;
mod information;
mod ladder;
mod list;
mod new;
mod notes;
mod offer;
mod options;
mod overview;
mod redline;
mod rendered;
mod sessions;
mod sheet;
mod table;
mod timeline;
mod wages;

use crate::http::State;
use axum::Router;
use axum::routing::{get, post};
use domain::bargaining::ActKind;
use uuid::Uuid;

pub(super) use list::view as list_view;
pub(super) use sheet::view as sheet_view;

/// The page on which an act is done.
pub(super) fn act_path(negotiation: Uuid, act: ActKind) -> String {
    match act {
        ActKind::TableOffer => format!("/negotiations/{negotiation}/offer"),
        ActKind::ServeDocument => format!("/negotiations/{negotiation}/documents"),
        act => format!("/negotiations/{negotiation}/do/{act}"),
    }
}

pub(super) fn router() -> Router<State> {
    Router::new()
        .route("/negotiations", get(list::show))
        .route("/negotiations/new", get(new::show).post(new::create))
        .route("/negotiations/{id}", get(overview::show))
        .route("/negotiations/{id}/ladder", get(ladder::show))
        .route("/negotiations/{id}/seen", post(table::seen::send))
        .route("/negotiations/{id}/timeline", get(timeline::show))
        .route("/negotiations/{id}/acts/{seq}", get(act::show))
        .route("/negotiations/{id}/do/{act}", get(do_act::show).post(do_act::send))
        .route("/negotiations/{id}/offer", get(offer::show).post(offer::send))
        .route("/negotiations/{id}/offer/check", post(offer::check))
        .route("/negotiations/{id}/offer/draft", post(offer::keep))
        .route("/negotiations/{id}/offer/history", get(offer::show_history).post(offer::restore))
        .route("/negotiations/{id}/bargaining-limits", get(bargaining_limits::show).post(bargaining_limits::change))
        .route("/negotiations/{id}/contract", get(contract::show))
        .route("/negotiations/{id}/contract/document", get(rendered::show_contract))
        .route("/negotiations/{id}/contract/document.docx", get(rendered::save_contract))
        .route("/negotiations/{id}/acts/{seq}/document", get(rendered::show_act))
        .route("/negotiations/{id}/acts/{seq}/document.docx", get(rendered::save_act))
        .route("/negotiations/{id}/redline", get(redline::show))
        .route("/negotiations/{id}/redline.docx", get(rendered::save_redline))
        .merge(import::router())
        .route("/negotiations/{id}/information", get(information::show))
        .route("/negotiations/{id}/sessions", get(sessions::show))
        .merge(documents::router())
        .merge(notes::router())
}
