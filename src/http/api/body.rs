//! JSON bodies: what is wrong with their shape is a problem too.

use crate::http::Failed;
use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{FromRequest, Request};
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
