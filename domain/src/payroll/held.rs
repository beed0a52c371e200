//! Lines of one key that stand side by side, held until the next line is another's.

use super::cells::Layout;
use super::names::Column;
use super::parts::PARTS;
use csv::ByteRecord;
use std::sync::Arc;

/// A line that waits.
#[derive(Debug, Default)]
pub(super) struct Row {
    pub cells: ByteRecord,
    pub line: u64,
    pub sheet: Option<Arc<str>>,
}

/// The lines held; their memory is used again.
#[derive(Debug, Default)]
pub(super) struct Held {
    rows: Vec<Row>,
    count: usize,
    /// There were more than [`PARTS`].
    pub over: bool,
    sheet: Option<Arc<str>>,
}

impl Held {
    /// The lines held.
    pub fn rows(&self) -> &[Row] {
        self.rows.get(..self.count).unwrap_or_default()
    }

    /// Whether a line says the same enterprise, worker and month, letter by letter, as those held.
    #[inline]
    pub fn continues(&self, cells: &ByteRecord, layout: &Layout) -> bool {
        let Some(first) = self.rows().first() else { return false };
        let same = |column: Column| {
            let index = layout.index(column);
            let of = |row: &ByteRecord| -> Option<(usize, usize)> {
                let range = row.range(index?)?;
                Some((range.start, range.end))
            };
            match (of(cells), of(&first.cells)) {
                (Some((a, b)), Some((c, d))) => b > a && cells.as_slice().get(a..b) == first.cells.as_slice().get(c..d),
                _ => false,
            }
        };
        same(Column::WorkerId) && same(Column::Period) && same(Column::EnterpriseId)
    }

    /// Whether no more can be held.
    pub const fn full(&self) -> bool {
        self.count >= PARTS
    }

    /// Holds a line: what the caller's record held before is its own again.
    pub fn push(&mut self, cells: &mut ByteRecord, line: u64, sheet: Option<&str>) {
        if self.rows.len() == self.count {
            self.rows.push(Row::default());
        }
        if self.sheet.as_deref() != sheet {
            self.sheet = sheet.map(Arc::from);
        }
        let sheet = self.sheet.clone();
        if let Some(row) = self.rows.get_mut(self.count) {
            std::mem::swap(&mut row.cells, cells);
            (row.line, row.sheet) = (line, sheet);
            self.count += 1;
        }
    }

    /// Nothing is held any more.
    pub fn clear(&mut self) {
        (self.count, self.over) = (0, false);
        // What a long record needed is not kept for ever.
        self.rows.truncate(16);
    }
}
