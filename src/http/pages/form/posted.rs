//! What a form sent: names and texts, as they came.

use crate::http::clean::Cleaner;
use crate::http::shape;
use crate::service::{Error, FieldCode, FieldFault};
use serde::de::DeserializeOwned;
use serde::de::value::{Error as Unread, MapDeserializer};
use std::collections::BTreeMap;
use validator::Validate;

/// Pairs of a form, in order, found by name.
#[derive(Clone, Debug, Default)]
pub(in crate::http::pages) struct Posted {
    pairs: Vec<(String, String)>,
    /// Places of each name.
    at: BTreeMap<String, Vec<usize>>,
}

impl Posted {
    pub fn new(pairs: Vec<(String, String)>) -> Self {
        // Browsers send line ends as CRLF; texts are kept with LF so that equal texts are equal.
        Self::of(pairs.into_iter().map(|(name, value)| (name, value.replace("\r\n", "\n"))).collect())
    }

    fn of(pairs: Vec<(String, String)>) -> Self {
        let mut at: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (place, (name, _)) in pairs.iter().enumerate() {
            at.entry(name.clone()).or_default().push(place);
        }
        Self { pairs, at }
    }

    /// Refuses texts that nothing of ours may hold.
    pub fn check(&self) -> Result<(), Error> {
        let mut cleaner = Cleaner::default();
        cleaner.pairs(&self.pairs);
        cleaner.finish()
    }

    /// The first text of a name; empty where there is none.
    pub fn get(&self, name: &str) -> &str {
        self.all(name).next().unwrap_or_default()
    }

    /// The trimmed text of a name, unless empty.
    pub fn some(&self, name: &str) -> Option<&str> {
        Some(self.get(name).trim()).filter(|text| !text.is_empty())
    }

    /// Every text of a name.
    pub fn all<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> + use<'a> {
        let places = self.at.get(name).map(Vec::as_slice).unwrap_or_default();
        places.iter().filter_map(|place| self.pairs.get(*place)).map(|(_, value)| value.as_str())
    }

    /// Every name with its text, in order.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The form in its shape: a struct of texts, each by its name; what was not sent is as its default.
    ///
    /// # Errors
    /// [`Error::Invalid`] with every field at fault.
    pub fn read<T: DeserializeOwned + Validate>(&self) -> Result<T, Error> {
        let texts = self.at.keys().map(|name| (name.as_str(), self.get(name)));
        let unread =
            |_: Unread| Error::Invalid(vec![FieldFault { field: "form".to_owned(), code: FieldCode::Unknown }]);
        let form = T::deserialize(MapDeserializer::new(texts)).map_err(unread)?;
        shape::check(&form)?;
        Ok(form)
    }

    /// Sets a text.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        match self.at.get(name).map(Vec::as_slice) {
            Some([place]) => {
                if let Some((_, there)) = self.pairs.get_mut(*place) {
                    *there = value.into();
                }
            }
            Some(_) => {
                self.retain(|other| other != name);
                self.set(name, value);
            }
            None => self.add(name, value),
        }
    }

    /// Sets one more text of a name.
    pub fn add(&mut self, name: &str, value: impl Into<String>) {
        self.at.entry(name.to_owned()).or_default().push(self.pairs.len());
        self.pairs.push((name.to_owned(), value.into()));
    }

    /// Removes every name under a prefix.
    pub fn remove_under(&mut self, prefix: &str) {
        self.retain(|name| !name.starts_with(prefix));
    }

    fn retain(&mut self, keep: impl Fn(&str) -> bool) {
        let mut pairs = std::mem::take(&mut self.pairs);
        pairs.retain(|(name, _)| keep(name));
        *self = Self::of(pairs);
    }

    /// The indexes used in `prefix[0]`, `prefix[3]`, …, ascending.
    pub fn indexes(&self, prefix: &str) -> Vec<usize> {
        let start = format!("{prefix}[");
        let index = |name: &str| {
            let (digits, _) = name.strip_prefix(&start)?.split_once(']')?;
            digits.parse::<usize>().ok().filter(|index| *index < 10_000)
        };
        let under = self.at.range(start.clone()..).map(|(name, _)| name).take_while(|name| name.starts_with(&start));
        let mut found: Vec<usize> = under.filter_map(|name| index(name)).collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}
