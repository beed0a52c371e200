//! F3, F4: overtime multipliers, classes of hours, the divisor, the base, and the cap of hours.

use super::law::Law;
use super::minimum::shown;
use super::{FloorOutcome, FloorResult, Test};
use crate::decimal::{Hours, Multiplier};
use crate::statute::Cited;
use crate::term::{ClassRate, HoursLike, Item, OvertimeBase, Term, TermSheet};

pub(super) fn check(sheet: &TermSheet, law: &Law, out: &mut Vec<FloorResult>) {
    let mut silent = true;
    for item in &sheet.items {
        if let Term::Overtime { .. } = &item.term {
            one(item, law, out);
            silent = false;
        }
    }
    if silent {
        for (field, statutory) in statute(law) {
            let cell = format!("overtime.{field}");
            out.push(Test { rule: "F3", item: Some(&cell) }.omitted(statutory));
        }
        out.push(Test { rule: "F4", item: None }.omitted(law.cap.as_ref()));
    }
}

fn statute(law: &Law) -> [(&'static str, Option<&Cited<Multiplier>>); 3] {
    [("weekday", law.weekday.as_ref()), ("rest_day", law.rest_day.as_ref()), ("holiday", law.holiday.as_ref())]
}

fn one(item: &Item, law: &Law, out: &mut Vec<FloorResult>) {
    let Term::Overtime { base, weekday, rest_day, holiday, monthly_cap_hours, divisor_hours, classes } = &item.term
    else {
        return;
    };
    let key = &item.key;
    for ((field, statutory), offered) in statute(law).into_iter().zip([weekday, rest_day, holiday]) {
        let cell = format!("{key}.{field}");
        let test = Test { rule: "F3", item: Some(&cell) };
        out.push(match offered {
            None => test.omitted(statutory),
            Some(offered) => multiplier(&test, *offered, *divisor_hours, statutory, law),
        });
    }
    for class in classes {
        let statutory = match class.like {
            HoursLike::Weekday => law.weekday.as_ref(),
            HoursLike::RestDay => law.rest_day.as_ref(),
            HoursLike::Holiday => law.holiday.as_ref(),
            HoursLike::Ordinary => continue,
        };
        let cell = format!("{key}.classes[{}]", class.code);
        let test = Test { rule: "F3", item: Some(&cell) };
        out.push(match class.rate {
            ClassRate::Multiplier { multiplier: offered } => multiplier(&test, offered, *divisor_hours, statutory, law),
            ClassRate::PercentOfMonth { percent_of_month } => {
                // Percent / 100 × hours a month: 4 + 2 + 8 digits.
                let product = |hours: i128| i128::from(percent_of_month.e4()).checked_mul(hours);
                worked(
                    &test,
                    law.hours_per_month.and_then(product).map(|product| (product, 14)),
                    statutory,
                    "percent_of_month",
                )
            }
        });
    }
    if *base == OvertimeBase::ContractMinimum {
        let cell = format!("{key}.base");
        let outcome = if law.base_agreed { FloorOutcome::Pass } else { FloorOutcome::Warning };
        let asked = law.weekday.as_ref().map(|cited| Cited {
            value: OvertimeBase::AgreedWage.word(),
            citation: cited.citation.clone(),
            trust: cited.trust,
        });
        let test = Test { rule: "F3", item: Some(&cell) };
        let mut result = test.result(outcome, Some(base.word().to_owned()), asked.as_ref());
        result.detail = "base".to_owned();
        out.push(result);
    }
    let test = Test { rule: "F4", item: Some(key) };
    out.push(test.compare(*monthly_cap_hours, law.cap.as_ref(), |offered, required| offered <= required));
}

/// A multiplier; of an hour that a divisor above the statute's makes smaller, what is left of it.
fn multiplier(
    test: &Test<'_>,
    offered: Multiplier,
    divisor: Option<Hours>,
    statutory: Option<&Cited<Multiplier>>,
    law: &Law,
) -> FloorResult {
    let larger = divisor.zip(law.hours_per_month).filter(|(divisor, hours)| i128::from(divisor.e4()) * 10_000 > *hours);
    let Some((divisor, hours)) = larger else {
        return test.compare(offered, statutory, |offered, required| offered >= required);
    };
    // Multiplier × hours a month / divisor: 4 + 8 − 4 digits, rounded down: below the statute it stays below.
    let lowered = i128::from(offered.e4()).checked_mul(hours).and_then(|all| all.checked_div(i128::from(divisor.e4())));
    worked(test, lowered.map(|lowered| (lowered, 8)), statutory, "divisor")
}

/// A multiplier that was worked out, with so many digits.
fn worked(
    test: &Test<'_>,
    offered: Option<(i128, u32)>,
    statutory: Option<&Cited<Multiplier>>,
    detail: &str,
) -> FloorResult {
    let required = |cited: &Cited<Multiplier>, digits: u32| {
        Some(i128::from(cited.value.e4()) * 10_i128.checked_pow(digits.checked_sub(4)?)?)
    };
    let outcome = offered.zip(statutory).and_then(|((offered, digits), cited)| {
        let lawful = offered >= required(cited, digits)?;
        Some(if lawful { FloorOutcome::Pass } else { FloorOutcome::Breach })
    });
    let text = offered.map(|(offered, digits)| shown(offered, digits));
    let mut result = test.result(outcome.unwrap_or(FloorOutcome::CannotConclude), text, statutory);
    result.detail = detail.to_owned();
    result
}
