//! Signing in and out, tokens, who I am.

use super::body::Body;
use crate::http::shape::most;
use crate::http::throttle::Network;
use crate::http::{COOKIE, Caller, Failed, State};
use crate::service::accounts::{self, Carrier, PasswordChange};
use crate::service::{ActiveMandate, Error, Viewer};
use axum::Json;
use axum::extract::State as Injected;
use axum::http::StatusCode;
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use chrono::{DateTime, Utc};
use domain::limits;
use domain::party::MandateRole;
use domain::schema::Line;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

/// Login and password.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SignIn {
    #[validate(length(max = most(limits::SHORT)))]
    #[schema(value_type = Line)]
    login: String,
    #[validate(length(max = most(limits::SHORT)))]
    #[schema(value_type = Line)]
    password: String,
}

/// A browser's session.
#[derive(Serialize, ToSchema)]
pub(super) struct SignedIn {
    /// Goes into every form.
    csrf: String,
    expires_at: DateTime<Utc>,
}

/// Signs in a browser: sets the session cookie.
#[utoipa::path(post, path = "/api/v1/session", request_body = SignIn, tag = "session", responses(
    (status = 200, description = "Signed in; `csrf` goes into forms", body = SignedIn),
    (status = 400, description = "Not JSON"),
    (status = 401, description = "Unknown login or wrong password"),
    (status = 429, description = "Too many sign-ins, or too many wrong ones; `Retry-After` says when"),
    (status = 415, description = "Not JSON"), (status = 422, description = "Wrong shape")))]
pub(super) async fn sign_in(
    Injected(state): Injected<State>,
    Network(address): Network,
    jar: CookieJar,
    Body(body): Body<SignIn>,
) -> Result<(CookieJar, Json<SignedIn>), Failed> {
    let token = accounts::sign_in(&state.app, &body.login, &body.password, Carrier::Cookie, address).await?;
    let cookie = Cookie::build((COOKIE, token.token))
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(state.reach.secure_cookies)
        .path("/");
    Ok((jar.add(cookie), Json(SignedIn { csrf: token.csrf, expires_at: token.expires_at })))
}

/// Signs out.
#[utoipa::path(delete, path = "/api/v1/session", tag = "session", responses(
    (status = 204, description = "Signed out"), (status = 401, description = "Not signed in")))]
pub(super) async fn sign_out(
    Injected(state): Injected<State>,
    caller: Caller,
    jar: CookieJar,
) -> Result<(CookieJar, StatusCode), Failed> {
    let token = caller.token.ok_or(Failed::Service(Error::Unauthenticated))?;
    accounts::sign_out(&state.app, &token).await?;
    Ok((jar.remove(Cookie::build(COOKIE).path("/")), StatusCode::NO_CONTENT))
}

/// A bearer token for programs.
#[utoipa::path(post, path = "/api/v1/tokens", operation_id = "create_token", request_body = SignIn, tag = "session", responses(
    (status = 201, description = "The token, shown this once", body = accounts::Token),
    (status = 400, description = "Not JSON"),
    (status = 401, description = "Unknown login or wrong password"),
    (status = 429, description = "Too many sign-ins, or too many wrong ones; `Retry-After` says when"),
    (status = 415, description = "Not JSON"), (status = 422, description = "Wrong shape")))]
pub(super) async fn token(
    Injected(state): Injected<State>,
    Network(address): Network,
    Body(body): Body<SignIn>,
) -> Result<(StatusCode, Json<accounts::Token>), Failed> {
    let token = accounts::sign_in(&state.app, &body.login, &body.password, Carrier::Bearer, address).await?;
    Ok((StatusCode::CREATED, Json(token)))
}

/// The account, and its mandates of today.
#[derive(Serialize, ToSchema)]
pub(super) struct Me {
    id: Uuid,
    name: String,
    locale: String,
    operator: bool,
    mandates: Vec<OwnMandate>,
}

/// A mandate in force.
#[derive(Serialize, ToSchema)]
pub(super) struct OwnMandate {
    mandate: Uuid,
    organisation: Uuid,
    role: MandateRole,
    /// The one negotiation it is limited to.
    negotiation: Option<Uuid>,
}

/// Who I am, and under which mandates I may act today.
#[utoipa::path(get, path = "/api/v1/me", operation_id = "get_me", tag = "session", responses(
    (status = 200, description = "The account", body = Me), (status = 401, description = "Not signed in")))]
pub(super) async fn me(caller: Caller) -> Result<Json<Me>, Failed> {
    let Viewer::Account { id, name, locale, operator, mandates, .. } = caller.viewer else {
        return Err(Error::Unauthenticated.into());
    };
    let own = |h: &ActiveMandate| OwnMandate {
        mandate: h.id,
        organisation: h.organisation,
        role: h.role,
        negotiation: h.negotiation,
    };
    let mandates = mandates.iter().map(own).collect();
    Ok(Json(Me { id, name, locale, operator, mandates }))
}

/// The present and the new password.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewPassword {
    #[validate(length(max = most(limits::SHORT)))]
    #[schema(value_type = Line)]
    present: String,
    #[validate(length(max = most(limits::SHORT)))]
    #[schema(value_type = Line)]
    new: String,
    /// The addresses of the own calendar feeds end too.
    #[serde(default)]
    end_calendars: bool,
}

/// Changes the own password; every session and token ends, and calendar feeds where asked.
#[utoipa::path(put, path = "/api/v1/me/password", operation_id = "change_password", request_body = NewPassword, tag = "session", responses(
    (status = 204, description = "Changed"),
    (status = 400, description = "Not JSON"), (status = 401, description = "Not signed in"),
    (status = 429, description = "Too many wrong passwords; `Retry-After` says when"),
    (status = 415, description = "Not JSON"), (status = 422, description = "Faults of fields")))]
pub(super) async fn password(
    Injected(state): Injected<State>,
    caller: Caller,
    Network(address): Network,
    Body(body): Body<NewPassword>,
) -> Result<StatusCode, Failed> {
    let change = PasswordChange { present: &body.present, new: &body.new, end_calendars: body.end_calendars, address };
    accounts::change_password(&state.app, &caller.viewer, change).await?;
    Ok(StatusCode::NO_CONTENT)
}
