//! Real servers over one database, any of which may be dead at any moment, and the plainest client there is.

use super::dice::Dice;
use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, RwLock};
use std::time::Duration;

/// How long a client waits for an answer before it counts as none.
const PATIENCE: Duration = Duration::from_secs(60);

/// What came of a request.
#[derive(Debug)]
pub enum Sent {
    /// An answer, whole: status and body.
    Answered(u16, Value),
    /// Nobody answered, or not to the end: it may have been done or not.
    Unknown,
}

/// Servers over one database.
pub struct Fleet {
    database: String,
    servers: Vec<Slot>,
}

/// A place where a server runs, dies and is started again, each time at another address.
#[derive(Default)]
struct Slot {
    child: Mutex<Option<Child>>,
    address: RwLock<String>,
}

/// Starts the real server; it, its address, and on the first start the operator's password.
#[allow(clippy::zombie_processes, reason = "the caller kills and waits")]
pub fn start(database: &str) -> (Child, String, Option<String>) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_concord"))
        .args(["serve", "--listen", "127.0.0.1:0", "--database-url", database])
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
            return (child, address.to_owned(), operator);
        }
    }
}

/// A request: method and path, who, what.
#[derive(Clone, Copy, Default)]
pub struct Ask<'a> {
    pub head: &'a str,
    pub token: &'a str,
    pub kind: &'a str,
    pub body: &'a [u8],
    /// The last event heard of a stream.
    pub after: Option<u64>,
}

impl Ask<'_> {
    /// Sends it; the answer is still to be read.
    fn to(self, address: &str) -> std::io::Result<TcpStream> {
        let mut stream = TcpStream::connect(address)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        let mut text = format!("{} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n", self.head);
        if !self.token.is_empty() {
            text.push_str(&format!("authorization: Bearer {}\r\n", self.token));
        }
        if let Some(seq) = self.after {
            text.push_str(&format!("last-event-id: {seq}\r\n"));
        }
        if !self.kind.is_empty() {
            text.push_str(&format!("content-type: {}\r\n", self.kind));
        }
        write!(stream, "{text}content-length: {}\r\n\r\n", self.body.len())?;
        stream.write_all(self.body)?;
        Ok(stream)
    }

    /// Sends it and reads the answer: one that breaks off is none.
    pub fn answered(self, address: &str) -> Sent {
        let mut answer = Vec::new();
        let read = self.to(address).and_then(|mut stream| stream.read_to_end(&mut answer));
        let whole = || {
            read.ok()?;
            let text = String::from_utf8(answer).ok()?;
            let (head, body) = text.split_once("\r\n\r\n")?;
            let status = head.split(' ').nth(1)?.parse().ok()?;
            let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
            let length = length.map_or(Some(0), |length| length.parse().ok())?;
            let json = if body.is_empty() { Some(Value::Null) } else { serde_json::from_str(body).ok() };
            (body.len() == length).then_some(Sent::Answered(status, json?))
        };
        whole().unwrap_or(Sent::Unknown)
    }
}

impl Fleet {
    /// So many servers over a database whose schema is there.
    pub fn start(database: &str, count: usize) -> Self {
        let servers = (0..count).map(|_| Slot::default()).collect();
        let fleet = Self { database: database.to_owned(), servers };
        (0..count).for_each(|place| fleet.raise(place));
        fleet
    }

    pub const fn len(&self) -> usize {
        self.servers.len()
    }

    /// Starts a server where none runs.
    pub fn raise(&self, place: usize) {
        let slot = &self.servers[place];
        let (child, address, operator) = start(&self.database);
        assert_eq!(operator, None, "only the first start makes an operator");
        *slot.address.write().unwrap() = address;
        *slot.child.lock().unwrap() = Some(child);
    }

    /// Kills a server as `kill -9` does.
    pub fn kill(&self, place: usize) {
        let mut child = self.servers[place].child.lock().unwrap().take().expect("it runs");
        child.kill().unwrap();
        child.wait().unwrap();
    }

    fn address(&self, place: usize) -> String {
        self.servers[place % self.servers.len()].address.read().unwrap().clone()
    }

    pub fn send(&self, place: usize, ask: Ask<'_>) -> Sent {
        ask.answered(&self.address(place))
    }

    /// Asks any server for JSON until one answers.
    pub fn get(&self, dice: &mut Dice, path: &str, token: &str) -> Value {
        loop {
            match self.send(dice.roll(self.len()), Ask { head: &format!("GET {path}"), token, ..Ask::default() }) {
                Sent::Answered(200, value) => return value,
                Sent::Answered(503, _) | Sent::Unknown => std::thread::sleep(Duration::from_millis(30)),
                Sent::Answered(status, value) => panic!("GET {path}: {status} {value}"),
            }
        }
    }

    /// Opens a stream of events at a server, after the last event that was heard; `None` when it cannot be.
    pub fn listen(&self, place: usize, path: &str, token: &str, after: Option<u64>) -> Option<BufReader<TcpStream>> {
        let ask = Ask { head: &format!("GET {path}"), token, after, ..Ask::default() };
        let stream = ask.to(&self.address(place)).ok()?;
        stream.set_read_timeout(Some(Duration::from_secs(2))).unwrap();
        Some(BufReader::new(stream))
    }
}

impl Drop for Fleet {
    fn drop(&mut self) {
        for slot in &self.servers {
            if let Some(mut child) = slot.child.lock().ok().and_then(|mut child| child.take()) {
                let _ = child.kill();
                let _ = child.wait();
            }
        }
    }
}
