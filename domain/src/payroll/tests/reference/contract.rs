//! The sheet: what its words stand for, and which codes it has.

use crate::term::{NameKind, Term, TermSheet};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;
use unicase::UniCase;
use unicode_normalization::UnicodeNormalization;

pub struct Contract<'a> {
    pub sheet: &'a TermSheet,
    /// From the matched form of a code or name to the code.
    codes: BTreeMap<(NameKind, String), String>,
    /// Of each kind, what the sheet's own words stand for.
    own: BTreeSet<(NameKind, String)>,
    /// Codes that items have.
    of_items: BTreeSet<(NameKind, String)>,
    /// What texts met before stand for.
    met: RefCell<HashMap<NameKind, HashMap<String, Rc<str>>>>,
}

/// NFKC, trimmed, without blanks next to Chinese characters, case folded.
fn form(text: &str) -> String {
    let text: String = text.nfkc().collect();
    let mut out = String::new();
    let mut blanks = String::new();
    for c in text.trim().chars() {
        if c.is_whitespace() {
            blanks.push(c);
            continue;
        }
        if !blanks.is_empty() {
            let beside = chinese(c) || out.chars().next_back().is_some_and(chinese);
            if !beside {
                out.push_str(&blanks);
            }
            blanks.clear();
        }
        out.push(c);
    }
    UniCase::unicode(out).to_folded_case()
}

fn chinese(c: char) -> bool {
    let c = u32::from(c);
    matches!(c, 0x3005 | 0x3007 | 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xf900..=0xfaff | 0x20000..=0x3ffff)
}

impl<'a> Contract<'a> {
    pub fn new(sheet: &'a TermSheet) -> Self {
        let mut contract = Self {
            sheet,
            codes: BTreeMap::new(),
            own: BTreeSet::new(),
            of_items: BTreeSet::new(),
            met: RefCell::default(),
        };
        for kind in NameKind::ALL {
            for (code, names) in sheet.names.codes(*kind) {
                for text in names.iter().map(String::as_str).chain([code]) {
                    contract.codes.insert((*kind, form(text)), code.to_owned());
                }
                contract.own.insert((*kind, code.to_owned()));
            }
        }
        let mut words: Vec<(NameKind, &str)> = Vec::new();
        for item in &sheet.items {
            words.extend(item.term.code());
            if let Some(select) = item.term.selectors() {
                words.extend(select.grade.as_deref().map(|word| (NameKind::Grade, word)));
                words.extend(select.level.as_deref().map(|word| (NameKind::Level, word)));
            }
            match &item.term {
                Term::Overtime { classes, .. } => {
                    words.extend(classes.iter().map(|class| (NameKind::Class, class.code.as_str())));
                }
                Term::PieceRate { variant: Some(variant), .. } => words.push((NameKind::Variant, variant)),
                _ => {}
            }
        }
        for (kind, word) in words {
            let stands = contract.stands(kind, word).to_string();
            contract.own.insert((kind, stands.clone()));
            contract.of_items.insert((kind, stands));
        }
        contract
    }

    /// The code that a text names, else its matched form.
    pub fn stands(&self, kind: NameKind, text: &str) -> Rc<str> {
        let mut met = self.met.borrow_mut();
        let of_kind = met.entry(kind).or_default();
        if let Some(known) = of_kind.get(text) {
            return Rc::clone(known);
        }
        let form = form(text);
        let stands: Rc<str> = self.codes.get(&(kind, form.clone())).cloned().unwrap_or(form).into();
        of_kind.insert(text.to_owned(), Rc::clone(&stands));
        stands
    }

    pub fn same(&self, kind: NameKind, a: &str, b: &str) -> bool {
        self.stands(kind, a) == self.stands(kind, b)
    }

    /// Whether the sheet has a post.
    pub fn has_grade(&self, text: &str) -> bool {
        self.own.contains(&(NameKind::Grade, self.stands(NameKind::Grade, text).to_string()))
    }

    /// What a text stands for, where an item has that code.
    pub fn of_items(&self, kind: NameKind, text: &str) -> Option<String> {
        let stands = self.stands(kind, text).to_string();
        self.of_items.contains(&(kind, stands.clone())).then_some(stands)
    }

    /// What stands for the codes of a kind that items have, in the order of the codes as written.
    pub fn coded(&self, kind: NameKind) -> Vec<(String, String)> {
        let codes: BTreeSet<&str> = self
            .sheet
            .items
            .iter()
            .filter_map(|item| item.term.code())
            .filter(|(of, _)| *of == kind)
            .map(|c| c.1)
            .collect();
        codes.into_iter().map(|code| (code.to_owned(), self.stands(kind, code).to_string())).collect()
    }

    pub fn items(&self, kind: &'static str) -> impl Iterator<Item = &'a crate::term::Item> {
        self.sheet.items.iter().filter(move |item| item.term.kind() == kind)
    }
}
