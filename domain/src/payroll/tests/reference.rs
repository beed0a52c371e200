//! The payroll audit once more, plain and slow, written from its rules alone: fractions of any size, every day of the
//! month worked whole, nothing kept for the next line. It shares no rule with the engine, which is held against it.

#![allow(clippy::result_large_err, reason = "plain before fast: an outcome is an outcome, early or late")]

mod back_pay;
mod column;
mod contract;
mod day;
mod deductions;
mod extras;
mod gaps;
mod judge;
mod law;
mod leave;
mod minimum;
mod number;
mod overtime;
mod parts;
mod pay;
mod pay_day;
mod pieces;
mod raise;
mod raises;
mod read;
mod share;
mod tell;
mod wage;
mod who;

use crate::statute::Rulebook;
use crate::term::TermSheet;
use chrono::NaiveDate;
use std::cell::OnceCell;
use std::collections::BTreeMap;

pub use gaps::Gap;
pub use number::Q;
pub use number::plain;
pub use raises::Raise;
pub use read::credit_check;

/// A stint of an enterprise on the roster.
#[derive(Clone, Debug, Default)]
pub struct Stint {
    pub area: String,
    pub zone: String,
    pub size: String,
    pub joined: Option<NaiveDate>,
    pub left: Option<NaiveDate>,
}

pub type Roster = BTreeMap<String, Vec<Stint>>;

/// What is audited.
pub struct Input<'a> {
    pub sheet: &'a TermSheet,
    pub book: &'a Rulebook,
    pub roster: Option<&'a Roster>,
    pub header: &'a [String],
    /// The line each row begins on, and its cells.
    pub rows: &'a [(u64, Vec<String>)],
}

/// A breach or what cannot be concluded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub line: u64,
    pub enterprise: String,
    pub worker: String,
    pub period: String,
    pub rule: String,
    pub outcome: &'static str,
    pub required: String,
    pub actual: String,
    pub shortfall: String,
    pub unit: &'static str,
    pub reason: String,
    pub repaid: String,
}

/// How often a rule came out how.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub pass: u64,
    pub breach: u64,
    pub cannot_conclude: u64,
    pub not_applicable: u64,
    /// In money; plain text.
    pub shortfall: Q,
}

/// All that comes out.
#[derive(Clone, Debug, Default)]
pub struct Output {
    /// In order of line and rule.
    pub findings: Vec<Finding>,
    /// By line: column or word.
    pub rejects: BTreeMap<u64, Vec<String>>,
    /// Records.
    pub audited: u64,
    /// In the order of the rules.
    pub rules: Vec<(String, Counts)>,
    /// By rule, the lines that it could not test for want of a column.
    pub missing_columns: BTreeMap<String, u64>,
    /// By enterprise, where anything is owed.
    pub owed: BTreeMap<String, Q>,
    pub unmatched_grades: BTreeMap<String, u64>,
    /// Lines and yuan.
    pub fines: (u64, Q),
    /// Lines of records whose days or hours were said by each part and counted once.
    pub repeated: Vec<u64>,
    pub gaps: Vec<Gap>,
    pub raises: Vec<Raise>,
    /// What is owed less what back pay of later months has paid.
    pub open: Q,
    /// Lines of back pay without months.
    pub back_pay_without_months: Vec<u64>,
    /// Lines of back pay that name months not before their own.
    pub back_pay_not_before: Vec<u64>,
}

/// Audits.
pub fn audit(input: &Input<'_>) -> Output {
    let contract = contract::Contract::new(input.sheet);
    let columns = column::read(input.header, &contract);
    let lines: Vec<_> =
        input.rows.iter().map(|(number, cells)| read::line(*number, cells, &columns, &contract)).collect();
    let (records, rejects, repeated) = parts::records(&lines);
    let law = law::Law::new(input.book);
    let rules = tell::rules(&contract);
    let mut out = Output { rejects, repeated, audited: records.len() as u64, ..Output::default() };
    let mut judged = Vec::new();
    for record in &records {
        let days = day::month(&contract, input.roster, &record.enterprise, record.period);
        let at =
            judge::At { record, days: &days, contract: &contract, law: &law, columns: &columns, pay: OnceCell::new() };
        judged.push(rules.iter().map(|rule| (rule.clone(), tell::judge(rule, &at))).collect::<Vec<_>>());
        tell::listed(&at, &mut out);
        raises::add(&at, &mut out.raises);
    }
    let repaid = back_pay::repaid(&records, &judged, &mut out);
    gaps::find(input, &contract, &lines, &mut out);
    tell::tell(&records, &judged, &repaid, &rules, &contract, &mut out);
    out
}
