//! The side's own notes beside the table: a mark and a count at an item, the latest beneath.

use super::view::{badge, title};
use crate::http::pages::negotiations::table::Scene;
use crate::http::pages::visit::Visit;
use crate::http::pages::{form, parts};
use crate::service::notes::{Caucus, NoteView};
use maud::{Markup, html};
use uuid::Uuid;

/// How many of the latest notes stand beside the table.
const LATEST: usize = 3;

/// At an item: its mark, and how many notes there are.
pub(in crate::http::pages::negotiations) fn item(scene: &Scene<'_>, caucus: &Caucus, key: &str) -> Markup {
    let visit = scene.visit;
    let (mark, count) = caucus.of(key).map_or((None, 0), |item| (item.mark, item.notes));
    html! {
        (badge(visit, mark)) " "
        a.small href={ "/negotiations/" (scene.id()) "/notes?item=" (form::escape(key)) } {
            @if count == 0 { (scene.t("note-new")) } @else { (visit.lang().ta("notes-count", &[("count", &count.to_string())])) }
        }
    }
}

/// The latest notes, and the way to all of them.
pub(in crate::http::pages::negotiations) fn panel(visit: &Visit, id: Uuid, caucus: &Caucus) -> Markup {
    let about = |note: &NoteView| match &note.item {
        None => visit.t("note-whole"),
        Some(key) => caucus.of(key).map_or_else(|| key.clone(), |item| title(visit, item)),
    };
    html! {
        section.card.private { h2 { (visit.t("tab-notes")) }
            p.hint { (visit.t("notes-private")) }
            @if caucus.notes.is_empty() { p.hint { (visit.t("notes-none")) } }
            @else { ul.entries { @for note in caucus.notes.iter().take(LATEST) { li {
                strong { (about(note)) }
                p.prose { (note.text) }
                p.hint { (note.writer) " · " (parts::moment(note.written_at, visit.app().zone)) }
            } } } }
            p { a href={ "/negotiations/" (id) "/notes" } {
                @if caucus.notes.is_empty() { (visit.t("note-new")) }
                @else { (visit.lang().ta("notes-all-count", &[("count", &caucus.total.to_string())])) }
            } }
        }
    }
}
