//! Faults of a grid of wages in words.

use super::sheet::sheet_fault;
use super::term::named_word;
use crate::i18n::Lang;
use domain::term::grid::{GridFault, GridProblem, Place};
use domain::term::{NameKind, Names};

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
        GridProblem::UnknownColumn => lang.t("import-fault-unknown-column"),
        GridProblem::ColumnTwice => lang.t("import-fault-column-twice"),
        GridProblem::BeyondHeader => lang.t("import-fault-beyond-header"),
        GridProblem::UnknownUnit => lang.t("import-fault-unknown-unit"),
        GridProblem::Twice { row } => lang.ta("import-fault-twice", &[("row", &row.to_string())]),
        GridProblem::TooMany => lang.ta("import-fault-too-many", &[("most", &domain::term::grid::LARGEST.to_string())]),
        GridProblem::TooWide => lang.ta("import-fault-too-wide", &[("most", &domain::limits::COLUMNS.to_string())]),
        GridProblem::AndMore => lang.t("import-fault-and-more"),
        GridProblem::Field { problem } => sheet_fault(problem, lang),
    }
}

/// Wages as the rows of a table with its header, in words that are read back in either language.
pub fn grid_rows<'a>(wages: impl Iterator<Item = (&'a Place, String)>, names: &Names, lang: Lang) -> Vec<Vec<String>> {
    let wages: Vec<(&Place, String)> = wages.collect();
    let levels = wages.iter().any(|(place, _)| place.level.is_some());
    let labels = ["label-grade", "label-zone", "label-size", "label-level", "label-unit", "label-amount"];
    let shown = |key: &&&str| levels || **key != "label-level";
    let header = labels.iter().filter(shown).map(|key| lang.t(key)).collect();
    let row = |(place, amount): (&Place, String)| {
        let name = |kind, word: &Option<String>| {
            word.as_deref().map(|word| named_word(kind, word, names, lang)).unwrap_or_default()
        };
        let level = levels.then(|| name(NameKind::Level, &place.level));
        let own =
            [name(NameKind::Grade, &place.grade), name(NameKind::Zone, &place.zone), name(NameKind::Size, &place.size)];
        let unit = lang.t(&format!("unit-{}", place.unit.word()));
        own.into_iter().chain(level).chain([unit, amount]).collect()
    };
    std::iter::once(header).chain(wages.into_iter().map(row)).collect()
}

#[cfg(test)]
mod tests;
