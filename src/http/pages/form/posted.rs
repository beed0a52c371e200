//! What a form sent: names and texts, as they came.

use crate::http::clean::Cleaner;
use crate::service::Error;

/// Pairs of a form, in order.
#[derive(Clone, Debug, Default)]
pub(in crate::http::pages) struct Posted(Vec<(String, String)>);

impl Posted {
    pub fn new(pairs: Vec<(String, String)>) -> Self {
        // Browsers send line ends as CRLF; texts are kept with LF so that equal texts are equal.
        Self(pairs.into_iter().map(|(name, value)| (name, value.replace("\r\n", "\n"))).collect())
    }

    /// Refuses texts that nothing of ours may hold.
    pub fn check(&self) -> Result<(), Error> {
        let mut cleaner = Cleaner::default();
        cleaner.pairs(&self.0);
        cleaner.finish()
    }

    /// The first text of a name; empty where there is none.
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(n, _)| n == name).map_or("", |(_, value)| value)
    }

    /// The trimmed text of a name, unless empty.
    pub fn some(&self, name: &str) -> Option<&str> {
        Some(self.get(name).trim()).filter(|text| !text.is_empty())
    }

    /// Every text of a name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// Every name with its text, in order.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Sets a text.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.0.retain(|(n, _)| n != name);
        self.0.push((name.to_owned(), value.into()));
    }

    /// Removes every name under a prefix.
    pub fn remove_under(&mut self, prefix: &str) {
        self.0.retain(|(name, _)| !name.starts_with(prefix));
    }

    /// The indexes used in `prefix[0]`, `prefix[3]`, …, ascending.
    pub fn indexes(&self, prefix: &str) -> Vec<usize> {
        let index = |name: &str| {
            let (digits, _) = name.strip_prefix(prefix)?.strip_prefix('[')?.split_once(']')?;
            digits.parse::<usize>().ok().filter(|index| *index < 10_000)
        };
        let mut found: Vec<usize> = self.0.iter().filter_map(|(name, _)| index(name)).collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}
