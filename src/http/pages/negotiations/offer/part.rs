//! A long sheet in the composer part by part: the form holds some of its items, the others stay as they were saved, or in what
//! the draft starts from. A part is named by the items around it, which no other part's form can change.

use crate::http::Failed;
use crate::http::pages::form::Posted;
use crate::http::pages::visit::Visit;
use crate::i18n::Lang;
use crate::service::drafts::Base;
use crate::service::negotiations::NegotiationView;
use crate::service::page::within;
use domain::bargaining::Negotiation;
use maud::{Markup, html};
use serde_json::Value;
use std::collections::HashSet;

/// About the most markup that the items of one part take, in bytes.
const HEAVIEST: usize = 380 << 10;

/// Names of the form.
pub(super) const NAMES: [&str; 2] = ["part.before", "part.until"];

/// The items of a sheet that the form does not hold.
#[derive(Clone, Debug, Default)]
pub(super) struct Rest {
    pub before: Vec<Value>,
    pub after: Vec<Value>,
}

impl Rest {
    /// Keys of its items.
    pub fn keys(&self) -> HashSet<&str> {
        self.before.iter().chain(&self.after).filter_map(key).collect()
    }

    /// What a form leaves out, of the sheet it was made of.
    fn of(posted: &Posted, source: &Value) -> Self {
        let items = source["items"].as_array().map(Vec::as_slice).unwrap_or_default();
        let place = |name: &str| {
            let wanted = posted.some(name)?;
            items.iter().position(|item| key(item) == Some(wanted))
        };
        let before = place("part.before").map_or(0, |place| place.saturating_add(1));
        let after = place("part.until").unwrap_or(items.len()).max(before);
        Self {
            before: items.get(..before).unwrap_or_default().to_vec(),
            after: items.get(after..).unwrap_or_default().to_vec(),
        }
    }
}

fn key(item: &Value) -> Option<&str> {
    item["key"].as_str()
}

/// About how much markup an item takes in the form, in bytes.
fn weight(item: &Value) -> usize {
    let texts = item.as_object().into_iter().flatten().filter_map(|(_, value)| value.as_str().map(str::len));
    let texts = texts.fold(0, usize::saturating_add);
    let bands = item["bands"].as_array().map_or(0, Vec::len).saturating_mul(1_500);
    let own = match item["kind"].as_str() {
        Some("minimum_wage") => 2_000,
        // Most of them are cells of a grid, and no law speaks beside them.
        Some("piece_rate") => 750,
        _ => 7_000,
    };
    bands.saturating_add(texts).saturating_add(own)
}

/// The first items of the parts of a sheet, by place.
fn starts(items: &[Value]) -> Vec<usize> {
    let mut starts = vec![0];
    let mut at = 0_usize;
    while let Some(rest) = items.get(at..).filter(|rest| !rest.is_empty()) {
        at = at.saturating_add(within(rest.iter().map(weight), rest.len(), HEAVIEST));
        if at < items.len() {
            starts.push(at);
        }
    }
    starts
}

/// Cuts out of a sheet the part with an item (else the first one), and the names of the items around it.
pub(super) fn cut(sheet: &Value, wanted: &str) -> (Value, [String; 2]) {
    let items = sheet["items"].as_array().map(Vec::as_slice).unwrap_or_default();
    let starts = starts(items);
    if starts.len() < 2 {
        return (sheet.clone(), [String::new(), String::new()]);
    }
    let place = items.iter().position(|item| key(item) == Some(wanted)).unwrap_or(0);
    let from = starts.iter().rev().find(|start| **start <= place).copied().unwrap_or(0);
    let until = starts.iter().find(|start| **start > from).copied().unwrap_or(items.len());
    let name = |place: Option<usize>| place.and_then(|p| key(items.get(p)?)).unwrap_or_default().to_owned();
    let mut part = sheet.clone();
    part["items"] = items.get(from..until).unwrap_or_default().to_vec().into();
    (part, [name(from.checked_sub(1)), name(Some(until))])
}

/// The items that a form leaves out; nothing for a form that holds them all.
pub(super) async fn rest(visit: &Visit, view: &NegotiationView, posted: &Posted) -> Result<Rest, Failed> {
    if NAMES.iter().all(|name| posted.some(name).is_none()) {
        return Ok(Rest::default());
    }
    let saved = match posted.get("replaces").is_empty() {
        true => super::saved(visit, view.opening.id).await?.map(|draft| draft.sheet),
        false => None,
    };
    Ok(Rest::of(posted, &saved.unwrap_or_else(|| base(posted, &view.state))))
}

fn base(posted: &Posted, state: &Negotiation) -> Value {
    Base::from_word(posted.get("base")).sheet(state).unwrap_or_default()
}

/// Which part this is, and the way to the others: by saving this one, for who may not save by links.
pub(super) fn view(lang: Lang, sheet: &Value, posted: &Posted, writes: bool) -> Markup {
    let items = sheet["items"].as_array().map(Vec::as_slice).unwrap_or_default();
    let starts = starts(items);
    let before = posted.some("part.before");
    let here = before.and_then(|wanted| items.iter().position(|item| key(item) == Some(wanted)));
    let here = here.map_or(0, |place| place.saturating_add(1));
    html! { @if NAMES.iter().any(|name| posted.some(name).is_some()) {
        nav.pages.parts aria-label=(lang.t("pages")) {
            p.hint { (lang.t("part-hint")) }
            ul { @for (index, start) in starts.iter().enumerate() {
                @let until = starts.get(index.saturating_add(1)).copied().unwrap_or(items.len());
                @let span = format!("{}–{until}", start.saturating_add(1));
                @let first = items.get(*start).and_then(key).unwrap_or_default();
                li { @if *start == here { span aria-current="page" { (span) } }
                    @else if writes { button name="do" value={ "part." (first) } { (span) } }
                    @else { a href={ "?part=" (crate::http::pages::form::escape(first)) } { (span) } } }
            } }
        }
    } }
}
