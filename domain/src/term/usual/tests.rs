use super::*;
use crate::limits;
use crate::term::{is_chinese, is_code, matched};
use std::collections::BTreeMap;

/// Every file reads, every code is one, has names in both languages, and no name stands for two things in any trade.
#[test]
fn the_files_are_right() {
    let mut meant: BTreeMap<(NameKind, String), String> = BTreeMap::new();
    for text in TRADES.iter().map(|(_, text)| *text).chain([COMMON]) {
        let names = read(text).unwrap();
        for kind in NameKind::ALL {
            for (code, all) in names.codes(*kind) {
                assert!(is_code(code) && all.len() <= limits::NAMES_OF_CODE, "{code}");
                assert!(all.iter().any(|name| name.chars().any(is_chinese)), "{code}");
                assert!(all.iter().any(|name| !name.chars().any(is_chinese)), "{code}");
                for name in all.iter().map(String::as_str).chain([code]) {
                    let other = meant.entry((*kind, matched(name))).or_insert_with(|| code.to_owned());
                    assert_eq!(other, code, "{name}");
                }
            }
        }
    }
}

#[test]
fn a_trade_has_its_own_and_the_common_ones() {
    for (industry, code, there) in
        [("F", "cashier", true), ("f52", "guard", true), ("G", "cashier", false), ("", "guard", true)]
    {
        assert_eq!(!usual(industry).called(NameKind::Grade, code).is_empty(), there, "{industry} {code}");
    }
    assert_eq!(usual_anywhere().shown_to(NameKind::Grade, "cashier", true), Some("收银员"));
    assert_eq!(usual_anywhere().shown_to(NameKind::Grade, "cashier", false), Some("cashier"));
    assert_eq!(usual_anywhere().shown_to(NameKind::Grade, "xyz", false), None);
}
