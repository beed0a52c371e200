//! Several lines of one worker and month, back pay, and who has no line.

use super::super::*;
use super::{Run, run_rows};
use crate::statute::RulebookSet;
use crate::term::TermSheet;

pub const FIRM: &str = "9164020589MXMRUW56";
const OTHER: &str = "91640205L7M4U7LP59";
const SHEET: &str = r#"{"schema":"concord.term-sheet/1","jurisdiction":"CN-64","area":"640205","currency":"CNY",
    "effective":{"from":"2025-01-01","to":"2025-12-31"},
    "names":{"grade":{"cashier":["收银员"]},"operation":{"sew":["缝合"],"trim":["剪线"]}},
    "items":[
    {"key":"minimum_wage","kind":"minimum_wage","unit":"month","amount":"2300.00"},
    {"key":"minimum_wage.cashier","kind":"minimum_wage","unit":"month","grade":"cashier","amount":"2600.00"},
    {"key":"piece_rate.sew","kind":"piece_rate","code":"sew","unit":"piece","amount":"0.5"},
    {"key":"piece_rate.trim","kind":"piece_rate","code":"trim","unit":"piece","amount":"0.1"}]}"#;

/// Audits lines of text under a header; the firm's code stands before each.
fn run_with(roster: Option<Roster>, header: &str, lines: &[&str]) -> Result<Run, RunFault> {
    let rulebooks = RulebookSet::shipped().unwrap();
    let sheet = TermSheet::parse(SHEET.as_bytes()).unwrap();
    let header: Vec<String> = format!("enterprise_id,{header}").split(',').map(str::to_owned).collect();
    let row = |(at, line): (usize, &&str)| {
        let line = if line.starts_with("916") { (*line).to_owned() } else { format!("{FIRM},{line}") };
        (u64::try_from(at).unwrap() + 2, line.split(',').map(str::to_owned).collect())
    };
    let rows: Vec<(u64, Vec<String>)> = lines.iter().enumerate().map(row).collect();
    let setup = AuditSetup { sheet, roster, rulebooks: &rulebooks };
    run_rows(Audit::new(setup, header.iter().map(String::as_str)).unwrap(), &rows)
}

fn run(header: &str, lines: &[&str]) -> Run {
    run_with(None, header, lines).unwrap()
}

const HEAD: &str = "worker_id,period,grade,employment,agreed_wage,paid_days,gross_pay,paid_on";

fn rejected(run: &Run) -> Vec<(u64, Vec<String>)> {
    let words = |faults: &[LineFault]| faults.iter().map(super::word).collect();
    run.rejects.iter().map(|rejected| (rejected.line, words(&rejected.faults))).collect()
}

/// Line, rule and shortfall of the breaches.
fn breaches(run: &Run) -> Vec<(u64, &str, &str)> {
    let breaches = run.findings.iter().filter(|finding| finding.outcome == "breach");
    breaches.map(|finding| (finding.line, finding.rule.as_str(), finding.shortfall.as_str())).collect()
}

fn told(pairs: &[(u64, &[&str])]) -> Vec<(u64, Vec<String>)> {
    pairs.iter().map(|(line, words)| (*line, words.iter().map(|word| (*word).to_owned()).collect())).collect()
}

#[test]
fn halves_of_a_month_are_one_record_wherever_they_stand() {
    let halves = [
        "W1,2025-03,收银员,full_time,2700,11,1350,2025-03-20",
        "W1,2025-03,cashier,full_time,2700.00,10,1200,2025-04-05",
    ];
    let other = "W2,2025-03,,full_time,2300,21,2300,2025-04-05";
    let beside = run(HEAD, &[halves[0], halves[1], other]);
    assert_eq!((beside.passes, beside.summary.audited, beside.summary.lines), (1, 2, 3));
    // 2,550 of 2,700 agreed, and of 2,600 for the post.
    assert_eq!(breaches(&beside), [(2, "S2", "50.00"), (2, "S12", "150.00")]);
    let apart = run(HEAD, &[halves[0], other, halves[1]]);
    assert_eq!(apart.passes, 3);
    assert_eq!(breaches(&apart), breaches(&beside));
    assert_eq!((apart.summary.rules, apart.summary.owed), (beside.summary.rules, beside.summary.owed));
}

#[test]
fn what_says_the_same_is_a_duplicate_by_value() {
    let lines = [
        "W1,2025-03,cashier,full_time,2700,21,2700,2025-04-05",
        "W1,2025-03, 收银员,全日制,2700.00,21.0,2700.0,2025-04-05",
        "W2,2025-03,,full_time,2700,21,2700,2025-04-05",
        "W1,2025-03,cashier,full_time,2700,21,2700,2025-04-05",
    ];
    let run = run(HEAD, &lines);
    assert_eq!(rejected(&run), told(&[(3, &["duplicate"]), (5, &["duplicate"])]));
    assert_eq!((run.summary.audited, run.passes), (2, 3));
    assert_eq!(breaches(&run), []);
}

#[test]
fn parts_that_differ_or_of_which_one_is_wrong_are_all_rejected() {
    let lines = [
        "W1,2025-03,cashier,full_time,2700,11,1350,2025-03-20",
        "W1,2025-03,,full_time,2600,10,1350,2025-04-05",
        "W2,2025-03,,full_time,2700,11,1350,2025-03-20",
        "W2,2025-03,,full_time,2700,10,x,2025-04-05",
        "W3,2025-03,,full_time,2300,21,2300,2025-04-05",
        "W2,2025-03,,full_time,2700,11,1350,2025-03-20",
    ];
    let run = run(HEAD, &lines);
    let differ = ["parts_differ: grade", "parts_differ: agreed_wage"];
    let expected: [(u64, &[&str]); 5] =
        [(2, &differ), (3, &differ), (4, &["part_rejected"]), (5, &["gross_pay"]), (7, &["duplicate"])];
    assert_eq!(rejected(&run), told(&expected));
    assert_eq!((run.summary.audited, run.summary.rejected, run.summary.lines), (1, 5, 6));
    assert_eq!((run.summary.workers, run.summary.enterprises), (1, 1));
}

#[test]
fn days_that_stand_in_every_part_count_once() {
    let parts = |days: [&str; 2]| {
        let line = |days: &str, gross: &str| format!("W1,2025-02,,full_time,2300,{days},{gross},2025-03-05");
        run(HEAD, &[&line(days[0], "2000"), &line(days[1], "300")])
    };
    let once = parts(["20", "20"]);
    assert_eq!((once.summary.repeated, once.summary.audited, breaches(&once)), (1, 1, vec![]));
    let beyond = parts(["20", "19"]);
    assert_eq!(rejected(&beyond), told(&[(2, &["paid_days"]), (3, &["paid_days"])]));
    let sum = parts(["11", "11"]);
    assert_eq!((sum.summary.repeated, sum.summary.audited), (0, 1));
    // A supplement without days repairs the first slip.
    assert_eq!(breaches(&parts(["20", ""])), []);
}

#[test]
fn operations_are_parts_and_only_alike_in_every_column_duplicates() {
    let head = "worker_id,period,employment,agreed_wage,paid_days,工序,件数,计件工资,gross_pay,paid_on,工价";
    let lines = [
        "W1,2025-03,计件,,21,缝合,4000,2000,2000,2025-04-05,0.5",
        "W1,2025-03,piece,0,21,trim,3000,300,300,2025-04-05,0.1",
        "W1,2025-03,计件,,21,缝合,4000,2000,2000,2025-04-05,0.5",
        "W1,2025-03,计件,,21,缝合,4000,2000,2000,2025-04-05,0.50 (B)",
        "W1,2025-03,计件,,21,打包,100,50,50,2025-04-05,0.5",
    ];
    let run = run(head, &lines);
    assert_eq!(rejected(&run), told(&[(4, &["duplicate"])]));
    assert_eq!((run.summary.audited, run.summary.repeated), (1, 1));
    let unmatched = &run.summary.unmatched_operations;
    assert_eq!((unmatched[0].text.as_str(), unmatched[0].lines, unmatched.len()), ("打包", 1, 1));
    // 8,000 × 0.5 + 3,000 × 0.1 of 4,350 paid.
    assert_eq!(run.summary.rules["S10"].pass, 1, "{:?}", run.findings);
}

#[test]
fn more_lines_than_are_joined_are_told_and_nobody_is_taken_for_another() {
    let line = |at: usize, id: &str| format!("{id},2025-03,,full_time,2300,,{}.00,2025-04-05", at + 1);
    let many: Vec<String> = (0..=PARTS).map(|at| line(at, "W1")).collect();
    let mut lines: Vec<&str> = many.iter().map(String::as_str).collect();
    let last = line(0, "W2");
    lines.push(&last);
    let beside = run(HEAD, &lines);
    assert_eq!((beside.summary.rejected, beside.summary.audited), (u64::try_from(PARTS).unwrap() + 1, 1));
    assert!(beside.rejects.iter().all(|rejected| rejected.faults[0].reason == Reason::TooManyParts));
    lines.push(lines[0]);
    let apart = run(HEAD, &lines);
    assert_eq!((apart.summary.rejected, apart.summary.audited), (u64::try_from(PARTS).unwrap() + 2, 1));
    // What a spreadsheet has damaged is nobody: each line has its own fault.
    let damaged: Vec<String> = (0..=PARTS).map(|at| line(at, "6.40205E+17")).collect();
    let damaged = run(HEAD, &damaged.iter().map(String::as_str).collect::<Vec<_>>());
    assert!(damaged.rejects.iter().all(|rejected| rejected.faults[0].reason == Reason::Damaged));
}

const PAID: &str = "worker_id,period,employment,agreed_wage,paid_days,gross_pay,back_pay,back_pay_from,back_pay_to";

/// Line, rule, shortfall and what of it was repaid.
fn repaid(run: &Run) -> Vec<(u64, &str, &str, &str)> {
    let short = run.findings.iter().filter(|f| f.outcome == "breach" && ["S1", "S2", "S12"].contains(&f.rule.as_str()));
    short.map(|f| (f.line, f.rule.as_str(), f.shortfall.as_str(), f.repaid.as_str())).collect()
}

#[test]
fn back_pay_meets_the_oldest_shortfalls_of_the_months_it_names() {
    let lines = [
        "W1,2025-01,full_time,2300,23,2200,,,",
        "W1,2025-02,full_time,2300,20,2200,,,",
        "W1,2025-03,full_time,2300,21,2450,150,2025-01,2025-02",
        "W2,2025-01,full_time,2300,23,2200,,,",
    ];
    let run = run(PAID, &lines);
    let expected = [
        (2, "S2", "100.00", "100.00"),
        (2, "S12", "100.00", "100.00"),
        (3, "S2", "100.00", "50.00"),
        (3, "S12", "100.00", "50.00"),
        (5, "S2", "100.00", ""),
        (5, "S12", "100.00", ""),
    ];
    assert_eq!((repaid(&run), run.passes), (expected.to_vec(), 3));
    let counts = &run.summary.rules["S12"];
    assert_eq!((counts.shortfall.as_str(), counts.repaid.as_deref()), ("300.00", Some("150.00")));
    let owed = &run.summary.owed;
    assert_eq!([&owed.total, &owed.repaid, &owed.open], ["300.00", "150.00", "150.00"]);
    let top = &run.summary.enterprises_top[0];
    assert_eq!((top.owed.as_str(), top.repaid.as_str(), top.breaches), ("300.00", "150.00", 6));
    assert_eq!((run.summary.back_pay.all.lines, run.summary.back_pay.all.amount.as_str()), (1, "150.00"));
}

#[test]
fn back_pay_without_months_or_for_later_ones_takes_nothing_and_is_told() {
    let lines = [
        "W1,2025-01,full_time,2300,23,2200,,,",
        "W1,2025-02,full_time,2300,20,2400,100,,",
        "W2,2025-01,full_time,2300,23,2200,,,",
        "W2,2025-02,full_time,2300,20,2400,100,2025-02,2025-03",
        "W3,2025-01,full_time,2300,23,2200,,,",
        "W3,2025-02,full_time,2300,20,2400,100,,2025-01",
    ];
    let run = run(PAID, &lines);
    let met: Vec<&str> = repaid(&run).into_iter().filter(|row| row.1 == "S12").map(|row| row.3).collect();
    assert_eq!(met, ["", "", "100.00"], "one month given means that month");
    let back = &run.summary.back_pay;
    assert_eq!((back.all.lines, back.without_months.lines, back.not_earlier), (3, 1, 1));
    assert_eq!(back.without_months.amount, "100.00");
}

#[test]
fn one_yuan_of_back_pay_is_set_once_and_parts_count_as_one_month() {
    let lines = [
        "W1,2025-01,full_time,2300,11,1100,,,",
        "W1,2025-02,full_time,2300,20,2400,100,2025-01,2025-01",
        "W1,2025-01,full_time,2300,12,1100,,,",
        "W1,2025-03,full_time,2300,21,2400,100,2025-01,2025-01",
    ];
    let run = run(PAID, &lines);
    assert_eq!(repaid(&run), [(2, "S2", "100.00", "100.00"), (2, "S12", "100.00", "100.00")]);
    assert_eq!(run.summary.owed.open, "0.00");
}

#[test]
fn who_has_no_line_does_not_vanish() {
    let line = |id: &str, month: &str| format!("{id},{month},,full_time,2300,,2300,2025-04-05");
    let lines = [line("W1", "2025-01"), line("W1", "2025-04"), line("W2", "2025-02"), line("W3", "x")];
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let run = run(HEAD, &lines);
    let told: Vec<[&str; 4]> = run.gaps.iter().map(Gap::row).collect();
    assert_eq!(told, [[FIRM, "W1", "2025-02", "missing_line"], [FIRM, "W1", "2025-03", "missing_line"]]);
    assert_eq!((run.summary.missing_lines, run.summary.missing_months), (2, 0));
    let mut roster = Roster::default();
    let stint = |from: &str, to: &str| RosterEntry {
        area: String::new(),
        zone: String::new(),
        size: String::new(),
        joined: from.parse().ok(),
        left: to.parse().ok(),
    };
    roster.add(FIRM.to_owned(), stint("2025-03-31", "2025-05-01"));
    roster.add(OTHER.to_owned(), stint("2025-11-15", ""));
    let run = run_with(Some(roster), HEAD, &lines[..3]).unwrap();
    let months: Vec<[&str; 4]> = run.gaps.iter().map(Gap::row).filter(|row| row[3] == "missing_month").collect();
    let expected = [[FIRM, "2025-03"], [FIRM, "2025-05"], [OTHER, "2025-11"], [OTHER, "2025-12"]];
    assert_eq!(months.iter().map(|row| [row[0], row[2]]).collect::<Vec<_>>(), expected);
    assert_eq!((run.summary.missing_lines, run.summary.missing_months), (2, 4));
}

#[test]
fn gaps_far_apart_are_counted_and_the_first_are_told() {
    let line = |month: &str| format!("W1,{month},,full_time,2300,,2300,2025-04-05");
    let lines = [line("1900-01"), line("2025-01"), line("2200-12")];
    let run = run(HEAD, &lines.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(run.summary.missing_lines, 301 * 12 - 3);
    assert_eq!(run.gaps.len(), 301 * 12 - 3);
    assert_eq!((run.gaps[0].period.as_str(), run.gaps[3608].period.as_str()), ("1900-02", "2200-11"));
}

#[test]
fn a_payroll_by_names_says_what_one_by_codes_says() {
    let codes = "worker_id,period,grade,employment,agreed_wage,paid_days,pieces_sew,ot_weekday_pieces_trim,piece_pay,gross_pay,ot_pay";
    let names = "工号,月份,岗位,用工形式,合同工资,计薪天数,件数_缝合,平日加班件数_剪线,计件工资,应发工资,加班工资";
    let of = |grade: &str, kind: &str| {
        let line = |id: &str, pieces: &str| format!("{id},2025-03,{grade},{kind},2300,21,{pieces},100,500,2500,0");
        [line("W1", "1000"), line("W2", "")]
    };
    let (by_code, by_name) = (of("cashier", "piece"), of("收银 员", "计件"));
    let run = |head: &str, lines: &[String; 2]| run(head, &lines.iter().map(String::as_str).collect::<Vec<_>>());
    let (one, two) = (run(codes, &by_code), run(names, &by_name));
    assert!(!one.findings.is_empty());
    assert_eq!((one.findings, one.summary.rules), (two.findings, two.summary.rules));
    assert_eq!(two.summary.unmatched_grades, []);
}
