//! Faults of a term sheet in the reader's language. The format words each in English; that wording stays beside it.

use crate::i18n::Lang;
use domain::term::Problem;

/// What the format says of a decimal, in its words, and the key of the sentence.
const DECIMALS: [(&str, &str); 6] = [
    ("expected a decimal string", "sheet-decimal-string"),
    ("at most 4 fraction digits", "sheet-decimal-digits"),
    ("no sign allowed", "sheet-decimal-sign"),
    ("no exponent allowed", "sheet-decimal-exponent"),
    ("no thousands separator allowed", "sheet-decimal-separator"),
    ("magnitude must be below 10^12", "sheet-decimal-magnitude"),
];

/// What was expected, likewise.
const EXPECTED: [(&str, &str); 29] = [
    ("a string", "sheet-expected-string"),
    ("a non-empty string", "sheet-expected-text"),
    ("a whole number", "sheet-expected-whole"),
    ("true or false", "sheet-expected-boolean"),
    ("a date (YYYY-MM-DD)", "sheet-expected-date"),
    ("an object", "sheet-expected-object"),
    ("an array", "sheet-expected-array"),
    ("a code of an area", "sheet-expected-area"),
    ("an ISO 4217 code", "sheet-expected-currency"),
    ("annual leave", "sheet-expected-annual-leave"),
    ("letters, digits, _ and -", "sheet-expected-code"),
    ("both unit and amount, or neither", "sheet-expected-both"),
    ("concord.term-sheet/1", "sheet-expected-schema"),
    ("full years or halves, 0–100", "sheet-expected-years"),
    ("months 1–12, each once", "sheet-expected-months"),
    ("the key of a minimum wage with an amount and the same unit", "sheet-expected-of-item"),
    ("one of amount, percent_of_statutory, percent_of", "sheet-expected-one-pay"),
    ("multiplier or percent_of_month", "sheet-expected-one-rate"),
    ("percent or bands", "sheet-expected-percent-or-bands"),
    ("one of column, sum, constant, title, sheet_name", "profile-expected-source"),
    ("a column of a payroll", "profile-expected-column"),
    ("a column of amounts: only amounts add up", "profile-expected-amount"),
    ("enterprise_id or period", "profile-expected-title"),
    ("a value in the form of the column", "profile-expected-constant"),
    ("two different signs for groups and fractions", "profile-expected-signs"),
    ("one row, or two", "profile-expected-rows"),
    ("names of sheets in all tables but one", "profile-expected-sheets"),
    ("concord.payroll-profile/1", "profile-expected-schema"),
    ("true", "profile-expected-true"),
];

/// Ranges in words, likewise; others are numbers and need none.
const RANGES: [(&str, &str); 7] = [
    ("above 0", "sheet-range-positive"),
    ("on or after effective.from", "sheet-range-after-from"),
    ("at least low", "sheet-range-at-least-low"),
    ("above 0, at most 744", "sheet-range-divisor"),
    ("within the term", "sheet-range-within-term"),
    ("on or after from", "sheet-range-after-from"),
    ("above wage_from", "sheet-range-above-wage-from"),
];

fn said(table: &[(&str, &'static str)], text: &str, lang: Lang) -> Option<String> {
    table.iter().find(|(words, _)| *words == text).map(|(_, key)| lang.t(key))
}

/// A fault's sentence.
pub fn sheet_fault(problem: &Problem, lang: Lang) -> String {
    let other = || problem.to_string();
    match problem {
        Problem::NotJson { detail } => lang.ta("sheet-not-json", &[("detail", detail)]),
        Problem::Missing => lang.t("field-required"),
        Problem::Unknown => lang.t("sheet-unknown-field"),
        Problem::Decimal { reason } => said(&DECIMALS, reason, lang).unwrap_or_else(other),
        Problem::Expected { expected } => match (said(&EXPECTED, expected, lang), expected.strip_prefix("one of ")) {
            (Some(said), _) => said,
            (None, Some(words)) => lang.ta("sheet-one-of", &[("words", words)]),
            (None, None) => other(),
        },
        Problem::Range { range } => {
            said(&RANGES, range, lang).unwrap_or_else(|| lang.ta("sheet-range", &[("range", range)]))
        }
        Problem::KeyPattern => lang.t("sheet-key-pattern"),
        Problem::DuplicateKey => lang.t("sheet-key-twice"),
        Problem::DuplicateSelector { .. } => lang.t("sheet-selector-twice"),
        Problem::TooLong => lang.t("sheet-too-long"),
        Problem::NameTooLong => lang.t("sheet-name-too-long"),
        Problem::TooMany { most } => lang.ta("sheet-too-many", &[("most", &most.to_string())]),
        Problem::TooLarge => lang.t("sheet-too-large"),
        Problem::Character { fault } => lang.t(&format!("field-{}", fault.code())),
        Problem::Bands => lang.t("sheet-bands"),
        Problem::CodePattern => lang.t("sheet-code-pattern"),
        Problem::NameTwice { other } => lang.ta("sheet-name-twice", &[("other", other)]),
        Problem::SecondUnit { named, other } => lang.ta("sheet-second-unit", &[("named", named), ("other", other)]),
    }
}

#[cfg(test)]
mod tests;
