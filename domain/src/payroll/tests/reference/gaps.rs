//! Who has no line: months between two lines of a worker, and months of an enterprise of the roster.

use super::contract::Contract;
use super::day::day;
use super::read::Line;
use super::{Input, Output};
use chrono::{Datelike, Months, NaiveDate};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Gap {
    pub enterprise: String,
    /// Empty: the enterprise has no line at all.
    pub worker: String,
    pub period: NaiveDate,
}

pub fn find(input: &Input<'_>, contract: &Contract<'_>, lines: &[Line], out: &mut Output) {
    let mut months: BTreeMap<(String, String), BTreeSet<NaiveDate>> = BTreeMap::new();
    let mut seen: BTreeSet<(String, NaiveDate)> = BTreeSet::new();
    for (enterprise, worker, period) in lines.iter().filter_map(|line| line.key.clone()) {
        seen.insert((enterprise.clone(), period));
        months.entry((enterprise, worker)).or_default().insert(period);
    }
    for ((enterprise, worker), months) in months {
        let (Some(first), Some(last)) = (months.first(), months.last()) else { continue };
        let mut period = *first;
        while period < *last {
            if !months.contains(&period) {
                out.gaps.push(Gap { enterprise: enterprise.clone(), worker: worker.clone(), period });
            }
            period = period + Months::new(1);
        }
    }
    let Some(roster) = input.roster else { return };
    let term = input.sheet.effective;
    for enterprise in roster.keys() {
        let mut period = term.from.with_day(1).unwrap();
        while period <= term.to {
            let next = period + Months::new(1);
            let of_month = period.iter_days().take_while(|date| *date < next);
            let in_force =
                of_month.map(|date| day(contract, Some(roster), enterprise, date)).any(|day| day.place.is_some());
            if in_force && !seen.contains(&(enterprise.clone(), period)) {
                out.gaps.push(Gap { enterprise: enterprise.clone(), worker: String::new(), period });
            }
            period = next;
        }
    }
}
