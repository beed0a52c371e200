//! A profile held against a file: which sheets it reads, where their headers stand, what of it is not there.

use super::kind::{Kind, kind};
use super::{DecimalMark, Group, Plan, Profile, Source, TableProfile, title};
use crate::payroll::columns::REQUIRED;
use std::collections::{BTreeMap, BTreeSet};

/// A sheet of a file as it begins; a text is one without a name.
#[derive(Clone, Debug, Default)]
pub struct SheetHead {
    pub name: Option<String>,
    pub visible: bool,
    /// Rows that may be its header, with the names of columns: single rows and pairs.
    pub headers: Vec<(Vec<u64>, Vec<String>)>,
    /// The first rows as text, by number.
    pub rows: Vec<(u64, String)>,
}

/// A sheet that a profile reads.
#[derive(Clone, Debug)]
pub struct Fitted {
    /// Its index among the sheets of the file.
    pub sheet: usize,
    /// Which table of the profile reads it.
    pub table: usize,
    pub header: Vec<u64>,
    pub names: Vec<String>,
    /// Column by column of the file whether its values add up.
    pub sums: Vec<bool>,
    pub plan: Plan,
    /// By column of ours, the columns of the file it is made of.
    pub sources: BTreeMap<String, Vec<String>>,
}

/// Why a profile does not read a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// There are questions in it that nobody has answered.
    Open,
    /// No sheet of these names, or with this header.
    NoSheet(String),
    /// Columns that the header does not have.
    Columns { sheet: Option<String>, row: u64, missing: Vec<String>, stands: Vec<String> },
    /// A decimal comma, in a workbook, whose numbers have points.
    Comma,
    /// The title or the name of the sheet has no single month or code.
    NoValue { sheet: Option<String>, column: String, text: String },
}

/// The columns that a profile makes records of: those needed first.
pub fn wanted(profile: &Profile) -> Vec<String> {
    let all: BTreeSet<&String> = profile.tables.iter().flat_map(|table| table.columns.keys()).collect();
    let first = REQUIRED.iter().map(|name| (*name).to_owned());
    first.chain(all.into_iter().filter(|name| !REQUIRED.contains(&name.as_str())).cloned()).collect()
}

/// Whether a sheet's name is one of these; `*` stands for any part.
fn is_named(patterns: &[String], name: &str) -> bool {
    patterns.iter().any(|pattern| matches(pattern, name))
}

fn matches(pattern: &str, name: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|first| name.strip_prefix(first)) else { return false };
    if !pattern.contains('*') {
        return rest.is_empty();
    }
    let parts: Vec<&str> = parts.collect();
    let (last, middle) = parts.split_last().map_or(("", &[][..]), |(last, middle)| (*last, middle));
    for part in middle {
        let Some(at) = rest.find(part) else { return false };
        rest = rest.get(at + part.len()..).unwrap_or_default();
    }
    rest.ends_with(last)
}

/// The header of a sheet by a table of the profile: the rows it names, or the first in which all its columns stand.
///
/// # Errors
/// The columns that the likeliest row does not have.
pub fn header_of<'s>(table: &TableProfile, sheet: &'s SheetHead) -> Result<&'s (Vec<u64>, Vec<String>), Misfit> {
    let needed: BTreeSet<&str> = table.columns.values().flat_map(Source::names).collect();
    let missing = |names: &[String]| -> Vec<String> {
        let lacks = |name: &&&str| !names.iter().any(|known| known == **name);
        needed.iter().filter(lacks).map(|name| (*name).to_owned()).collect()
    };
    let possible = sheet.headers.iter().filter(|(rows, _)| table.header.is_empty() || table.header == *rows);
    let nearest = possible.map(|head| (missing(&head.1), head)).min_by_key(|(missing, _)| missing.len());
    match nearest {
        Some((missing, head)) if missing.is_empty() => Ok(head),
        Some((missing, (rows, names))) => Err(Misfit::Columns {
            sheet: sheet.name.clone(),
            row: rows.last().copied().unwrap_or_default(),
            missing,
            stands: names.iter().filter(|name| !name.is_empty()).cloned().collect(),
        }),
        None => Err(Misfit::NoSheet(sheet.name.clone().unwrap_or_default())),
    }
}

impl TableProfile {
    /// Whether it names a sheet.
    pub fn names_sheet(&self, name: &str) -> bool {
        is_named(&self.sheets, name)
    }
}

fn owned(names: Vec<&str>) -> Vec<String> {
    names.into_iter().map(str::to_owned).collect()
}

impl Profile {
    /// Whether it names sheets: those it names are read even if they are hidden.
    pub fn names_sheets(&self) -> bool {
        self.tables.iter().any(|table| !table.sheets.is_empty())
    }

    /// Holds the profile against the sheets of a file.
    ///
    /// # Errors
    /// Everything that does not fit.
    pub fn fit(&self, sheets: &[SheetHead]) -> Result<Vec<Fitted>, Vec<Misfit>> {
        if !self.ask.is_empty() {
            return Err(vec![Misfit::Open]);
        }
        let (mut out, mut misfits) = (Vec::new(), Vec::new());
        let comma = self.numbers.decimal == DecimalMark::Comma || self.numbers.group == Group::Point;
        if comma && sheets.iter().any(|sheet| sheet.name.is_some()) {
            misfits.push(Misfit::Comma);
        }
        let named = |sheet: &SheetHead| {
            let name = sheet.name.as_deref().unwrap_or_default();
            self.tables.iter().position(|table| table.names_sheet(name))
        };
        // A text has no sheets: the one table there is reads it.
        let rest = self.tables.iter().position(|table| table.sheets.is_empty());
        let only = (self.tables.len() == 1).then_some(0);
        let mut used = BTreeSet::new();
        for (index, sheet) in sheets.iter().enumerate() {
            let by_name = named(sheet);
            let other = if sheet.name.is_none() { rest.or(only) } else { rest.filter(|_| sheet.visible) };
            let Some(place) = by_name.or(other) else { continue };
            let Some(table) = self.tables.get(place) else { continue };
            match header_of(table, sheet) {
                Ok((rows, names)) => {
                    used.insert(place);
                    match self.fitted(table, sheet, (rows, names)) {
                        Ok((plan, sums)) => out.push(Fitted {
                            sheet: index,
                            table: place,
                            header: rows.clone(),
                            names: names.clone(),
                            sums,
                            plan,
                            sources: table.columns.iter().map(|(ours, of)| (ours.clone(), owned(of.names()))).collect(),
                        }),
                        Err(faults) => misfits.extend(faults),
                    }
                }
                // A sheet that the profile does not name may be no payroll.
                Err(_) if by_name.is_none() && (out.len() > 1 || sheets.len() > 1) => {}
                Err(misfit) => misfits.push(misfit),
            }
        }
        if misfits.is_empty() {
            for (place, table) in self.tables.iter().enumerate().filter(|(place, _)| !used.contains(place)) {
                let nearest = sheets.iter().filter(|_| rest == Some(place)).filter_map(|sheet| {
                    let misfit = header_of(table, sheet).err()?;
                    let missing =
                        if let Misfit::Columns { missing, .. } = &misfit { missing.len() } else { usize::MAX };
                    Some((missing, misfit))
                });
                let nearest = nearest.min_by_key(|(missing, _)| *missing).map(|(_, misfit)| misfit);
                misfits.push(nearest.unwrap_or_else(|| Misfit::NoSheet(table.sheets.join(", "))));
            }
        }
        if misfits.is_empty() { Ok(out) } else { Err(misfits) }
    }

    fn fitted(
        &self,
        table: &TableProfile,
        sheet: &SheetHead,
        (rows, names): (&[u64], &[String]),
    ) -> Result<(Plan, Vec<bool>), Vec<Misfit>> {
        let header = rows.first().copied().unwrap_or_default();
        let text_of = |source: &Source| match source {
            Source::Title { row, .. } => {
                let above = sheet.rows.iter().find(|(number, _)| number == row && *number < header);
                above.map(|(_, text)| text.clone()).unwrap_or_default()
            }
            Source::SheetName { .. } => sheet.name.clone().unwrap_or_default(),
            _ => String::new(),
        };
        let constant = |column: &str, source: &Source| match source {
            Source::Constant(text) => Some(text.clone()),
            Source::Title { year, .. } | Source::SheetName { year } => {
                title::value(&text_of(source), kind(column), *year)
            }
            _ => None,
        };
        let misfits: Vec<Misfit> = table
            .columns
            .iter()
            .filter(|(_, source)| matches!(source, Source::Title { .. } | Source::SheetName { .. }))
            .filter(|(column, source)| constant(column, source).is_none())
            .map(|(column, source)| Misfit::NoValue {
                sheet: sheet.name.clone(),
                column: column.clone(),
                text: text_of(source).chars().take(80).collect(),
            })
            .collect();
        if !misfits.is_empty() {
            return Err(misfits);
        }
        let style = (&self.numbers, self.dates);
        let plan = Plan::new(style, &self.leave_out, &table.columns, names, &wanted(self), constant);
        let adds = |name: &String| {
            let of = |(column, source): (&String, &Source)| {
                kind(column) == Kind::Amount && column != "agreed_wage" && source.names().contains(&name.as_str())
            };
            table.columns.iter().any(of)
        };
        Ok((plan, names.iter().map(adds).collect()))
    }
}
