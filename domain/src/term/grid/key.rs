//! Keys of new items: the same post gets the same key wherever and whenever it is read.

use super::Place;
use crate::term::{WageUnit, sha256_hex};

/// Longest part of a key made from one name, in letters.
const LONGEST: usize = 48;

/// The key of a new wage, not among the taken ones: `minimum_wage` and the parts that select it. Chinese is written in
/// Latin letters, syllable by syllable (`收银员` is `shou_yin_yuan`). Where that key is taken (by posts written alike in
/// letters, say), the first letters of the hash of what it is for follow, so that the key hangs on nothing but that.
pub(super) fn key(place: &Place, taken: impl Fn(&str) -> bool) -> String {
    let mut key = "minimum_wage".to_owned();
    let unit = match place.unit {
        WageUnit::Month => None,
        WageUnit::Day => Some("daily".to_owned()),
        WageUnit::Hour => Some("hourly".to_owned()),
    };
    for part in place.words().map(|(_, word)| letters(word)).chain(unit) {
        key.push('.');
        key.push_str(&part);
    }
    if !taken(&key) {
        return key;
    }
    let hash = sha256_hex(format!("{:?}", (place.unit.word(), &place.grade, &place.zone, &place.size, &place.level)));
    let longer = (6..=hash.len()).filter_map(|length| hash.get(..length)).map(|hash| format!("{key}-{hash}"));
    let numbered = (2_u32..).map(|n| format!("{key}-{hash}-{n}"));
    longer.chain(numbered).find(|key| !taken(key)).unwrap_or_default()
}

/// A name in `[a-z0-9_]`, not empty.
pub(in crate::term) fn letters(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        let plain = any_ascii::any_ascii_char(c);
        // Each Chinese character is a syllable of its own.
        if !c.is_ascii_alphanumeric() && !out.is_empty() && !out.ends_with('_') {
            out.push('_');
        }
        let wanted = |c: &char| c.is_ascii_alphanumeric();
        out.extend(plain.chars().filter(wanted).map(|c| c.to_ascii_lowercase()));
    }
    let out = out.trim_matches('_');
    let hash = || sha256_hex(name).chars().take(8).collect::<String>();
    match out {
        "" => hash(),
        long if long.len() > LONGEST => format!("{}_{}", long.get(..LONGEST).unwrap_or_default(), hash()),
        short => short.to_owned(),
    }
}
