//! What lies at the edge of what a cell may hold, and what a line says of it.

use super::super::*;
use crate::statute::RulebookSet;
use crate::term::TermSheet;
use csv::ByteRecord;

const HEADER: [&str; 12] = [
    "enterprise_id",
    "worker_id",
    "period",
    "employment",
    "agreed_wage",
    "gross_pay",
    "paid_days",
    "paid_on",
    "ot_weekday_hours",
    "ot_holiday_hours",
    "deductions",
    "ot_pay",
];

fn audit() -> Audit {
    let sheet = r#"{"schema":"concord.term-sheet/1","jurisdiction":"CN-64","area":"640205","currency":"CNY",
        "effective":{"from":"2025-01-01","to":"2025-12-31"},"items":[
        {"key":"minimum_wage","kind":"minimum_wage","unit":"month","amount":"2100.00"}]}"#;
    let setup = AuditSetup {
        sheet: TermSheet::parse(sheet.as_bytes()).unwrap(),
        roster: None,
        rulebooks: &RulebookSet::shipped().unwrap(),
    };
    Audit::new(setup, HEADER.into_iter()).unwrap()
}

fn line(rest: [&str; 11]) -> Vec<String> {
    std::iter::once("9164020589MXMRUW56").chain(rest).map(str::to_owned).collect()
}

fn run(record: Vec<String>) -> super::Run {
    super::run_rows(audit(), &[(2, record)]).unwrap()
}

#[test]
fn sums_beyond_a_cell_are_written_whole() {
    let huge = "999999999999.9999";
    let record = line(["W1", "2025-03", "full_time", "2100", "2100", "21.75", "2025-04-01", huge, huge, "", ""]);
    let found = run(record).findings;
    let cap = found.iter().find(|finding| finding.rule == "S5").unwrap();
    assert_eq!([&cap.required, &cap.actual, &cap.shortfall], ["36", "1999999999999.9998", "1999999999963.9998"]);
}

#[test]
fn there_is_no_year_nought() {
    for (period, paid_on, column) in [("0000-05", "2025-04-01", "period"), ("2025-03", "0000-04-01", "paid_on")] {
        let record = line(["W1", period, "full_time", "2100", "2100", "21.75", paid_on, "", "", "", ""]);
        let rejects = run(record).rejects;
        assert!(rejects[0].faults.len() == 1 && rejects[0].faults[0].column == column, "{rejects:?}");
    }
}

#[test]
fn dates_of_the_roster_are_days_that_can_be_told() {
    let rulebooks = RulebookSet::shipped().unwrap();
    let read = |date: &str| {
        let text = format!("enterprise_id,joined\n9164020589MXMRUW56,{date}\n");
        super::roster(text.as_bytes(), &rulebooks)
    };
    for date in ["2025-06-01", "2025-6-1", "2025/6/1", "2025年6月1日", "20250601", " 2025-06-01"] {
        let day = read(date).unwrap().stints("9164020589MXMRUW56")[0].joined.unwrap();
        assert_eq!(day.to_string(), "2025-06-01", "{date}");
    }
    for date in ["+2025-6-1", "2025-06-31", "0000-06-01", "1/6/2025"] {
        assert_eq!(read(date).unwrap_err()[0].fault.column, "joined", "{date}");
    }
}

#[test]
fn a_working_shows_each_number_and_its_value() {
    let record = line(["W1", "2025-03", "probation", "1700", "1800", "20", "2025-05-03", "3", "1.5", "400", ""]);
    let workings = audit().explain(&[ByteRecord::from(record)], 0).unwrap();
    let of = |rule: &str| workings.iter().find(|working| working.rule == rule).unwrap();
    let shown = |rule: &str| {
        let working = of(rule);
        (working.formulas.join("; "), working.unrounded.join("; "), working.required.clone().unwrap_or_default())
    };
    let expect = |formula: &str, unrounded: &str, required: &str| {
        (formula.to_owned(), unrounded.to_owned(), required.to_owned())
    };
    let of_minimum = "2100.00 × 80 % × min(20, 21.75) ÷ 21.75; \
                      2100.00 × 80 % × max(0, min(21.75, 21.75 − (21 − 20))) ÷ 21.75";
    let unrounded = "1544.82758620689655172413…; 1602.75862068965517241379…";
    assert_eq!(shown("S2"), expect(of_minimum, unrounded, "1602.76"));
    assert_eq!(shown("S3"), expect("2100.00 × 80 %", "1680", "1680.00"));
    let overtime = "1700.00 ÷ 174 × (3 × 1.5 + 0 × 2 + 1.5 × 3)";
    assert_eq!(shown("S4"), expect(overtime, "87.93103448275862068965…", "87.93"));
    assert_eq!(shown("S5"), expect("3 + 0 + 1.5", "4.5", "36"));
    assert_eq!(shown("S6"), expect("2025-03 + 1 → 2025-04-30", "", "2025-04-30"));
    assert_eq!(of("S6").shortfall.as_deref(), Some("3"));
    let limits = "max(0, min(1800.00 × 20 % ↓, 1800.00 − 1885.06)); max(0, min(1800.00 × 20 % ↓, 1800.00 − 1955.75))";
    assert_eq!(shown("S7"), expect(limits, "0; 0", "0.00"));
    assert_eq!(of("S7").reason.as_deref(), Some("kind_of_deduction"));
}
