//! The rows of the table, item by item and kind by kind.

use super::Scene;
use crate::i18n::Lang;
use crate::service::table::Row;
use crate::text::term::{item_mark, item_title};
use domain::bargaining::{self, Negotiation};
use domain::statute::{Citation, Trust};
use domain::term::{Item, KINDS};
use std::collections::HashMap;
use std::sync::Arc;

/// One item with its rows.
#[derive(Clone)]
pub(super) struct Entry<'a> {
    pub key: &'a str,
    pub item: Option<&'a Item>,
    pub rows: Vec<&'a Row>,
}

impl Entry<'_> {
    /// A side has it on the table.
    pub fn named(&self) -> bool {
        self.rows.iter().any(|row| row.cell.worker_side.is_some() || row.cell.employer_side.is_some())
    }

    pub fn agreed(&self) -> bool {
        self.rows.iter().any(|row| row.cell.agreed.is_some())
    }

    pub fn unlawful(&self) -> bool {
        self.rows.iter().any(|row| row.unlawful)
    }

    pub fn moved(&self) -> bool {
        self.rows.iter().any(|row| row.moved_since_visit)
    }

    pub fn title(&self, lang: Lang) -> String {
        self.item.map_or_else(|| self.key.to_owned(), |item| item_title(item, lang))
    }

    /// Its name under the heading of its kind.
    pub fn mark(&self, lang: Lang) -> String {
        self.item.map_or_else(|| self.key.to_owned(), |item| item_mark(item, lang))
    }
}

/// Items of one kind.
pub(super) struct Group<'a> {
    pub kind: &'static str,
    pub entries: Vec<Entry<'a>>,
}

impl<'a> Group<'a> {
    /// What the filter leaves of it.
    pub fn filtered(&self, scene: &Scene<'_>) -> Option<Group<'a>> {
        let lang = scene.visit.lang();
        let entries: Vec<Entry<'a>> =
            self.entries.iter().filter(|entry| scene.filter.takes(entry, lang)).cloned().collect();
        (!entries.is_empty()).then_some(Group { kind: self.kind, entries })
    }

    /// The one source of all its statutory values, where there is one: told once, above.
    pub fn source(&self) -> Option<(&'a Citation, Trust)> {
        let mut sources = self.entries.iter().flat_map(|entry| &entry.rows).filter_map(|row| {
            let law = row.statutory.as_ref()?;
            law.citation.as_ref().zip(law.trust)
        });
        let first = sources.next()?;
        let rest: Vec<_> = sources.collect();
        (!rest.is_empty() && rest.iter().all(|other| *other == first)).then_some(first)
    }
}

/// Titles of all items ever named, by key.
pub(in crate::http::pages::negotiations) fn titles(state: &Negotiation, lang: Lang) -> HashMap<String, String> {
    bargaining::items(state).into_iter().map(|item| (item.key.clone(), item_title(item, lang))).collect()
}

/// Everything on the table, kind by kind.
pub(super) fn groups<'a>(scene: &Scene<'a>) -> Vec<Group<'a>> {
    let mut places: HashMap<&str, (usize, usize)> = HashMap::new();
    let mut out: Vec<Group<'a>> = KINDS.iter().map(|kind| Group { kind, entries: Vec::new() }).collect();
    for row in &scene.table.rows {
        let key = row.cell.item.as_str();
        let place = places.get(key).copied().unwrap_or_else(|| {
            let item = scene.table.items.get(key).map(Arc::as_ref);
            let word = item.map(|item| item.term.kind()).unwrap_or_default();
            // An item of no known kind cannot be; it would stand with the clauses.
            let group = KINDS.iter().position(|kind| *kind == word).unwrap_or(KINDS.len().saturating_sub(1));
            let entries = out.get(group).map_or(0, |group| group.entries.len());
            if let Some(group) = out.get_mut(group) {
                group.entries.push(Entry { key, item, rows: Vec::new() });
            }
            places.insert(key, (group, entries));
            (group, entries)
        });
        if let Some(entry) = out.get_mut(place.0).and_then(|group| group.entries.get_mut(place.1)) {
            entry.rows.push(row);
        }
    }
    out.retain(|group| !group.entries.is_empty());
    out
}
