//! The files that `concord audit` writes.

use crate::i18n::Lang;
use crate::service::passes::Hears;
use crate::text::file::line_faults;
use csv::Writer;
use domain::payroll::{Audit, Finding, Gap, Hashes, Reading, SheetsRead, Summary, Told};
use domain::text::inert_cell;
use std::fs::File;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

/// All of them.
pub(super) const NAMES: [&str; 4] = ["findings.csv", "rejects.csv", "gaps.csv", "summary.json"];
/// Records between two words of progress.
const STEP: u64 = 100_000;

/// Findings and rejected lines as they are told.
pub(super) struct Outputs {
    folder: PathBuf,
    lang: Lang,
    findings: Writer<File>,
    rejects: Writer<File>,
    /// Text of a line's number.
    number: String,
    progress: bool,
}

impl Outputs {
    /// Begins the files in a folder.
    pub fn new(folder: &Path, lang: Lang) -> io::Result<Self> {
        let (findings, rejects) = begun(folder)?;
        let progress = io::stderr().is_terminal();
        Ok(Self { folder: folder.to_owned(), lang, findings, rejects, number: String::new(), progress })
    }

    /// Ends the audit: its counts, and who has no line.
    pub fn told(mut self, audit: Audit, hashes: Hashes, reading: Reading, sheets: SheetsRead) -> io::Result<Summary> {
        if self.progress {
            let _ = writeln!(io::stderr());
        }
        self.findings.flush()?;
        self.rejects.flush()?;
        let mut gaps = csv_file(&self.folder.join("gaps.csv"))?;
        row(&mut gaps, &Gap::COLUMNS)?;
        let mut written = Ok(());
        audit.gaps(&mut |gap| {
            if written.is_ok() {
                written = row(&mut gaps, &gap.row());
            }
        });
        written?;
        gaps.flush()?;
        Ok(audit.finish(hashes, reading, sheets))
    }
}

/// Writes the counts.
pub(super) fn summary(folder: &Path, summary: &Summary) -> io::Result<()> {
    let mut file = File::create(folder.join("summary.json"))?;
    serde_json::to_writer_pretty(&mut file, summary)?;
    file.write_all(b"\n")?;
    file.sync_all()
}

impl Hears for Outputs {
    type Fault = io::Error;

    fn told(&mut self, told: Told) -> io::Result<()> {
        match told {
            Told::Finding(finding) => row(&mut self.findings, &finding.row(&mut self.number)),
            Told::Rejected(rejected) => {
                let (line, faults) = (rejected.line.to_string(), line_faults(&rejected.faults, self.lang));
                row(&mut self.rejects, &[&line, &faults, rejected.sheet.as_deref().unwrap_or_default()])
            }
        }
    }

    fn again(&mut self) -> io::Result<()> {
        (self.findings, self.rejects) = begun(&self.folder)?;
        Ok(())
    }

    fn read(&mut self, records: u64) {
        if self.progress && records.is_multiple_of(STEP) {
            let _ = write!(io::stderr(), "\r{records}");
        }
    }
}

/// The files of findings and of rejected lines, empty but for their headers.
fn begun(folder: &Path) -> io::Result<(Writer<File>, Writer<File>)> {
    let mut findings = csv_file(&folder.join("findings.csv"))?;
    let mut rejects = csv_file(&folder.join("rejects.csv"))?;
    row(&mut findings, &Finding::COLUMNS)?;
    row(&mut rejects, &["line", "faults", "sheet"])?;
    Ok((findings, rejects))
}

/// One row; what office programs would calculate is text.
pub(super) fn row<W: io::Write>(out: &mut Writer<W>, cells: &[&str]) -> io::Result<()> {
    for cell in cells {
        out.write_field(inert_cell(cell).as_bytes()).map_err(io::Error::other)?;
    }
    out.write_record(None::<&[u8]>).map_err(io::Error::other)
}

/// A CSV file that office programs take for UTF-8.
pub(super) fn csv_file(path: &Path) -> io::Result<Writer<File>> {
    let mut file = File::create(path)?;
    file.write_all("\u{feff}".as_bytes())?;
    Ok(Writer::from_writer(file))
}
