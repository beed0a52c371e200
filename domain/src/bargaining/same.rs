//! One term under two keys: each side may have its own key for the same thing. Initials and agreement go by the thing.

use super::{ItemMarks, Negotiation};
use crate::party::Side;
use crate::term::{Item, Named, TermSheet, pairs};
use std::collections::{HashMap, HashSet};

impl Negotiation {
    /// Of the items of an offer with these keys, the keys under which the other position has the same thing, where they
    /// are others.
    pub(super) fn other_keys<'a>(
        &self,
        sheet: &'a TermSheet,
        side: Side,
        keys: &HashSet<&str>,
    ) -> HashMap<&'a str, String> {
        let Some(other) = self.position(side.other()) else { return HashMap::new() };
        let known: HashSet<&str> = other.sheet.items.iter().map(|item| item.key.as_str()).collect();
        // What both call by one key is found without pairing the sheets.
        if keys.iter().all(|key| known.contains(key)) {
            return HashMap::new();
        }
        let old: Vec<&Item> = other.sheet.items.iter().collect();
        let new: Vec<&Item> = sheet.items.iter().collect();
        let found = pairs(Named { items: &old, names: &other.sheet.names }, Named { items: &new, names: &sheet.names });
        let one = |(item, place): (&&'a Item, Option<usize>)| {
            let there = old.get(place?)?;
            let wanted = keys.contains(item.key.as_str()) && there.key != item.key;
            wanted.then(|| (item.key.as_str(), there.key.clone()))
        };
        new.iter().zip(found).filter_map(one).collect()
    }

    /// What is agreed, to be found by items of any sheet.
    pub(super) fn agreed_items(&self) -> AgreedItems<'_> {
        let agreed = |marks: &'_ ItemMarks| marks.agreed.is_some();
        let any = self.marks.values().any(agreed);
        AgreedItems { of: self, any, by_content: None }
    }

    /// The keys that stand for what is agreed under one: it, and the other side's.
    pub(super) fn keys_agreed_with(&self, key: &str) -> Vec<String> {
        let agreed = |marks: &ItemMarks| marks.agreed.as_ref().map(|(_, item)| item.clone());
        let own = self.marks.get(key).and_then(agreed);
        let twins = self.marks.iter().filter(|(other, marks)| *other != key && own.is_some() && agreed(marks) == own);
        std::iter::once(key.to_owned()).chain(twins.map(|(other, _)| other.clone())).collect()
    }
}

/// Agreed items by key, and by what they say.
pub(super) struct AgreedItems<'a> {
    of: &'a Negotiation,
    any: bool,
    by_content: Option<HashMap<String, &'a Item>>,
}

impl<'a> AgreedItems<'a> {
    /// The agreed item that an item is: under its key, or under another one with the same content.
    pub fn of(&mut self, item: &Item) -> Option<&'a Item> {
        let by_key = self.of.marks.get(&item.key).and_then(|marks| marks.agreed.as_ref());
        if let Some((_, agreed)) = by_key {
            return Some(agreed);
        }
        if !self.any {
            return None;
        }
        let all = self.of.marks.values().filter_map(|marks| marks.agreed.as_ref());
        let by_content = self.by_content.get_or_insert_with(|| all.map(|(_, item)| (content(item), item)).collect());
        by_content.get(&content(item)).copied()
    }
}

/// What an item says, whatever its key, as text.
pub(super) fn content(item: &Item) -> String {
    let nameless = Item { key: String::new(), ..item.clone() };
    serde_json::to_string(&nameless).unwrap_or_default()
}
