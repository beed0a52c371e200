//! JSON bodies: what is wrong with their shape or their texts is a problem too, every field at once.

use crate::http::clean::Cleaner;
use crate::http::{Failed, State, shape};
use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::JsonRejection;
use axum::extract::{FromRequest, Request};
use serde::de::{DeserializeOwned, IgnoredAny};
use validator::Validate;

/// A JSON body of the right shape.
pub(super) struct Body<T>(pub T);

/// A larger body is read on a thread of the pool, in bytes.
const HEAVY: usize = 64 << 10;

impl<T: DeserializeOwned + Validate + Send + 'static> FromRequest<State> for Body<T> {
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
        let Json(value) = Json::<T>::from_request(request, state).await.map_err(|rejection| rejected(&rejection))?;
        shape::check(&value)?;
        Ok(Self(value))
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

fn read<T: DeserializeOwned + Validate>(bytes: &[u8]) -> Result<T, Failed> {
    clean(bytes)?;
    let Json(value) = Json::<T>::from_bytes(bytes).map_err(|rejection| rejected(&rejection))?;
    shape::check(&value)?;
    Ok(value)
}
