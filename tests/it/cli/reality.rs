//! Payrolls and rosters as people have them (`fixtures/reality`), through the command as its user runs it.

use super::{fixture, text};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// What an audit left behind.
struct Run {
    status: Option<i32>,
    said: String,
    out: PathBuf,
    _folder: TempDir,
}

impl Run {
    fn summary(&self) -> Value {
        let path = self.out.join("summary.json");
        serde_json::from_slice(&std::fs::read(path).unwrap_or_else(|_| panic!("{}", self.said))).unwrap()
    }

    fn rows(&self, name: &str) -> Vec<Vec<String>> {
        let bytes = std::fs::read(self.out.join(name)).unwrap();
        let text = bytes.strip_prefix(b"\xef\xbb\xbf").expect("a byte order mark");
        csv::Reader::from_reader(text).records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
    }

    /// Worker, rule and shortfall of the breaches.
    fn breaches(&self) -> BTreeSet<(String, String, String)> {
        let rows = self.rows("findings.csv").into_iter().filter(|row| row[5] == "breach");
        rows.map(|row| (row[2].clone(), row[4].clone(), row[8].clone())).collect()
    }

    /// Line, rule, shortfall and outcome of what was found by these rules.
    fn found(&self, rules: &[&str]) -> Vec<[String; 4]> {
        let rows = self.rows("findings.csv").into_iter().filter(|row| rules.contains(&row[4].as_str()));
        rows.map(|row| [row[0].clone(), row[4].clone(), row[8].clone(), row[5].clone()]).collect()
    }

    fn rejected(&self) -> BTreeSet<String> {
        self.rows("rejects.csv").into_iter().map(|row| row[0].clone()).collect()
    }
}

fn command(payroll: &Path, out: &Path, more: &[&str]) -> Command {
    let own = payroll.with_file_name("contract.json");
    let contract = if own.exists() { own } else { fixture("reality/contract.json") };
    let mut command = Command::new(env!("CARGO_BIN_EXE_concord"));
    command.args(["audit", "--contract", text(&contract), "--payroll", text(payroll), "--out", text(out)]);
    command.args(more).env("LANG", "en");
    command
}

fn audit_with(payroll: &Path, more: &[&str]) -> Run {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let Output { status, stderr, stdout } = command(payroll, &out, more).output().unwrap();
    let said = format!("{}{}", String::from_utf8_lossy(&stderr), String::from_utf8_lossy(&stdout));
    Run { status: status.code(), said, out, _folder: folder }
}

fn audit(file: &str) -> Run {
    audit_with(&fixture("reality").join(file), &[])
}

fn names(breaches: &BTreeSet<(String, String, String)>, rule: &str) -> Vec<String> {
    breaches.iter().filter(|breach| breach.1 == rule).map(|breach| breach.0.clone()).collect()
}

type Change<'a> = &'a dyn Fn(&str) -> Vec<u8>;

/// The same payroll in another encoding or with another delimiter.
fn rewritten(file: &str, change: impl Fn(&str) -> Vec<u8>) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let bytes = std::fs::read(fixture("reality").join(file)).unwrap();
    let whole = String::from_utf8(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes).to_vec()).unwrap();
    let path = folder.path().join("payroll.csv");
    std::fs::write(&path, change(&whole)).unwrap();
    (folder, path)
}

#[test]
fn row_01_any_usual_encoding_and_delimiter() {
    let run = audit("01/payroll.csv");
    assert_eq!(run.status, Some(1), "{}", run.said);
    let summary = run.summary();
    assert_eq!((&summary["audited"], &summary["rejected"]), (&3.into(), &0.into()));
    assert_eq!(summary["reading"]["encoding"], "GB18030");
    assert_eq!(names(&run.breaches(), "S2"), ["G002", "G003"]);
    let utf16 = |text: &str, swap: bool| -> Vec<u8> {
        let units = [0xfeff_u16].into_iter().chain(text.encode_utf16().collect::<Vec<_>>());
        units.flat_map(|unit| if swap { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
    };
    let plain = audit("03/payroll-exact-names.csv").breaches();
    assert!(!plain.is_empty());
    let ways: [(&str, Change<'_>); 4] = [
        ("UTF-16LE", &|text| utf16(text, false)),
        ("UTF-16BE", &|text| utf16(text, true)),
        ("UTF-8", &|text| text.replace(',', "\t").into_bytes()),
        ("UTF-16LE", &|text| utf16(&text.replace(',', "\t"), false)),
    ];
    for (encoding, change) in ways {
        let (_folder, path) = rewritten("03/payroll-exact-names.csv", change);
        let run = audit_with(&path, &[]);
        assert_eq!(run.breaches(), plain, "{encoding}: {}", run.said);
        assert_eq!(run.summary()["reading"]["encoding"], encoding);
    }
}

#[test]
fn row_02_titles_two_header_rows_totals_and_signatures() {
    let plain = audit("02/title-row.xlsx");
    assert_eq!(plain.status, Some(1), "{}", plain.said);
    assert_eq!(plain.summary()["reading"]["headers"][0]["rows"], serde_json::json!([2]));
    assert!(plain.said.contains("Read row 2 as header"), "{}", plain.said);
    for file in ["02/two-header-rows.xlsx", "02/two-header-rows.xls", "02/two-header-rows.ods"] {
        let run = audit(file);
        assert_eq!(run.breaches(), plain.breaches(), "{file}: {}", run.said);
        let summary = run.summary();
        assert_eq!(summary["reading"]["headers"][0]["rows"], serde_json::json!([1, 2]), "{file}");
        assert_eq!(summary["unknown_columns"], serde_json::json!([]), "{file}");
        assert_eq!(summary["audited"], 3, "{file}");
    }
    let run = audit("02/total-and-signature.xlsx");
    assert_eq!(run.breaches(), plain.breaches(), "{}", run.said);
    let summary = run.summary();
    assert_eq!((&summary["lines"], &summary["rejected"]), (&3.into(), &0.into()));
    assert_eq!(summary["left_out"]["total"]["rows"][0]["row"], 5);
    assert_eq!(summary["left_out"]["total"]["rows"][0]["text"], "合计");
    assert_eq!(summary["left_out"]["signature"]["count"], 1, "{}", summary["left_out"]);
}

#[test]
fn row_03_names_that_payrolls_have() {
    let exact = audit("03/payroll-exact-names.csv");
    let usual = audit("03/payroll.csv");
    assert_eq!(exact.status, Some(1), "{}", exact.said);
    assert_eq!(usual.breaches(), exact.breaches(), "{}", usual.said);
    assert_eq!(usual.summary()["rules"], exact.summary()["rules"]);
    let columns = usual.summary()["reading"]["columns"].to_string();
    assert!(columns.contains("扣款合计") && columns.contains("ot_holiday_hours"), "{columns}");
    assert!(usual.summary()["missing_columns"].to_string().contains("unused_leave_days"));
    let run = audit("03/gross-twice.csv");
    assert_eq!(run.status, Some(2));
    assert!(
        run.said.contains("应发工资") && run.said.contains("应发合计") && run.said.contains("which one"),
        "{}",
        run.said
    );
    assert!(!run.out.exists());
}

#[test]
fn row_04_months_and_days_in_forms_that_can_be_told() {
    let run = audit("04/payroll.csv");
    let rejects = run.rows("rejects.csv");
    let lines: Vec<&str> = rejects.iter().map(|row| row[0].as_str()).collect();
    // `Mar-26`, `3`, `15/4/2026`.
    assert_eq!(lines, ["9", "11", "20"], "{rejects:?}");
    assert!(rejects[0][1].contains("月份") && rejects[0][1].contains("Mar-26"), "{rejects:?}");
    assert!(rejects[2][1].contains("15/4/2026") && rejects[2][1].contains("cannot be told apart"), "{rejects:?}");
    assert_eq!(run.status, Some(3), "{}", run.said);
    assert_eq!(run.summary()["rules"]["S6"]["pass"], 16);
}

#[test]
fn row_05_numbers_as_accountants_write_them() {
    let run = audit("05/accounting-format.csv");
    assert_eq!((run.status, &run.summary()["audited"]), (Some(0), &5.into()), "{}", run.said);
    let run = audit("05/semicolon.csv");
    assert_eq!(run.status, Some(2), "nothing was audited: {}", run.said);
    assert_eq!(run.summary()["reading"]["delimiter"], ";");
    let faults = &run.rows("rejects.csv")[0][1];
    assert!(faults.contains("应发工资") && faults.contains("2800,50") && faults.contains("实发工资"), "{faults}");
    for amount in ["￥2,800.00", "¥2800", "2800元", "２８００．００", " 2 800.00 ", "2,800.00 元"] {
        let quoted = format!("\"{amount}\",300,,2500");
        let (_folder, path) = rewritten("05/accounting-format.csv", |text| {
            text.replace("\" 2,800.00 \", 300.00 , -   ,\" 2,500.00 \"", &quoted).into_bytes()
        });
        let run = audit_with(&path, &[]);
        assert_eq!((run.status, &run.summary()["audited"]), (Some(0), &5.into()), "{amount}: {}", run.said);
    }
}

#[test]
fn row_06_formulas_and_doubles() {
    let run = audit("06/formulas-no-values.xlsx");
    assert_eq!(run.status, Some(2), "{}", run.said);
    let rejects = run.rows("rejects.csv");
    assert!(!rejects.is_empty());
    assert!(rejects.iter().all(|row| row[1].contains("formula without a stored value")), "{rejects:?}");
    for file in ["06/formulas-with-values.xlsx", "06/formulas-with-values.xls"] {
        let run = audit(file);
        // Three times overtime not paid; of what was deducted without a kind, nobody can say that it was for damage.
        assert_eq!((run.status, run.breaches().len()), (Some(1), 3), "{file}: {} {:?}", run.said, run.breaches());
        let unknown = run.rows("findings.csv").into_iter().filter(|row| row[11] == "kind_of_deduction").count();
        assert_eq!(unknown, 3, "{file}");
    }
    let run = audit("06/float-noise.xlsx");
    let rejects = run.rows("rejects.csv");
    assert!(rejects.iter().all(|row| row[1].contains("4 fraction digits")), "{rejects:?}");
    assert!(run.summary()["audited"].as_u64() >= Some(2), "{}", run.said);
}

#[test]
fn row_07_all_visible_sheets() {
    let run = audit("07/sheet-per-department.xlsx");
    let summary = run.summary();
    assert_eq!(summary["sheets"]["read"], serde_json::json!(["前厅", "后厨", "仓储"]), "{}", run.said);
    assert_eq!(summary["lines"], 5);
    let sheets: BTreeSet<String> = run.rows("findings.csv").into_iter().map(|row| row[13].clone()).collect();
    assert!(sheets.contains("后厨"), "{sheets:?}");
    // The same two workers once more.
    assert_eq!(summary["rejected"], 2);
    assert!(run.rows("rejects.csv").iter().all(|row| row[1].contains("duplicate") && row[2] == "仓储"));
    for file in ["07/hidden-first.xlsx", "07/hidden-first.ods"] {
        let run = audit(file);
        let sheets = run.summary()["sheets"].clone();
        assert_eq!(sheets["not_read"][0]["reason"], "hidden", "{file}: {sheets}");
        let all = audit_with(&fixture("reality").join(file), &["--hidden"]);
        assert_eq!(all.summary()["sheets"]["not_read"], serde_json::json!([]), "{file}");
        assert!(all.summary()["lines"].as_u64() > run.summary()["lines"].as_u64(), "{file}");
    }
}

#[test]
fn row_08_what_only_looks_like_a_workbook_is_named() {
    let run = audit("08/html-table.xls");
    assert_eq!(run.status, Some(2));
    assert!(run.said.contains("HTML") && run.said.contains("save it as XLSX"), "{}", run.said);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("工资.xls");
    std::fs::write(&path, b"%PDF-1.7\n%\xe2\xe3\xcf\xd3").unwrap();
    let run = audit_with(&path, &["--lang", "zh-CN"]);
    assert!(run.status == Some(2) && run.said.contains("PDF") && run.said.contains("原始工作簿"), "{}", run.said);
}

#[test]
fn row_09_damaged_ids_are_nobody() {
    let run = audit("09/scientific.csv");
    assert_eq!((run.status, run.rejected().len()), (Some(2), 5), "{}", run.said);
    assert!(run.rows("rejects.csv").iter().all(|row| row[1].contains("工号") && !row[1].contains("duplicate")));
}

/// What findings the rules of normal pay have.
const PAY: [&str; 3] = ["S1", "S2", "S12"];

#[test]
fn row_11_two_payments_a_month_are_one_record() {
    for file in ["11/half-months.csv", "11/supplement.csv"] {
        let run = audit(file);
        assert_eq!((run.status, &run.summary()["audited"]), (Some(0), &1.into()), "{file}: {}", run.said);
        assert_eq!(run.summary()["lines"], 2);
    }
    let run = audit("11/part-time-15-days.csv");
    let breach = |rule: &str, short: &str| ["2", rule, short, "breach"].map(str::to_owned);
    // 100 hours at 22.00 by law and 23.00 by the contract; 2,104.00 was paid.
    assert_eq!(run.found(&PAY), [breach("S1", "96.00"), breach("S2", "196.00"), breach("S12", "196.00")]);
    assert_eq!(run.summary()["owed"]["total"], "196.00", "no yuan twice");
}

#[test]
fn row_13_back_pay_is_no_pay_of_its_month() {
    let run = audit("13/arrears-column.csv");
    let short: Vec<[String; 4]> = run.found(&["S2"]);
    assert_eq!(short.len(), 5, "{short:?}");
    assert!(short.iter().all(|row| row[2] == "300.00"), "May is 300 short too: {short:?}");
    let back = run.summary()["back_pay"].clone();
    assert_eq!((&back["amount"], &back["without_months"]["lines"]), (&"1200.00".into(), &1.into()));
    assert!(run.said.contains("without months"), "{}", run.said);
    // With its months it meets what they lack.
    let named = |text: &str| {
        let mut lines = text.lines().map(|line| format!("{line},"));
        let head = lines.next().unwrap().replace("补发工资,", "补发工资,补发起始月份,补发截止月份");
        let rows = lines.map(|line| match line.strip_suffix(",1200,") {
            Some(line) => format!("{line},1200,2026-01,2026-04"),
            None => format!("{line},"),
        });
        std::iter::once(head).chain(rows).map(|line| line + "\n").collect::<String>()
    };
    let (_folder, path) = rewritten("13/arrears-column.csv", |text| named(text).into_bytes());
    std::fs::copy(fixture("reality/13/contract.json"), path.with_file_name("contract.json")).unwrap();
    let run = audit_with(&path, &[]);
    let repaid: Vec<String> =
        run.rows("findings.csv").into_iter().filter(|row| row[4] == "S2").map(|row| row[9].clone()).collect();
    assert_eq!(repaid, ["300.00", "300.00", "300.00", "300.00", ""], "{}", run.said);
    assert_eq!(run.summary()["rules"]["S2"]["repaid"], "1200.00");
    // S12 lacks 500 a month: two months whole, 200 of the third.
    let owed = run.summary()["owed"].clone();
    assert_eq!([&owed["total"], &owed["open"]], ["2500.00", "1300.00"]);
}

#[test]
fn row_14_what_never_counts_is_taken_out_once() {
    let run = audit("14/payroll.csv");
    let breaches = run.found(&["S1", "S2"]);
    let of =
        |line: &str| -> Vec<&str> { breaches.iter().filter(|row| row[0] == line).map(|row| row[2].as_str()).collect() };
    for (line, short) in
        [("2", &["100.00"][..]), ("3", &["135.00", "200.00"]), ("4", &["100.00"]), ("5", &["135.00", "200.00"])]
    {
        assert_eq!(of(line), short, "{line}: {breaches:?}");
    }
    let names = audit_with(&renamed_heat(), &[]);
    assert_eq!(names.found(&["S1", "S2", "A:heat"]), run.found(&["S1", "S2", "A:heat"]), "{}", names.said);
}

/// The same payroll under the name that the sheet has for the allowance.
fn renamed_heat() -> PathBuf {
    let (folder, path) = rewritten("14/payroll.csv", |text| text.replace("津贴_heat", "津贴_高温津贴").into_bytes());
    let contract = std::fs::read_to_string(fixture("reality/14/contract.json")).unwrap();
    let names = r#""names": {"allowance": {"heat": ["高温津贴"]}}, "items":"#;
    std::fs::write(path.with_file_name("contract.json"), contract.replacen("\"items\":", names, 1)).unwrap();
    let _ = folder.keep();
    path
}

#[test]
fn row_17_a_full_month_owes_all_of_it() {
    let run = audit("17/payroll.csv");
    let short: Vec<[String; 4]> = run.found(&["S1"]);
    let lines: Vec<(&str, &str)> = short.iter().map(|row| (row[0].as_str(), row[2].as_str())).collect();
    assert_eq!(lines, [("2", "179.83"), ("3", "179.83"), ("4", "179.83")]);
}

#[test]
fn row_18_one_line_an_operation() {
    let run = audit("18/payroll.csv");
    assert_eq!(run.summary()["audited"], 1, "{}", run.said);
    let rejects = run.rows("rejects.csv");
    assert!(rejects.iter().all(|row| row[1].contains("合同工资") && row[1].contains("required")), "{rejects:?}");
    // By pieces the agreed wage may be empty, and the lines are parts of one record.
    let (_folder, path) = rewritten("18/payroll.csv", |text| text.replace("全日制", "计件").into_bytes());
    std::fs::copy(fixture("reality/18/contract.json"), path.with_file_name("contract.json")).unwrap();
    let run = audit_with(&path, &[]);
    assert_eq!((&run.summary()["audited"], &run.summary()["rejected"]), (&2.into(), &0.into()), "{}", run.said);
    assert_eq!(run.summary()["repeated"], 1, "21.75 days stand on each of K1's lines");
    assert_eq!(run.summary()["unmatched_operations"][0]["text"], "缝合");
}

#[test]
fn row_15_blanks_around_a_post_are_nothing() {
    let run = audit("15/payroll.csv");
    let breaches = names(&run.breaches(), "S2");
    assert_eq!(breaches, ["Q1", "Q2", "Q3", "Q5"]);
    let unmatched = run.summary()["unmatched_grades"].clone();
    let texts: Vec<&str> = unmatched.as_array().unwrap().iter().map(|one| one["text"].as_str().unwrap()).collect();
    assert_eq!(texts, ["收銀員", "收银", "收银员/理货员", "收银员（主管）"]);
    assert!(run.said.contains("收银员（主管） (1)"), "{}", run.said);
}

#[test]
fn row_16_words_for_employment() {
    let run = audit("16/payroll.csv");
    // 临时工, 劳务派遣, 派遣, 季节工.
    let expected: BTreeSet<String> = ["10", "12", "13", "18"].map(str::to_owned).into();
    assert_eq!(run.rejected(), expected, "{:?}", run.rows("rejects.csv"));
    let summary = run.summary();
    // Trainees, labour service, beyond pension age: no rule is for them.
    assert_eq!(summary["rules"]["S1"]["not_applicable"], 3, "{}", summary["rules"]);
    assert_eq!(summary["audited"], 18);
}

#[test]
fn row_26_rosters_by_the_same_reader() {
    for (roster, unknown) in [("26/roster-gbk.csv", "[]"), ("26/roster-chinese-head.csv", "[]")] {
        let (list, payroll) = (fixture("reality").join(roster), fixture("reality/26/payroll.csv"));
        let run = audit_with(&payroll, &["--roster", text(&list)]);
        let summary = run.summary();
        assert_eq!(summary["roster_unknown_columns"].to_string(), unknown, "{roster}: {}", run.said);
        // Only one of the two enterprises is covered.
        assert_eq!(summary["rules"]["S2"]["not_applicable"], 1, "{roster}: {}", summary["rules"]);
    }
    let folder = tempfile::tempdir().unwrap();
    let list = folder.path().join("roster.csv");
    std::fs::write(&list, "统一社会信用代码,法定代表人\n91640205MA7XQ2K0TW,马某\n").unwrap();
    let run = audit_with(&fixture("reality/26/payroll.csv"), &["--roster", text(&list)]);
    assert_eq!(run.summary()["roster_unknown_columns"], serde_json::json!(["法定代表人"]));
    assert!(run.said.contains("法定代表人"), "{}", run.said);
}

#[test]
fn row_28_nothing_audited_is_2_and_tells_why() {
    let run = audit("28/payroll.csv");
    assert_eq!((run.status, &run.summary()["audited"]), (Some(1), &3.into()), "{}", run.said);
    let (_folder, path) = rewritten("28/payroll.csv", |text| text.replace("2,100.00", "2100,50").into_bytes());
    let run = audit_with(&path, &[]);
    assert_eq!(run.status, Some(2), "{}", run.said);
    let rejects = run.rows("rejects.csv");
    assert_eq!(rejects.iter().map(|row| row[0].as_str()).collect::<Vec<_>>(), ["2", "3", "4"]);
    assert!(rejects[0][1].contains("「应发工资」") || rejects[0][1].contains("应发工资 “2100,50”"), "{rejects:?}");
    assert!(run.said.contains("Nothing was audited"), "{}", run.said);
    let (_folder, path) = rewritten("28/payroll.csv", |text| text.lines().next().unwrap().as_bytes().to_vec());
    assert_eq!(audit_with(&path, &[]).status, Some(2), "no line at all");
}

#[test]
fn row_29_findings_that_a_spreadsheet_may_open() {
    let run = audit("29/payroll.csv");
    let workers: BTreeSet<String> = run.rows("findings.csv").into_iter().map(|row| row[2].clone()).collect();
    for worker in ["'=HYPERLINK(\"http://x\",\"y\")", "'+86-139", "'@A", "工号,一"] {
        assert!(workers.contains(worker), "{worker}: {workers:?}");
    }
}

#[test]
fn a_header_that_lacks_a_column_is_shown_as_it_was_read() {
    let (_folder, path) =
        rewritten("03/payroll.csv", |text| format!("三月工资,,\n{}", text.replace("应发工资", "合计数")).into_bytes());
    let run = audit_with(&path, &[]);
    assert_eq!(run.status, Some(2));
    for part in ["row 2 was read as the header", "gross_pay (应发工资)", "合计数", "统一社会信用代码"] {
        assert!(run.said.contains(part), "{part}: {}", run.said);
    }
}

#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    let folder = tempfile::tempdir().unwrap();
    let payroll = fixture("reality/01/payroll.csv");
    let mut child = command(&payroll, &folder.path().join("out"), &["--json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let ended = child.wait_with_output().unwrap();
    assert_eq!((ended.status.code(), ended.stderr.as_slice()), (Some(1), &b""[..]));
}

#[test]
fn what_stands_apart_and_what_comes_through_a_pipe_is_read_again() {
    let plain = audit("11/supplement.csv");
    let (_folder, apart) = rewritten("11/supplement.csv", |text| {
        let mut lines: Vec<&str> = text.lines().collect();
        let other = lines[1].replace(",S2,", ",S3,");
        lines.insert(2, &other);
        (lines.join("\n") + "\n").into_bytes()
    });
    let run = audit_with(&apart, &[]);
    assert_eq!(run.summary()["audited"], 2, "{}", run.said);
    // The other's slip alone is short; the two that stand apart are not.
    assert_eq!(run.breaches().iter().map(|breach| breach.0.as_str()).collect::<BTreeSet<_>>(), BTreeSet::from(["S3"]));
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let mut piped = command(Path::new("-"), &out, &[]);
    let file = std::fs::File::open(&apart).unwrap();
    let ended = piped.stdin(Stdio::from(file)).output().unwrap();
    assert_eq!(ended.status.code(), Some(1), "{}", String::from_utf8_lossy(&ended.stderr));
    for name in ["findings.csv", "rejects.csv", "gaps.csv"] {
        assert_eq!(std::fs::read(out.join(name)).unwrap(), std::fs::read(run.out.join(name)).unwrap(), "{name}");
    }
    assert_eq!(plain.status, Some(0));
    // Each of its lines explains the whole record.
    let contract = fixture("reality/contract.json");
    let explained = |line: &str| {
        let args = ["audit", "explain", "--contract", text(&contract), "--payroll", text(&apart), "--rule", "S12"];
        let run = super::concord(&[&args[..], &["--line", line]].concat());
        assert_eq!(run.status.code(), Some(0), "{}", String::from_utf8_lossy(&run.stderr));
        String::from_utf8_lossy(&run.stdout).into_owned()
    };
    assert!(explained("2").contains("2800.00") && explained("2") == explained("4"), "{}", explained("2"));
}

#[test]
fn who_has_no_line_is_written_down() {
    let (_folder, path) = rewritten("13/payroll.csv", |text| {
        text.lines()
            .filter(|line| !line.contains("2026-03,"))
            .map(|line| format!("{line}\n"))
            .collect::<String>()
            .into_bytes()
    });
    let list = path.with_file_name("roster.csv");
    std::fs::write(&list, "enterprise_id,joined,left\n91640205MA7XQ2K0TW,2026-01-01,2026-06-30\n").unwrap();
    let run = audit_with(&path, &["--roster", text(&list)]);
    let gaps = run.rows("gaps.csv");
    assert!(
        gaps.contains(&["91640205MA7XQ2K0TW", "B1", "2026-03", "missing_line"].map(str::to_owned).to_vec()),
        "{gaps:?}"
    );
    assert!(
        gaps.contains(&["91640205MA7XQ2K0TW", "", "2026-06", "missing_month"].map(str::to_owned).to_vec()),
        "{gaps:?}"
    );
    let summary = run.summary();
    let counted = summary["missing_lines"].as_u64().unwrap() + summary["missing_months"].as_u64().unwrap();
    assert_eq!(counted, gaps.len() as u64);
    assert!(run.said.contains("gaps.csv"), "{}", run.said);
}
