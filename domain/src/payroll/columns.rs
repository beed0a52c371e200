//! The header of a payroll file: which column is where, under English or Chinese names.

use super::code_names::CodeNames;
use super::coded::{Coded, coded, column as coded_column};
use super::names::{Column, NAMES, Name};
use super::record::Absent;
use crate::term::{HoursLike, NameKind, Term, TermSheet};
use std::collections::BTreeMap;
use thiserror::Error;
use unicode_normalization::UnicodeNormalization;

/// Columns without which nothing is audited.
pub const REQUIRED: &[&str] = &["enterprise_id", "worker_id", "period", "employment", "agreed_wage", "gross_pay"];
/// Columns whose values do not add up.
#[rustfmt::skip]
const NO_SUMS: &[&str] = &[
    "enterprise_id", "worker_id", "period", "grade", "level", "service_years", "employment", "agreed_wage", "previous_wage",
    "back_pay_from", "back_pay_to", "operation", "variant", "paid_on",
];
/// Names of what is deducted beside kinds that have columns of their own; alone it may be anything.
const REMAINDER: &[&str] = &["其他扣款", "其它扣款", "其他扣款合计", "扣款/其他", "扣款/其它"];
/// Of a name, what stands in brackets and says nothing but the unit.
const UNITS: &[&str] =
    &["元", "元/月", "¥", "人民币", "必填", "税前", "日", "天", "年", "小时", "时", "h", "hours", "days"];

/// Why a header is none.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum HeadFault {
    /// A needed column is not there.
    #[error("missing column {0}")]
    Missing(&'static str),
    /// Several columns of the file mean the same.
    #[error("{column}: {} all mean it; which one counts?", names.join(", "))]
    Twice {
        /// What they mean.
        column: String,
        /// Their names.
        names: Vec<String>,
    },
}

/// Where each column is.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    /// Number of fields of a record.
    pub width: usize,
    /// Names that mean nothing to the audit, in file order.
    pub unknown: Vec<String>,
    /// Names of all columns, as the file has them.
    pub names: Vec<String>,
    /// What each of them is read as.
    pub means: Vec<Option<String>>,
    /// Several columns for the same.
    pub twice: Vec<HeadFault>,
    at: BTreeMap<&'static str, usize>,
    coded: BTreeMap<Coded, usize>,
}

/// How surely a name means a column.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Surely {
    /// By one of its own names.
    Own,
    /// By a word that is usual for it: counts where none of its own names stands.
    Usual,
}

impl Columns {
    /// Reads the names of a header. `codes`: those of the contract, which make columns of their own.
    pub fn of<'a>(header: impl Iterator<Item = &'a str>, codes: &CodeNames) -> Self {
        let names: Vec<String> = header.map(|name| bare(name).to_owned()).collect();
        let mut columns = Self { width: names.len(), means: vec![None; names.len()], ..Self::default() };
        let mut meant: BTreeMap<&'static str, Vec<(Surely, usize)>> = BTreeMap::new();
        for (index, name) in names.iter().enumerate() {
            let found = canonical(name);
            if !matches!(found, Some((_, Surely::Own)))
                && let Some(cell) = coded_cell(name, codes)
            {
                columns.slot(index, &names, cell, codes);
            } else if let Some((column, surely)) = found {
                meant.entry(column).or_default().push((surely, index));
            }
        }
        remainder(&mut meant, &names);
        for (column, found) in meant {
            let best = found.iter().map(|(surely, _)| *surely).min();
            let of: Vec<usize> = found.iter().filter(|(surely, _)| Some(*surely) == best).map(|(_, at)| *at).collect();
            let Some(first) = of.first() else { continue };
            columns.at.insert(column, *first);
            if let Some(means) = columns.means.get_mut(*first) {
                *means = Some(column.to_owned());
            }
            if of.len() > 1 {
                let names = of.iter().filter_map(|index| names.get(*index).cloned()).collect();
                columns.twice.push(HeadFault::Twice { column: column.to_owned(), names });
            }
        }
        let unknown = names.iter().zip(&columns.means).filter(|(name, means)| means.is_none() && !name.is_empty());
        columns.unknown = unknown.map(|(name, _)| name.clone()).collect();
        columns.names = names;
        columns
    }

    /// Reads a header that must hold what is needed.
    ///
    /// # Errors
    /// Needed columns that are missing, and columns that several names mean.
    pub fn read<'a>(header: impl Iterator<Item = &'a str>, codes: &CodeNames) -> Result<Self, Vec<HeadFault>> {
        let columns = Self::of(header, codes);
        let mut faults = columns.twice.clone();
        faults.extend(columns.missing().into_iter().map(HeadFault::Missing));
        if faults.is_empty() { Ok(columns) } else { Err(faults) }
    }

    /// Needed columns that are not there.
    pub fn missing(&self) -> Vec<&'static str> {
        REQUIRED.iter().copied().filter(|name| !self.at.contains_key(name)).collect()
    }

    /// Columns that a payroll may have and this one has not: what depends on them cannot be told.
    pub fn absent(&self) -> Vec<&'static str> {
        NAMES.iter().map(|name| name.column).filter(|column| !self.at.contains_key(column)).collect()
    }

    /// Column by column whether its values add up.
    pub fn sums(&self) -> Vec<bool> {
        let sum = |means: &Option<String>| means.as_deref().is_some_and(|column| !NO_SUMS.contains(&column));
        self.means.iter().map(sum).collect()
    }

    /// Takes a column for a cell of a code.
    fn slot(&mut self, index: usize, names: &[String], cell: Coded, codes: &CodeNames) {
        let column = coded_column(cell, codes);
        match self.coded.get(&cell) {
            None => {
                self.coded.insert(cell, index);
            }
            Some(before) => {
                let names = [*before, index].iter().filter_map(|index| names.get(*index).cloned()).collect();
                self.twice.push(HeadFault::Twice { column: column.clone(), names });
            }
        }
        if let Some(means) = self.means.get_mut(index) {
            *means = Some(column);
        }
    }

    /// Index of a named column.
    pub(super) fn index(&self, name: &str) -> Option<usize> {
        self.at.get(name).copied()
    }

    /// Index of the column of a code's cell.
    pub(super) fn coded(&self, kind: NameKind, place: usize, cell: usize) -> Option<usize> {
        self.coded.get(&Coded { kind, place, cell }).copied()
    }

    /// What the file has no column for.
    pub(super) fn lacking(&self, sheet: &TermSheet, codes: &CodeNames) -> Absent {
        let no = |column: Column| self.index(column.name()).is_none();
        let none = |columns: &[Column]| columns.iter().all(|column| no(*column));
        let codes = codes.codes();
        let each = |kind: NameKind, count: usize, cell: usize| -> Vec<bool> {
            (0..count).map(|place| self.coded(kind, place, cell).is_none()).collect()
        };
        let class_hours = each(NameKind::Class, codes.classes.len(), 0);
        let overtime = |code: &str| {
            sheet.items.iter().any(|item| match &item.term {
                Term::Overtime { classes, .. } => {
                    classes.iter().any(|class| class.code == code && class.like != HoursLike::Ordinary)
                }
                _ => false,
            })
        };
        let of_class = codes.classes.iter().zip(&class_hours).any(|(code, absent)| !absent && overtime(code));
        let pieces = (0..codes.operations.len())
            .any(|place| (0..4).any(|cell| self.coded(NameKind::Operation, place, cell).is_some()));
        use Column as C;
        let lines = [C::Pieces, C::OtWeekdayPieces, C::OtRestdayPieces, C::OtHolidayPieces];
        Absent {
            overtime_hours: none(&[C::OtWeekdayHours, C::OtRestdayHours, C::OtHolidayHours]) && !of_class,
            ot_pay: no(C::OtPay),
            premium_pay: no(C::PremiumPay),
            deductions: none(&[C::Deductions, C::DeductionsDamage, C::DeductionsFine, C::DeductionsOther]),
            net_pay: no(C::NetPay),
            personal_contributions: no(C::PersonalContributions),
            unused_leave: no(C::UnusedLeaveDays),
            unused_leave_pay: no(C::UnusedLeavePay),
            pieces: !pieces && (no(C::Operation) || none(&lines)),
            previous_wage: no(C::PreviousWage),
            sick_days: no(C::SickDays),
            sick_pay: no(C::SickPay),
            one_offs: each(NameKind::OneOff, codes.one_offs.len(), 0),
        }
    }
}

pub(super) fn bare(name: &str) -> &str {
    name.trim().trim_start_matches('\u{feff}')
}

/// The cell of a code that a name means, with the unit in brackets or without.
fn coded_cell(name: &str, codes: &CodeNames) -> Option<Coded> {
    let plain = name.trim_end_matches([':', '：', '*']).trim_start_matches('*');
    coded(plain, codes).or_else(|| {
        let normal: String = plain.nfkc().collect();
        let (front, unit) = normal.trim().strip_suffix(')')?.rsplit_once('(')?;
        UNITS.contains(&unit.trim()).then(|| coded(front, codes)).flatten()
    })
}

/// What remains beside deductions of named kinds is of other kinds.
fn remainder(meant: &mut BTreeMap<&'static str, Vec<(Surely, usize)>>, names: &[String]) {
    let of_kind = [Column::DeductionsDamage, Column::DeductionsFine].map(Column::name);
    let [undivided, other] = [Column::Deductions, Column::DeductionsOther].map(Column::name);
    if !of_kind.iter().any(|column| meant.contains_key(column)) || meant.contains_key(other) {
        return;
    }
    let Some(found) = meant.get_mut(undivided) else { return };
    let named =
        |(_, index): &(Surely, usize)| names.get(*index).is_some_and(|name| REMAINDER.contains(&key(name).as_str()));
    let moved: Vec<(Surely, usize)> = found.iter().copied().filter(named).collect();
    found.retain(|one| !named(one));
    if found.is_empty() {
        meant.remove(undivided);
    }
    if !moved.is_empty() {
        meant.insert(other, moved);
    }
}

/// The column a name means; of two header rows `group/name`, the group counts.
fn canonical(name: &str) -> Option<(&'static str, Surely)> {
    let whole = key(name);
    if whole.is_empty() {
        return None;
    }
    let mut keys = spellings(&whole);
    if let Some((group, part)) = whole.split_once('/') {
        keys.extend([format!("{group}{part}"), format!("{part}{group}")]);
        keys.extend(spellings(part));
    }
    keys.iter().find_map(|key| NAMES.iter().find_map(|name| Some((name.column, surely(name, key)?))))
}

fn surely(name: &Name, key: &str) -> Option<Surely> {
    if name.column.replace('_', "") == key || name.own.contains(&key) {
        Some(Surely::Own)
    } else if name.usual.contains(&key) {
        Some(Surely::Usual)
    } else {
        None
    }
}

/// A name without full width, white space, underscores and marks at its end, in lower case.
fn key(name: &str) -> String {
    let normal = name.nfkc().filter(|c| !c.is_whitespace() && *c != '_').flat_map(char::to_lowercase);
    normal.collect::<String>().trim_end_matches([':', '*']).trim_start_matches('*').to_owned()
}

/// A name as it stands, and with the unit in its brackets as part of it or dropped.
fn spellings(name: &str) -> Vec<String> {
    let mut out = vec![name.to_owned()];
    if let Some((front, unit)) = name.strip_suffix(')').and_then(|name| name.rsplit_once('('))
        && UNITS.contains(&unit)
    {
        out.extend([format!("{front}{unit}"), front.to_owned()]);
    }
    out
}
