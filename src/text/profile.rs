//! Profiles in the reader's language: what is wrong with one, what a guess asks or is unsure of, names of our columns.

use super::sheet_fault;
use crate::i18n::Lang;
use domain::payroll::NAMES;
use domain::payroll::profile::{Mark, is_column};
use domain::term::{Problem, SheetFaults};

/// Names told of one mark.
const TOLD: usize = 20;

/// A column of ours, or a field of a profile, as its reader knows it.
pub fn column(name: &str, lang: Lang) -> String {
    if NAMES.iter().any(|known| known.column == name) {
        lang.t(&format!("column-{}", name.replace('_', "-")))
    } else if is_column(name) {
        coded(name, lang)
    } else {
        lang.t(&format!("profile-field-{name}"))
    }
}

/// A column that has a code of the contract in its name.
fn coded(name: &str, lang: Lang) -> String {
    let parts = [("allowance_", "column-coded-allowance"), ("shifts_", "column-coded-shifts")];
    let found = parts.iter().find_map(|(front, key)| Some((name.strip_prefix(front)?, *key)));
    found.map_or_else(|| name.to_owned(), |(code, key)| lang.ta(key, &[("code", code)]))
}

/// A kind of employment.
pub fn employment(word: &str, lang: Lang) -> String {
    lang.t(&format!("payroll-employment-{}", word.replace('_', "-")))
}

/// Faults of what was chosen on a page: columns by their names, not by their place in the profile.
pub fn choice_fault(faults: &SheetFaults, lang: Lang) -> Vec<String> {
    let one = |fault: &domain::term::SheetFault| {
        let ours = fault.field.split_once("].columns.").map(|(_, rest)| rest.split('.').next().unwrap_or(rest));
        let told = match (&fault.problem, ours) {
            (Problem::Missing, Some(_)) => lang.t("mapping-needed"),
            (problem, _) => sheet_fault(problem, lang),
        };
        let name = match (ours, fault.field.as_str()) {
            (Some(ours), _) => column(ours, lang),
            (None, "name") => lang.t("mapping-name"),
            (None, field) => field.to_owned(),
        };
        format!("{name}{}{told}", lang.colon())
    };
    let mut told: Vec<String> = faults.iter().map(one).collect();
    told.dedup();
    told
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
    lang.ta(&key, &[("column", &column), ("names", &names.join(&comma))]).trim_end().to_owned()
}
