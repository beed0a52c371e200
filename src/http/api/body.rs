//! JSON bodies: what is wrong with their shape or their texts is a problem too.

use crate::http::clean::Cleaner;
use crate::http::{Failed, State};
use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::JsonRejection;
use axum::extract::{FromRequest, Request};
use serde::de::{DeserializeOwned, IgnoredAny};

/// A JSON body.
pub(super) struct Body<T>(pub T);

/// A larger body is read on a thread of the pool, in bytes.
const HEAVY: usize = 64 << 10;

impl<T: DeserializeOwned + Send + 'static> FromRequest<State> for Body<T> {
    type Rejection = Failed;

    async fn from_request(request: Request, state: &State) -> Result<Self, Failed> {
        let (parts, body) = request.into_parts();
        let bytes = Bytes::from_request(Request::from_parts(parts.clone(), body), state).await;
        let bytes = bytes.map_err(|rejection| Failed::Shape(rejection.status(), rejection.body_text()))?;
        if bytes.len() > HEAVY {
            // What a body without content says of its kind, this one says too.
            let kind = Request::from_parts(parts, "null".into());
            let kind = Json::<IgnoredAny>::from_request(kind, state).await;
            let Json(IgnoredAny) = kind.map_err(|rejection| rejected(&rejection))?;
            return state.app.compute(move || read(&bytes)).await?.map(Self);
        }
        clean(&bytes)?;
        let request = Request::from_parts(parts, bytes.into());
        Json::<T>::from_request(request, state).await.map(|Json(value)| Self(value)).map_err(|r| rejected(&r))
    }
}

fn rejected(rejection: &JsonRejection) -> Failed {
    Failed::Shape(rejection.status(), rejection.body_text())
}

fn clean(bytes: &[u8]) -> Result<(), Failed> {
    let mut cleaner = Cleaner::default();
    cleaner.json(bytes);
    Ok(cleaner.finish()?)
}

fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Failed> {
    clean(bytes)?;
    Json::<T>::from_bytes(bytes).map(|Json(value)| value).map_err(|rejection| rejected(&rejection))
}
