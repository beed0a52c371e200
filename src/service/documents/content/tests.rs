use super::*;
use std::io::Write;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn types(main: &str) -> String {
    format!("<Types><Override ContentType=\"application/vnd.openxmlformats-officedocument.{main}\"/></Types>")
}

fn docx() -> Vec<u8> {
    let list = types("wordprocessingml.document.main+xml");
    package(&[("[Content_Types].xml", list.as_bytes()), ("word/document.xml", b"<w:document/>")])
}

fn xlsx() -> Vec<u8> {
    let list = types("spreadsheetml.sheet.main+xml");
    package(&[("[Content_Types].xml", list.as_bytes()), ("xl/workbook.xml", b"<workbook/>")])
}

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
const JPEG: &[u8] = b"\xff\xd8\xff\xe0\0\x10JFIF";

#[test]
fn a_file_is_taken_for_what_it_is() {
    for (name, content, expected) in [
        ("a.pdf", b"%PDF-1.7\n".to_vec(), PDF),
        ("a.DOCX", docx(), DOCX),
        ("a.xlsx", xlsx(), XLSX),
        ("a.png", PNG.to_vec(), "image/png"),
        ("a.JPEG", JPEG.to_vec(), "image/jpeg"),
        ("a.txt", "工资总额".as_bytes().to_vec(), "text/plain"),
        ("a.csv", GB18030.encode("企业,工资\r\n甲,1200").0.into_owned(), "text/csv"),
        ("b.csv", b"BM,1\n2,3\n".to_vec(), "text/csv"),
    ] {
        assert_eq!(kind(name, &content), Ok(expected), "{name}");
    }
}

#[test]
fn a_file_that_is_not_what_its_name_says_is_refused() {
    let list = types("wordprocessingml.document.main+xml");
    let macros = package(&[
        ("[Content_Types].xml", list.as_bytes()),
        ("word/document.xml", b"<w/>"),
        ("word/vbaProject.bin", b"x"),
    ]);
    let outside = package(&[
        ("[Content_Types].xml", list.as_bytes()),
        ("word/document.xml", b"<w/>"),
        ("../../etc/cron.d/x", b"x"),
    ]);
    for (name, content) in [
        ("a.pdf", b"<html><script>alert(1)</script>".to_vec()),
        ("a.pdf", b"MZ\x90\0".to_vec()),
        ("a.docx", xlsx()),
        ("a.xlsx", docx()),
        ("a.docx", package(&[("word/document.xml", b"<w/>")])),
        ("a.docx", b"PK\x03\x04 not a zip".to_vec()),
        ("a.docx", macros),
        ("a.docx", outside),
        ("a.png", JPEG.to_vec()),
        ("a.txt", b"<!DOCTYPE html><html></html>".to_vec()),
        ("a.txt", b"#!/bin/sh\nrm -rf /\n".to_vec()),
        ("a.txt", b"%PDF-1.7".to_vec()),
        ("a.csv", b"a\0b".to_vec()),
        ("a.csv", b"\xff\xff\xff".to_vec()),
    ] {
        assert_eq!(kind(name, &content), Err(FieldCode::DocumentDiffers), "{name} {:?}", content.get(..8));
    }
    for name in ["a.exe", "a.html", "a.svg", "a.zip", "a.docm", "a", "", ".pdf.exe"] {
        assert_eq!(kind(name, b"%PDF-1.7"), Err(FieldCode::DocumentKind), "{name}");
    }
    assert_eq!(kind("a.pdf", b""), Err(FieldCode::DocumentEmpty));
    let large = vec![b'a'; usize::try_from(DOCUMENT_BYTES).unwrap() + 1];
    assert_eq!(kind("a.txt", &large), Err(FieldCode::DocumentLarge));
    assert_eq!(kind("a.txt", &large[1..]), Ok("text/plain"));
}

#[test]
fn a_package_that_unpacks_without_end_is_refused() {
    let list = types("wordprocessingml.document.main+xml");
    let zeros = vec![0_u8; 4 << 20];
    let bomb = package(&[("[Content_Types].xml", list.as_bytes()), ("word/document.xml", &zeros)]);
    assert!(bomb.len() < 16 << 10, "small outside");
    let judge = |bytes: &[u8], largest| office(bytes, "word/document.xml", "document.main+xml", largest);
    assert_eq!(judge(&bomb, 3 << 20), Err(FieldCode::DocumentBomb));
    assert_eq!(judge(&bomb, 5 << 20), Ok(true));
    // The same, saying of itself that it is small: both headers of the part name one byte.
    let lying = replaced(&bomb, &(4_u32 << 20).to_le_bytes(), &1_u32.to_le_bytes());
    assert_ne!(judge(&lying, 3 << 20), Ok(true));
    // And saying that it is larger than any disk.
    let huge = replaced(&bomb, &(4_u32 << 20).to_le_bytes(), &0xf000_0000_u32.to_le_bytes());
    assert_eq!(kind("a.docx", &huge), Err(FieldCode::DocumentBomb));
    let many: Vec<String> = (0..=MOST_PARTS).map(|n| format!("p{n}")).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), &b""[..])).collect();
    assert_eq!(kind("a.docx", &package(&many)), Err(FieldCode::DocumentBomb));
}

fn replaced(bytes: &[u8], from: &[u8; 4], to: &[u8; 4]) -> Vec<u8> {
    let mut out = bytes.to_vec();
    for at in 0..out.len().saturating_sub(3) {
        if out[at..at + 4] == *from {
            out[at..at + 4].copy_from_slice(to);
        }
    }
    assert_ne!(out, bytes, "nothing replaced");
    out
}
