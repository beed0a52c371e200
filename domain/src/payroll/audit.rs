//! One audit run: records in, findings out, counts kept.

use super::columns::Columns;
use super::line::{Layout, Line, read};
use super::month::{Regime, regimes};
use super::roster::Roster;
use super::rules::{Amount, Contract, Judged, Outcome, Rule, Unit, work};
use super::summary::{Counts, EnterpriseTotal, Hashes, SUMMARY_SCHEMA, Summary, yuan};
use super::working::{Working, explain};
use crate::decimal::{Hours, Money};
use crate::statute::{Library, Rulebook};
use crate::term::TermSheet;
use chrono::{Datelike, NaiveDate};
use csv::ByteRecord;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;
use thiserror::Error;

/// Why an audit cannot start.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum SetupFault {
    /// No rulebook for the sheet's jurisdiction.
    #[error("no rulebook for jurisdiction {0}")]
    NoRulebook(String),
    /// The header lacks columns or has them twice.
    #[error("{}", .0.join("; "))]
    Header(Vec<String>),
}

/// What an audit works with.
#[derive(Clone, Debug)]
pub struct AuditSetup<'a> {
    /// The contract.
    pub sheet: TermSheet,
    /// Who is covered; `None`: everyone.
    pub roster: Option<Roster>,
    /// The rulebooks.
    pub library: &'a Library,
}

/// One finding: a breach or a rule that cannot conclude. Texts are as written to `findings.csv`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Line of the file on which the record begins.
    pub line: u64,
    /// Credit code.
    pub enterprise_id: String,
    /// Worker.
    pub worker_id: String,
    /// `YYYY-MM`.
    pub period: String,
    /// `S1` … `A:heat`.
    pub rule: String,
    /// `breach` or `cannot_conclude`.
    pub outcome: &'static str,
    /// Amount or date.
    pub required: String,
    /// Amount or date.
    pub actual: String,
    /// Breach only.
    pub shortfall: String,
    /// `CNY`, `hours`, `days`.
    pub unit: &'static str,
    /// Of `cannot_conclude`.
    pub reason: String,
    /// Contract item or instrument and article.
    pub basis: String,
}

impl Finding {
    /// The columns of `findings.csv`.
    pub const COLUMNS: [&'static str; 12] = [
        "line",
        "enterprise_id",
        "worker_id",
        "period",
        "rule",
        "outcome",
        "required",
        "actual",
        "shortfall",
        "unit",
        "reason",
        "basis",
    ];

    /// The row of `findings.csv`.
    pub fn row(&self) -> [String; 12] {
        let text = str::to_owned;
        [
            self.line.to_string(),
            self.enterprise_id.clone(),
            self.worker_id.clone(),
            self.period.clone(),
            self.rule.clone(),
            text(self.outcome),
            self.required.clone(),
            self.actual.clone(),
            self.shortfall.clone(),
            text(self.unit),
            self.reason.clone(),
            self.basis.clone(),
        ]
    }
}

/// What became of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Audited {
    /// Audited, with its findings.
    Findings(Vec<Finding>),
    /// Rejected, with its faults.
    Rejected(Vec<String>),
}

#[derive(Clone, Debug, Default)]
struct Tally {
    counts: [u64; 4],
    shortfall: i128,
}

/// A running audit.
#[derive(Debug)]
pub struct Audit {
    contract: Contract,
    book: Rulebook,
    roster: Option<Roster>,
    layout: Layout,
    unknown_columns: Vec<String>,
    cache: HashMap<(u32, NaiveDate), Arc<Vec<Regime>>>,
    enterprises: HashMap<String, u32>,
    totals: Vec<(i128, u64)>,
    seen: HashMap<(u32, Box<str>), Months>,
    audited_enterprises: HashSet<u32>,
    tallies: BTreeMap<Rule, Tally>,
    lines: u64,
    audited: u64,
    rejected: u64,
}

/// The months of a worker: a bit each from 2000 to 2031 inline, any other in a list.
#[derive(Debug, Default)]
struct Months {
    bits: [u64; 6],
    others: Vec<NaiveDate>,
}

impl Months {
    /// Marks a month; false if it was marked already.
    fn mark(&mut self, period: NaiveDate) -> bool {
        let index = (period.year() - 2000) * 12 + i32::try_from(period.month0()).unwrap_or(0);
        let slot = usize::try_from(index).ok().and_then(|i| self.bits.get_mut(i / 64).map(|word| (word, i % 64)));
        if let Some((word, bit)) = slot {
            let mask = 1_u64 << bit;
            let fresh = *word & mask == 0;
            *word |= mask;
            return fresh;
        }
        let fresh = !self.others.contains(&period);
        if fresh {
            self.others.push(period);
        }
        fresh
    }
}

impl Audit {
    /// Starts an audit with the header of the payroll.
    ///
    /// # Errors
    /// [`SetupFault`]: no rulebook, or a header that lacks columns.
    pub fn new<'h>(setup: AuditSetup<'_>, header: impl Iterator<Item = &'h str>) -> Result<Self, SetupFault> {
        let jurisdiction = setup.sheet.jurisdiction.clone();
        let book = setup.library.rulebook(&jurisdiction).ok_or(SetupFault::NoRulebook(jurisdiction))?.clone();
        let contract = Contract::new(setup.sheet);
        let columns = Columns::read(header, &contract.codes).map_err(SetupFault::Header)?;
        let layout = Layout::new(&columns, &contract.codes);
        let rules = (1..=9).map(Rule::S).chain((0..contract.codes.len()).map(Rule::Allowance));
        Ok(Self {
            tallies: rules.map(|rule| (rule, Tally::default())).collect(),
            contract,
            book,
            roster: setup.roster,
            layout,
            unknown_columns: columns.unknown,
            cache: HashMap::new(),
            enterprises: HashMap::new(),
            totals: Vec::new(),
            seen: HashMap::new(),
            audited_enterprises: HashSet::new(),
            lines: 0,
            audited: 0,
            rejected: 0,
        })
    }

    /// Audits one record that begins on `line_number`.
    pub fn record(&mut self, record: &ByteRecord, line_number: u64) -> Audited {
        self.lines += 1;
        let layout = std::mem::take(&mut self.layout);
        let outcome = read(record, &layout).map(|line| self.line(&line, line_number));
        self.layout = layout;
        match outcome {
            Ok(Some(findings)) => {
                self.audited += 1;
                Audited::Findings(findings)
            }
            Ok(None) => {
                self.rejected += 1;
                Audited::Rejected(vec!["duplicate".to_owned()])
            }
            Err(faults) => {
                self.rejected += 1;
                Audited::Rejected(faults)
            }
        }
    }

    /// Counts a record that could not be read at all.
    pub fn unreadable(&mut self) {
        self.lines += 1;
        self.rejected += 1;
    }

    /// How each rule is worked for a record, formulas with the numbers in them.
    ///
    /// # Errors
    /// The faults of an unreadable record.
    pub fn explain(&mut self, record: &ByteRecord) -> Result<Vec<Working>, Vec<String>> {
        let line = read(record, &self.layout.clone())?;
        let enterprise = self.enterprise(line.enterprise_id);
        let regimes = self.regimes(enterprise, &line);
        Ok(explain(&line, &regimes, &self.contract, |rule| self.name(rule)))
    }

    fn line(&mut self, line: &Line<'_>, number: u64) -> Option<Vec<Finding>> {
        let enterprise = self.enterprise(line.enterprise_id);
        if !self.seen.entry((enterprise, line.worker_id.into())).or_default().mark(line.period) {
            return None;
        }
        self.audited_enterprises.insert(enterprise);
        let regimes = self.regimes(enterprise, line);
        let mut findings = Vec::new();
        for (rule, judged) in work(line, &regimes, &self.contract) {
            self.count(rule, &judged, enterprise);
            if matches!(judged.outcome, Outcome::Breach | Outcome::CannotConclude(_)) {
                findings.push(self.finding(line, number, rule, judged));
            }
        }
        Some(findings)
    }

    fn enterprise(&mut self, id: &str) -> u32 {
        if let Some(index) = self.enterprises.get(id) {
            return *index;
        }
        let index = u32::try_from(self.enterprises.len()).unwrap_or(u32::MAX);
        self.enterprises.insert(id.to_owned(), index);
        self.totals.push((0, 0));
        index
    }

    fn regimes(&mut self, enterprise: u32, line: &Line<'_>) -> Arc<Vec<Regime>> {
        // Without a roster every enterprise shares one set of regimes.
        let key = (if self.roster.is_some() { enterprise } else { 0 }, line.period);
        if let Some(regimes) = self.cache.get(&key) {
            return Arc::clone(regimes);
        }
        let stints = self.roster.as_ref().map(|roster| roster.stints(line.enterprise_id));
        let fresh = Arc::new(regimes(&self.contract.sheet, &self.book, stints, line.period));
        self.cache.insert(key, Arc::clone(&fresh));
        fresh
    }

    fn count(&mut self, rule: Rule, judged: &Judged, enterprise: u32) {
        let Some(tally) = self.tallies.get_mut(&rule) else { return };
        let index = match judged.outcome {
            Outcome::Pass => 0,
            Outcome::Breach => 1,
            Outcome::CannotConclude(_) => 2,
            Outcome::NotApplicable => 3,
        };
        tally.counts[index] += 1;
        if judged.outcome == Outcome::Breach
            && let Some(total) = usize::try_from(enterprise).ok().and_then(|i| self.totals.get_mut(i))
        {
            total.1 += 1;
            if judged.unit == Unit::Money {
                tally.shortfall += i128::from(judged.shortfall);
                total.0 += i128::from(judged.shortfall);
            }
        }
    }

    fn name(&self, rule: Rule) -> String {
        match rule {
            Rule::S(number) => format!("S{number}"),
            Rule::Allowance(index) => format!("A:{}", self.contract.codes.get(index).map_or("", String::as_str)),
        }
    }

    fn finding(&self, line: &Line<'_>, number: u64, rule: Rule, judged: Judged) -> Finding {
        let breach = judged.outcome == Outcome::Breach;
        let basis = match &judged.required {
            Some(Amount::E4(_, basis) | Amount::Day(_, basis)) => basis.clone(),
            None => String::new(),
        };
        Finding {
            line: number,
            enterprise_id: line.enterprise_id.to_owned(),
            worker_id: line.worker_id.to_owned(),
            period: line.period.format("%Y-%m").to_string(),
            rule: self.name(rule),
            outcome: if breach { "breach" } else { "cannot_conclude" },
            required: judged.required.as_ref().map(|a| shown(a, judged.unit)).unwrap_or_default(),
            actual: judged.actual.as_ref().map(|a| shown(a, judged.unit)).unwrap_or_default(),
            shortfall: if breach { plain(judged.shortfall, judged.unit) } else { String::new() },
            unit: match judged.unit {
                Unit::Money => "CNY",
                Unit::Hours => "hours",
                Unit::Days => "days",
            },
            reason: match &judged.outcome {
                Outcome::CannotConclude(reason) => reason.to_string(),
                _ => String::new(),
            },
            basis,
        }
    }

    /// Ends the audit.
    pub fn finish(self, hashes: Hashes) -> Summary {
        let names: Vec<(Rule, String)> = self.tallies.keys().map(|rule| (*rule, self.name(*rule))).collect();
        let rules = names.into_iter().filter_map(|(rule, name)| {
            let tally = self.tallies.get(&rule)?;
            let [pass, breach, cannot_conclude, not_applicable] = tally.counts;
            let shortfall = yuan(tally.shortfall);
            Some((name, Counts { pass, breach, cannot_conclude, not_applicable, shortfall }))
        });
        let rules = rules.collect();
        let mut top: Vec<(&String, &(i128, u64))> = self
            .enterprises
            .iter()
            .filter_map(|(id, index)| Some((id, self.totals.get(usize::try_from(*index).ok()?)?)))
            .filter(|(_, total)| total.0 > 0)
            .collect();
        top.sort_by(|a, b| b.1.0.cmp(&a.1.0).then_with(|| a.0.cmp(b.0)));
        let total = |(id, (sum, breaches)): (&String, &(i128, u64))| EnterpriseTotal {
            enterprise_id: id.clone(),
            shortfall: yuan(*sum),
            breaches: *breaches,
        };
        Summary {
            schema: SUMMARY_SCHEMA.to_owned(),
            engine: env!("CARGO_PKG_VERSION").to_owned(),
            sha256: hashes,
            lines: self.lines,
            audited: self.audited,
            rejected: self.rejected,
            enterprises: u64::try_from(self.audited_enterprises.len()).unwrap_or(u64::MAX),
            workers: u64::try_from(self.seen.len()).unwrap_or(u64::MAX),
            rules,
            enterprises_top: top.into_iter().take(20).map(total).collect(),
            unknown_columns: self.unknown_columns,
        }
    }

    /// SHA-256 of the rulebook and the contract in use.
    pub fn sources(&self) -> (String, String) {
        (self.contract.sheet.sha256(), self.book.sha256().to_owned())
    }
}

fn shown(amount: &Amount, unit: Unit) -> String {
    match amount {
        Amount::Day(day, _) => day.to_string(),
        Amount::E4(value, _) => plain(*value, unit),
    }
}

/// Money with two digits at least; hours and days without trailing zeros.
fn plain(value: i64, unit: Unit) -> String {
    if unit == Unit::Money {
        return yuan(i128::from(value));
    }
    Hours::from_e4(value)
        .map(|hours| hours.to_string())
        .or(Money::from_e4(value).map(|m| m.to_string()))
        .unwrap_or_default()
}
