//! Notes and marks as their side sees them.

use crate::http::pages::negotiations::header::{Tab, header};
use crate::http::pages::shell::{Section, page as frame};
use crate::http::pages::visit::Visit;
use crate::http::pages::{form, parts};
use crate::service::negotiations::NegotiationView;
use crate::service::notes::{Caucus, ItemNotes, Mark, NoteView};
use crate::text::problem::Problem;
use crate::text::term::item_title;
use domain::limits;
use maud::{Markup, html};
use std::collections::HashSet;
use uuid::Uuid;

/// Items that are listed on one page.
const ITEMS: usize = 200;

/// What was typed and could not be kept.
#[derive(Default)]
pub(super) struct Typed {
    pub problem: Option<Problem>,
    /// The note being changed; none: a new one.
    pub note: Option<uuid::Uuid>,
    pub item: Option<String>,
    pub text: String,
}

pub(super) fn page(
    visit: &Visit,
    view: &NegotiationView,
    caucus: &Caucus,
    only: Option<&str>,
    from: Option<&str>,
    typed: &Typed,
) -> Markup {
    let t = |key: &str| visit.t(key);
    let title = format!("{} · {}", t("tab-notes"), view.opening.title);
    let told: HashSet<&str> = caucus.notes.iter().filter_map(|note| note.item.as_deref()).collect();
    let spoken = caucus.items.iter().filter(|item| told.contains(item.key.as_str()));
    let start = from.and_then(|key| caucus.items.iter().position(|item| item.key == key)).unwrap_or(0);
    let listed = || caucus.items.iter().filter(|i| only.is_none_or(|key| key == i.key)).skip(start);
    let items: Vec<&ItemNotes> = listed().take(ITEMS).collect();
    let further = listed().nth(ITEMS);
    frame(
        visit,
        Section::Negotiations,
        &title,
        html! {
            (header(visit, view, Tab::Notes))
            p.notice { (t("notes-private")) }
            @if let Some(problem) = &typed.problem { (parts::complaint(problem, visit.lang())) }
            @if only.is_some() { p { a href={ "/negotiations/" (view.opening.id) "/notes" } { (t("notes-all")) } } }
            div.caucus {
                div {
                    @if caucus.may_write { (write(visit, view.opening.id, &items, only, typed)) }
                    @if only.is_none() { (group(visit, view.opening.id, caucus, None, only, typed)) }
                    @for item in spoken { (group(visit, view.opening.id, caucus, Some(item), only, typed)) }
                    @if caucus.notes.is_empty() { p.hint { (t("notes-none")) } }
                    @if let Some(next) = &caucus.next { nav.pages aria-label=(t("pages")) {
                        a rel="next" href={ "?" @if let Some(key) = only { "item=" (form::escape(key)) "&" } "after=" (next) } { (t("page-older")) }
                    } }
                }
                @if !items.is_empty() { (marks(visit, view.opening.id, caucus, &items, further, only)) }
            }
        },
    )
}

pub(super) fn title(visit: &Visit, item: &ItemNotes) -> String {
    item.item.as_ref().map_or_else(|| item.key.clone(), |known| item_title(known, &item.names, visit.lang()))
}

pub(super) fn badge(visit: &Visit, mark: Option<Mark>) -> Markup {
    match mark {
        Some(Mark::MustHave) => parts::badge("warn", &visit.t("mark-must_have")),
        Some(Mark::TradeOff) => parts::badge("calm", &visit.t("mark-trade_off")),
        None => html! {},
    }
}

/// A form of this page carries what it was narrowed to.
fn carried(visit: &Visit, only: Option<&str>) -> Markup {
    html! { (form::token(&visit.caller.csrf)) @if let Some(key) = only { input type="hidden" name="only" value=(key); } }
}

fn write(visit: &Visit, id: Uuid, items: &[&ItemNotes], only: Option<&str>, typed: &Typed) -> Markup {
    let fresh = typed.note.is_none();
    let chosen = typed.item.as_deref().filter(|_| fresh).or(only);
    html! {
        form.card method="post" action={ "/negotiations/" (id) "/notes" } {
            (carried(visit, only))
            h2 { (visit.t("note-new")) }
            div.field { label for="item" { (visit.t("note-about")) }
                select id="item" name="item" {
                    option value="" { (visit.t("note-whole")) }
                    @for item in items.iter().filter(|item| item.item.is_some()) {
                        option value=(item.key) selected[chosen == Some(item.key.as_str())] { (title(visit, item)) }
                    }
                } }
            div.field { label for="text" { (visit.t("note")) }
                textarea id="text" name="text" rows="4" maxlength=(limits::TEXT) required { @if fresh { (typed.text) } } }
            button.primary { (visit.t("note-write")) }
        }
    }
}

fn group(
    visit: &Visit,
    id: Uuid,
    caucus: &Caucus,
    item: Option<&ItemNotes>,
    only: Option<&str>,
    typed: &Typed,
) -> Markup {
    let key = item.map(|item| item.key.as_str());
    let notes: Vec<&NoteView> = caucus.notes.iter().filter(|note| note.item.as_deref() == key).collect();
    html! { @if !notes.is_empty() {
        section { h2 { @match item {
            None => { (visit.t("note-whole")) }
            Some(item) => { (title(visit, item)) " " (badge(visit, item.mark)) }
        } }
        ul.entries { @for note in notes { li { (entry(visit, id, note, only, typed)) } } } }
    } }
}

fn entry(visit: &Visit, id: Uuid, note: &NoteView, only: Option<&str>, typed: &Typed) -> Markup {
    let zone = visit.app().zone;
    let at = format!("/negotiations/{id}/notes/{}", note.id);
    let retry = typed.note == Some(note.id);
    html! {
        p.prose { (note.text) }
        p.hint { (note.writer) " · " (parts::moment(note.written_at, zone))
            @if let Some(edited) = note.edited_at { " · " (visit.t("note-edited")) " " (parts::moment(edited, zone)) } }
        @if note.yours {
            details open[retry] { summary { (visit.t("note-change")) }
                form method="post" action=(at) {
                    (carried(visit, only))
                    input type="hidden" name="version" value=(note.version);
                    div.field { label for={ "note-" (note.id) } { (visit.t("note")) }
                        textarea id={ "note-" (note.id) } name="text" rows="4" maxlength=(limits::TEXT) required { @if retry { (typed.text) } @else { (note.text) } } }
                    button { (visit.t("note-save")) }
                }
                form.inline method="post" action={ (at) "/remove" } { (carried(visit, only)) button { (visit.t("note-remove")) } }
            }
        }
    }
}

/// What each item is to the side: one form, saved at once.
fn marks(
    visit: &Visit,
    id: Uuid,
    caucus: &Caucus,
    items: &[&ItemNotes],
    further: Option<&ItemNotes>,
    only: Option<&str>,
) -> Markup {
    let word = |mark: Option<Mark>| mark.map(parts::word).unwrap_or_default();
    html! {
        aside { form.card method="post" action={ "/negotiations/" (id) "/marks" } {
            (carried(visit, only))
            h2 { (visit.t("give-and-take")) }
            p.hint { (visit.t("marks-hint")) }
            @for item in items {
                @let mark = word(item.mark);
                @let field = format!("mark-{}", item.key.replace('.', "-"));
                div.item-mark {
                    label for=(field) { (title(visit, item)) }
                    @if caucus.may_write && item.item.is_some() {
                        input type="hidden" name="key" value=(item.key);
                        input type="hidden" name={ "was." (item.key) } value=(mark);
                        select id=(field) name={ "mark." (item.key) } {
                            option value="" { "—" }
                            @for word in ["must_have", "trade_off"] {
                                option value=(word) selected[mark == word] { (visit.t(&format!("mark-{word}"))) }
                            }
                        }
                    } @else { (badge(visit, item.mark)) }
                }
            }
            @if caucus.may_write { button { (visit.t("marks-save")) } }
            @if let Some(item) = further { p { a rel="next" href={ "?from=" (form::escape(&item.key)) } { (visit.t("further-items")) } } }
        } }
    }
}
