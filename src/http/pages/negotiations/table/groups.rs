//! The rows of the table, item by item and kind by kind.

use super::Scene;
use crate::http::pages::fold::{Share, goto, window};
use crate::i18n::Lang;
use crate::service::table::Row;
use crate::text::term::{item_mark, item_title};
use domain::bargaining::{self, Negotiation};
use domain::statute::{Citation, Trust};
use domain::term::{Item, KINDS, Names};
use maud::{Markup, html};
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

    /// About how much markup it takes, in bytes.
    fn weight(&self) -> usize {
        let row = |row: &Row| {
            let cell = &row.cell;
            let values = [&cell.previous, &cell.worker_side, &cell.employer_side];
            let texts = values.into_iter().flatten().map(|value| value.text().len()).sum::<usize>();
            texts.saturating_add(1_800)
        };
        self.rows.iter().map(|one| row(one)).fold(700, usize::saturating_add)
    }

    pub fn title(&self, names: &Names, lang: Lang) -> String {
        self.item.map_or_else(|| self.key.to_owned(), |item| item_title(item, names, lang))
    }

    /// Its name under the heading of its kind.
    pub fn mark(&self, names: &Names, lang: Lang) -> String {
        self.item.map_or_else(|| self.key.to_owned(), |item| item_mark(item, names, lang))
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
            self.entries.iter().filter(|entry| scene.filter.takes(entry, &scene.names, lang)).cloned().collect();
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

/// As much of the table as a page holds, and the links to the rest. Where it does not hold all, so many items of each kind
/// are told beside a link to the first of them.
pub(super) fn page<'a>(scene: &Scene<'_>, groups: &[Group<'a>]) -> (Vec<Group<'a>>, Markup) {
    let all: Vec<(&'static str, &Entry<'a>)> =
        groups.iter().flat_map(|group| group.entries.iter().map(|entry| (group.kind, entry))).collect();
    let (shown, links) = window(
        scene.visit,
        ("items", Share::Most),
        &all,
        |(_, entry)| entry.key.to_owned(),
        |(_, entry)| entry.weight(),
    );
    let mut out: Vec<Group<'a>> = Vec::new();
    for (kind, entry) in shown {
        match out.last_mut().filter(|group| group.kind == *kind) {
            Some(group) => group.entries.push(Entry::clone(entry)),
            None => out.push(Group { kind, entries: vec![Entry::clone(entry)] }),
        }
    }
    let whole = shown.len() == all.len();
    let kinds = html! { @if !whole {
        ul.kinds { @for group in groups { @if let Some(first) = group.entries.first() { li {
            a href=(goto(scene.visit, "items", first.key)) { (scene.t(&format!("term-{}", group.kind))) " " span.number { (group.entries.len()) } }
        } } } }
    } };
    (out, html! { (links) (kinds) })
}

/// Titles of all items ever named, by key.
pub(in crate::http::pages::negotiations) fn titles(state: &Negotiation, lang: Lang) -> HashMap<String, String> {
    let names = bargaining::names(state);
    bargaining::items(state).into_iter().map(|item| (item.key.clone(), item_title(item, &names, lang))).collect()
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
