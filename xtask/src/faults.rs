//! `cargo xtask faults [ROUNDS]`: real servers over one PostgreSQL and over SQLite are killed under load, again and again; at the
//! end the store is held against what clients were told (`tests/it/faults.rs`).

use crate::packages;
use crate::postgres::Cluster;
use crate::run::{Step, cargo, step};

/// Rounds unless told otherwise.
const ROUNDS: &str = "50";

pub(crate) fn faults(words: &[&str]) -> Step {
    let rounds = words.first().copied().unwrap_or(ROUNDS);
    rounds.parse::<u32>().map_err(|error| format!("{rounds}: {error}"))?;
    packages::ensure()?;
    // A commit waits for the disk, as where it counts.
    let cluster = Cluster::durable()?;
    let mut tests =
        cargo(&["test", "--package", "concord", "--test", "it", "--", "--nocapture", "--test-threads", "1"]);
    tests.arg("faults::").env("CONCORD_TEST_PG_URL", cluster.url()).env("CONCORD_FAULT_ROUNDS", rounds);
    step("faults", tests)
}
