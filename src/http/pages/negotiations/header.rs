//! What stands above every page of a negotiation: title, parties, stage, tabs.

use crate::http::pages::visit::Visit;
use crate::http::pages::{live, parts};
use crate::service::negotiations::NegotiationView;
use domain::bargaining::ActKind;
use domain::party::Side;
use maud::{Markup, html};

/// The tabs, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tab {
    Table,
    Ladder,
    Timeline,
    Information,
    Sessions,
    Documents,
    Notes,
    Offer,
    Contract,
    None,
}

/// A tab: which, its path under the negotiation, its name; a new one is a line here.
type Link = (Tab, &'static str, &'static str);

/// The tabs that lead somewhere for this reader now.
fn tabs(view: &NegotiationView) -> Vec<Link> {
    let offers = !view.state.offers().is_empty();
    let composes = view.capacity.side().is_some() && view.open.contains(&ActKind::TableOffer);
    let all: [(bool, Link); 9] = [
        (true, (Tab::Table, "", "tab-table")),
        (offers, (Tab::Ladder, "/ladder", "tab-ladder")),
        (true, (Tab::Timeline, "/timeline", "tab-timeline")),
        (true, (Tab::Information, "/information", "tab-information")),
        (true, (Tab::Sessions, "/sessions", "tab-sessions")),
        (true, (Tab::Documents, "/documents", "tab-documents")),
        (view.capacity.side().is_some(), (Tab::Notes, "/notes", "tab-notes")),
        (composes, (Tab::Offer, "/offer", "tab-offer")),
        (view.draft_sha256.is_some(), (Tab::Contract, "/contract", "tab-contract")),
    ];
    all.into_iter().filter_map(|(shown, link)| shown.then_some(link)).collect()
}

pub(super) fn header(visit: &Visit, view: &NegotiationView, tab: Tab) -> Markup {
    let (lang, id) = (visit.lang(), view.opening.id);
    let t = |key: &str| visit.t(key);
    html! {
        (live::mark(visit, &format!("/negotiations/{id}/live"), Some(view.version)))
        div.title #live-title data-live { h1 { (view.opening.title) } (parts::stage(view.status.stage.word(), lang)) }
        p.parties {
            (party(visit, view, Side::WorkerSide)) " " span aria-hidden="true" { "⇄" } " " (party(visit, view, Side::EmployerSide))
            " · " (view.opening.bureau.name)
        }
        nav.tabs #live-tabs data-live aria-label=(view.opening.title) { ul {
            @for (of, path, key) in tabs(view) {
                li { a href={ "/negotiations/" (id) (path) } aria-current=[(of == tab).then_some("page")] { (t(key)) } }
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
