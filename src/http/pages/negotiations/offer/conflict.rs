//! A colleague saved since: both versions beside each other, and nothing of either is lost.

use super::words;
use crate::http::pages::parts;
use crate::http::pages::visit::Visit;
use crate::i18n::Lang;
use crate::service::drafts::DraftView;
use crate::service::negotiations::NegotiationView;
use domain::term::{loose_cells, loose_changes};
use maud::{Markup, html};
use serde_json::Value;

/// At most so many differing cells are shown.
const MOST: usize = 40;

/// A longer sheet is not shown whole, in bytes.
const LONGEST: usize = 200 << 10;

/// Who saved what meanwhile (`None`: tabled or thrown away), against what stands in the form.
pub(super) fn panel(visit: &Visit, view: &NegotiationView, theirs: Option<&DraftView>, mine: &Value) -> Markup {
    let lang = visit.lang();
    let nothing = Value::Null;
    let saved = theirs.map_or(&nothing, |draft| &draft.sheet);
    let titles = words::all_titles(view, &[saved, mine], lang);
    let version = theirs.map_or(0, |draft| draft.version);
    html! {
        section.complaint.conflict role="alert" {
            h2 { (visit.t("conflict")) }
            @match theirs {
                Some(draft) => {
                    p { (lang.ta("conflict-saved", &[("by", &draft.updated_by), ("version", &draft.version.to_string())])) " "
                        (parts::moment(draft.updated_at, visit.app().zone)) }
                    p { (visit.t("conflict-nothing-lost")) }
                    (words::changes(&loose_changes(&draft.sheet, mine), ["colleagues-version", "your-version"], &titles, MOST, lang))
                }
                None => { p { (visit.t("conflict-gone")) } }
            }
            p.buttons {
                @if theirs.is_some() { a.button href={ "/negotiations/" (view.opening.id) "/offer" } { (visit.t("take-colleagues")) } }
                button name="do" value={ "overwrite." (version) } { (visit.t(if theirs.is_some() { "overwrite" } else { "save-as-new" })) }
            }
            details { summary { (visit.t("mine-as-text")) }
                textarea rows="8" readonly aria-label=(visit.t("mine-as-text")) { (text(saved, mine, &titles, lang)) } }
        }
    }
}

/// A sheet as lines to copy; of a long one what differs from the saved one.
fn text(saved: &Value, mine: &Value, titles: &words::Titles, lang: Lang) -> String {
    let mut cells = loose_cells(mine);
    if cells.values().map(String::len).fold(cells.len().saturating_mul(60), usize::saturating_add) > LONGEST {
        let there = loose_cells(saved);
        cells.retain(|cell, text| there.get(cell) != Some(text));
    }
    let line = |((item, field), text): ((String, String), String)| {
        let title = titles.get(&item).cloned().unwrap_or(item);
        let (name, text) = (titles.field(&field, lang), titles.text(&field, &text, lang));
        let name = if title.is_empty() { name } else { format!("{title} · {name}") };
        format!("{name}{}{text}\n", lang.colon())
    };
    cells.into_iter().map(line).collect()
}
