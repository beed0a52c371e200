//! A visit of a page: who looks, in which language, at which address; for a form also what was sent.

use super::form::Posted;
use crate::http::redirect::LocalRedirect;
use crate::http::{Caller, Failed, State};
use crate::i18n::Lang;
use crate::service::{App, Error, Viewer};
use axum::extract::{Form, FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;

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

impl FromRequestParts<State> for Visit {
    type Rejection = Failed;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, Failed> {
        let caller = Caller::from_request_parts(parts, state).await?;
        let here = parts.uri.path_and_query().map_or("/", |p| p.as_str()).to_owned();
        Ok(Self { state: state.clone(), caller, here })
    }
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
        let form = Form::<Vec<(String, String)>>::from_request(Request::from_parts(parts, body), state).await;
        let Form(pairs) = form.map_err(|rejection| Failed::Shape(rejection.status(), rejection.body_text()))?;
        let form = Posted::new(pairs);
        check_token(&visit, form.get("csrf"))?;
        form.check()?;
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
