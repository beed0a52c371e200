//! F12–F14: length of the term, work norm, adjustment.

use super::law::Law;
use super::{FloorOutcome, FloorResult, Test};
use crate::calendar::last_day_of_term;
use crate::decimal::Percent;
use crate::statute::{Cited, Period};
use crate::term::{Adjustment, Term, TermSheet};
use chrono::NaiveDate;

/// F12: at most the longest term (a breach), usually the usual one (a warning).
pub(super) fn length(sheet: &TermSheet, law: &Law, out: &mut Vec<FloorResult>) {
    let test = Test { rule: "F12", item: None };
    let last = |cited: &Cited<Period>| Cited::<NaiveDate> {
        value: last_day_of_term(sheet.effective.from, cited.value),
        citation: cited.citation.clone(),
        trust: cited.trust,
    };
    let offered = sheet.effective.to;
    let longest = law.term_longest.as_ref().map(last);
    let mut result = test.compare(offered, longest.as_ref(), |offered, required| offered <= required);
    if result.outcome == FloorOutcome::Pass
        && let Some(usual) = law.term_usual.as_ref().map(last).filter(|usual| offered > usual.value)
    {
        result = test.result(FloorOutcome::Warning, Some(offered.to_string()), Some(&usual));
    }
    out.push(result);
}

/// F13: the norm must be within reach of most workers.
pub(super) fn work_norm(sheet: &TermSheet, law: &Law, out: &mut Vec<FloorResult>) {
    for item in &sheet.items {
        let Term::WorkNorm { attainable_percent, .. } = &item.term else { continue };
        let test = Test { rule: "F13", item: Some(&item.key) };
        let result = test.compare(*attainable_percent, law.work_norm.as_ref(), |offered, required| offered >= required);
        out.push(only_a_warning(result));
    }
}

/// F14: a range that reaches below zero.
pub(super) fn adjustment(sheet: &TermSheet, law: &Law, out: &mut Vec<FloorResult>) {
    for item in &sheet.items {
        let Term::WageAdjustment { range, .. } = &item.term else { continue };
        let test = Test { rule: "F14", item: Some(&item.key) };
        let (offered, low) = match range {
            Adjustment::Percent { low, .. } => (low.to_string(), low.e4()),
            Adjustment::Amount { low, .. } => (low.to_string(), low.e4()),
        };
        let lawful = |_: &String, least: &Percent| low >= least.e4();
        out.push(only_a_warning(test.compare(offered, law.adjustment.as_ref(), lawful)));
    }
}

fn only_a_warning(mut result: FloorResult) -> FloorResult {
    if result.outcome == FloorOutcome::Breach {
        result.outcome = FloorOutcome::Warning;
    }
    result
}
