//! One audit run: records in, findings out, counts kept.

use super::columns::Columns;
use super::contract::Contract;
use super::finding::Finding;
use super::line::{Allowances, Layout, Line, read};
use super::months::Months;
use super::roster::Roster;
use super::rules::{Judged, Outcome, Rule, Unit, work};
use super::seen::Seen;
use super::summary::{Counts, EnterpriseTotal, Hashes, SUMMARY_SCHEMA, Summary, money};
use super::working::{Working, explain};
use crate::statute::{Rulebook, RulebookSet};
use crate::term::TermSheet;
use csv::ByteRecord;
use hashbrown::HashMap;
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
    pub rulebooks: &'a RulebookSet,
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

/// What an enterprise owes, and whether any line of it was audited.
#[derive(Clone, Debug, Default)]
struct Enterprise {
    shortfall: i128,
    breaches: u64,
    audited: bool,
}

/// A running audit.
#[derive(Debug)]
pub struct Audit {
    contract: Contract,
    book: Rulebook,
    roster: Option<Roster>,
    layout: Layout,
    unknown_columns: Vec<String>,
    months: Months,
    numbers: HashMap<String, u32>,
    /// The enterprise of the line before, which is most often that of the next.
    last: (String, u32),
    enterprises: Vec<Enterprise>,
    seen: Seen,
    /// By rule, in order.
    tallies: Vec<(Rule, Tally)>,
    spare: Allowances,
    lines: u64,
    audited: u64,
    rejected: u64,
}

impl Audit {
    /// Starts an audit with the header of the payroll.
    ///
    /// # Errors
    /// [`SetupFault`]: no rulebook, or a header that lacks columns.
    pub fn new<'h>(setup: AuditSetup<'_>, header: impl Iterator<Item = &'h str>) -> Result<Self, SetupFault> {
        let jurisdiction = setup.sheet.jurisdiction.clone();
        let book = setup.rulebooks.rulebook(&jurisdiction).ok_or(SetupFault::NoRulebook(jurisdiction))?.clone();
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
            months: Months::default(),
            numbers: HashMap::new(),
            last: (String::new(), 0),
            enterprises: Vec::new(),
            seen: Seen::default(),
            spare: Allowances::new(),
            lines: 0,
            audited: 0,
            rejected: 0,
        })
    }

    /// Audits one record that begins on `line_number`.
    pub fn record(&mut self, record: &ByteRecord, line_number: u64) -> Audited {
        self.lines += 1;
        let outcome = match read(
            record,
            &self.layout,
            self.book.organisation_code(),
            &self.last.0,
            std::mem::take(&mut self.spare),
        ) {
            Ok(line) => {
                let findings = self.line(&line, line_number);
                self.spare = line.allowances;
                findings.ok_or_else(|| vec!["duplicate".to_owned()])
            }
            Err(faults) => Err(faults),
        };
        match outcome {
            Ok(findings) => {
                self.audited += 1;
                Audited::Findings(findings)
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
        let line = read(record, &self.layout, self.book.organisation_code(), "", Allowances::new())?;
        let enterprise = self.enterprise(line.enterprise_id);
        let Self { months, contract, book, roster, .. } = self;
        let regimes = months.regimes(enterprise, &line, contract, book, roster.as_ref());
        Ok(explain(&line, regimes, contract))
    }

    /// The findings of a line; `None` for one seen before.
    fn line(&mut self, line: &Line<'_>, number: u64) -> Option<Vec<Finding>> {
        let enterprise = self.enterprise(line.enterprise_id);
        if !self.seen.mark(enterprise, line.worker_id, line.period) {
            return None;
        }
        let Self { months, contract, book, roster, enterprises, tallies, .. } = self;
        let mut nobody = Enterprise::default();
        let place = usize::try_from(enterprise).ok();
        let owing = place.and_then(|place| enterprises.get_mut(place)).unwrap_or(&mut nobody);
        owing.audited = true;
        let regimes = months.regimes(enterprise, line, contract, book, roster.as_ref());
        let mut findings = Vec::new();
        let mut tallies = tallies.iter_mut();
        work(line, regimes, contract, &mut (), |rule, judged, ()| {
            if let Some((_, tally)) = tallies.next() {
                count(tally, owing, &judged);
            }
            if matches!(judged.outcome, Outcome::Breach | Outcome::CannotConclude(_)) {
                findings.push(Finding::new(line, number, (rule, contract), &judged));
            }
        });
        Some(findings)
    }

    /// The number of an enterprise, made if new.
    fn enterprise(&mut self, id: &str) -> u32 {
        if self.last.0 == id {
            return self.last.1;
        }
        let found = self.numbers.get(id).copied().unwrap_or_else(|| {
            let new = u32::try_from(self.enterprises.len()).unwrap_or(u32::MAX);
            self.numbers.insert(id.to_owned(), new);
            self.enterprises.push(Enterprise::default());
            new
        });
        id.clone_into(&mut self.last.0);
        self.last.1 = found;
        found
    }

    /// Ends the audit.
    pub fn finish(self, hashes: Hashes) -> Summary {
        let rules = self.tallies.iter().map(|(rule, tally)| {
            let [pass, breach, cannot_conclude, not_applicable] = tally.counts;
            let shortfall = money(tally.shortfall, self.contract.money.digits);
            (self.contract.name(*rule), Counts { pass, breach, cannot_conclude, not_applicable, shortfall })
        });
        let rules = rules.collect();
        let mut top: Vec<(&String, &Enterprise)> = self
            .numbers
            .iter()
            .filter_map(|(id, number)| Some((id, self.enterprises.get(usize::try_from(*number).ok()?)?)))
            .filter(|(_, owing)| owing.shortfall > 0)
            .collect();
        top.sort_by(|a, b| b.1.shortfall.cmp(&a.1.shortfall).then_with(|| a.0.cmp(b.0)));
        let total = |(id, owing): (&String, &Enterprise)| EnterpriseTotal {
            enterprise_id: id.clone(),
            shortfall: money(owing.shortfall, self.contract.money.digits),
            breaches: owing.breaches,
        };
        let count = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
        Summary {
            schema: SUMMARY_SCHEMA.to_owned(),
            engine: env!("CARGO_PKG_VERSION").to_owned(),
            sha256: hashes,
            lines: self.lines,
            audited: self.audited,
            rejected: self.rejected,
            enterprises: count(self.enterprises.iter().filter(|enterprise| enterprise.audited).count()),
            workers: count(self.seen.workers()),
            rules,
            enterprises_top: top.into_iter().take(20).map(total).collect(),
            unknown_columns: self.unknown_columns,
        }
    }

    /// ISO 4217 code of the contract's money.
    pub fn currency(&self) -> &'static str {
        self.contract.money.code
    }

    /// SHA-256 of the canonical terms and of the rulebook in use.
    pub fn sources(&self) -> (String, String) {
        (self.contract.sheet.sha256(), self.book.sha256().to_owned())
    }
}

fn count(tally: &mut Tally, owing: &mut Enterprise, judged: &Judged<'_>) {
    let index = match judged.outcome {
        Outcome::Pass => 0,
        Outcome::Breach => 1,
        Outcome::CannotConclude(_) => 2,
        Outcome::NotApplicable => 3,
    };
    tally.counts[index] += 1;
    if judged.outcome == Outcome::Breach {
        owing.breaches += 1;
        if judged.unit == Unit::Money {
            tally.shortfall += i128::from(judged.shortfall);
            owing.shortfall += i128::from(judged.shortfall);
        }
    }
}
