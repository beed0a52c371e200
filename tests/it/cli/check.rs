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
