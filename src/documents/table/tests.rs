use super::*;

fn cells(bytes: &[u8]) -> Vec<(u32, Vec<String>)> {
    read(bytes.to_vec()).unwrap().into_iter().map(|row| (row.number, row.cells)).collect()
}

fn row(number: u32, cells: &[&str]) -> (u32, Vec<String>) {
    (number, cells.iter().map(|cell| (*cell).to_owned()).collect())
}

#[test]
fn lines_are_counted_as_the_file_shows_them() {
    let expected = [row(1, &["a", "b"]), row(3, &["x\ny", "1"]), row(5, &["z", "2"])];
    assert_eq!(cells(b"\xef\xbb\xbfa,b\r\n\r\n\"x\r\ny\",1\r\nz,2"), expected);
    assert_eq!(cells(b"a;b\n\n\"x\ny\";1\nz;2\n"), expected);
    assert_eq!(cells(b"a\tb\r\r\"x\ry\"\t1\rz\t2"), expected);
}

#[test]
fn what_excel_writes_in_china_is_read() {
    let (bytes, ..) = GB18030.encode("岗位,金额\n收银员,2700");
    assert_eq!(cells(&bytes), [row(1, &["岗位", "金额"]), row(2, &["收银员", "2700"])]);
}

#[test]
fn other_files_are_told() {
    for bytes in [&b"\xff\xfe\x00a"[..], b"a\0b", b"\x81"] {
        assert_eq!(read(bytes.to_vec()), Err(TableFault::Encoding), "{bytes:?}");
    }
    assert_eq!(read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec()), Err(TableFault::OldWorkbook));
    assert!(matches!(read(b"PK\x03\x04 and no more".to_vec()), Err(TableFault::Workbook(_))));
    assert_eq!(cells(b""), []);
}

#[test]
fn what_is_written_reads_back_and_calculates_nothing() {
    let rows = vec![vec!["=1+1".to_owned(), "a,\"b\"\nc".to_owned()], vec!["收银员".to_owned(), String::new()]];
    let text = write(&rows);
    assert!(text.starts_with("\u{feff}'=1+1,\"a,\"\"b\"\"\nc\"\r\n"), "{text}");
    assert_eq!(cells(text.as_bytes()), [row(1, &["'=1+1", "a,\"b\"\nc"]), row(3, &["收银员", ""])]);
}
