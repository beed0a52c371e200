//! What stands above every page of a negotiation: title, parties, stage, tabs.

use crate::http::pages::parts;
use crate::http::pages::visit::Visit;
use crate::service::negotiations::NegotiationView;
use domain::party::Side;
use maud::{Markup, html};

/// The tabs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tab {
    Table,
    Timeline,
    Information,
    Sessions,
    Documents,
    Notes,
    Offer,
    Contract,
    None,
}

pub(super) fn header(visit: &Visit, view: &NegotiationView, tab: Tab) -> Markup {
    let (lang, id) = (visit.lang(), view.opening.id);
    let t = |key: &str| visit.t(key);
    let links = [
        (true, Tab::Table, String::new(), "tab-table"),
        (true, Tab::Timeline, "/timeline".to_owned(), "tab-timeline"),
        (true, Tab::Information, "/information".to_owned(), "tab-information"),
        (true, Tab::Sessions, "/sessions".to_owned(), "tab-sessions"),
        (true, Tab::Documents, "/documents".to_owned(), "tab-documents"),
        (view.capacity.side().is_some(), Tab::Notes, "/notes".to_owned(), "tab-notes"),
        (
            view.capacity.side().is_some() && view.open.contains(&"table_offer"),
            Tab::Offer,
            "/offer".to_owned(),
            "tab-offer",
        ),
        (view.draft_sha256.is_some(), Tab::Contract, "/contract".to_owned(), "tab-contract"),
    ];
    html! {
        div.title { h1 { (view.opening.title) } (parts::stage(view.standing.stage.word(), lang)) }
        p.parties {
            (party(visit, view, Side::WorkerSide)) " " span aria-hidden="true" { "⇄" } " " (party(visit, view, Side::EmployerSide))
            " · " (view.opening.bureau.name)
        }
        nav.tabs aria-label=(view.opening.title) { ul {
            @for (_, of, path, key) in links.iter().filter(|(shown, ..)| *shown) {
                li { a href={ "/negotiations/" (id) (path) } aria-current=[(*of == tab).then_some("page")] { (t(key)) } }
            }
        } }
    }
}

fn party(visit: &Visit, view: &NegotiationView, side: Side) -> Markup {
    let (name, key) = match side {
        Side::WorkerSide => (&view.opening.worker_side.name, "capacity-worker_side"),
        Side::EmployerSide => (&view.opening.employer_side.name, "capacity-employer_side"),
    };
    let mine = view.capacity.side() == Some(side);
    html! { span.party.mine[mine] { (visit.t(key)) (visit.lang().colon()) (name) @if mine { " " (parts::badge("plain", &visit.t("your-side"))) } } }
}
