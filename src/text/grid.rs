//! Faults of a grid of wages in words.

use super::sheet::sheet_fault;
use crate::i18n::Lang;
use domain::term::grid::{GridFault, GridProblem, Place};

/// Where: row and column.
pub fn grid_place(fault: &GridFault, lang: Lang) -> String {
    let row = fault.row.to_string();
    match fault.column {
        Some(column) => lang.ta("import-place", &[("row", &row), ("column", &column.to_string())]),
        None => lang.ta("import-place-row", &[("row", &row)]),
    }
}

/// What is wrong.
pub fn grid_fault(fault: &GridFault, lang: Lang) -> String {
    match &fault.problem {
        GridProblem::Empty => lang.t("import-fault-empty"),
        GridProblem::Unrecognised => lang.t("import-fault-unrecognised"),
        GridProblem::Mixed => lang.t("import-fault-mixed"),
        GridProblem::UnknownColumn => lang.t("import-fault-unknown-column"),
        GridProblem::ColumnTwice => lang.t("import-fault-column-twice"),
        GridProblem::BeyondHeader => lang.t("import-fault-beyond-header"),
        GridProblem::UnknownUnit => lang.t("import-fault-unknown-unit"),
        GridProblem::UnknownSize => lang.t("import-fault-unknown-size"),
        GridProblem::Twice { row } => lang.ta("import-fault-twice", &[("row", &row.to_string())]),
        GridProblem::TooMany => lang.ta("import-fault-too-many", &[("most", &domain::term::grid::LARGEST.to_string())]),
        GridProblem::TooWide => lang.ta("import-fault-too-wide", &[("most", &domain::limits::COLUMNS.to_string())]),
        GridProblem::AndMore => lang.t("import-fault-and-more"),
        GridProblem::Field { problem } => sheet_fault(problem, lang),
    }
}

/// Wages as the rows of a table with its header, in words that are read back in either language.
pub fn grid_rows<'a>(wages: impl Iterator<Item = (&'a Place, String)>, lang: Lang) -> Vec<Vec<String>> {
    let header = ["label-grade", "label-zone", "label-size", "label-unit", "label-amount"].map(|key| lang.t(key));
    let row = |(place, amount): (&Place, String)| {
        let size = place.size.map(|size| lang.t(&format!("size-{}", size.word())));
        let unit = lang.t(&format!("unit-{}", place.unit.word()));
        let name = |name: &Option<String>| name.clone().unwrap_or_default();
        vec![name(&place.grade), name(&place.zone), size.unwrap_or_default(), unit, amount]
    };
    std::iter::once(header.to_vec()).chain(wages.map(row)).collect()
}

#[cfg(test)]
mod tests;
