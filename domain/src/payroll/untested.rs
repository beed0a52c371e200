//! Items of a contract that no rule of the audit tests, or not all that they say: they are named in the summary, so that
//! silence about them is never taken for a pass.

use crate::term::{AllowanceUnit, Item, Term, TermSheet, Time, WagePay, WageUnit};

/// Keys of the items not tested, or not wholly, in the order of the sheet.
pub(super) fn untested(sheet: &TermSheet) -> Vec<String> {
    sheet.items.iter().filter(|item| !wholly(item)).map(|item| item.key.clone()).collect()
}

/// Whether all that an item says of pay is tested; of what says nothing of pay there is nothing to test.
fn wholly(item: &Item) -> bool {
    let always = item.time == Time::default();
    match &item.term {
        Term::MinimumWage { unit, pay, select } => {
            always && select.is_of_grid() && matches!(pay, WagePay::Amount { .. }) && *unit != WageUnit::Day
        }
        Term::Allowance { unit, max, select, .. } => {
            let counted = matches!(unit, AllowanceUnit::Month | AllowanceUnit::Day | AllowanceUnit::Shift);
            always && counted && max.is_none() && select.is_of_grid() && select.zone.is_none() && select.size.is_none()
        }
        Term::Overtime { divisor_hours, classes, .. } => always && divisor_hours.is_none() && classes.is_empty(),
        Term::Payment { .. } | Term::Leave { .. } | Term::Probation { .. } => always,
        Term::PieceRate { .. }
        | Term::Commission { .. }
        | Term::OneOff { .. }
        | Term::WageAdjustment { .. }
        | Term::SickPay { .. } => false,
        Term::WorkNorm { .. } | Term::Welfare { .. } | Term::Clause { .. } => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_rule_tests_is_named() {
        let all = include_bytes!("../../../fixtures/sheets/valid/new-kinds.json");
        let sheet = TermSheet::parse(all).expect("a sheet");
        let keys = untested(&sheet);
        for item in &sheet.items {
            let silent = matches!(item.term, Term::PieceRate { .. } | Term::Commission { .. } | Term::OneOff { .. });
            assert!(!(silent || item.time != Time::default()) || keys.contains(&item.key), "{}", item.key);
        }
        let old = include_bytes!("../../../fixtures/sheets/valid/every-kind.json");
        let sheet = TermSheet::parse(old).expect("a sheet");
        let kinds: Vec<&str> = sheet
            .items
            .iter()
            .filter(|item| untested(&sheet).contains(&item.key))
            .map(|item| item.term.kind())
            .collect();
        assert!(kinds.iter().all(|kind| matches!(*kind, "wage_adjustment" | "sick_pay")), "{kinds:?}");
        assert!(kinds.len() > 1);
    }
}
