//! A file on its way out: always saved, never shown within our pages.

use axum::http::HeaderValue;
use axum::http::header::{
    CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName, X_CONTENT_TYPE_OPTIONS,
};
use axum::response::{IntoResponse, Response};

/// Whatever opens it after all may run and load nothing.
const POLICY: &str = "default-src 'none'; sandbox; frame-ancestors 'none'";

/// The answer with a file's bytes, under its name and media type; `id` names it where its name cannot be read.
pub(super) fn attachment(id: &str, name: &str, media_type: &str, bytes: Vec<u8>) -> Response {
    let ending = name.rsplit_once('.').map_or("bin", |(_, ending)| ending);
    let ending: String = ending.chars().filter(char::is_ascii_alphanumeric).collect();
    let plain = format!("document-{id}.{ending}");
    let disposition = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{}", encoded(name));
    let mut response = bytes.into_response();
    let texts = [
        (CONTENT_TYPE, media_type),
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
