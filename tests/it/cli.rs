//! The command line, run as its user runs it.

mod audit;
mod check;
mod profile;
mod reality;
mod serve;
mod spreadsheet;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Runs the built `concord` in English.
pub fn concord(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_concord")).args(args).env("LANG", "en").output().unwrap()
}

fn fixture(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(path)
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}
