//! Kinds of agreement as they are written (`fixtures/sheets/real/README.md`): each parses, has one canonical text, is
//! checked, and is compared with itself changed.

use crate::floor::{FloorOutcome, check};
use crate::statute::RulebookSet;
use crate::term::redline::Redline;
use crate::term::{NameKind, TermSheet};

macro_rules! real {
    ($($name:literal),+ $(,)?) => {
        [$(($name, include_str!(concat!("../../../../fixtures/sheets/real/", $name, ".json")))),+]
    };
}

const REAL: [(&str, &str); 14] = real![
    "courier-city",
    "donghuashi-catering-2014",
    "dutch-hour-bands",
    "german-retail-steps",
    "guijie-catering",
    "helan-catering-2014",
    "hubei-tea-picking",
    "icelandic-overtime",
    "knitwear-piece-table",
    "luzhou-catering-2023",
    "panzhihua-catering-2011",
    "quzhou-one-page",
    "wuhan-catering-2011",
    "wuhan-catering-2014",
];

#[test]
fn each_parses_is_canonical_checked_and_compared() {
    let rulebooks = RulebookSet::shipped().unwrap();
    for (name, text) in REAL {
        let sheet = TermSheet::parse(text.as_bytes()).unwrap_or_else(|faults| panic!("{name}: {faults:#?}"));
        let again = TermSheet::parse(sheet.canonical().as_bytes()).unwrap();
        assert_eq!((&again, again.sha256()), (&sheet, sheet.sha256()), "{name}");
        let results = check(&sheet, &rulebooks);
        let governed = rulebooks.governing(&sheet.jurisdiction).is_some();
        assert_eq!(governed, !results.is_empty(), "{name}");
        let mut value = sheet.to_value();
        let items = value["items"].as_array_mut().unwrap();
        items.rotate_left(1);
        items[0]["key"] = "renamed.item".into();
        let changed = TermSheet::partly(&value).0.unwrap();
        let redline = Redline::between(&sheet, &changed);
        assert_eq!(redline.accept(&sheet).unwrap(), changed, "{name}");
        assert_eq!(redline.reject(&changed).unwrap(), sheet, "{name}");
        assert!(!redline.is_empty(), "{name}");
    }
}

fn of(name: &str) -> TermSheet {
    let (_, text) = REAL.iter().find(|(known, _)| *known == name).unwrap();
    TermSheet::parse(text.as_bytes()).unwrap()
}

#[test]
fn what_the_law_says_of_some_of_them() {
    let rulebooks = RulebookSet::shipped().unwrap();
    let breaches = |name: &str| -> Vec<String> {
        let results = check(&of(name), &rulebooks);
        let breach = results.into_iter().filter(|result| result.outcome == FloorOutcome::Breach);
        breach.map(|result| format!("{} {}", result.rule, result.item.unwrap_or_default())).collect()
    };
    assert_eq!(breaches("courier-city"), [""; 0]);
    assert_eq!(breaches("german-retail-steps"), [""; 0]);
    let table = of("knitwear-piece-table");
    assert_eq!(table.items.iter().filter(|item| item.term.kind() == "piece_rate").count(), 45 * 9);
    assert_eq!(table.names.shown(NameKind::Variant, "v_1"), "7针");
}
