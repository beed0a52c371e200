//! Rows that a profile leaves out.

use super::{Compare, LeaveOut, RowRule};
use crate::aside::{Aside, aside};
use csv::ByteRecord;

/// The rules, with the columns they look at in one sheet.
#[derive(Clone, Debug, Default)]
pub(super) struct Leaving {
    kinds: Vec<Aside>,
    rules: Vec<(RowRule, Option<usize>)>,
    header: Vec<String>,
}

impl Leaving {
    pub(super) fn new(rules: &LeaveOut, names: &[String]) -> Self {
        let at = |rule: &RowRule| names.iter().position(|name| *name == rule.column);
        let rules = (rules.kinds.clone(), rules.rules.iter().map(|rule| (rule.clone(), at(rule))).collect());
        Self { kinds: rules.0, rules: rules.1, header: names.to_vec() }
    }

    /// Why a row is left out, and what stands first in it.
    pub(super) fn judge(&self, record: &ByteRecord) -> Option<(Aside, String)> {
        let text = |at: usize| record.get(at).map(String::from_utf8_lossy).unwrap_or_default();
        let named = |(rule, at): &(RowRule, Option<usize>)| at.is_some_and(|at| rule.names(text(at).trim()));
        let kind = if self.rules.iter().any(named) { Some(Aside::Rule) } else { self.kind(record) }?;
        let first = record.iter().map(String::from_utf8_lossy).find(|cell| !cell.trim().is_empty());
        Some((kind, first.map(|text| text.trim().chars().take(40).collect()).unwrap_or_default()))
    }

    fn kind(&self, record: &ByteRecord) -> Option<Aside> {
        if self.kinds.is_empty() || !self.likely(record) {
            return None;
        }
        let cells: Vec<_> = record.iter().map(String::from_utf8_lossy).collect();
        let kind = aside(cells.iter().map(AsRef::as_ref), self.header.iter().map(String::as_str))?;
        self.kinds.contains(&kind).then_some(kind)
    }

    /// Whether a look is worth while: half of the cells are empty, or a word of such rows stands in front.
    fn likely(&self, record: &ByteRecord) -> bool {
        let full = record.iter().filter(|cell| !cell.trim_ascii().is_empty());
        let mut front = full.clone().take(3);
        full.clone().count().saturating_mul(2) <= self.header.len()
            || front.any(|cell| !cell.is_ascii() || is_word(cell))
    }
}

/// English words for sums and signatures.
fn is_word(cell: &[u8]) -> bool {
    cell.first().is_some_and(u8::is_ascii_alphabetic) && cell.iter().all(|b| b.is_ascii_alphabetic() || *b == b' ')
}

impl RowRule {
    fn names(&self, cell: &str) -> bool {
        match self.compare {
            Compare::Empty => cell.is_empty(),
            Compare::Equals => self.texts.iter().any(|text| cell == text),
            Compare::Begins => self.texts.iter().any(|text| cell.starts_with(text.as_str())),
            Compare::Contains => self.texts.iter().any(|text| cell.contains(text.as_str())),
        }
    }
}
