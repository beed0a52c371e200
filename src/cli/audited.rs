//! The summary of an audit as `concord audit` prints it.

use crate::i18n::Lang;
use crate::text::audit::place;
use crate::text::audit_notes::notes;
use crate::text::reading::reading;
use domain::payroll::Summary;

/// The summary as text: how the file was read, what was left out, the counts by rule.
pub(super) fn table(summary: &Summary, currency: &str, lang: Lang) -> String {
    let count = |number: u64| number.to_string();
    let mut out: String = reading(summary, lang).into_iter().map(|line| line + "\n").collect();
    out.push_str(&lang.ta(
        "audit-counts",
        &[
            ("lines", &count(summary.lines)),
            ("audited", &count(summary.audited)),
            ("rejected", &count(summary.rejected)),
            ("enterprises", &count(summary.enterprises)),
            ("workers", &count(summary.workers)),
        ],
    ));
    let words = ["outcome-pass", "outcome-breach", "outcome-cannot-conclude", "outcome-not-applicable"];
    out.push_str(&format!("\n{:<12}", lang.t("audit-rule")));
    for word in words {
        out.push_str(&format!(" | {}", lang.t(word)));
    }
    out.push_str(&format!(" | {}", lang.ta("audit-shortfall", &[("currency", currency)])));
    let mut rules: Vec<_> = summary.rules.iter().collect();
    rules.sort_by_key(|(rule, _)| place(rule));
    for (rule, counts) in rules {
        out.push_str(&format!(
            "\n{rule:<12} | {:>8} | {:>8} | {:>8} | {:>8} | {:>14}",
            counts.pass, counts.breach, counts.cannot_conclude, counts.not_applicable, counts.shortfall
        ));
    }
    let lists = [
        ("audit-unknown-columns", &summary.unknown_columns),
        ("audit-roster-unknown", &summary.roster_unknown_columns),
    ];
    for (key, names) in lists.into_iter().filter(|(_, names)| !names.is_empty()) {
        out.push_str(&format!("\n{} {}", lang.t(key), names.join(", ")));
    }
    for line in notes(summary, currency, lang) {
        out.push_str(&format!("\n{line}"));
    }
    if summary.audited == 0 {
        out.push_str(&format!("\n{}", lang.t("audit-nothing")));
    } else if summary.rejected > 0 {
        out.push_str(&format!("\n{}", lang.ta("audit-rejected", &[("rejected", &count(summary.rejected))])));
    }
    out.push('\n');
    out
}
