//! Words of enumerations, and articles of the law as they are cited.

use crate::i18n::Lang;
use domain::statute::Citation;
use serde::Serialize;

/// The word of a serialised enumeration.
pub fn word(value: impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

/// A currency's unit in words; a code that has none, as it is.
pub fn currency(code: &str, lang: Lang) -> String {
    let key = format!("currency-{code}");
    let name = lang.t(&key);
    if name == key { code.to_owned() } else { name }
}

/// An instrument, and its article where one is named.
pub fn cited(source: &Citation, lang: Lang) -> String {
    let article =
        if source.article.is_empty() { String::new() } else { lang.ta("article", &[("number", &source.article)]) };
    format!("《{}》{article}", source.instrument)
}
