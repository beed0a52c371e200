//! `cargo xtask bench [floor|replay|audit]`: what the house measures itself by, each as a ratio to a limit.

mod audit;
mod memory;
mod payroll;
mod ratio;

use crate::run::{Step, cargo, step};

const USAGE: &str = "usage: cargo xtask bench [floor | replay | audit] [--full]";

/// Runs the named measurements, or all of them. `--full` adds the audit of 10^7 lines.
pub(crate) fn bench(words: &[&str]) -> Step {
    let full = words.contains(&"--full");
    let mut names: Vec<&str> = words.iter().copied().filter(|word| *word != "--full").collect();
    if names.is_empty() {
        names = vec!["floor", "replay", "audit"];
    }
    for name in names {
        match name {
            "floor" | "replay" => step(name, cargo(&["bench", "--quiet", "--package", "domain", "--bench", name]))?,
            "audit" => audit::run(full)?,
            _ => return Err(USAGE.to_owned()),
        }
    }
    Ok(())
}
