//! How a rule was worked for a record, in words and numbers.

use super::contract::Contract;
use super::exact::Exact;
use super::in_force::InForce;
use super::record::{Absent, Record};
use super::rules::{Judged, Notes, Outcome, Rule, Unit, work};
use serde::Serialize;

/// The working of one rule for one record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Working {
    /// `S1` … `A:heat`.
    pub rule: String,
    /// `pass`, `breach`, `cannot_conclude`, `not_applicable`.
    pub outcome: String,
    /// The formula with the numbers in it, one per distinct requirement of the month; then how what was paid comes about.
    pub formulas: Vec<String>,
    /// Of each formula its value before rounding, as far as 20 digits show it; empty for a day.
    pub unrounded: Vec<String>,
    /// Mode and places.
    pub rounding: String,
    /// Required, rounded.
    pub required: Option<String>,
    /// What the record says.
    pub actual: Option<String>,
    /// What is missing; breach only.
    pub shortfall: Option<String>,
    /// Clause or article.
    pub basis: Option<String>,
    /// Of `cannot_conclude`.
    pub reason: Option<String>,
}

type Formula = (String, Option<Exact>);

/// One formula per distinct requirement of the month.
impl Notes for Vec<Formula> {
    fn note(&mut self, formula: impl FnOnce() -> String, value: Option<Exact>) {
        let noted = (formula(), value);
        if !self.contains(&noted) {
            self.push(noted);
        }
    }
}

/// The rules themselves, listened to.
pub(super) fn explain(record: &Record<'_>, absent: &Absent, regimes: &[InForce], contract: &Contract) -> Vec<Working> {
    let (mut out, mut notes) = (Vec::new(), Vec::new());
    work(record, absent, regimes, contract, &mut notes, |rule, judged, notes: &mut Vec<Formula>| {
        out.push(working(rule, &judged, std::mem::take(notes), contract));
    });
    out
}

fn working(rule: Rule, judged: &Judged<'_>, formulas: Vec<Formula>, contract: &Contract) -> Working {
    let text = |value: i64| contract.money.shown(value, judged.unit);
    let (outcome, reason) = match judged.outcome {
        Outcome::Pass => ("pass", None),
        Outcome::Breach => ("breach", None),
        Outcome::CannotConclude(reason) => ("cannot_conclude", Some(reason.to_string())),
        Outcome::NotApplicable => ("not_applicable", None),
    };
    let rounding = contract.sheet.rounding;
    let rounding = format!("{}, {} places", rounding.mode.word(), rounding.places);
    Working {
        rule: contract.name(rule),
        outcome: outcome.to_owned(),
        unrounded: formulas.iter().map(|(_, exact)| exact.map(digits).unwrap_or_default()).collect(),
        formulas: formulas.into_iter().map(|(text, _)| text).collect(),
        rounding: if judged.unit == Unit::Money { rounding } else { String::new() },
        required: judged.required.map(|required| text(required.value)),
        actual: judged.actual.map(text),
        shortfall: (judged.outcome == Outcome::Breach).then(|| contract.money.plain(judged.shortfall, judged.unit)),
        basis: judged.required.map(|required| required.basis.to_owned()),
        reason,
    }
}

/// The unrounded value: exact where it ends, else to 20 fraction digits and an ellipsis.
fn digits(exact: Exact) -> String {
    let (whole, mut rest) = (exact.num / exact.den, (exact.num % exact.den).unsigned_abs());
    let den = exact.den.unsigned_abs();
    let mut text = format!("{}{whole}", if exact.num < 0 && whole == 0 { "-" } else { "" });
    if rest != 0 {
        text.push('.');
    }
    for _ in 0..20 {
        if rest == 0 {
            return text;
        }
        let Some(next) = rest.checked_mul(10) else { break };
        text.push_str(&(next / den).to_string());
        rest = next % den;
    }
    if rest != 0 {
        text.push('…');
    }
    text
}
