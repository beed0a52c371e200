//! A visit of a page: who looks, in which language, at which address; for a form also what was sent.

use super::form::Posted;
use crate::http::redirect::LocalRedirect;
use crate::http::{COOKIE, Caller, Failed, State};
use crate::i18n::Lang;
use crate::service::{App, Error, Viewer};
use axum::extract::{FromRequest, FromRequestParts, RawForm, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::Cookie;

/// Who looks at which page.
#[derive(Clone, Debug)]
pub(super) struct Visit {
    pub state: State,
    pub caller: Caller,
    /// Path and query of the page, to come back to.
    pub here: String,
}

impl Visit {
    pub fn app(&self) -> &App {
        &self.state.app
    }

    pub fn viewer(&self) -> &Viewer {
        &self.caller.viewer
    }

    pub const fn lang(&self) -> Lang {
        self.caller.lang
    }

    pub fn t(&self, key: &str) -> String {
        self.caller.lang.t(key)
    }

    /// Refuses the public: the answer sends it to the sign-in page and back.
    pub fn signed_in(&self) -> Result<(), Failed> {
        Ok(self.caller.viewer.account().map(|_| ())?)
    }
}

fn here(parts: &Parts) -> String {
    parts.uri.path_and_query().map_or("/", |p| p.as_str()).to_owned()
}

impl FromRequestParts<State> for Visit {
    type Rejection = Failed;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, Failed> {
        let caller = Caller::from_request_parts(parts, state).await?;
        Ok(Self { state: state.clone(), caller, here: here(parts) })
    }
}

/// Bytes of a form that are read where they come; more are read on a thread of the pool.
const AT_ONCE: usize = 16 << 10;
/// Most fields of a form.
const MOST_FIELDS: usize = 20_000;

/// A visit of the entrance: a session that has ended is none, and its cookie is to be cleared.
#[derive(Clone, Debug)]
pub(super) struct Entrance {
    pub visit: Visit,
    /// Without the cookie of an ended session.
    pub jar: CookieJar,
}

impl FromRequestParts<State> for Entrance {
    type Rejection = Failed;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, Failed> {
        let caller = Caller::at_the_entrance(parts, state).await?;
        let jar = CookieJar::from_headers(&parts.headers);
        let ended = caller.token.is_none() && jar.get(COOKIE).is_some();
        let jar = if ended { jar.remove(Cookie::build(COOKIE).path("/")) } else { jar };
        Ok(Self { visit: Visit { state: state.clone(), caller, here: here(parts) }, jar })
    }
}

/// A form sent at the entrance. The token of a session that has ended proves nothing and is not asked for: that the form
/// is ours is told by where it came from, as for everybody who has no session yet.
#[derive(Debug)]
pub(super) struct Entering {
    pub entrance: Entrance,
    pub form: Posted,
}

impl FromRequest<State> for Entering {
    type Rejection = Failed;

    async fn from_request(request: Request, state: &State) -> Result<Self, Failed> {
        let (mut parts, body) = request.into_parts();
        let entrance = Entrance::from_request_parts(&mut parts, state).await?;
        let (form, checked) = posted(Request::from_parts(parts, body), state).await?;
        if entrance.visit.caller.token.is_some() {
            check_token(&entrance.visit, form.get("csrf"))?;
        }
        checked?;
        Ok(Self { entrance, form })
    }
}

/// The pairs of a form, and whether every text may be: told once the form is known to be ours.
async fn posted(request: Request, state: &State) -> Result<(Posted, Result<(), Error>), Failed> {
    let form = RawForm::from_request(request, state).await;
    let RawForm(bytes) = form.map_err(|rejection| Failed::Shape(rejection.status(), rejection.body_text()))?;
    if bytes.iter().filter(|byte| **byte == b'&').count() >= MOST_FIELDS {
        let told = format!("a form has at most {MOST_FIELDS} fields");
        return Err(Failed::Shape(StatusCode::UNPROCESSABLE_ENTITY, told));
    }
    let length = bytes.len();
    let read = move || {
        let form = Posted::new(url::form_urlencoded::parse(&bytes).into_owned().collect());
        let checked = form.check();
        (form, checked)
    };
    Ok(if length <= AT_ONCE { read() } else { state.app.compute(read).await? })
}

/// A visit that sends a form of ours: its token has been checked.
#[derive(Debug)]
pub(super) struct Sent {
    pub visit: Visit,
    pub form: Posted,
}

impl FromRequest<State> for Sent {
    type Rejection = Failed;

    async fn from_request(request: Request, state: &State) -> Result<Self, Failed> {
        let (mut parts, body) = request.into_parts();
        let visit = Visit::from_request_parts(&mut parts, state).await?;
        let (form, checked) = posted(Request::from_parts(parts, body), state).await?;
        check_token(&visit, form.get("csrf"))?;
        checked?;
        Ok(Self { visit, form })
    }
}

/// A form must carry the token of the session it is sent in.
pub(super) fn check_token(visit: &Visit, token: &str) -> Result<(), Failed> {
    if token == visit.caller.csrf { Ok(()) } else { Err(Failed::Service(Error::Forbidden)) }
}

/// After a form: look at the result.
pub(super) fn see(path: &str) -> LocalRedirect {
    LocalRedirect::or_home(path)
}
