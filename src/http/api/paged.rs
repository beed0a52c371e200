//! A list by pages: an array, and the address of the next page in `Link` (RFC 8288).

use crate::http::{Failed, Query};
use crate::service::page::Page;
use axum::Json;
use axum::extract::FromRequestParts;
use axum::http::header::LINK;
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// After which entry a page begins, and where it was asked for.
#[derive(Debug)]
pub(super) struct After {
    key: Option<String>,
    here: Uri,
}

#[derive(Deserialize)]
struct Key {
    after: Option<String>,
}

impl<S: Send + Sync> FromRequestParts<S> for After {
    type Rejection = Failed;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failed> {
        let Query(Key { after }) = Query::from_request_parts(parts, state).await?;
        Ok(Self { key: after, here: parts.uri.clone() })
    }
}

impl After {
    /// What the page before named.
    pub(super) fn text(&self) -> Option<&str> {
        self.key.as_deref()
    }

    /// The id that the page before named.
    pub(super) fn id(&self) -> Result<Option<Uuid>, Failed> {
        let broken = |_| Failed::Shape(StatusCode::BAD_REQUEST, "after: expected an id".to_owned());
        self.text().map(str::parse).transpose().map_err(broken)
    }

    /// The answer with a page of the list.
    pub(super) fn page<T>(self, page: Page<T>) -> Paged<T> {
        let next = page.next.map(|key| {
            let asked = self.here.query().unwrap_or_default().split('&');
            let kept: String =
                asked.filter(|pair| !pair.is_empty() && !pair.starts_with("after=")).map(|p| format!("{p}&")).collect();
            format!("<{}?{kept}after={}>; rel=\"next\"", self.here.path(), utf8_percent_encode(&key, NON_ALPHANUMERIC))
        });
        Paged { items: page.items, next }
    }
}

/// A page of a list.
#[derive(Debug)]
pub(super) struct Paged<T> {
    items: Vec<T>,
    next: Option<String>,
}

impl<T: Serialize> IntoResponse for Paged<T> {
    fn into_response(self) -> Response {
        let mut response = Json(self.items).into_response();
        if let Some(Ok(link)) = self.next.map(|next| HeaderValue::from_str(&next)) {
            response.headers_mut().insert(LINK, link);
        }
        response
    }
}
