//! XLSX and XLSM, streamed.

use super::guard::{self, Bounds};
use super::merges::{Area, Merges};
use super::{BEGINNING, Ended, Link, ROWS, SHEETS, Said, Sheet, cell};
use crate::fault::{Fault, Place, Problem};
use crate::kind::Foreign;
use crate::{COLUMNS, NO_VALUE, Row};
use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use std::io::{Read, Seek};

impl From<XlsxError> for Problem {
    fn from(error: XlsxError) -> Self {
        match error {
            XlsxError::Password => Self::Foreign(Foreign::Locked),
            other => Self::Damaged(other.to_string()),
        }
    }
}

pub(super) fn read<R: Read + Seek>(mut reader: R, bounds: Bounds, hidden: bool, link: &Link) -> Result<(), Ended> {
    guard::check(&mut reader, bounds)?;
    let mut workbook = Xlsx::new(reader).map_err(Problem::from)?;
    let worksheet = |sheet: &&calamine::Sheet| sheet.typ == SheetType::WorkSheet;
    let sheets: Vec<_> = workbook.sheets_metadata().iter().filter(worksheet).cloned().collect();
    if sheets.is_empty() {
        return Err(Problem::NoSheet.into());
    }
    if sheets.len() > SHEETS {
        return Err(Problem::TooLarge(format!("{} sheets", sheets.len())).into());
    }
    for sheet in &sheets {
        let visible = sheet.visible == SheetVisible::Visible;
        let mut begun = Sheet { name: sheet.name.clone(), visible, rows: Vec::new(), merges: Merges::default() };
        if visible || hidden {
            rows(&mut workbook, &sheet.name, |row| {
                begun.rows.push(row);
                Ok(begun.rows.len() < BEGINNING)
            })?;
            begun.merges = merges(&mut workbook, &sheet.name)?;
        }
        link.say(Said::Sheet(begun))?;
    }
    for index in link.which()? {
        let Some(sheet) = sheets.get(index) else { continue };
        rows(&mut workbook, &sheet.name, |row| link.say(Said::Row(index, row)).map(|()| true).map_err(Ended::from))?;
    }
    Ok(())
}

fn merges<R: Read + Seek>(workbook: &mut Xlsx<R>, name: &str) -> Result<Merges, Ended> {
    let told =
        |error: XlsxError| Fault { place: Place { sheet: Some(name.to_owned()), at: None }, problem: error.into() };
    let areas = workbook.merge_cells_by_sheet_name(name).map_err(told)?;
    let corner = |(row, column): (u32, u32)| (row.saturating_add(1), column.saturating_add(1));
    Ok(Merges::new(areas.iter().map(|area| Area { from: corner(area.start), to: corner(area.end) }).collect()))
}

/// Hands on the rows of a sheet that have something in them, until `take` has enough.
fn rows<R: Read + Seek>(
    workbook: &mut Xlsx<R>,
    name: &str,
    mut take: impl FnMut(Row) -> Result<bool, Ended>,
) -> Result<(), Ended> {
    let mut at = None;
    let told = |at, problem| Fault { place: Place { sheet: Some(name.to_owned()), at }, problem };
    let mut cells = workbook.worksheet_cells_reader(name).map_err(|error| told(None, error.into()))?;
    let mut row = Row::default();
    while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(|error| told(at, error.into()))? {
        let place = place(cell.pos, at);
        at = place.or_else(|| Some(shown(cell.pos)));
        let Some((number, column)) = place else { return Err(told(at, Problem::Place).into()) };
        if u64::from(number) != row.number {
            let done = std::mem::replace(&mut row, Row { number: number.into(), cells: Vec::new() });
            if !done.cells.is_empty() && !take(done)? {
                return Ok(());
            }
        }
        let unworked = cell.formula.is_some() && matches!(cell.value, DataRef::Empty);
        let text = if unworked { NO_VALUE.to_owned() } else { cell::text(&cell.value) };
        if !text.is_empty() {
            let column = usize::try_from(column).unwrap_or(usize::MAX);
            row.cells.resize(column.saturating_sub(1), String::new());
            row.cells.push(text);
        }
    }
    if !row.cells.is_empty() {
        take(row)?;
    }
    Ok(())
}

/// Row and column from 1.
fn shown((row, column): (u32, u32)) -> (u32, u32) {
    (row.saturating_add(1), column.saturating_add(1))
}

/// Row and column from 1, if they are in the sheet and after the last ones.
fn place(position: (u32, u32), after: Option<(u32, u32)>) -> Option<(u32, u32)> {
    let here = shown(position);
    (here.0 <= ROWS && here.1 <= COLUMNS && after.is_none_or(|after| after < here)).then_some(here)
}
