//! A payroll to be filled in, in the reader's language: the audit's own columns, the contract's posts and codes.

use super::profile::column;
use crate::i18n::Lang;
use crate::service::audits::{List, Template, TemplateColumn};
use domain::payroll::profile::{Kind, coded_columns, employments, kind};
use domain::payroll::{CodeNames, EMPLOYMENT, NAMES, REQUIRED};
use domain::term::{NameKind, TermSheet};
use std::collections::BTreeSet;

/// Columns of the template, in order; those of the contract's codes follow.
const COLUMNS: [&str; 20] = [
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
/// Posts in the list.
const POSTS: usize = 500;
/// Columns of the contract's codes.
const CODED: usize = 100;

/// The template for a contract.
pub fn template(sheet: &TermSheet, lang: Lang) -> Template {
    let coded = coded_columns(&CodeNames::of(sheet)).into_iter().take(CODED);
    let names: Vec<String> = COLUMNS.iter().map(|name| (*name).to_owned()).chain(coded).collect();
    let list = |name: &str, words, open| List { name: column(name, lang), words, open };
    Template {
        sheets: ["template-payroll", "template-explained"].map(|key| lang.t(key)),
        explained: ["template-column", "template-needed", "template-what"].map(|key| lang.t(key)),
        columns: names.iter().map(|name| of(name, lang)).collect(),
        lists: vec![list("grade", posts(sheet), true), list("employment", kinds(lang), false)],
    }
}

fn of(name: &str, lang: Lang) -> TemplateColumn {
    let format = match kind(name) {
        // What a spreadsheet would make a date or a short number of stays text.
        Kind::Enterprise | Kind::Text | Kind::Month | Kind::Employment => Some("@"),
        Kind::Day => Some("yyyy-mm-dd"),
        Kind::Amount => None,
    };
    let list = ["grade", "employment"].iter().position(|listed| *listed == name);
    let needed = lang.t(if REQUIRED.contains(&name) { "template-yes" } else { "template-no" });
    TemplateColumn { header: header(name, lang), format, list, needed, what: what(name, lang) }
}

/// A name by which every payroll is read.
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

/// What stands in a column.
fn what(name: &str, lang: Lang) -> String {
    if COLUMNS.contains(&name) {
        return lang.t(&format!("template-what-{}", name.replace('_', "-")));
    }
    let key = if name.starts_with("shifts_") {
        "template-what-shifts"
    } else if name.starts_with("allowance_") {
        "template-what-allowance"
    } else {
        "template-what-coded"
    };
    lang.t(key)
}
