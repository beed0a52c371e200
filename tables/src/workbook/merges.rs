//! Merged cells: one value stands for all of them.

use crate::{MERGED, Row};

/// Merged areas that a row may lie in at once: disjoint ones are no more than its columns.
const OPEN: usize = crate::COLUMNS as usize;

/// A merged area: row and column of its corners, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Area {
    pub(crate) from: (u32, u32),
    pub(crate) to: (u32, u32),
}

/// The merged areas of a sheet, from top to bottom.
#[derive(Clone, Debug, Default)]
pub(crate) struct Merges {
    areas: Vec<Area>,
    /// The first that begins below the rows that were filled.
    next: usize,
    /// Those that the last row lies in, with what stands in them.
    open: Vec<(Area, String)>,
}

impl Merges {
    pub(crate) fn new(mut areas: Vec<Area>) -> Self {
        areas.sort_by_key(|area| (area.from, area.to));
        Self { areas, next: 0, open: Vec::new() }
    }

    /// The last column of the area whose first row is this one and first column that, if it is merged across.
    pub(crate) fn across(&self, row: u64, column: usize) -> Option<usize> {
        let begins = self.areas.partition_point(|area| u64::from(area.from.0) < row);
        let of_row = self.areas.iter().skip(begins).take_while(|area| u64::from(area.from.0) == row);
        let mut found = of_row.filter(|area| usize::try_from(area.from.1).is_ok_and(|from| from == column));
        found.find_map(|area| usize::try_from(area.to.1).ok())
    }

    /// Fills into the row what stands in merged cells above; rows come from top to bottom. In columns of sums, whose value
    /// cannot be everybody's, a mark.
    pub(crate) fn fill(&mut self, row: &mut Row, sums: &[bool]) {
        self.open.retain(|(area, _)| u64::from(area.to.0) >= row.number);
        for (area, text) in &self.open {
            let Some(index) = usize::try_from(area.from.1).ok().and_then(|column| column.checked_sub(1)) else {
                continue;
            };
            if row.cells.len() <= index {
                row.cells.resize(index.saturating_add(1), String::new());
            }
            if let Some(cell) = row.cells.get_mut(index)
                && cell.is_empty()
            {
                let sum = sums.get(index).copied().unwrap_or(false);
                cell.push_str(if sum && !text.is_empty() { MERGED } else { text });
            }
        }
        while let Some(area) = self.areas.get(self.next).filter(|area| u64::from(area.from.0) <= row.number) {
            self.next += 1;
            let index = usize::try_from(area.from.1).ok().and_then(|column| column.checked_sub(1));
            let text = index.and_then(|index| row.cells.get(index));
            let here = u64::from(area.from.0) == row.number && u64::from(area.to.0) > row.number;
            if let Some(text) = text.filter(|text| here && !text.is_empty() && self.open.len() < OPEN) {
                self.open.push((*area, text.clone()));
                if index.and_then(|index| sums.get(index)).copied().unwrap_or(false)
                    && let Some(cell) = index.and_then(|index| row.cells.get_mut(index))
                {
                    MERGED.clone_into(cell);
                }
            }
        }
    }
}
