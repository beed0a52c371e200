//! What a running audit says, and why it cannot go on.

use super::fault::LineFault;
use super::finding::Finding;
use thiserror::Error;

/// What an audit says while it reads, in the order of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::large_enum_variant, reason = "handed over once, never kept in lists")]
pub enum Told {
    Finding(Finding),
    Rejected(Rejected),
}

/// A line that is not audited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejected {
    /// Line of the file, row of the sheet.
    pub line: u64,
    /// Sheet of a workbook.
    pub sheet: Option<String>,
    pub faults: Vec<LineFault>,
}

/// What is to be done at the end of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// What was told stands.
    Done,
    /// What was told is void: the file is read once more from its first record.
    Again,
}

/// Why an audit cannot go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum RunFault {
    /// More lines of workers whose lines of one month stand apart than are kept.
    #[error("too many lines of the same worker and month stand apart: sort the file by enterprise, worker and month")]
    Apart,
    /// More back pay than is kept.
    #[error("too much back pay for one run: audit fewer enterprises at a time")]
    BackPays,
}
