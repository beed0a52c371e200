//! The payroll as an XLSX workbook: the same findings as from the CSV.

use super::{concord, fixture, text};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

fn rows(path: &Path, flexible: bool) -> Vec<Vec<String>> {
    let reader = csv::ReaderBuilder::new().has_headers(false).flexible(flexible).from_path(path);
    reader.unwrap().records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// Numbers as numbers, dates as dates, months as the first of the month, as a spreadsheet keeps them.
fn write(sheet: &mut Worksheet, row: u32, column: u16, cell: &str) {
    let date = cell.split('-').map(|part| part.parse::<u16>().ok()).collect::<Option<Vec<u16>>>();
    let day = Format::new().set_num_format("yyyy-mm-dd");
    let month = Format::new().set_num_format("mmm-yy");
    let at = |parts: &[u16], day| ExcelDateTime::from_ymd(parts[0], parts[1] as u8, day).ok();
    match date.as_deref() {
        Some(parts) if parts.len() == 3 && at(parts, parts[2] as u8).is_some() => {
            sheet.write_datetime_with_format(row, column, at(parts, parts[2] as u8).unwrap(), &day).unwrap();
        }
        Some(parts) if parts.len() == 2 && at(parts, 1).is_some() => {
            sheet.write_datetime_with_format(row, column, at(parts, 1).unwrap(), &month).unwrap();
        }
        _ => match cell.parse::<f64>() {
            Ok(number) => drop(sheet.write_number(row, column, number).unwrap()),
            Err(_) => drop(sheet.write_string(row, column, cell).unwrap()),
        },
    }
}

#[test]
fn a_workbook_is_audited_like_the_csv() {
    for (case, roster) in [("ningxia-2021", true), ("ningxia-2023", false)] {
        let folder = fixture("payroll/cases").join(case);
        let place = tempfile::tempdir().unwrap();
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        for (row, cells) in (0..).zip(rows(&folder.join("payroll.csv"), true)) {
            for (column, cell) in (0..).zip(&cells) {
                write(sheet, row, column, cell.trim_start_matches('\u{feff}'));
            }
        }
        let payroll = place.path().join("工资.csv");
        book.save(&payroll).unwrap();
        let (contract, list) = (folder.join("contract.json"), folder.join("roster.csv"));
        let mut found = BTreeMap::new();
        for (name, payroll) in [("csv", &folder.join("payroll.csv")), ("xlsx", &payroll)] {
            let out = place.path().join(name);
            let mut args = vec!["audit", "--contract", text(&contract), "--payroll", text(payroll)];
            if roster {
                args.extend(["--roster", text(&list)]);
            }
            args.extend(["--out", text(&out)]);
            let run = concord(&args);
            assert_eq!(run.status.code(), Some(1), "{}", String::from_utf8_lossy(&run.stderr));
            let mut findings = rows(&out.join("findings.csv"), false);
            // Lines are rows of a sheet there, and the sheet is named.
            findings.iter_mut().for_each(|row| drop((row.remove(0), row.pop())));
            let summary = fs::read_to_string(out.join("summary.json")).unwrap();
            found.insert(name, (findings, serde_json::from_str::<serde_json::Value>(&summary).unwrap()));
        }
        assert_eq!(found["csv"].0, found["xlsx"].0, "{case}");
        for part in ["rules", "lines", "audited", "rejected", "enterprises_top", "workers"] {
            assert_eq!(found["csv"].1[part], found["xlsx"].1[part], "{case} {part}");
        }
        let sha256 = hex::encode(Sha256::digest(fs::read(&payroll).unwrap()));
        assert_eq!(found["xlsx"].1["sha256"]["payroll"], sha256.as_str());
    }
}

#[test]
fn faults_of_a_workbook_name_the_row_and_the_column() {
    let place = tempfile::tempdir().unwrap();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let header = ["enterprise_id", "worker_id", "period", "employment", "agreed_wage", "gross_pay", "paid_days"];
    for (column, name) in (0..).zip(header) {
        sheet.write_string(1, column, name).unwrap();
    }
    for (column, cell) in (0..).zip(["91640205PXQ0EEUPL5", "W1", "2025-11", "full_time"]) {
        sheet.write_string(4, column, cell).unwrap();
    }
    sheet.write_number(4, 4, 2_241.379_310_344_828).unwrap();
    sheet.write_number(4, 5, 2235.5).unwrap();
    let payroll = place.path().join("payroll.xlsx");
    book.save(&payroll).unwrap();
    let contract = fixture("payroll/cases/ningxia-2023/contract.json");
    let out = place.path().join("out");
    let audit = |payroll: &Path| {
        concord(&["audit", "--contract", text(&contract), "--payroll", text(payroll), "--out", text(&out)])
    };
    let run = audit(&payroll);
    assert_eq!(run.status.code(), Some(2), "nothing was audited: {}", String::from_utf8_lossy(&run.stderr));
    let rejects = rows(&out.join("rejects.csv"), false);
    assert_eq!(rejects[1][0], "5");
    assert!(rejects[1][1].contains("agreed_wage") && rejects[1][1].contains("4 fraction digits"), "{rejects:?}");

    let before = fs::read_to_string(out.join("summary.json")).unwrap();
    let mut broken = fs::read(&payroll).unwrap();
    broken.truncate(broken.len() / 2);
    fs::write(&payroll, broken).unwrap();
    let run = audit(&payroll);
    assert_eq!(run.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&run.stderr).contains("the workbook is damaged"));
    assert_eq!(fs::read_to_string(out.join("summary.json")).unwrap(), before);
}
