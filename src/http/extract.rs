//! What stands in an address. What cannot be read is answered as everything else is: in the reader's language, as a page
//! or a problem document.

use super::clean::Cleaner;
use super::failed::Failed;
use crate::service::Error;
use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

/// Parts of the path. What is no text of ours names nothing of ours: not found.
#[derive(Clone, Copy, Debug)]
pub struct Path<T>(pub T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Path<T> {
    type Rejection = Failed;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failed> {
        if let Ok(raw) = RawPathParams::from_request_parts(parts, state).await {
            let mut cleaner = Cleaner::default();
            raw.iter().for_each(|(name, value)| cleaner.text(name, value));
            cleaner.finish().map_err(|_| Error::NotFound)?;
        }
        let found = axum::extract::Path::<T>::from_request_parts(parts, state).await;
        found.map(|found| Self(found.0)).map_err(|_| Failed::Service(Error::NotFound))
    }
}

#[derive(Clone, Copy, Debug)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Failed;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failed> {
        let pairs = axum::extract::Query::<Vec<(String, String)>>::from_request_parts(parts, state).await;
        let mut cleaner = Cleaner::default();
        cleaner.pairs(pairs.iter().flat_map(|pairs| &pairs.0));
        let faults = cleaner.faults();
        if !faults.is_empty() {
            return Err(Failed::Query(faults));
        }
        let found = axum::extract::Query::<T>::from_request_parts(parts, state).await;
        found.map(|found| Self(found.0)).map_err(|fault| Failed::Shape(fault.status(), fault.body_text()))
    }
}
