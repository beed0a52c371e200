//! Findings of an audit in words.

use super::term::{code_word, item_title};
use crate::i18n::Lang;
use domain::term::TermSheet;

/// A rule's name: `S2`, or `A:heat` for an allowance.
pub fn rule(rule: &str, lang: Lang) -> String {
    match rule.split_once(':') {
        Some((_, code)) => lang.ta("audit-rule-A", &[("code", &code_word(code, lang))]),
        None => lang.t(&format!("audit-rule-{rule}")),
    }
}

/// Why a rule could not be concluded.
pub fn reason(reason: &str, lang: Lang) -> String {
    for (prefix, key) in
        [("missing_shifts_", "reason-missing_shifts"), ("missing_allowance_", "reason-missing_allowance")]
    {
        if let Some(code) = reason.strip_prefix(prefix) {
            return lang.ta(key, &[("code", &code_word(code, lang))]);
        }
    }
    lang.t(&format!("reason-{reason}"))
}

/// What a requirement rests on: a clause of the contract, named as its items are, or an article of the law as it is
/// cited.
pub fn basis(basis: &str, sheet: Option<&TermSheet>, lang: Lang) -> String {
    match basis.strip_prefix("contract ") {
        Some(key) => {
            let title = sheet.and_then(|sheet| {
                let item = sheet.items.iter().find(|item| item.key == key)?;
                Some(item_title(item, &sheet.names, lang))
            });
            format!("{}{}{}", lang.t("contract"), lang.colon(), title.unwrap_or_else(|| key.to_owned()))
        }
        None => basis.to_owned(),
    }
}
