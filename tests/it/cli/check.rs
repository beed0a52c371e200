use super::{concord, fixture, text};

#[test]
fn a_lawful_sheet_is_0_a_breach_1_and_a_broken_one_2_with_every_fault() {
    let sheet = fixture("sheets/valid/lawful.json");
    let out = concord(&["check", "--terms", text(&sheet), "--json"]);
    assert_eq!(out.status.code(), Some(0), "{}", String::from_utf8_lossy(&out.stdout));
    let rows: serde_json::Value = serde_json::from_slice(&out.stdout).unwrap();
    let f1 = rows.as_array().unwrap().iter().find(|row| row["rule"] == "F1").unwrap();
    assert_eq!((f1["outcome"].as_str(), f1["required"].as_str()), (Some("pass"), Some("2050.00")));
    assert!(f1["message"].as_str().unwrap().contains("2100.00"));

    let below = std::fs::read_to_string(&sheet).unwrap().replace("\"2100.00\"", "\"2000.00\"");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("below.json");
    std::fs::write(&path, below).unwrap();
    let out = concord(&["check", "--terms", text(&path)]);
    assert_eq!(out.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&out.stdout).contains("breach"));

    let out = concord(&["check", "--terms", text(&fixture("sheets/invalid/many-faults.json"))]);
    assert_eq!(out.status.code(), Some(2));
    assert_eq!(String::from_utf8_lossy(&out.stderr).lines().count(), 18);
}

/// What people sent in: a region without a rulebook of its own, a jurisdiction without any, sick pay of the agreed wage.
#[test]
fn sheets_as_people_have_them() {
    let run = |file: &str| {
        let sheet = fixture(&format!("sheets/reality/{file}"));
        concord(&["--lang", "en", "check", "--terms", text(&sheet), "--json"])
    };
    let rows = |out: &[u8]| serde_json::from_slice::<serde_json::Value>(out).unwrap().as_array().unwrap().clone();
    let unlawful = run("unlawful-CN-42.json");
    assert_eq!(unlawful.status.code(), Some(1));
    for row in rows(&unlawful.stdout) {
        assert_eq!(row["rulebook"], "CN", "{row}");
        assert!(row["message"].as_str().unwrap().contains("national"), "{row}");
    }
    assert_eq!(run("hubei.json").status.code(), Some(0));
    let sick = run("agreed-1.json");
    assert_eq!(sick.status.code(), Some(1));
    let f9 = rows(&sick.stdout).into_iter().find(|row| row["rule"] == "F9").unwrap();
    assert_eq!((&f9["outcome"], &f9["offered"]), (&"breach".into(), &"23".into()), "{f9}");
    let sheet = std::fs::read_to_string(fixture("sheets/reality/hubei.json")).unwrap().replace("CN-42", "XX-42");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("x.json");
    std::fs::write(&file, sheet).unwrap();
    let none = concord(&["--lang", "en", "check", "--terms", text(&file)]);
    assert_eq!((none.status.code(), none.stdout.len()), (Some(2), 0));
    assert!(String::from_utf8_lossy(&none.stderr).contains("XX-42"));
}
