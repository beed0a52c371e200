//! The floor check F1–F14: a term sheet against the statute of its jurisdiction over its whole term.
//!
//! One result per (rule, item). Every required value comes from the rulebook by date, with its citation.

mod cells;
mod law;
mod leave;
mod minimum;
mod overtime;
mod pay;
mod term;

use crate::statute::{Citation, Cited, RulebookSet, Trust};
use crate::term::TermSheet;
pub use cells::{FloorCell, cells};
use law::Law;
use minimum::Minimums;
use serde::{Deserialize, Serialize};

/// What a rule says of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum FloorOutcome {
    /// Lawful.
    Pass,
    /// Below the law: may not be voted on, signed or filed.
    Breach,
    /// Lawful, but unusual or risky.
    Warning,
    /// The sheet is silent: the statute applies.
    Omitted,
    /// The rulebook has no value for a date or area.
    CannotConclude,
}

/// One result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct FloorResult {
    /// `F1` … `F14`.
    pub rule: String,
    /// Item key, for `F3` with its field (`overtime.weekday`); `None` for the sheet as a whole.
    pub item: Option<String>,
    pub outcome: FloorOutcome,
    /// What the sheet says, canonical text.
    pub offered: Option<String>,
    /// What the law asks, canonical text.
    pub required: Option<String>,
    /// Where the law says it.
    pub citation: Option<Citation>,
    /// How far the value is trusted.
    pub trust: Option<Trust>,
    /// Which part of the rule decided, for the message: e.g. `product` in F8; empty for the plain case.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub detail: String,
    /// The rulebook that stands in for the jurisdiction's own, where it has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rulebook: Option<String>,
}

/// Checks a sheet against the rulebook of its jurisdiction.
///
/// A region without one of its own is checked by its country's, and every result says so. Without any nothing is checked:
/// ask [`RulebookSet::governing`] first.
pub fn check(sheet: &TermSheet, rulebooks: &RulebookSet) -> Vec<FloorResult> {
    let Some(book) = rulebooks.governing(&sheet.jurisdiction) else { return Vec::new() };
    let law = Law::over(sheet, book);
    let mut out = Vec::new();
    let minimums = Minimums::of(sheet, &law);
    minimums.check(&mut out);
    overtime::check(sheet, &law, &mut out);
    leave::annual(sheet, &law, &mut out);
    pay::payment(sheet, &law, &mut out);
    pay::probation(sheet, &minimums, &law, &mut out);
    pay::sick_pay(sheet, &minimums, &law, &mut out);
    leave::family(sheet, &law, &mut out);
    term::length(sheet, &law, &mut out);
    term::work_norm(sheet, &law, &mut out);
    term::adjustment(sheet, &law, &mut out);
    if book.jurisdiction() != sheet.jurisdiction {
        out.iter_mut().for_each(|result| result.rulebook = Some(book.jurisdiction().to_owned()));
    }
    out
}

/// Whether any result is a breach.
pub fn has_breach(results: &[FloorResult]) -> bool {
    results.iter().any(|r| r.outcome == FloorOutcome::Breach)
}

/// A result being made: rule and item known, the rest by how it turns out.
struct Test<'a> {
    rule: &'static str,
    item: Option<&'a str>,
}

impl Test<'_> {
    fn result<T>(&self, outcome: FloorOutcome, offered: Option<String>, law: Option<&Cited<T>>) -> FloorResult
    where
        T: ToString,
    {
        FloorResult {
            rule: self.rule.to_owned(),
            item: self.item.map(str::to_owned),
            outcome,
            offered,
            required: law.map(|cited| cited.value.to_string()),
            citation: law.map(|cited| cited.citation.clone()),
            trust: law.map(|cited| cited.trust),
            detail: String::new(),
            rulebook: None,
        }
    }

    /// The common shape: offered against required by a comparison; no value of the law: cannot conclude.
    fn compare<T, O>(&self, offered: O, law: Option<&Cited<T>>, lawful: impl Fn(&O, &T) -> bool) -> FloorResult
    where
        T: ToString,
        O: ToString,
    {
        let outcome = match law {
            None => FloorOutcome::CannotConclude,
            Some(cited) if lawful(&offered, &cited.value) => FloorOutcome::Pass,
            Some(_) => FloorOutcome::Breach,
        };
        self.result(outcome, Some(offered.to_string()), law)
    }

    fn omitted<T: ToString>(&self, law: Option<&Cited<T>>) -> FloorResult {
        self.result(FloorOutcome::Omitted, None, law)
    }
}

#[cfg(test)]
mod tests;
