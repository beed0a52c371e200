use super::*;
use proptest::prelude::*;

#[test]
fn hidden_characters_are_refused_by_what_they_are() {
    let cases = [
        ("\0", TextFault::ControlCharacter),
        ("\u{1b}", TextFault::ControlCharacter),
        ("\r", TextFault::ControlCharacter),
        ("\u{7f}", TextFault::ControlCharacter),
        ("\u{85}", TextFault::ControlCharacter),
        ("\u{2028}", TextFault::ControlCharacter),
        ("\u{202e}", TextFault::BidiControl),
        ("\u{2066}", TextFault::BidiControl),
        ("\u{2069}", TextFault::BidiControl),
        ("\u{200f}", TextFault::BidiControl),
        ("\u{200b}", TextFault::InvisibleCharacter),
        ("\u{200d}", TextFault::InvisibleCharacter),
        ("\u{2060}", TextFault::InvisibleCharacter),
        ("\u{feff}", TextFault::InvisibleCharacter),
        ("\u{3164}", TextFault::InvisibleCharacter),
        ("\u{e0041}", TextFault::InvisibleCharacter),
    ];
    for (hidden, fault) in cases {
        for text in [format!("马{hidden}秀英"), format!("{hidden}马秀英"), format!("马秀英{hidden}")] {
            assert_eq!(clean_name(&text), Err(fault), "{text:?}");
            assert_eq!(clean_text(&text), Err(fault), "{text:?}");
        }
    }
}

#[test]
fn only_a_long_text_has_lines() {
    assert_eq!(clean_text("一\n\t二"), Ok("一\n\t二"));
    assert_eq!(clean_name("一\n二"), Err(TextFault::ControlCharacter));
    assert_eq!(clean_name("一\t二"), Err(TextFault::ControlCharacter));
    assert_eq!(clean_name("\n一"), Err(TextFault::ControlCharacter));
}

#[test]
fn a_name_loses_the_space_around_it_and_nothing_else() {
    assert_eq!(clean_name(" \u{3000}惠农区（商贸）协会 \u{3000}"), Ok("惠农区（商贸）协会"));
    // A rare character with its variation selector is a person's name.
    assert_eq!(clean_name("葛\u{e0100}城"), Ok("葛\u{e0100}城"));
}

#[test]
fn names_that_look_alike_are_one() {
    assert_eq!(name_key("惠农区（商贸）协会"), name_key("惠农区(商贸)协会"));
    assert_eq!(name_key("ＡＢＣ　公司"), name_key(" ABC  公司 "));
    assert_eq!(name_key("Ａbc"), "Abc");
    assert_ne!(name_key("abc"), name_key("ABC"));
    assert_eq!(login_key(" Union.Chief"), login_key("ｕｎｉｏｎ.chief"));
}

#[test]
fn no_cell_calculates_and_numbers_stay_numbers() {
    for cell in [
        "=1+1",
        "+A1",
        "-A1",
        "@SUM(A1)",
        "\tx",
        "\rx",
        "=cmd|' /C calc'!A0",
        "-",
        "+",
        "-1.",
        "-.5",
        "-1e3",
        "--1",
        "-1-1",
    ] {
        assert_eq!(inert_cell(cell), format!("'{cell}"), "{cell}");
    }
    for cell in ["", "-12.50", "+3", "-0", "1=1", "马秀英", "'=1", " =1", "2026-03"] {
        assert_eq!(inert_cell(cell), cell);
    }
}

proptest! {
    #[test]
    fn what_is_clean_stays_as_it_is(text in "\\PC{0,40}") {
        if let Ok(clean) = clean_text(&text) {
            prop_assert_eq!(clean, &text);
            prop_assert!(!clean.chars().any(|c| c.is_control()));
        }
        if let Ok(name) = clean_name(&text) {
            prop_assert_eq!(clean_name(name), Ok(name));
            prop_assert_eq!(name_key(name), name_key(&name_key(name)));
        }
    }
}
