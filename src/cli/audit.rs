//! `concord audit`: a payroll against a contract and the law.

use super::explain::ExplainArgs;
use super::outputs::{self, NAMES, Outputs};
use super::{FAILED, FOUND, INCOMPLETE, audited, explain, inputs, profile, say};
use crate::i18n::Lang;
use crate::service::file_fault::FileFault;
use crate::service::passes::{self, Stopped, rewound};
use crate::service::payroll::Payroll;
use crate::text::currency;
use crate::text::file::file_fault;
use clap::{Args, Subcommand};
use domain::payroll::profile::Profile;
use domain::payroll::{Audit, AuditSetup, CodeNames, Hashes, Summary};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// Exit status: 0 no breach and every line audited, 1 breaches found, 3 no breach but lines were rejected, 2 the run failed
/// (nothing half-written is left) or nothing was audited.
///
/// The payroll may be of any length. Memory stays flat but for the set that finds duplicates: some 50 bytes for each
/// worker, whatever the number of months. Where lines of one worker and month stand apart, or back pay names months, the file
/// is read three times.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(super) struct AuditArgs {
    #[command(flatten)]
    inputs: InputArgs,
    /// Folder for findings.csv, rejects.csv, gaps.csv and summary.json.
    #[arg(long, value_name = "DIR", required = true)]
    out: Option<PathBuf>,
    /// Print the summary as JSON instead of a table.
    #[arg(long)]
    json: bool,
    #[command(subcommand)]
    command: Option<AuditCommand>,
}

#[derive(Debug, Subcommand)]
enum AuditCommand {
    /// Shows how each rule was worked for one line of the payroll.
    #[command(after_help = super::help::EXPLAIN)]
    Explain(ExplainArgs),
    /// Profiles: how one kind of payroll file is read.
    #[command(subcommand, after_help = super::help::PROFILE)]
    Profile(profile::ProfileCommand),
}

/// What goes into an audit.
#[derive(Debug, Args)]
pub(super) struct InputArgs {
    /// The contract: a term sheet (JSON), or the number of a published contract in the database.
    #[arg(long, value_name = "FILE|NUMBER", required = true)]
    pub contract: Option<PathBuf>,
    /// The payroll: text (UTF-8, UTF-16, GB 18030; comma, semicolon or tab) or a workbook (XLSX, XLSM, XLS, ODS); `-`:
    /// standard input.
    #[arg(long, value_name = "FILE", required = true)]
    pub payroll: Option<PathBuf>,
    /// The enterprises covered, in a file of any of these kinds; without it everyone is.
    #[arg(long, value_name = "FILE")]
    pub roster: Option<PathBuf>,
    /// How the payroll is read (`concord.payroll-profile/1`); `concord audit profile guess` writes a first one.
    #[arg(long, value_name = "FILE")]
    pub profile: Option<PathBuf>,
    /// Read the hidden sheets of a workbook too.
    #[arg(long)]
    pub hidden: bool,
    /// Rulebooks to use instead of the shipped ones (a folder of *.toml).
    #[arg(long, value_name = "DIR")]
    pub rulebook: Option<PathBuf>,
    /// Where a contract number is looked up: `sqlite:FILE` or `postgres://…`.
    #[arg(long, env = "DATABASE_URL", default_value = "sqlite:data/concord.db", hide_env_values = true)]
    pub database_url: String,
}

/// A started audit with its open payroll.
pub(super) struct Started {
    pub audit: Audit,
    pub payroll: Payroll,
    pub contract_sha256: String,
    pub roster_sha256: Option<String>,
    pub source: Source,
}

/// The payroll, to be read again.
pub(super) struct Source {
    file: File,
    codes: CodeNames,
    hidden: bool,
    profile: Option<Profile>,
}

impl Source {
    /// The payroll from its beginning.
    pub fn open(&self) -> Result<Payroll, Vec<FileFault>> {
        let file = rewound(&self.file).map_err(|error| vec![FileFault::io(error)])?;
        Payroll::open_by(file, &self.codes, self.hidden, self.profile.as_ref())
    }
}

/// Reads everything but the records.
pub(super) fn start(args: &InputArgs, lang: Lang) -> Result<Started, Vec<String>> {
    let missing = || vec!["--contract and --payroll are needed".to_owned()];
    let contract = args.contract.as_deref().ok_or_else(missing)?;
    let payroll = args.payroll.as_deref().ok_or_else(missing)?;
    let rulebooks = inputs::rulebooks(args.rulebook.as_deref())?;
    let (sheet, contract_sha256) = inputs::contract(contract, &args.database_url, &rulebooks)?;
    let book = rulebooks.governing(&sheet.jurisdiction);
    let roster = args.roster.as_deref().map(|path| inputs::roster(path, book, lang)).transpose()?;
    let (roster, roster_sha256) = roster.unzip();
    let told = |faults: Vec<FileFault>| inputs::told(payroll, &faults, lang);
    let profile = args.profile.as_deref().map(|path| profile::read(path, lang)).transpose()?;
    let (file, codes) = (inputs::payroll(payroll)?, CodeNames::of(&sheet));
    let source = Source { file, codes, hidden: args.hidden, profile };
    let open = source.open().map_err(told)?;
    let setup = AuditSetup { sheet, roster, rulebooks: &rulebooks };
    let mut audit = Audit::new(setup, open.header()).map_err(|fault| told(FileFault::setup(fault)))?;
    open.prepare(&mut audit);
    Ok(Started { audit, payroll: open, contract_sha256, roster_sha256, source })
}

pub(super) fn run(args: &AuditArgs, lang: Lang) -> Result<u8, Vec<String>> {
    match &args.command {
        Some(AuditCommand::Explain(explain)) => return explain::run(explain, lang),
        Some(AuditCommand::Profile(command)) => return profile::run(command, lang),
        None => {}
    }
    let out = args.out.as_deref().ok_or_else(|| vec!["--out is needed".to_owned()])?;
    let started = start(&args.inputs, lang)?;
    let currency = currency(started.audit.currency(), lang);
    let failed = |error: io::Error| vec![format!("{}: {error}", out.display())];
    let there = out.exists();
    fs::create_dir_all(out).map_err(failed)?;
    // Written beside, moved in at the end: a run that fails leaves nothing half-written.
    let work = out.join(format!(".audit-{}", std::process::id()));
    fs::create_dir(&work).map_err(failed)?;
    let result = write(started, &work, lang).and_then(|summary| {
        for name in NAMES {
            fs::rename(work.join(name), out.join(name))?;
        }
        Ok(summary)
    });
    let _ = fs::remove_dir_all(&work);
    if result.is_err() && !there {
        let _ = fs::remove_dir(out);
    }
    let summary = result.map_err(failed)?;
    if args.json {
        let shown = serde_json::to_value(&summary).map_err(|error| vec![error.to_string()])?;
        say(&format!("{shown:#}\n"))?;
    } else {
        say(&audited::table(&summary, &currency, lang))?;
    }
    Ok(status(&summary))
}

/// What the exit status says of an audit.
fn status(summary: &Summary) -> u8 {
    if summary.rules.values().any(|counts| counts.breach > 0) {
        FOUND
    } else if summary.audited == 0 {
        FAILED
    } else if summary.rejected > 0 {
        INCOMPLETE
    } else {
        0
    }
}

fn write(started: Started, folder: &Path, lang: Lang) -> io::Result<Summary> {
    let Started { mut audit, payroll, contract_sha256, roster_sha256, source } = started;
    let mut outputs = Outputs::new(folder, lang)?;
    let read = passes::work(&mut audit, payroll, || source.open(), &mut outputs).map_err(|stopped| match stopped {
        Stopped::File(faults) => {
            let told: Vec<String> = faults.iter().map(|fault| file_fault(fault, lang)).collect();
            io::Error::other(told.join("; "))
        }
        Stopped::Heard(error) => error,
    })?;
    let (term_sheet, rulebook) = audit.sources();
    let (contract, roster, payroll) = (contract_sha256, roster_sha256, read.sha256);
    let hashes = Hashes { contract, term_sheet, roster, rulebook, payroll, profile: None };
    let mut summary = outputs.finish(audit, hashes, read.reading, read.sheets)?;
    read.account.settle(&mut summary);
    outputs::summary(folder, &summary)?;
    Ok(summary)
}

/// A line number that the payroll does not have.
pub(super) const NO_SUCH_LINE: u8 = FAILED;
