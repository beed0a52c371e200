//! Names in the form, codes in the sheet: what a person reads and writes is a name of the negotiation's one list.
//!
//! The form carries the sheet's names (`names`) and its words without names (`words`), as they were when it was made;
//! `called.grade.cashier` holds the names of a code as they are being edited, `last_names` those of the parties' last contract.

use super::kinds::PIECE_UNITS;
use crate::http::pages::form::Posted;
use crate::i18n::Lang;
use crate::service::names;
use crate::service::negotiations::NegotiationView;
use crate::text::term::named_word;
use domain::limits;
use domain::term::{Choice, Choices, NameKind, Names, named_by, usual_anywhere, usual_code, words_of};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, HashSet};

/// Before the path of a code's names.
const CALLED: &str = "called.";

/// The list as a form sees it.
pub(super) struct List {
    choices: Choices,
    /// Names as the sheet is to have them, JSON.
    own: Map<String, Value>,
    /// Codes that the sheets of the table name: their names stay, used or not.
    shared: HashSet<(NameKind, String)>,
}

/// The list of what a form names: its own sheet first, then what is at the table, the contract before, the trade's usual.
pub(super) fn list(view: &NegotiationView, posted: &Posted) -> List {
    let mut list = of_form(posted);
    for sheet in names::shared(&view.state) {
        for kind in NameKind::ALL {
            list.shared.extend(sheet.names.codes(*kind).map(|(code, _)| (*kind, code.to_owned())));
        }
    }
    let last = Names::of(&json!({"names": written(posted.get("last_names"))}));
    names::add_shared(&mut list.choices, &view.state, &last);
    list
}

/// The list of a form alone.
pub(super) fn of_form(posted: &Posted) -> List {
    let before = written(posted.get("names"));
    let mut own = before.clone();
    for (kind, code, names) in edited(posted) {
        let Some(codes) = own.entry(kind.word()).or_insert_with(|| json!({})).as_object_mut() else { continue };
        codes.insert(code.to_owned(), names.into());
    }
    let mut choices = Choices::default();
    choices.add_names(&Names::of(&json!({"names": own})));
    // A code whose new name another one has stays apart, so that the fault is told.
    for (kind, codes) in &own {
        let Some(kind) = NameKind::from_word(kind) else { continue };
        for code in codes.as_object().into_iter().flat_map(Map::keys) {
            choices.add(kind, code, &[]);
        }
    }
    // A field may still hold the name that a code had when the form was made.
    let before = Names::of(&json!({"names": before}));
    for kind in NameKind::ALL {
        for (code, names) in before.codes(*kind) {
            names.iter().for_each(|name| choices.also(*kind, code, name));
        }
    }
    for (kind, words) in written(posted.get("words")) {
        let Some(kind) = NameKind::from_word(&kind) else { continue };
        for word in words.as_array().into_iter().flatten().filter_map(Value::as_str) {
            choices.add(kind, word, &[]);
        }
    }
    List { choices, own, shared: HashSet::new() }
}

/// A JSON object that stands in a field of the form.
fn written(text: &str) -> Map<String, Value> {
    serde_json::from_str(text).unwrap_or_default()
}

/// Names as they are being edited: kind, code, names. A code is never left without any.
fn edited(posted: &Posted) -> impl Iterator<Item = (NameKind, &str, Vec<String>)> {
    posted.pairs().filter_map(|(path, text)| {
        let (kind, code) = path.strip_prefix(CALLED)?.split_once('.')?;
        let names = text.split(['、', '，', ',', ';', '；', '\n']).map(str::trim).filter(|name| !name.is_empty());
        let names: Vec<String> = names.map(str::to_owned).collect();
        Some((NameKind::from_word(kind)?, code, names)).filter(|(.., names)| !names.is_empty())
    })
}

/// The field of a code's names.
pub(super) fn called(kind: &str, code: &str) -> String {
    format!("{CALLED}{kind}.{code}")
}

/// Where a fault of the sheet's names stands in the form: `names.grade.cashier[0]`.
pub(super) fn path_of(field: &str) -> Option<String> {
    let (kind, code) = field.strip_prefix("names.")?.split_once('.')?;
    Some(called(kind, code.split('[').next().unwrap_or(code)))
}

impl List {
    /// Everything of a kind.
    pub fn all(&self, kind: NameKind) -> &[Choice] {
        self.choices.all(kind)
    }

    pub fn find(&self, kind: NameKind, text: &str) -> Option<&Choice> {
        self.choices.find(kind, text)
    }

    /// What a word of the sheet is called.
    pub fn shown(&self, kind: NameKind, word: &str, lang: Lang) -> String {
        let name = self.choices.shown(kind, word, lang == Lang::Zh);
        // A word of an older sheet may be a usual one of another trade.
        let usual = || named_word(kind, word, &Names::default(), lang);
        let leads_back = |name: &String| self.choices.find(kind, name).is_none_or(|choice| choice.word == word);
        if name == word { Some(usual()).filter(leads_back).unwrap_or_else(|| word.to_owned()) } else { name.to_owned() }
    }

    /// What stands in the sheet for a name of the form; a new one gets a code, and the sheet its name.
    pub fn word(&mut self, kind: NameKind, text: &str) -> String {
        let text = text.trim();
        if text.is_empty() {
            return String::new();
        }
        // A usual word of another trade, as it was shown.
        if self.choices.find(kind, text).is_none()
            && let Some(code) = usual_code(kind, text)
        {
            self.choices.add(kind, code, usual_anywhere().called(kind, code));
        }
        let choice = self.choices.named(kind, text);
        if !choice.names.is_empty()
            && let Some(codes) = self.own.entry(kind.word()).or_insert_with(|| json!({})).as_object_mut()
        {
            let names = choice.names.iter().take(limits::NAMES_OF_CODE).cloned().collect::<Vec<_>>();
            codes.entry(choice.word.clone()).or_insert_with(|| names.into());
        }
        choice.word
    }

    /// Puts the sheet's own names into it: those of codes that it uses, and those the table knows.
    pub fn put_names(self, sheet: &mut Map<String, Value>) {
        let whole = json!({"items": sheet.get("items")});
        let used: HashSet<(NameKind, String)> = words_of(&whole).map(|(kind, word)| (kind, word.to_owned())).collect();
        let mut own = self.own;
        for (kind, codes) in &mut own {
            let Some(kind) = NameKind::from_word(kind) else { continue };
            if let Some(codes) = codes.as_object_mut() {
                let stays = |code: &String| {
                    let key = (kind, code.clone());
                    used.contains(&key) || self.shared.contains(&key)
                };
                codes.retain(|code, _| stays(code));
            }
        }
        own.retain(|_, codes| codes.as_object().is_none_or(|codes| !codes.is_empty()));
        if !own.is_empty() {
            sheet.insert("names".to_owned(), Value::Object(own));
        }
    }

    /// Remembers in the form what a button added: the name of a column.
    pub fn remember(&self, posted: &mut Posted) {
        posted.set("names", Value::from(self.own.clone()).to_string());
    }
}

/// A sheet's names and plain words as its form carries them.
pub(super) fn carry(sheet: &Value, out: &mut Posted) {
    let names = sheet.get("names").filter(|names| names.is_object());
    out.set("names", names.map(Value::to_string).unwrap_or_default());
    let known = Names::of(sheet);
    let mut plain: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut seen = HashSet::new();
    for (kind, word) in words_of(sheet).filter(|(kind, word)| known.called(*kind, word).is_empty()) {
        if seen.insert((kind, word)) {
            plain.entry(kind.word()).or_default().push(word);
        }
    }
    out.set("words", if plain.is_empty() { String::new() } else { json!(plain).to_string() });
}

/// Turns the words of an item of another sheet into those that the list has for them.
pub(super) fn settle(item: &mut Value, list: &List) {
    let kind = item["kind"].as_str().unwrap_or_default().to_owned();
    for (field, value) in item.as_object_mut().into_iter().flatten() {
        if let (Some(kind), Some(word)) = (named_by(&kind, field), value.as_str())
            && let Some(choice) = list.find(kind, word)
        {
            *value = choice.word.clone().into();
        }
    }
}

/// Turns the words of an item into names, as its form shows them.
pub(super) fn show(item: &mut Value, list: &List, lang: Lang) {
    let kind = item["kind"].as_str().unwrap_or_default().to_owned();
    let named = |field: &str, value: &mut Value| {
        if let (Some(kind), Some(word)) = (named_by(&kind, field), value.as_str()) {
            *value = list.shown(kind, word, lang).into();
        }
    };
    for (field, value) in item.as_object_mut().into_iter().flatten() {
        match (field.as_str(), &mut *value) {
            ("unit", Value::String(unit)) if kind == "piece_rate" => *unit = unit_shown(unit, lang),
            ("classes", Value::Array(classes)) => {
                classes.iter_mut().filter_map(|class| class.get_mut("code")).for_each(|code| named("code", code));
            }
            _ => named(field, value),
        }
    }
}

/// Turns the names of an item read from the form into words of the sheet.
pub(super) fn read(item: &mut Map<String, Value>, kind: &str, list: &mut List) {
    let mut named = |field: &str, value: &mut Value| {
        if let (Some(kind), Some(text)) = (named_by(kind, field), value.as_str()) {
            *value = list.word(kind, text).into();
        }
    };
    for (field, value) in item {
        match (field.as_str(), &mut *value) {
            ("unit", Value::String(unit)) if kind == "piece_rate" => *unit = unit_read(unit),
            ("classes", Value::Array(classes)) => {
                classes.iter_mut().filter_map(|class| class.get_mut("code")).for_each(|code| named("code", code));
            }
            _ => named(field, value),
        }
    }
}

/// A unit of a piece rate in words.
pub(super) fn unit_shown(unit: &str, lang: Lang) -> String {
    if PIECE_UNITS.contains(&unit) { lang.t(&format!("piece-unit-{unit}")) } else { unit.to_owned() }
}

fn unit_read(text: &str) -> String {
    let is = |unit: &&&str| [Lang::Zh, Lang::En].into_iter().any(|lang| unit_shown(unit, lang) == text.trim());
    PIECE_UNITS.iter().find(is).map_or_else(|| text.trim().to_owned(), |unit| (*unit).to_owned())
}
