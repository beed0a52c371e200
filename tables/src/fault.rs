//! Why a file is no table that can be read, and where.

use crate::head::Missing;
use crate::kind::Foreign;
use std::fmt;
use thiserror::Error;

/// What is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Problem {
    /// Something else than a table.
    #[error("{0}")]
    Foreign(Foreign),
    /// Nothing in it.
    #[error("empty, no header")]
    Empty,
    /// No row holds the needed names.
    #[error("{0}")]
    NoHeader(Missing),
    /// More columns than are read.
    #[error("more than {0} columns")]
    Columns(u64),
    /// More rows or cells than are read.
    #[error("more rows or cells than are read")]
    Size,
    /// No worksheet in it.
    #[error("the workbook has no worksheet")]
    NoSheet,
    /// A part expands beyond what an honest workbook needs.
    #[error("part {0} is too large when expanded")]
    TooLarge(String),
    /// A cell outside the sheet, or before the one in front of it.
    #[error("the cell is out of place")]
    Place,
    /// The workbook is damaged.
    #[error("the workbook is damaged: {0}")]
    Damaged(String),
    /// The store cannot be read.
    #[error("{0}")]
    Read(String),
}

/// Where in a file something stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Name of the sheet, of a workbook.
    pub sheet: Option<String>,
    /// Row and column of the cell, from 1.
    pub at: Option<(u32, u32)>,
}

/// What is wrong, and where as far as it is known.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub struct Fault {
    pub place: Place,
    pub problem: Problem,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(sheet) = &self.sheet {
            write!(f, "sheet {sheet}, ")?;
        }
        if let Some((row, column)) = self.at {
            write!(f, "row {row}, column {column} ({}{row}): ", letters(column))?;
        }
        Ok(())
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.place, self.problem)
    }
}

impl From<Problem> for Fault {
    fn from(problem: Problem) -> Self {
        Self { place: Place::default(), problem }
    }
}

impl From<std::io::Error> for Fault {
    fn from(error: std::io::Error) -> Self {
        Problem::Read(error.to_string()).into()
    }
}

/// The letters of a column: 1 is A, 27 is AA.
pub(crate) fn letters(column: u32) -> String {
    let mut left = column;
    let mut out = Vec::new();
    while left > 0 {
        left -= 1;
        out.push(char::from_u32(u32::from(b'A') + left % 26).unwrap_or('?'));
        left /= 26;
    }
    out.iter().rev().collect()
}
