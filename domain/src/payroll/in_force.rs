//! A regime made ready for its lines: every value looked up, every basis worded, once for all of them.

use super::contract::{Contract, Grade, OvertimeTerm};
use super::exact::Exact;
use super::month::{Regime, month_end};
use super::rules::Reason;
use crate::decimal::Percent;
use crate::statute::{Cited, Substance};
use crate::term::{Applicable, OvertimeBase, WageUnit, minimum_wage_for};
use chrono::{Datelike, NaiveDate};

/// A value in ten-thousandths and the clause or article it comes from.
#[derive(Clone, Debug)]
pub(super) struct Known {
    pub value: i64,
    pub basis: String,
}

/// `c` or `ch`: the contract minimum of a worker.
#[derive(Clone, Debug)]
pub(super) enum ContractMinimum {
    /// No contract on these days.
    None,
    /// No minimum in the sheet for the unit at all.
    NoneOfUnit,
    /// None that fits the worker.
    UnknownGrade,
    /// This one in ten-thousandths; in probation that percent of it, `None` when out of range.
    Is { basis: String, amount: i64, percent: Option<Percent>, probation: Option<Exact> },
}

/// The overtime rates: the higher of contract and statute.
#[derive(Clone, Debug)]
pub(super) struct Overtime {
    pub multipliers: [i64; 3],
    pub basis: String,
}

/// What a stretch of days asks of a line.
#[derive(Clone, Debug)]
pub(super) struct InForce {
    pub regime: Regime,
    /// D, paid days a month.
    pub days: Option<i64>,
    /// D × H, hours a month.
    pub hours: Option<i64>,
    pub monthly: Option<Known>,
    pub hourly: Option<Known>,
    pub excludes_contributions: bool,
    pub overtime: Option<Overtime>,
    /// Whether overtime is worked from the contract minimum.
    pub from_minimum: bool,
    pub overtime_cap: Option<Known>,
    /// The last day of payment by its number, and how many months after the month of the wage.
    pub due: Result<(Known, u8), Reason<'static>>,
    /// Percent of the gross that deductions may take.
    pub deduction: Option<Known>,
    /// `k` for untaken leave.
    pub unused_leave: Option<Known>,
    /// By grade, for full time and for part time.
    minimums: [Vec<ContractMinimum>; 2],
}

/// Instrument and article of a statutory value.
fn article<T>(cited: &Option<Cited<T>>) -> String {
    let citation = cited.as_ref().map(|cited| &cited.citation);
    citation.map(|c| format!("{} {}", c.instrument, c.article).trim_end().to_owned()).unwrap_or_default()
}

fn clause(key: &str) -> String {
    format!("contract {key}")
}

impl InForce {
    /// Prepares a regime for the month that begins on `first`.
    pub fn new(regime: Regime, contract: &Contract, first: NaiveDate) -> Self {
        let law = &regime.substance;
        let covered = regime.contract.is_some();
        let days = law.paid_days_per_month.as_ref().map(|cited| cited.value.e4());
        let hours = law.hours_per_day.as_ref().map(|cited| cited.value.e4());
        let hours = days.zip(hours).and_then(|(days, hours)| days.checked_mul(hours)).map(|product| product / 10_000);
        let by_unit = law.minimum_by_unit.as_ref().map(|_| format!("{}; ", article(&law.minimum_by_unit)));
        let by_unit = by_unit.unwrap_or_default();
        let statutory = |cited: &Option<Cited<crate::decimal::Money>>| {
            cited.as_ref().map(|cited| Known {
                value: cited.value.e4(),
                basis: format!("{by_unit}{} {}", cited.citation.instrument, cited.value),
            })
        };
        let overtime = contract.overtime().filter(|_| covered);
        Self {
            days,
            hours,
            monthly: statutory(&regime.monthly),
            hourly: statutory(&regime.hourly),
            excludes_contributions: law.minimum_excludes_contributions.as_ref().is_some_and(|cited| cited.value),
            overtime: rates(law, overtime.as_ref()),
            from_minimum: overtime.as_ref().is_some_and(|term| term.base == OvertimeBase::ContractMinimum),
            overtime_cap: cap(law, overtime.as_ref()),
            due: due(law, contract.payment().filter(|_| covered), first),
            deduction: law
                .deduction_cap
                .as_ref()
                .map(|cited| Known { value: cited.value.e4(), basis: article(&law.deduction_cap) }),
            unused_leave: unused(law, contract.unused_multiplier().filter(|_| covered)),
            minimums: [WageUnit::Month, WageUnit::Hour].map(|unit| minimums(&regime, contract, unit)),
            regime,
        }
    }

    /// The contract minimum of a grade.
    pub fn contract_minimum(&self, part_time: bool, grade: Grade) -> &ContractMinimum {
        let [month, hour] = &self.minimums;
        let of_unit = if part_time { hour } else { month };
        of_unit.get(grade).unwrap_or(&ContractMinimum::None)
    }
}

fn rates(law: &Substance, term: Option<&OvertimeTerm<'_>>) -> Option<Overtime> {
    let statutory = [&law.overtime_weekday, &law.overtime_rest_day, &law.overtime_holiday];
    let [weekday, rest_day, holiday] = statutory.map(|cited| cited.as_ref().map(|cited| cited.value.e4()));
    let ours = term.map_or([0; 3], |term| term.multipliers);
    let basis = match term {
        Some(term) => format!("{}; {}", clause(term.key), article(&law.overtime_weekday)),
        None => article(&law.overtime_weekday),
    };
    let multipliers = [weekday?.max(ours[0]), rest_day?.max(ours[1]), holiday?.max(ours[2])];
    Some(Overtime { multipliers, basis })
}

fn cap(law: &Substance, term: Option<&OvertimeTerm<'_>>) -> Option<Known> {
    let statutory = law.overtime_cap.as_ref().map(|cited| cited.value.e4());
    match (statutory, term) {
        (Some(value), Some(term)) if term.cap.e4() < value => {
            Some(Known { value: term.cap.e4(), basis: clause(term.key) })
        }
        (Some(value), _) => Some(Known { value, basis: article(&law.overtime_cap) }),
        (None, Some(term)) => Some(Known { value: term.cap.e4(), basis: clause(term.key) }),
        (None, None) => None,
    }
}

fn due(law: &Substance, ours: Option<(&str, u8, u8)>, first: NaiveDate) -> Result<(Known, u8), Reason<'static>> {
    let statutory = law.payment_month_offset.as_ref().map(|cited| cited.value);
    let (day, basis, offset) = match (ours, statutory) {
        (Some((key, day, offset)), _) => (pay_date(first, day, offset), clause(key), offset),
        (None, Some(offset)) => (pay_date(first, 31, offset), article(&law.payment_month_offset), offset),
        (None, None) => return Err(Reason::Word("no_statutory_value")),
    };
    let value = day.map(day_number).ok_or(Reason::Word("out_of_range"))?;
    Ok((Known { value, basis }, offset))
}

fn unused(law: &Substance, ours: Option<(&str, i64)>) -> Option<Known> {
    let statutory = law.unused_leave.as_ref()?.value.e4();
    Some(match ours {
        Some((key, k)) if k > statutory => Known { value: k, basis: clause(key) },
        _ => Known { value: statutory, basis: article(&law.unused_leave) },
    })
}

fn minimums(regime: &Regime, contract: &Contract, unit: WageUnit) -> Vec<ContractMinimum> {
    let statutory = regime.substance.probation.as_ref().map(|cited| cited.value);
    let percent = contract.probation().or(statutory);
    // A grade that no item names: longer than any that one does.
    let grades = contract.each_grade();
    let longest = grades.iter().flatten().map(|name| name.len()).max().unwrap_or(0);
    let unnamed = "-".repeat(longest + 1);
    let of = |grade: &Option<&str>| {
        let Some((zone, size)) = &regime.contract else { return ContractMinimum::None };
        match minimum_wage_for(&contract.sheet, unit, grade.unwrap_or(&unnamed), zone, *size) {
            Applicable::NoneOfUnit => ContractMinimum::NoneOfUnit,
            Applicable::NoMatch => ContractMinimum::UnknownGrade,
            Applicable::Item(item, amount) => {
                let whole = Exact::e4(amount.e4());
                let part = |percent: Percent| Exact { num: i128::from(percent.e4()), den: 1_000_000 };
                let probation = percent.map_or(Some(whole), |percent| whole.times(part(percent)));
                ContractMinimum::Is { basis: clause(&item.key), amount: amount.e4(), percent, probation }
            }
        }
    };
    grades.iter().map(of).collect()
}

/// The last day of payment for a month: `pay_day` of the month `offset` months later, or its end.
fn pay_date(first: NaiveDate, pay_day: u8, offset: u8) -> Option<NaiveDate> {
    let month = first.checked_add_months(chrono::Months::new(u32::from(offset)))?;
    month.with_day(u32::from(pay_day)).or(Some(month_end(month)))
}

/// Days are compared by their number, in ten-thousandths like every other amount.
pub(super) fn day_number(day: NaiveDate) -> i64 {
    i64::from(day.num_days_from_ce()) * 10_000
}
