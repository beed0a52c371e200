//! A payroll to be filled in: the audit's own columns with lists to choose from, and a sheet that explains them.

use crate::i18n::Lang;
use crate::text::profile::{column, employment};
use domain::payroll::profile::{Kind, coded_columns, employments, kind};
use domain::payroll::{CodeNames, EMPLOYMENT, NAMES};
use domain::term::{NameKind, TermSheet};
use rust_xlsxwriter::{DataValidation, Format, Formula, Workbook, Worksheet, XlsxError};
use std::collections::BTreeSet;

/// Columns of the template, in order; the contract's allowances follow.
pub const COLUMNS: [&str; 20] = [
    "enterprise_id",
    "worker_id",
    "period",
    "grade",
    "employment",
    "agreed_wage",
    "paid_days",
    "hours",
    "ot_weekday_hours",
    "ot_restday_hours",
    "ot_holiday_hours",
    "ot_pay",
    "special_allowances",
    "gross_pay",
    "personal_contributions",
    "deductions",
    "net_pay",
    "paid_on",
    "unused_leave_days",
    "unused_leave_pay",
];
/// Rows that have lists and formats.
const ROWS: u32 = 10_000;
/// Posts in the list.
const POSTS: usize = 500;
/// Columns of the second sheet with the lists.
const LISTS: [u16; 2] = [4, 5];

/// The header of a column: a name by which every payroll is read.
fn header(name: &str, lang: Lang) -> String {
    let own = NAMES.iter().find(|known| known.column == name).and_then(|known| known.own.first());
    match (lang, own) {
        (Lang::Zh, Some(own)) => (*own).to_owned(),
        _ => name.to_owned(),
    }
}

/// The words for kinds of employment that are read without a profile.
fn kinds(lang: Lang) -> Vec<String> {
    let of = |word: &'static str| {
        let named = EMPLOYMENT.iter().find(|(_, words)| words.first() == Some(&word));
        let chinese = named.and_then(|(_, words)| words.get(1)).copied();
        if lang == Lang::Zh { chinese.unwrap_or(word) } else { word }.to_owned()
    };
    employments().into_iter().map(of).collect()
}

/// The posts of a contract, as they are shown.
fn posts(sheet: &TermSheet) -> Vec<String> {
    let codes = sheet.items.iter().filter_map(|item| item.term.selectors()?.grade.as_deref());
    let shown: BTreeSet<&str> = codes.map(|code| sheet.names.shown(NameKind::Grade, code)).collect();
    shown.into_iter().take(POSTS).map(str::to_owned).collect()
}

/// The workbook, as XLSX.
///
/// # Errors
/// The writer's.
pub fn workbook(sheet: &TermSheet, lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let coded = coded_columns(&CodeNames::of(sheet));
    let columns: Vec<String> = COLUMNS.iter().map(|name| (*name).to_owned()).chain(coded).collect();
    let explained = lang.t("template-explained");
    let lists = [posts(sheet), kinds(lang)];
    let mut book = Workbook::new();
    table(book.add_worksheet(), &columns, &lists, &explained, lang)?;
    notes(book.add_worksheet(), &columns, &lists, &explained, lang)?;
    book.save_to_buffer()
}

fn table(
    out: &mut Worksheet,
    columns: &[String],
    lists: &[Vec<String>; 2],
    explained: &str,
    lang: Lang,
) -> Result<(), XlsxError> {
    out.set_name(lang.t("template-payroll"))?;
    out.set_freeze_panes(1, 0)?;
    let bold = Format::new().set_bold().set_text_wrap();
    for (at, name) in columns.iter().enumerate() {
        let at = u16::try_from(at).unwrap_or(u16::MAX);
        out.write_with_format(0, at, header(name, lang), &bold)?;
        out.set_column_width(at, if at < 2 { 22 } else { 13 })?;
        // What a spreadsheet would make a date or a short number of stays text.
        match kind(name) {
            Kind::Enterprise | Kind::Text | Kind::Month | Kind::Employment => {
                out.set_column_format(at, &Format::new().set_num_format("@"))?;
            }
            Kind::Day => {
                out.set_column_format(at, &Format::new().set_num_format("yyyy-mm-dd"))?;
            }
            Kind::Amount => {}
        }
        let list = match name.as_str() {
            "grade" => 0,
            "employment" => 1,
            _ => continue,
        };
        if let Some(length) = lists.get(list).map(Vec::len).filter(|length| *length > 0) {
            let letter = if list == 0 { "E" } else { "F" };
            let range =
                format!("='{}'!${letter}$2:${letter}${}", explained.replace('\'', "''"), length.saturating_add(1));
            let mut choice = DataValidation::new().allow_list_formula(Formula::new(range));
            // A post that the contract does not name may be written all the same.
            if list == 0 {
                choice = choice.set_error_style(rust_xlsxwriter::DataValidationErrorStyle::Information);
            }
            out.add_data_validation(1, at, ROWS, at, &choice)?;
        }
    }
    Ok(())
}

fn notes(
    out: &mut Worksheet,
    columns: &[String],
    lists: &[Vec<String>; 2],
    explained: &str,
    lang: Lang,
) -> Result<(), XlsxError> {
    out.set_name(explained)?;
    let (bold, wrap) = (Format::new().set_bold(), Format::new().set_text_wrap());
    for (at, key) in (0_u16..).zip(["template-column", "template-needed", "template-what"]) {
        out.write_with_format(0, at, lang.t(key), &bold)?;
    }
    for (at, width) in [(0, 22), (1, 10), (2, 70), (4, 18), (5, 18)] {
        out.set_column_width(at, width)?;
    }
    for (row, name) in (1_u32..).zip(columns) {
        out.write(row, 0, header(name, lang))?;
        let needed = if domain::payroll::REQUIRED.contains(&name.as_str()) { "template-yes" } else { "template-no" };
        out.write(row, 1, lang.t(needed))?;
        out.write_with_format(row, 2, what(name, lang), &wrap)?;
    }
    for ((at, list), key) in LISTS.into_iter().zip(lists).zip(["grade", "employment"]) {
        out.write_with_format(0, at, column(key, lang), &bold)?;
        for (row, text) in (1_u32..).zip(list) {
            out.write(row, at, text.as_str())?;
        }
    }
    // What each word for employment means, beside it.
    for (row, word) in (1_u32..).zip(employments()) {
        out.write(row, 6, employment(word, lang))?;
    }
    out.set_column_width(6, 34)?;
    Ok(())
}

/// What stands in a column.
fn what(name: &str, lang: Lang) -> String {
    if COLUMNS.contains(&name) {
        return lang.t(&format!("template-what-{}", name.replace('_', "-")));
    }
    let shifts = name.starts_with("shifts_");
    lang.t(if shifts { "template-what-shifts" } else { "template-what-allowance" })
}
