//! The sentence of a floor result.

use crate::i18n::Lang;
use domain::floor::{FloorOutcome, FloorResult};

/// The message of a result, with its numbers, in the user's language.
pub fn floor_message(result: &FloorResult, lang: Lang) -> String {
    let outcome = outcome_word(result.outcome);
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    lang.ta(
        &format!("floor-{}-{outcome}", result.rule),
        &[
            ("offered", text(&result.offered).as_str()),
            ("required", text(&result.required).as_str()),
            ("detail", result.detail.as_str()),
        ],
    )
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
