//! What clients were told: written down the moment an answer is whole, to be held against the log at the end.

use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Mutex;

/// An act that was answered with 201.
#[derive(Clone, Debug)]
pub struct Acked {
    pub negotiation: String,
    pub seq: u64,
    pub act: String,
    pub sha256: String,
}

/// Some that tried the same at once: of each who, how many were told that they had done it.
#[derive(Clone, Debug)]
pub struct Race {
    pub negotiation: String,
    pub act: &'static str,
    /// Numbers of the acts done, as acknowledged, by who did them.
    pub won: Vec<(&'static str, u64)>,
    /// Acts of this kind that may be told done in all.
    pub most: usize,
}

/// All that was acknowledged, and what came besides.
#[derive(Default)]
pub struct Ledger {
    pub acts: Mutex<Vec<Acked>>,
    pub races: Mutex<Vec<Race>>,
    /// Negotiations opened.
    pub opened: Mutex<Vec<String>>,
    /// Contract and number.
    pub numbers: Mutex<Vec<(String, String)>>,
    /// Negotiation, document, SHA-256.
    pub documents: Mutex<Vec<(String, String, String)>>,
    /// Negotiation, side, version of the draft.
    pub drafts: Mutex<Vec<(String, &'static str, i64)>>,
    /// Audits and their lines.
    pub audits: Mutex<Vec<(String, u64)>>,
    /// Answers by status; 0: none, or one that broke off.
    pub answers: Mutex<BTreeMap<u16, u64>>,
    /// Answers that no server may give.
    pub wrong: Mutex<Vec<String>>,
}

impl Ledger {
    pub fn count(&self, status: u16) {
        *self.answers.lock().unwrap().entry(status).or_default() += 1;
    }

    /// Writes an acknowledged act down; its number comes back.
    pub fn act(&self, negotiation: &str, answer: &Value) -> u64 {
        let text = |name: &str| answer[name].as_str().unwrap_or_else(|| panic!("{name}: {answer}")).to_owned();
        let seq = answer["seq"].as_u64().unwrap();
        let (negotiation, act, sha256) = (negotiation.to_owned(), text("act"), text("sha256"));
        self.acts.lock().unwrap().push(Acked { negotiation, seq, act, sha256 });
        seq
    }
}
