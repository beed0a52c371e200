//! What a summary says beside its counts by rule, a sentence each: what is owed, what could not be tested, who has no line.

use super::audit::place;
use super::file::known;
use crate::i18n::Lang;
use domain::payroll::{Summary, Unmatched};

/// Texts told of each kind.
const TEXTS: usize = 20;

/// All of them that apply, in order of weight.
pub fn notes(summary: &Summary, currency: &str, lang: Lang) -> Vec<String> {
    let mut out = vec![lang.ta(
        "audit-owed",
        &[
            ("total", &summary.owed.total),
            ("repaid", &summary.owed.repaid),
            ("open", &summary.owed.open),
            ("currency", currency),
        ],
    )];
    out.extend(missing_columns(summary, lang));
    let lists = [
        ("audit-unmatched-grades", &summary.unmatched_grades, summary.unmatched_grades_more),
        ("audit-unmatched-operations", &summary.unmatched_operations, summary.unmatched_operations_more),
    ];
    out.extend(lists.into_iter().filter(|(_, texts, _)| !texts.is_empty()).map(|(key, texts, more)| {
        let texts = unmatched(texts, more, lang);
        lang.ta(key, &[("texts", &texts)])
    }));
    let counts = [
        ("audit-missing-lines", summary.missing_lines),
        ("audit-missing-months", summary.missing_months),
        ("audit-repeated", summary.repeated),
        ("audit-back-pay-not-earlier", summary.back_pay.not_earlier),
    ];
    let counted = counts.into_iter().filter(|(_, count)| *count > 0);
    out.extend(counted.map(|(key, count)| lang.ta(key, &[("count", &count.to_string())])));
    let sums = [
        ("audit-back-pay", &summary.back_pay.all),
        ("audit-back-pay-without-months", &summary.back_pay.without_months),
        ("audit-fines", &summary.fines),
    ];
    out.extend(sums.into_iter().filter(|(_, sum)| sum.lines > 0).map(|(key, sum)| {
        let lines = sum.lines.to_string();
        lang.ta(key, &[("lines", &lines), ("amount", &sum.amount), ("currency", currency)])
    }));
    out.extend(summary.raises.iter().take(TEXTS).map(|raise| {
        let n = raise.n.to_string();
        let args = [
            ("enterprise", raise.enterprise_id.as_str()),
            ("item", &raise.item),
            ("n", &n),
            ("percent", &raise.percent),
            ("low", &raise.low),
        ];
        lang.ta("audit-raise", &args)
    }));
    out
}

/// Columns that are not there and what could not be tested without them.
pub fn missing_columns(summary: &Summary, lang: Lang) -> Option<String> {
    if summary.missing_columns.is_empty() {
        return None;
    }
    let columns: Vec<String> = summary.missing_columns.iter().map(|column| known(column)).collect();
    let mut rules: Vec<_> = summary.missing_column_records.iter().collect();
    rules.sort_by_key(|(rule, _)| place(rule));
    let rules: Vec<String> = rules.into_iter().map(|(rule, records)| format!("{rule} {records}")).collect();
    let comma = lang.t("list-comma");
    let args = [("columns", columns.join(&comma)), ("rules", rules.join(&comma))];
    Some(lang.ta("audit-missing-columns", &args.each_ref().map(|(name, value)| (*name, value.as_str()))))
}

/// Texts with their lines; of others how many lines.
fn unmatched(texts: &[Unmatched], more: u64, lang: Lang) -> String {
    let mut told: Vec<String> =
        texts.iter().take(TEXTS).map(|unmatched| format!("{} ({})", unmatched.text, unmatched.lines)).collect();
    let left: u64 = texts.iter().skip(TEXTS).map(|unmatched| unmatched.lines).sum();
    if left.saturating_add(more) > 0 {
        told.push(format!("… ({})", left.saturating_add(more)));
    }
    told.join(&lang.t("list-comma"))
}
