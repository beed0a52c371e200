//! XLS and ODS, held whole by their reader.

use super::guard::{self, Bounds};
use super::merges::{Area, Merges};
use super::{BEGINNING, Ended, Link, SHEETS, Said, Sheet, cell, ods, xls};
use crate::fault::Problem;
use crate::kind::Foreign;
use crate::{COLUMNS, NO_VALUE, Row};
use calamine::{Data, Ods, OdsError, Range, Reader, SheetVisible, Xls, XlsError};
use std::io::{Read, Seek};

impl From<XlsError> for Problem {
    fn from(error: XlsError) -> Self {
        match error {
            XlsError::Password => Self::Foreign(Foreign::Locked),
            other => Self::Damaged(other.to_string()),
        }
    }
}

impl From<OdsError> for Problem {
    fn from(error: OdsError) -> Self {
        match error {
            OdsError::Password => Self::Foreign(Foreign::Locked),
            other => Self::Damaged(other.to_string()),
        }
    }
}

pub(super) fn xls<R: Read + Seek>(mut reader: R, bounds: Bounds, hidden: bool, link: &Link) -> Result<(), Ended> {
    xls::check(&mut reader, bounds.whole)?;
    let mut book: Xls<R> = Xls::new(reader).map_err(Problem::from)?;
    let names: Vec<String> = book.sheets_metadata().iter().map(|sheet| sheet.name.clone()).collect();
    let corner = |(row, column): (u32, u32)| (row.saturating_add(1), column.saturating_add(1));
    let mut merges = Vec::new();
    for name in &names {
        let areas = book.merge_cells_by_sheet_name(name).map_err(Problem::from)?;
        merges.push(areas.iter().map(|area| Area { from: corner(area.start), to: corner(area.end) }).collect());
    }
    read(&mut book, merges, hidden, link)
}

pub(super) fn ods<R: Read + Seek>(mut reader: R, bounds: Bounds, hidden: bool, link: &Link) -> Result<(), Ended> {
    guard::check(&mut reader, bounds)?;
    let merges = ods::check(&mut reader, bounds.whole)?;
    let mut book: Ods<R> = Ods::new(reader).map_err(Problem::from)?;
    read(&mut book, merges, hidden, link)
}

fn read<R, B>(book: &mut B, merges: Vec<Vec<Area>>, hidden: bool, link: &Link) -> Result<(), Ended>
where
    R: Read + Seek,
    B: Reader<R>,
    Problem: From<B::Error>,
{
    let sheets = book.sheets_metadata().to_vec();
    if sheets.is_empty() {
        return Err(Problem::NoSheet.into());
    }
    if sheets.len() > SHEETS {
        return Err(Problem::TooLarge(format!("{} sheets", sheets.len())).into());
    }
    let mut merges = merges.into_iter();
    for sheet in &sheets {
        let visible = sheet.visible == SheetVisible::Visible;
        let areas = Merges::new(merges.next().unwrap_or_default());
        let mut begun = Sheet { name: sheet.name.clone(), visible, rows: Vec::new(), merges: areas };
        if visible || hidden {
            rows(book, &sheet.name, |row| {
                begun.rows.push(row);
                Ok(begun.rows.len() < BEGINNING)
            })?;
        }
        link.say(Said::Sheet(begun))?;
    }
    for index in link.which()? {
        let Some(sheet) = sheets.get(index) else { continue };
        rows(book, &sheet.name, |row| link.say(Said::Row(index, row)).map(|()| true).map_err(Ended::from))?;
    }
    Ok(())
}

fn rows<R, B>(book: &mut B, name: &str, mut take: impl FnMut(Row) -> Result<bool, Ended>) -> Result<(), Ended>
where
    R: Read + Seek,
    B: Reader<R>,
    Problem: From<B::Error>,
{
    let values: Range<Data> = book.worksheet_range(name).map_err(Problem::from)?;
    let formulas: Range<String> = book.worksheet_formula(name).map_err(Problem::from)?;
    let Some((top, left)) = values.start().or(formulas.start()) else { return Ok(()) };
    let bottom = values.end().into_iter().chain(formulas.end()).map(|(row, _)| row).max().unwrap_or(top);
    let right = values.end().into_iter().chain(formulas.end()).map(|(_, column)| column).max().unwrap_or(left);
    let (top, left) = formulas.start().map_or((top, left), |(row, column)| (top.min(row), left.min(column)));
    for row in top..=bottom {
        let mut cells = Vec::new();
        for column in left..=right.min(COLUMNS.saturating_sub(1)) {
            let value = values.get_value((row, column));
            let formula = || formulas.get_value((row, column)).is_some_and(|formula| !formula.is_empty());
            let text = match value {
                None | Some(Data::Empty) if formula() => NO_VALUE.to_owned(),
                None => String::new(),
                Some(value) => cell::owned(value),
            };
            if !text.is_empty() {
                cells.resize(usize::try_from(column).unwrap_or(usize::MAX), String::new());
                cells.push(text);
            }
        }
        if !cells.is_empty() && !take(Row { number: u64::from(row).saturating_add(1), cells })? {
            return Ok(());
        }
    }
    Ok(())
}
