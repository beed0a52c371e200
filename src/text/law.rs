//! The law book in words: its keys, its values, industries.

use super::term::field_label;
use crate::i18n::Lang;
use domain::statute::{DatedValue, Period};

/// Sections of the classification of industries that the locales name.
pub const INDUSTRIES: [&str; 20] =
    ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L", "M", "N", "O", "P", "Q", "R", "S", "T"];

/// A section of industry with its name; what is no section, as it is.
pub fn industry(code: &str, lang: Lang) -> String {
    if INDUSTRIES.contains(&code) { format!("{code} {}", lang.t(&format!("industry-{code}"))) } else { code.to_owned() }
}

/// What a key of the law book is about.
pub fn rule_name(key: &str, lang: Lang) -> String {
    lang.t(&format!("rule-{key}"))
}

/// A value of the law book: periods, shares and words of the format in the reader's language, figures and prose as
/// they are.
pub fn rule_value(value: &DatedValue, lang: Lang) -> String {
    let (key, text) = (value.key.as_str(), value.value.as_str());
    match key {
        "numbers" | "chair" | "minutes_signers" | "approval_of" | "signing_order" | "filer" | "coverage"
        | "register_effect" | "silence" => return lang.t(&format!("choice-{key}-{text}")),
        "payment_methods" => {
            let words: Vec<String> = text.split(' ').map(|word| lang.t(&format!("method-{word}"))).collect();
            return words.join(lang.comma());
        }
        "annual_leave" => return bands(text, lang),
        _ => {}
    }
    if matches!(text, "true" | "false") {
        return lang.t(if text == "true" { "yes" } else { "no" });
    }
    let Some((first, second)) = text.split_once(' ') else { return text.to_owned() };
    match (first, second) {
        (">=", share) => lang.ta("share-at-least", &[("share", share)]),
        (">", share) => lang.ta("share-more-than", &[("share", share)]),
        (count, "days" | "working_days" | "clear_days" | "months" | "years") if is_whole(count) => {
            lang.ta(&format!("period-{second}"), &[("count", count)])
        }
        _ => text.to_owned(),
    }
}

fn is_whole(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// How long, in words.
pub fn period(period: Period, lang: Lang) -> String {
    let unit = super::word(period.unit);
    lang.ta(&format!("period-{unit}"), &[("count", &period.count.to_string())])
}

/// `1:5 10:10` as days from years of service on.
fn bands(text: &str, lang: Lang) -> String {
    let band = |pair: &str| match pair.split_once(':') {
        Some((years, days)) => format!("{}{}{days}", field_label(&format!("bands[{years}].days"), lang), lang.colon()),
        None => pair.to_owned(),
    };
    text.split(' ').map(band).collect::<Vec<_>>().join(lang.semicolon())
}
