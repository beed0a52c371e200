//! One list of what a negotiation's sheets name: posts, zones, sizes, levels, operations and the rest, each thing once
//! under its names. A person chooses by name; the program keeps the code.

use super::grid::letters;
use super::names::{is_code, matched};
use super::{NameKind, Names, TermSheet};
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};

/// One thing of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What stands in a sheet: a code, or a plain word without one.
    pub word: String,
    /// What it is called; none for a plain word.
    pub names: Vec<String>,
}

impl Choice {
    /// The name for readers of Chinese or for others; a plain word as it is.
    pub fn shown_to(&self, chinese: bool) -> &str {
        super::names::for_reader(&self.names, chinese).unwrap_or(&self.word)
    }
}

/// The list. What came first keeps its names; later things that share a name with one are the same thing.
#[derive(Clone, Debug, Default)]
pub struct Choices {
    of_kind: BTreeMap<NameKind, Vec<Choice>>,
    /// By matched word or name, the place among those of the kind.
    found: HashMap<(NameKind, String), usize>,
}

impl Choices {
    /// Adds a sheet's names, and the words that it uses without names. The sheet may be unfinished.
    pub fn add_draft(&mut self, sheet: &Value) {
        self.add_names(&Names::of(sheet));
        for (kind, word) in words_of(sheet) {
            self.add(kind, word, &[]);
        }
    }

    /// The same of a whole sheet.
    pub fn add_sheet(&mut self, sheet: &TermSheet) {
        self.add_names(&sheet.names);
        for item in &sheet.items {
            for (kind, word) in item.term.words() {
                self.add(kind, word, &[]);
            }
        }
    }

    /// Adds names.
    pub fn add_names(&mut self, names: &Names) {
        for kind in NameKind::ALL {
            for (code, all) in names.codes(*kind) {
                self.add(*kind, code, all);
            }
        }
    }

    /// Adds a thing, unless it is there under its word or any of its names; then only what was a plain word gets names.
    pub fn add(&mut self, kind: NameKind, word: &str, names: &[String]) {
        let texts: Vec<String> = std::iter::once(word).chain(names.iter().map(String::as_str)).map(matched).collect();
        let known = texts.iter().find_map(|text| self.found.get(&(kind, text.clone()))).copied();
        let of_kind = self.of_kind.entry(kind).or_default();
        let place = match known {
            None => {
                of_kind.push(Choice { word: word.to_owned(), names: names.to_vec() });
                of_kind.len().saturating_sub(1)
            }
            Some(place) => match of_kind.get_mut(place) {
                Some(there) if there.names.is_empty() && there.word == word => {
                    there.names = names.to_vec();
                    place
                }
                _ => return,
            },
        };
        for text in texts {
            self.found.entry((kind, text)).or_insert(place);
        }
    }

    /// A further text that leads to a thing of the list.
    pub fn also(&mut self, kind: NameKind, word: &str, text: &str) {
        if let Some(place) = self.found.get(&(kind, matched(word))).copied() {
            self.found.entry((kind, matched(text))).or_insert(place);
        }
    }

    /// All of a kind, those of the first sheets first.
    pub fn all(&self, kind: NameKind) -> &[Choice] {
        self.of_kind.get(&kind).map(Vec::as_slice).unwrap_or_default()
    }

    /// What a text names.
    pub fn find(&self, kind: NameKind, text: &str) -> Option<&Choice> {
        let place = self.found.get(&(kind, matched(text)))?;
        self.all(kind).get(*place)
    }

    /// What a word of a sheet is called, by a name that leads back to it.
    pub fn shown<'a>(&'a self, kind: NameKind, word: &'a str, chinese: bool) -> &'a str {
        let own = self.find(kind, word).filter(|choice| choice.word == word);
        let name = own.map(|choice| choice.shown_to(chinese));
        name.filter(|name| self.find(kind, name).is_some_and(|choice| choice.word == word)).unwrap_or(word)
    }

    /// What a text names; what is new is added under a code of its own.
    pub fn named(&mut self, kind: NameKind, text: &str) -> Choice {
        if let Some(choice) = self.find(kind, text) {
            return choice.clone();
        }
        let new = Choice { word: self.fresh_code(kind, text), names: vec![text.trim().to_owned()] };
        self.add(kind, &new.word, &new.names);
        new
    }

    /// A code that nothing else has: the name in letters, Chinese by its sounds.
    fn fresh_code(&self, kind: NameKind, name: &str) -> String {
        const LONGEST: usize = 26;
        let spelled: String = letters(name).chars().take(LONGEST).collect();
        let spelled = spelled.trim_end_matches('_');
        let start = kind.word().chars().next().unwrap_or('x');
        let code = if is_code(spelled) { spelled.to_owned() } else { format!("{start}_{spelled}") };
        let numbered = (2_u32..).map(|n| format!("{code}_{n}"));
        let free = |code: &String| is_code(code) && !self.found.contains_key(&(kind, matched(code)));
        std::iter::once(code.clone()).chain(numbered).find(free).unwrap_or_default()
    }
}

/// What the words of a field stand for, by the kind of the item they stand in.
pub fn named_by(item: &str, field: &str) -> Option<NameKind> {
    Some(match (field, item) {
        ("grade", _) => NameKind::Grade,
        ("zone", _) => NameKind::Zone,
        ("size", _) => NameKind::Size,
        ("level", _) => NameKind::Level,
        ("variant", _) => NameKind::Variant,
        ("code", "piece_rate") => NameKind::Operation,
        ("code", "commission") => NameKind::Commission,
        ("code", "one_off") => NameKind::OneOff,
        ("code", "welfare") => NameKind::Welfare,
        ("code", "overtime") => NameKind::Class,
        ("code", _) => NameKind::Allowance,
        _ => return None,
    })
}

/// Every word of a sheet's items that a name may stand for.
pub fn words_of(sheet: &Value) -> impl Iterator<Item = (NameKind, &str)> {
    const FIELDS: [&str; 6] = ["grade", "zone", "size", "level", "code", "variant"];
    sheet["items"].as_array().into_iter().flatten().flat_map(|item| {
        let kind = item["kind"].as_str().unwrap_or_default();
        let own = FIELDS.iter().filter_map(move |field| Some((named_by(kind, field)?, item[*field].as_str()?)));
        let classes = item["classes"].as_array().into_iter().flatten();
        own.chain(classes.filter_map(|class| Some((NameKind::Class, class["code"].as_str()?))))
            .filter(|(_, word)| !word.trim().is_empty())
    })
}

#[cfg(test)]
mod tests;
