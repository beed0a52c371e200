//! Bounds on what an ODS workbook expands to, and its merged cells: a cell or a row may stand for thousands.

use super::guard::local_name;
use super::merges::Area;
use crate::fault::Problem;
use std::io::{BufRead, BufReader, Read, Seek};
use zip::ZipArchive;

/// Bytes of a cell in memory, without its text.
const CELL: u64 = 64;
/// Columns and rows of a sheet in the format.
const COLUMNS: u64 = 1 << 14;
const ROWS: u64 = 1 << 20;

/// What has been seen of a sheet.
#[derive(Default)]
struct Sheet {
    /// Rows before the one that is read, columns before the cell that is read.
    row: u64,
    column: u64,
    repeat: u64,
    cell_repeat: u64,
    /// Width of the widest row so far, in cells up to the last one with something in it.
    width: u64,
    /// Rows up to the last one with something in it.
    height: u64,
    /// Bytes of the row that is read: of a cell as often as it is repeated.
    bytes: u64,
    /// Of all rows.
    total: u64,
    full: bool,
    areas: Vec<Area>,
}

impl Sheet {
    fn cell_ends(&mut self, bytes: u64) {
        if self.full {
            self.bytes = self.bytes.saturating_add(bytes.saturating_mul(self.cell_repeat));
            self.width = self.width.max(self.column);
            self.height = self.row.saturating_add(self.repeat);
        }
        self.full = false;
    }

    fn row_ends(&mut self) {
        self.total = self.total.saturating_add(self.bytes.saturating_mul(self.repeat));
        self.row = self.row.saturating_add(self.repeat).min(ROWS);
        (self.bytes, self.column, self.repeat) = (0, 0, 1);
    }

    fn cost(&self) -> u64 {
        self.width.saturating_mul(self.height).saturating_mul(CELL).saturating_add(self.total)
    }
}

/// Finds the bounds; the merged areas by sheet, in order. Leaves the reader at its beginning.
pub(super) fn check<R: Read + Seek>(reader: &mut R, most: u64) -> Result<Vec<Vec<Area>>, Problem> {
    let damaged = |error: std::io::Error| Problem::Damaged(error.to_string());
    let broken = |error: zip::result::ZipError| Problem::Damaged(error.to_string());
    let mut archive = ZipArchive::new(&mut *reader).map_err(broken)?;
    let mut part = BufReader::new(archive.by_name("content.xml").map_err(broken)?);
    let (mut sheets, mut sheet, mut within) = (Vec::new(), Sheet::default(), 0_u64);
    let (mut tag, mut spent) = (Vec::new(), 0_u64);
    loop {
        tag.clear();
        if part.read_until(b'<', &mut tag).map_err(damaged)? == 0 {
            break;
        }
        let length = u64::try_from(tag.len()).unwrap_or(u64::MAX);
        within = within.saturating_add(length);
        let closing = tag.starts_with(b"/");
        match (local_name(&tag), closing) {
            (b"table", false) => sheet = Sheet { repeat: 1, ..Sheet::default() },
            (b"table", true) => {
                spent = spent.saturating_add(sheet.cost());
                sheets.push(std::mem::take(&mut sheet.areas));
            }
            (b"table-row", false) => {
                sheet.repeat = number(&tag, b"number-rows-repeated").unwrap_or(1).clamp(1, ROWS);
            }
            (b"table-row", true) => {
                sheet.cell_ends(within);
                sheet.row_ends();
            }
            (b"table-cell" | b"covered-table-cell", false) => {
                sheet.cell_ends(within);
                begin(&mut sheet, &tag);
                within = length;
            }
            _ => {}
        }
        if spent.saturating_add(sheet.cost()).saturating_add(sheet.bytes) > most {
            return Err(Problem::TooLarge("content.xml".to_owned()));
        }
    }
    drop(part);
    reader.rewind().map_err(damaged)?;
    Ok(sheets)
}

fn begin(sheet: &mut Sheet, tag: &[u8]) {
    let repeat = number(tag, b"number-columns-repeated").unwrap_or(1).clamp(1, COLUMNS);
    let down = number(tag, b"number-rows-spanned").unwrap_or(1).clamp(1, ROWS);
    let across = number(tag, b"number-columns-spanned").unwrap_or(1).clamp(1, COLUMNS);
    if down > 1 || across > 1 {
        let at = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
        let (row, column) = (sheet.row.saturating_add(1), sheet.column.saturating_add(1));
        let (bottom, right) = (row.saturating_add(down - 1), column.saturating_add(across - 1));
        sheet.areas.push(Area { from: (at(row), at(column)), to: (at(bottom), at(right)) });
    }
    sheet.column = sheet.column.saturating_add(repeat).min(COLUMNS);
    sheet.cell_repeat = repeat;
    sheet.full = [&b"office:"[..], b"formula"].iter().any(|part| tag.windows(part.len()).any(|seen| seen == *part));
}

/// The number of an attribute.
fn number(tag: &[u8], name: &[u8]) -> Option<u64> {
    let at = tag.windows(name.len()).position(|seen| seen == name)?;
    let rest = tag.get(at.checked_add(name.len())?..)?;
    let digits: Vec<u8> =
        rest.iter().copied().skip_while(|byte| !byte.is_ascii_digit()).take_while(u8::is_ascii_digit).collect();
    let text = std::str::from_utf8(&digits).ok()?;
    Some(text.parse().unwrap_or(u64::MAX))
}
