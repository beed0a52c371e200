//! Where a browser is sent: within this server, whatever a request asked for.

use axum::response::{IntoResponse, Redirect, Response};
use std::sync::LazyLock;
use url::Url;

/// Path, query and fragment on this server, percent-encoded: fit for a `Location` and for a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LocalRedirect(String);

/// Stands for this server while an address is read as browsers read it.
static HERE: LazyLock<Option<Url>> = LazyLock::new(|| Url::parse("http://here.invalid/").ok());

impl LocalRedirect {
    /// A path of ours, or nothing. Browsers drop tabs and line ends from an address and read `\` as `/`, so neither may
    /// be in it; what then leads to another host, or would if it were read once more, is none of ours.
    pub fn parse(path: &str) -> Option<Self> {
        let forbidden = |c: char| c.is_control() || c == '\\' || c.is_whitespace();
        if !path.starts_with('/') || path.starts_with("//") || path.chars().any(forbidden) {
            return None;
        }
        let here = HERE.as_ref()?;
        let url = here.join(path).ok()?;
        let own = url.origin() == here.origin() && url.username().is_empty() && url.password().is_none();
        let local = &url[url::Position::BeforePath..];
        (own && local.starts_with('/') && !local.starts_with("//")).then(|| Self(local.to_owned()))
    }

    /// The same, or the front page.
    pub fn or_home(path: &str) -> Self {
        Self::parse(path).unwrap_or_else(|| Self("/".to_owned()))
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl IntoResponse for LocalRedirect {
    fn into_response(self) -> Response {
        Redirect::to(&self.0).into_response()
    }
}

#[cfg(test)]
mod tests;
