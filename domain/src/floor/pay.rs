//! F1–F4, F7–F9: what is paid, and how.

use super::law::Law;
use super::{FloorOutcome, FloorResult, Test};
use crate::decimal::Money;
use crate::statute::Cited;
use crate::term::{SickPayBase, Term, TermSheet, WageUnit};

/// F1, F2: every minimum of the sheet against the statutory one.
pub(super) fn minimums(sheet: &TermSheet, law: &Law, out: &mut Vec<FloorResult>) {
    let units = [("F1", WageUnit::Month, &law.monthly), ("F2", WageUnit::Hour, &law.hourly)];
    for (rule, wanted, statutory) in units {
        let before = out.len();
        for item in &sheet.items {
            if let Term::MinimumWage { unit, amount, .. } = &item.term
                && *unit == wanted
            {
                let test = Test { rule, item: Some(&item.key) };
                out.push(test.compare(*amount, statutory.as_ref(), |offered, required| offered >= required));
            }
        }
        if wanted == WageUnit::Month && out.len() == before {
            out.push(Test { rule, item: None }.omitted(statutory.as_ref()));
        }
    }
}

/// F3, F4: overtime multipliers and the cap of hours.
pub(super) fn overtime(sheet: &TermSheet, law: &Law, out: &mut Vec<FloorResult>) {
    let fields = [("weekday", &law.weekday), ("rest_day", &law.rest_day), ("holiday", &law.holiday)];
    let found = sheet.items.iter().find_map(|item| match &item.term {
        Term::Overtime { weekday, rest_day, holiday, monthly_cap_hours, .. } => {
            Some((item.key.as_str(), [*weekday, *rest_day, *holiday], *monthly_cap_hours))
        }
        _ => None,
    });
    let Some((key, multipliers, cap)) = found else {
        for (field, statutory) in fields {
            let cell = format!("overtime.{field}");
            out.push(Test { rule: "F3", item: Some(&cell) }.omitted(statutory.as_ref()));
        }
        out.push(Test { rule: "F4", item: None }.omitted(law.cap.as_ref()));
        return;
    };
    for ((field, statutory), offered) in fields.into_iter().zip(multipliers) {
        let cell = format!("{key}.{field}");
        let test = Test { rule: "F3", item: Some(&cell) };
        out.push(test.compare(offered, statutory.as_ref(), |offered, required| offered >= required));
    }
    let test = Test { rule: "F4", item: Some(key) };
    out.push(test.compare(cap, law.cap.as_ref(), |offered, required| offered <= required));
}

/// F7: paid at least monthly (工资支付暂行规定 7), in money or through a bank (5).
pub(super) fn payment(sheet: &TermSheet, law: &Law, out: &mut Vec<FloorResult>) {
    let found = sheet.items.iter().find_map(|item| match &item.term {
        Term::Payment { month_offset, method, .. } => Some((item.key.as_str(), *month_offset, *method)),
        _ => None,
    });
    let Some((key, month_offset, method)) = found else {
        out.push(Test { rule: "F7", item: None }.omitted(law.month_offset.as_ref()));
        return;
    };
    let test = Test { rule: "F7", item: Some(key) };
    if let Some(methods) = &law.methods
        && !methods.value.iter().any(|word| word == method.word())
    {
        let cited = Cited { value: methods.value.join(" "), citation: methods.citation.clone(), trust: methods.trust };
        let mut result = test.result(FloorOutcome::Breach, Some(method.word().to_owned()), Some(&cited));
        result.detail = "method".to_owned();
        out.push(result);
        return;
    }
    out.push(test.compare(month_offset, law.month_offset.as_ref(), |offered, required| offered <= required));
}

/// F8: probation pay: its percent, and what it makes of the sheet's lowest monthly minimum.
pub(super) fn probation(sheet: &TermSheet, law: &Law, out: &mut Vec<FloorResult>) {
    let lowest = lowest_monthly(sheet);
    for item in &sheet.items {
        let Term::Probation { percent } = &item.term else { continue };
        let test = Test { rule: "F8", item: Some(&item.key) };
        let mut result = test.compare(*percent, law.probation.as_ref(), |offered, required| offered >= required);
        if result.outcome == FloorOutcome::Pass
            && let (Some(lowest), Some(statutory)) = (lowest, &law.monthly)
        {
            // percent/100 × lowest < statutory, in ten-thousandths on both sides.
            let product = i128::from(percent.e4()) * i128::from(lowest.e4());
            if product < i128::from(statutory.value.e4()) * 1_000_000 {
                let offered = rust_decimal::Decimal::try_from_i128_with_scale(product, 10).ok();
                let offered = offered.map(|product| product.normalize().to_string());
                let citation = law.probation.as_ref().map_or(&statutory.citation, |percent| &percent.citation);
                let asked = Cited { value: statutory.value, citation: citation.clone(), trust: statutory.trust };
                result = test.result(FloorOutcome::Warning, offered, Some(&asked));
                result.detail = "product".to_owned();
            }
        }
        out.push(result);
    }
}

fn lowest_monthly(sheet: &TermSheet) -> Option<Money> {
    let amounts = sheet.items.iter().filter_map(|item| match &item.term {
        Term::MinimumWage { unit: WageUnit::Month, amount, .. } => Some(*amount),
        _ => None,
    });
    amounts.min()
}

/// F9: sick pay against the statutory minimum (劳部发〔1995〕309号 59). Sick pay as a share of the agreed wage
/// says nothing about the statutory minimum: the statute applies beside it.
pub(super) fn sick_pay(sheet: &TermSheet, law: &Law, out: &mut Vec<FloorResult>) {
    let found = sheet.items.iter().find_map(|item| match &item.term {
        Term::SickPay { percent, of } => Some((item.key.as_str(), *percent, *of)),
        _ => None,
    });
    let law = law.sick_pay.as_ref();
    out.push(match found {
        None => Test { rule: "F9", item: None }.omitted(law),
        Some((key, _, SickPayBase::AgreedWage)) => Test { rule: "F9", item: Some(key) }.omitted(law),
        Some((key, percent, SickPayBase::StatutoryMinimum)) => {
            Test { rule: "F9", item: Some(key) }.compare(percent, law, |offered, required| offered >= required)
        }
    });
}
