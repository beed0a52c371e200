//! Profiles in the reader's language: what is wrong with one, what a guess asks or is unsure of, names of our columns.

use super::sheet_fault;
use crate::i18n::Lang;
use domain::payroll::NAMES;
use domain::payroll::profile::{Mark, is_column};
use domain::term::SheetFaults;

/// Names told of one mark.
const TOLD: usize = 20;

/// A column of ours as its reader knows it: the first of its Chinese names, in English words made of its key.
pub fn column(name: &str, lang: Lang) -> String {
    let own = NAMES.iter().find(|known| known.column == name).and_then(|known| known.own.first());
    match (lang, own) {
        (Lang::Zh, Some(own)) => (*own).to_owned(),
        _ if !is_column(name) => lang.t(&format!("profile-field-{name}")),
        _ => {
            let key = format!("column-{}", name.replace('_', "-"));
            if own.is_some() { lang.t(&key) } else { coded(name, lang) }
        }
    }
}

/// A column that has a code of the contract in its name.
fn coded(name: &str, lang: Lang) -> String {
    let parts = [("allowance_", "column-coded-allowance"), ("shifts_", "column-coded-shifts")];
    let found = parts.iter().find_map(|(front, key)| Some((name.strip_prefix(front)?, *key)));
    found.map_or_else(|| name.to_owned(), |(code, key)| lang.ta(key, &[("code", code)]))
}

/// Faults of a profile, a sentence each.
pub fn profile_faults(faults: &SheetFaults, lang: Lang) -> Vec<String> {
    let one = |fault: &domain::term::SheetFault| {
        let told = sheet_fault(&fault.problem, lang);
        if fault.field.is_empty() { told } else { format!("{}: {told}", fault.field) }
    };
    let more = (faults.more > 0).then(|| lang.ta("faults-more", &[("count", &faults.more.to_string())]));
    faults.iter().map(one).chain(more).collect()
}

/// What a guess asks or is unsure of.
pub fn mark(mark: &Mark, lang: Lang) -> String {
    let mut names: Vec<&str> = mark.names.iter().take(TOLD).map(String::as_str).collect();
    if mark.names.len() > TOLD {
        names.push("…");
    }
    let comma = lang.t("list-comma");
    let column = column(&mark.column, lang);
    let key = format!("profile-why-{}", mark.why.word().replace('_', "-"));
    lang.ta(&key, &[("column", &column), ("names", &names.join(&comma))])
}
