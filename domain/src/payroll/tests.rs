mod fast;
mod limits;

use super::*;
use crate::statute::RulebookSet;
use crate::term::TermSheet;
use csv::ByteRecord;
use std::path::{Path, PathBuf};

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/payroll/cases");
    let mut cases: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    assert_eq!(cases.len(), 3);
    cases
}

type Run = (Vec<Finding>, Vec<(u64, Vec<String>)>, Summary);

fn run(case: &Path) -> Run {
    let read = |name: &str| std::fs::read(case.join(name)).unwrap();
    let rulebooks = RulebookSet::shipped().unwrap();
    let sheet = TermSheet::parse(&read("contract.json")).unwrap();
    let roster = case
        .join("roster.csv")
        .exists()
        .then(|| Roster::read(&read("roster.csv"), rulebooks.rulebook("CN-64")).unwrap());
    let mut records = Records::new(std::fs::File::open(case.join("payroll.csv")).unwrap());
    let mut record = ByteRecord::new();
    records.next(&mut record).unwrap();
    let header = csv::StringRecord::from_byte_record(record.clone()).unwrap();
    let setup = AuditSetup { sheet, roster, rulebooks: &rulebooks };
    let mut audit = Audit::new(setup, header.iter()).unwrap();
    let (mut findings, mut rejects) = (Vec::new(), Vec::new());
    while let Some(line) = records.next(&mut record).unwrap() {
        match audit.record(&record, line) {
            Audited::Findings(found) => findings.extend(found),
            Audited::Rejected(faults) => rejects.push((line, faults)),
        }
    }
    (findings, rejects, audit.finish(Hashes { payroll: records.sha256(), ..Hashes::default() }))
}

/// `55.00` and `55` are the same value.
fn value(text: &str) -> String {
    let trimmed = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { text };
    trimmed.to_owned()
}

#[test]
fn the_worked_cases_come_out_exactly() {
    for case in cases() {
        let (findings, rejects, summary) = run(&case);
        let mut expected = csv::Reader::from_path(case.join("expected-findings.csv")).unwrap();
        let expected: Vec<Vec<String>> = expected.records().map(|r| r.unwrap().iter().map(value).collect()).collect();
        let found: Vec<Vec<String>> =
            findings.iter().map(|f| f.row(&mut String::new())[..11].iter().map(|text| value(text)).collect()).collect();
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
            .map(|(line, faults)| {
                let names: Vec<_> = faults.iter().map(|f| f.split(':').next().unwrap()).collect();
                serde_json::json!([line, names])
            })
            .collect();
        assert_eq!(serde_json::Value::from(columns), wanted["rejects"]);
    }
}

#[test]
fn records_know_the_line_they_begin_on() {
    let cases: [(&[u8], &[u64]); 5] = [
        (b"a,b\n\n1,2\n3,4\n", &[1, 3, 4]),
        (b"\xef\xbb\xbfa,b\r\n\r\n1,2\r\n\r\n\r\n3,4\r\n", &[1, 3, 6]),
        (b"a,b\n1,\"x\ny\"\n3,4\n\n\n5,6", &[1, 2, 4, 7]),
        (b"a,b\r\n1,\"x\r\n\r\ny\"\r\n5,6", &[1, 2, 5]),
        (b"", &[]),
    ];
    for (text, lines) in cases {
        let mut records = Records::new(text);
        let mut record = ByteRecord::new();
        let mut found = Vec::new();
        while let Some(line) = records.next(&mut record).unwrap() {
            found.push(line);
        }
        assert_eq!(found, lines, "{}", String::from_utf8_lossy(text));
        assert_eq!(records.sha256(), crate::term::sha256_hex(text));
    }
}
