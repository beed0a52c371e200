//! Bounds on what a workbook expands to, found by expanding it once without keeping anything.
//!
//! A few kilobytes of ZIP can hold gigabytes, and the sizes it declares may lie. Parts that are held in memory are
//! bounded whole; worksheets, which are streamed, by what lies between one cell and the next.

use crate::fault::Problem;
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};
use zip::ZipArchive;

/// Parts of an archive.
const PARTS: usize = 10_000;
/// Shared strings: each takes some space of its own, however short.
const COUNT: u64 = 2 << 20;
/// Bytes between one cell or row of a worksheet and the next, or from one tag to the next in any part.
const PIECE: u64 = 1 << 20;
/// Shared strings that may be declared without being there.
const SPARE: u64 = 1 << 20;

/// What a workbook may come to, in bytes.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// The table of shared strings.
    strings: u64,
    /// Any other part that is held in memory.
    part: u64,
    /// A worksheet that is streamed.
    sheet: u64,
    /// All sheets of a workbook that is held in memory (XLS, ODS).
    pub(super) whole: u64,
}

/// A payroll of some million lines; of some hundred thousand where the format is held in memory.
pub const PAYROLL: Bounds = Bounds { strings: 128 << 20, part: 32 << 20, sheet: 4 << 30, whole: 512 << 20 };
/// A table of some thousand cells, in a file of at most 2 MiB.
pub const TABLE: Bounds = Bounds { strings: 16 << 20, part: 8 << 20, sheet: 64 << 20, whole: 64 << 20 };
/// Merged areas of all sheets.
const MERGES: u64 = 1 << 20;

/// Expands every part, and leaves the reader at its beginning.
pub(super) fn check<R: Read + Seek>(reader: &mut R, bounds: Bounds) -> Result<(), Problem> {
    let damaged = |error: std::io::Error| Problem::Damaged(error.to_string());
    let mut archive = ZipArchive::new(&mut *reader).map_err(|error| Problem::Damaged(error.to_string()))?;
    if archive.len() > PARTS {
        return Err(Problem::TooLarge(format!("{} parts", archive.len())));
    }
    let mut merges = 0_u64;
    for index in 0..archive.len() {
        let broken = |error: zip::result::ZipError| Problem::Damaged(error.to_string());
        let part = archive.by_index(index).map_err(broken)?;
        let name = part.name().map_err(broken)?.into_owned();
        let kind = Kind::of(&name);
        // What it says of its size may be a lie, but not in its favour.
        if part.size() > kind.limit(bounds) {
            return Err(Problem::TooLarge(name));
        }
        let within = expand(BufReader::new(part), kind, bounds, &mut merges).map_err(damaged)?;
        if !within {
            return Err(Problem::TooLarge(name));
        }
    }
    reader.seek(SeekFrom::Start(0)).map_err(damaged)?;
    Ok(())
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Strings,
    Sheet,
    /// The one part of an ODS workbook that holds its sheets.
    Content,
    Other,
}

impl Kind {
    fn of(name: &str) -> Self {
        if name.contains("worksheets/") && !name.ends_with(".rels") {
            Self::Sheet
        } else if name.to_ascii_lowercase().ends_with("sharedstrings.xml") {
            Self::Strings
        } else if name == "content.xml" {
            Self::Content
        } else {
            Self::Other
        }
    }

    fn limit(self, bounds: Bounds) -> u64 {
        match self {
            Self::Strings => bounds.strings,
            Self::Sheet => bounds.sheet,
            Self::Content => bounds.whole,
            Self::Other => bounds.part,
        }
    }
}

/// Whether the part stays within its bounds.
fn expand(mut part: impl BufRead, kind: Kind, bounds: Bounds, merges: &mut u64) -> std::io::Result<bool> {
    let (mut total, mut piece) = (0_u64, 0_u64);
    let (mut declared, mut strings) = (0_u64, 0_u64);
    let mut tag = Vec::new();
    loop {
        tag.clear();
        let length = u64::try_from((&mut part).take(PIECE).read_until(b'<', &mut tag)?).unwrap_or(u64::MAX);
        if length == 0 {
            break;
        }
        total = total.saturating_add(length);
        // What is no XML may go on without any tag.
        let endless = kind != Kind::Other && length == PIECE;
        piece = match local_name(&tag) {
            b"c" | b"row" if kind == Kind::Sheet => 0,
            _ => piece.saturating_add(length),
        };
        match local_name(&tag) {
            b"si" => strings = strings.saturating_add(1),
            b"mergeCell" => *merges = merges.saturating_add(1),
            b"sst" => declared = declared.max(unique_count(&tag)),
            _ => {}
        }
        if endless
            || *merges > MERGES
            || total > kind.limit(bounds)
            || strings > COUNT
            || kind == Kind::Sheet && piece > PIECE
        {
            return Ok(false);
        }
    }
    // Memory is taken for as many as are declared before one of them has been read.
    Ok(kind != Kind::Strings || declared <= strings.saturating_add(SPARE))
}

/// The name of a tag without `/` and prefix; `tag` begins after its `<`.
pub(super) fn local_name(tag: &[u8]) -> &[u8] {
    let tag = tag.strip_prefix(b"/").unwrap_or(tag);
    let end = tag.iter().position(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b'/' | b'>'));
    let name = tag.get(..end.unwrap_or(tag.len())).unwrap_or_default();
    name.rsplit(|byte| *byte == b':').next().unwrap_or_default()
}

/// The number of strings a table declares; beyond measure where it is no number.
fn unique_count(tag: &[u8]) -> u64 {
    let text = String::from_utf8_lossy(tag);
    let Some((_, after)) = text.split_once("uniqueCount") else { return 0 };
    let digits: String = after.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    digits.parse().unwrap_or(u64::MAX)
}
