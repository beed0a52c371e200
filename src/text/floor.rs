//! The sentence of a floor result.

use crate::i18n::Lang;
use domain::floor::{FloorOutcome, FloorResult};

/// The message of a result, with its numbers, in the user's language.
pub fn floor_message(result: &FloorResult, lang: Lang) -> String {
    let outcome = outcome_word(result.outcome);
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    // Where another part of the rule decided, there is a sentence of its own.
    let special = match (result.rule.as_str(), result.detail.as_str()) {
        ("F1" | "F2", "percent") => "-percent",
        ("F1", "day") => "-day",
        ("F3", "divisor") => "-divisor",
        ("F3", "percent_of_month") => "-percent_of_month",
        ("F3", "base") => "-base",
        ("F9", "lowest") => "-lowest",
        ("F9", "agreed") => "-agreed",
        _ => "",
    };
    let told = lang.ta(
        &format!("floor-{}-{outcome}{special}", result.rule),
        &[
            ("offered", text(&result.offered).as_str()),
            ("required", text(&result.required).as_str()),
            ("detail", result.detail.as_str()),
        ],
    );
    match &result.rulebook {
        Some(book) => lang.ta("floor-stands-in", &[("told", &told), ("rulebook", book)]),
        None => told,
    }
}

/// The word of an outcome in message keys.
pub fn outcome_word(outcome: FloorOutcome) -> &'static str {
    match outcome {
        FloorOutcome::Pass => "pass",
        FloorOutcome::Breach => "breach",
        FloorOutcome::Warning => "warning",
        FloorOutcome::Omitted => "omitted",
        FloorOutcome::CannotConclude => "cannot-conclude",
    }
}
