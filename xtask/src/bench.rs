//! `cargo xtask bench [floor|replay|audit|acts|http]`: measurements, each as a ratio to its limit.

mod audit;
mod memory;
mod payroll;
mod ratio;

use crate::postgres::Cluster;
use crate::run::{Step, cargo, step};

const USAGE: &str = "usage: cargo xtask bench [floor | replay | audit | acts | http] [--full]";

/// Runs the named measurements, or all of them. `--full` adds the audit of 10^7 lines.
pub(crate) fn bench(words: &[&str]) -> Step {
    let full = words.contains(&"--full");
    let mut names: Vec<&str> = words.iter().copied().filter(|word| *word != "--full").collect();
    if names.is_empty() {
        names = vec!["floor", "replay", "audit", "acts", "http"];
    }
    for name in names {
        match name {
            "floor" | "replay" => step(name, cargo(&["bench", "--quiet", "--package", "domain", "--bench", name]))?,
            "audit" => audit::run(full)?,
            "acts" | "http" => through_the_store(name)?,
            _ => return Err(USAGE.to_owned()),
        }
    }
    Ok(())
}

/// Both databases keep their promises here: a cluster that does not wait for the disk would measure nothing.
fn through_the_store(name: &str) -> Step {
    let cluster = Cluster::durable()?;
    let mut command = cargo(&["bench", "--quiet", "--package", "concord", "--bench", name]);
    command.env("CONCORD_BENCH_PG_URL", cluster.url());
    step(name, command)
}
