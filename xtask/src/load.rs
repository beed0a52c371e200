//! `cargo xtask load [--release | --binary FILE] [SECONDS]`: a hundred clients post the largest bodies there are, on SQLite and on PostgreSQL,
//! while somebody else goes on acting. Loopback only, on databases of its own.

mod bodies;
mod cast;
mod server;

use crate::postgres::Cluster;
use crate::run::{Step, cargo, step};
use bodies::Job;
use cast::Cast;
pub(crate) use server::Server;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// Clients at once.
const CLIENTS: usize = 100;
/// Memory that the server may take, in MiB.
const MEMORY: u64 = 600;
/// What an act of somebody else may take.
const SLOWEST: Duration = Duration::from_secs(1);

/// Answers by job and status.
type Tally = Arc<Mutex<BTreeMap<(&'static str, u16), u64>>>;

pub(crate) fn load(words: &[&str]) -> Step {
    let release = words.contains(&"--release");
    let seconds = words.iter().find_map(|word| word.parse().ok()).unwrap_or(60);
    // Built already, maybe elsewhere.
    let given = words.iter().skip_while(|word| **word != "--binary").nth(1);
    let binary = match given {
        Some(path) => (*path).to_owned(),
        None => built(release)?,
    };
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let sqlite = format!("sqlite:{}?mode=rwc", folder.path().join("load.db").display());
    let held = [run("SQLite", &binary, &sqlite, seconds)?, {
        let cluster = Cluster::start()?;
        run("PostgreSQL", &binary, &cluster.url(), seconds)?
    }];
    if held.iter().all(|held| *held) { Ok(()) } else { Err("the load was not borne as it should be".to_owned()) }
}

pub(crate) fn built(release: bool) -> Result<String, String> {
    let mut build = cargo(&["build", "--package", "concord", "--bin", "concord"]);
    if release {
        build.arg("--release");
    }
    step("build", build)?;
    Ok(format!("target/{}/concord", if release { "release" } else { "debug" }))
}

fn run(name: &str, binary: &str, database: &str, seconds: u64) -> Result<bool, String> {
    eprintln!("==> load on {name}");
    let server = Arc::new(Server::start(binary, database)?);
    let cast = Arc::new(Cast::made(&server)?);
    let jobs = Arc::new(bodies::jobs(&cast)?);
    let (stop, tally): (Arc<AtomicBool>, Tally) = (Arc::default(), Arc::default());
    let before = server.peak_mib();
    let mut clients = Vec::new();
    for client in 0..CLIENTS {
        let (server, jobs, stop, tally) = (server.clone(), jobs.clone(), stop.clone(), tally.clone());
        clients.push(thread::spawn(move || client_of(&server, &jobs, client, &stop, &tally)));
    }
    let (other, slowest) = (act_meanwhile(&server, &cast, seconds), server.peak_mib());
    stop.store(true, Ordering::Relaxed);
    for client in clients {
        client.join().map_err(|_| "a client gave up")?;
    }
    let tally = tally.lock().map_err(|error| error.to_string())?;
    Ok(told(name, &other, (before, slowest), &tally))
}

/// Posts one kind of body again and again.
fn client_of(server: &Server, jobs: &[Job], client: usize, stop: &AtomicBool, tally: &Tally) {
    let Some(job) = jobs.get(client.checked_rem(jobs.len()).unwrap_or(0)) else { return };
    while !stop.load(Ordering::Relaxed) {
        let status = server.send(job.method, &job.path, &job.token, job.kind, &job.body).map_or(0, |answer| answer.0);
        if let Ok(mut tally) = tally.lock() {
            let count = tally.entry((job.name, status)).or_insert(0);
            *count = count.saturating_add(1);
        }
        if status != 200 && status != 201 {
            thread::sleep(Duration::from_millis(200));
        }
    }
}

/// An act of another side every fifth of a second: how long each took, and its status.
fn act_meanwhile(server: &Server, cast: &Cast, seconds: u64) -> Vec<(Duration, u16)> {
    let end = Instant::now() + Duration::from_secs(seconds);
    let mut took = Vec::new();
    while Instant::now() < end {
        let begun = Instant::now();
        let (path, body) = cast.small_act();
        let status = server.send("POST", &path, &cast.employer, "application/json", body.as_bytes());
        took.push((begun.elapsed(), status.map_or(0, |answer| answer.0)));
        thread::sleep(Duration::from_millis(200));
    }
    took
}

fn told(name: &str, other: &[(Duration, u16)], memory: (u64, u64), tally: &BTreeMap<(&str, u16), u64>) -> bool {
    let mut took: Vec<Duration> = other.iter().map(|(took, _)| *took).collect();
    took.sort_unstable();
    let at = |share: usize| took.get(took.len().saturating_mul(share) / 100).copied().unwrap_or_default();
    let slowest = took.last().copied().unwrap_or_default();
    let refused = other.iter().filter(|(_, status)| *status != 201).count();
    println!("{name}: peak memory {} MiB (before: {})", memory.1, memory.0);
    println!(
        "{name}: another side's act: {} done, {refused} refused, p50 {:?}, p99 {:?}, slowest {slowest:?}",
        took.len(),
        at(50),
        at(99)
    );
    for ((job, status), count) in tally {
        println!("{name}: {job} {status}: {count}");
    }
    let faults = tally.keys().filter(|(_, status)| *status == 0 || *status >= 500 && *status != 503).count();
    memory.1 <= MEMORY && slowest <= SLOWEST && refused == 0 && faults == 0
}
