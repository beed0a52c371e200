//! A first profile from the headers and first rows of a file. What may mean two things is asked, not chosen; what is taken as
//! probable is marked.

use super::kind::{Kind, kind};
use super::usual::{ADD_UP, employment_of, is_person, part_of};
use super::{
    ColumnSource, DateStyle, DayOrder, DecimalMark, Empty, Group, LeaveOut, Mark, NumberStyle, Profile, Source,
    SumSource, TableProfile, Why, days, numbers, title,
};
use crate::aside::Aside;
use crate::payroll::code_names::CodeNames;
use crate::payroll::columns::{REQUIRED, Surely, canonical, coded_name, remainder};
use crate::payroll::fault::Reason;
use crate::payroll::{words, written};
use std::collections::{BTreeMap, BTreeSet};

/// Names that must be known for a row to be taken for a header.
const KNOWN: usize = 3;
/// Words asked for of one column.
const ASKED: usize = 50;

/// A row, or two, that may be the header.
pub type Candidate = (Vec<u64>, Vec<String>);

/// A sheet with its header chosen.
#[derive(Clone, Debug, Default)]
pub struct Sample {
    /// None of a text.
    pub sheet: Option<String>,
    pub header: Vec<u64>,
    pub names: Vec<String>,
    /// Rows above the header, by number.
    pub titles: Vec<(u64, String)>,
    /// The first rows below it.
    pub rows: Vec<Vec<String>>,
}

/// The likeliest header among the first rows; `None`: none has enough names that are known.
pub fn pick_header(candidates: &[Candidate], codes: &CodeNames) -> Option<usize> {
    let known = |names: &[String]| {
        let meant = |name: &&String| means(name, codes).is_some() || part_of(name).is_some() || is_person(name);
        names.iter().filter(meant).count()
    };
    let scored = candidates.iter().enumerate().map(|(at, (_, names))| (at, known(names)));
    // Of equal ones the first.
    let best = scored.max_by_key(|(at, known)| (*known, std::cmp::Reverse(*at)))?;
    (best.1 >= KNOWN).then_some(best.0)
}

/// A name without the number of its repetition (`应发[2]`).
fn single(name: &str) -> &str {
    name.strip_suffix(']').and_then(|front| front.rsplit_once('[')).map_or(name, |(front, _)| front)
}

/// What a name means: by a name of its own, by a code of the contract, by a usual word.
fn means(name: &str, codes: &CodeNames) -> Option<Means> {
    let found = canonical(single(name));
    if !matches!(found, Some((_, Surely::Own)))
        && let Some(column) = coded_name(single(name), codes)
    {
        return Some(Means::Coded(column));
    }
    found.map(|(column, surely)| Means::Named(column, surely))
}

/// What a name means.
enum Means {
    Named(&'static str, Surely),
    /// A column of a code of the contract.
    Coded(String),
}

/// Writes a profile for the sheets of a file. `codes`: the contract's, for columns that have them in their names.
pub fn guess(name: &str, samples: &[Sample], codes: &CodeNames) -> Profile {
    let mut groups: Vec<Vec<&Sample>> = Vec::new();
    for sample in samples {
        let alike = |group: &&mut Vec<&Sample>| {
            group.iter().all(|other| other.names == sample.names && says(other) == says(sample))
        };
        match groups.iter_mut().find(alike) {
            Some(group) => group.push(sample),
            None => groups.push(vec![sample]),
        }
    }
    let mut profile = Profile {
        name: name.to_owned(),
        numbers: NumberStyle {
            group: Group::Comma,
            decimal: DecimalMark::Point,
            currency: true,
            full_width: true,
            units: vec!["元".to_owned()],
            dash: true,
        },
        leave_out: LeaveOut {
            kinds: Aside::ALL.into_iter().filter(|kind| *kind != Aside::Rule).collect(),
            rules: Vec::new(),
        },
        ..Profile::default()
    };
    // The one with most sheets takes others of its header too.
    let rest =
        groups.iter().enumerate().max_by_key(|(at, group)| (group.len(), std::cmp::Reverse(*at))).map(|(at, _)| at);
    for (at, group) in groups.iter().enumerate() {
        let named = if rest == Some(at) { Vec::new() } else { group.iter().filter_map(|s| s.sheet.clone()).collect() };
        let mut guessed = Guessed { at, group, codes, columns: BTreeMap::new(), unsure: Vec::new(), ask: Vec::new() };
        guessed.columns();
        guessed.above("enterprise_id");
        guessed.above("period");
        guessed.employment();
        guessed.missing();
        profile.tables.push(TableProfile { sheets: named, header: Vec::new(), columns: guessed.columns });
        profile.unsure.extend(guessed.unsure);
        profile.ask.extend(guessed.ask);
    }
    styles(&mut profile, &groups);
    profile
}

/// What a sheet says of everybody's employment.
fn says(sample: &Sample) -> Option<&'static str> {
    let titles = sample.titles.iter().map(|(_, text)| text.as_str());
    sample.sheet.as_deref().into_iter().chain(titles).find_map(employment_of)
}

/// One table as far as it is guessed.
struct Guessed<'s> {
    at: usize,
    group: &'s [&'s Sample],
    codes: &'s CodeNames,
    columns: BTreeMap<String, Source>,
    unsure: Vec<Mark>,
    ask: Vec<Mark>,
}

impl Guessed<'_> {
    fn names(&self) -> &[String] {
        self.group.first().map(|sample| sample.names.as_slice()).unwrap_or_default()
    }

    fn mark(&self, column: &str, why: Why, names: Vec<String>) -> Mark {
        Mark { table: self.at, column: column.to_owned(), why, names }
    }

    /// Columns by their names, then by their parts.
    fn columns(&mut self) {
        let names = self.names().to_vec();
        let mut meant: BTreeMap<&'static str, Vec<(Surely, usize)>> = BTreeMap::new();
        let mut coded: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let mut parts: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
        for (index, name) in names.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
            match means(name, self.codes) {
                Some(Means::Named(column, surely)) => meant.entry(column).or_default().push((surely, index)),
                Some(Means::Coded(column)) => coded.entry(column).or_default().push(name.clone()),
                None => {
                    if let Some(column) = part_of(name) {
                        parts.entry(column).or_default().push(name.clone());
                    }
                }
            }
        }
        remainder(&mut meant, &names);
        for (column, found) in meant {
            let best = found.iter().map(|(surely, _)| *surely).min();
            let of = found.iter().filter(|(surely, _)| Some(*surely) == best);
            let of: Vec<String> = of.filter_map(|(_, index)| names.get(*index).cloned()).collect();
            self.meant(column, of);
        }
        for (column, of) in coded {
            self.meant(&column, of);
        }
        for (column, names) in parts {
            let asked = self.ask.iter().any(|mark| mark.column == column);
            if !self.columns.contains_key(column) && !asked {
                self.sum(column, names);
            }
        }
    }

    /// One column is taken; several add up where they usually do, else it is asked.
    fn meant(&mut self, column: &str, names: Vec<String>) {
        match names.as_slice() {
            [one] => {
                self.columns.insert(column.to_owned(), Source::column(one));
            }
            _ if ADD_UP.contains(&column) => self.sum(column, names),
            _ => self.ask.push(self.mark(column, Why::Several, names)),
        }
    }

    /// What is made of several columns, or of one that is usually a part.
    fn sum(&mut self, column: &str, names: Vec<String>) {
        let source = match names.as_slice() {
            [one] => Source::column(one),
            _ => Source::Sum(SumSource { plus: names.clone(), minus: Vec::new(), empty: Empty::Zero }),
        };
        self.columns.insert(column.to_owned(), source);
        self.unsure.push(self.mark(column, Why::Parts, names));
    }

    /// What a title or the sheet's name says once for all lines.
    fn above(&mut self, column: &str) {
        if self.columns.contains_key(column) {
            self.year(column);
            return;
        }
        let kind = kind(column);
        let Some(first) = self.group.first() else { return };
        for (row, text) in &first.titles {
            let all = self.group.iter().all(|sample| {
                let text = sample.titles.iter().find(|(number, _)| number == row).map(|(_, text)| text.as_str());
                text.is_some_and(|text| title::value(text, kind, None).is_some())
            });
            if all {
                self.columns.insert(column.to_owned(), Source::Title { row: *row, year: None });
                self.unsure.push(self.mark(column, Why::Title, vec![text.clone()]));
                return;
            }
        }
        let sheet =
            |sample: &&Sample| sample.sheet.as_deref().is_some_and(|name| title::value(name, kind, None).is_some());
        if self.group.iter().all(|sample| sheet(sample)) {
            self.columns.insert(column.to_owned(), Source::SheetName { year: None });
            let names = self.group.iter().filter_map(|sample| sample.sheet.clone()).collect();
            self.unsure.push(self.mark(column, Why::SheetName, names));
        }
    }

    /// A month without a year has that of the title.
    fn year(&mut self, column: &str) {
        let Some(Source::Column(source)) = self.columns.get(column) else { return };
        let (style, name) = (DateStyle::default(), source.column.clone());
        let cells = || self.cells(&name).filter(|text| !text.trim().is_empty());
        let short =
            |text: &str| days::month(text, style, None).is_err() && days::month(text, style, Some(2000)).is_ok();
        if kind(column) != Kind::Month || !cells().any(short) {
            return;
        }
        let year = self.group.first().and_then(|sample| {
            let texts = sample.titles.iter().map(|(_, text)| text).chain(&sample.sheet);
            texts.filter_map(|text| title::value(text, Kind::Month, None)).next()?.get(..4)?.parse().ok()
        });
        let source =
            Source::Column(ColumnSource { column: name.clone(), year, other_words: true, ..ColumnSource::default() });
        self.columns.insert(column.to_owned(), source);
        let mark = self.mark(column, Why::Missing, vec![name]);
        if year.is_some() { self.unsure.push(mark) } else { self.ask.push(mark) }
    }

    fn cells(&self, name: &str) -> impl Iterator<Item = &str> {
        let at = self.names().iter().position(|known| known == name).unwrap_or(usize::MAX);
        self.group.iter().flat_map(|sample| &sample.rows).filter_map(move |row| row.get(at).map(String::as_str))
    }

    /// Words that do not say how somebody is employed are asked.
    fn employment(&mut self) {
        const COLUMN: &str = "employment";
        if let Some(Source::Column(source)) = self.columns.get(COLUMN) {
            let seen: BTreeSet<&str> =
                self.cells(&source.column).map(str::trim).filter(|word| !word.is_empty()).collect();
            let plain = seen.into_iter().filter(|word| !word.starts_with('\0') && word.chars().count() <= 20);
            let open = plain.filter(|word| words::employment(word).is_err());
            let names: Vec<String> = open.take(ASKED).map(str::to_owned).collect();
            if !names.is_empty() {
                self.ask.push(self.mark(COLUMN, Why::Word, names));
            }
        } else if let Some(word) = self.group.first().and_then(|sample| says(sample)) {
            self.columns.insert(COLUMN.to_owned(), Source::Constant(word.to_owned()));
            let names = self.group.iter().filter_map(|sample| sample.sheet.clone()).collect();
            self.unsure.push(self.mark(COLUMN, Why::SheetName, names));
        }
    }

    /// What is needed and not there is asked.
    fn missing(&mut self) {
        let people: Vec<String> = self.names().iter().filter(|name| is_person(name)).cloned().collect();
        for column in REQUIRED {
            let asked = self.ask.iter().any(|mark| mark.column == *column && mark.why != Why::Word);
            if !self.columns.contains_key(*column) && !asked {
                let names = if *column == "worker_id" { people.clone() } else { Vec::new() };
                self.ask.push(self.mark(column, Why::Missing, names));
            }
        }
    }
}

/// How amounts and days are written, as far as the first rows show it.
fn styles(profile: &mut Profile, groups: &[Vec<&Sample>]) {
    let (mut odd, mut turned, mut serial) = (BTreeSet::new(), BTreeSet::new(), false);
    let (mut day_first, mut month_first) = (false, false);
    for (table, group) in profile.tables.iter().zip(groups) {
        for (column, source) in &table.columns {
            let kind = kind(column);
            for name in source.names() {
                let at = group.first().and_then(|sample| sample.names.iter().position(|known| known == name));
                let cells = group.iter().flat_map(|sample| &sample.rows).filter_map(|row| row.get(at?));
                for cell in cells {
                    if kind == Kind::Amount {
                        let comma = written::amount(cell) == Err(Reason::AmbiguousDecimal);
                        if comma && numbers::amount(cell, &profile.numbers).is_err() {
                            odd.insert(cell.trim().to_owned());
                        }
                    } else if kind == Kind::Day {
                        serial |= cell.len() == 5 && written::day(cell).is_ok();
                        if written::day(cell) == Err(Reason::AmbiguousDate) {
                            let as_ = |order| days::day(cell, DateStyle { order, serial: false }).is_ok();
                            let (dmy, mdy) = (as_(DayOrder::DayMonthYear), as_(DayOrder::MonthDayYear));
                            day_first |= dmy && !mdy;
                            month_first |= mdy && !dmy;
                            if dmy || mdy {
                                turned.insert(cell.trim().to_owned());
                            }
                        }
                    }
                }
            }
        }
    }
    profile.dates.serial = serial;
    let some = |all: BTreeSet<String>| all.into_iter().take(5).collect::<Vec<_>>();
    match (day_first, month_first) {
        (true, false) => profile.dates.order = DayOrder::DayMonthYear,
        (false, true) => profile.dates.order = DayOrder::MonthDayYear,
        _ if turned.is_empty() => {}
        _ => profile.ask.push(Mark { table: 0, column: "dates".to_owned(), why: Why::Several, names: some(turned) }),
    }
    if !odd.is_empty() {
        profile.ask.push(Mark { table: 0, column: "numbers".to_owned(), why: Why::Numbers, names: some(odd) });
    }
}
