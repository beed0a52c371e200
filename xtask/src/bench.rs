//! `cargo xtask bench [floor|replay|audit|acts|http|lists|register]`: measurements, each as a ratio to its limit.

mod audit;
mod memory;
mod payroll;
mod ratio;

use crate::postgres::Cluster;
use crate::run::{Step, cargo, step};

const USAGE: &str = "usage: cargo xtask bench [floor | replay | audit | acts | http | lists | register] [--full]";

/// Runs the named measurements, or all of them. `--full` adds the audit of 10^7 lines and the register of 2·10^6
/// contracts (some 20 GB of disk for each database, half an hour).
pub(crate) fn bench(words: &[&str]) -> Step {
    let full = words.contains(&"--full");
    let mut names: Vec<&str> = words.iter().copied().filter(|word| *word != "--full").collect();
    if names.is_empty() {
        names = vec!["floor", "replay", "audit", "acts", "http", "lists", "register"];
    }
    for name in names {
        match name {
            "floor" | "replay" => step(name, cargo(&["bench", "--quiet", "--package", "domain", "--bench", name]))?,
            "audit" => audit::run(full)?,
            "acts" | "http" | "lists" | "register" => through_the_store(name, full)?,
            _ => return Err(USAGE.to_owned()),
        }
    }
    Ok(())
}

/// Both databases keep their promises here: a cluster that does not wait for the disk would measure nothing.
fn through_the_store(name: &str, full: bool) -> Step {
    let cluster = Cluster::durable()?;
    let mut command = cargo(&["bench", "--quiet", "--package", "concord", "--bench", name]);
    command.env("CONCORD_BENCH_PG_URL", cluster.url());
    if full {
        command.env("CONCORD_BENCH_FULL", "1");
    }
    step(name, command)
}
