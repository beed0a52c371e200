//! The summary of an audit as `concord audit` prints it.

use crate::i18n::Lang;
use crate::text::audit::place;
use crate::text::audit_notes::notes;
use domain::payroll::Summary;

/// Rows named of each kind that was left out.
const ROWS: usize = 10;

/// The summary as text: how the file was read, what was left out, the counts by rule.
pub(super) fn table(summary: &Summary, currency: &str, lang: Lang) -> String {
    let count = |number: u64| number.to_string();
    let mut out = reading(summary, lang);
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

/// How the file was read and what was left out of it, a line each.
fn reading(summary: &Summary, lang: Lang) -> String {
    let reading = &summary.reading;
    let comma = lang.t("list-comma");
    let mut lines = Vec::new();
    for header in &reading.headers {
        let rows: Vec<String> = header.rows.iter().map(u64::to_string).collect();
        let sheet = header.sheet.as_ref().map(|sheet| lang.ta("audit-of-sheet", &[("sheet", sheet)]));
        let args = [("rows", rows.join("–")), ("sheet", sheet.unwrap_or_default())];
        lines.push(lang.ta("audit-read-header", &args.each_ref().map(|(name, value)| (*name, value.as_str()))));
    }
    if let (Some(encoding), Some(delimiter)) = (&reading.encoding, &reading.delimiter)
        && (encoding != "UTF-8" || delimiter != ",")
    {
        let shown = if delimiter == "\t" { "Tab" } else { delimiter };
        lines.push(lang.ta("audit-read-text", &[("encoding", encoding), ("delimiter", shown)]));
    }
    if !reading.columns.is_empty() {
        let columns: Vec<String> = reading.columns.iter().map(|as_| format!("{} → {}", as_.name, as_.column)).collect();
        lines.push(lang.ta("audit-read-as", &[("columns", &columns.join(&comma))]));
    }
    if !summary.sheets.read.is_empty() {
        lines.push(lang.ta("audit-sheets-read", &[("sheets", &summary.sheets.read.join(&comma))]));
    }
    for sheet in &summary.sheets.not_read {
        let reason = lang.t(&format!("sheet-{}", sheet.reason));
        lines.push(lang.ta("audit-sheet-not-read", &[("sheet", &sheet.name), ("reason", &reason)]));
    }
    for (kind, left) in &summary.left_out {
        let mut rows: Vec<String> =
            left.rows.iter().take(ROWS).map(|row| format!("{} {}", row.row, row.text)).collect();
        if left.rows.len() > ROWS {
            rows.push("…".to_owned());
        }
        let kind = lang.t(&format!("left-{}", kind.word()));
        let count = left.count.to_string();
        lines.push(lang.ta("audit-left-out", &[("count", &count), ("kind", &kind), ("rows", &rows.join(&comma))]));
    }
    lines.into_iter().map(|line| line + "\n").collect()
}
