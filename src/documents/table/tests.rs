use super::*;
use domain::term::grid::Answers;
use domain::term::{Choices, usual};

fn cells(bytes: &[u8]) -> Vec<(u32, Vec<String>)> {
    read(bytes.to_vec()).unwrap().into_iter().map(|row| (row.number, row.cells)).collect()
}

fn row(number: u32, cells: &[&str]) -> (u32, Vec<String>) {
    (number, cells.iter().map(|cell| (*cell).to_owned()).collect())
}

#[test]
fn without_a_header_the_first_row_is_it() {
    assert_eq!(cells(b"a;b\n\n\"x\ny\";1\nz;2\n"), [row(1, &["a", "b"]), row(3, &["x\ny", "1"]), row(5, &["z", "2"])]);
    assert_eq!(cells("表,\n岗位,金额\nz,2\n".as_bytes()), [row(2, &["岗位", "金额"]), row(3, &["z", "2"])]);
}

#[test]
fn what_excel_writes_in_china_is_read() {
    let (bytes, ..) = encoding_rs::GB18030.encode("岗位,金额\n收银员,2700");
    assert_eq!(cells(&bytes), [row(1, &["岗位", "金额"]), row(2, &["收银员", "2700"])]);
}

#[test]
fn what_is_written_reads_back_and_calculates_nothing() {
    let rows = vec![vec!["=1+1".to_owned(), "a,\"b\"\nc".to_owned()], vec!["收银员".to_owned(), String::new()]];
    let text = write(&rows);
    assert!(text.starts_with("\u{feff}'=1+1,\"a,\"\"b\"\"\nc\"\r\n"), "{text}");
    // A name in a header is one line.
    assert_eq!(cells(text.as_bytes()), [row(1, &["'=1+1", "a,\"b\"c"]), row(3, &["收银员", ""])]);
}

/// `fixtures/reality/23`: titles, groups of columns, numbers of rows, remarks.
#[test]
fn wage_tables_are_read_as_offices_write_them() {
    let file = |name: &str| {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/reality/23");
        let mut list = Choices::default();
        list.add_names(usual("H"));
        grid::read(&read(std::fs::read(folder.join(name)).unwrap()).unwrap(), &mut list, &Answers::new())
    };
    let found = file("1-title-and-two-rows.xlsx");
    assert_eq!((found.wages.len(), &found.faults[..]), (9, &[][..]));
    assert_eq!(found.ignored, ["序号", "备注"]);
    let found = file("12-26-posts.csv");
    assert_eq!((found.wages.len(), found.faults.len()), (78, 0));
    let found = file("3-two-classes.csv");
    let sizes: Vec<_> = found.wages.iter().filter_map(|wage| wage.place.size.as_deref()).collect();
    assert_eq!((sizes, found.faults), (vec!["yi_lei_qi_ye", "er_lei_qi_ye", "yi_lei_qi_ye", "er_lei_qi_ye"], vec![]));
    let found = file("4-zones-as-columns.csv");
    let zones: Vec<_> = found.wages.iter().filter_map(|wage| wage.place.zone.as_deref()).collect();
    assert_eq!((zones, found.faults), (vec!["urban", "suburban", "urban", "suburban"], vec![]));
}
