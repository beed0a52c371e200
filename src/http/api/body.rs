//! JSON bodies and queries: what is wrong with their shape is a problem too.

use crate::http::Failed;
use axum::Json;
use axum::extract::rejection::{JsonRejection, QueryRejection};
use axum::extract::{FromRequest, FromRequestParts, Query, Request};
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

/// A JSON body.
pub(super) struct Body<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Failed;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failed> {
        let rejected = |rejection: JsonRejection| Failed::Shape(rejection.status(), rejection.body_text());
        Json::<T>::from_request(request, state).await.map(|Json(value)| Self(value)).map_err(rejected)
    }
}

/// A query string.
pub(super) struct Asked<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Asked<T> {
    type Rejection = Failed;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failed> {
        let rejected = |rejection: QueryRejection| Failed::Shape(rejection.status(), rejection.body_text());
        Query::<T>::from_request_parts(parts, state).await.map(|Query(value)| Self(value)).map_err(rejected)
    }
}
