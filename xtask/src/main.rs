//! Tasks of the repository: `cargo xtask test` sets up what the tests need and runs everything; `bench`, `client`, `load`,
//! `faults`, `fuzz` and `screenshots`.

mod bench;
mod client;
mod dependencies;
mod faults;
mod fuzz;
mod load;
mod packages;
mod postgres;
mod run;
mod screenshots;

use run::{Step, cargo, step};
use std::process::ExitCode;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["test", rest @ ..] => test(rest),
        ["dependencies"] => dependencies::allowed().and_then(|()| dependencies::used()),
        ["bench", rest @ ..] => bench::bench(rest),
        ["client", rest @ ..] => client::client(rest),
        ["load", rest @ ..] => load::load(rest),
        ["faults", rest @ ..] => faults::faults(rest),
        ["fuzz", rest @ ..] => fuzz::fuzz(rest),
        ["screenshots", rest @ ..] => screenshots::screenshots(rest.first().copied()),
        _ => Err(
            "usage: cargo xtask test [FILTER] | dependencies | bench [NAME] [--full] | client [--binary FILE] | load [--release | --binary FILE] [SECONDS] | faults [ROUNDS] | fuzz [MINUTES] | screenshots [DIR]"
                .to_owned(),
        ),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("xtask: {why}");
            ExitCode::FAILURE
        }
    }
}

/// Everything that must hold, cheapest first.
fn test(filter: &[&str]) -> Step {
    packages::ensure()?;
    step("format", cargo(&["fmt", "--all", "--check"]))?;
    step("domain stands alone", cargo(&["check", "--quiet", "--package", "domain"]))?;
    step("tables stands alone", cargo(&["check", "--quiet", "--package", "tables"]))?;
    step("entity stands alone", cargo(&["check", "--quiet", "--package", "entity"]))?;
    dependencies::allowed()?;
    dependencies::used()?;
    step("lints", cargo(&["clippy", "--quiet", "--workspace", "--all-targets", "--", "--deny", "warnings"]))?;
    let mut doc = cargo(&["doc", "--quiet", "--workspace", "--no-deps"]);
    doc.env("RUSTDOCFLAGS", "--deny warnings");
    step("documentation", doc)?;
    let cluster = postgres::Cluster::start()?;
    let mut tests = cargo(&["test", "--workspace"]);
    tests.args(filter).env("CONCORD_TEST_PG_URL", cluster.url());
    step("tests", tests)
}
