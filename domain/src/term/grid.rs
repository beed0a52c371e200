//! The grid of minimum wages (post × zone × size class) as a table from outside: read whole or with every fault.
//!
//! Two forms are read and told apart by the header: one wage a row (`grade, zone, size, level, unit, amount`), or a matrix
//! with the posts down the side and size classes, zones or levels along the top. What a column is that its name does not
//! tell is guessed, or asked. Nothing is rounded; numbers follow the rules of the sheet.

mod header;
mod key;
mod merge;
mod read;

pub use header::{is_everywhere, is_head_of};
pub(super) use key::letters;
pub use merge::{Merge, Planned, Stood, Was, merge, wages_of};
pub use read::read;

use super::item::words;
use super::{Choices, NameKind, Problem, Selectors, SizeClass, WageUnit};
use crate::decimal::Money;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

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
    header.iter().map(|name| head_of(name).map(|head| format!("{head:?}"))).collect()
}

/// The meaning of a name; of two header rows the part, or the group that it belongs to.
fn head_of(name: &str) -> Option<header::Head> {
    let part = || header::head(name.rsplit_once('/')?.1);
    Some(name).filter(|name| !name.trim().is_empty()).and_then(header::head).or_else(part)
}

/// Whether a row is the header of a grid: an amount, size classes along the top, or posts and something beside them.
pub fn is_header(header: &[String]) -> bool {
    let named = || header.iter().filter(|name| !name.trim().is_empty());
    let heads: Vec<header::Head> = named().filter_map(|name| head_of(name)).collect();
    let wages = |head: &header::Head| matches!(head, header::Head::OfSize(_) | header::Head::Part(Column::Amount));
    let posts = heads.contains(&header::Head::Part(Column::Grade));
    // A column of something else: neither a number of the row nor a remark.
    let beside = named().any(|name| head_of(name).is_none() && Money::parse(name.trim()).is_err());
    heads.iter().any(wages) || (posts && beside)
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
    /// Posts by size classes, zones or levels.
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
    pub size: Option<String>,
    /// Level of skill; `None`: all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<String>,
}

impl Place {
    /// The place that selectors name; `None` where a grid has none for them.
    pub fn of(unit: WageUnit, select: &Selectors) -> Option<Self> {
        let place = Self {
            unit,
            grade: select.grade.clone(),
            zone: select.zone.clone(),
            size: select.size.clone(),
            level: select.level.clone(),
        };
        select.is_of_grid().then_some(place)
    }

    /// The words of it that a name may stand for.
    pub fn words(&self) -> impl Iterator<Item = (NameKind, &str)> {
        let all = [
            (NameKind::Grade, &self.grade),
            (NameKind::Zone, &self.zone),
            (NameKind::Size, &self.size),
            (NameKind::Level, &self.level),
        ];
        all.into_iter().filter_map(|(kind, word)| Some((kind, word.as_deref()?)))
    }

    /// The same place in the words of a list.
    fn settled(self, list: &Choices) -> Self {
        let word = |kind, word: Option<String>| {
            word.map(|word| list.find(kind, &word).map_or(word, |choice| choice.word.clone()))
        };
        Self {
            unit: self.unit,
            grade: word(NameKind::Grade, self.grade),
            zone: word(NameKind::Zone, self.zone),
            size: word(NameKind::Size, self.size),
            level: word(NameKind::Level, self.level),
        }
    }
}

words!(
    /// What a column of a table is, as somebody says who is asked.
    Meaning {
        /// Posts.
        Grade = "grade",
        Zone = "zone",
        /// Size classes.
        Size = "size",
        /// Levels of skill.
        Level = "level",
        Unit = "unit",
        Amount = "amount",
        /// Amounts of the size class that its name says.
        OfSize = "of_size",
        /// Amounts of the zone that its name says.
        OfZone = "of_zone",
        /// Amounts of the level that its name says.
        OfLevel = "of_level",
        /// Left out.
        Aside = "aside",
    }
);

/// What is said of columns, by their place from 1.
pub type Answers = BTreeMap<u32, Meaning>;

/// A column and how it is read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ColumnRead {
    /// From 1.
    pub column: u32,
    /// As the table has it.
    pub name: String,
    /// `None`: it cannot be told; until it is said nothing is written.
    pub meaning: Option<Meaning>,
    /// Whether its name alone tells; else it is a guess or was asked for.
    pub sure: bool,
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
    /// Level of skill.
    Level,
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
    /// A column of which nobody has said yet what it is.
    UnknownColumn,
    /// The same column twice.
    ColumnTwice,
    /// Something stands beyond the last column of the header.
    BeyondHeader,
    /// Not a unit's word.
    UnknownUnit,
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
    /// Its columns that have a name, and how each is read.
    pub columns: Vec<ColumnRead>,
    /// Columns and rows that were left out: numbers of rows, remarks, signatures.
    pub ignored: Vec<String>,
}

#[cfg(test)]
mod tests;
