//! A stored file on its way out: always saved, never shown within our pages.

use crate::service::documents::DocumentView;
use axum::http::HeaderValue;
use axum::http::header::{
    CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName, X_CONTENT_TYPE_OPTIONS,
};
use axum::response::{IntoResponse, Response};

/// Whatever opens it after all may run and load nothing.
const POLICY: &str = "default-src 'none'; sandbox; frame-ancestors 'none'";

/// The answer with a document's bytes.
pub(super) fn attachment(document: &DocumentView, bytes: Vec<u8>) -> Response {
    let ending = document.name.rsplit_once('.').map_or("bin", |(_, ending)| ending);
    let ending: String = ending.chars().filter(char::is_ascii_alphanumeric).collect();
    let plain = format!("document-{}.{ending}", document.id);
    let disposition = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{}", encoded(&document.name));
    let mut response = bytes.into_response();
    let texts = [
        (CONTENT_TYPE, document.media_type.as_str()),
        (CONTENT_DISPOSITION, disposition.as_str()),
        (CONTENT_SECURITY_POLICY, POLICY),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ];
    for (name, text) in texts {
        // None of these texts has a character that a header cannot carry; were there one, the header stays away.
        if let Ok(value) = HeaderValue::from_str(text) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

/// A name as RFC 5987 writes it.
fn encoded(name: &str) -> String {
    let keep = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._~".contains(byte);
    name.bytes().map(|b| if keep(&b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}
