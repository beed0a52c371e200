//! From rows of text to wages, collecting every fault.

use super::header::{self, Head};
use super::{Answers, Column, ColumnRead, Grid, GridFault, GridProblem, LARGEST, Layout, Meaning, Place, Row, Wage};
use crate::aside::aside;
use crate::decimal::Money;
use crate::limits;
use crate::term::{Choices, NameKind, Problem, SizeClass};
use std::collections::BTreeMap;

/// Longest name of a post or zone, as any name of a sheet.
const LONGEST: usize = limits::NAME;

/// Reads a table; its first row is the header. Posts, zones, sizes and levels are those of the list; a new name joins it.
pub fn read(rows: &[Row], list: &mut Choices, answers: &Answers) -> Grid {
    let mut reading = Reading::new(list);
    let mut rows = rows.iter().filter(|row| row.cells.iter().any(|cell| !cell.trim().is_empty()));
    let Some(first) = rows.next() else {
        reading.fault(1, None, "", GridProblem::Empty);
        return reading.done(None);
    };
    if first.cells.len() > limits::COLUMNS {
        reading.fault(first.number, None, "", GridProblem::TooWide);
        return reading.done(None);
    }
    let rows: Vec<&Row> = rows.collect();
    let heads = reading.heads(first, &rows, answers);
    let layout = reading.layout(first, &heads);
    if layout.is_some() {
        let before = reading.wages.len() + reading.faults.len();
        for row in rows {
            if reading.wages.len() >= LARGEST {
                reading.fault(row.number, None, "", GridProblem::TooMany);
                break;
            }
            if reading.faults.len() >= limits::FAULTS_TOLD {
                reading.fault(row.number, None, "", GridProblem::AndMore);
                break;
            }
            if reading.is_aside(row, first) {
                continue;
            }
            reading.row(row, &heads);
        }
        if reading.wages.len() + reading.faults.len() == before && reading.columns.iter().all(|c| c.meaning.is_some()) {
            reading.fault(first.number, None, "", GridProblem::Empty);
        }
    }
    reading.done(layout)
}

/// What is read from a column.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Use {
    Part(Column),
    /// Amounts for those that the name of the column says: words of the list.
    Of(Vec<(NameKind, String)>),
    Nothing,
}

struct Reading<'a> {
    list: &'a mut Choices,
    wages: Vec<Wage>,
    faults: Vec<GridFault>,
    columns: Vec<ColumnRead>,
    /// Columns and rows that are no wages.
    ignored: Vec<String>,
    /// The row that said it first.
    said: BTreeMap<Place, u32>,
}

impl<'a> Reading<'a> {
    const fn new(list: &'a mut Choices) -> Self {
        Self {
            list,
            wages: Vec::new(),
            faults: Vec::new(),
            columns: Vec::new(),
            ignored: Vec::new(),
            said: BTreeMap::new(),
        }
    }

    fn done(self, layout: Option<Layout>) -> Grid {
        let Self { wages, faults, columns, ignored, .. } = self;
        Grid { layout, wages, faults, columns, ignored }
    }

    fn fault(&mut self, row: u32, column: Option<usize>, found: &str, problem: GridProblem) {
        let column = column.and_then(|index| u32::try_from(index.saturating_add(1)).ok());
        // What is shown of a cell at fault is enough to find it.
        let found = found.chars().take(60).collect();
        self.faults.push(GridFault { row, column, found, problem });
    }

    /// Whether a row without any amount is a sum, a signature or a remark.
    fn is_aside(&mut self, row: &Row, header: &Row) -> bool {
        let texts = row.cells.iter().map(String::as_str);
        if texts.clone().skip(1).any(|text| Money::parse(text.trim()).is_ok()) {
            return false;
        }
        let found = aside(texts.clone(), header.cells.iter().map(String::as_str)).is_some();
        let said = texts.map(str::trim).find(|text| !text.is_empty());
        if let Some(said) = said.filter(|_| found && self.ignored.len() < limits::FAULTS_TOLD) {
            self.ignored.push(said.chars().take(60).collect());
        }
        found
    }

    /// What each column is: by what was answered, by its name, by the list, by a guess; what cannot be told is asked.
    fn heads(&mut self, first: &Row, rows: &[&Row], answers: &Answers) -> Vec<Use> {
        let mut heads: Vec<Use> = Vec::new();
        let posts = first.cells.iter().any(|name| header::head(part_of(name)) == Some(Head::Part(Column::Grade)));
        let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0).min(first.cells.len());
        for (index, name) in first.cells.iter().enumerate() {
            let name = name.trim();
            let column = u32::try_from(index.saturating_add(1)).unwrap_or(u32::MAX);
            // The corner of a matrix is often left empty.
            let corner = index == 0 && !posts;
            if name.is_empty() && !corner {
                heads.push(Use::Nothing);
                continue;
            }
            let known = self.known(name);
            let sure = known.is_some();
            let cells = || {
                rows.iter()
                    .filter_map(|row| row.cells.get(index))
                    .map(|cell| cell.trim())
                    .filter(|cell| !cell.is_empty())
            };
            let numbers = cells().filter(|cell| Money::parse(cell).is_ok()).count();
            let amounts = numbers > 0 && numbers.saturating_mul(2) >= cells().count();
            let group = || name.split_once('/').and_then(|(group, _)| grouped(group.trim()));
            let guess = || {
                if index < width && cells().next().is_none() {
                    return Some(Meaning::Aside);
                }
                if amounts {
                    group().or_else(|| header::guessed(part_of(name)))
                } else {
                    corner.then_some(Meaning::Grade)
                }
            };
            let meaning = answers.get(&column).copied().or(known.as_ref().map(|(meaning, _)| *meaning)).or_else(guess);
            let known = known.filter(|(was, _)| Some(*was) == meaning).map(|(_, used)| used);
            let head = known.unwrap_or_else(|| meaning.map_or(Use::Nothing, |meaning| self.used(meaning, name)));
            if !name.is_empty() {
                self.columns.push(ColumnRead { column, name: name.to_owned(), meaning, sure });
            }
            if meaning == Some(Meaning::Aside) {
                self.ignored.push(name.to_owned());
            } else if head != Use::Nothing && heads.contains(&head) {
                self.fault(first.number, Some(index), name, GridProblem::ColumnTwice);
            }
            heads.push(head);
        }
        heads
    }

    /// What the name of a column tells: a part, or whom its amounts are for, by words that everybody knows or the list.
    fn known(&self, name: &str) -> Option<(Meaning, Use)> {
        if name.is_empty() {
            return Some((Meaning::Grade, Use::Part(Column::Grade)));
        }
        if let Some(head) = header::head(name) {
            return Some(match head {
                Head::Part(column) => (meaning_of(column), Use::Part(column)),
                Head::OfSize(None) => (Meaning::Amount, Use::Of(Vec::new())),
                Head::OfSize(Some(size)) => (Meaning::OfSize, Use::Of(vec![(NameKind::Size, self.size(size))])),
                Head::Aside => (Meaning::Aside, Use::Nothing),
            });
        }
        let mut of = Vec::new();
        let mut meant = None;
        for part in name.split('/').map(str::trim).filter(|part| !part.is_empty()) {
            match header::head(part) {
                // The group over parts only names what they are.
                Some(Head::Part(Column::Size)) => meant = meant.or(Some(Meaning::OfSize)),
                Some(Head::Part(Column::Zone)) => meant = meant.or(Some(Meaning::OfZone)),
                Some(Head::Part(Column::Level)) => meant = meant.or(Some(Meaning::OfLevel)),
                Some(Head::Part(Column::Amount)) | Some(Head::OfSize(None)) => meant = meant.or(Some(Meaning::Amount)),
                Some(Head::OfSize(Some(size))) => of.push((NameKind::Size, self.size(size))),
                Some(Head::Part(column)) => return Some((meaning_of(column), Use::Part(column))),
                Some(Head::Aside) => return Some((Meaning::Aside, Use::Nothing)),
                None => {
                    let kinds = [NameKind::Size, NameKind::Zone, NameKind::Level];
                    let found = kinds.iter().find_map(|kind| Some((*kind, self.list.find(*kind, part)?.word.clone())));
                    of.push(found?);
                }
            }
        }
        let first = of.first().map(|(kind, _)| of_meaning(*kind));
        Some((first.or(meant.filter(|meaning| *meaning == Meaning::Amount))?, Use::Of(of)))
    }

    /// A usual size in the word that the list has for it.
    fn size(&self, size: SizeClass) -> String {
        self.list.find(NameKind::Size, size.word()).map_or_else(|| size.word().to_owned(), |choice| choice.word.clone())
    }

    /// A column used as somebody said, or as was guessed: its name joins the list.
    fn used(&mut self, meaning: Meaning, name: &str) -> Use {
        let name = part_of(name);
        match meaning {
            Meaning::Grade => Use::Part(Column::Grade),
            Meaning::Zone => Use::Part(Column::Zone),
            Meaning::Size => Use::Part(Column::Size),
            Meaning::Level => Use::Part(Column::Level),
            Meaning::Unit => Use::Part(Column::Unit),
            Meaning::Amount => Use::Part(Column::Amount),
            Meaning::Aside => Use::Nothing,
            of => of_kind(of).map_or(Use::Nothing, |kind| Use::Of(vec![(kind, self.list.named(kind, name).word)])),
        }
    }

    fn layout(&mut self, first: &Row, heads: &[Use]) -> Option<Layout> {
        let amount = heads.contains(&Use::Part(Column::Amount));
        let along = heads.iter().any(|head| matches!(head, Use::Of(_)));
        let asked = self.columns.iter().any(|column| column.meaning.is_none());
        match (amount, along) {
            (true, false) => Some(Layout::Rows),
            (_, true) => Some(Layout::Matrix),
            (false, false) if asked => Some(Layout::Matrix),
            (false, false) => {
                self.fault(first.number, None, "", GridProblem::Unrecognised);
                None
            }
        }
    }

    fn row(&mut self, row: &Row, heads: &[Use]) {
        let faults = self.faults.len();
        let text = |column: Column| {
            let index = heads.iter().position(|head| *head == Use::Part(column));
            (index, index.and_then(|index| row.cells.get(index)).map_or("", |cell| cell.trim()))
        };
        // A column with an unknown header has been told of once, in the header; one without any is told of here.
        let beyond = row.cells.iter().enumerate().skip(heads.len()).find(|(_, cell)| !cell.trim().is_empty());
        if let Some((index, cell)) = beyond {
            self.fault(row.number, Some(index), cell, GridProblem::BeyondHeader);
        }
        let mut name = |column: Column, kind: NameKind| {
            let (index, text) = text(column);
            if text.chars().count() > LONGEST {
                self.fault(row.number, index, text, GridProblem::Field { problem: Problem::TooLong });
                return None;
            }
            header::name(text).map(|text| self.list.named(kind, &text).word)
        };
        let (grade, zone) = (name(Column::Grade, NameKind::Grade), name(Column::Zone, NameKind::Zone));
        let level = name(Column::Level, NameKind::Level);
        let usual = header::size(text(Column::Size).1);
        let size = match usual {
            Some(size) => size.map(|size| self.size(size)),
            None => name(Column::Size, NameKind::Size),
        };
        let (index, word) = text(Column::Unit);
        let unit = header::unit(word);
        if unit.is_none() {
            self.fault(row.number, index, word, GridProblem::UnknownUnit);
        }
        let told = self.faults.len() > faults;
        for (index, head) in heads.iter().enumerate() {
            let cell = row.cells.get(index).map_or("", |cell| cell.trim());
            let of: &[(NameKind, String)] = match head {
                Use::Part(Column::Amount) => &[],
                // In a matrix a place without an amount is none.
                Use::Of(of) if !matches!(cell, "" | "-" | "—" | "/") => of,
                _ => continue,
            };
            let amount = self.amount(row.number, index, cell);
            if let (Some(unit), Some(amount)) = (unit, amount)
                && !told
            {
                let named = |kind, own: &Option<String>| {
                    of.iter().find(|(of, _)| *of == kind).map(|(_, word)| word.clone()).or_else(|| own.clone())
                };
                let place = Place {
                    unit,
                    grade: named(NameKind::Grade, &grade),
                    zone: named(NameKind::Zone, &zone),
                    size: named(NameKind::Size, &size),
                    level: named(NameKind::Level, &level),
                };
                self.wage(Wage { row: row.number, place, amount }, index, cell);
            }
        }
    }

    fn amount(&mut self, row: u32, index: usize, text: &str) -> Option<Money> {
        let problem = match Money::parse(text) {
            Ok(amount) if amount > Money::ZERO => return Some(amount),
            Ok(_) => Problem::Range { range: "above 0".to_owned() },
            Err(_) if text.is_empty() => Problem::Missing,
            Err(fault) => Problem::Decimal { reason: fault.to_string() },
        };
        self.fault(row, Some(index), text, GridProblem::Field { problem });
        None
    }

    fn wage(&mut self, wage: Wage, index: usize, text: &str) {
        match self.said.get(&wage.place) {
            Some(earlier) => {
                let row = *earlier;
                self.fault(wage.row, Some(index), text, GridProblem::Twice { row });
            }
            None => {
                self.said.insert(wage.place.clone(), wage.row);
                self.wages.push(wage);
            }
        }
    }
}

/// Of two header rows the part, of one the name itself.
fn part_of(name: &str) -> &str {
    name.rsplit_once('/').map_or(name, |(_, part)| part).trim()
}

/// What the columns under a group are of.
fn grouped(group: &str) -> Option<Meaning> {
    match header::head(group)? {
        Head::Part(Column::Size) => Some(Meaning::OfSize),
        Head::Part(Column::Zone) => Some(Meaning::OfZone),
        Head::Part(Column::Level) => Some(Meaning::OfLevel),
        _ => None,
    }
}

const fn meaning_of(column: Column) -> Meaning {
    match column {
        Column::Grade => Meaning::Grade,
        Column::Zone => Meaning::Zone,
        Column::Size => Meaning::Size,
        Column::Level => Meaning::Level,
        Column::Unit => Meaning::Unit,
        Column::Amount => Meaning::Amount,
    }
}

const fn of_meaning(kind: NameKind) -> Meaning {
    match kind {
        NameKind::Zone => Meaning::OfZone,
        NameKind::Level => Meaning::OfLevel,
        _ => Meaning::OfSize,
    }
}

const fn of_kind(meaning: Meaning) -> Option<NameKind> {
    match meaning {
        Meaning::OfSize => Some(NameKind::Size),
        Meaning::OfZone => Some(NameKind::Zone),
        Meaning::OfLevel => Some(NameKind::Level),
        _ => None,
    }
}
