//! The style sheet, under a name that changes with its content.

use crate::http::Failed;
use crate::service::Error;
use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::IntoResponse;
use domain::term::sha256_hex;
use std::sync::LazyLock;

const STYLE: &str = include_str!("assets/style.css");

static STYLE_NAME: LazyLock<String> = LazyLock::new(|| {
    let hash = sha256_hex(STYLE);
    format!("style-{}.css", hash.get(..12).unwrap_or_default())
});

/// Address of the style sheet.
pub(super) fn style() -> String {
    format!("/assets/{}", *STYLE_NAME)
}

pub(super) async fn asset(Path(file): Path<String>) -> Result<impl IntoResponse, Failed> {
    if file != *STYLE_NAME {
        return Err(Error::NotFound.into());
    }
    Ok(([(CONTENT_TYPE, "text/css; charset=utf-8"), (CACHE_CONTROL, "public, max-age=31536000, immutable")], STYLE))
}
