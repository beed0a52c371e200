//! Lines of one worker and month that do not stand side by side: kept from the whole file, then judged together.

use super::back_pay::Month;
use super::fault::{LineFault, Reason};
use super::held::Row;
use super::parts::PARTS;
use super::run::RunFault;
use hashbrown::HashMap;
use std::collections::VecDeque;

/// Most memory that the lines kept may take, in bytes.
pub const APART_BYTES: usize = 256 << 20;
/// What a line costs beside its text.
const A_LINE: usize = 160;

/// What is known of a key.
#[derive(Debug, Default)]
pub(super) enum Lines {
    /// That its lines stand apart.
    #[default]
    Known,
    /// Its lines so far.
    Kept(Vec<Row>),
    /// It has more lines than are joined.
    TooMany,
    /// Judged: the faults of its lines that are still to come, empty for a part of the record.
    Judged(VecDeque<Vec<LineFault>>),
}

/// All keys whose lines stand apart.
#[derive(Debug, Default)]
pub(super) struct Apart {
    keys: HashMap<Month, Lines>,
    bytes: usize,
}

impl Apart {
    pub fn any(&self) -> bool {
        !self.keys.is_empty()
    }

    #[inline]
    pub fn has(&self, key: Month) -> bool {
        !self.keys.is_empty() && self.keys.contains_key(&key)
    }

    /// Notes that lines of a key stand apart.
    pub fn note(&mut self, key: Month) -> Result<(), RunFault> {
        self.keys.entry(key).or_default();
        self.costs(0)
    }

    /// Keeps a line.
    pub fn keep(&mut self, key: Month, row: &Row) -> Result<(), RunFault> {
        let lines = self.keys.entry(key).or_default();
        match lines {
            Lines::TooMany | Lines::Judged(_) => return Ok(()),
            Lines::Known => *lines = Lines::Kept(Vec::new()),
            Lines::Kept(_) => {}
        }
        if let Lines::Kept(rows) = lines {
            if rows.len() >= PARTS {
                *lines = Lines::TooMany;
                return Ok(());
            }
            rows.push(Row { cells: row.cells.clone(), line: row.line, sheet: row.sheet.clone() });
        }
        self.costs(row.cells.as_slice().len().saturating_add(row.cells.len().saturating_mul(8)).saturating_add(A_LINE))
    }

    /// A key has more lines than are joined.
    pub fn too_many(&mut self, key: Month) {
        if let Some(lines) = self.keys.get_mut(&key) {
            *lines = Lines::TooMany;
        }
    }

    fn costs(&mut self, bytes: usize) -> Result<(), RunFault> {
        self.bytes = self.bytes.saturating_add(bytes);
        let all = self.bytes.saturating_add(self.keys.len().saturating_mul(64));
        if all > APART_BYTES { Err(RunFault::Apart) } else { Ok(()) }
    }

    /// The keys whose lines are kept, in order.
    pub fn kept(&self) -> Vec<Month> {
        let kept = self.keys.iter().filter(|(_, lines)| matches!(lines, Lines::Kept(_)));
        let mut keys: Vec<Month> = kept.map(|(key, _)| *key).collect();
        keys.sort_unstable();
        keys
    }

    /// Takes the lines of a key that are to be judged now; `None`: they were.
    pub fn take(&mut self, key: Month) -> Option<Vec<Row>> {
        match self.keys.get_mut(&key) {
            Some(lines @ Lines::Kept(_)) => match std::mem::replace(lines, Lines::Judged(VecDeque::new())) {
                Lines::Kept(rows) => Some(rows),
                _ => None,
            },
            _ => None,
        }
    }

    /// Keeps the lines of a key again.
    pub fn put_back(&mut self, key: Month, rows: Vec<Row>) {
        self.keys.insert(key, Lines::Kept(rows));
    }

    /// What was judged of the lines of a key.
    pub fn judged(&mut self, key: Month, faults: Vec<Vec<LineFault>>) {
        self.keys.insert(key, Lines::Judged(faults.into()));
    }

    /// The faults of the next line of a key; empty for a part of its record.
    pub fn next(&mut self, key: Month) -> Vec<LineFault> {
        match self.keys.get_mut(&key) {
            Some(Lines::Judged(faults)) => faults.pop_front().unwrap_or_default(),
            Some(Lines::TooMany) => vec![LineFault::whole(Reason::TooManyParts)],
            _ => Vec::new(),
        }
    }
}
