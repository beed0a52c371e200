//! What the commands read: rulebooks, term sheets, contracts of the register. Every fault is a line that names its
//! source.

use crate::boot;
use crate::clock::SystemClock;
use crate::i18n::Lang;
use crate::service::file_fault::FileFault;
use crate::service::{Error, Viewer, contracts, payroll};
use crate::text::file::file_fault;
use chrono_tz::Tz;
use domain::payroll::Roster;
use domain::statute::{Rulebook, RulebookSet};
use domain::term::{TermSheet, sha256_hex};
use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::sync::Arc;

/// The shipped rulebooks, or those of a folder.
pub(super) fn rulebooks(folder: Option<&Path>) -> Result<RulebookSet, Vec<String>> {
    let told = |faults: Vec<domain::statute::RulebookFault>| faults.iter().map(ToString::to_string).collect();
    let Some(folder) = folder else { return RulebookSet::shipped().map_err(told) };
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
    RulebookSet::from_sources(sources).map_err(told)
}

/// A contract's terms with the SHA-256 of the bytes that hold them: a JSON file, or else the published contract of that
/// number in the database.
pub(super) fn contract(
    name: &Path,
    database: &str,
    rulebooks: &RulebookSet,
) -> Result<(TermSheet, String), Vec<String>> {
    match fs::read(name) {
        Ok(bytes) => Ok((parse(name, &bytes, rulebooks)?, sha256_hex(&bytes))),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => registered(name, database, rulebooks),
        Err(error) => Err(vec![format!("{}: {error}", name.display())]),
    }
}

fn registered(name: &Path, database: &str, rulebooks: &RulebookSet) -> Result<(TermSheet, String), Vec<String>> {
    let told = |fault: String| vec![fault];
    let unknown = || vec![format!("{}: neither a file nor a published contract of the database", name.display())];
    let number = name.to_str().ok_or_else(unknown)?;
    // Looking something up does not make a database.
    if let Some(file) = database.strip_prefix("sqlite:").map(|rest| rest.split('?').next().unwrap_or(rest))
        && !Path::new(file.strip_prefix("//").unwrap_or(file)).exists()
    {
        return Err(unknown());
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.map_err(|error| told(error.to_string()))?.block_on(async {
        let db = boot::connect(database).await.map_err(|fault| told(fault.to_string()))?;
        boot::ready(&db).await.map_err(|fault| told(fault.to_string()))?;
        let app = boot::app(db, Arc::new(SystemClock), rulebooks.clone(), Tz::UTC).await;
        let app = app.map_err(|fault| told(fault.to_string()))?;
        match contracts::by_number(&app, &Viewer::Public, number).await {
            Ok(contract) => match contract.terms() {
                Ok(sheet) => Ok((sheet.clone(), contract.sha256)),
                Err(error) => Err(told(error.to_string())),
            },
            Err(Error::NotFound) => Err(unknown()),
            Err(error) => Err(told(error.to_string())),
        }
    })
}

/// The payroll: a file that can be read more than once. What comes through a pipe is kept in a temporary file.
pub(super) fn payroll(path: &Path) -> Result<File, Vec<String>> {
    let told = |error: io::Error| vec![format!("{}: {error}", path.display())];
    if path.as_os_str() == "-" {
        return spooled(&mut io::stdin().lock()).map_err(told);
    }
    let mut file = File::open(path).map_err(told)?;
    if file.metadata().map_err(told)?.is_file() { Ok(file) } else { spooled(&mut file).map_err(told) }
}

fn spooled(from: &mut impl io::Read) -> io::Result<File> {
    let mut file = tempfile::tempfile()?;
    io::copy(from, &mut file)?;
    Ok(file)
}

/// A roster, with the SHA-256 of its bytes.
pub(super) fn roster(path: &Path, book: Option<&Rulebook>, lang: Lang) -> Result<(Roster, String), Vec<String>> {
    let file = File::open(path).map_err(|error| vec![format!("{}: {error}", path.display())])?;
    payroll::roster(file, book).map_err(|faults| told(path, &faults, lang))
}

/// Faults of a file, a line each.
pub(super) fn told(path: &Path, faults: &[FileFault], lang: Lang) -> Vec<String> {
    faults.iter().map(|fault| format!("{}: {}", path.display(), file_fault(fault, lang))).collect()
}

/// A term sheet from a JSON file.
pub(super) fn sheet(path: &Path, rulebooks: &RulebookSet) -> Result<TermSheet, Vec<String>> {
    let bytes = fs::read(path).map_err(|error| vec![format!("{}: {error}", path.display())])?;
    parse(path, &bytes, rulebooks)
}

fn parse(path: &Path, bytes: &[u8], rulebooks: &RulebookSet) -> Result<TermSheet, Vec<String>> {
    TermSheet::parse(bytes).and_then(|sheet| rulebooks.fitting(sheet)).map_err(|faults| {
        let place = |fault: &domain::term::SheetFault| match &fault.item {
            Some(item) if fault.field.is_empty() => item.clone(),
            Some(item) => format!("{item}.{}", fault.field),
            None => fault.field.clone(),
        };
        let line = |fault: &domain::term::SheetFault| match place(fault) {
            place if place.is_empty() => format!("{}: {}", path.display(), fault.problem),
            place => format!("{}: {place}: {}", path.display(), fault.problem),
        };
        let more = (faults.more > 0).then(|| format!("{}: {} more", path.display(), faults.more));
        faults.iter().map(line).chain(more).collect()
    })
}
