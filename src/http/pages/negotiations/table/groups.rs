//! The rows of the table, item by item and kind by kind.

use super::Scene;
use crate::i18n::Lang;
use crate::service::table::Row;
use crate::text::term::{item_mark, item_title, kind};
use domain::bargaining::Negotiation;
use domain::party::Side;
use domain::statute::{Citation, Trust};
use domain::term::Item;
use std::collections::HashMap;

/// Kinds in the order of the contract.
const KINDS: [&str; 11] = [
    "minimum_wage",
    "wage_adjustment",
    "payment",
    "overtime",
    "leave",
    "allowance",
    "probation",
    "sick_pay",
    "work_norm",
    "welfare",
    "clause",
];

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

/// The items named at the table, by key: as the workers' side has them, else the employers', else as they were.
fn items(state: &Negotiation) -> HashMap<&str, &Item> {
    let positions = [Side::EmployerSide, Side::WorkerSide].into_iter().filter_map(|side| state.position(side));
    let previous = state.opening().previous.iter();
    let force = state.force().map(|force| &force.sheet);
    let offers = state.offers().iter().map(|offer| &offer.sheet);
    let sheets = previous.chain(force).chain(offers).chain(positions.map(|offer| &offer.sheet));
    sheets.flat_map(|sheet| &sheet.items).map(|item| (item.key.as_str(), item)).collect()
}

/// Titles of all items ever named, by key.
pub(in crate::http::pages::negotiations) fn titles(state: &Negotiation, lang: Lang) -> HashMap<String, String> {
    items(state).into_iter().map(|(key, item)| (key.to_owned(), item_title(item, lang))).collect()
}

/// Everything on the table, kind by kind.
pub(super) fn groups<'a>(scene: &Scene<'a>) -> Vec<Group<'a>> {
    let items = items(&scene.table.state);
    let mut places: HashMap<&str, (usize, usize)> = HashMap::new();
    let mut out: Vec<Group<'a>> = KINDS.map(|kind| Group { kind, entries: Vec::new() }).into();
    for row in &scene.table.rows {
        let key = row.cell.item.as_str();
        let place = places.get(key).copied().unwrap_or_else(|| {
            let item = items.get(key).copied();
            let word = item.map(|item| kind(&item.term)).unwrap_or_default();
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
