//! JSON API and pages over one router.

pub mod api;
mod attachment;
mod auth;
pub mod bodies;
mod clean;
pub mod connections;
mod csrf;
mod extract;
mod failed;
mod headers;
mod live;
mod observe;
mod office;
pub mod pages;
mod patience;
mod redirect;
mod rights;
mod shape;
mod spool;
mod throttle;

use crate::config::PublicUrl;
use crate::service::App;
use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use std::sync::Arc;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer};

pub use auth::{COOKIE, Caller};
pub use extract::{Path, Query};
pub use failed::Failed;
pub use observe::{metrics, serve_metrics};
pub use rights::{NEEDS, Need};

/// How the server is reached.
#[derive(Clone, Debug, Default)]
pub struct Reach {
    /// The address that links carry which leave the server.
    pub public_url: PublicUrl,
    /// Cookies only over HTTPS.
    pub secure_cookies: bool,
    /// A proxy stands before the server, and says in `X-Forwarded-For` whom it serves.
    pub behind_proxy: bool,
}

/// What every handler has.
#[derive(Clone, Debug)]
pub struct State {
    /// The application.
    pub app: App,
    /// How it is reached.
    pub reach: Reach,
}

/// Bounds what a request may send and how long it may take; before that, where `early`, judges the caller's rights.
/// Inside of what tells failures in words.
fn bounded(router: Router<State>, space: &bodies::Space, state: &State, early: bool) -> Router<State> {
    let router = router
        .layer(from_fn(patience::once_more))
        .layer(from_fn_with_state(space.clone(), bodies::space))
        .layer(from_fn(bodies::limit))
        .layer(from_fn(patience::limit));
    if early { router.layer(from_fn_with_state(state.clone(), rights::judge)) } else { router }
}

/// The whole router.
pub fn router(app: App, reach: Reach) -> Router {
    layered(app, reach, true)
}

/// The router without the layer that judges rights before a body is read ([`rights`]): what is refused here, the services
/// refuse by themselves. For tests.
#[doc(hidden)]
pub fn router_of_services(app: App, reach: Reach) -> Router {
    layered(app, reach, false)
}

/// `early`: rights are judged before a body is read.
fn layered(app: App, reach: Reach, early: bool) -> Router {
    let throttle = throttle::Throttle::new(reach.behind_proxy);
    let metrics = Arc::clone(&app.metrics);
    let (state, space) = (State { app, reach }, bodies::Space::default());
    Router::new()
        .merge(api::router(&throttle, &space, &state, early))
        .merge(pages::router(&throttle, &space, &state, early))
        .with_state(state)
        .layer(from_fn(headers::set))
        .layer(CatchPanicLayer::new())
        .layer(PropagateRequestIdLayer::x_request_id())
        .layer(from_fn_with_state(metrics, observe::observe))
        .layer(SetRequestIdLayer::x_request_id(MakeRequestUuid))
}
