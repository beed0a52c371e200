//! Columns that a file does not have and that a rule would have needed.

use super::codes::Codes;
use super::names::Column as C;
use super::record::Absent;
use super::rules::Rule;
use std::collections::BTreeSet;

/// Names of the columns for want of which these rules could not conclude, in order.
pub(super) fn missing(rules: impl Iterator<Item = Rule>, absent: &Absent, codes: &Codes) -> Vec<String> {
    let mut all = BTreeSet::new();
    for rule in rules {
        let contributions = (absent.personal_contributions, &[C::PersonalContributions][..]);
        let overtime = (absent.overtime_hours, &[C::OtWeekdayHours, C::OtRestdayHours, C::OtHolidayHours][..]);
        let deductions = (absent.deductions, &[C::Deductions][..]);
        let needed: Vec<(bool, &[C])> = match rule {
            Rule::S(4) => vec![overtime, (absent.ot_pay, &[C::OtPay])],
            Rule::S(5) => vec![overtime],
            Rule::S(7) => vec![deductions, contributions],
            Rule::S(8) => vec![deductions, contributions, (absent.net_pay, &[C::NetPay])],
            Rule::S(9) => {
                vec![(absent.unused_leave, &[C::UnusedLeaveDays]), (absent.unused_leave_pay, &[C::UnusedLeavePay])]
            }
            Rule::S(10) => vec![(absent.pieces, &[C::Pieces])],
            Rule::S(11) => vec![(absent.previous_wage, &[C::PreviousWage])],
            Rule::S(13) => vec![(absent.sick_days, &[C::SickDays]), (absent.sick_pay, &[C::SickPay])],
            Rule::S(_) => vec![contributions],
            Rule::Premium => vec![(absent.premium_pay, &[C::PremiumPay])],
            // Told for each record, by the code.
            Rule::Allowance(_) | Rule::Commission(_) => Vec::new(),
            Rule::OneOff(place) => {
                all.extend(codes.one_offs.get(place).map(|code| format!("one_off_{code}")));
                Vec::new()
            }
        };
        let absent = needed.into_iter().filter(|(absent, _)| *absent);
        all.extend(absent.flat_map(|(_, columns)| columns.iter().map(|column| column.name().to_owned())));
    }
    all.into_iter().collect()
}
