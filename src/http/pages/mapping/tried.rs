//! What came of the first rows.

use crate::http::pages::parts;
use crate::http::pages::visit::Visit;
use crate::service::audits::Trial;
use crate::text::file::line_faults;
use crate::text::profile::column;
use maud::{Markup, html};

/// Rows named of those left out.
const ROWS: usize = 10;

pub(super) fn trial(visit: &Visit, trial: &Trial) -> Markup {
    let (lang, t) = (visit.lang(), |key: &str| visit.t(key));
    if !trial.faults.is_empty() {
        return html! {};
    }
    let counts = [
        ("lines", trial.lines.to_string()),
        ("audited", trial.audited.to_string()),
        ("rejected", trial.rejected.to_string()),
        ("breaches", trial.breaches.to_string()),
    ];
    html! { section.card role="status" { h2 { (t("mapping-trial")) }
        p { (lang.ta("mapping-trial-counts", &counts.each_ref().map(|(name, value)| (*name, value.as_str())))) " "
            @if trial.rejected == 0 { (parts::badge("good", &t("mapping-trial-good"))) } @else { (parts::badge("warn", &t("mapping-trial-rejects"))) } }
        @if !trial.left_out.is_empty() { ul { @for (kind, left) in &trial.left_out {
            @let rows: Vec<String> = left.rows.iter().take(ROWS).map(|row| format!("{} {}", row.row, row.text)).collect();
            @let kind = t(&format!("left-{}", kind.word()));
            li { (lang.ta("audit-left-out", &[("count", &left.count.to_string()), ("kind", &kind), ("rows", &rows.join(&t("list-comma")))])) }
        } } }
        @if !trial.rejects.is_empty() {
            h3 { (t("mapping-rejects")) }
            ul.rejects { @for reject in &trial.rejects { li {
                @if let Some(sheet) = &reject.sheet { (lang.ta("file-at-sheet", &[("sheet", sheet)])) }
                (lang.ta("file-line", &[("row", &reject.line.to_string()), ("fault", &line_faults(&reject.faults, lang))]))
            } } }
        }
        @if !trial.rows.is_empty() { details { summary { (t("mapping-rows")) }
            @for row in &trial.rows { ul.made-of { @for cell in row.iter().filter(|cell| !cell.value.is_empty()) {
                li { (column(&cell.column, lang)) (lang.colon()) strong { (cell.value) } @if !cell.source.is_empty() { " " span.hint { "← " (cell.source) (lang.colon()) (cell.read.join(" | ")) } } }
            } } }
        } }
        div.buttons { button.primary name="do" value="run" { (t("mapping-run")) } }
    } }
}
