use super::{concord, fixture, text};
use std::path::Path;

fn rows(path: &Path) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

#[test]
fn the_worked_cases_come_out_through_the_command() {
    for (case, roster) in [("ningxia-2021", true), ("ningxia-2023", false), ("ningxia-2025-no-roster", false)] {
        let folder = fixture("payroll/cases").join(case);
        let out = tempfile::tempdir().unwrap();
        let (contract, payroll) = (folder.join("contract.json"), folder.join("payroll.csv"));
        let list = folder.join("roster.csv");
        let mut args = vec!["audit", "--contract", text(&contract), "--payroll", text(&payroll)];
        if roster {
            args.extend(["--roster", text(&list)]);
        }
        args.extend(["--out", text(out.path()), "--json"]);
        let run = concord(&args);
        assert_eq!(run.status.code(), Some(1), "{}", String::from_utf8_lossy(&run.stderr));
        let found = rows(&out.path().join("findings.csv"));
        let expected = rows(&folder.join("expected-findings.csv"));
        assert_eq!(found.len(), expected.len(), "{case}");
        for (mine, theirs) in found.iter().zip(&expected) {
            assert_eq!(mine[..6], theirs[..6], "{case}");
            assert_eq!(mine[10], theirs[10], "{case}");
        }
        let printed: serde_json::Value = serde_json::from_slice(&run.stdout).unwrap();
        let written: serde_json::Value =
            serde_json::from_slice(&std::fs::read(out.path().join("summary.json")).unwrap()).unwrap();
        assert_eq!(printed, written);
        let names: Vec<_> = std::fs::read_dir(out.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
        assert_eq!(names.len(), 3, "{names:?}");
    }
}

#[test]
fn a_run_that_cannot_start_is_2_and_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let payroll = folder.path().join("payroll.csv");
    std::fs::write(&payroll, "enterprise_id,worker_id,employment\n").unwrap();
    let out = folder.path().join("out");
    let contract = fixture("payroll/cases/ningxia-2023/contract.json");
    let run = concord(&["audit", "--contract", text(&contract), "--payroll", text(&payroll), "--out", text(&out)]);
    assert_eq!(run.status.code(), Some(2));
    let said = String::from_utf8_lossy(&run.stderr).into_owned();
    for column in ["period", "agreed_wage", "gross_pay"] {
        assert!(said.contains(&format!("missing column {column}")), "{said}");
    }
    assert!(!out.exists());
}

#[test]
fn explain_shows_the_formula_with_its_numbers() {
    let folder = fixture("payroll/cases/ningxia-2023");
    let (contract, payroll) = (folder.join("contract.json"), folder.join("payroll.csv"));
    let run = concord(&[
        "audit",
        "explain",
        "--contract",
        text(&contract),
        "--payroll",
        text(&payroll),
        "--line",
        "2",
        "--rule",
        "S4",
    ]);
    assert_eq!(run.status.code(), Some(0), "{}", String::from_utf8_lossy(&run.stderr));
    let said = String::from_utf8_lossy(&run.stdout).into_owned();
    assert!(said.contains("1791.17 ÷ 174 × (") && said.contains("185.29"), "{said}");
}
