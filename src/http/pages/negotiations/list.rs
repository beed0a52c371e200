//! The list of negotiations within reach.

use crate::http::pages::parts;
use crate::http::pages::shell::{Section, page};
use crate::http::pages::visit::Visit;
use crate::http::{Failed, Query};
use crate::service::negotiations::{NegotiationLine, list};
use domain::party::MandateRole;
use maud::{Markup, html};
use serde::Deserialize;

/// Where the page begins.
#[derive(Default, Deserialize)]
pub(in crate::http::pages) struct Asked {
    pub(super) after: Option<String>,
}

pub(in crate::http::pages) async fn show(visit: Visit, Query(asked): Query<Asked>) -> Result<Markup, Failed> {
    let found = list(visit.app(), visit.viewer(), asked.after.as_deref()).await?;
    let chief = visit.viewer().mandates().iter().any(|h| h.role == MandateRole::ChiefRepresentative);
    let title = visit.t("nav-negotiations");
    Ok(page(
        &visit,
        Section::Negotiations,
        &title,
        html! {
            div.title { h1 { (title) }
                @if chief { a.button.primary href="/negotiations/new" { (visit.t("new-negotiation")) } } }
            (view(&visit, &found.items))
            (parts::further(&visit, "/negotiations", &[], found.next.as_deref()))
        },
    ))
}

/// The negotiations as a table.
pub(in crate::http::pages) fn view(visit: &Visit, lines: &[NegotiationLine]) -> Markup {
    let (lang, today) = (visit.lang(), visit.app().today());
    let t = |key: &str| visit.t(key);
    html! {
        @if lines.is_empty() { p.hint { (t("no-negotiations")) } }
        @else { div.scroll { table.stacks {
            thead { tr { th { (t("negotiation")) } th { (t("stage")) } th { (t("next-deadline")) } th { (t("your-place")) } } }
            tbody { @for line in lines { tr {
                td { a href={ "/negotiations/" (line.id) } { (line.title) } }
                td data-label=(t("stage")) { (parts::stage(&line.stage, lang)) }
                td data-label=(t("next-deadline")) { @if let Some(deadline) = &line.next {
                    (t(&format!("deadline-{}", parts::word(deadline.what)))) " "
                    @if let Some(who) = deadline.owed_by { "· " (t(&format!("capacity-{}", parts::word(who)))) }
                    br; (parts::due(deadline, today, lang))
                } @else { "—" } }
                td data-label=(t("your-place")) { @if let Some(who) = line.capacity { (t(&format!("capacity-{}", parts::word(who)))) } }
            } } }
        } } }
    }
}
