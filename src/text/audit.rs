//! Findings of an audit in words.

use super::term::{item_title, named_word};
use crate::i18n::Lang;
use domain::term::{NameKind, Names, TermSheet};

/// A rule's name: `S2`, `P`, or `A:heat`, `C:sales`, `O:signing` by what the sheet calls the code.
pub fn rule(rule: &str, sheet: Option<&TermSheet>, lang: Lang) -> String {
    match rule.split_once(':') {
        Some((letter, code)) => {
            let kind = match letter {
                "C" => NameKind::Commission,
                "O" => NameKind::OneOff,
                _ => NameKind::Allowance,
            };
            lang.ta(&format!("audit-rule-{letter}"), &[("code", &called(kind, code, sheet, lang))])
        }
        None => lang.t(&format!("audit-rule-{rule}")),
    }
}

/// What a code is called.
fn called(kind: NameKind, code: &str, sheet: Option<&TermSheet>, lang: Lang) -> String {
    let none = Names::default();
    named_word(kind, code, sheet.map_or(&none, |sheet| &sheet.names), lang)
}

/// Rules in the order of a record's: S1 … S13, P, then allowances, commissions and sums by code.
pub fn place(rule: &str) -> (u8, u8, &str) {
    let number = rule.strip_prefix('S').and_then(|number| number.parse().ok());
    let kind = match rule.split_once(':').map(|(letter, _)| letter) {
        Some("A") => 2,
        Some("C") => 3,
        Some(_) => 4,
        None if number.is_some() => 0,
        None => 1,
    };
    (kind, number.unwrap_or(0), rule)
}

/// Columns of a code that may be missing: what the reason begins with, whose code follows, the key of its sentence.
const MISSING: [(&str, NameKind, &str); 4] = [
    ("missing_shifts_", NameKind::Allowance, "reason-missing_shifts"),
    ("missing_allowance_", NameKind::Allowance, "reason-missing_allowance"),
    ("missing_hours_", NameKind::Allowance, "reason-missing_hours_of"),
    ("missing_commission_", NameKind::Commission, "reason-missing_commission"),
];

/// Why a rule could not be concluded.
pub fn reason(reason: &str, sheet: Option<&TermSheet>, lang: Lang) -> String {
    for (prefix, kind, key) in MISSING {
        if let Some(code) = reason.strip_prefix(prefix) {
            return lang.ta(key, &[("code", &called(kind, code, sheet, lang))]);
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
