//! The server as a process: it stops although somebody listens.

use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Ends the process however the test ends.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn concord(arguments: &[&str], database: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_concord"));
    command.args(arguments).env("DATABASE_URL", database).stdin(Stdio::piped()).stdout(Stdio::piped());
    command
}

fn send(address: &str, request: &str) -> BufReader<TcpStream> {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    BufReader::new(stream)
}

#[test]
fn a_server_told_to_stop_does_not_wait_for_its_streams() {
    let folder = tempfile::tempdir().unwrap();
    let database = format!("sqlite:{}?mode=rwc", folder.path().join("concord.db").display());
    let mut adding = concord(&["user", "add", "reader", "--name", "读者"], &database).spawn().unwrap();
    adding.stdin.take().unwrap().write_all(b"reader-password").unwrap();
    assert!(adding.wait().unwrap().success());
    let mut server = Running(concord(&["serve", "--listen", "127.0.0.1:0"], &database).spawn().unwrap());
    let mut said = String::new();
    BufReader::new(server.0.stdout.take().unwrap()).read_line(&mut said).unwrap();
    let address = said.trim().strip_prefix("http://").unwrap();

    let body = json!({"login": "reader", "password": "reader-password"}).to_string();
    let head = "POST /api/v1/tokens HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: application/json\r\n";
    let mut answer = String::new();
    let request = format!("{head}content-length: {}\r\n\r\n{body}", body.len());
    send(address, &request).read_to_string(&mut answer).unwrap();
    let token: Value = serde_json::from_str(answer.split("\r\n\r\n").nth(1).unwrap()).unwrap();
    let token = token["token"].as_str().unwrap();
    let mut stream = send(address, &format!("GET /live HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {token}\r\n\r\n"));
    let mut line = String::new();
    while !line.starts_with("event: ready") {
        line.clear();
        assert!(stream.read_line(&mut line).unwrap() > 0, "the stream did not open");
    }

    let told = Instant::now();
    let kill = Command::new("kill").args(["-TERM", &server.0.id().to_string()]).status().unwrap();
    assert!(kill.success());
    assert!(server.0.wait().unwrap().success());
    assert!(told.elapsed() < Duration::from_secs(10), "it waited for the stream: {:?}", told.elapsed());
    let mut rest = String::new();
    stream.read_to_string(&mut rest).unwrap();
    assert!(!rest.contains("event: end"), "the reader is to come again: {rest}");
}
