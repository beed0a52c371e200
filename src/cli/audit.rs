//! `concord audit`: a payroll against a contract and the law.

use super::explain::ExplainArgs;
use super::{FAILED, FOUND, explain, inputs};
use crate::i18n::Lang;
use crate::service::payroll::Payroll;
use crate::text::currency;
use clap::{Args, Subcommand};
use csv::{ByteRecord, Writer};
use domain::payroll::{Audit, AuditSetup, Audited, Finding, Hashes, Roster, Summary};
use domain::statute::Rulebook;
use domain::term::sha256_hex;
use domain::text::inert_cell;
use std::fs::{self, File};
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

/// Exit status: 0 no breach, 1 breaches found, 2 the run failed (nothing half-written is left).
///
/// The payroll may be of any length. Memory stays flat but for the set that finds duplicates: some 50 bytes for each
/// worker, whatever the number of months.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(super) struct AuditArgs {
    #[command(flatten)]
    inputs: InputArgs,
    /// Folder for findings.csv, rejects.csv and summary.json.
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
}

/// What goes into an audit.
#[derive(Debug, Args)]
pub(super) struct InputArgs {
    /// The contract: a term sheet (JSON), or the number of a published contract in the database.
    #[arg(long, value_name = "FILE|NUMBER", required = true)]
    pub contract: Option<PathBuf>,
    /// The payroll: CSV (UTF-8), or the first sheet of an XLSX workbook.
    #[arg(long, value_name = "FILE", required = true)]
    pub payroll: Option<PathBuf>,
    /// The enterprises covered (CSV); without it everyone is.
    #[arg(long, value_name = "FILE")]
    pub roster: Option<PathBuf>,
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
}

/// Reads everything but the records.
pub(super) fn start(args: &InputArgs) -> Result<Started, Vec<String>> {
    let missing = || vec!["--contract and --payroll are needed".to_owned()];
    let contract = args.contract.as_deref().ok_or_else(missing)?;
    let payroll = args.payroll.as_deref().ok_or_else(missing)?;
    let rulebooks = inputs::rulebooks(args.rulebook.as_deref())?;
    let (sheet, contract_sha256) = inputs::contract(contract, &args.database_url, &rulebooks)?;
    let book = rulebooks.rulebook(&sheet.jurisdiction);
    let (roster, roster_sha256) = match args.roster.as_deref().map(|path| read_roster(path, book)).transpose()? {
        Some((roster, sha256)) => (Some(roster), Some(sha256)),
        None => (None, None),
    };
    let told = |fault: String| vec![format!("{}: {fault}", payroll.display())];
    let file = File::open(payroll).map_err(|error| told(error.to_string()))?;
    let open = Payroll::open(file).map_err(told)?;
    let setup = AuditSetup { sheet, roster, rulebooks: &rulebooks };
    let audit = Audit::new(setup, open.header.iter().map(String::as_str)).map_err(|fault| told(fault.to_string()))?;
    Ok(Started { audit, payroll: open, contract_sha256, roster_sha256 })
}

fn read_roster(path: &Path, book: Option<&Rulebook>) -> Result<(Roster, String), Vec<String>> {
    let told = |fault: String| format!("{}: {fault}", path.display());
    let bytes = fs::read(path).map_err(|error| vec![told(error.to_string())])?;
    let roster = Roster::read(&bytes, book).map_err(|faults| faults.into_iter().map(told).collect::<Vec<_>>())?;
    Ok((roster, sha256_hex(&bytes)))
}

pub(super) fn run(args: &AuditArgs, lang: Lang) -> Result<u8, Vec<String>> {
    if let Some(AuditCommand::Explain(explain)) = &args.command {
        return explain::run(explain, lang);
    }
    let out = args.out.as_deref().ok_or_else(|| vec!["--out is needed".to_owned()])?;
    let started = start(&args.inputs)?;
    let currency = currency(started.audit.currency(), lang);
    let failed = |error: io::Error| vec![format!("{}: {error}", out.display())];
    let there = out.exists();
    fs::create_dir_all(out).map_err(failed)?;
    // Written beside, moved in at the end: a run that fails leaves nothing half-written.
    let work = out.join(format!(".audit-{}", std::process::id()));
    fs::create_dir(&work).map_err(failed)?;
    let result = write(started, &work).and_then(|summary| {
        for name in ["findings.csv", "rejects.csv", "summary.json"] {
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
        println!("{:#}", serde_json::to_value(&summary).map_err(|error| vec![error.to_string()])?);
    } else {
        print!("{}", table(&summary, &currency, lang));
    }
    let breaches: u64 = summary.rules.values().map(|counts| counts.breach).sum();
    Ok(if breaches > 0 { FOUND } else { 0 })
}

/// One row; what office programs would calculate is text.
fn row<W: io::Write>(out: &mut Writer<W>, cells: &[&str]) -> io::Result<()> {
    for cell in cells {
        out.write_field(inert_cell(cell).as_bytes()).map_err(io::Error::other)?;
    }
    out.write_record(None::<&[u8]>).map_err(io::Error::other)
}

fn write(started: Started, folder: &Path) -> io::Result<Summary> {
    let Started { mut audit, mut payroll, contract_sha256, roster_sha256 } = started;
    let mut findings = Writer::from_path(folder.join("findings.csv")).map_err(io::Error::other)?;
    let mut rejects = Writer::from_path(folder.join("rejects.csv")).map_err(io::Error::other)?;
    row(&mut findings, &Finding::COLUMNS)?;
    row(&mut rejects, &["line", "faults"])?;
    let progress = io::stderr().is_terminal();
    let mut record = ByteRecord::new();
    let (mut count, mut number) = (0_u64, String::new());
    while let Some(line) = payroll.next(&mut record).map_err(io::Error::other)? {
        match audit.record(&record, line) {
            Audited::Findings(found) => {
                for finding in found {
                    row(&mut findings, &finding.row(&mut number))?;
                }
            }
            Audited::Rejected(faults) => {
                row(&mut rejects, &[&line.to_string(), &faults.join("; ")])?;
            }
        }
        count += 1;
        if progress && count.is_multiple_of(100_000) {
            eprint!("\r{count}");
        }
    }
    if progress && count >= 100_000 {
        eprintln!();
    }
    findings.flush()?;
    rejects.flush()?;
    let (term_sheet, rulebook) = audit.sources();
    let (contract, roster, payroll) = (contract_sha256, roster_sha256, payroll.sha256());
    let hashes = Hashes { contract, term_sheet, roster, rulebook, payroll };
    let summary = audit.finish(hashes);
    let mut file = File::create(folder.join("summary.json"))?;
    serde_json::to_writer_pretty(&mut file, &summary)?;
    file.write_all(b"\n")?;
    file.sync_all()?;
    Ok(summary)
}

fn table(summary: &Summary, currency: &str, lang: Lang) -> String {
    let count = |number: u64| number.to_string();
    let mut out = lang.ta(
        "audit-counts",
        &[
            ("lines", &count(summary.lines)),
            ("audited", &count(summary.audited)),
            ("rejected", &count(summary.rejected)),
            ("enterprises", &count(summary.enterprises)),
            ("workers", &count(summary.workers)),
        ],
    );
    let words = ["outcome-pass", "outcome-breach", "outcome-cannot-conclude", "outcome-not-applicable"];
    out.push_str(&format!("\n{:<12}", lang.t("audit-rule")));
    for word in words {
        out.push_str(&format!(" | {}", lang.t(word)));
    }
    out.push_str(&format!(" | {}", lang.ta("audit-shortfall", &[("currency", currency)])));
    // As they are worked: S1 … S9, then the allowances.
    let mut rules: Vec<_> = summary.rules.iter().collect();
    rules.sort_by_key(|(rule, _)| (rule.starts_with("A:"), *rule));
    for (rule, counts) in rules {
        out.push_str(&format!(
            "\n{rule:<12} | {:>8} | {:>8} | {:>8} | {:>8} | {:>14}",
            counts.pass, counts.breach, counts.cannot_conclude, counts.not_applicable, counts.shortfall
        ));
    }
    if !summary.unknown_columns.is_empty() {
        out.push_str(&format!("\n{} {}", lang.t("audit-unknown-columns"), summary.unknown_columns.join(", ")));
    }
    out.push('\n');
    out
}

/// A line number that the payroll does not have.
pub(super) const NO_SUCH_LINE: u8 = FAILED;
