//! How a rule was worked for a line, in words and numbers.

use super::contract::Contract;
use super::exact::Exact;
use super::finding::day_of;
use super::in_force::InForce;
use super::line::{Employment, Line};
use super::month::Regime;
use super::rules::{Judged, Outcome, Rule, Unit, work};
use crate::decimal::{Days, Hours, Money};
use crate::term::{AllowanceUnit, Applicable, WageUnit, minimum_wage_for};
use rust_decimal::Decimal;
use serde::Serialize;

/// The working of one rule for one line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Working {
    /// `S1` … `A:heat`.
    pub rule: String,
    /// `pass`, `breach`, `cannot_conclude`, `not_applicable`.
    pub outcome: String,
    /// The formula with the numbers in it, one per distinct requirement of the month.
    pub formulas: Vec<String>,
    /// Before rounding, as far as 20 digits show it.
    pub unrounded: Vec<String>,
    /// Mode and places.
    pub rounding: String,
    /// Required, rounded.
    pub required: Option<String>,
    /// What the line says.
    pub actual: Option<String>,
    /// Clause or article.
    pub basis: Option<String>,
    /// Of `cannot_conclude`.
    pub reason: Option<String>,
}

pub(super) fn explain(line: &Line<'_>, regimes: &[InForce], contract: &Contract) -> Vec<Working> {
    let mut out = Vec::new();
    work(line, regimes, contract, |rule, judged| out.push(working(rule, &judged, line, regimes, contract)));
    out
}

fn working(rule: Rule, judged: &Judged<'_>, line: &Line<'_>, regimes: &[InForce], contract: &Contract) -> Working {
    let text = |value: i64| match judged.unit {
        Unit::Days => day_of(value).map(|day| day.to_string()),
        Unit::Money | Unit::Hours => Money::from_e4(value).map(|m| m.to_string()),
    };
    let text = |value| text(value).unwrap_or_default();
    let mut formulas: Vec<(String, Option<Exact>)> = Vec::new();
    for in_force in regimes {
        if let Some(formula) = formula(rule, line, in_force, contract)
            && !formulas.contains(&formula)
        {
            formulas.push(formula);
        }
    }
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
        unrounded: formulas.iter().filter_map(|(_, exact)| exact.map(digits)).collect(),
        formulas: formulas.into_iter().map(|(text, _)| text).collect(),
        rounding: if judged.unit == Unit::Money { rounding } else { String::new() },
        required: judged.required.map(|required| text(required.value)),
        actual: judged.actual.map(text),
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

fn formula(rule: Rule, line: &Line<'_>, in_force: &InForce, contract: &Contract) -> Option<(String, Option<Exact>)> {
    let regime = &in_force.regime;
    let d = in_force.days.and_then(Days::from_e4)?;
    match rule {
        Rule::S(1) => {
            let rate = if part_time(line) { &regime.hourly } else { &regime.monthly };
            in_time(line, d, rate.as_ref()?.value, "")
        }
        Rule::S(2) => {
            let (amount, factor) = contract_amount(line, regime, contract)?;
            in_time(line, d, amount, &factor)
        }
        Rule::S(3) => {
            contract_amount(line, regime, contract).map(|(amount, factor)| (format!("{amount}{factor}"), None))
        }
        Rule::S(4) => overtime(line, in_force, contract),
        Rule::S(5) => Some((line.overtime_hours.map(|h| h.to_string()).join(" + "), None)),
        Rule::S(7) => Some((format!("max(0, min({} × 20 % ↓, {} − S1))", line.gross_pay, line.gross_pay), None)),
        Rule::S(8) => Some((
            format!("{} − {} − {}", line.gross_pay, line.personal_contributions, line.deductions),
            Some(Exact::e4(line.gross_pay.e4() - line.personal_contributions.e4() - line.deductions.e4())),
        )),
        Rule::S(9) => {
            let k = in_force.unused_leave.as_ref()?.value;
            let exact = Exact::e4(line.agreed_wage.e4())
                .over_e4(d.e4())?
                .times(Exact::e4(line.unused_leave_days.e4()))?
                .times(Exact::e4(k - 10_000))?;
            let k = Decimal::new(k, 4).normalize();
            Some((format!("{} ÷ {d} × {} × ({k} − 1)", line.agreed_wage, line.unused_leave_days), Some(exact)))
        }
        Rule::Allowance(index) => allowance(line, d, contract, index),
        Rule::S(_) => None,
    }
}

fn part_time(line: &Line<'_>) -> bool {
    line.employment == Employment::PartTime
}

fn in_time(line: &Line<'_>, d: Days, amount: Money, factor: &str) -> Option<(String, Option<Exact>)> {
    if part_time(line) {
        let hours = line.hours?;
        return Some((format!("{amount}{factor} × {hours}"), None));
    }
    let days = line.paid_days?;
    let exact = Exact::e4(amount.e4()).times(Exact::e4(days.min(d).e4()))?.over_e4(d.e4())?;
    let exact = if factor.is_empty() { Some(exact) } else { None };
    Some((format!("{amount}{factor} × min({days}, {d}) ÷ {d}"), exact))
}

fn contract_amount(line: &Line<'_>, regime: &Regime, contract: &Contract) -> Option<(Money, String)> {
    let (zone, size) = regime.contract.as_ref()?;
    let unit = if part_time(line) { WageUnit::Hour } else { WageUnit::Month };
    let Applicable::Item(_, amount) = minimum_wage_for(&contract.sheet, unit, line.grade, zone, *size) else {
        return None;
    };
    let probation = line.employment == Employment::Probation;
    let statutory = regime.substance.probation.as_ref().map(|cited| cited.value);
    let percent = contract.probation().or(statutory).filter(|_| probation);
    Some((amount, percent.map(|percent| format!(" × {percent} %")).unwrap_or_default()))
}

fn overtime(line: &Line<'_>, in_force: &InForce, contract: &Contract) -> Option<(String, Option<Exact>)> {
    let base = if in_force.from_minimum {
        let (amount, factor) = contract_amount(line, &in_force.regime, contract)?;
        format!("{amount}{factor}")
    } else {
        line.agreed_wage.to_string()
    };
    let rates = in_force.overtime.as_ref()?.multipliers;
    let part = |(hours, k): (&Hours, i64)| format!("{hours} × {}", Decimal::new(k, 4).normalize());
    let parts: Vec<String> = line.overtime_hours.iter().zip(rates).map(part).collect();
    let of = in_force.hours.map(|of| Decimal::new(of, 4).normalize())?;
    let hourly = if part_time(line) { base } else { format!("{base} ÷ {of}") };
    Some((format!("{hourly} × ({})", parts.join(" + ")), None))
}

fn allowance(line: &Line<'_>, d: Days, contract: &Contract, index: usize) -> Option<(String, Option<Exact>)> {
    let term = contract.allowance(index, contract.grade(line.grade))?;
    let amount = Money::from_e4(term.amount)?;
    match term.unit {
        AllowanceUnit::Month => in_time(line, d, amount, "").filter(|_| !part_time(line)),
        AllowanceUnit::Day => line.paid_days.map(|days| (format!("{amount} × {days}"), None)),
        AllowanceUnit::Shift => {
            let (_, shifts) = line.allowances.get(index).copied().unwrap_or_default();
            shifts.map(|shifts| (format!("{amount} × {shifts}"), None))
        }
    }
}
