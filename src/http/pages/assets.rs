//! The style sheet and the script, under names that change with their content.

use crate::http::{Failed, Path};
use crate::service::Error;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::IntoResponse;
use domain::term::sha256_hex;
use std::sync::LazyLock;

/// In the order of the cascade: tokens, the page, parts, modules; phones and print last.
const STYLE: &str = concat!(
    include_str!("assets/style/tokens.css"),
    include_str!("assets/style/base.css"),
    include_str!("assets/style/parts.css"),
    include_str!("assets/style/tables.css"),
    include_str!("assets/style/forms.css"),
    include_str!("assets/style/composer.css"),
    include_str!("assets/style/redline.css"),
    include_str!("assets/style/mapping.css"),
    include_str!("assets/style/around.css"),
    include_str!("assets/style/table.css"),
    include_str!("assets/style/live.css"),
    include_str!("assets/style/register.css"),
    include_str!("assets/style/rendered.css"),
    include_str!("assets/style/phone.css"),
    include_str!("assets/style/print.css"),
);

/// Comfort only: each file is a function of its own, and every flow works without any of them.
const SCRIPT: &str = concat!(
    include_str!("assets/script/page.js"),
    include_str!("assets/script/live.js"),
    include_str!("assets/script/composer.js"),
    include_str!("assets/script/table.js"),
);

/// An asset: its name and what it is.
struct Asset {
    name: String,
    kind: &'static str,
    text: &'static str,
}

impl Asset {
    fn new(stem: &str, ending: &str, kind: &'static str, text: &'static str) -> Self {
        let hash = sha256_hex(text);
        Self { name: format!("{stem}-{}.{ending}", hash.get(..12).unwrap_or_default()), kind, text }
    }

    fn path(&self) -> String {
        format!("/assets/{}", self.name)
    }
}

static ASSETS: LazyLock<[Asset; 2]> = LazyLock::new(|| {
    [
        Asset::new("style", "css", "text/css; charset=utf-8", STYLE),
        Asset::new("script", "js", "text/javascript; charset=utf-8", SCRIPT),
    ]
});

/// Address of the style sheet.
pub(super) fn style() -> String {
    ASSETS[0].path()
}

/// Address of the script.
pub(super) fn script() -> String {
    ASSETS[1].path()
}

pub(super) async fn asset(Path(file): Path<String>) -> Result<impl IntoResponse, Failed> {
    let asset = ASSETS.iter().find(|asset| asset.name == file).ok_or(Error::NotFound)?;
    Ok(([(CONTENT_TYPE, asset.kind), (CACHE_CONTROL, "public, max-age=31536000, immutable")], asset.text))
}
