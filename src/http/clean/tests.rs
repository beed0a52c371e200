use super::*;

fn faults(json: &str) -> Vec<(String, &'static str)> {
    let mut cleaner = Cleaner::default();
    cleaner.json(json.as_bytes());
    cleaner.faults().into_iter().map(|fault| (fault.field, fault.code.word())).collect()
}

#[test]
fn every_text_of_a_document_is_seen_at_its_path() {
    let found =
        faults(r#"{"a":"x\u0000","b":[{"c":"\u202ex"},["\u200b"]],"d":{"e\u0007":1},"n":[1,true,null,1.5,-3]}"#);
    let expected = [
        ("a", "control-character"),
        ("b[0].c", "bidi-control"),
        ("b[1][0]", "invisible-character"),
        ("d.e\u{fffd}", "control-character"),
    ];
    assert_eq!(found, expected.map(|(field, code)| (field.to_owned(), code)));
    assert_eq!(faults(r#"{"text":"一\n\t二","day":"2026-03-02","at":"2026-03-02T01:00:00Z"}"#), []);
}

#[test]
fn days_that_cannot_be_meant_are_told() {
    let outside = [
        "0001-01-01",
        "1899-12-31",
        "2201-01-01",
        "+262142-12-31",
        "-0044-03-15",
        "9999-12-31T23:59:59Z",
        "+12026-03-02T01:00:00Z",
        "1800-01-01T00:00",
        "2300-01-01T00:00:00",
        "1899-12-31 12:00:00+08:00",
    ];
    for day in outside {
        assert_eq!(faults(&format!(r#"["{day}"]"#)), [("[0]".to_owned(), "date-range")], "{day}");
    }
    for text in
        ["1900-01-01", "2200-12-31", "2200-12-31T23:59:59Z", "-12.50", "0451-8888", "0001-01-01 起", "13800000000"]
    {
        assert_eq!(faults(&format!(r#"["{text}"]"#)), [], "{text}");
    }
}

#[test]
fn what_is_told_is_bounded() {
    let many = format!("[{}]", vec![r#""\u0000""#; 5_000].join(","));
    assert_eq!(faults(&many).len(), FAULTS_TOLD);
    assert!(faults(&format!(r#"{{"{}\u0000":1}}"#, "k".repeat(100_000)))[0].0.len() <= 200);
}
