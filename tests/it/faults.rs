//! What must survive: an act that was answered with success outlives `kill -9`.

use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

struct Server {
    child: Child,
    address: String,
    operator: Option<String>,
}

/// Starts the real server on a folder's database.
#[allow(clippy::zombie_processes, reason = "the caller kills and waits")]
fn start(folder: &Path) -> Server {
    let url = format!("sqlite:{}?mode=rwc", folder.join("concord.db").display());
    let mut child = Command::new(env!("CARGO_BIN_EXE_concord"))
        .args(["serve", "--listen", "127.0.0.1:0", "--database-url", &url])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut operator = None;
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    loop {
        let line = lines.next().expect("the server says where it listens").unwrap();
        if let Some((_, password)) = line.split_once("operator / ") {
            operator = Some(password.to_owned());
        }
        if let Some(address) = line.strip_prefix("http://") {
            return Server { child, address: address.to_owned(), operator };
        }
    }
}

impl Server {
    fn call(&self, method: &str, path: &str, token: &str, body: &Value) -> (u16, Value) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let body = body.to_string();
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\nauthorization: {token}\r\n\
             content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
            self.address,
            body.len()
        )
        .unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        let status = text.split(' ').nth(1).unwrap().parse().unwrap();
        let body = text.split_once("\r\n\r\n").unwrap().1;
        (status, serde_json::from_str(body).unwrap_or(Value::Null))
    }
}

#[test]
fn what_was_answered_survives_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    let mut server = start(folder.path());
    let password = server.operator.clone().expect("the first start makes an operator");
    let (status, token) =
        server.call("POST", "/api/v1/tokens", "Bearer", &json!({"login": "operator", "password": password}));
    // An empty bearer is no token at all: the sign-in itself does not look at it.
    assert_eq!(status, 201, "{token}");
    let bearer = format!("Bearer {}", token["token"].as_str().unwrap());
    for round in 0..3 {
        let name = format!("企业 {round}");
        let body = json!({"name": name, "kind": "enterprise", "area": "640205"});
        let (status, _) = server.call("POST", "/api/v1/organisations", &bearer, &body);
        assert_eq!(status, 201);
        server.child.kill().unwrap();
        server.child.wait().unwrap();
        server = start(folder.path());
        assert!(server.operator.is_none(), "only the first start makes an operator");
        let (_, found) = server.call("GET", "/api/v1/organisations", &bearer, &Value::Null);
        let names: Vec<_> = found.as_array().unwrap().iter().map(|o| o["name"].as_str().unwrap()).collect();
        assert!(names.contains(&name.as_str()), "lost: {names:?}");
    }
    server.child.kill().unwrap();
    server.child.wait().unwrap();
}
