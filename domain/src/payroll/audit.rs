//! One audit: rows of a file in, findings and rejected lines out, counts kept.
//!
//! The file is read once where every line is a record of its own or stands beside its other parts, and nothing is back pay for
//! named months. Else it is read twice more: once to collect what belongs together, once to audit.

use super::apart::Apart;
use super::back_pay::{BackPays, Month};
use super::code_names::CodeNames;
use super::columns::{Columns, HeadFault};
use super::contract::Contract;
use super::fault::{LineFault, Reason};
use super::finding::Finding;
use super::gaps::{Gap, Missing, gaps};
use super::held::{Held, Row};
use super::line::{Faulty, Key, Line, Reader};
use super::months::Months;
use super::owed::{MET, Owed, met};
use super::parts::{Joined, PARTS, join};
use super::record::{Absent, Record};
use super::roster::Roster;
use super::rules::{MISSING_COLUMN, Outcome, work};
use super::run::{Next, Rejected, RunFault, Told};
use super::seen::{Marked, Seen};
use super::summary::{Hashes, ReadAs, Reading, SheetsRead, Summary};
use super::tally::Tally;
use super::told::{Counted, summary};
use super::working::{Working, explain};
use crate::aside::aside;
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

/// Which reading of the file it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pass {
    /// Audits, and notes what cannot be audited at once.
    First,
    /// Collects lines that stand apart, back pay and what it is set against.
    Collect,
    /// Audits with all that was collected.
    Last,
}

/// A running audit.
#[derive(Debug)]
pub struct Audit {
    contract: Contract,
    book: Rulebook,
    roster: Option<Roster>,
    reader: Reader,
    absent: Absent,
    unknown_columns: Vec<String>,
    read_as: Vec<ReadAs>,
    months: Months,
    /// Numbers of enterprises.
    numbers: HashMap<String, u32>,
    /// The enterprise of the line before, which is most often that of the next.
    last: (String, u32),
    seen: Seen,
    pass: Pass,
    held: Held,
    apart: Apart,
    back_pays: BackPays,
    tally: Tally,
    /// A profile said which rows are no records: no other is left out.
    profiled: bool,
}

/// A worker and month, and the enterprise's number.
type Whose = (u32, Month);

/// Whose a line is, as the lines of one worker and month are held against each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineKey(String, String, chrono::NaiveDate);

impl Audit {
    /// Starts an audit with the header of the payroll.
    ///
    /// # Errors
    /// [`SetupFault`]: no rulebook, or a header that lacks columns.
    pub fn new<'h>(setup: AuditSetup<'_>, header: impl Iterator<Item = &'h str>) -> Result<Self, SetupFault> {
        let jurisdiction = setup.sheet.jurisdiction.clone();
        let book = setup.rulebooks.governing(&jurisdiction).ok_or(SetupFault::NoRulebook(jurisdiction))?.clone();
        let codes = CodeNames::of(&setup.sheet);
        let columns = Columns::read(header, &codes).map_err(SetupFault::Header)?;
        let absent = columns.lacking(&setup.sheet, &codes);
        let contract = Contract::new(setup.sheet);
        Ok(Self {
            tally: Tally::new(&contract),
            reader: Reader::new(&columns, codes, book.organisation_code().cloned()),
            absent,
            read_as: read_as(&columns),
            unknown_columns: columns.unknown,
            contract,
            book,
            roster: setup.roster,
            months: Months::default(),
            numbers: HashMap::new(),
            last: (String::new(), 0),
            seen: Seen::default(),
            pass: Pass::First,
            held: Held::default(),
            apart: Apart::default(),
            back_pays: BackPays::default(),
            profiled: false,
        })
    }

    /// Every row that comes is a record: a profile has left out what is none.
    pub const fn every_row_is_a_record(&mut self) {
        self.profiled = true;
    }

    /// Takes the record that begins on this line, or row of this sheet. `cells` is exchanged for memory to read the next
    /// into; what can be said of lines before it is told.
    ///
    /// # Errors
    /// [`RunFault`]: the file cannot be audited within bounds.
    pub fn record(
        &mut self,
        cells: &mut ByteRecord,
        line: u64,
        sheet: Option<&str>,
        told: &mut dyn FnMut(Told),
    ) -> Result<(), RunFault> {
        if !self.held.continues(cells, &self.reader.layout) {
            self.flush(told)?;
        } else if self.held.full() {
            if self.held.over || self.is_somebodys() {
                return self.beyond(line, sheet, told);
            }
            self.flush(told)?;
        }
        self.held.push(cells, line, sheet);
        Ok(())
    }

    /// Ends a reading of the file.
    ///
    /// # Errors
    /// As [`Audit::record`].
    pub fn pass_over(&mut self, told: &mut dyn FnMut(Told)) -> Result<Next, RunFault> {
        self.flush(told)?;
        match self.pass {
            Pass::First if !self.doubtful() => return Ok(Next::Done),
            Pass::First => self.pass = Pass::Collect,
            Pass::Collect => {
                for key in self.apart.kept() {
                    self.collected(key)?;
                }
                self.back_pays.settle();
                self.pass = Pass::Last;
            }
            Pass::Last => return Ok(Next::Done),
        }
        self.tally = Tally::new(&self.contract);
        self.seen.none_audited();
        Ok(Next::Again)
    }

    /// Whether the first reading's findings cannot stand.
    fn doubtful(&self) -> bool {
        self.apart.any() || self.back_pays.any()
    }

    /// Judges the lines held.
    fn flush(&mut self, told: &mut dyn FnMut(Told)) -> Result<(), RunFault> {
        let mut held = std::mem::take(&mut self.held);
        let done = match held.rows() {
            _ if held.over => Ok(()),
            [] => Ok(()),
            [row] => self.single(row, told),
            rows => self.several(rows, told),
        };
        held.clear();
        self.held = held;
        done
    }

    /// Whether it can be told whose the lines held are.
    #[cold]
    fn is_somebodys(&mut self) -> bool {
        let held = std::mem::take(&mut self.held);
        let known = held.rows().first().is_some_and(|row| self.key(&row.cells).is_some());
        self.held = held;
        known
    }

    /// A line beyond the most that are joined: it and all before it are rejected.
    #[cold]
    fn beyond(&mut self, line: u64, sheet: Option<&str>, told: &mut dyn FnMut(Told)) -> Result<(), RunFault> {
        let mut held = std::mem::take(&mut self.held);
        if let (false, Some(row)) = (held.over, held.rows().first()) {
            if let Some(key) = key_of(self.reader.read(&row.cells)) {
                let (_, marked) = self.mark(&key);
                self.note(marked)?;
                self.apart.too_many((marked.worker, marked.month));
            }
            for row in held.rows() {
                self.tell_line(row, vec![LineFault::whole(Reason::TooManyParts)], told);
            }
        }
        let row = Row { cells: ByteRecord::new(), line, sheet: sheet.map(Into::into) };
        self.tell_line(&row, vec![LineFault::whole(Reason::TooManyParts)], told);
        held.over = true;
        self.held = held;
        Ok(())
    }

    /// A line beside which none of its like stands.
    fn single(&mut self, row: &Row, told: &mut dyn FnMut(Told)) -> Result<(), RunFault> {
        match self.reader.read(&row.cells) {
            Ok(line) => {
                let whose = self.mark_record(&line.record);
                let whose = self.noted(whose)?;
                if self.apart.has(whose.1) {
                    self.reader.back(line.record);
                    return self.one_of_apart(whose, row, told);
                }
                let Line { record, operation } = line;
                if self.pass != Pass::Collect {
                    self.tally.lines += 1;
                    self.unpriced(operation);
                }
                self.audit(whose, &record, row, 1, told)?;
                self.reader.back(record);
                Ok(())
            }
            Err(faulty) => self.unreadable(row, faulty, told),
        }
    }

    /// Lines that say the same enterprise, worker and month, letter by letter.
    fn several(&mut self, rows: &[Row], told: &mut dyn FnMut(Told)) -> Result<(), RunFault> {
        let lines: Vec<_> = rows.iter().map(|row| self.reader.read(&row.cells)).collect();
        let key = lines.iter().find_map(|line| match line {
            Ok(line) => Some(key_of_record(&line.record)),
            Err(faulty) => faulty.key.clone(),
        });
        let whose = match key {
            Some(key) => {
                let (enterprise, marked) = self.mark(&key);
                Some(self.noted((enterprise, marked))?)
            }
            None => None,
        };
        let Some(whose) = whose else {
            for (row, line) in rows.iter().zip(lines) {
                if let Err(faulty) = line {
                    self.unreadable(row, faulty, told)?;
                }
            }
            return Ok(());
        };
        if self.apart.has(whose.1) {
            for (row, line) in rows.iter().zip(lines) {
                match line {
                    Err(faulty) if faulty.key.is_none() => self.unreadable(row, faulty, told)?,
                    _ => self.one_of_apart(whose, row, told)?,
                }
            }
            return Ok(());
        }
        // What has other fields than the header is nobody's line, though it begins alike.
        let mut of_key = Vec::with_capacity(lines.len());
        for (at, (row, line)) in rows.iter().zip(lines).enumerate() {
            match line {
                Err(faulty) if faulty.key.is_none() => self.unreadable(row, faulty, told)?,
                line => of_key.push((at, row, line)),
            }
        }
        let (places, lines): (Vec<_>, Vec<_>) = of_key.into_iter().map(|(at, row, line)| ((at, row), line)).unzip();
        let cells: Vec<&ByteRecord> = places.iter().map(|(_, row)| &row.cells).collect();
        let operations: Vec<_> = lines.iter().map(|line| line.as_ref().ok().and_then(|line| line.operation)).collect();
        let Joined { record, faults, repeated } = join(lines, &cells, &self.reader);
        let parts = faults.iter().filter(|faults| faults.is_empty()).count();
        let first = places.iter().zip(&faults).find(|(_, faults)| faults.is_empty()).map(|((_, row), _)| *row);
        if self.pass != Pass::Collect {
            for (((_, row), faults), operation) in places.iter().zip(faults).zip(operations) {
                if faults.is_empty() {
                    self.tally.lines += 1;
                    self.unpriced(operation);
                } else {
                    self.tell_line(row, faults, told);
                }
            }
        }
        if let (Some(record), Some(first)) = (record, first) {
            self.tally.repeated += u64::from(repeated);
            self.audit(whose, &record, first, u64::try_from(parts).unwrap_or(1), told)?;
            self.reader.back(record);
        }
        Ok(())
    }

    /// A line whose worker has lines elsewhere in that month.
    fn one_of_apart(&mut self, whose: Whose, row: &Row, told: &mut dyn FnMut(Told)) -> Result<(), RunFault> {
        match self.pass {
            Pass::First => {
                if let Ok(line) = self.reader.read(&row.cells) {
                    self.back_pays.name(whose.1.0, &line.record);
                    self.reader.back(line.record);
                }
                Ok(())
            }
            Pass::Collect => self.apart.keep(whose.1, row),
            Pass::Last => {
                if let Some(rows) = self.apart.take(whose.1) {
                    let joined = self.joined(&rows);
                    let Joined { record, faults, repeated } = joined;
                    let parts = faults.iter().filter(|faults| faults.is_empty()).count();
                    let first = rows.iter().zip(&faults).find(|(_, faults)| faults.is_empty()).map(|(row, _)| row);
                    if let (Some(record), Some(first)) = (record, first) {
                        self.tally.repeated += u64::from(repeated);
                        self.audit(whose, &record, first, u64::try_from(parts).unwrap_or(1), told)?;
                    }
                    self.apart.judged(whose.1, faults);
                }
                let faults = self.apart.next(whose.1);
                if faults.is_empty() {
                    self.tally.lines += 1;
                    if let Ok(line) = self.reader.read(&row.cells) {
                        self.unpriced(line.operation);
                        self.reader.back(line.record);
                    }
                } else {
                    self.tell_line(row, faults, told);
                }
                Ok(())
            }
        }
    }

    /// Joins lines of one key.
    fn joined<'r>(&mut self, rows: &'r [Row]) -> Joined<'r> {
        let lines = rows.iter().map(|row| self.reader.read(&row.cells)).collect();
        let cells: Vec<&ByteRecord> = rows.iter().map(|row| &row.cells).collect();
        join(lines, &cells, &self.reader)
    }

    /// Back pay and shortfalls of a record whose lines were collected.
    fn collected(&mut self, key: Month) -> Result<(), RunFault> {
        let Some(rows) = self.apart.take(key) else { return Ok(()) };
        let joined = self.joined(&rows);
        if let (Some(record), Some(first)) = (&joined.record, rows.first()) {
            let enterprise = self.number(&record.enterprise_id);
            self.audit((enterprise, key), record, first, 1, &mut |_| {})?;
        }
        drop(joined);
        self.apart.put_back(key, rows);
        Ok(())
    }

    /// Audits a record; in the second reading only for back pay.
    fn audit(
        &mut self,
        (enterprise, key): Whose,
        record: &Record<'_>,
        first: &Row,
        parts: u64,
        told: &mut dyn FnMut(Told),
    ) -> Result<(), RunFault> {
        match self.pass {
            Pass::First => {
                self.back_pays.name(key.0, record);
                if self.doubtful() {
                    return Ok(());
                }
            }
            Pass::Collect => {
                self.back_pays.pays(key, first.line, record)?;
                if self.back_pays.names(key) {
                    let short = self.shortfalls(enterprise, record);
                    self.back_pays.lacks(key, short)?;
                }
                return Ok(());
            }
            Pass::Last => {}
        }
        self.seen.was_audited(key.0);
        let Self { months, contract, book, roster, tally, absent, back_pays, .. } = self;
        tally.record(enterprise, record);
        if !record.grade.is_empty() && !tally.grades.again(&record.grade, parts) && !contract.names_grade(&record.grade)
        {
            tally.grades.add(&record.grade, parts);
        }
        let regimes = months.regimes(enterprise, record, contract, book, roster.as_ref());
        tally.raises.add(enterprise, record, regimes);
        let mut owed = Owed::repaid(back_pays.met(key));
        let mut breaches = 0;
        let mut rules = tally.rules.iter_mut();
        work(record, absent, regimes, contract, &mut (), |rule, judged, ()| {
            let repaid = owed.add(&judged);
            if let Some((_, counted)) = rules.next() {
                counted.add(&judged, repaid);
            }
            let tells = match judged.outcome {
                Outcome::Breach => true,
                Outcome::CannotConclude(reason) => reason != MISSING_COLUMN,
                Outcome::Pass | Outcome::NotApplicable => false,
            };
            breaches += u64::from(judged.outcome == Outcome::Breach);
            if tells {
                told(Told::Finding(Finding::new(record, first, (rule, contract), &judged, repaid)));
            }
        });
        tally.owes(enterprise, &owed, breaches);
        Ok(())
    }

    /// What a record lacks by S1, S2 and S12.
    fn shortfalls(&mut self, enterprise: u32, record: &Record<'_>) -> [i64; MET] {
        let Self { months, contract, book, roster, absent, .. } = self;
        let regimes = months.regimes(enterprise, record, contract, book, roster.as_ref());
        let mut short = [0; MET];
        work(record, absent, regimes, contract, &mut (), |_, judged, ()| {
            if let (Outcome::Breach, Some(slot)) = (judged.outcome, met(judged.owed).and_then(|at| short.get_mut(at))) {
                *slot = judged.shortfall;
            }
        });
        short
    }

    /// An operation that the sheet does not name.
    fn unpriced(&mut self, operation: Option<(&str, &str)>) {
        if let Some((name, _)) = operation
            && self.reader.operation(name).is_none()
        {
            self.tally.operations.add(name, 1);
        }
    }

    /// A row that is no record is left out; any other that cannot be read is rejected.
    #[cold]
    fn unreadable(&mut self, row: &Row, faulty: Faulty<'_>, told: &mut dyn FnMut(Told)) -> Result<(), RunFault> {
        let cells: Vec<_> = row.cells.iter().map(String::from_utf8_lossy).collect();
        let texts = cells.iter().map(AsRef::as_ref);
        if !self.profiled
            && let Some(kind) = aside(texts.clone(), self.reader.layout.names())
        {
            let first = texts.map(str::trim).find(|text| !text.is_empty()).unwrap_or_default();
            let text = first.chars().take(40).collect();
            if self.pass != Pass::Collect {
                self.tally.left_out.entry(kind).or_default().add(row.line, row.sheet.as_deref(), text);
            }
            return Ok(());
        }
        if let Some(key) = &faulty.key {
            let marked = self.mark(key);
            let whose = self.noted(marked)?;
            if self.apart.has(whose.1) {
                return self.one_of_apart(whose, row, told);
            }
        }
        self.tell_line(row, faulty.faults, told);
        Ok(())
    }

    /// A line that is rejected; the second reading tells nothing.
    fn tell_line(&mut self, row: &Row, faults: Vec<LineFault>, told: &mut dyn FnMut(Told)) {
        if self.pass != Pass::Collect {
            self.tally.lines += 1;
            self.tally.rejected += 1;
            let sheet = row.sheet.as_deref().map(str::to_owned);
            told(Told::Rejected(Rejected { line: row.line, sheet, faults }));
        }
    }

    fn mark_record(&mut self, record: &Record<'_>) -> (u32, Marked) {
        let enterprise = self.number(&record.enterprise_id);
        (enterprise, self.seen.mark(enterprise, &record.worker_id, record.period))
    }

    fn mark(&mut self, key: &Key<'_>) -> (u32, Marked) {
        let enterprise = self.number(&key.enterprise_id);
        (enterprise, self.seen.mark(enterprise, &key.worker_id, key.period))
    }

    /// Notes, in the first reading, that a worker's month was met before.
    fn noted(&mut self, (enterprise, marked): (u32, Marked)) -> Result<Whose, RunFault> {
        self.note(marked)?;
        Ok((enterprise, (marked.worker, marked.month)))
    }

    fn note(&mut self, marked: Marked) -> Result<(), RunFault> {
        if self.pass == Pass::First && !marked.fresh { self.apart.note((marked.worker, marked.month)) } else { Ok(()) }
    }

    /// The number of an enterprise, made if new.
    fn number(&mut self, id: &str) -> u32 {
        if self.last.0 == id {
            return self.last.1;
        }
        let found = self.numbers.get(id).copied().unwrap_or_else(|| {
            let new = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
            self.numbers.insert(id.to_owned(), new);
            new
        });
        id.clone_into(&mut self.last.0);
        self.last.1 = found;
        found
    }

    /// Whose a line is; `None`: it cannot be told.
    pub fn key(&mut self, cells: &ByteRecord) -> Option<LineKey> {
        let key = key_of(self.reader.read(cells))?;
        Some(LineKey(key.enterprise_id.into_owned(), key.worker_id.into_owned(), key.period))
    }

    /// How each rule is worked for the record of these lines, all of one worker and month in the order of the file.
    ///
    /// # Errors
    /// The faults of the line at `asked`, or those of the first that has any.
    pub fn explain(&mut self, lines: &[ByteRecord], asked: usize) -> Result<Vec<Working>, Vec<LineFault>> {
        if lines.len() > PARTS {
            return Err(vec![LineFault::whole(Reason::TooManyParts)]);
        }
        let row = |cells: &ByteRecord| Row { cells: cells.clone(), line: 0, sheet: None };
        let rows: Vec<Row> = lines.iter().map(row).collect();
        let Joined { record, faults, .. } = match rows.as_slice() {
            [row] => match self.reader.read(&row.cells) {
                Ok(line) => Joined { record: Some(line.record), faults: vec![Vec::new()], repeated: false },
                Err(faulty) => return Err(faulty.faults),
            },
            rows => self.joined(rows),
        };
        let asked = faults.get(asked).filter(|faults| !faults.is_empty()).cloned();
        let any = || faults.iter().find(|faults| !faults.is_empty()).cloned().unwrap_or_default();
        let (Some(record), None) = (&record, &asked) else { return Err(asked.unwrap_or_else(any)) };
        let enterprise = self.number(&record.enterprise_id);
        let Self { months, contract, book, roster, absent, .. } = self;
        let regimes = months.regimes(enterprise, record, contract, book, roster.as_ref());
        Ok(explain(record, absent, regimes, contract))
    }

    /// Tells, after the last reading, who has no line: at most [`GAPS_TOLD`](super::GAPS_TOLD), in order of enterprise,
    /// worker and month.
    pub fn gaps(&self, each: &mut dyn FnMut(Gap)) {
        self.missing(each);
    }

    fn missing(&self, each: &mut dyn FnMut(Gap)) -> Missing {
        gaps(&self.seen, &self.ids(), self.roster.as_ref(), self.contract.sheet.effective, each)
    }

    /// Ids of enterprises by their numbers.
    fn ids(&self) -> Vec<&str> {
        let mut ids = vec![""; self.numbers.len()];
        for (id, number) in &self.numbers {
            if let Some(slot) = usize::try_from(*number).ok().and_then(|at| ids.get_mut(at)) {
                *slot = id;
            }
        }
        ids
    }

    /// Ends the audit. `reading` and `sheets`: how the file was read.
    pub fn finish(self, hashes: Hashes, mut reading: Reading, sheets: SheetsRead) -> Summary {
        let missing = self.missing(&mut |_| {});
        reading.columns = self.read_as;
        let mut ids: Vec<String> = vec![String::new(); self.numbers.len()];
        for (id, number) in self.numbers {
            if let Some(slot) = usize::try_from(number).ok().and_then(|at| ids.get_mut(at)) {
                *slot = id;
            }
        }
        let counted = Counted {
            tally: self.tally,
            ids,
            workers: self.seen.audited(),
            missing,
            absent: &self.absent,
            codes: self.reader.codes.codes(),
            unknown_columns: self.unknown_columns,
            roster_unknown_columns: self.roster.map(Roster::into_unknown).unwrap_or_default(),
        };
        summary(counted, &self.contract, hashes, reading, sheets)
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

fn key_of_record<'r>(record: &Record<'r>) -> Key<'r> {
    let (enterprise_id, worker_id) = (record.enterprise_id.clone(), record.worker_id.clone());
    Key { enterprise_id, worker_id, period: record.period }
}

fn key_of<'r>(line: Result<Line<'r>, Faulty<'r>>) -> Option<Key<'r>> {
    match line {
        Ok(line) => Some(key_of_record(&line.record)),
        Err(faulty) => faulty.key,
    }
}

/// The columns that are read under another name than their own.
fn read_as(columns: &Columns) -> Vec<ReadAs> {
    let pairs = columns.names.iter().zip(&columns.means);
    let renamed = pairs.filter_map(|(name, means)| Some((name, means.as_ref()?))).filter(|(name, means)| name != means);
    renamed.map(|(name, means)| ReadAs { name: name.clone(), column: means.clone() }).collect()
}
