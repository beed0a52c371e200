//! ChromeDriver and the browsers it starts: on a free port, in a folder of their own, gone when dropped.

use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread::sleep;
use std::time::Duration;
use tempfile::TempDir;

/// How long anything may take on a machine that does much else.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// A running ChromeDriver.
pub struct Driver {
    process: Child,
    port: u16,
    folder: TempDir,
    browsers: AtomicU32,
}

impl Driver {
    /// Starts one on a port that the system picks.
    pub fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut process = Command::new("chromedriver")
            .args(["--port=0", "--log-level=SEVERE"])
            .env("HOME", folder.path())
            .env("TMPDIR", folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver is not there: run the tests with `cargo xtask test`, which installs it");
        let mut said = BufReader::new(process.stdout.take().unwrap()).lines();
        let port =
            said.by_ref().map_while(Result::ok).find_map(|line| port_of(&line)).expect("chromedriver names no port");
        // Whoever writes into a pipe that nobody reads stops sooner or later.
        std::thread::spawn(move || said.for_each(drop));
        Self { process, port, folder, browsers: AtomicU32::new(0) }
    }

    /// Starts a browser with a profile that has never been used.
    pub async fn browser(&self, language: &str) -> Client {
        let number = self.browsers.fetch_add(1, Ordering::Relaxed);
        let profile = self.folder.path().join(format!("profile-{number}"));
        let capabilities = capabilities(&profile, language);
        let address = format!("http://127.0.0.1:{}", self.port);
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(capabilities.as_object().unwrap().clone());
        let connected = tokio::time::timeout(PATIENCE, builder.connect(&address)).await;
        connected.expect("Chromium did not start in time").expect("Chromium did not start")
    }

    /// Asks ChromeDriver to end its browsers and itself.
    fn shut_down(&self) -> std::io::Result<()> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(Duration::from_secs(10)))?;
        let request = format!("GET /shutdown HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n\r\n", self.port);
        stream.write_all(request.as_bytes())?;
        stream.read_to_end(&mut Vec::new()).map(|_| ())
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.shut_down();
        for _ in 0..100 {
            if !matches!(self.process.try_wait(), Ok(None)) {
                return;
            }
            sleep(Duration::from_millis(50));
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The port in ChromeDriver's greeting: `… started successfully on port 41234.`
fn port_of(line: &str) -> Option<u16> {
    let (_, rest) = line.split_once("successfully on port ")?;
    rest.trim_end().trim_end_matches('.').parse().ok()
}

fn capabilities(profile: &Path, language: &str) -> Value {
    let profile = format!("--user-data-dir={}", PathBuf::from(profile).display());
    json!({
        "timeouts": {"script": 60_000, "pageLoad": 60_000, "implicit": 0},
        "goog:loggingPrefs": {"browser": "ALL"},
        "goog:chromeOptions": {
            "args": [
                "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
                "--disable-dev-shm-usage", "--disable-extensions", "--no-first-run", "--hide-scrollbars",
                "--force-color-profile=srgb", "--window-size=1280,900", profile,
                format!("--lang={language}")
            ],
            "prefs": {"intl.accept_languages": language, "credentials_enable_service": false}
        }
    })
}
