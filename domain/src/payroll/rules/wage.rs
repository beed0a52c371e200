//! S1 statutory minimum, S2 contract minimum, S3 agreed wage.

use super::judge::{Judged, Sense, judge};
use super::{Amount, Contract, Line, Need, Reason, Regime, Unit, month_share, paid_days_per_month, part_time};
use crate::payroll::exact::Exact;
use crate::payroll::line::Employment;
use crate::term::{Applicable, WageUnit, minimum_wage_for};

/// Normal pay: what is held against the minimums.
pub(super) fn normal_pay(line: &Line<'_>, regime: &Regime) -> i64 {
    let apart = [line.ot_pay, line.special_allowances, line.unused_leave_pay];
    let mut pay = line.gross_pay.e4();
    for amount in apart {
        pay -= amount.e4();
    }
    let excludes = regime.substance.minimum_excludes_contributions.as_ref().is_some_and(|cited| cited.value);
    if excludes { pay - line.personal_contributions.e4() } else { pay }
}

fn normal_pay_of_month(line: &Line<'_>, regimes: &[Regime]) -> Result<i64, Reason> {
    regimes.first().map(|regime| normal_pay(line, regime)).ok_or(Reason::Word("no_statutory_value"))
}

/// A monthly or hourly rate for the part of the month (or the hours) that is paid.
fn for_time(line: &Line<'_>, regime: &Regime, rate: Exact) -> Result<Exact, Reason> {
    let out_of_range = || Reason::Word("out_of_range");
    if part_time(line) {
        let hours = line.hours.ok_or(Reason::Word("missing_hours"))?;
        return rate.times(Exact::e4(hours.e4())).ok_or_else(out_of_range);
    }
    let d = paid_days_per_month(regime).ok_or(Reason::Word("no_statutory_value"))?;
    let (days, of) = month_share(line, d).ok_or(Reason::Word("missing_paid_days"))?;
    rate.times(Exact::e4(days)).and_then(|x| x.over_e4(of)).ok_or_else(out_of_range)
}

fn time_known(line: &Line<'_>) -> Result<(), Reason> {
    match (part_time(line), line.hours, line.paid_days) {
        (true, None, _) => Err(Reason::Word("missing_hours")),
        (false, _, None) => Err(Reason::Word("missing_paid_days")),
        _ => Ok(()),
    }
}

/// A rounded requirement under a basis.
pub(super) fn required(exact: Result<Exact, Reason>, contract: &Contract, basis: impl FnOnce() -> String) -> Need {
    match exact {
        Err(reason) => Need::Unknown(reason),
        Ok(exact) => match exact.round(contract.sheet.rounding) {
            Some(value) => Need::Required(Amount::E4(value, basis())),
            None => Need::Unknown(Reason::Word("out_of_range")),
        },
    }
}

/// S1: round(m·f) or round(mh·hours) → normal pay.
pub(super) fn statutory(line: &Line<'_>, regimes: &[Regime], contract: &Contract) -> Judged {
    let need = |regime: &Regime| {
        if let Err(reason) = time_known(line) {
            return Need::Unknown(reason);
        }
        let cited = if part_time(line) { &regime.hourly } else { &regime.monthly };
        let Some(cited) = cited else { return Need::Unknown(Reason::Word("no_statutory_value")) };
        let exact = for_time(line, regime, Exact::e4(cited.value.e4()));
        let source = || format!("最低工资标准 {} {}", cited.value, cited.citation.instrument).trim_end().to_owned();
        required(exact, contract, source)
    };
    judge(regimes.iter().map(need), normal_pay_of_month(line, regimes), Unit::Money, Sense::AtLeast)
}

/// `c` or `ch`: the contract minimum of the worker under a regime, with its item.
pub(super) enum ContractMinimum<'a> {
    None,
    NoneOfUnit,
    UnknownGrade,
    Is(&'a str, Exact),
}

pub(super) fn contract_minimum_of<'a>(line: &Line<'_>, regime: &Regime, contract: &'a Contract) -> ContractMinimum<'a> {
    let Some((zone, size)) = &regime.contract else { return ContractMinimum::None };
    let unit = if part_time(line) { WageUnit::Hour } else { WageUnit::Month };
    match minimum_wage_for(&contract.sheet, unit, line.grade, zone, *size) {
        Applicable::NoneOfUnit => ContractMinimum::NoneOfUnit,
        Applicable::NoMatch => ContractMinimum::UnknownGrade,
        Applicable::Item(item, amount) => {
            let amount = Exact::e4(amount.e4());
            let statutory = regime.substance.probation.as_ref().map(|cited| cited.value);
            let percent = contract.probation().or(statutory).filter(|_| line.employment == Employment::Probation);
            let amount =
                percent.map_or(Some(amount), |p| amount.times(Exact { num: i128::from(p.e4()), den: 1_000_000 }));
            amount.map_or(ContractMinimum::UnknownGrade, |amount| ContractMinimum::Is(&item.key, amount))
        }
    }
}

fn contract_need(line: &Line<'_>, regime: &Regime, contract: &Contract, in_time: bool) -> Need {
    match contract_minimum_of(line, regime, contract) {
        ContractMinimum::None => Need::Nothing,
        ContractMinimum::NoneOfUnit => Need::NotApplicable,
        ContractMinimum::UnknownGrade => Need::Unknown(Reason::Word("unknown_grade")),
        ContractMinimum::Is(key, c) => {
            let exact = if in_time { for_time(line, regime, c) } else { Ok(c) };
            required(exact, contract, || format!("contract {key}"))
        }
    }
}

/// S2: round(c·f) or round(ch·hours) → normal pay.
pub(super) fn contract_minimum(line: &Line<'_>, regimes: &[Regime], contract: &Contract) -> Judged {
    let needs = regimes.iter().map(|regime| contract_need(line, regime, contract, true));
    judge(needs, normal_pay_of_month(line, regimes), Unit::Money, Sense::AtLeast)
}

/// S3: c or ch → agreed_wage.
pub(super) fn agreed(line: &Line<'_>, regimes: &[Regime], contract: &Contract) -> Judged {
    let needs = regimes.iter().map(|regime| contract_need(line, regime, contract, false));
    judge(needs, Ok(line.agreed_wage.e4()), Unit::Money, Sense::AtLeast)
}
