//! The grid of minimum wages (post × zone × size class) as a table from outside: read whole or with every fault.
//!
//! Two forms are read and told apart by the header: one wage a row (`grade, zone, size, unit, amount`), or a matrix with
//! the posts down the side and the size classes along the top. Nothing is rounded; numbers follow the rules of the sheet.

mod header;
mod key;
mod merge;
mod read;

pub use merge::{Merge, Planned, Stood, Was, merge, wages_of};
pub(super) use key::letters;
pub use read::read;

use super::{Problem, Selectors, SizeClass, WageUnit};
use crate::decimal::Money;
use serde::Serialize;

/// A row of a table, as text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// As the file shows it, from 1.
    pub number: u32,
    /// From the first column on.
    pub cells: Vec<String>,
}

/// What each name of a header means, as far as it is known.
pub fn heads(header: &[String]) -> Vec<Option<String>> {
    header
        .iter()
        .map(|name| header::head(name).filter(|_| !name.trim().is_empty()).map(|head| format!("{head:?}")))
        .collect()
}

/// Whether a row is the header of a grid: an amount, or size classes along the top.
pub fn is_header(header: &[String]) -> bool {
    let found = header.iter().filter(|name| !name.trim().is_empty()).filter_map(|name| header::head(name));
    let wages = |head: header::Head| matches!(head, header::Head::OfSize(_) | header::Head::Part(Column::Amount));
    found.into_iter().any(wages)
}

/// The size class of a word, as tables have it; `None`: no such word.
pub fn size_of(word: &str) -> Option<SizeClass> {
    header::size(word).flatten()
}

/// Most wages in one grid.
pub const LARGEST: usize = 2000;

/// How the table is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Layout {
    /// One wage a row.
    Rows,
    /// Posts by size classes.
    Matrix,
}

/// Whom a wage is for, and per what.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Place {
    /// Per month or per hour.
    pub unit: WageUnit,
    /// Post; `None`: all.
    pub grade: Option<String>,
    /// Zone; `None`: all.
    pub zone: Option<String>,
    /// Size class; `None`: all.
    pub size: Option<SizeClass>,
}

impl Place {
    /// The place that selectors name; `None` where a grid has none for them.
    pub fn of(unit: WageUnit, select: &Selectors) -> Option<Self> {
        let size = select.size.as_deref().map(|word| SizeClass::from_word(word).ok_or(()));
        let size = size.transpose().ok()?;
        let place = Self { unit, grade: select.grade.clone(), zone: select.zone.clone(), size };
        select.is_of_grid().then_some(place)
    }
}

/// One wage of the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Wage {
    /// Row it stands in.
    pub row: u32,
    /// Whom it is for.
    #[serde(flatten)]
    pub place: Place,
    /// Above 0.
    pub amount: Money,
}

/// The columns of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Column {
    /// Post.
    Grade,
    Zone,
    /// Size class.
    Size,
    Unit,
    Amount,
}

/// What is wrong in a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum GridProblem {
    /// No header, or nothing under it.
    Empty,
    /// Neither an amount column nor size classes along the top.
    Unrecognised,
    /// Both of them.
    Mixed,
    /// A column that the format does not know.
    UnknownColumn,
    /// The same column twice.
    ColumnTwice,
    /// Something stands beyond the last column of the header.
    BeyondHeader,
    /// Not a unit's word.
    UnknownUnit,
    /// Not a size class's word.
    UnknownSize,
    /// The same post, zone, size and unit as an earlier row.
    Twice {
        /// That row.
        row: u32,
    },
    /// More than [`LARGEST`] wages.
    TooMany,
    /// More than [`COLUMNS`](crate::limits::COLUMNS) columns.
    TooWide,
    /// After so many faults the rest was not read.
    AndMore,
    /// A rule of the term sheet.
    Field {
        /// Which.
        problem: Problem,
    },
}

/// One fault of a table: where and what. A table is told with all of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct GridFault {
    /// Row from 1.
    pub row: u32,
    /// Column from 1; `None`: the row as a whole.
    pub column: Option<u32>,
    /// What stands there.
    pub found: String,
    /// What is wrong.
    pub problem: GridProblem,
}

/// A table read: the wages that can be read, and every fault of the others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Grid {
    /// Its layout; `None` where it can't be told.
    pub layout: Option<Layout>,
    /// In the order of the table.
    pub wages: Vec<Wage>,
    /// Every fault.
    pub faults: Vec<GridFault>,
    /// Columns and rows that were left out: numbers of rows, remarks, signatures.
    pub ignored: Vec<String>,
}

#[cfg(test)]
mod tests;
