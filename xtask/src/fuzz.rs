//! `cargo xtask fuzz [MINUTES]`: term sheets, tables and profiles changed at random, each for so long
//! (`domain/tests/fuzz.rs`).

use crate::run::{Step, cargo, step};

/// Minutes unless told otherwise.
const MINUTES: &str = "10";

pub(crate) fn fuzz(words: &[&str]) -> Step {
    let minutes = words.first().copied().unwrap_or(MINUTES);
    let seconds = minutes.parse::<u64>().map_err(|error| format!("{minutes}: {error}"))?.saturating_mul(60);
    let mut tests = cargo(&["test", "--release", "--package", "domain", "--test", "fuzz", "--", "--nocapture"]);
    tests.args(["--test-threads", "1"]).env("CONCORD_FUZZ_SECONDS", seconds.to_string());
    step("fuzz", tests)
}
