//! How a rule was worked for a line, in words and numbers.

use super::exact::Exact;
use super::line::Line;
use super::month::Regime;
use super::rules::{Amount, Contract, Outcome, Rule, Unit, hours_per_month, paid_days_per_month, part_time, work};
use crate::decimal::{Days, Money};
use crate::term::{Applicable, OvertimeBase, WageUnit, minimum_wage_for};
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

pub(super) fn explain(
    line: &Line<'_>,
    regimes: &[Regime],
    contract: &Contract,
    name: impl Fn(Rule) -> String,
) -> Vec<Working> {
    let rounding = contract.sheet.rounding;
    let rounding = format!("{}, {} places", rounding.mode.word(), rounding.places);
    let text = |amount: &Amount| match amount {
        Amount::E4(value, _) => Money::from_e4(*value).map(|m| m.to_string()).unwrap_or_default(),
        Amount::Day(day, _) => day.to_string(),
    };
    let mut out = Vec::new();
    for (rule, judged) in work(line, regimes, contract) {
        let mut formulas: Vec<(String, Option<Exact>)> = Vec::new();
        for regime in regimes {
            if let Some(formula) = formula(rule, line, regime, contract)
                && !formulas.contains(&formula)
            {
                formulas.push(formula);
            }
        }
        let (outcome, reason) = match &judged.outcome {
            Outcome::Pass => ("pass", None),
            Outcome::Breach => ("breach", None),
            Outcome::CannotConclude(reason) => ("cannot_conclude", Some(reason.to_string())),
            Outcome::NotApplicable => ("not_applicable", None),
        };
        out.push(Working {
            rule: name(rule),
            outcome: outcome.to_owned(),
            unrounded: formulas.iter().filter_map(|(_, exact)| exact.map(digits)).collect(),
            formulas: formulas.into_iter().map(|(text, _)| text).collect(),
            rounding: if judged.unit == Unit::Money { rounding.clone() } else { String::new() },
            required: judged.required.as_ref().map(text),
            actual: judged.actual.as_ref().map(text),
            basis: judged.required.map(|amount| match amount {
                Amount::E4(_, basis) | Amount::Day(_, basis) => basis,
            }),
            reason,
        });
    }
    out
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

fn formula(rule: Rule, line: &Line<'_>, regime: &Regime, contract: &Contract) -> Option<(String, Option<Exact>)> {
    let d = paid_days_per_month(regime)?;
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
        Rule::S(4) => overtime(line, regime, contract),
        Rule::S(5) => Some((line.overtime_hours.map(|h| h.to_string()).join(" + "), None)),
        Rule::S(7) => Some((format!("max(0, min({} × 20 % ↓, {} − S1))", line.gross_pay, line.gross_pay), None)),
        Rule::S(8) => Some((
            format!("{} − {} − {}", line.gross_pay, line.personal_contributions, line.deductions),
            Some(Exact::e4(line.gross_pay.e4() - line.personal_contributions.e4() - line.deductions.e4())),
        )),
        Rule::S(9) => {
            let law = regime.substance.unused_leave.as_ref()?.value.e4();
            let ours = contract.unused_multiplier().filter(|_| regime.contract.is_some());
            let k = ours.map_or(law, |(_, k)| k.max(law));
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
    let probation = line.employment == super::line::Employment::Probation;
    let statutory = regime.substance.probation.as_ref().map(|cited| cited.value);
    let percent = contract.probation().or(statutory).filter(|_| probation);
    Some((amount, percent.map(|percent| format!(" × {percent} %")).unwrap_or_default()))
}

fn overtime(line: &Line<'_>, regime: &Regime, contract: &Contract) -> Option<(String, Option<Exact>)> {
    let term = contract.overtime().filter(|_| regime.contract.is_some());
    let law = &regime.substance;
    let law = [&law.overtime_weekday, &law.overtime_rest_day, &law.overtime_holiday];
    let ours = term.as_ref().map_or([0; 3], |term| term.multipliers);
    let base = match term.map(|term| term.base) {
        Some(OvertimeBase::ContractMinimum) => {
            let (amount, factor) = contract_amount(line, regime, contract)?;
            format!("{amount}{factor}")
        }
        _ => line.agreed_wage.to_string(),
    };
    let parts: Vec<String> = line
        .overtime_hours
        .iter()
        .zip(law.iter().zip(ours))
        .filter_map(|(hours, (law, ours))| {
            let k = law.as_ref()?.value.e4().max(ours);
            Some(format!("{hours} × {}", Decimal::new(k, 4).normalize()))
        })
        .collect();
    let of = hours_per_month(regime).map(|of| Decimal::new(of, 4).normalize())?;
    let hourly = if part_time(line) { base } else { format!("{base} ÷ {of}") };
    Some((format!("{hourly} × ({})", parts.join(" + ")), None))
}

fn allowance(line: &Line<'_>, d: Days, contract: &Contract, index: usize) -> Option<(String, Option<Exact>)> {
    use crate::term::AllowanceUnit;
    let code = contract.codes.get(index)?;
    let (_, unit, amount) = contract.allowance(code, line.grade)?;
    match unit {
        AllowanceUnit::Month => in_time(line, d, amount, "").filter(|_| !part_time(line)),
        AllowanceUnit::Day => line.paid_days.map(|days| (format!("{amount} × {days}"), None)),
        AllowanceUnit::Shift => {
            let (_, shifts) = line.allowances.get(index).copied().unwrap_or_default();
            shifts.map(|shifts| (format!("{amount} × {shifts}"), None))
        }
    }
}
