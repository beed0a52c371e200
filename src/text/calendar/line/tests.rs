//! Lines as calendars read them.

use super::{folded, text};

#[test]
fn nothing_in_a_text_ends_its_line() {
    assert_eq!(text("a\r\nBEGIN:VEVENT, b; c\\d"), "a\\nBEGIN:VEVENT\\, b\\; c\\\\d");
}

#[test]
fn long_lines_are_folded_between_characters() {
    for line in ["SUMMARY:".to_owned() + &"薪".repeat(200), "x".repeat(75), "x".repeat(76), String::new()] {
        let mut out = String::new();
        folded(&line, &mut out);
        let physical: Vec<&str> = out.strip_suffix("\r\n").unwrap().split("\r\n").collect();
        assert!(physical.iter().all(|piece| piece.len() <= 75), "{physical:?}");
        assert!(physical.iter().skip(1).all(|piece| piece.starts_with(' ')));
        assert_eq!(out.replace("\r\n ", "").trim_end_matches("\r\n"), line);
    }
}
