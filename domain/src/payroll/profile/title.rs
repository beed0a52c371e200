//! Months and codes of enterprises that stand in a title or in the name of a sheet.

use super::kind::Kind;
use chrono::{Datelike, NaiveDate};
use unicode_normalization::UnicodeNormalization;

/// Length of a code of an enterprise.
const CODE: usize = 18;

/// The one value of this kind that stands in a text; `None`: there is none, or more than one.
pub(super) fn value(text: &str, kind: Kind, year: Option<i32>) -> Option<String> {
    let text: String = text.nfkc().collect();
    let found = match kind {
        Kind::Month => months(&text, year),
        Kind::Enterprise => codes(&text),
        _ => return None,
    };
    let mut found = found.into_iter();
    let first = found.next()?;
    found.all(|other| other == first).then_some(first)
}

/// Runs of digits with where they begin and end.
fn numbers(text: &str) -> Vec<(usize, usize, &str)> {
    let mut out = Vec::new();
    let mut from = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c.is_ascii_digit(), from) {
            (true, None) => from = Some(at),
            (false, Some(begin)) => {
                out.extend(text.get(begin..at).map(|digits| (begin, at, digits)));
                from = None;
            }
            _ => {}
        }
    }
    out
}

fn months(text: &str, year: Option<i32>) -> Vec<String> {
    let month = |year: &str, month: &str| {
        let day = NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, 1)?;
        (2000..=2100).contains(&day.year()).then(|| day.format("%Y-%m").to_string())
    };
    let numbers = numbers(text);
    let mut out = Vec::new();
    for (index, (_, end, digits)) in numbers.iter().enumerate() {
        if digits.len() == 6 {
            out.extend(digits.get(..4).zip(digits.get(4..)).and_then(|(y, m)| month(y, m)));
        } else if digits.len() == 4
            && let Some((begin, _, next)) = numbers.get(index + 1)
            && next.len() <= 2
            && text.get(*end..*begin).is_some_and(|between| {
                let between = between.trim();
                matches!(between, "年" | "-" | "/" | "." | "年度")
            })
        {
            out.extend(month(digits, next));
        }
    }
    if out.is_empty()
        && let Some(year) = year
    {
        let alone = |(_, end, digits): &(usize, usize, &str)| {
            let named = text.get(*end..).is_some_and(|rest| rest.trim_start().starts_with('月'));
            (digits.len() <= 2 && (named || numbers.len() == 1)).then(|| month(&format!("{year:04}"), digits)).flatten()
        };
        out.extend(numbers.iter().filter_map(alone));
    }
    out
}

/// Runs of 18 letters and digits that begin with a digit or letter of such codes.
fn codes(text: &str) -> Vec<String> {
    let runs = text.split(|c: char| !c.is_ascii_alphanumeric());
    let code = |run: &&str| run.len() == CODE && run.bytes().filter(u8::is_ascii_digit).count() >= 8;
    runs.filter(code).map(str::to_ascii_uppercase).collect()
}
