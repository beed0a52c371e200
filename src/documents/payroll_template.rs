//! A payroll to be filled in, as XLSX: columns with lists to choose from, and a sheet that explains them.

use rust_xlsxwriter::{DataValidation, DataValidationErrorStyle, Format, Formula, Workbook, Worksheet, XlsxError};

/// Rows that have lists.
const ROWS: u32 = 10_000;
/// First column of the lists on the second sheet.
const LISTS: u16 = 4;

/// What the workbook says, in somebody's language.
#[derive(Clone, Debug, Default)]
pub struct Template {
    /// Names of the two sheets.
    pub sheets: [String; 2],
    pub columns: Vec<Column>,
    /// Header of the explanations: the column, whether it is needed, what stands in it.
    pub explained: [String; 3],
    /// Lists to choose from, each under its name.
    pub lists: Vec<List>,
}

/// A column.
#[derive(Clone, Debug, Default)]
pub struct Column {
    pub header: String,
    /// As a spreadsheet formats it; without one it is a number or what is typed.
    pub format: Option<&'static str>,
    /// Which list its cells are chosen from.
    pub list: Option<usize>,
    pub needed: String,
    pub what: String,
}

/// A list.
#[derive(Clone, Debug, Default)]
pub struct List {
    pub name: String,
    pub words: Vec<String>,
    /// Whether other words may be written all the same.
    pub open: bool,
}

impl Template {
    /// The workbook's bytes.
    ///
    /// # Errors
    /// The writer's.
    pub fn workbook(&self) -> Result<Vec<u8>, XlsxError> {
        let mut book = Workbook::new();
        self.table(book.add_worksheet())?;
        self.notes(book.add_worksheet())?;
        book.save_to_buffer()
    }

    fn table(&self, out: &mut Worksheet) -> Result<(), XlsxError> {
        let [name, explained] = &self.sheets;
        out.set_name(name)?;
        out.set_freeze_panes(1, 0)?;
        let bold = Format::new().set_bold().set_text_wrap();
        for (at, column) in (0_u16..).zip(&self.columns) {
            out.write_with_format(0, at, &column.header, &bold)?;
            out.set_column_width(at, if at < 2 { 22 } else { 13 })?;
            if let Some(format) = column.format {
                out.set_column_format(at, &Format::new().set_num_format(format))?;
            }
            let list = column.list.and_then(|list| Some((list, self.lists.get(list)?)));
            let Some((list, words)) = list.filter(|(_, list)| !list.words.is_empty()) else { continue };
            let letter =
                char::from(b'A'.saturating_add(u8::try_from(usize::from(LISTS).saturating_add(list)).unwrap_or(0)));
            let last = words.words.len().saturating_add(1);
            let range = format!("='{}'!${letter}$2:${letter}${last}", explained.replace('\'', "''"));
            let mut choice = DataValidation::new().allow_list_formula(Formula::new(range));
            if words.open {
                choice = choice.set_error_style(DataValidationErrorStyle::Information);
            }
            out.add_data_validation(1, at, ROWS, at, &choice)?;
        }
        Ok(())
    }

    fn notes(&self, out: &mut Worksheet) -> Result<(), XlsxError> {
        out.set_name(&self.sheets[1])?;
        let (bold, wrap) = (Format::new().set_bold(), Format::new().set_text_wrap());
        for (at, head) in (0_u16..).zip(&self.explained) {
            out.write_with_format(0, at, head, &bold)?;
        }
        for (at, width) in [(0, 22), (1, 10), (2, 70)] {
            out.set_column_width(at, width)?;
        }
        for (row, column) in (1_u32..).zip(&self.columns) {
            out.write(row, 0, &column.header)?;
            out.write(row, 1, &column.needed)?;
            out.write_with_format(row, 2, &column.what, &wrap)?;
        }
        for (at, list) in (LISTS..).zip(&self.lists) {
            out.write_with_format(0, at, &list.name, &bold)?;
            out.set_column_width(at, 20)?;
            for (row, word) in (1_u32..).zip(&list.words) {
                out.write(row, at, word)?;
            }
        }
        Ok(())
    }
}
