//! Server-rendered pages: every flow with links and forms alone, Chinese and English.

mod assets;
mod audits;
mod calendar;
mod deadlines;
mod failed;
mod fold;
mod form;
mod home;
mod law;
mod live;
mod mapping;
mod negotiations;
mod operator;
mod organisations;
mod parts;
mod register;
mod rendered;
mod session;
mod shell;
mod upload;
mod visit;

use super::bodies::Space;
use super::throttle::{self, Throttle};
use super::{Failed, State, bounded, csrf};
use crate::service::Error;
use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::IntoResponse;
use axum::routing::get;

/// The pages' router.
pub(super) fn router(throttle: &Throttle, space: &Space, state: &State, early: bool) -> Router<State> {
    let absent = || async { Failed::Service(Error::NotFound).into_response() };
    let pages = Router::new()
        .merge(home::router())
        .merge(session::router())
        .merge(negotiations::router())
        .merge(register::router())
        .merge(audits::router())
        .merge(mapping::router())
        .merge(law::router())
        .merge(live::router())
        .merge(deadlines::router())
        .merge(calendar::router())
        .merge(operator::router())
        .merge(organisations::router())
        .route("/assets/{file}", get(assets::asset))
        .fallback(absent)
        .method_not_allowed_fallback(absent);
    bounded(pages, space, state, early)
        .layer(from_fn_with_state(throttle.clone(), throttle::guard))
        .layer(from_fn(csrf::guard))
        .layer(from_fn(failed::render))
}
