//! Faults of files and of the lines in them, in the reader's language and with the file's own names.

use crate::i18n::Lang;
use crate::service::file_fault::FileFault;
use domain::payroll::{LineFault, NAMES, Reason};

/// Longest told of what stands in a header, in names.
const STANDS: usize = 40;

/// A column as it is known: its key, and what a file would call it.
pub fn known(column: &str) -> String {
    let own = NAMES.iter().find(|name| name.column == column).and_then(|name| name.own.first());
    own.map_or_else(|| column.to_owned(), |own| format!("{column} ({own})"))
}

/// What is wrong with a file.
pub fn file_fault(fault: &FileFault, lang: Lang) -> String {
    if let Some(line) = &fault.line {
        let row = fault.row.map(|row| row.to_string()).unwrap_or_default();
        return lang.ta("file-line", &[("row", &row), ("fault", &line_fault(line, lang))]);
    }
    let row = fault.row.map(|row| row.to_string()).unwrap_or_default();
    let sheet = fault.sheet.clone().unwrap_or_default();
    let columns: Vec<String> = fault.columns.iter().map(|column| known(column)).collect();
    let mut names: Vec<&str> = fault.names.iter().take(STANDS).map(String::as_str).collect();
    if fault.names.len() > STANDS {
        names.push("…");
    }
    let comma = lang.t("list-comma");
    let args = [
        ("row", row.as_str()),
        ("columns", &columns.join(&comma)),
        ("names", &names.join(&comma)),
        ("detail", &fault.detail),
    ];
    let told = lang.ta(&format!("file-{}", fault.code), &args);
    match (&fault.sheet, fault.row.filter(|_| fault.column.is_some()), fault.column) {
        (Some(_), Some(_), Some(column)) => {
            let at = [("sheet", sheet.as_str()), ("row", &row), ("column", &column.to_string())];
            format!("{}{told}", lang.ta("file-at-cell", &at))
        }
        (Some(_), ..) => format!("{}{told}", lang.ta("file-at-sheet", &[("sheet", &sheet)])),
        _ => told,
    }
}

/// What is wrong with a line of a payroll or a roster: column, what stands there, why.
pub fn line_fault(fault: &LineFault, lang: Lang) -> String {
    let key = format!("reject-{}", fault.reason.word());
    let reason = match fault.reason {
        Reason::Fields { expected, found } => {
            lang.ta(&key, &[("expected", &expected.to_string()), ("found", &found.to_string())])
        }
        _ => lang.t(&key),
    };
    match (fault.name.is_empty(), fault.found.is_empty()) {
        (true, _) => reason,
        (false, true) => lang.ta("reject-cell-empty", &[("column", &fault.name), ("reason", &reason)]),
        (false, false) => {
            lang.ta("reject-cell", &[("column", &fault.name), ("found", &fault.found), ("reason", &reason)])
        }
    }
}

/// All faults of a line.
pub fn line_faults(faults: &[LineFault], lang: Lang) -> String {
    let told: Vec<String> = faults.iter().map(|fault| line_fault(fault, lang)).collect();
    told.join(&lang.t("list-semicolon"))
}
