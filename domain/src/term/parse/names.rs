//! The names of a sheet's codes.

use crate::limits;
use crate::term::fields::Fields;
use crate::term::names::{is_code, matched};
use crate::term::{NameKind, Names, Problem};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// What is right of them; a code without names is none.
pub(super) fn names(parent: &Fields<'_>) -> Names {
    let Some(object) = parent.object("names") else { return Names::default() };
    let mut out = BTreeMap::new();
    for (word, codes) in object {
        let place = format!("names.{word}");
        let Some(kind) = NameKind::from_word(word) else {
            parent.fault(&place, Problem::Unknown);
            continue;
        };
        let Some(codes) = codes.as_object() else {
            parent.fault(&place, Problem::Expected { expected: "an object".to_owned() });
            continue;
        };
        if codes.len() > limits::NAMED_CODES {
            parent.fault(&place, Problem::TooMany { most: limits::NAMED_CODES });
            continue;
        }
        let of_kind = of_kind(parent, &place, codes);
        if !of_kind.is_empty() {
            out.insert(kind, of_kind);
        }
    }
    Names(out)
}

fn of_kind(parent: &Fields<'_>, place: &str, codes: &Map<String, Value>) -> BTreeMap<String, Vec<String>> {
    // A code is a name of itself.
    let mut taken: BTreeMap<String, &str> = codes.keys().map(|code| (matched(code), code.as_str())).collect();
    let mut out = BTreeMap::new();
    for (code, value) in codes {
        let place = format!("{place}.{code}");
        if !is_code(code) {
            parent.fault(&place, Problem::CodePattern);
        }
        let Some(all) = value.as_array() else {
            parent.fault(&place, Problem::Expected { expected: "an array".to_owned() });
            continue;
        };
        if all.len() > limits::NAMES_OF_CODE {
            parent.fault(&place, Problem::TooMany { most: limits::NAMES_OF_CODE });
            continue;
        }
        let mut names = Vec::new();
        for (index, name) in all.iter().enumerate() {
            let place = format!("{place}[{index}]");
            let Some(name) = parent.as_name(&place, name) else { continue };
            match taken.get(&matched(&name)) {
                Some(other) if *other != code => {
                    parent.fault(&place, Problem::NameTwice { other: (*other).to_owned() });
                }
                _ => {
                    taken.insert(matched(&name), code);
                    names.push(name);
                }
            }
        }
        if !names.is_empty() {
            out.insert(code.clone(), names);
        }
    }
    out
}
