//! Who calls: by cookie or bearer token. A bad token is 401, not anonymous.

use super::{Failed, State, observe};
use crate::i18n::Lang;
use crate::service::accounts::{Carrier, authenticate};
use crate::service::{Error, Viewer};
use axum::extract::FromRequestParts;
use axum::http::header::{ACCEPT_LANGUAGE, AUTHORIZATION};
use axum::http::request::Parts;
use axum_extra::extract::CookieJar;

/// Name of the session cookie.
pub const COOKIE: &str = "concord_session";

/// The caller of a request.
#[derive(Clone, Debug)]
pub struct Caller {
    /// Who; the public where no token came.
    pub viewer: Viewer,
    /// The reader's language.
    pub lang: Lang,
    /// Token of the session's forms; empty for others.
    pub csrf: String,
    /// The token itself, to sign out.
    pub token: Option<String>,
    /// How it came.
    pub carrier: Option<Carrier>,
}

impl FromRequestParts<State> for Caller {
    type Rejection = Failed;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, Failed> {
        match parts.extensions.get::<Self>() {
            Some(known) => Ok(known.clone()),
            None => Self::read(parts, state, false).await,
        }
    }
}

impl Caller {
    /// Where somebody signs in, a session that has ended is no session.
    pub(super) async fn at_the_entrance(parts: &Parts, state: &State) -> Result<Self, Failed> {
        Self::read(parts, state, true).await
    }

    async fn read(parts: &Parts, state: &State, forgiving: bool) -> Result<Self, Failed> {
        let header = |name| parts.headers.get(name).and_then(|value| value.to_str().ok());
        let cookies = CookieJar::from_headers(&parts.headers);
        let chosen = cookies.get("lang").and_then(|cookie| Lang::wanted(cookie.value()));
        let wanted = header(ACCEPT_LANGUAGE).and_then(Lang::wanted);
        let bearer = match header(AUTHORIZATION) {
            None => None,
            Some(value) => Some(value.strip_prefix("Bearer ").ok_or(Failed::Service(Error::Unauthenticated))?),
        };
        let carried = match (bearer, cookies.get(COOKIE)) {
            (Some(token), _) => Some((token.trim().to_owned(), Carrier::Bearer)),
            (None, Some(cookie)) => Some((cookie.value().to_owned(), Carrier::Cookie)),
            (None, None) => None,
        };
        let public = || Self {
            viewer: Viewer::Public,
            lang: chosen.or(wanted).unwrap_or_default(),
            csrf: String::new(),
            token: None,
            carrier: None,
        };
        let Some((token, carrier)) = carried else { return Ok(public()) };
        let signed = match authenticate(&state.app, &token, carrier).await {
            Err(Error::Unauthenticated) if forgiving && carrier == Carrier::Cookie => return Ok(public()),
            signed => signed?,
        };
        let own = match &signed.viewer {
            Viewer::Account { id, locale, .. } => {
                observe::signed_in(id);
                Lang::wanted(locale)
            }
            Viewer::Public => None,
        };
        let lang = chosen.or(own).or(wanted).unwrap_or_default();
        Ok(Self { viewer: signed.viewer, lang, csrf: signed.csrf, token: Some(token), carrier: Some(carrier) })
    }
}
