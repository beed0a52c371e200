//! Reads office files: their text with every tracked change accepted, or rejected.

use quick_xml::Reader;
use quick_xml::events::Event;
use std::io::{Cursor, Read};

/// What becomes of tracked changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    Accepted,
    Rejected,
}

/// A part of an office file.
pub fn part(file: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// An answer's bytes as text; of an office file the text of its parts.
pub fn readable(bytes: &[u8]) -> String {
    if !bytes.starts_with(b"PK") {
        return String::from_utf8_lossy(bytes).into_owned();
    }
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut out = String::new();
    for place in 0..archive.len() {
        let mut content = Vec::new();
        archive.by_index(place).unwrap().read_to_end(&mut content).unwrap();
        out.push_str(&String::from_utf8_lossy(&content));
    }
    out
}

#[derive(Default)]
struct Row {
    lines: Vec<String>,
    dropped: bool,
}

/// The lines of the text, those without words left out.
pub fn lines(file: &[u8], reading: Reading) -> Vec<String> {
    let xml = part(file, "word/document.xml");
    let mut reader = Reader::from_str(&xml);
    let gone = match reading {
        Reading::Accepted => "w:del",
        Reading::Rejected => "w:ins",
    };
    let (mut path, mut out, mut row, mut text): (Vec<String>, Vec<String>, Option<Row>, String) = Default::default();
    loop {
        let (name, empty) = match reader.read_event().unwrap() {
            Event::Eof => break,
            Event::Start(tag) => (tag.name().as_ref().to_owned(), false),
            Event::Empty(tag) => (tag.name().as_ref().to_owned(), true),
            Event::Text(words) if shown(&path, gone) => {
                text.push_str(&words.xml10_content());
                continue;
            }
            Event::GeneralRef(name) if shown(&path, gone) => {
                text.push_str(match &*name.into_inner() {
                    "amp" => "&",
                    "lt" => "<",
                    "gt" => ">",
                    "quot" => "\"",
                    "apos" => "'",
                    other => panic!("&{other};"),
                });
                continue;
            }
            Event::End(tag) => {
                match tag.name().as_ref() {
                    "w:p" => {
                        let told = std::mem::take(&mut text);
                        let told = told.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty());
                        row.as_mut().map_or(&mut out, |row| &mut row.lines).extend(told);
                    }
                    "w:tr" => out.extend(row.take().filter(|row| !row.dropped).into_iter().flat_map(|row| row.lines)),
                    _ => {}
                }
                path.pop();
                continue;
            }
            _ => continue,
        };
        match name.as_str() {
            "w:tr" => row = Some(Row::default()),
            "w:br" if !path.iter().any(|at| at == gone) => text.push('\n'),
            name if name == gone && path.last().is_some_and(|at| at == "w:trPr") => {
                row.as_mut().unwrap().dropped = true;
            }
            _ => {}
        }
        if !empty {
            path.push(name);
        }
    }
    out
}

/// Whether text here is shown in a reading.
fn shown(path: &[String], gone: &str) -> bool {
    let text = path.last().is_some_and(|at| at == "w:t" || at == "w:delText");
    text && !path.iter().any(|at| at == gone)
}
