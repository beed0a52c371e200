//! The rules in their order, and what is told of them.

use super::back_pay::Rules;
use super::contract::Contract;
use super::deductions::fines;
use super::judge::{At, Judged, Outcome, Unit};
use super::number::{Q, plain, zero};
use super::read::Record;
use super::{Counts, Finding, Output};
use crate::term::{HoursLike, NameKind, Term};
use chrono::NaiveDate;
use std::collections::BTreeMap;

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    S(u8),
    Premium,
    /// The code as written, and what it stands for.
    Allowance(String, String),
    Commission(String, String),
    OneOff(String, String),
}

impl Rule {
    pub fn name(&self) -> String {
        match self {
            Self::S(number) => format!("S{number}"),
            Self::Premium => "P".to_owned(),
            Self::Allowance(code, _) => format!("A:{code}"),
            Self::Commission(code, _) => format!("C:{code}"),
            Self::OneOff(code, _) => format!("O:{code}"),
        }
    }
}

/// The rules of a contract in the order of the lines.
pub fn rules(contract: &Contract<'_>) -> Vec<Rule> {
    let mut rules: Vec<Rule> = (1..=13).map(Rule::S).collect();
    let ordinary = contract.items("overtime").any(|item| match &item.term {
        Term::Overtime { classes, .. } => classes.iter().any(|class| class.like == HoursLike::Ordinary),
        _ => false,
    });
    rules.extend(ordinary.then_some(Rule::Premium));
    let coded = |kind, rule: fn(String, String) -> Rule| contract.coded(kind).into_iter().map(move |(a, b)| rule(a, b));
    rules.extend(coded(NameKind::Allowance, Rule::Allowance));
    rules.extend(coded(NameKind::Commission, Rule::Commission));
    rules.extend(coded(NameKind::OneOff, Rule::OneOff));
    rules
}

pub fn judge(rule: &Rule, at: &At<'_>) -> Judged {
    match rule {
        Rule::S(1) => at.s1(),
        Rule::S(2) => at.s2(),
        Rule::S(3) => at.s3(),
        Rule::S(4) => at.s4(),
        Rule::S(5) => at.s5(),
        Rule::S(6) => at.s6(),
        Rule::S(7) => at.s7(),
        Rule::S(8) => at.s8(),
        Rule::S(9) => at.s9(),
        Rule::S(10) => at.s10(),
        Rule::S(11) => at.s11(),
        Rule::S(12) => at.s12(),
        Rule::S(_) => at.s13(),
        Rule::Premium => at.premium(),
        Rule::Allowance(_, code) => at.allowance(code),
        Rule::Commission(_, code) => at.commission(code),
        Rule::OneOff(_, code) => at.one_off(code),
    }
}

/// What the summary lists of a record.
pub fn listed(at: &At<'_>, out: &mut Output) {
    let grade = &at.record.grade_text;
    if !grade.is_empty() && !at.contract.has_grade(grade) {
        *out.unmatched_grades.entry(grade.clone()).or_default() += at.record.lines;
    }
    let fines = fines(at);
    if fines != zero() {
        out.fines.0 += 1;
        out.fines.1 += fines;
    }
}

fn text(value: &Option<Q>, unit: Unit) -> String {
    let Some(value) = value else { return String::new() };
    if unit == Unit::Days {
        let number = value.to_integer().to_string().parse().unwrap();
        return NaiveDate::from_num_days_from_ce_opt(number).unwrap().to_string();
    }
    plain(value)
}

/// What of a record's breaches is owed, nothing twice.
fn owed(rules: &Rules, at_minimum: &dyn Fn(&str) -> bool, repaid: &dyn Fn(&Rule) -> Q) -> Q {
    let (mut s1, mut s2, mut within, mut apart) = (zero(), zero(), zero(), zero());
    for (rule, judged) in rules {
        let (Outcome::Breach, Some(lacking)) = (&judged.outcome, &judged.shortfall) else { continue };
        let lacking = lacking - repaid(rule);
        match rule {
            Rule::S(1) => s1 += lacking,
            Rule::S(2) => s2 += lacking,
            Rule::S(12 | 10) | Rule::Commission(..) => within += lacking,
            Rule::Allowance(_, code) if at_minimum(code) => within += lacking,
            Rule::S(4 | 7 | 8 | 9 | 13) | Rule::Premium | Rule::Allowance(..) | Rule::OneOff(..) => apart += lacking,
            Rule::S(_) => {}
        }
    }
    s1.max(s2).max(within) + apart
}

/// Findings, counts, totals.
pub fn tell(
    records: &[Record],
    judged: &[Rules],
    repaid: &BTreeMap<(usize, Rule), Q>,
    rules: &[Rule],
    contract: &Contract<'_>,
    out: &mut Output,
) {
    let mut counts = vec![Counts::default(); rules.len()];
    for (place, (record, of_record)) in records.iter().zip(judged).enumerate() {
        for ((rule, judged), counts) in of_record.iter().zip(&mut counts) {
            match &judged.outcome {
                Outcome::Pass => counts.pass += 1,
                Outcome::Breach => counts.breach += 1,
                Outcome::Cannot(_) => counts.cannot_conclude += 1,
                Outcome::NotApplicable => counts.not_applicable += 1,
            }
            if let (Outcome::Breach, Some(lacking), Unit::Money) = (&judged.outcome, &judged.shortfall, judged.unit) {
                counts.shortfall += lacking;
            }
            out.findings.extend(finding(record, rule, judged, repaid.get(&(place, rule.clone()))));
            if judged.outcome == Outcome::Cannot("missing_column".to_owned()) {
                *out.missing_columns.entry(rule.name()).or_default() += 1;
            }
        }
        let counts = |code: &str| super::pay::counts_towards_minimum(contract, code);
        let open = |rule: &Rule| repaid.get(&(place, rule.clone())).cloned().unwrap_or_else(zero);
        out.open += owed(of_record, &counts, &open);
        let owed = owed(of_record, &counts, &|_| zero());
        if owed != zero() {
            *out.owed.entry(record.enterprise.clone()).or_insert_with(zero) += owed;
        }
    }
    out.rules = rules.iter().map(Rule::name).zip(counts).collect();
}

fn finding(record: &Record, rule: &Rule, judged: &Judged, repaid: Option<&Q>) -> Option<Finding> {
    let (outcome, reason) = match &judged.outcome {
        Outcome::Breach => ("breach", String::new()),
        Outcome::Cannot(reason) if reason != "missing_column" => ("cannot_conclude", reason.clone()),
        _ => return None,
    };
    Some(Finding {
        line: record.line,
        enterprise: record.enterprise.clone(),
        worker: record.worker.clone(),
        period: record.period.format("%Y-%m").to_string(),
        rule: rule.name(),
        outcome,
        required: text(&judged.required, judged.unit),
        actual: text(&judged.actual, judged.unit),
        shortfall: judged.shortfall.as_ref().map(plain).unwrap_or_default(),
        unit: match judged.unit {
            Unit::Money => "CNY",
            Unit::Hours => "hours",
            Unit::Days => "days",
        },
        reason,
        repaid: repaid.map(plain).unwrap_or_default(),
    })
}
