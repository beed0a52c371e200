//! Workbooks: what their cells become, and what is refused.

use super::{open, rows, unnamed};
use crate::{COLUMNS, Fault, Foreign, Problem, Row};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// The rows of a workbook under a first row that is taken for the header, and that row.
fn read(bytes: Vec<u8>) -> Result<Vec<Row>, Fault> {
    let mut table = open(bytes, &unnamed)?;
    let head = Row { number: table.report().heads[0].rows[0], cells: table.header().to_vec() };
    let mut out = vec![head];
    out.extend(rows(&mut table)?.into_iter().map(|(number, mut cells)| {
        while cells.last().is_some_and(String::is_empty) {
            cells.pop();
        }
        Row { number, cells }
    }));
    Ok(out)
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
    let numbers = [2235.1, 0.1 + 0.2, 1950.0, 12_345_678_901.345_6, 91_640_205_000_000_001.0, -0.0, 1e-7];
    for (column, number) in (0..).zip(numbers) {
        sheet.write_number(0, column, number).unwrap();
    }
    let found = of(&mut book);
    let expected = ["2235.1", "0.3", "1950", "12345678901.3456", "9.1640205e16", "0", "0.0000001"];
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
    let row = |number, cells: &[&str]| Row { number, cells: cells.iter().map(|&cell| cell.to_owned()).collect() };
    assert_eq!(of(&mut book), [row(3, &["", "店长", ""]), row(6, &["2", "", "TRUE"])]);
}

#[test]
fn other_files_are_told() {
    let told = |bytes: &[u8]| match read(bytes.to_vec()).unwrap_err().problem {
        Problem::Foreign(foreign) => foreign,
        other => panic!("{other:?}"),
    };
    assert_eq!(told(b"%PDF-1.7"), Foreign::Pdf);
    assert_eq!(told(b"\xef\xbb\xbf <HTML><table>"), Foreign::Html);
    assert_eq!(told(b"<?xml version=\"1.0\"?><Workbook>"), Foreign::Xml);
    assert_eq!(told(b"MIME-Version: 1.0\n"), Foreign::Mhtml);
    assert_eq!(told(b"a,b\0c"), Foreign::Binary);
    assert_eq!(told(b"\x09\x08\x08\x00\x00\x05"), Foreign::Ancient);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("readme.txt", SimpleFileOptions::default()).unwrap();
    assert_eq!(told(&zip.finish().unwrap().into_inner()), Foreign::Archive);
    let mut locked = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    locked.create_stream("/EncryptedPackage").unwrap().write_all(&[7; 5000]).unwrap();
    assert_eq!(told(&locked.into_inner().into_inner()), Foreign::Locked);
    assert!(matches!(read(b"PK\x03\x04 and no more".to_vec()).unwrap_err().problem, Problem::Damaged(_)));
    assert_eq!(read(b"".to_vec()).unwrap_err().problem, Problem::Empty);
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

#[test]
fn what_stands_for_thousands_is_refused_before_it_does() {
    let ods = |content: &str| {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let kind = "application/vnd.oasis.opendocument.spreadsheet";
        let table = format!(r#"<table:table table:name="S">{content}</table:table>"#);
        for (name, text) in [("mimetype", kind), ("META-INF/manifest.xml", "<a/>"), ("content.xml", &table)] {
            zip.start_file(name, SimpleFileOptions::default()).unwrap();
            zip.write_all(text.as_bytes()).unwrap();
        }
        read(zip.finish().unwrap().into_inner())
    };
    let cell = |repeat: u32| {
        format!(
            r#"<table:table-cell table:number-columns-repeated="{repeat}" office:value-type="string"><text:p>a</text:p></table:table-cell>"#
        )
    };
    let rows = |repeat: u32, cells: &str| {
        format!(r#"<table:table-row table:number-rows-repeated="{repeat}">{cells}</table:table-row>"#)
    };
    assert_eq!(ods(&rows(1, &cell(2))).unwrap()[0].cells, ["a", "a"]);
    let trailing = r#"<table:table-cell table:number-columns-repeated="16000"/>"#;
    let usual = rows(1, &(cell(3) + trailing)) + &rows(1_000_000, trailing);
    assert_eq!(ods(&usual).unwrap()[0].cells.len(), 3);
    for bomb in
        [rows(1_000_000, &cell(16_000)), rows(1, &cell(1)) + &rows(1_000_000, trailing) + &rows(900, &cell(16_000))]
    {
        assert!(matches!(ods(&bomb).unwrap_err().problem, Problem::TooLarge(_)));
    }
}

/// A BIFF8 stream with these records in its one sheet.
fn xls(strings: &[u8], records: &[(u16, Vec<u8>)]) -> Vec<u8> {
    let record = |kind: u16, data: &[u8]| {
        let length = u16::try_from(data.len()).unwrap();
        [&kind.to_le_bytes()[..], &length.to_le_bytes(), data].concat()
    };
    let bof = |kind: u8| record(0x0809, &[0, 6, kind, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let mut sheet = bof(0x10);
    records.iter().for_each(|(kind, data)| sheet.extend(record(*kind, data)));
    sheet.extend(record(0x0a, &[]));
    let table = record(0xfc, strings);
    let bound =
        |at: usize| record(0x85, &[&u32::try_from(at).unwrap().to_le_bytes()[..], &[0, 0, 1, 0, b'S']].concat());
    let at = bof(5).len() + table.len() + bound(0).len() + 4;
    let stream = [bof(5), table, bound(at), record(0x0a, &[]), sheet].concat();
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream("/Workbook").unwrap().write_all(&stream).unwrap();
    file.into_inner().into_inner()
}

#[test]
fn an_old_workbook_is_read_within_bounds() {
    let string = |text: &[u8]| [&u16::try_from(text.len()).unwrap().to_le_bytes()[..], &[0], text].concat();
    let strings = |texts: &[&[u8]]| {
        let count = u32::try_from(texts.len()).unwrap().to_le_bytes();
        [&count[..], &count, &texts.iter().flat_map(|text| string(text)).collect::<Vec<_>>()].concat()
    };
    let label = |row: u16, column: u16, index: u32| {
        (0xfd, [&row.to_le_bytes()[..], &column.to_le_bytes(), &[0, 0], &index.to_le_bytes()].concat())
    };
    let small = read(xls(&strings(&[b"a", b"b7"]), &[label(0, 0, 0), label(2, 1, 1)])).unwrap();
    assert_eq!(small.iter().map(|row| row.number).collect::<Vec<_>>(), [1, 3]);
    assert_eq!(small[1].cells, ["", "b7"]);
    // Two cells that make a grid of sixteen million.
    let far = read(xls(&strings(&[b"a"]), &[label(0, 0, 0), label(65_535, 255, 0)]));
    assert!(matches!(far.unwrap_err().problem, Problem::TooLarge(_)));
    // A size that is only declared.
    let declared = [0_u32.to_le_bytes(), u32::MAX.to_le_bytes(), [0, 0, 255, 0], [0; 4]].concat()[..14].to_vec();
    let sized = read(xls(&strings(&[b"a"]), &[(0x0200, declared), label(0, 0, 0)]));
    assert!(matches!(sized.unwrap_err().problem, Problem::TooLarge(_)));
    // One long text in very many cells.
    let long = vec![b'x'; 8000];
    let many: Vec<_> = (0..60_000).map(|row| label(row, 0, 0)).collect();
    assert!(matches!(read(xls(&strings(&[&long]), &many)).unwrap_err().problem, Problem::TooLarge(_)));
}
