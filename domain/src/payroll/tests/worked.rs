//! The reference by itself against the worked cases: that is how it is known to be right.

use super::reference::{Input, Output, Roster, Stint, audit, plain};
use super::{cases, table, value};
use crate::statute::RulebookSet;
use crate::term::TermSheet;
use std::path::Path;

fn roster(bytes: &[u8]) -> Roster {
    let (header, rows) = table(bytes, &|_| tables::Names::default());
    let mut roster = Roster::new();
    for (_, row) in rows {
        let cell = |name: &str| {
            let at = header.iter().position(|column| column == name).unwrap();
            row.get(at).cloned().unwrap_or_default()
        };
        let date = |name: &str| cell(name).parse().ok();
        let (joined, left) = (date("joined"), date("left"));
        let stint = Stint { area: cell("area"), zone: cell("zone"), size: cell("size"), joined, left };
        roster.entry(cell("enterprise_id")).or_default().push(stint);
    }
    roster
}

fn run(case: &Path) -> Output {
    let read = |name: &str| std::fs::read(case.join(name)).unwrap();
    let rulebooks = RulebookSet::shipped().unwrap();
    let sheet = TermSheet::parse(&read("contract.json")).unwrap();
    let roster = case.join("roster.csv").exists().then(|| roster(&read("roster.csv")));
    let (header, rows) = table(&read("payroll.csv"), &|_| tables::Names::default());
    let book = rulebooks.rulebook(&sheet.jurisdiction).unwrap();
    audit(&Input { sheet: &sheet, book, roster: roster.as_ref(), header: &header, rows: &rows })
}

#[test]
fn the_reference_says_the_same_of_the_worked_cases() {
    for case in cases() {
        let Output { findings, rejects, rules, audited, .. } = run(&case);
        let mut expected = csv::Reader::from_path(case.join("expected-findings.csv")).unwrap();
        let names: Vec<String> = expected.headers().unwrap().iter().map(str::to_owned).collect();
        let mut found = findings.iter();
        for row in expected.records() {
            let row = row.unwrap();
            let mine = found.next().unwrap();
            for (name, cell) in names.iter().zip(&row) {
                let said = match name.as_str() {
                    "line" => &mine.line.to_string(),
                    "enterprise_id" => &mine.enterprise,
                    "worker_id" => &mine.worker,
                    "period" => &mine.period,
                    "rule" => &mine.rule,
                    "outcome" => mine.outcome,
                    "required" => &mine.required,
                    "actual" => &mine.actual,
                    "shortfall" => &mine.shortfall,
                    "unit" => mine.unit,
                    "reason" => &mine.reason,
                    "repaid" => &mine.repaid,
                    other => panic!("column {other}"),
                };
                assert_eq!(said, value(cell), "{name} of {row:?} in {}", case.display());
            }
        }
        assert_eq!(found.next(), None);
        let wanted = std::fs::read(case.join("expected-summary.json")).unwrap();
        let wanted: serde_json::Value = serde_json::from_slice(&wanted).unwrap();
        assert_eq!(wanted["audited"], audited);
        let rejects: Vec<_> = rejects.iter().map(|(line, words)| serde_json::json!([line, words])).collect();
        assert_eq!(serde_json::Value::from(rejects), wanted["rejects"]);
        assert_eq!(rules.len(), wanted["rules"].as_object().unwrap().len());
        for (rule, counts) in rules {
            let of_rule = &wanted["rules"][&rule];
            let [pass, breach] = [counts.pass, counts.breach];
            let [cannot, not] = [counts.cannot_conclude, counts.not_applicable];
            assert_eq!(of_rule["pass"], pass, "{rule}");
            assert_eq!(of_rule["breach"], breach, "{rule}");
            assert_eq!(of_rule["cannot_conclude"], cannot, "{rule}");
            assert_eq!(of_rule["not_applicable"], not, "{rule}");
            assert_eq!(value(of_rule["shortfall"].as_str().unwrap()), plain(&counts.shortfall), "{rule}");
        }
    }
}
