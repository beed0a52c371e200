//! S4 overtime pay, S5 overtime cap.

use super::judge::{Judged, Sense, judge};
use super::wage::{ContractMinimum, contract_minimum_of, required};
use super::{Amount, Contract, Line, Need, Outcome, Reason, Regime, Unit, hours_per_month, part_time};
use crate::decimal::Multiplier;
use crate::payroll::exact::Exact;
use crate::statute::{Cited, Substance};
use crate::term::OvertimeBase;

fn total_hours(line: &Line<'_>) -> i64 {
    line.overtime_hours.iter().map(|hours| hours.e4()).fold(0, i64::saturating_add)
}

/// S4: round(b·(hw·kw + hr·kr + hh·kh)) → ot_pay.
pub(super) fn pay(line: &Line<'_>, regimes: &[Regime], contract: &Contract) -> Judged {
    if total_hours(line) == 0 && line.ot_pay.e4() == 0 {
        return Judged::plain(Outcome::NotApplicable, Unit::Money);
    }
    let needs = regimes.iter().map(|regime| pay_need(line, regime, contract));
    judge(needs, Ok(line.ot_pay.e4()), Unit::Money, Sense::AtLeast)
}

fn pay_need(line: &Line<'_>, regime: &Regime, contract: &Contract) -> Need {
    let term = contract.overtime().filter(|_| regime.contract.is_some());
    let statute = &regime.substance;
    let Some(statutory) = multipliers(statute) else { return Need::Unknown(Reason::Word("no_statutory_value")) };
    let ours = term.as_ref().map_or([0; 3], |term| term.multipliers);
    let base = match term.as_ref().map(|term| term.base) {
        Some(OvertimeBase::ContractMinimum) => match contract_minimum_of(line, regime, contract) {
            ContractMinimum::Is(_, c) => c,
            ContractMinimum::UnknownGrade => return Need::Unknown(Reason::Word("unknown_grade")),
            ContractMinimum::None | ContractMinimum::NoneOfUnit => {
                return Need::Unknown(Reason::Word("no_contract_minimum"));
            }
        },
        _ => Exact::e4(line.agreed_wage.e4()),
    };
    let hourly = if part_time(line) { Some(base) } else { hours_per_month(regime).and_then(|of| base.over_e4(of)) };
    let mut weighted = Some(0_i128);
    for (hours, (law, ours)) in line.overtime_hours.iter().zip(statutory.iter().zip(ours)) {
        let product = i128::from(hours.e4()) * i128::from(law.e4().max(ours));
        weighted = weighted.and_then(|sum| sum.checked_add(product));
    }
    let exact = hourly.zip(weighted).and_then(|(hourly, num)| hourly.times(Exact { num, den: 100_000_000 }));
    let basis = || match &term {
        Some(term) => format!("contract {}; {}", term.key, article(&statute.overtime_weekday)),
        None => article(&statute.overtime_weekday),
    };
    required(exact.ok_or(Reason::Word("out_of_range")), contract, basis)
}

fn multipliers(statute: &Substance) -> Option<[Multiplier; 3]> {
    let value = |cited: &Option<Cited<Multiplier>>| cited.as_ref().map(|cited| cited.value);
    Some([value(&statute.overtime_weekday)?, value(&statute.overtime_rest_day)?, value(&statute.overtime_holiday)?])
}

/// Instrument and article of a statutory value.
pub(super) fn article<T>(cited: &Option<Cited<T>>) -> String {
    let citation = cited.as_ref().map(|cited| &cited.citation);
    citation.map(|c| format!("{} {}", c.instrument, c.article).trim_end().to_owned()).unwrap_or_default()
}

/// S5: total overtime hours ≤ the lower of contract and statute.
pub(super) fn cap(line: &Line<'_>, regimes: &[Regime], contract: &Contract) -> Judged {
    let total = total_hours(line);
    if total == 0 {
        return Judged::plain(Outcome::NotApplicable, Unit::Hours);
    }
    let need = |regime: &Regime| {
        let term = contract.overtime().filter(|_| regime.contract.is_some());
        let statutory = regime.substance.overtime_cap.as_ref().map(|cited| cited.value.e4());
        let ours = term.as_ref().map(|term| term.cap.e4());
        let law = || article(&regime.substance.overtime_cap);
        match (statutory, ours, &term) {
            (Some(law_cap), Some(our_cap), Some(term)) if our_cap < law_cap => {
                Need::Required(Amount::E4(our_cap, format!("contract {}", term.key)))
            }
            (Some(law_cap), ..) => Need::Required(Amount::E4(law_cap, law())),
            (None, Some(our_cap), Some(term)) => Need::Required(Amount::E4(our_cap, format!("contract {}", term.key))),
            _ => Need::Unknown(Reason::Word("no_statutory_value")),
        }
    };
    judge(regimes.iter().map(need), Ok(total), Unit::Hours, Sense::AtMost)
}
