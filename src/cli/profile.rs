//! `concord audit profile`: a first profile from a file, and a file as a profile reads it.

use super::outputs::{csv_file, row};
use super::{INCOMPLETE, inputs, say};
use crate::i18n::Lang;
use crate::service::payroll::{self, Payroll};
use crate::text::file::{file_fault, line_faults};
use crate::text::profile::{mark, profile_faults};
use clap::{Args, Subcommand};
use csv::ByteRecord;
use domain::payroll::CodeNames;
use domain::payroll::profile::{Profile, unread_cells};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

#[derive(Debug, Subcommand)]
pub(super) enum ProfileCommand {
    /// Writes a first profile of a file to standard output; what is asked or unsure goes to standard error.
    #[command(after_help = super::help::PROFILE_GUESS)]
    Guess(GuessArgs),
    /// Writes a file as a profile reads it: CSV with the audit's own columns.
    #[command(after_help = super::help::PROFILE_APPLY)]
    Apply(ApplyArgs),
}

#[derive(Debug, Args)]
pub(super) struct GuessArgs {
    /// The payroll.
    file: PathBuf,
    /// Name of the profile; by default that of the file.
    #[arg(long)]
    name: Option<String>,
    /// The contract (JSON): its allowances have columns of their own.
    #[arg(long, value_name = "FILE")]
    contract: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct ApplyArgs {
    /// The payroll.
    file: PathBuf,
    #[arg(long, value_name = "FILE")]
    profile: PathBuf,
    /// Where the table goes; by default to standard output.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Read the hidden sheets of a workbook too.
    #[arg(long)]
    hidden: bool,
}

/// A profile from a file.
pub(super) fn read(path: &Path, lang: Lang) -> Result<Profile, Vec<String>> {
    let bytes = fs::read(path).map_err(|error| vec![format!("{}: {error}", path.display())])?;
    let told = |faults| profile_faults(&faults, lang).into_iter().map(|fault| format!("{}: {fault}", path.display()));
    Profile::parse(&bytes).map_err(|faults| told(faults).collect())
}

pub(super) fn run(command: &ProfileCommand, lang: Lang) -> Result<u8, Vec<String>> {
    match command {
        ProfileCommand::Guess(args) => guess(args, lang),
        ProfileCommand::Apply(args) => apply(args, lang),
    }
}

fn opened(path: &Path) -> Result<File, Vec<String>> {
    File::open(path).map_err(|error| vec![format!("{}: {error}", path.display())])
}

fn guess(args: &GuessArgs, lang: Lang) -> Result<u8, Vec<String>> {
    let rulebooks = inputs::rulebooks(None)?;
    let sheet = args.contract.as_deref().map(|path| inputs::sheet(path, &rulebooks)).transpose()?;
    let codes = sheet.as_ref().map(CodeNames::of).unwrap_or_default();
    let stem = || args.file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let name = args.name.clone().unwrap_or_else(stem);
    let told = |fault| inputs::told(&args.file, &[fault], lang);
    let (profile, _) = payroll::guess(opened(&args.file)?, &name, &codes).map_err(told)?;
    say(&format!("{:#}\n", profile.to_value()))?;
    for (key, marks) in [("profile-asked", &profile.ask), ("profile-unsure", &profile.unsure)] {
        for each in marks {
            eprintln!("{} {}", lang.t(key), mark(each, lang));
        }
    }
    Ok(if profile.ask.is_empty() { 0 } else { INCOMPLETE })
}

fn apply(args: &ApplyArgs, lang: Lang) -> Result<u8, Vec<String>> {
    let profile = read(&args.profile, lang)?;
    let told = |faults: Vec<_>| inputs::told(&args.file, &faults, lang);
    let mut payroll =
        Payroll::open_by(opened(&args.file)?, &CodeNames::default(), args.hidden, Some(&profile)).map_err(told)?;
    let failed = |error: io::Error| vec![error.to_string()];
    let (work, mut out): (_, csv::Writer<Box<dyn io::Write>>) = match &args.out {
        None => (None, csv::Writer::from_writer(Box::new(io::stdout().lock()))),
        Some(path) => {
            // Written beside, moved in at the end: what fails leaves nothing half-written.
            let work = path.with_extension(format!("part-{}", std::process::id()));
            let file = csv_file(&work).and_then(|file| file.into_inner().map_err(|error| error.into_error()));
            let file = file.map_err(|error| vec![format!("{}: {error}", path.display())])?;
            (Some((work, path)), csv::Writer::from_writer(Box::new(file)))
        }
    };
    let written = write(&mut payroll, &mut out, lang);
    drop(out);
    if let Some((work, path)) = work {
        match &written {
            Ok(_) => fs::rename(&work, path).map_err(failed)?,
            Err(_) => drop(fs::remove_file(&work)),
        }
    }
    match written {
        Ok(0) => Ok(0),
        Ok(_) => Ok(INCOMPLETE),
        // A reader that has seen enough and is gone is no failure.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(0),
        Err(error) => Err(vec![error.to_string()]),
    }
}

/// Writes the records; how many rows were rejected, each told on standard error.
fn write(payroll: &mut Payroll, out: &mut csv::Writer<Box<dyn io::Write>>, lang: Lang) -> io::Result<u64> {
    let columns: Vec<String> = payroll.header().map(str::to_owned).collect();
    let shown: Vec<&str> = columns.iter().map(String::as_str).collect();
    row(out, &shown)?;
    let (mut record, mut rejected) = (ByteRecord::new(), 0_u64);
    while let Some(line) = payroll.next(&mut record).map_err(|fault| io::Error::other(file_fault(&fault, lang)))? {
        let faults = unread_cells(&columns, &record);
        if faults.is_empty() {
            let cells: Vec<_> = record.iter().map(String::from_utf8_lossy).collect();
            row(out, &cells.iter().map(|cell| cell.trim()).collect::<Vec<_>>())?;
            continue;
        }
        rejected = rejected.saturating_add(1);
        let faults = line_faults(&payroll.told(payroll.sheet(), faults), lang);
        let sheet = payroll.sheet().map(|sheet| lang.ta("file-at-sheet", &[("sheet", sheet)])).unwrap_or_default();
        let told = lang.ta("file-line", &[("row", &line.to_string()), ("fault", &faults)]);
        eprintln!("{sheet}{told}");
    }
    out.flush()?;
    for (kind, left) in payroll.left_out() {
        let kind = lang.t(&format!("left-{}", kind.word()));
        let rows: Vec<String> = left.rows.iter().take(10).map(|row| format!("{} {}", row.row, row.text)).collect();
        let args = [("count", left.count.to_string()), ("kind", kind), ("rows", rows.join(&lang.t("list-comma")))];
        eprintln!("{}", lang.ta("audit-left-out", &args.each_ref().map(|(name, value)| (*name, value.as_str()))));
    }
    Ok(rejected)
}
