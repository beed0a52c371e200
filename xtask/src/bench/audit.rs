//! `concord audit` as a whole process over generated payrolls: lines a second and peak memory.

use super::memory::watched;
use super::payroll::{self, MONTHS};
use super::ratio::{per_second, ratio};
use crate::run::{Step, cargo, step};
use serde_json::Value;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::{Command, Stdio};

/// Lines a second on one core that are aimed at.
const AIM: u128 = 1_000_000;

/// One measurement: workers audited and peak memory.
struct Seen {
    workers: u64,
    peak_kib: Option<u64>,
}

/// Rows of a written table, its header left out.
fn rows(file: &Path) -> Result<u64, String> {
    let bytes = std::fs::read(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let ends = bytes.iter().filter(|byte| **byte == b'\n').count();
    Ok(u64::try_from(ends).unwrap_or(u64::MAX).saturating_sub(1))
}

/// Number of findings. Every line was audited once, each rule gave it one outcome, and what the summary counts stands in
/// the tables.
fn checked(out: &Path, lines: u64) -> Result<u64, String> {
    let summary = std::fs::read(out.join("summary.json")).map_err(|error| error.to_string())?;
    let summary: Value = serde_json::from_slice(&summary).map_err(|error| error.to_string())?;
    let number = |value: &Value| value.as_u64().unwrap_or_default();
    let sum = |part: &Value| part.as_object().into_iter().flatten().map(|(_, value)| number(value)).sum::<u64>();
    if number(&summary["audited"]) != lines || number(&summary["rejected"]) != 0 {
        return Err(format!("not every generated line was audited: {summary}"));
    }
    let mut told = 0;
    for (rule, counts) in summary["rules"].as_object().into_iter().flatten() {
        let of = |outcome: &str| number(&counts[outcome]);
        if of("pass") + of("breach") + of("cannot_conclude") + of("not_applicable") != lines {
            return Err(format!("{rule} did not judge every line once: {counts}"));
        }
        told += of("breach") + of("cannot_conclude");
    }
    let missing = number(&summary["missing_lines"]) + number(&summary["missing_months"]);
    let expected =
        [("findings.csv", told - sum(&summary["missing_column_records"])), ("rejects.csv", 0), ("gaps.csv", missing)];
    for (file, counted) in expected {
        let found = rows(&out.join(file))?;
        if found != counted {
            return Err(format!("{file} has {found} rows, the summary counts {counted}"));
        }
    }
    Ok(expected[0].1)
}

/// Measures 10^5 and 10^6 lines, with `full` 10^7 too.
pub(super) fn run(full: bool) -> Step {
    step("build", cargo(&["build", "--quiet", "--release", "--package", "concord", "--bin", "concord"]))?;
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), Into::into);
    let program = target.join("release/concord");
    let contract = root.join("fixtures/payroll/cases/ningxia-2021/contract.json");
    let sizes: &[u64] = if full { &[100_000, 1_000_000, 10_000_000] } else { &[100_000, 1_000_000] };
    println!("     lines |  input MB |  findings | seconds |  lines/s | of 1 M/s | peak MB |  workers");
    let mut seen: Vec<Seen> = Vec::new();
    for lines in sizes {
        seen.push(measure(&program, &contract, *lines)?);
    }
    if let (Some(first), Some(last)) = (seen.first(), seen.last())
        && let (Some(low), Some(high)) = (first.peak_kib, last.peak_kib)
    {
        let bytes = high.saturating_sub(low) * 1024 / (last.workers - first.workers).max(1);
        println!("memory: {bytes} bytes for each worker more (the set that finds duplicates), {MONTHS} lines a worker");
    }
    Ok(())
}

fn measure(program: &Path, contract: &Path, lines: u64) -> Result<Seen, String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let told = |error: std::io::Error| format!("{}: {error}", folder.path().display());
    let [payroll, roster, out] = ["payroll.csv", "roster.csv", "out"].map(|name| folder.path().join(name));
    let mut writer = BufWriter::with_capacity(1 << 18, File::create(&payroll).map_err(told)?);
    payroll::lines(lines, &mut writer).and_then(|()| writer.flush()).map_err(told)?;
    let mut writer = BufWriter::new(File::create(&roster).map_err(told)?);
    payroll::roster(lines, &mut writer).and_then(|()| writer.flush()).map_err(told)?;
    let bytes = std::fs::metadata(&payroll).map_err(told)?.len();

    let mut command = Command::new(program);
    command.arg("audit").arg("--json").stdout(Stdio::null());
    for (flag, value) in [("--contract", contract), ("--payroll", &payroll), ("--roster", &roster), ("--out", &out)] {
        command.arg(flag).arg(value);
    }
    let spent = watched(&mut command).map_err(told)?;
    // 1: breaches found, and there are some.
    if spent.status.code() != Some(1) {
        return Err(format!("concord audit: {}", spent.status));
    }
    let findings = checked(&out, lines)?;
    let workers = payroll::workers(lines);
    let rate = per_second(lines, spent.time);
    let megabytes = spent.peak_kib.map_or_else(|| "unknown".to_owned(), |kib| ratio(u128::from(kib), 1024));
    println!(
        "{lines:>10} | {:>9} | {findings:>9} | {:>7} | {rate:>8} | {:>8} | {megabytes:>7} | {workers:>8}",
        bytes / 1_000_000,
        ratio(spent.time.as_millis(), 1000),
        ratio(rate, AIM),
    );
    Ok(Seen { workers, peak_kib: spent.peak_kib })
}
