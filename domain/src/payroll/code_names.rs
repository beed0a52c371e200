//! The codes of a contract under every name that a payroll may have for them.

use super::codes::Codes;
use crate::term::{NameKind, TermSheet, matched};
use hashbrown::HashMap;

/// Places of codes (in [`Codes`]) by the matched form of the code and of each of its names.
#[derive(Clone, Debug, Default)]
pub struct CodeNames {
    codes: Codes,
    places: HashMap<(NameKind, String), usize>,
    names: HashMap<(NameKind, String), String>,
}

impl CodeNames {
    /// The codes and names of a sheet.
    pub fn of(sheet: &TermSheet) -> Self {
        let codes = Codes::of(sheet);
        let matcher = sheet.names.matcher();
        let mut places = HashMap::new();
        for kind in [
            NameKind::Allowance,
            NameKind::Class,
            NameKind::Operation,
            NameKind::Variant,
            NameKind::Commission,
            NameKind::OneOff,
        ] {
            for (place, code) in list(&codes, kind).iter().enumerate() {
                // A word that another code is called stands for that code.
                let stands = matcher.stands(kind, code);
                for text in [code, &stands].into_iter().chain(sheet.names.called(kind, &stands)) {
                    places.entry((kind, matched(text))).or_insert(place);
                }
            }
        }
        let mut names = HashMap::new();
        for kind in NameKind::ALL {
            for (code, called) in sheet.names.codes(*kind) {
                for text in std::iter::once(code).chain(called.iter().map(String::as_str)) {
                    names.entry((*kind, matched(text))).or_insert_with(|| code.to_owned());
                }
            }
        }
        Self { codes, places, names }
    }

    /// The codes.
    pub const fn codes(&self) -> &Codes {
        &self.codes
    }

    /// The place of the code that a text names.
    pub(super) fn place(&self, kind: NameKind, text: &str) -> Option<usize> {
        self.places.get(&(kind, matched(text))).copied()
    }

    /// What stands for a text among its like: its code, else its matched form.
    pub(super) fn stands(&self, kind: NameKind, text: &str) -> String {
        let key = (kind, matched(text));
        self.names.get(&key).cloned().unwrap_or(key.1)
    }

    /// The code at a place.
    pub(super) fn code(&self, kind: NameKind, place: usize) -> &str {
        list(&self.codes, kind).get(place).map_or("", String::as_str)
    }
}

const NONE: &[String] = &[];

fn list(codes: &Codes, kind: NameKind) -> &[String] {
    match kind {
        NameKind::Allowance => &codes.allowances,
        NameKind::Class => &codes.classes,
        NameKind::Operation => &codes.operations,
        NameKind::Variant => &codes.variants,
        NameKind::Commission => &codes.commissions,
        NameKind::OneOff => &codes.one_offs,
        NameKind::Grade | NameKind::Zone | NameKind::Size | NameKind::Level | NameKind::Welfare => NONE,
    }
}
