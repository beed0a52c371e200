//! Documents as they are shown.

use crate::http::pages::negotiations::header::{Tab, header};
use crate::http::pages::shell::{Section, page as frame};
use crate::http::pages::visit::Visit;
use crate::http::pages::{form, parts};
use crate::service::documents::DocumentView;
use crate::service::negotiations::NegotiationView;
use crate::service::page::Page;
use crate::text::problem::Problem;
use domain::bargaining::{Act, ActKind};
use domain::party::{MandateRole, Side};
use maud::{Markup, html};
use uuid::Uuid;

pub(super) fn page(
    visit: &Visit,
    view: &NegotiationView,
    shown: &Page<DocumentView>,
    failed: Option<&Problem>,
) -> Markup {
    let t = |key: &str| visit.t(key);
    let represents = matches!(view.role, MandateRole::ChiefRepresentative | MandateRole::Representative);
    let own = view.capacity.side();
    let documents = shown.items.as_slice();
    let unserved: Vec<_> = documents.iter().filter(|d| d.served_seq.is_none()).collect();
    let title = format!("{} · {}", t("tab-documents"), view.opening.title);
    frame(
        visit,
        Section::Negotiations,
        &title,
        html! {
            (header(visit, view, Tab::Documents))
            @if let Some(problem) = failed { (parts::complaint(problem, visit.lang())) }
            @if own.is_some() {
                section.card { h2 { (t("documents-own")) }
                    p.hint { (t("documents-own-hint")) }
                    @if unserved.is_empty() { p.hint { (t("documents-own-none")) } }
                    @else { ul.entries { @for document in unserved { li {
                        (entry(visit, view.opening.id, document))
                        @if represents { (deliver(visit, view, document)) }
                    } } } }
                    @if represents { (upload(visit)) }
                }
            }
            @for side in [Side::WorkerSide, Side::EmployerSide] {
                section { h2 { (visit.lang().ta("documents-served-by", &[("side", &t(&format!("capacity-{}", parts::word(side))))])) }
                    (shelf(visit, view.opening.id, documents, side)) }
            }
            @if let Some(next) = &shown.next { nav.pages aria-label=(t("pages")) {
                a rel="next" href={ "?after=" (next) } { (t("page-older")) }
            } }
        },
    )
}

fn shelf(visit: &Visit, id: Uuid, documents: &[DocumentView], side: Side) -> Markup {
    let served: Vec<_> = documents.iter().filter(|d| d.side == side && d.served_seq.is_some()).collect();
    html! {
        @if served.is_empty() { p.hint { (visit.t("documents-served-none")) } }
        @else { ul.entries { @for document in served { li { (entry(visit, id, document)) } } } }
    }
}

/// One document: its name saves it; below stands what it is.
fn entry(visit: &Visit, id: Uuid, document: &DocumentView) -> Markup {
    let zone = visit.app().zone;
    html! {
        div.title { a href={ "/negotiations/" (id) "/documents/" (document.id) } download { strong { (document.name) } }
            span.hint { (kind(visit, &document.media_type)) " · " (size(document.size)) }
            @if document.confidential { (parts::badge("warn", &visit.t("label-confidential"))) } }
        p.hint { @match document.served_seq {
            Some(seq) => { a href={ "/negotiations/" (id) "/acts/" (seq) } { (visit.lang().ta("served-by-act", &[("seq", &seq.to_string())])) } }
            None => { (visit.t("stored-at")) " " (parts::moment(document.uploaded_at, zone)) }
        } }
        p.hint { "SHA-256 " code.hash { (document.sha256) } }
    }
}

/// Serving it, or taking it away.
fn deliver(visit: &Visit, view: &NegotiationView, document: &DocumentView) -> Markup {
    let at = format!("/negotiations/{}/documents/{}", view.opening.id, document.id);
    html! {
        div.inline {
            @if view.open.contains(&ActKind::ServeDocument) {
                form.inline method="post" action={ (at) "/serve" } {
                    (form::token(&visit.caller.csrf))
                    input type="hidden" name="expected" value=(view.version);
                    label { input type="checkbox" name="confidential" value="yes" checked[document.confidential]; " " (visit.t("label-confidential")) }
                    button.primary { (visit.t("act-serve_document")) }
                }
            }
            form.inline method="post" action={ (at) "/remove" } { (form::token(&visit.caller.csrf)) button { (visit.t("document-remove")) } }
        }
    }
}

fn upload(visit: &Visit) -> Markup {
    html! {
        form.upload method="post" enctype="multipart/form-data" {
            (form::token(&visit.caller.csrf))
            div.field { label for="file" { (visit.t("document-add")) }
                input id="file" type="file" name="file" required accept=".pdf,.docx,.xlsx,.png,.jpg,.jpeg,.txt,.csv" aria-describedby="file-hint";
                p.hint id="file-hint" { (visit.t("document-add-hint")) } }
            div.field.check { label { input type="checkbox" name="confidential" value="yes"; " " (visit.t("label-confidential")) }
                p.hint { (visit.t("confidential-hint")) } }
            button { (visit.t("document-store")) }
        }
    }
}

/// What the act of a delivery names.
pub(in crate::http::pages::negotiations) fn served(visit: &Visit, negotiation: Uuid, act: &Act) -> Markup {
    let Act::ServeDocument { document, name, media_type, size: bytes, sha256, confidential } = act else {
        return html! {};
    };
    html! { dl {
        dt { (visit.t("document")) } dd { a href={ "/negotiations/" (negotiation) "/documents/" (document) } download { (name) } }
        dt { (visit.t("document-kind")) } dd { (kind(visit, media_type)) " · " (size(*bytes)) }
        dt { "SHA-256" } dd { code.hash { (sha256) } }
        dt { (visit.t("label-confidential")) } dd { (visit.t(if *confidential { "yes" } else { "no" })) }
    } }
}

/// A media type in words.
fn kind(visit: &Visit, media_type: &str) -> String {
    let word = match media_type {
        "application/pdf" => return "PDF".to_owned(),
        "image/png" => return "PNG".to_owned(),
        "image/jpeg" => return "JPEG".to_owned(),
        "text/csv" => return "CSV".to_owned(),
        "text/plain" => "document-text",
        sheet if sheet.ends_with("sheet") => "document-sheet",
        _ => "document-prose",
    };
    visit.t(word)
}

/// Bytes, rounded down to a tenth of the unit.
fn size(bytes: u64) -> String {
    let (unit, word) = match bytes {
        0..1024 => return format!("{bytes} B"),
        1024..1_048_576 => (1024, "KiB"),
        _ => (1_048_576, "MiB"),
    };
    let tenths = bytes.saturating_mul(10) / unit;
    format!("{}.{} {word}", tenths / 10, tenths % 10)
}
