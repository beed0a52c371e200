//! How a payroll was read and what was left out of it, in the reader's language.

use crate::i18n::Lang;
use domain::payroll::Summary;

/// Rows named of each kind that was left out.
const ROWS: usize = 10;

/// How the file was read and what was left out of it, a line each.
pub fn reading(summary: &Summary, lang: Lang) -> Vec<String> {
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
    lines
}
