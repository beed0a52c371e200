//! Text: lines, encodings, delimiters, headers.

use super::{names, open, rows, table, unnamed};
use crate::Problem;
use crate::records::Records;
use crate::text::{Decoded, Encoding, delimiter, sha256_of};
use csv::ByteRecord;
use encoding_rs::GB18030;
use proptest::prelude::*;

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
        let mut records = Records::new(Decoded::new(text, Encoding::Utf8), b',');
        let mut record = ByteRecord::new();
        let mut found = Vec::new();
        while let Some(line) = records.next(&mut record).unwrap() {
            found.push(line);
        }
        assert_eq!(found, lines, "{}", String::from_utf8_lossy(text));
        assert_eq!(records.into_inner().sha256(), sha256_of(&mut &text[..]).unwrap());
    }
}
/// Line ends that fall on the edges of what is read at a time.
#[test]
fn records_keep_their_lines_across_chunks() {
    for end in ["\n", "\r\n", "\r"] {
        for shift in 0..4 {
            let mut text = "x".repeat(shift);
            let mut lines = 0_u64;
            while text.len() < 200_000 {
                text.push_str("a,\"b\nc\",d");
                text.push_str(end);
                lines += 1;
            }
            let mut records = Records::new(Decoded::new(text.as_bytes(), Encoding::Utf8), b',');
            let mut record = ByteRecord::new();
            for number in 0..lines {
                assert_eq!(records.next(&mut record).unwrap(), Some(1 + number * 2), "{end:?} {shift}");
                assert_eq!(record.get(1), Some(b"b\nc".as_slice()));
            }
            assert_eq!(records.next(&mut record).unwrap(), None);
            assert_eq!(records.into_inner().sha256(), sha256_of(&mut text.as_bytes()).unwrap());
        }
    }
}

#[test]
fn the_delimiter_is_the_one_the_fullest_line_has_most_of() {
    for (text, expected) in [
        ("a,b,c\n1,2,3\n", b','),
        ("title\na;b;c\n1,5;2,5;3\n", b';'),
        ("a\tb\tc\n1,1\t2\t3\n", b'\t'),
        ("\"a;b;c;d\",e\n1,2\n", b','),
        ("alone\n", b','),
    ] {
        assert_eq!(char::from(delimiter(text)), char::from(expected), "{text}");
    }
}

#[test]
fn wrong_bytes_in_a_text_of_utf_8_are_faults_of_their_cells() {
    let mut text = "工号,岗位\n".repeat(40).into_bytes();
    text.extend(b"W1,\xff\xfe\n");
    assert_eq!(Encoding::of(&text, true), Encoding::Utf8);
    let (gbk, ..) = GB18030.encode("工号,岗位\nW1,收银员\n");
    assert_eq!(Encoding::of(&gbk, true), Encoding::Gb18030);
    // A character that is cut off at the end cannot be read.
    let cut = open(gbk[..gbk.len() - 2].to_vec(), &unnamed).unwrap();
    let mut cut = cut;
    let mut record = ByteRecord::new();
    cut.next(&mut record).unwrap();
    assert!(std::str::from_utf8(&record[1]).is_err(), "{record:?}");
}

#[test]
fn the_header_is_the_first_row_with_the_needed_names() {
    let need = names(&["id", "pay"]);
    let text = "工资表,,\n单位：某店,,\nid,name,pay\n1,甲,5\n";
    let mut found = open(text.into(), &need).unwrap();
    assert_eq!(found.report().heads[0].rows, [3]);
    assert_eq!(rows(&mut found).unwrap(), [table(4, &["1", "甲", "5"])]);
    let far = format!("{}id,pay\n1,2\n", "x,\n".repeat(20));
    let Problem::NoHeader(missing) = open(far.into(), &need).err().unwrap().problem else { panic!() };
    assert_eq!((missing.row, missing.missing.len()), (1, 2));
    let Problem::NoHeader(missing) = open("t\nid,sum\n1,2\n".into(), &need).err().unwrap().problem else { panic!() };
    assert_eq!(
        (missing.row, missing.stands, missing.missing),
        (2, vec!["id".to_owned(), "sum".to_owned()], vec!["pay".to_owned()])
    );
}

#[test]
fn two_header_rows_are_joined_and_data_is_no_second_one() {
    let need = names(&["id", "pay", "加班/平日", "加班/周末"]);
    let text = "id,加班,,pay,扣款,\n,平日,周末,,社保,个税\n1,2,3,4,5,6\n";
    let found = open(text.into(), &need).unwrap();
    assert_eq!(found.report().heads[0].rows, [1, 2]);
    assert_eq!(found.header(), ["id", "加班/平日", "加班/周末", "pay", "扣款/社保", "扣款/个税"]);
    let need = names(&["id", "pay"]);
    for text in ["id,,pay\n,甲,\n", "id,note,pay\n1,,2\n", "id,pay\n注,\n"] {
        let found = open(text.into(), &need).unwrap();
        assert_eq!(found.report().heads[0].rows.len(), usize::from(text.contains(",,pay")) + 1, "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Whatever the bytes: an answer, rows no longer than the file.
    #[test]
    fn any_bytes_are_read_or_refused(
        start in prop::sample::select(vec![&b""[..], b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe", b"\xfe\xff", b"<html", b"\x09\x08", b"a,b\n"]),
        rest in prop::collection::vec(any::<u8>(), 0..600),
    ) {
        let bytes = [start, &rest].concat();
        let length = bytes.len();
        if let Ok(mut table) = open(bytes, &super::unnamed) {
            let read = rows(&mut table).map(|rows| rows.len()).unwrap_or(0);
            prop_assert!(read <= length);
        }
    }

    /// A workbook with some bytes changed ends in rows or in a fault.
    #[test]
    fn a_changed_workbook_is_read_or_refused(at in any::<prop::sample::Index>(), byte: u8, kind in 0_usize..3) {
        let files: [&[u8]; 3] = [
            include_bytes!("../../../fixtures/reality/02/two-header-rows.xlsx"),
            include_bytes!("../../../fixtures/reality/02/two-header-rows.xls"),
            include_bytes!("../../../fixtures/reality/02/two-header-rows.ods"),
        ];
        let mut bytes = files[kind].to_vec();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        if let Ok(mut table) = open(bytes, &super::unnamed) {
            let _ = rows(&mut table);
        }
    }
}
