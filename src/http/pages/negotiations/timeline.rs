//! The timeline: every served act, newest first, with its fingerprint.

use super::header::{Tab, header};
use super::redline;
use crate::http::Failed;
use crate::http::pages::parts;
use crate::http::pages::shell::{Section, page};
use crate::http::pages::visit::Visit;
use crate::service::negotiations::{ActView, NegotiationView, acts, get};
use crate::service::redline::Text;
use axum::extract::Path;
use maud::{Markup, html};

pub(in crate::http::pages) async fn show(visit: Visit, Path(id): Path<i64>) -> Result<Markup, Failed> {
    let view = get(visit.app(), visit.viewer(), id).await?;
    let acts = acts(visit.app(), visit.viewer(), id).await?;
    Ok(markup(&visit, &view, &acts))
}

fn markup(visit: &Visit, view: &NegotiationView, acts: &[ActView]) -> Markup {
    let t = |key: &str| visit.t(key);
    page(
        visit,
        Section::Negotiations,
        &view.opening.title,
        html! {
            (header(visit, view, Tab::Timeline))
            @if acts.is_empty() { p.hint { (t("no-acts")) } }
            ol.timeline reversed { @for act in acts.iter().rev() { (entry(visit, view, act)) } }
        },
    )
}

fn entry(visit: &Visit, view: &NegotiationView, act: &ActView) -> Markup {
    let t = |key: &str| visit.t(key);
    html! {
        li value=(act.seq) {
            a href={ "/negotiations/" (view.opening.id) "/acts/" (act.seq) } { strong { (t(&format!("deed-{}", act.deed.name()))) } }
            " " (parts::badge("plain", &t(&format!("capacity-{}", parts::word(act.by.capacity)))))
            @if act.withheld { " " (parts::badge("calm", &t("withheld"))) }
            div { (act.by.name) " · " (parts::moment(act.at, visit.app().zone)) }
            @if let Some(from) = redline::former(view, act.seq) {
                div { a href=(redline::path(view.opening.id, from, Text::Offer(act.seq))) { (t("redline-what-changed")) } }
            }
            @if let Some(basis) = &act.ruling.basis { div { small { (parts::citation(&basis.citation, visit.lang())) } } }
            div { small.hint { (t("receipt")) " " code.hash { (act.sha256.get(..16).unwrap_or_default()) "…" } } }
        }
    }
}
