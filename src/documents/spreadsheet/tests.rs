use super::{COLUMNS, Fault, PAYROLL, Problem, Row, rows};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn read(bytes: Vec<u8>) -> Result<Vec<Row>, Fault> {
    rows(Cursor::new(bytes), PAYROLL)?.collect()
}

fn of(book: &mut Workbook) -> Vec<Row> {
    read(book.save_to_buffer().unwrap()).unwrap()
}

/// A workbook of one sheet with these parts in place of honest ones.
fn made(sheet: &str, strings: &str) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let relation = |kind: &str, target: &str, id: &str| {
        let types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        format!(r#"<Relationship Id="{id}" Type="{types}/{kind}" Target="{target}"/>"#)
    };
    let relations = |inside: String| format!("<Relationships>{inside}</Relationships>");
    let parts = [
        ("_rels/.rels", relations(relation("officeDocument", "xl/workbook.xml", "r1"))),
        ("xl/_rels/workbook.xml.rels", relations(relation("worksheet", "worksheets/sheet1.xml", "r1"))),
        ("xl/workbook.xml", r#"<workbook><sheets><sheet name="S" r:id="r1"/></sheets></workbook>"#.to_owned()),
        ("xl/sharedStrings.xml", strings.to_owned()),
        ("xl/worksheets/sheet1.xml", format!("<worksheet><sheetData>{sheet}</sheetData></worksheet>")),
    ];
    for (name, text) in parts {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn numbers_are_their_shortest_decimals() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let numbers = [2235.1, 0.1 + 0.2, 1950.0, 123_456_789_012.345_6, 91_640_205_000_000_001.0, -0.0, 1e-7];
    for (column, number) in (0..).zip(numbers) {
        sheet.write_number(0, column, number).unwrap();
    }
    let found = of(&mut book);
    let expected = ["2235.1", "0.30000000000000004", "1950", "123456789012.3456", "9.1640205e16", "0", "0.0000001"];
    assert_eq!(found, [Row { number: 1, cells: expected.map(str::to_owned).to_vec() }]);
}

#[test]
fn dates_are_days_and_times_are_no_numbers() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let (day, month, clock) = ("yyyy\"年\"m\"月\"d\"日\"", "mmm-yy", "[h]:mm");
    let at = |y, m, d| ExcelDateTime::from_ymd(y, m, d).unwrap();
    sheet.write_datetime_with_format(0, 0, at(2025, 11, 20), &Format::new().set_num_format(day)).unwrap();
    sheet.write_datetime_with_format(0, 1, at(2025, 11, 1), &Format::new().set_num_format(month)).unwrap();
    sheet.write_number_with_format(0, 2, 0.5, &Format::new().set_num_format(clock)).unwrap();
    let noon = at(2025, 11, 20).and_hms(12, 0, 0).unwrap();
    sheet.write_datetime_with_format(0, 3, noon, &Format::new().set_num_format("yyyy-mm-dd")).unwrap();
    let cells = &of(&mut book)[0].cells;
    assert_eq!(cells[..2], ["2025-11-20", "2025-11-01"]);
    assert_eq!(cells[2..], ["0.5:", "2025-11-20 12:00:00.000"]);
}

#[test]
fn empty_rows_are_left_out_and_numbers_kept() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_string(2, 1, "店长").unwrap();
    sheet.write_blank(3, 4, &Format::new().set_bold()).unwrap();
    sheet.write_formula(5, 0, Formula::new("=1+1").set_result("2")).unwrap();
    sheet.write_boolean(5, 2, true).unwrap();
    book.add_worksheet().write_string(0, 0, "second sheet").unwrap();
    let row = |number, cells: &[&str]| Row { number, cells: cells.iter().map(|&cell| cell.to_owned()).collect() };
    assert_eq!(of(&mut book), [row(3, &["", "店长"]), row(6, &["2", "", "TRUE"])]);
}

#[test]
fn other_files_are_told() {
    for bytes in [&b"enterprise_id,worker_id"[..], b"", b"PK\x03\x04", b"PK\x03\x04 and nothing more of it"] {
        assert_eq!(read(bytes.to_vec()), Err(Problem::NotXlsx.into()));
    }
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("readme.txt", SimpleFileOptions::default()).unwrap();
    assert_eq!(read(zip.finish().unwrap().into_inner()), Err(Problem::NotXlsx.into()));
}

#[test]
fn a_damaged_workbook_is_a_fault_wherever_the_damage() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for row in 0..200 {
        sheet.write_string(row, 0, format!("W{row}")).unwrap();
        sheet.write_number(row, 1, f64::from(row)).unwrap();
    }
    let whole = book.save_to_buffer().unwrap();
    let mut faults = 0;
    for at in (4..whole.len()).step_by(23) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x55;
        faults += usize::from(read(bytes).is_err());
        assert!(read(whole[..at].to_vec()).is_err(), "cut at {at}");
    }
    assert!(faults > 60, "{faults}");
}

#[test]
fn a_fault_names_sheet_row_and_column() {
    let cell = |place: &str, inside: &str| format!(r#"<row><c r="{place}"{inside}</c></row>"#);
    let bad = format!("{}{}", cell("A1", "><v>1</v>"), cell("AB7", r#" t="s"><v>9</v>"#));
    let fault = read(made(&bad, "<sst></sst>")).unwrap_err();
    assert_eq!(fault.to_string().split(": ").next(), Some("sheet S, row 1, column 1 (A1)"));
    for places in [["B2", "A2"], ["B2", "B1"], ["A1", "ZZZ1"], ["A1", "A1048577"], ["A1", "A99999999999999999999"]] {
        let cells: String = places.iter().map(|place| cell(place, "><v>1</v>")).collect();
        assert!(read(made(&cells, "<sst></sst>")).is_err(), "{places:?}");
    }
    let fault = read(made(&format!("{}{}", cell("B2", "><v>1</v>"), cell("A2", "><v>1</v>")), "<sst></sst>"));
    assert_eq!(fault.unwrap_err().to_string(), "sheet S, row 2, column 1 (A2): the cell is out of place");
    assert_eq!(COLUMNS, 1024);
}

#[test]
fn what_expands_without_measure_is_refused() {
    let long = "x".repeat(1 << 21);
    let inline = format!(r#"<row><c t="inlineStr"><is><t>{long}</t></is></c></row>"#);
    assert!(matches!(read(made(&inline, "<sst></sst>")).unwrap_err().problem, Problem::TooLarge(_)));
    let rich = "<r><t>xxxxxxxx</t></r>".repeat(1 << 16);
    let inline = format!(r#"<row><c t="inlineStr"><is>{rich}</is></c></row>"#);
    assert!(matches!(read(made(&inline, "<sst></sst>")).unwrap_err().problem, Problem::TooLarge(_)));
    let strings = r#"<sst uniqueCount="18446744073709551615"><si><t>a</t></si></sst>"#;
    assert!(matches!(read(made("", strings)).unwrap_err().problem, Problem::TooLarge(_)));
    let strings = r#"<sst uniqueCount="3"><si><t>a</t></si></sst>"#;
    let row = r#"<row><c t="s"><v>0</v></c></row>"#;
    assert_eq!(read(made(row, strings)).unwrap()[0].cells, ["a"]);
}
