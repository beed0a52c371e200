mod fast;
mod forms;
mod joined;
mod limits;
mod random;
mod reference;
mod worked;

use super::*;
use crate::statute::RulebookSet;
use crate::term::TermSheet;
use csv::ByteRecord;
use std::path::{Path, PathBuf};

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/payroll/cases");
    let mut cases: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    assert_eq!(cases.len(), 6);
    cases
}

/// What an audit said.
#[derive(Debug)]
pub struct Run {
    pub findings: Vec<Finding>,
    pub rejects: Vec<Rejected>,
    pub gaps: Vec<Gap>,
    pub summary: Summary,
    /// Readings of the file.
    pub passes: usize,
}

/// Audits rows, each with its line, as often as it takes.
pub fn run_rows(mut audit: Audit, rows: &[(u64, Vec<String>)]) -> Result<Run, RunFault> {
    for passes in 1.. {
        let (mut findings, mut rejects) = (Vec::new(), Vec::new());
        let mut told = |told: Told| match told {
            Told::Finding(finding) => findings.push(finding),
            Told::Rejected(rejected) => rejects.push(rejected),
        };
        for (line, cells) in rows {
            audit.record(&mut cells.clone().into(), *line, None, &mut told)?;
        }
        if audit.pass_over(&mut told)? == Next::Done {
            let mut gaps = Vec::new();
            audit.gaps(&mut |gap| gaps.push(gap));
            let summary = audit.finish(Hashes::default(), Reading::default(), SheetsRead::default());
            return Ok(Run { findings, rejects, gaps, summary, passes });
        }
    }
    unreachable!()
}

/// A table of plain text: the line each row begins on, and its cells.
pub fn table(bytes: &[u8], needs: &dyn Fn(&[String]) -> tables::Names) -> (Vec<String>, Vec<(u64, Vec<String>)>) {
    let ask = tables::Ask { names: needs, hidden: false, bounds: tables::PAYROLL };
    let mut table = tables::Table::open(std::io::Cursor::new(bytes.to_vec()), &ask).unwrap();
    let (mut record, mut rows) = (ByteRecord::new(), Vec::new());
    while let Some(line) = table.next(&mut record).unwrap() {
        rows.push((line, record.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect()));
    }
    (table.header().to_vec(), rows)
}

pub fn roster(bytes: &[u8], rulebooks: &RulebookSet) -> Result<Roster, Vec<RosterFault>> {
    let (header, rows) = table(bytes, &|header| tables::Names {
        means: RosterColumns::of(header).means.into_iter().map(|means| means.map(str::to_owned)).collect(),
        ..tables::Names::default()
    });
    Roster::read(&RosterColumns::of(&header), rows.into_iter(), rulebooks.rulebook("CN-64"))
}

fn run(case: &Path) -> Run {
    let read = |name: &str| std::fs::read(case.join(name)).unwrap();
    let rulebooks = RulebookSet::shipped().unwrap();
    let sheet = TermSheet::parse(&read("contract.json")).unwrap();
    let roster = case.join("roster.csv").exists().then(|| roster(&read("roster.csv"), &rulebooks).unwrap());
    let (header, rows) = table(&read("payroll.csv"), &|_| tables::Names::default());
    let setup = AuditSetup { sheet, roster, rulebooks: &rulebooks };
    run_rows(Audit::new(setup, header.iter().map(String::as_str)).unwrap(), &rows).unwrap()
}

/// `55.00` and `55` are the same value.
fn value(text: &str) -> String {
    let trimmed = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { text };
    trimmed.to_owned()
}

/// How the cases write what is wrong with a line.
fn word(fault: &LineFault) -> String {
    match fault.reason {
        Reason::PartsDiffer => format!("parts_differ: {}", fault.column),
        reason if fault.column.is_empty() => reason.word().replace('-', "_"),
        _ => fault.column.clone(),
    }
}

#[test]
fn the_worked_cases_come_out_exactly() {
    for case in cases() {
        let Run { findings, rejects, summary, .. } = run(&case);
        let mut expected = csv::Reader::from_path(case.join("expected-findings.csv")).unwrap();
        let head: Vec<String> =
            expected.headers().unwrap().iter().map(|name| name.trim_start_matches('\u{feff}').to_owned()).collect();
        let at: Vec<usize> =
            head.iter().map(|name| Finding::COLUMNS.iter().position(|column| column == name).unwrap()).collect();
        let expected: Vec<Vec<String>> = expected.records().map(|r| r.unwrap().iter().map(value).collect()).collect();
        let mut line = String::new();
        let found: Vec<Vec<String>> = findings
            .iter()
            .map(|finding| {
                let row = finding.row(&mut line);
                at.iter().map(|at| value(row[*at])).collect()
            })
            .collect();
        for (mine, theirs) in found.iter().zip(&expected) {
            assert_eq!(mine, theirs, "{}", case.display());
        }
        assert_eq!(found.len(), expected.len());
        let wanted: serde_json::Value =
            serde_json::from_slice(&std::fs::read(case.join("expected-summary.json")).unwrap()).unwrap();
        assert_eq!(serde_json::to_value(&summary.rules).unwrap(), wanted["rules"], "{}", case.display());
        assert_eq!(summary.audited, wanted["audited"].as_u64().unwrap());
        let columns: Vec<_> = rejects
            .iter()
            .map(|rejected| {
                let names: Vec<_> = rejected.faults.iter().map(word).collect();
                serde_json::json!([rejected.line, names])
            })
            .collect();
        assert_eq!(serde_json::Value::from(columns), wanted["rejects"]);
    }
}
