//! What posts, sizes, levels, allowances and the like are usually called in a trade, in both languages. Data of `names/`.

use super::{Matcher, NameKind, Names};
use std::collections::BTreeMap;
use std::sync::LazyLock;

const COMMON: &str = include_str!("../../names/common.toml");

/// By sections of the classification of industries.
const TRADES: &[(char, &str)] = &[
    ('C', include_str!("../../names/manufacturing.toml")),
    ('F', include_str!("../../names/retail.toml")),
    ('G', include_str!("../../names/logistics.toml")),
    ('H', include_str!("../../names/catering.toml")),
];

static USUAL: LazyLock<Usual> = LazyLock::new(|| {
    let common = read(COMMON).unwrap_or_default();
    let trade = |(section, text): &(char, &str)| (*section, read(text).unwrap_or_default());
    let trades: Vec<(char, Names)> = TRADES.iter().map(trade).collect();
    let all = trades.iter().fold(common.clone(), |all, (_, names)| all.with(names));
    let trades = trades.into_iter().map(|(section, names)| (section, names.with(&common))).collect();
    Usual { common, trades, all }
});

struct Usual {
    common: Names,
    trades: BTreeMap<char, Names>,
    all: Names,
}

fn read(text: &str) -> Result<Names, toml::de::Error> {
    toml::from_str::<BTreeMap<NameKind, BTreeMap<String, Vec<String>>>>(text).map(Names)
}

/// The usual names of a trade, by its section of the classification of industries or a longer code; of any other what is usual everywhere.
pub fn usual(industry: &str) -> &'static Names {
    let section = industry.trim().chars().next().map(|c| c.to_ascii_uppercase());
    section.and_then(|section| USUAL.trades.get(&section)).unwrap_or(&USUAL.common)
}

/// The usual names of all trades together.
pub fn usual_anywhere() -> &'static Names {
    &USUAL.all
}

/// The usual code that a text names in any trade.
pub fn usual_code(kind: NameKind, text: &str) -> Option<&'static str> {
    static FOUND: LazyLock<Matcher<'static>> = LazyLock::new(|| USUAL.all.matcher());
    FOUND.code(kind, text)
}

#[cfg(test)]
mod tests;
