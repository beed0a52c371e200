//! Tables as people have them: one reader for payrolls, rosters and wage tables.
//!
//! [`Table::open`] tells by its content what a file is (text in UTF-8, UTF-16 or GB 18030 with comma, semicolon or tab; a
//! workbook XLSX, XLSM, XLS or ODS; or something else, which it names), finds the header, and then gives row by row what
//! stands under it, with the place it stands in. What the cells mean is not its business: it asks whoever opens a table
//! which header names are known. Everything it decides by itself stands in its [`Report`]. [`SheetReader`] decides nothing:
//! it is for whoever has been told which sheets are read, and below which rows.
//!
//! Text and XLSX are streamed; XLS and ODS are read whole, within bounds that are checked before.

mod fault;
mod head;
mod kind;
mod records;
mod sheets;
mod table;
mod text;
mod workbook;

pub use fault::{Fault, Place, Problem};
pub use head::{Head, Missing, Names};
pub use kind::{Foreign, Format};
pub use sheets::{Beginning, Chosen, Known, Sheets as SheetReader};
pub use table::{Ask, Report, Sheets, Skipped, Table, Unread};
pub use workbook::guard::{Bounds, PAYROLL, TABLE};

/// Columns that are read.
pub const COLUMNS: u32 = 1024;
/// Rows among which the header is looked for.
pub const HEADER_WITHIN: usize = 20;

/// What stands in a cell whose formula was never worked out: no text that a file can hold.
pub const NO_VALUE: &str = "\0formula";
/// What stands in a cell of numbers that is merged with the one above: whose it is cannot be told.
pub const MERGED: &str = "\0merged";

/// A row with something in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Line of the text or row of the sheet it begins on, from 1.
    pub number: u64,
    /// From the first column to the last cell that is not empty.
    pub cells: Vec<String>,
}

#[cfg(test)]
mod tests;
