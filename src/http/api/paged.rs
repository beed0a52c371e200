//! A list by pages: an array, and the address of the next page in `Link` (RFC 8288).

use crate::http::{Failed, Query};
use crate::service::page::Page;
use axum::Json;
use axum::extract::FromRequestParts;
use axum::http::header::LINK;
use axum::http::request::Parts;
use axum::http::{HeaderValue, Uri};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};

/// After which entry a page begins, and where it was asked for.
#[derive(Debug)]
pub(super) struct After {
    key: Option<i64>,
    here: Uri,
}

#[derive(Deserialize)]
struct Key {
    after: Option<i64>,
}

impl<S: Send + Sync> FromRequestParts<S> for After {
    type Rejection = Failed;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failed> {
        let Query(Key { after }) = Query::from_request_parts(parts, state).await?;
        Ok(Self { key: after, here: parts.uri.clone() })
    }
}

impl After {
    pub(super) const fn key(&self) -> Option<i64> {
        self.key
    }

    /// The answer with a page of the list.
    pub(super) fn page<T>(self, page: Page<T>) -> Paged<T> {
        let next = page.next.map(|key| {
            let asked = self.here.query().unwrap_or_default().split('&');
            let kept: String =
                asked.filter(|pair| !pair.is_empty() && !pair.starts_with("after=")).map(|p| format!("{p}&")).collect();
            format!("<{}?{kept}after={key}>; rel=\"next\"", self.here.path())
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
