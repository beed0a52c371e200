//! What is wrong with a file that was given, in a form that every reader's language has a sentence for.

use domain::payroll::{HeadFault, LineFault, RosterFault, SetupFault};
use serde::{Deserialize, Serialize};
use tables::{Fault, Problem};

/// A file that is given beside others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Which {
    Payroll,
    Roster,
    /// A table of wages.
    Table,
}

impl Which {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Payroll, Self::Roster, Self::Table];

    /// Its word: part of the key of its name.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Payroll => "payroll",
            Self::Roster => "roster",
            Self::Table => "table",
        }
    }
}

/// One fault of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct FileFault {
    pub file: Which,
    /// The key of its sentence is `file-<code>`.
    pub code: String,
    /// Sheet of a workbook.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// Line or row, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<u64>,
    /// Column, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<u64>,
    /// The column that is meant, as the audit knows it; several of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<String>,
    /// Names that stand in the file.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
    /// What cannot be said in the reader's language: a number, a word of the file, a message of a library.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub detail: String,
    /// The fault of a line of a roster.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub line: Option<Box<LineFault>>,
}

/// Codes of faults that are none of a foreign format.
pub const CODES: [&str; 16] = [
    "empty",
    "no-header",
    "twice",
    "columns",
    "size",
    "no-sheet",
    "too-large",
    "place",
    "damaged",
    "read",
    "no-rulebook",
    "line",
    "roster-too-large",
    "apart",
    "back-pays",
    "changed",
];

impl FileFault {
    /// A fault of a file as a whole.
    pub fn of(file: Which, code: &str, detail: String) -> Self {
        let code = code.to_owned();
        let (columns, names) = (Vec::new(), Vec::new());
        Self { file, code, sheet: None, row: None, column: None, columns, names, detail, line: None }
    }

    /// The system's, of the payroll.
    pub fn io(error: std::io::Error) -> Self {
        Self::of(Which::Payroll, "read", error.to_string())
    }

    /// What the reader of tables says.
    pub fn table(file: Which, fault: Fault) -> Self {
        let of = |code: &str, detail: String| Self::of(file, code, detail);
        let told = match fault.problem {
            Problem::Foreign(foreign) => of(&format!("foreign-{}", foreign.word()), String::new()),
            Problem::Empty => of("empty", String::new()),
            Problem::NoHeader(missing) => Self {
                sheet: missing.sheet,
                row: Some(missing.row),
                columns: missing.missing,
                names: missing.stands,
                ..of("no-header", String::new())
            },
            Problem::Columns(most) => of("columns", most.to_string()),
            Problem::Size => of("size", String::new()),
            Problem::NoSheet => of("no-sheet", String::new()),
            Problem::TooLarge(part) => of("too-large", part),
            Problem::Place => of("place", String::new()),
            Problem::Damaged(detail) => of("damaged", detail),
            Problem::Read(detail) => of("read", detail),
        };
        let (row, column) =
            fault.place.at.map_or((told.row, None), |(row, column)| (Some(row.into()), Some(column.into())));
        Self { sheet: fault.place.sheet.or(told.sheet.clone()), row, column, ..told }
    }

    /// What an audit says of a header.
    pub fn setup(fault: SetupFault) -> Vec<Self> {
        match fault {
            SetupFault::NoRulebook(jurisdiction) => vec![Self::of(Which::Payroll, "no-rulebook", jurisdiction)],
            SetupFault::Header(faults) => faults.into_iter().map(Self::head).collect(),
        }
    }

    fn head(fault: HeadFault) -> Self {
        match fault {
            HeadFault::Missing(column) => {
                Self { columns: vec![column.to_owned()], ..Self::of(Which::Payroll, "no-header", String::new()) }
            }
            HeadFault::Twice { column, names } => {
                Self { columns: vec![column], names, ..Self::of(Which::Payroll, "twice", String::new()) }
            }
        }
    }

    /// What a roster's line says.
    pub fn roster(fault: RosterFault) -> Self {
        let line = Some(Box::new(fault.fault));
        Self { row: Some(fault.line), line, ..Self::of(Which::Roster, "line", String::new()) }
    }
}
