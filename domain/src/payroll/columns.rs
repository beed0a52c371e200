//! The header of a payroll file: which column is where, under English or Chinese names.

use super::names::{NAMES, Name};
use std::collections::BTreeMap;
use thiserror::Error;
use unicode_normalization::UnicodeNormalization;

/// Columns without which nothing is audited.
pub const REQUIRED: &[&str] = &["enterprise_id", "worker_id", "period", "employment", "agreed_wage", "gross_pay"];
/// Columns whose values do not add up.
const NO_SUMS: &[&str] = &["enterprise_id", "worker_id", "period", "grade", "employment", "agreed_wage", "paid_on"];
/// Of a name, what stands in brackets and says nothing but the unit.
const UNITS: &[&str] = &["元", "元/月", "¥", "人民币", "必填", "税前", "日", "天", "小时", "时", "h", "hours", "days"];

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
    allowances: Vec<(Option<usize>, Option<usize>)>,
}

/// How surely a name means a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Surely {
    /// By one of its own names.
    Own,
    /// By a word that is usual for it: counts where none of its own names stands.
    Usual,
}

impl Columns {
    /// Reads the names of a header. `codes` are the contract's allowance codes: each has `allowance_<code>` and
    /// `shifts_<code>` (`津贴_<code>`, `班次_<code>`).
    pub fn of<'a>(header: impl Iterator<Item = &'a str>, codes: &[String]) -> Self {
        let names: Vec<String> = header.map(|name| bare(name).to_owned()).collect();
        let mut columns = Self {
            width: names.len(),
            means: vec![None; names.len()],
            allowances: vec![(None, None); codes.len()],
            ..Self::default()
        };
        let mut meant: BTreeMap<&'static str, Vec<(Surely, usize)>> = BTreeMap::new();
        for (index, name) in names.iter().enumerate() {
            if columns.slot(index, name, codes) {
                continue;
            }
            if let Some((column, surely)) = canonical(name) {
                meant.entry(column).or_default().push((surely, index));
            }
        }
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
    pub fn read<'a>(header: impl Iterator<Item = &'a str>, codes: &[String]) -> Result<Self, Vec<HeadFault>> {
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

    /// Whether the name is that of an allowance of the contract.
    fn slot(&mut self, index: usize, name: &str, codes: &[String]) -> bool {
        let paid = name.strip_prefix("allowance_").or_else(|| name.strip_prefix("津贴_"));
        let shifts = name.strip_prefix("shifts_").or_else(|| name.strip_prefix("班次_"));
        let Some(place) = paid.or(shifts).and_then(|code| codes.iter().position(|c| c == code)) else { return false };
        let Some((pay_slot, shift_slot)) = self.allowances.get_mut(place) else { return false };
        let (slot, word) = if paid.is_some() { (pay_slot, "allowance") } else { (shift_slot, "shifts") };
        let column = format!("{word}_{}", codes.get(place).map_or("", String::as_str));
        if let Some(before) = slot.replace(index) {
            let names = [before, index].map(|_| name.to_owned()).to_vec();
            self.twice.push(HeadFault::Twice { column: column.clone(), names });
        }
        if let Some(means) = self.means.get_mut(index) {
            *means = Some(column);
        }
        true
    }

    /// Index of a named column.
    pub(super) fn index(&self, name: &str) -> Option<usize> {
        self.at.get(name).copied()
    }

    /// Indices of the pay and shift columns of each allowance code.
    pub(super) fn allowances(&self) -> &[(Option<usize>, Option<usize>)] {
        &self.allowances
    }
}

pub(super) fn bare(name: &str) -> &str {
    name.trim().trim_start_matches('\u{feff}')
}

/// The column a name means; of two header rows `group/name`, the group counts.
pub(super) fn canonical(name: &str) -> Option<(&'static str, Surely)> {
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

/// The column of a name that has a code of the contract in it.
pub(super) fn coded(name: &str, codes: &[String]) -> Option<String> {
    let columns = Columns::of(std::iter::once(name), codes);
    let means = columns.means.into_iter().next().flatten()?;
    (columns.at.is_empty()).then_some(means)
}
