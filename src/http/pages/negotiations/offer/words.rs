//! Names of items, fields and texts of a sheet that may be unfinished.

use crate::i18n::Lang;
use crate::service::drafts::Base;
use crate::service::negotiations::NegotiationView;
use crate::text::term::{field_label, leaf_label, loose_text, title_of};
use domain::term::path::named_row;
use domain::term::{LooseChange, Names, TermSheet};
use maud::{Markup, html};
use serde_json::Value;
use std::collections::{HashMap, HashSet};

/// Titles of items by key, and what the words of the sheets are called.
#[derive(Default)]
pub(in crate::http::pages::negotiations) struct Titles {
    of_items: HashMap<String, String>,
    names: Names,
}

impl Titles {
    pub(in crate::http::pages::negotiations) fn get(&self, key: &str) -> Option<&String> {
        self.of_items.get(key)
    }

    /// A field in words; of the sheet's names the name they are of.
    pub(super) fn field(&self, name: &str, lang: Lang) -> String {
        if name.starts_with("names.") { leaf_label(name, &self.names, lang) } else { field(name, lang) }
    }

    /// A text of a field in words.
    pub(super) fn text(&self, field: &str, text: &str, lang: Lang) -> String {
        loose_text(field, text, &self.names, lang)
    }
}

/// The titles of everything in these sheets; the first to name a key gives its title.
pub(in crate::http::pages::negotiations) fn titles<'a>(sheets: impl Iterator<Item = &'a Value>, lang: Lang) -> Titles {
    let mut out = Titles::default();
    for sheet in sheets {
        let names = Names::of(sheet);
        out.names = std::mem::take(&mut out.names).with(&names);
        for item in sheet["items"].as_array().into_iter().flatten() {
            if let Some(key) = item["key"].as_str() {
                out.of_items.entry(key.to_owned()).or_insert_with(|| title_of(item, &names, lang));
            }
        }
    }
    out
}

/// The titles of everything at the table and in `own`.
pub(in crate::http::pages::negotiations) fn all_titles(view: &NegotiationView, own: &[&Value], lang: Lang) -> Titles {
    let previous = view.state.opening().previous.iter();
    let sheets = previous.chain(view.state.offers().iter().map(|offer| &*offer.sheet));
    let sheets: Vec<Value> = sheets.map(TermSheet::to_value).collect();
    titles(own.iter().copied().chain(&sheets), lang)
}

/// A field in words; of nested ones each step.
pub(in crate::http::pages::negotiations) fn field(field: &str, lang: Lang) -> String {
    if named_row(field).is_some() {
        return field_label(field, lang);
    }
    let step = |step: &str| {
        let key = format!("label-{}", step.split('[').next().unwrap_or(step));
        let words = lang.t(&key);
        if words == key { step.to_owned() } else { words }
    };
    field.split('.').map(step).collect::<Vec<_>>().join(" · ")
}

/// What a draft starts from, in words.
pub(super) fn base(view: &NegotiationView, base: Base, lang: Lang) -> String {
    match base {
        Base::Blank => lang.t("start-blank"),
        Base::Previous => lang.t("start-previous"),
        Base::Offer(seq) => {
            let offer = view.state.offers().iter().find(|offer| offer.stamp.seq == seq);
            let own = offer.is_some_and(|offer| Some(offer.side) == view.capacity.side());
            let key = if own { "base-own" } else { "base-theirs" };
            lang.ta(key, &[("seq", &seq.to_string())])
        }
    }
}

/// The changes worth a line: what selects an item that is new or gone stands in its title already.
fn told(all: &[LooseChange]) -> Vec<&LooseChange> {
    let one_sided = |change: &LooseChange| change.before.is_none() || change.after.is_none();
    let whole: HashSet<&str> =
        all.iter().filter(|c| c.field == "kind" && one_sided(c)).map(|c| c.item.as_str()).collect();
    let selects = |field: &str| {
        matches!(field, "kind" | "unit" | "grade" | "zone" | "size" | "level" | "leave" | "code" | "variant")
    };
    all.iter().filter(|change| !(whole.contains(change.item.as_str()) && selects(&change.field))).collect()
}

/// Changes as a table: what stood, what stands. At most `most` are shown; the number of the rest is told.
pub(super) fn changes(all: &[LooseChange], heads: [&str; 2], titles: &Titles, most: usize, lang: Lang) -> Markup {
    let text =
        |change: &LooseChange, text: &Option<String>| text.as_deref().map(|t| titles.text(&change.field, t, lang));
    let all = told(all);
    let cell = |text: Option<String>| html! { @match text { Some(text) => { span.prose { (text) } } None => { span.hint { "—" } } } };
    html! {
        div.scroll { table.stacks.changes {
            thead { tr { th { (lang.t("item")) } th { (lang.t(heads[0])) } th { (lang.t(heads[1])) } } }
            tbody { @for change in all.iter().take(most) { tr {
                td {
                    @if let Some(title) = titles.get(&change.item) { (title) " " }
                    @else if !change.item.is_empty() { code { (change.item) } " " }
                    span.hint { (titles.field(&change.field, lang)) }
                }
                td data-label=(lang.t(heads[0])) { @if change.before.is_some() && change.before != change.after { del { (cell(text(change, &change.before))) } } @else { (cell(None)) } }
                td data-label=(lang.t(heads[1])) { @if change.after.is_some() { ins { (cell(text(change, &change.after))) } } @else { (cell(None)) } }
            } } }
        } }
        @if all.len() > most { p.hint { (lang.ta("more-changes", &[("count", &all.len().saturating_sub(most).to_string())])) } }
    }
}
