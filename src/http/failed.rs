//! A handler's failure: the status now, the sentence when the reader's language is known.

use crate::service::{Error, FieldFault, chain};
use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// Seconds after which what was refused for want of time or space is worth trying again.
const COME_AGAIN: u64 = 3;

/// Why a request failed.
#[derive(Debug)]
pub enum Failed {
    /// A service's refusal.
    Service(Error),
    /// A body or query of the wrong shape: status and what is wrong.
    Shape(StatusCode, String),
    /// A body of more bytes than the route takes.
    TooLarge {
        /// Most bytes.
        most: usize,
    },
    /// Given up: it took longer than a request may.
    TimedOut {
        /// Seconds it was given.
        seconds: u64,
    },
    /// Parameters of the query at fault.
    Query(Vec<FieldFault>),
    /// Too many sign-ins; come again in so many seconds.
    TooMany { seconds: u64 },
}

impl From<Error> for Failed {
    fn from(error: Error) -> Self {
        Self::Service(error)
    }
}

impl Failed {
    /// Headers that go with it.
    pub fn head(&self, headers: &mut HeaderMap) {
        match self {
            Self::TooMany { seconds } | Self::Service(Error::TooMany { seconds }) => {
                headers.insert(RETRY_AFTER, HeaderValue::from(*seconds))
            }
            Self::TimedOut { .. } | Self::Service(Error::Busy) => {
                headers.insert(RETRY_AFTER, HeaderValue::from(COME_AGAIN))
            }
            _ => None,
        };
    }

    pub fn status(&self) -> StatusCode {
        match self {
            Self::Shape(status, _) => *status,
            Self::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TimedOut { .. } => StatusCode::SERVICE_UNAVAILABLE,
            Self::Query(_) => StatusCode::BAD_REQUEST,
            Self::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Service(error) => match error {
                Error::NotFound => StatusCode::NOT_FOUND,
                Error::Forbidden => StatusCode::FORBIDDEN,
                Error::Unauthenticated => StatusCode::UNAUTHORIZED,
                Error::Invalid(_) | Error::Sheet(_) | Error::File(_) | Error::Grid(_) | Error::Refused(_) => {
                    StatusCode::UNPROCESSABLE_ENTITY
                }
                Error::Crowded | Error::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
                Error::Conflict => StatusCode::CONFLICT,
                Error::Busy => StatusCode::SERVICE_UNAVAILABLE,
                Error::Internal(_) | Error::Unreadable => StatusCode::INTERNAL_SERVER_ERROR,
            },
        }
    }
}

impl IntoResponse for Failed {
    fn into_response(self) -> Response {
        if let Self::Service(Error::Internal(inner)) = &self {
            // The one place that logs what went wrong inside; it never leaves.
            tracing::error!(cause = chain(inner.as_ref()), "internal error");
        }
        let mut response = self.status().into_response();
        response.extensions_mut().insert(Arc::new(self));
        response
    }
}
