use crate::statute::RulebookSet;

fn fits(jurisdiction: &str, code: &str) -> bool {
    RulebookSet::shipped().unwrap().rulebook(jurisdiction).unwrap().organisation_code().unwrap().fits(code)
}

#[test]
fn the_form_of_an_organisations_code_is_its_jurisdictions() {
    for (code, right) in [
        ("9164020589MXMRUW56", true),
        ("9164020589MXMRUW57", false),
        ("9164020589MXMRUW5", false),
        ("9164020589MXMRUWI6", false),
        ("", false),
    ] {
        assert_eq!(fits("CN-64", code), right, "{code}");
    }
    // An ABN, and a business number with ISO 7064 MOD 11,10.
    assert!(fits("AU", "51824753556") && !fits("AU", "51824753557") && !fits("AU", "5182475355"));
    assert!(fits("DE", "DE136695976") && !fits("DE", "DE136695975") && !fits("DE", "136695976"));
    assert!(!fits("DE", "9164020589MXMRUW56") && !fits("CN", "DE136695976"));
}

#[test]
fn one_wrong_character_never_has_the_right_check_digit() {
    for (jurisdiction, code) in [("CN", "9164020589MXMRUW56"), ("DE", "DE136695976"), ("AU", "51824753556")] {
        for place in 0..code.len() {
            for wrong in ('0'..='9').filter(|c| !code[place..].starts_with(*c)) {
                let mut typed = code.to_owned();
                typed.replace_range(place..=place, &wrong.to_string());
                assert!(!fits(jurisdiction, &typed), "{typed}");
            }
        }
    }
}

#[test]
fn a_code_is_completed_with_its_check_character() {
    let set = RulebookSet::shipped().unwrap();
    let format = set.rulebook("CN").unwrap().organisation_code().unwrap();
    assert_eq!(format.completed("9164020589MXMRUW5").as_deref(), Some("9164020589MXMRUW56"));
    assert_eq!(format.completed("916402"), None);
}

#[test]
fn the_closest_of_the_wider_places_wins() {
    let set = RulebookSet::shipped().unwrap();
    let area = set.rulebook("CN-64").unwrap().area_code().unwrap();
    let close = |wide: &str| area.closeness(wide, "640205");
    assert_eq!([close("640205"), close("640200"), close("640000"), close("640100"), close("")], [6, 4, 2, 0, 0]);
}

#[test]
fn a_rulebook_with_an_unusable_form_is_refused() {
    let text = |lines: &str| {
        let text = format!("jurisdiction = \"X\"\nname = \"X\"\nname_en = \"X\"\nzone = \"UTC\"\n{lines}");
        let faults = RulebookSet::from_sources(vec![("x.toml".to_owned(), text)]).err().unwrap_or_default();
        faults.iter().map(|fault| fault.place.clone()).collect::<Vec<_>>().join(" ")
    };
    let code = |rest: &str| text(&format!("[organisation_code]\nname = \"n\"\nname_en = \"n\"\n{rest}"));
    assert_eq!(code("pattern = \"[0-9\""), "organisation_code");
    assert_eq!(code("pattern = \"[0-9]\"\ncheck = \"luck\""), "organisation_code");
    assert_eq!(code("pattern = \"[0-9]\"\nlevels = [4, 2]"), "organisation_code");
    assert_eq!(code("pattern = \"[0-9]\"\ncheck = \"mod_89\""), "");
    assert_eq!(text("currency = \"XYZ\""), "currency");
    assert_eq!(text("currency = \"JPY\""), "");
    assert_eq!(
        RulebookSet::from_sources(vec![(
            "x".into(),
            "jurisdiction = \"X\"\nname = \"\"\nname_en = \"\"\nzone = \"+08:00\"".into()
        )])
        .unwrap_err()[0]
            .place,
        "zone"
    );
}
