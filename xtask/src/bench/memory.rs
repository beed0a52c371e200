//! The peak memory of a process while it runs.

use std::io;
use std::process::{Command, ExitStatus};
use std::time::{Duration, Instant};

/// What a run took.
pub(super) struct Spent {
    pub(super) status: ExitStatus,
    pub(super) time: Duration,
    /// Highest resident set in KiB; `None` where the system does not tell.
    pub(super) peak_kib: Option<u64>,
}

/// Runs a command to its end. The peak is the kernel's own high-water mark, read until the process is gone.
pub(super) fn watched(command: &mut Command) -> io::Result<Spent> {
    let start = Instant::now();
    let mut child = command.spawn()?;
    let status_file = format!("/proc/{}/status", child.id());
    let mut peak_kib = None;
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Spent { status, time: start.elapsed(), peak_kib });
        }
        peak_kib = high_water(&status_file).or(peak_kib);
        std::thread::sleep(Duration::from_millis(2));
    }
}

fn high_water(file: &str) -> Option<u64> {
    let text = std::fs::read_to_string(file).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches(" kB").parse().ok()
}
