//! JSON API under `/api/v1`: every act and read, RFC 9457 problems, an OpenAPI document that is the router's own.

mod acts;
mod audits;
mod bargaining_limits;
mod body;
mod caucus;
mod contracts;
mod deadlines;
mod documents;
mod drafts;
mod imports;
mod jobs;
mod live;
mod mandates;
mod negotiations;
mod office;
mod paged;
mod payroll_profiles;
mod people;
mod problem;
mod redline;
mod rulebooks;
mod security;
mod session;
mod sheet;

use super::bodies::Space;
use super::throttle::{self, Throttle};
use super::{Failed, State, bounded, csrf};
use crate::service::Error;
use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::IntoResponse;
use axum::routing::get;
use utoipa::OpenApi;
use utoipa::openapi::OpenApi as Document;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use utoipa_swagger_ui::SwaggerUi;

#[derive(OpenApi)]
#[openapi(info(
    title = "Concord 薪约",
    description = "Collective wage bargaining: negotiations, acts, register, payroll audit. Decimals are strings."
))]
struct Api;

fn routed() -> OpenApiRouter<State> {
    OpenApiRouter::with_openapi(Api::openapi())
        .routes(routes!(session::sign_in, session::sign_out))
        .routes(routes!(session::token))
        .routes(routes!(session::me))
        .routes(routes!(session::password))
        .routes(routes!(people::organisations, people::create_organisation))
        .routes(routes!(people::affiliate))
        .routes(routes!(people::accounts, people::create_account))
        .routes(routes!(people::mandates, people::grant))
        .routes(routes!(people::revoke))
        .routes(routes!(jobs::list))
        .routes(routes!(jobs::revive))
        .routes(routes!(mandates::requests))
        .routes(routes!(mandates::confirm))
        .routes(routes!(mandates::refuse))
        .routes(routes!(mandates::of_organisation))
        .routes(routes!(mandates::log))
        .routes(routes!(mandates::close))
        .routes(routes!(mandates::reopen))
        .routes(routes!(negotiations::list, negotiations::create))
        .routes(routes!(negotiations::show))
        .routes(routes!(negotiations::table))
        .routes(routes!(redline::show))
        .routes(routes!(negotiations::ladder))
        .routes(routes!(negotiations::seen))
        .routes(routes!(negotiations::deadlines))
        .routes(routes!(negotiations::contract))
        .routes(routes!(office::of_negotiation))
        .routes(routes!(office::of_act))
        .routes(routes!(live::events))
        .routes(routes!(deadlines::list))
        .routes(routes!(acts::list, acts::serve))
        .routes(routes!(drafts::show, drafts::save, drafts::delete))
        .routes(routes!(imports::import))
        .routes(routes!(caucus::show, caucus::write))
        .routes(routes!(caucus::edit, caucus::remove))
        .routes(routes!(caucus::mark))
        .routes(routes!(caucus::information))
        .routes(routes!(caucus::sessions))
        .routes(routes!(documents::list, documents::upload))
        .routes(routes!(documents::show, documents::remove))
        .routes(routes!(drafts::check))
        .routes(routes!(drafts::history, drafts::restore))
        .routes(routes!(drafts::revision))
        .routes(routes!(drafts::floor))
        .routes(routes!(bargaining_limits::list, bargaining_limits::set))
        .routes(routes!(bargaining_limits::lift))
        .routes(routes!(contracts::search))
        .routes(routes!(contracts::show))
        .routes(routes!(office::of_register))
        .routes(routes!(contracts::audits, contracts::audit))
        .routes(routes!(contracts::audit_show))
        .routes(routes!(contracts::findings))
        .routes(routes!(payroll_profiles::list, payroll_profiles::keep))
        .routes(routes!(payroll_profiles::show))
        .routes(routes!(audits::rejects))
        .routes(routes!(audits::gaps))
        .routes(routes!(rulebooks::list))
        .routes(routes!(rulebooks::show))
        .routes(routes!(rulebooks::health))
}

/// The OpenAPI document.
pub fn document() -> Document {
    whole(routed().into_openapi())
}

/// What the routes do not say one by one: how failures look, who calls, examples of acts.
fn whole(mut document: Document) -> Document {
    acts::illustrate(&mut document);
    problem::document(&mut document);
    security::document(&mut document);
    document
}

/// The API's router.
pub(super) fn router(throttle: &Throttle, space: &Space, state: &State, early: bool) -> Router<State> {
    let (router, document) = routed().split_for_parts();
    let document = whole(document);
    let absent = || async { Failed::Service(Error::NotFound).into_response() };
    let router = router.route("/api/{*rest}", get(absent).fallback(absent)).method_not_allowed_fallback(|| async {
        Failed::Shape(axum::http::StatusCode::METHOD_NOT_ALLOWED, "method not allowed".to_owned()).into_response()
    });
    let api = bounded(router, space, state, early)
        .layer(from_fn_with_state(throttle.clone(), throttle::guard))
        .layer(from_fn(csrf::guard))
        .layer(from_fn(problem::render));
    api.merge(SwaggerUi::new("/api/docs").url("/api/v1/openapi.json", document))
}
