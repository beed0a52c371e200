//! One audit run: records in, findings out, counts kept.

use super::columns::{Columns, HeadFault};
use super::contract::Contract;
use super::fault::{LineFault, Reason};
use super::finding::Finding;
use super::line::{Allowances, Layout, Line, read};
use super::months::Months;
use super::roster::Roster;
use super::rules::{Judged, Outcome, Rule, Unit, work};
use super::seen::Seen;
use super::summary::{
    Counts, EnterpriseTotal, Hashes, LeftOut, ReadAs, Reading, SUMMARY_SCHEMA, SheetsRead, Summary, money,
};
use super::untested::untested;
use super::working::{Working, explain};
use crate::aside::{Aside, aside};
use crate::statute::{Rulebook, RulebookSet};
use crate::term::TermSheet;
use csv::ByteRecord;
use hashbrown::HashMap;
use std::collections::BTreeMap;
use thiserror::Error;

/// Why an audit cannot start.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum SetupFault {
    /// No rulebook for the sheet's jurisdiction.
    #[error("no rulebook for jurisdiction {0}")]
    NoRulebook(String),
    /// The header lacks columns or has them twice.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Header(Vec<HeadFault>),
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
    Rejected(Vec<LineFault>),
    /// No record: a sum, a signature, a note.
    LeftOut(Aside),
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
    missing_columns: Vec<&'static str>,
    read_as: Vec<ReadAs>,
    left_out: BTreeMap<Aside, LeftOut>,
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
    /// A profile said which rows are no records: no other is left out.
    told: bool,
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
            missing_columns: columns.absent(),
            read_as: read_as(&columns),
            unknown_columns: columns.unknown,
            left_out: BTreeMap::new(),
            months: Months::default(),
            numbers: HashMap::new(),
            last: (String::new(), 0),
            enterprises: Vec::new(),
            seen: Seen::default(),
            spare: Allowances::new(),
            lines: 0,
            audited: 0,
            rejected: 0,
            told: false,
        })
    }

    /// Every row that comes is a record: a profile has left out what is none.
    pub const fn every_row_is_a_record(&mut self) {
        self.told = true;
    }

    /// Audits one record that begins on this line, or row of this sheet.
    pub fn record(&mut self, record: &ByteRecord, line_number: u64, sheet: Option<&str>) -> Audited {
        let spare = std::mem::take(&mut self.spare);
        match read(record, &self.layout, self.book.organisation_code(), &self.last.0, spare) {
            Ok(line) => {
                self.lines += 1;
                let findings = self.line(&line, (line_number, sheet));
                self.spare = line.allowances;
                match findings {
                    Some(findings) => {
                        self.audited += 1;
                        Audited::Findings(findings)
                    }
                    None => self.rejected(vec![LineFault::whole(Reason::Duplicate)]),
                }
            }
            Err(faults) => self.unreadable(record, line_number, sheet, faults),
        }
    }

    fn rejected(&mut self, faults: Vec<LineFault>) -> Audited {
        self.rejected += 1;
        Audited::Rejected(faults)
    }

    /// A row that is no record is left out; any other that cannot be read is rejected.
    #[cold]
    fn unreadable(
        &mut self,
        record: &ByteRecord,
        line_number: u64,
        sheet: Option<&str>,
        faults: Vec<LineFault>,
    ) -> Audited {
        let cells: Vec<_> = record.iter().map(String::from_utf8_lossy).collect();
        let texts = cells.iter().map(AsRef::as_ref);
        if !self.told
            && let Some(kind) = aside(texts.clone(), self.layout.names())
        {
            let first = texts.map(str::trim).find(|text| !text.is_empty()).unwrap_or_default();
            let text = first.chars().take(40).collect();
            self.left_out.entry(kind).or_default().add(line_number, sheet, text);
            return Audited::LeftOut(kind);
        }
        self.lines += 1;
        self.rejected(faults)
    }

    /// How each rule is worked for a record, formulas with the numbers in them.
    ///
    /// # Errors
    /// The faults of an unreadable record.
    pub fn explain(&mut self, record: &ByteRecord) -> Result<Vec<Working>, Vec<LineFault>> {
        let line = read(record, &self.layout, self.book.organisation_code(), "", Allowances::new())?;
        let enterprise = self.enterprise(&line.enterprise_id);
        let Self { months, contract, book, roster, .. } = self;
        let regimes = months.regimes(enterprise, &line, contract, book, roster.as_ref());
        Ok(explain(&line, regimes, contract))
    }

    /// The findings of a line; `None` for one seen before.
    fn line(&mut self, line: &Line<'_>, place: (u64, Option<&str>)) -> Option<Vec<Finding>> {
        let enterprise = self.enterprise(&line.enterprise_id);
        if !self.seen.mark(enterprise, line.worker_id, line.period) {
            return None;
        }
        let Self { months, contract, book, roster, enterprises, tallies, .. } = self;
        let mut nobody = Enterprise::default();
        let index = usize::try_from(enterprise).ok();
        let owing = index.and_then(|index| enterprises.get_mut(index)).unwrap_or(&mut nobody);
        owing.audited = true;
        let regimes = months.regimes(enterprise, line, contract, book, roster.as_ref());
        let mut findings = Vec::new();
        let mut tallies = tallies.iter_mut();
        work(line, regimes, contract, &mut (), |rule, judged, ()| {
            if let Some((_, tally)) = tallies.next() {
                count(tally, owing, &judged);
            }
            if matches!(judged.outcome, Outcome::Breach | Outcome::CannotConclude(_)) {
                findings.push(Finding::new(line, place, (rule, contract), &judged));
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

    /// Ends the audit. `reading` and `sheets`: how the file was read.
    pub fn finish(self, hashes: Hashes, mut reading: Reading, sheets: SheetsRead) -> Summary {
        reading.columns = self.read_as;
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
            untested_items: untested(&self.contract.sheet),
            unknown_columns: self.unknown_columns,
            missing_columns: self.missing_columns.into_iter().map(str::to_owned).collect(),
            roster_unknown_columns: self.roster.map(Roster::into_unknown).unwrap_or_default(),
            reading,
            sheets,
            left_out: self.left_out,
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

/// The columns that are read under another name than their own.
fn read_as(columns: &Columns) -> Vec<ReadAs> {
    let pairs = columns.names.iter().zip(&columns.means);
    let renamed = pairs.filter_map(|(name, means)| Some((name, means.as_ref()?))).filter(|(name, means)| name != means);
    renamed.map(|(name, means)| ReadAs { name: name.clone(), column: means.clone() }).collect()
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
