//! Back pay set against what earlier months lack, one yuan once per rule.

use super::Output;
use super::judge::{Judged, Outcome};
use super::number::{Q, zero};
use super::read::Record;
use super::tell::Rule;
use chrono::Months;
use std::collections::BTreeMap;

pub type Rules = Vec<(Rule, Judged)>;

/// By record and rule, what is repaid.
pub fn repaid(records: &[Record], judged: &[Rules], out: &mut Output) -> BTreeMap<(usize, Rule), Q> {
    let mut repaid: BTreeMap<(usize, Rule), Q> = BTreeMap::new();
    let mut paying: Vec<&Record> = records.iter().filter(|record| !record.back_pay.is_empty()).collect();
    paying.sort_by_key(|record| (record.period, record.line));
    for record in paying {
        for (amount, months) in &record.back_pay {
            if *amount == zero() {
                continue;
            }
            let Some((from, to)) = months else {
                out.back_pay_without_months.push(record.line);
                continue;
            };
            if *to >= record.period && out.back_pay_not_before.last() != Some(&record.line) {
                out.back_pay_not_before.push(record.line);
            }
            for rule in [1, 2, 12].map(Rule::S) {
                let mut left = amount.clone();
                let mut month = *from;
                while month <= *to && month < record.period {
                    let same = |other: &&(usize, &Record)| {
                        other.1.enterprise == record.enterprise
                            && other.1.worker == record.worker
                            && other.1.period == month
                    };
                    if let Some((place, _)) = records.iter().enumerate().find(|other| same(&other)) {
                        let lacking = lacking(&judged[place], &rule);
                        let done = repaid.entry((place, rule.clone())).or_insert_with(zero);
                        let take = left.clone().min(lacking - &*done);
                        *done += &take;
                        left -= take;
                    }
                    month = month + Months::new(1);
                }
            }
        }
    }
    repaid.retain(|_, sum| *sum != zero());
    repaid
}

fn lacking(rules: &Rules, rule: &Rule) -> Q {
    let found = rules.iter().find(|(of, judged)| of == rule && judged.outcome == Outcome::Breach);
    found.and_then(|(_, judged)| judged.shortfall.clone()).unwrap_or_else(zero)
}
