//! A client that knows nothing of which servers live: it asks until somebody answers, and writes down what it is told.

use super::dice::Dice;
use super::fleet::{Ask, Fleet, Sent};
use super::ledger::{Ledger, Race};
use serde_json::Value;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

/// Tokens of those who act.
#[derive(Clone)]
pub struct Tokens {
    pub union: String,
    pub colleague: String,
    pub employer: String,
    pub bureau: String,
}

impl Tokens {
    pub fn of(&self, who: &str) -> &str {
        match who {
            "worker_side" => &self.union,
            "employer_side" => &self.employer,
            _ => &self.bureau,
        }
    }
}

#[derive(Clone)]
pub struct Client {
    pub fleet: Arc<Fleet>,
    pub ledger: Arc<Ledger>,
    pub tokens: Tokens,
    pub stop: Arc<AtomicBool>,
    pub dice: Dice,
}

/// The load has ended.
#[derive(Debug)]
pub struct Stopped;

impl Client {
    pub fn stopped(&self) -> Result<(), Stopped> {
        if self.stop.load(Ordering::Relaxed) { Err(Stopped) } else { Ok(()) }
    }

    fn breathe(&mut self) {
        thread::sleep(Duration::from_millis(20 + self.dice.roll(60) as u64));
    }

    pub fn pause(&mut self, most: usize) {
        thread::sleep(Duration::from_millis(self.dice.roll(most) as u64));
    }

    /// Sends to a server; what came is counted, and what may never come is written down.
    fn sent(&self, place: usize, ask: Ask<'_>) -> Sent {
        let sent = self.fleet.send(place, ask);
        let status = if let Sent::Answered(status, _) = &sent { *status } else { 0 };
        self.ledger.count(status);
        if let Sent::Answered(status, answer) = &sent
            && !matches!(status, 200..=299 | 409 | 422 | 503)
        {
            self.ledger.wrong.lock().unwrap().push(format!("{}: {status} {answer}", ask.head));
        }
        sent
    }

    /// Sends to any server.
    pub fn send(&mut self, ask: Ask<'_>) -> Sent {
        let place = self.dice.roll(self.fleet.len());
        self.sent(place, ask)
    }

    pub fn get(&mut self, path: &str, who: &str) -> Value {
        let (fleet, token) = (Arc::clone(&self.fleet), self.tokens.of(who).to_owned());
        fleet.get(&mut self.dice, path, &token)
    }

    /// Creates something; the answer. What may have been made and was never told of is made again.
    pub fn create(&mut self, path: &str, who: &str, body: &Value) -> Result<Value, Stopped> {
        let (head, token, body) = (format!("POST {path}"), self.tokens.of(who).to_owned(), body.to_string());
        loop {
            self.stopped()?;
            let ask = Ask { head: &head, token: &token, kind: "application/json", body: body.as_bytes(), after: None };
            if let Sent::Answered(201, made) = self.send(ask) {
                return Ok(made);
            }
            self.breathe();
        }
    }

    /// Acts of a kind that a side has done after an act, oldest first.
    pub fn done(&mut self, id: &str, after: u64, act: &str, who: Option<&str>) -> Vec<Value> {
        let acts = self.get(&format!("/api/v1/negotiations/{id}/acts"), "worker_side");
        let fits = |done: &&Value| {
            done["seq"].as_u64() > Some(after)
                && done["act"] == act
                && who.is_none_or(|who| done["by"]["capacity"] == who)
        };
        acts.as_array().unwrap().iter().filter(fits).cloned().collect()
    }

    /// Number of a negotiation's last act.
    pub fn version(&mut self, id: &str) -> u64 {
        self.get(&format!("/api/v1/negotiations/{id}"), "worker_side")["version"].as_u64().unwrap()
    }

    /// Does an act, however often it has to be asked for, once.
    pub fn act(&mut self, id: &str, who: &str, act: &Value) -> Result<(), Stopped> {
        let name = act["act"].as_str().unwrap().to_owned();
        let before = if name == "invite" { 0 } else { self.version(id) };
        loop {
            self.stopped()?;
            let place = self.dice.roll(self.fleet.len());
            match self.tried(place, id, who, act) {
                Tried::Done(_) => return Ok(()),
                Tried::Refused(why) => {
                    assert!(!self.done(id, before, &name, Some(who)).is_empty(), "{name} by {who}: {why}");
                    return Ok(());
                }
                Tried::Unknown => {
                    self.breathe();
                    if !self.done(id, before, &name, Some(who)).is_empty() {
                        return Ok(());
                    }
                }
            }
        }
    }

    /// Asks one server for an act, once.
    fn tried(&self, place: usize, id: &str, who: &str, act: &Value) -> Tried {
        let (head, body) = (format!("POST /api/v1/negotiations/{id}/acts"), act.to_string());
        let token = self.tokens.of(who);
        let ask = Ask { head: &head, token, kind: "application/json", body: body.as_bytes(), after: None };
        match self.sent(place, ask) {
            Sent::Answered(201, answer) => Tried::Done(self.ledger.act(id, &answer)),
            Sent::Answered(422, why) => Tried::Refused(why),
            _ => Tried::Unknown,
        }
    }

    /// Several ask for the same at once, each through every server, until one of them has done it. `most` may be done.
    pub fn race(
        &mut self,
        id: &str,
        name: &'static str,
        racers: &[(&'static str, Value)],
        most: usize,
    ) -> Result<(), Stopped> {
        let before = self.version(id);
        let mut won = Vec::new();
        while self.done(id, before, name, None).len() < most {
            self.stopped()?;
            let me = &*self;
            thread::scope(|scope| {
                let each = racers.iter().flat_map(|racer| (0..2).map(move |place| (place, racer)));
                let running: Vec<_> =
                    each.map(|(place, (who, act))| (who, scope.spawn(move || me.tried(place, id, who, act)))).collect();
                for (who, racer) in running {
                    if let Tried::Done(seq) = racer.join().unwrap() {
                        won.push((*who, seq));
                    }
                }
            });
            self.breathe();
        }
        self.ledger.races.lock().unwrap().push(Race { negotiation: id.to_owned(), act: name, won, most });
        Ok(())
    }

    /// A fingerprint that a negotiation shows its parties.
    pub fn fingerprint(&mut self, id: &str, name: &str) -> Value {
        self.get(&format!("/api/v1/negotiations/{id}"), "worker_side")[name].clone()
    }
}

/// What came of an act asked for once.
enum Tried {
    /// Its number.
    Done(u64),
    Refused(Value),
    Unknown,
}
