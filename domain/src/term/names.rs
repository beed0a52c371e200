//! What the codes of a sheet are called, and when two texts name the same thing.

use super::NameKind;
use crate::limits;
use serde::Serialize;
use std::collections::BTreeMap;
use unicase::UniCase;
use unicode_normalization::UnicodeNormalization;

/// Names of codes, for the whole sheet: by what they name, then by code. No two codes of a kind share a name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Names(pub(super) BTreeMap<NameKind, BTreeMap<String, Vec<String>>>);

impl Names {
    /// Of a sheet that is being written, what of them is right.
    pub fn of(sheet: &serde_json::Value) -> Self {
        super::parse::names_of(sheet)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The names of a code, the first is the one shown.
    pub fn called(&self, kind: NameKind, code: &str) -> &[String] {
        self.0.get(&kind).and_then(|codes| codes.get(code)).map(Vec::as_slice).unwrap_or_default()
    }

    /// What a word of the sheet is called where it is shown: the first name of its code, else the word itself.
    pub fn shown<'a>(&'a self, kind: NameKind, word: &'a str) -> &'a str {
        self.called(kind, word).first().map_or(word, String::as_str)
    }

    /// The name of a code for readers of Chinese (the first with a Chinese character) or for others (the first without);
    /// the first of all where there is none such. `None`: the code has no name.
    pub fn shown_to(&self, kind: NameKind, code: &str, chinese: bool) -> Option<&str> {
        for_reader(self.called(kind, code), chinese)
    }

    /// Sets what a code is called; no names take the code out.
    pub fn set(&mut self, kind: NameKind, code: &str, names: Vec<String>) {
        let codes = self.0.entry(kind).or_default();
        if names.is_empty() {
            codes.remove(code);
        } else {
            codes.insert(code.to_owned(), names);
        }
        self.0.retain(|_, codes| !codes.is_empty());
    }

    /// All codes of a kind with their names.
    pub fn codes(&self, kind: NameKind) -> impl Iterator<Item = (&str, &[String])> {
        self.0.get(&kind).into_iter().flatten().map(|(code, names)| (code.as_str(), names.as_slice()))
    }

    /// Both sheets' names; of the other only what clashes with none of these.
    #[must_use]
    pub fn with(mut self, other: &Self) -> Self {
        for (kind, codes) in &other.0 {
            let mut taken: BTreeMap<String, String> = BTreeMap::new();
            for (code, names) in self.codes(*kind) {
                taken.extend(names.iter().map(|name| (matched(name), code.to_owned())));
                taken.insert(matched(code), code.to_owned());
            }
            for (code, names) in codes {
                if taken.get(&matched(code)).is_some_and(|other| other != code) {
                    continue;
                }
                let own = self.0.entry(*kind).or_default().entry(code.clone()).or_default();
                for name in names {
                    let free = !taken.contains_key(&matched(name));
                    if free && own.len() < limits::NAMES_OF_CODE {
                        taken.insert(matched(name), code.clone());
                        own.push(name.clone());
                    }
                }
                taken.insert(matched(code), code.clone());
            }
        }
        for codes in self.0.values_mut() {
            codes.retain(|_, names| !names.is_empty());
        }
        self.0.retain(|_, codes| !codes.is_empty());
        self
    }

    /// Ready to match texts.
    pub fn matcher(&self) -> Matcher<'_> {
        let mut codes = BTreeMap::new();
        for (kind, of_kind) in &self.0 {
            for (code, names) in of_kind {
                for text in std::iter::once(code).chain(names) {
                    codes.entry((*kind, matched(text))).or_insert(code.as_str());
                }
            }
        }
        Matcher { codes }
    }
}

/// Of names the one for a reader.
pub(super) fn for_reader(names: &[String], chinese: bool) -> Option<&str> {
    let fits = |name: &&String| name.chars().any(is_chinese) == chinese;
    names.iter().find(fits).or_else(|| names.first()).map(String::as_str)
}

/// Names made ready: the matched form of every code and name leads to its code.
#[derive(Clone, Debug, Default)]
pub struct Matcher<'a> {
    codes: BTreeMap<(NameKind, String), &'a str>,
}

impl<'a> Matcher<'a> {
    /// The code that a text names.
    pub fn code(&self, kind: NameKind, text: &str) -> Option<&'a str> {
        self.codes.get(&(kind, matched(text))).copied()
    }

    /// What stands for a text among its like: its code, else its matched form.
    pub fn stands(&self, kind: NameKind, text: &str) -> String {
        let text = matched(text);
        match self.codes.get(&(kind, text.clone())) {
            Some(code) => (*code).to_owned(),
            None => text,
        }
    }
}

/// The form in which texts are held against each other: NFKC, trimmed, without blanks next to Chinese characters, case
/// folded (Unicode's full folding).
pub fn matched(text: &str) -> String {
    let normal: String = text.nfkc().collect();
    let all: Vec<char> = normal.trim().chars().collect();
    let mut kept = String::with_capacity(normal.len());
    let mut at = 0;
    while let Some(next) = all.get(at).copied() {
        let run = all.iter().skip(at).take_while(|c| c.is_whitespace()).count();
        let after = all.get(at.saturating_add(run)).copied();
        if run == 0 {
            kept.push(next);
            at = at.saturating_add(1);
            continue;
        }
        let beside = kept.chars().next_back().into_iter().chain(after).any(is_chinese);
        if !beside {
            kept.extend(all.iter().skip(at).take(run));
        }
        at = at.saturating_add(run);
    }
    UniCase::unicode(kept).to_folded_case()
}

/// A Chinese character (Han script).
pub const fn is_chinese(c: char) -> bool {
    matches!(c,
        '\u{3005}' | '\u{3007}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}

/// Whether a text has the form of a code: `[a-z][a-z0-9_]{0,31}`, and no word of payroll columns.
pub fn is_code(text: &str) -> bool {
    let word = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
    let form =
        text.bytes().next().is_some_and(|b| b.is_ascii_lowercase()) && text.len() <= 32 && text.bytes().all(word);
    form && !matches!(text, "weekday" | "restday" | "rest_day" | "holiday") && !text.starts_with("base_")
}

/// Whether a text may stand where a code may: a code, or a word of the trade that no reader takes for one.
pub(super) fn is_code_or_word(text: &str) -> bool {
    is_code(text) || !text.is_ascii()
}
