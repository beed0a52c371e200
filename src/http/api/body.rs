//! JSON bodies: what is wrong with their shape or their texts is a problem too.

use crate::http::Failed;
use crate::http::clean::Cleaner;
use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::JsonRejection;
use axum::extract::{FromRequest, Request};
use serde::de::DeserializeOwned;

/// A JSON body.
pub(super) struct Body<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Failed;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failed> {
        let rejected = |rejection: JsonRejection| Failed::Shape(rejection.status(), rejection.body_text());
        let (parts, body) = request.into_parts();
        let bytes = Bytes::from_request(Request::from_parts(parts.clone(), body), state).await;
        let bytes = bytes.map_err(|rejection| Failed::Shape(rejection.status(), rejection.body_text()))?;
        let mut cleaner = Cleaner::default();
        cleaner.json(&bytes);
        cleaner.finish()?;
        let request = Request::from_parts(parts, bytes.into());
        Json::<T>::from_request(request, state).await.map(|Json(value)| Self(value)).map_err(rejected)
    }
}
