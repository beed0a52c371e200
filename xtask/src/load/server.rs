//! The server under load, and the plainest client there is.

use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

pub(crate) struct Server {
    binary: String,
    database: String,
    child: Child,
    pub(crate) address: String,
    pub(crate) operator_password: String,
}

impl Server {
    pub(crate) fn start(binary: &str, database: &str) -> Result<Self, String> {
        let told = |error: std::io::Error| format!("{binary}: {error}");
        let mut command = Command::new(binary);
        command.args(["serve", "--listen", "127.0.0.1:0", "--database-url", database]).stdout(Stdio::piped());
        let mut child = command.spawn().map_err(told)?;
        let out = child.stdout.take().ok_or("no output")?;
        let (mut operator_password, mut address) = (String::new(), String::new());
        for line in BufReader::new(out).lines() {
            let line = line.map_err(told)?;
            if let Some((_, password)) = line.split_once("operator / ") {
                password.clone_into(&mut operator_password);
            }
            if let Some(found) = line.strip_prefix("http://") {
                found.clone_into(&mut address);
                break;
            }
        }
        let (binary, database) = (binary.to_owned(), database.to_owned());
        Ok(Self { binary, database, child, address, operator_password })
    }

    /// Confirms a mandate, as the command line does for an organisation's first.
    pub(super) fn confirm(&self, mandate: &str) -> Result<(), String> {
        let mut command = Command::new(&self.binary);
        command.args(["mandate", "confirm", mandate, "--database-url", &self.database]);
        let out = command.output().map_err(|error| error.to_string())?;
        if out.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&out.stderr).into_owned()) }
    }

    /// Status and body of the answer; what goes wrong on the way is the error.
    pub(super) fn send(
        &self,
        method: &str,
        path: &str,
        token: &str,
        kind: &str,
        body: &[u8],
    ) -> Result<(u16, Vec<u8>), String> {
        let told = |error: std::io::Error| error.to_string();
        let mut stream = TcpStream::connect(&self.address).map_err(told)?;
        stream.set_read_timeout(Some(Duration::from_secs(150))).map_err(told)?;
        let head = format!(
            "{method} {path} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\nauthorization: Bearer {token}\r\n\
             content-type: {kind}\r\ncontent-length: {}\r\n\r\n",
            self.address,
            body.len()
        );
        stream.write_all(head.as_bytes()).map_err(told)?;
        // A body that is refused unread may be cut off while it is sent; the answer is there all the same.
        let _ = stream.write_all(body);
        let mut answer = Vec::new();
        let read = stream.read_to_end(&mut answer);
        let end = answer.windows(4).position(|four| four == b"\r\n\r\n");
        let Some(end) = end else { return Err(read.err().map_or_else(|| "no answer".to_owned(), told)) };
        let head = String::from_utf8_lossy(answer.get(..end).unwrap_or_default()).into_owned();
        let status = head.split(' ').nth(1).and_then(|word| word.parse().ok()).ok_or("no status")?;
        Ok((status, answer.split_off(end.saturating_add(4))))
    }

    /// An answer that must be a success, as JSON.
    pub(super) fn ask(&self, method: &str, path: &str, token: &str, body: &Value) -> Result<Value, String> {
        let text = if body.is_null() { String::new() } else { body.to_string() };
        let (status, answer) = self.send(method, path, token, "application/json", text.as_bytes())?;
        if status >= 300 {
            return Err(format!("{method} {path}: {status} {}", String::from_utf8_lossy(&answer)));
        }
        Ok(serde_json::from_slice(&answer).unwrap_or(Value::Null))
    }

    pub(super) fn token(&self, login: &str, password: &str) -> Result<String, String> {
        let answer = self.ask("POST", "/api/v1/tokens", "", &json!({"login": login, "password": password}))?;
        answer["token"].as_str().map(str::to_owned).ok_or_else(|| "no token".to_owned())
    }

    /// Highest resident set so far, in MiB.
    pub(super) fn peak_mib(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
        line.trim().trim_end_matches(" kB").parse::<u64>().unwrap_or(0) / 1024
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
