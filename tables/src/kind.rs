//! What a file is, by its first bytes and the names of its parts.

use crate::fault::{Fault, Problem};
use std::fmt;
use std::io::{Read, Seek};
use zip::ZipArchive;

/// What a table is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Text: one line a row.
    Csv,
    /// XLSX or XLSM.
    Xlsx,
    Xls,
    Ods,
}

impl Format {
    /// The word in a report.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Xls => "xls",
            Self::Ods => "ods",
        }
    }
}

/// Files that are taken for tables and are none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Foreign {
    /// A web page that is called a workbook, as many programs export it.
    Html,
    /// A web archive.
    Mhtml,
    /// A workbook as one XML file (2003).
    Xml,
    Pdf,
    /// A workbook locked with a password.
    Locked,
    /// A binary workbook of the newer kind.
    Xlsb,
    /// A workbook older than 1997.
    Ancient,
    /// A text document, a presentation, an archive.
    Archive,
    /// Neither text nor any of these.
    Binary,
}

impl Foreign {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Html,
        Self::Mhtml,
        Self::Xml,
        Self::Pdf,
        Self::Locked,
        Self::Xlsb,
        Self::Ancient,
        Self::Archive,
        Self::Binary,
    ];

    /// Its word: part of the key of its sentence.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Mhtml => "mhtml",
            Self::Xml => "xml",
            Self::Pdf => "pdf",
            Self::Locked => "locked",
            Self::Xlsb => "xlsb",
            Self::Ancient => "ancient",
            Self::Archive => "archive",
            Self::Binary => "binary",
        }
    }
}

impl fmt::Display for Foreign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Html => "not a workbook but a web page (HTML): open it and save it as XLSX",
            Self::Mhtml => "not a workbook but a web archive: open it and save it as XLSX",
            Self::Xml => "an XML workbook of 2003: open it and save it as XLSX",
            Self::Pdf => "a PDF, not a table: ask for the workbook it was printed from",
            Self::Locked => "locked with a password: open it and save it without one",
            Self::Xlsb => "a binary workbook (XLSB): save it as XLSX",
            Self::Ancient => "a workbook older than 1997: save it as XLSX",
            Self::Archive => "neither CSV nor a workbook, but another document or an archive",
            Self::Binary => "neither text nor a workbook",
        })
    }
}

/// Bytes looked at for what stands at the beginning of a text.
const HEAD: usize = 4096;

/// Bytes looked at to tell what a file is, and a text's encoding and delimiter.
pub(crate) const WINDOW: u64 = 1 << 20;

/// A file that may hold a table.
pub(crate) enum Opened<R> {
    /// Its first bytes, at most [`WINDOW`], and what comes after them.
    Text { first: Vec<u8>, rest: R },
    /// From its first byte on.
    Book { file: R, format: Format },
}

/// What a file is.
///
/// # Errors
/// One that is no table, or does not read.
pub(crate) fn opened<R: Read + Seek>(mut file: R) -> Result<Opened<R>, Fault> {
    let mut first = Vec::new();
    (&mut file).take(WINDOW).read_to_end(&mut first)?;
    let format = match begins(&first) {
        Begins::Text => return Ok(Opened::Text { first, rest: file }),
        Begins::Foreign(foreign) => return Err(Problem::Foreign(foreign).into()),
        Begins::Zip => {
            file.rewind()?;
            archive(&mut file)?
        }
        Begins::Compound => Format::Xls,
    };
    file.rewind()?;
    Ok(Opened::Book { file, format })
}

/// What a file that begins with these bytes is; parts of archives and compound files are not looked at.
enum Begins {
    Text,
    Zip,
    Compound,
    Foreign(Foreign),
}

fn begins(first: &[u8]) -> Begins {
    if first.starts_with(b"PK\x03\x04") {
        return Begins::Zip;
    }
    if first.starts_with(b"\xd0\xcf\x11\xe0") {
        return Begins::Compound;
    }
    if first.starts_with(b"%PDF") {
        return Begins::Foreign(Foreign::Pdf);
    }
    if [b"\x09\x00", b"\x09\x02", b"\x09\x04", b"\x09\x08"].iter().any(|bof| first.starts_with(*bof)) {
        return Begins::Foreign(Foreign::Ancient);
    }
    let utf16 = first.starts_with(b"\xff\xfe") || first.starts_with(b"\xfe\xff");
    let head = first.get(..first.len().min(HEAD)).unwrap_or_default();
    if !utf16 && head.contains(&0) {
        return Begins::Foreign(Foreign::Binary);
    }
    markup(head).map_or(Begins::Text, Begins::Foreign)
}

/// Markup that other programs call a workbook; in UTF-16 every other byte is nothing.
fn markup(head: &[u8]) -> Option<Foreign> {
    let seen: Vec<u8> = head.iter().filter(|b| b.is_ascii() && **b != 0).map(u8::to_ascii_lowercase).collect();
    let seen = seen.trim_ascii_start();
    if seen.starts_with(b"mime-version:") {
        return Some(Foreign::Mhtml);
    }
    if !seen.starts_with(b"<") {
        return None;
    }
    let has = |part: &[u8]| seen.windows(part.len()).any(|window| window == part);
    if has(b"<html") || has(b"<table") || has(b"<!doctype html") {
        Some(Foreign::Html)
    } else if seen.starts_with(b"<?xml") || has(b"<workbook") {
        Some(Foreign::Xml)
    } else {
        None
    }
}

/// Which workbook a ZIP archive is; leaves the reader at its beginning.
fn archive<R: Read + Seek>(reader: &mut R) -> Result<Format, Problem> {
    let damaged = |error: zip::result::ZipError| Problem::Damaged(error.to_string());
    let foreign = |kind| Err(Problem::Foreign(kind));
    let mut zip = ZipArchive::new(&mut *reader).map_err(damaged)?;
    let has = |zip: &ZipArchive<_>, name: &str| zip.index_for_name(name).is_some();
    let kind = if has(&zip, "xl/workbook.bin") {
        foreign(Foreign::Xlsb)
    } else if has(&zip, "content.xml") && has(&zip, "mimetype") {
        let mut kind = Vec::new();
        let mut part = zip.by_name("mimetype").map_err(damaged)?;
        (&mut part).take(256).read_to_end(&mut kind).map_err(|error| Problem::Damaged(error.to_string()))?;
        if kind.windows(11).any(|window| window == b"spreadsheet") {
            Ok(Format::Ods)
        } else {
            foreign(Foreign::Archive)
        }
    } else if zip.file_names().any(|name| name.is_ok_and(|name| name.ends_with(".rels")))
        && !has(&zip, "word/document.xml")
        && !has(&zip, "ppt/presentation.xml")
    {
        Ok(Format::Xlsx)
    } else {
        foreign(Foreign::Archive)
    };
    drop(zip);
    reader.rewind().map_err(|error| Problem::Read(error.to_string()))?;
    kind
}
