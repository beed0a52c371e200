//! F7–F9: how it is paid, in probation and in sickness.

use super::law::Law;
use super::minimum::Minimums;
use super::{FloorOutcome, FloorResult, Test};
use crate::decimal::Percent;
use crate::statute::Cited;
use crate::term::{SickPayBase, Term, TermSheet};

/// F7: paid at least monthly (工资支付暂行规定 7), in money or through a bank (5).
pub(super) fn payment(sheet: &TermSheet, law: &Law, out: &mut Vec<FloorResult>) {
    let before = out.len();
    for item in &sheet.items {
        let Term::Payment { month_offset, method, .. } = &item.term else { continue };
        let test = Test { rule: "F7", item: Some(&item.key) };
        if let Some(methods) = &law.methods
            && !methods.value.iter().any(|word| word == method.word())
        {
            let cited =
                Cited { value: methods.value.join(" "), citation: methods.citation.clone(), trust: methods.trust };
            let mut result = test.result(FloorOutcome::Breach, Some(method.word().to_owned()), Some(&cited));
            result.detail = "method".to_owned();
            out.push(result);
            continue;
        }
        out.push(test.compare(*month_offset, law.month_offset.as_ref(), |offered, required| offered <= required));
    }
    if out.len() == before {
        out.push(Test { rule: "F7", item: None }.omitted(law.month_offset.as_ref()));
    }
}

/// F8: probation pay: its percent, and what it makes of the sheet's lowest monthly minimum.
pub(super) fn probation(sheet: &TermSheet, minimums: &Minimums<'_>, law: &Law, out: &mut Vec<FloorResult>) {
    for item in &sheet.items {
        let Term::Probation { percent } = &item.term else { continue };
        let test = Test { rule: "F8", item: Some(&item.key) };
        let mut result = test.compare(*percent, law.probation.as_ref(), |offered, required| offered >= required);
        if result.outcome == FloorOutcome::Pass
            && let Some(short) = minimums.below(*percent, Percent::from_e4(1_000_000).unwrap_or_default())
        {
            let citation = law.probation.as_ref().map_or(&short.required.citation, |percent| &percent.citation);
            let asked = Cited { citation: citation.clone(), ..short.required };
            result = test.result(FloorOutcome::Warning, Some(short.offered), Some(&asked));
            result.detail = "product".to_owned();
        }
        out.push(result);
    }
}

/// F9: sick pay, each band (劳部发〔1995〕309号 59). Of the statutory minimum its percent says all; of the agreed wage it is
/// worked for a worker at the lowest monthly minimum of the sheet, and without one at the statutory minimum.
pub(super) fn sick_pay(sheet: &TermSheet, minimums: &Minimums<'_>, law: &Law, out: &mut Vec<FloorResult>) {
    let before = out.len();
    let law = law.sick_pay.as_ref();
    for item in &sheet.items {
        let Term::SickPay { rate, of } = &item.term else { continue };
        let test = Test { rule: "F9", item: Some(&item.key) };
        let Some(lowest) = rate.percents().into_iter().map(|(_, percent)| percent).min() else { continue };
        let mut plain = test.compare(lowest, law, |offered, required| offered >= required);
        let Some(least) = law.filter(|_| *of == SickPayBase::AgreedWage && minimums.has_monthly()) else {
            if *of == SickPayBase::AgreedWage && law.is_some() {
                plain.detail = "agreed".to_owned();
            }
            out.push(plain);
            continue;
        };
        let mut result = match minimums.below(lowest, least.value) {
            Some(short) => {
                let asked = Cited { citation: least.citation.clone(), ..short.required };
                test.result(FloorOutcome::Breach, Some(short.offered), Some(&asked))
            }
            None if minimums.is_known() => test.result(FloorOutcome::Pass, Some(lowest.to_string()), Some(least)),
            None => test.result(FloorOutcome::CannotConclude, Some(lowest.to_string()), Some(least)),
        };
        result.detail = "lowest".to_owned();
        out.push(result);
    }
    if out.len() == before {
        out.push(Test { rule: "F9", item: None }.omitted(law));
    }
}
