//! Files the commands read: rulebooks, term sheets. Every fault is a line that names the file.

use domain::statute::Library;
use domain::term::TermSheet;
use std::fs;
use std::path::Path;

/// The shipped rulebooks, or those of a folder.
pub(super) fn library(folder: Option<&Path>) -> Result<Library, Vec<String>> {
    let told = |faults: Vec<domain::statute::RulebookFault>| faults.iter().map(ToString::to_string).collect();
    let Some(folder) = folder else { return Library::shipped().map_err(told) };
    let entries = fs::read_dir(folder).map_err(|error| vec![format!("{}: {error}", folder.display())])?;
    let mut sources = Vec::new();
    for entry in entries {
        let path = entry.map_err(|error| vec![format!("{}: {error}", folder.display())])?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            let text = fs::read_to_string(&path).map_err(|error| vec![format!("{}: {error}", path.display())])?;
            sources.push((path.display().to_string(), text));
        }
    }
    if sources.is_empty() {
        return Err(vec![format!("{}: no *.toml rulebook", folder.display())]);
    }
    sources.sort();
    Library::from_sources(sources).map_err(told)
}

/// A term sheet from a JSON file.
pub(super) fn sheet(path: &Path) -> Result<TermSheet, Vec<String>> {
    let bytes = fs::read(path).map_err(|error| vec![format!("{}: {error}", path.display())])?;
    TermSheet::parse(&bytes).map_err(|faults| {
        let place = |fault: &domain::term::SheetFault| match &fault.item {
            Some(item) if fault.field.is_empty() => item.clone(),
            Some(item) => format!("{item}.{}", fault.field),
            None => fault.field.clone(),
        };
        faults.iter().map(|fault| format!("{}: {}: {}", path.display(), place(fault), fault.problem)).collect()
    })
}
