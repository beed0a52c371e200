//! Profiles on the command line: guessed, answered, applied, audited by.

use super::reality::{Run, audit_with, names};
use super::{concord, fixture, text};
use crate::firm;
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;
use tempfile::TempDir;

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// What is guessed of a file, and the exit status.
fn guessed(file: &Path) -> (Value, Option<i32>, String) {
    let output = concord(&["audit", "profile", "guess", text(file)]);
    let profile = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", said(&output)));
    (profile, output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

fn written(folder: &TempDir, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    path
}

fn audited(file: &Path, profile: &Path) -> Run {
    audit_with(file, &["--profile", text(profile)])
}

#[test]
fn usual_names_are_guessed_without_a_question_and_give_the_same_findings() {
    let folder = tempfile::tempdir().unwrap();
    let file = fixture("reality/03/payroll.csv");
    let (profile, status, told) = guessed(&file);
    assert_eq!((status, told.as_str()), (Some(0), ""), "{profile:#}");
    let profile = written(&folder, "profile.json", profile.to_string());
    let run = audited(&file, &profile);
    let exact = audit_with(&fixture("reality/03/payroll-exact-names.csv"), &[]);
    assert!(!exact.breaches().is_empty());
    assert_eq!(run.breaches(), exact.breaches(), "{}", run.said);
    let summary = run.summary();
    assert_eq!(summary["sha256"]["profile"].as_str().unwrap().len(), 64);
    assert!(summary["reading"]["columns"].to_string().contains("扣款合计"), "{summary:#}");
    assert_eq!(exact.summary()["sha256"].get("profile"), None);
}

#[test]
fn what_may_mean_two_things_is_asked_and_a_profile_with_questions_reads_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let file = fixture("reality/03/gross-twice.csv");
    let (mut profile, status, told) = guessed(&file);
    assert_eq!(status, Some(3), "{told}");
    assert!(told.contains("应发工资, 应发合计 may both mean it") || told.contains("may all mean it"), "{told}");
    assert_eq!(profile["ask"][0]["names"], json!(["应发工资", "应发合计"]));
    let path = written(&folder, "open.json", profile.to_string());
    let run = audited(&file, &path);
    assert_eq!(run.status, Some(2), "{}", run.said);
    assert!(run.said.contains("still has questions"), "{}", run.said);
    profile["tables"][0]["columns"]["gross_pay"] = json!({"column": "应发合计"});
    profile.as_object_mut().unwrap().remove("ask");
    let path = written(&folder, "answered.json", profile.to_string());
    let run = audited(&file, &path);
    assert_eq!(run.summary()["audited"], 1, "{}", run.said);
    assert_eq!(run.summary()["unknown_columns"], json!(["应发工资"]));
}

#[test]
fn words_for_employment_are_asked_answered_and_nothing_else_is_taken() {
    let folder = tempfile::tempdir().unwrap();
    let file = fixture("reality/16/payroll.csv");
    let (mut profile, status, _) = guessed(&file);
    assert_eq!(status, Some(3));
    let asked = profile["ask"][0]["names"].as_array().unwrap().clone();
    assert!(
        asked.contains(&json!("派遣")) || asked.iter().any(|word| word.as_str().unwrap().contains("派遣")),
        "{asked:?}"
    );
    let words: serde_json::Map<String, Value> =
        asked.iter().skip(1).map(|word| (word.as_str().unwrap().to_owned(), json!("full_time"))).collect();
    profile["tables"][0]["columns"]["employment"]["words"] = Value::Object(words);
    profile["tables"][0]["columns"]["employment"]["other_words"] = json!(true);
    profile.as_object_mut().unwrap().remove("ask");
    let path = written(&folder, "profile.json", profile.to_string());
    let run = audited(&file, &path);
    // The word that was left open is rejected with the file's own name of the column.
    let rejects: Vec<String> = run.rows("rejects.csv").into_iter().map(|row| row[1].clone()).collect();
    assert!(!rejects.is_empty(), "{}", run.said);
    assert!(rejects.iter().all(|told| told.contains("用工形式")), "{rejects:?}");
    assert!(rejects.iter().all(|told| told.contains(asked[0].as_str().unwrap())), "{rejects:?}");
}

/// The answers that a firm's own workbook needs.
fn firms_profile(folder: &TempDir) -> (PathBuf, PathBuf) {
    let file = written(folder, "firm.xlsx", firm::workbook());
    let (mut profile, status, told) = guessed(&file);
    assert_eq!(status, Some(3), "{told}");
    let asked: Vec<&str> =
        profile["ask"].as_array().unwrap().iter().map(|ask| ask["column"].as_str().unwrap()).collect();
    assert_eq!(asked, ["employment"], "{profile:#}");
    assert_eq!(profile["ask"][0]["names"], json!(["劳务派遣"]));
    let columns = &mut profile["tables"][0]["columns"];
    assert_eq!(columns["agreed_wage"], json!({"sum": ["基本工资", "岗位工资"]}));
    assert_eq!(columns["personal_contributions"], json!({"sum": ["养老保险", "医疗保险", "代扣个税"]}));
    assert_eq!((&columns["period"], &columns["enterprise_id"]), (&json!({"title": 1}), &json!({"title": 2})));
    columns["employment"]["words"] = json!({"劳务派遣": "full_time"});
    columns["employment"]["other_words"] = json!(true);
    assert_eq!(profile["tables"][1]["sheets"], json!(["非全日制"]));
    assert_eq!(profile["tables"][1]["columns"]["employment"], json!({"constant": "part_time"}));
    profile.as_object_mut().unwrap().remove("ask");
    let profile = written(folder, "firm.json", profile.to_string());
    (file, profile)
}

#[test]
fn a_firms_own_workbook_is_audited_with_one_answer() {
    let folder = tempfile::tempdir().unwrap();
    let (file, profile) = firms_profile(&folder);
    let run = audited(&file, &profile);
    let summary = run.summary();
    assert_eq!((&summary["audited"], &summary["rejected"]), (&json!(6), &json!(0)), "{}", run.said);
    assert_eq!(names(&run.breaches(), "S2"), ["P01", "P02", "W003"]);
    assert_eq!(summary["left_out"]["total"]["rows"][0]["text"], "合计");
    assert_eq!(summary["left_out"]["signature"]["count"], 1);
    assert_eq!(summary["sheets"]["read"], json!(["工资表", "非全日制"]));
    let columns = summary["reading"]["columns"].to_string();
    assert!(columns.contains("基本工资 + 岗位工资"), "{columns}");
    assert!(summary["unknown_columns"].to_string().contains("备注"));
    // What a figure was made of stands beside it.
    let contract = fixture("reality/contract.json");
    let explained = concord(&[
        "audit",
        "explain",
        "--contract",
        text(&contract),
        "--payroll",
        text(&file),
        "--profile",
        text(&profile),
        "--line",
        "4",
        "--sheet",
        "工资表",
    ]);
    let told = said(&explained);
    assert!(told.contains("agreed_wage 2300 ← 基本工资 + 岗位工资: 2000 | 300"), "{told}");
}

#[test]
fn the_normalised_table_gives_the_same_findings_as_the_profile() {
    let folder = tempfile::tempdir().unwrap();
    let (file, profile) = firms_profile(&folder);
    let out = folder.path().join("normal.csv");
    let applied =
        concord(&["audit", "profile", "apply", text(&file), "--profile", text(&profile), "--out", text(&out)]);
    assert_eq!(applied.status.code(), Some(0), "{}", said(&applied));
    assert!(said(&applied).contains("Left out 1 × total"), "{}", said(&applied));
    let table = fs::read_to_string(&out).unwrap();
    assert!(table.contains("9164020589MXMRUW56,W001,2026-06,合同工,2300,2300"), "{table}");
    let (normal, by_profile) = (audit_with(&out, &[]), audited(&file, &profile));
    assert!(!by_profile.breaches().is_empty());
    assert_eq!(normal.breaches(), by_profile.breaches(), "{}{table}", normal.said);
}

#[test]
fn a_cell_that_is_not_covered_is_told_with_line_column_value_and_reason() {
    let folder = tempfile::tempdir().unwrap();
    let file = fixture("reality/05/accounting-format.csv");
    let (mut profile, status, _) = guessed(&file);
    assert_eq!(status, Some(0));
    profile.as_object_mut().unwrap().remove("numbers");
    let profile = written(&folder, "profile.json", profile.to_string());
    let run = audited(&file, &profile);
    let told = run.rows("rejects.csv")[0].clone();
    assert_eq!((told[0].as_str(), run.status), ("2", Some(2)), "{}", run.said);
    assert!(told[1].contains("合同工资 “ 2,800.00 ”: an amount written otherwise than the profile says"), "{told:?}");
    let applied = concord(&["audit", "profile", "apply", text(&file), "--profile", text(&profile)]);
    assert_eq!(applied.status.code(), Some(3));
    assert!(said(&applied).contains("line 2: "), "{}", said(&applied));
    let names = json!({"schema": "concord.payroll-profile/1", "name": "x", "tables": [{"columns": {"gross_pay": {"column": "没有"}}}], "y": 1});
    let wrong = written(&folder, "wrong.json", names.to_string());
    let run = audited(&file, &wrong);
    assert_eq!(run.status, Some(2));
    assert!(run.said.contains("y: ") && run.said.contains("tables[0].columns.worker_id: "), "{}", run.said);
}

/// The examples of the documentation are what it says they are.
#[test]
fn the_documentations_examples_read() {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/PAYROLL-PROFILES.md")).unwrap();
    let blocks: Vec<&str> = page.split("```json\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
    let whole: Value = serde_json::from_str(blocks[0]).unwrap();
    let read = |value: &Value| domain::payroll::profile::Profile::parse(value.to_string().as_bytes());
    read(&whole).unwrap_or_else(|faults| panic!("{faults:?}"));
    let merged = |part: &str| {
        let mut out = whole.clone();
        let part: Value = serde_json::from_str(part).unwrap_or_else(|error| panic!("{error}: {part}"));
        for (name, value) in part.as_object().unwrap() {
            out[name] = value.clone();
        }
        out
    };
    for part in blocks.iter().filter(|block| block.contains("\"numbers\": {") || block.contains("leave_out")).skip(1) {
        read(&merged(part)).unwrap_or_else(|faults| panic!("{part}: {faults:?}"));
    }
    // Columns of the table, each in the place of its own.
    let form = regex::Regex::new(r#"`("[a-z_]+": \{.*?\})`"#).unwrap();
    let forms: Vec<String> = form.captures_iter(&page).map(|found| format!("{{{}}}", &found[1])).collect();
    assert!(forms.len() >= 6, "{forms:?}");
    for column in forms {
        let column: Value = serde_json::from_str(&column).unwrap_or_else(|error| panic!("{error}: {column}"));
        let mut out = whole.clone();
        for (name, value) in column.as_object().unwrap() {
            out["tables"][0]["columns"][name] = value.clone();
        }
        read(&out).unwrap_or_else(|faults| panic!("{column}: {faults:?}"));
    }
}
