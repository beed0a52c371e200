//! A throwaway PostgreSQL cluster for one test run.

use crate::run::is_root;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The folder with `initdb` and `pg_ctl`, newest version first.
pub(crate) fn binaries() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").ok()?;
    let mut folders: Vec<PathBuf> = versions.filter_map(|entry| Some(entry.ok()?.path().join("bin"))).collect();
    folders.retain(|folder| folder.join("initdb").is_file() && folder.join("pg_ctl").is_file());
    folders.sort();
    folders.pop()
}

/// A running cluster on a unix socket; stopped and removed when dropped.
pub(crate) struct Cluster {
    folder: PathBuf,
    binaries: PathBuf,
}

impl Cluster {
    /// Starts a cluster without durability: it lives for the tests only.
    pub(crate) fn start() -> Result<Self, String> {
        Self::with("-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off")
    }

    /// Starts a cluster as PostgreSQL comes: a commit waits for the disk.
    pub(crate) fn durable() -> Result<Self, String> {
        Self::with("-c fsync=on -c synchronous_commit=on")
    }

    fn with(settings: &str) -> Result<Self, String> {
        let binaries = binaries().ok_or("PostgreSQL is not installed")?;
        let folder = std::env::temp_dir().join(format!("concord-pg-{}", std::process::id()));
        fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        let cluster = Self { folder, binaries };
        if is_root() {
            cluster.quiet(Command::new("chown").arg("nobody:nogroup").arg(&cluster.folder))?;
        }
        let data = cluster.folder.join("data");
        let mut init = cluster.tool("initdb");
        init.arg("-D").arg(&data).args([
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        ]);
        cluster.quiet(&mut init)?;
        let options = format!(
            "-c listen_addresses='' -k {} -c jit=off -c max_connections=300 {settings}",
            cluster.folder.display()
        );
        let mut start = cluster.tool("pg_ctl");
        start.arg("-D").arg(&data).args(["-w", "-s", "-l"]).arg(cluster.folder.join("log"));
        start.args(["-o", &options, "start"]);
        cluster.quiet(&mut start)?;
        Ok(cluster)
    }

    /// Address of its maintenance database.
    pub(crate) fn url(&self) -> String {
        format!("postgres://postgres@localhost/postgres?host={}", self.folder.display())
    }

    /// A PostgreSQL tool; never as root, which it refuses.
    fn tool(&self, name: &str) -> Command {
        let path = self.binaries.join(name);
        let mut command = if is_root() {
            let mut command = Command::new("setpriv");
            command.args(["--reuid=nobody", "--regid=nogroup", "--clear-groups"]).arg(path);
            command
        } else {
            Command::new(path)
        };
        command.current_dir(Path::new("/"));
        command
    }

    fn quiet(&self, command: &mut Command) -> Result<(), String> {
        let name = command.get_program().to_string_lossy().into_owned();
        let out = command.stdout(Stdio::null()).output().map_err(|error| format!("{name}: {error}"))?;
        if out.status.success() { Ok(()) } else { Err(format!("{name}: {}", String::from_utf8_lossy(&out.stderr))) }
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let mut stop = self.tool("pg_ctl");
        stop.arg("-D").arg(self.folder.join("data")).args(["-m", "immediate", "-s", "stop"]);
        let _ = self.quiet(&mut stop);
        let _ = fs::remove_dir_all(&self.folder);
    }
}
