//! The command line: one file a command.

mod audit;
mod audited;
mod check;
mod demo;
mod explain;
mod help;
mod inputs;
mod outputs;
mod profile;
mod serve;
mod work;

use crate::i18n::Lang;
use clap::{Parser, Subcommand, ValueEnum};
use std::io::Write;
use std::process::ExitCode;

/// Exit status of a command that found what it looks for (a breach).
pub const FOUND: u8 = 1;
/// Exit status of a command that could not run.
pub const FAILED: u8 = 2;

/// Exit status of an audit without a breach that could not read every line.
pub const INCOMPLETE: u8 = 3;

/// Writes to standard output. A reader that has seen enough and is gone is no failure.
fn say(text: &str) -> Result<(), Vec<String>> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(vec![error.to_string()]),
        _ => Ok(()),
    }
}

/// 薪约: collective wage bargaining: table, law, register, audit.
#[derive(Debug, Parser)]
#[command(name = "concord", version, about, long_about = help::CONCORD, after_help = help::FIRST)]
struct Cli {
    /// Language of messages; by default what LANG says, else Chinese.
    #[arg(long, global = true, value_enum)]
    lang: Option<LangArg>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum LangArg {
    #[value(name = "zh-CN", alias = "zh")]
    Zh,
    #[value(name = "en")]
    En,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serves the Huinong case from a database of its own: the place to start.
    #[command(after_help = help::DEMO)]
    Demo(demo::DemoArgs),
    /// Serves the product; makes its database on the first start.
    #[command(after_help = help::SERVE)]
    Serve(serve::ServeArgs),
    /// Brings the database's schema up to this program.
    #[command(after_help = help::MIGRATE)]
    Migrate(serve::MigrateArgs),
    /// Does the work that was written down, beside `serve`, on a machine of its own.
    #[command(after_help = help::WORKER)]
    Worker(work::WorkerArgs),
    /// What lists and searches show.
    #[command(subcommand)]
    Projections(work::ProjectionsCommand),
    /// Accounts.
    #[command(subcommand)]
    User(serve::UserCommand),
    /// Mandates that wait to be confirmed.
    #[command(subcommand)]
    Mandate(serve::MandateCommand),
    /// Tests a term sheet against the law of its place and time (rules F1–F14).
    #[command(after_help = help::CHECK)]
    Check(check::CheckArgs),
    /// Tests every line of a payroll against a contract and the law (rules S1–S9, allowances).
    #[command(after_help = help::AUDIT)]
    Audit(Box<audit::AuditArgs>),
}

/// Runs the command line; the exit status is the answer's.
pub fn main() -> ExitCode {
    // A usage error is clap's: message on standard error, status 2.
    let cli = Cli::parse();
    let lang = cli.lang.map_or_else(
        || std::env::var("LANG").ok().and_then(|value| Lang::wanted(&value)).unwrap_or_default(),
        |arg| match arg {
            LangArg::Zh => Lang::Zh,
            LangArg::En => Lang::En,
        },
    );
    let outcome = match cli.command {
        Command::Demo(args) => run(demo::run(&args, lang)),
        Command::Serve(args) => run(serve::serve(&args)),
        Command::Migrate(args) => run(serve::migrate(&args)),
        Command::Worker(args) => run(work::worker(&args)),
        Command::Projections(command) => run(work::projections(&command)),
        Command::User(command) => run(serve::user(&command)),
        Command::Mandate(command) => run(serve::mandate(&command)),
        Command::Check(args) => check::run(&args, lang),
        Command::Audit(args) => audit::run(&args, lang),
    };
    match outcome {
        Ok(status) => ExitCode::from(status),
        Err(faults) => {
            for fault in faults {
                eprintln!("{fault}");
            }
            ExitCode::from(FAILED)
        }
    }
}

/// Runs an async command to its end.
fn run(command: impl Future<Output = Result<u8, Vec<String>>>) -> Result<u8, Vec<String>> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    runtime.map_err(|error| vec![error.to_string()])?.block_on(command)
}
