//! Bounds on what an XLS workbook expands to: its cells are kept in a full grid and every cell has its own copy of its text,
//! so that some kilobytes could ask for gigabytes. The records are looked at as their reader will.

use crate::fault::Problem;
use crate::kind::Foreign;
use std::io::{Read, Seek};

/// Bytes of a cell in memory, without its text.
const CELL: u64 = 64;

/// Finds the bounds, and leaves the reader at its beginning.
pub(super) fn check<R: Read + Seek>(reader: &mut R, most: u64) -> Result<(), Problem> {
    let damaged = |error: std::io::Error| Problem::Damaged(error.to_string());
    let mut file = cfb::CompoundFile::open(&mut *reader).map_err(damaged)?;
    if file.is_stream("/EncryptedPackage") {
        return Err(Problem::Foreign(Foreign::Locked));
    }
    let Some(name) = ["/Workbook", "/Book"].into_iter().find(|name| file.is_stream(name)) else {
        return Err(Problem::Foreign(Foreign::Archive));
    };
    let mut stream = Vec::new();
    let part = file.open_stream(name).map_err(damaged)?;
    if part.len() > most {
        return Err(Problem::TooLarge(name.to_owned()));
    }
    part.take(most).read_to_end(&mut stream).map_err(damaged)?;
    drop(file);
    reader.rewind().map_err(damaged)?;
    let (sheets, strings) = globals(&stream)?;
    let mut total = 0_u64;
    for at in sheets {
        let records = stream.get(at..).ok_or_else(|| Problem::Damaged("a sheet beyond the file".to_owned()))?;
        total = total.saturating_add(sheet(records, &strings));
        if total > most {
            return Err(Problem::TooLarge(name.to_owned()));
        }
    }
    Ok(())
}

/// Records: kind and data.
fn records(mut stream: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    std::iter::from_fn(move || {
        let (kind, length) = (u16_at(stream, 0)?, u16_at(stream, 2)?);
        let end = usize::from(length).checked_add(4)?;
        let data = stream.get(4..end)?;
        stream = stream.get(end..)?;
        Some((kind, data))
    })
}

fn u16_at(data: &[u8], at: usize) -> Option<u16> {
    data.get(at..at.checked_add(2)?)?.try_into().ok().map(u16::from_le_bytes)
}

fn u32_at(data: &[u8], at: usize) -> Option<u32> {
    data.get(at..at.checked_add(4)?)?.try_into().ok().map(u32::from_le_bytes)
}

/// Where sheets begin, and how long each shared string is in bytes.
fn globals(stream: &[u8]) -> Result<(Vec<usize>, Vec<u64>), Problem> {
    let (mut sheets, mut pieces, mut within) = (Vec::new(), Vec::new(), false);
    for (kind, data) in records(stream) {
        match kind {
            0x002f if u16_at(data, 0) != Some(0) => return Err(Problem::Foreign(Foreign::Locked)),
            0x0085 => sheets.extend(u32_at(data, 0).and_then(|at| usize::try_from(at).ok())),
            0x00fc => pieces = vec![data],
            0x003c if within => pieces.push(data),
            0x000a => break,
            _ => {}
        }
        within = kind == 0x00fc || within && kind == 0x003c;
    }
    Ok((sheets, Strings { pieces, piece: 0, at: 8 }.lengths()))
}

/// The table of shared strings, in pieces.
struct Strings<'a> {
    pieces: Vec<&'a [u8]>,
    piece: usize,
    at: usize,
}

impl Strings<'_> {
    fn lengths(mut self) -> Vec<u64> {
        let mut out = Vec::new();
        while let Some(length) = self.string() {
            out.push(length);
        }
        out
    }

    /// Bytes left in this piece, of the next one where it is used up.
    fn left(&mut self) -> Option<usize> {
        loop {
            let left = self.pieces.get(self.piece)?.len().saturating_sub(self.at);
            if left > 0 {
                return Some(left);
            }
            (self.piece, self.at) = (self.piece + 1, 0);
        }
    }

    fn skip(&mut self, mut bytes: usize) -> Option<()> {
        while bytes > 0 {
            let step = self.left()?.min(bytes);
            self.at += step;
            bytes -= step;
        }
        Some(())
    }

    fn byte(&mut self) -> Option<u8> {
        self.left()?;
        let byte = *self.pieces.get(self.piece)?.get(self.at)?;
        self.at += 1;
        Some(byte)
    }

    fn number(&mut self, bytes: u32) -> Option<usize> {
        let mut number = 0_usize;
        for index in 0..bytes {
            number |= usize::from(self.byte()?).checked_shl(8 * index)?;
        }
        Some(number)
    }

    fn string(&mut self) -> Option<u64> {
        let mut characters = self.number(2)?;
        let length = u64::try_from(characters).ok()?.saturating_mul(4);
        let mut flags = self.byte()?;
        let runs = if flags & 8 != 0 { self.number(2)? } else { 0 };
        let more = if flags & 4 != 0 { self.number(4)? } else { 0 };
        while characters > 0 {
            let width = if flags & 1 != 0 { 2 } else { 1 };
            let piece = self.piece;
            let fit = (self.left()? / width).min(characters);
            if self.piece != piece {
                // What goes on in another piece begins with its flags.
                flags = self.byte()?;
                continue;
            }
            if fit == 0 {
                return None;
            }
            self.skip(fit.checked_mul(width)?)?;
            characters -= fit;
        }
        self.skip(runs.checked_mul(4)?.checked_add(more)?)?;
        Some(length)
    }
}

/// Bytes that a sheet comes to.
fn sheet(stream: &[u8], strings: &[u64]) -> u64 {
    let (mut rows, mut columns) = ((u64::MAX, 0), (u64::MAX, 0));
    let (mut text, mut declared) = (0_u64, 0_u64);
    let (mut begun, mut depth) = (false, 0_usize);
    for (kind, data) in records(stream) {
        if depth > 0 {
            match kind {
                0x0809 => depth += 1,
                0x000a => depth -= 1,
                _ => {}
            }
            continue;
        }
        let last = match kind {
            0x0809 if begun => {
                depth += 1;
                continue;
            }
            0x0809 => {
                begun = true;
                continue;
            }
            0x000a => break,
            0x0200 => {
                declared = declared.max(dimensions(data));
                continue;
            }
            0x00bd => data.len().checked_sub(2).and_then(|at| u16_at(data, at)),
            0x0006 | 0x0203 | 0x0204 | 0x00d6 | 0x0205 | 0x027e | 0x00fd => u16_at(data, 2),
            _ => continue,
        };
        let (Some(row), Some(first), Some(last)) = (u16_at(data, 0), u16_at(data, 2), last) else { continue };
        rows = (rows.0.min(row.into()), rows.1.max(row.into()));
        columns = (columns.0.min(first.into()), columns.1.max(last.into()));
        if kind == 0x00fd {
            let index = u32_at(data, 6).and_then(|index| usize::try_from(index).ok());
            let length = index.and_then(|index| strings.get(index)).copied().unwrap_or(0);
            text = text.saturating_add(length);
        }
    }
    let span = |(from, to): (u64, u64)| to.checked_sub(from).map_or(0, |span| span.saturating_add(1));
    // The grid of values and that of formulas.
    let area = span(rows).saturating_mul(span(columns));
    area.max(declared).saturating_mul(CELL).saturating_add(text)
}

/// Cells that a sheet says it has; beyond measure where it cannot be true.
fn dimensions(data: &[u8]) -> u64 {
    let numbers = if data.len() >= 14 {
        [u32_at(data, 0), u32_at(data, 4), u16_at(data, 8).map(u32::from), u16_at(data, 10).map(u32::from)]
    } else {
        [0, 2, 4, 6].map(|at| u16_at(data, at).map(u32::from))
    };
    let [Some(top), Some(bottom), Some(left), Some(right)] = numbers else { return 0 };
    if bottom == 0 || right == 0 {
        return 0;
    }
    let span = |from: u32, to: u32| to.checked_sub(from).map_or(u64::MAX, u64::from);
    span(top, bottom).saturating_mul(span(left, right))
}
