//! How a rule was worked for a line, in words and numbers.

use super::contract::Contract;
use super::exact::Exact;
use super::in_force::InForce;
use super::line::{Employment, Line};
use super::month::Regime;
use super::rules::{Judged, Outcome, Rule, Unit, work};
use crate::decimal::{Days, Hours, Money, Percent, Rounding, RoundingMode};
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
    /// Of each formula its value before rounding, as far as 20 digits show it; empty for a day.
    pub unrounded: Vec<String>,
    /// Mode and places.
    pub rounding: String,
    /// Required, rounded.
    pub required: Option<String>,
    /// What the line says.
    pub actual: Option<String>,
    /// What is missing; breach only.
    pub shortfall: Option<String>,
    /// Clause or article.
    pub basis: Option<String>,
    /// Of `cannot_conclude`.
    pub reason: Option<String>,
}

pub(super) fn explain(line: &Line<'_>, regimes: &[InForce], contract: &Contract) -> Vec<Working> {
    let (mut out, mut minimum) = (Vec::new(), None);
    work(line, regimes, contract, |rule, judged| {
        if rule == Rule::S(1) {
            minimum = judged.bounds;
        }
        let formulas = formulas(rule, line, regimes, contract, minimum);
        out.push(working(rule, &judged, formulas, contract));
    });
    out
}

type Formula = (String, Option<Exact>);

/// One formula per distinct requirement of the month; `minimum`: the lowest and the highest that S1 required.
fn formulas(
    rule: Rule,
    line: &Line<'_>,
    regimes: &[InForce],
    contract: &Contract,
    minimum: Option<(i64, i64)>,
) -> Vec<Formula> {
    let mut out: Vec<Formula> = Vec::new();
    for in_force in regimes {
        let found = match (rule, minimum) {
            (Rule::S(7), Some((low, high))) => {
                [low, high].map(|minimum| deductions(line, in_force, contract, minimum)).into()
            }
            (Rule::S(7), None) => Vec::new(),
            _ => vec![formula(rule, line, in_force, contract)],
        };
        for formula in found.into_iter().flatten() {
            if !out.contains(&formula) {
                out.push(formula);
            }
        }
    }
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

fn formula(rule: Rule, line: &Line<'_>, in_force: &InForce, contract: &Contract) -> Option<Formula> {
    let regime = &in_force.regime;
    let d = in_force.days.and_then(Days::from_e4)?;
    match rule {
        Rule::S(1) => {
            let rate = if part_time(line) { &regime.hourly } else { &regime.monthly };
            in_time(line, d, rate.as_ref()?.value, None)
        }
        Rule::S(2) => {
            let (amount, factor) = contract_amount(line, regime, contract)?;
            in_time(line, d, amount, factor)
        }
        Rule::S(3) => {
            let (amount, factor) = contract_amount(line, regime, contract)?;
            Some((part(amount, factor), times(amount, factor)))
        }
        Rule::S(4) => overtime(line, in_force, contract),
        Rule::S(5) => {
            let hours = line.overtime_hours;
            let total = hours.iter().map(|hours| i128::from(hours.e4())).sum();
            Some((hours.map(|h| h.to_string()).join(" + "), Some(Exact { num: total, den: 10_000 })))
        }
        Rule::S(6) => pay_day(line, in_force, contract),
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

/// The month of the wage, the months after it, and the last day of payment that comes of them.
fn pay_day(line: &Line<'_>, in_force: &InForce, contract: &Contract) -> Option<Formula> {
    let regime = &in_force.regime;
    let ours = contract.payment().filter(|_| regime.contract.is_some()).map(|(_, _, offset)| offset);
    let offset = ours.or(regime.substance.payment_month_offset.as_ref().map(|cited| cited.value))?;
    let due = contract.money.shown(in_force.due.as_ref().ok()?.value, Unit::Days);
    Some((format!("{} + {offset} → {due}", line.period.format("%Y-%m")), None))
}

/// What may be deducted where S1 required `minimum`.
fn deductions(line: &Line<'_>, in_force: &InForce, contract: &Contract, minimum: i64) -> Option<Formula> {
    let percent = in_force.deduction.as_ref()?.value;
    let gross = line.gross_pay;
    let cent_down = Rounding { mode: RoundingMode::Down, places: contract.money.digits };
    let of_gross = Exact::e4(gross.e4()).times(Exact { num: i128::from(percent), den: 1_000_000 })?.round(cent_down)?;
    let left = of_gross.min(gross.e4().saturating_sub(minimum)).max(0);
    let (percent, minimum) = (Percent::from_e4(percent)?, contract.money.plain(minimum, Unit::Money));
    Some((format!("max(0, min({gross} × {percent} % ↓, {gross} − {minimum}))"), Some(Exact::e4(left))))
}

/// An amount, or that percent of it.
fn part(amount: Money, factor: Option<Percent>) -> String {
    factor.map_or(amount.to_string(), |percent| format!("{amount} × {percent} %"))
}

fn times(amount: Money, factor: Option<Percent>) -> Option<Exact> {
    let amount = Exact::e4(amount.e4());
    factor.map_or(Some(amount), |percent| amount.times(Exact { num: i128::from(percent.e4()), den: 1_000_000 }))
}

fn in_time(line: &Line<'_>, d: Days, amount: Money, factor: Option<Percent>) -> Option<Formula> {
    let (text, rate) = (part(amount, factor), times(amount, factor));
    if part_time(line) {
        let hours = line.hours?;
        let exact = rate.and_then(|rate| rate.times(Exact::e4(hours.e4())));
        return Some((format!("{text} × {hours}"), exact));
    }
    let days = line.paid_days?;
    let exact = rate.and_then(|rate| rate.times(Exact::e4(days.min(d).e4()))?.over_e4(d.e4()));
    Some((format!("{text} × min({days}, {d}) ÷ {d}"), exact))
}

fn contract_amount(line: &Line<'_>, regime: &Regime, contract: &Contract) -> Option<(Money, Option<Percent>)> {
    let (zone, size) = regime.contract.as_ref()?;
    let unit = if part_time(line) { WageUnit::Hour } else { WageUnit::Month };
    let Applicable::Item(_, amount) = minimum_wage_for(&contract.sheet, unit, line.grade, zone, *size) else {
        return None;
    };
    let probation = line.employment == Employment::Probation;
    let statutory = regime.substance.probation.as_ref().map(|cited| cited.value);
    Some((amount, contract.probation().or(statutory).filter(|_| probation)))
}

fn overtime(line: &Line<'_>, in_force: &InForce, contract: &Contract) -> Option<Formula> {
    let (amount, factor) = if in_force.from_minimum {
        contract_amount(line, &in_force.regime, contract)?
    } else {
        (line.agreed_wage, None)
    };
    let (base, rate) = (part(amount, factor), times(amount, factor));
    let rates = in_force.overtime.as_ref()?.multipliers;
    let product = |(hours, k): (&Hours, i64)| format!("{hours} × {}", Decimal::new(k, 4).normalize());
    let parts: Vec<String> = line.overtime_hours.iter().zip(rates).map(product).collect();
    let of = in_force.hours?;
    let hourly = if part_time(line) { base } else { format!("{base} ÷ {}", Decimal::new(of, 4).normalize()) };
    let rate = if part_time(line) { rate } else { rate.and_then(|rate| rate.over_e4(of)) };
    let weighted = line
        .overtime_hours
        .iter()
        .zip(rates)
        .try_fold(0_i128, |sum, (hours, k)| sum.checked_add(i128::from(hours.e4()).checked_mul(i128::from(k))?));
    let exact = rate.zip(weighted).and_then(|(rate, num)| rate.times(Exact { num, den: 100_000_000 }));
    Some((format!("{hourly} × ({})", parts.join(" + ")), exact))
}

fn allowance(line: &Line<'_>, d: Days, contract: &Contract, index: usize) -> Option<Formula> {
    let term = contract.allowance(index, contract.grade(line.grade))?;
    let amount = Money::from_e4(term.amount)?;
    match term.unit {
        AllowanceUnit::Month => in_time(line, d, amount, None).filter(|_| !part_time(line)),
        AllowanceUnit::Day => line.paid_days.map(|days| each(amount, days)),
        AllowanceUnit::Shift => {
            let (_, shifts) = line.allowances.get(index).copied().unwrap_or_default();
            shifts.map(|shifts| each(amount, shifts))
        }
    }
}

fn each(amount: Money, times: Days) -> Formula {
    (format!("{amount} × {times}"), Exact::e4(amount.e4()).times(Exact::e4(times.e4())))
}
