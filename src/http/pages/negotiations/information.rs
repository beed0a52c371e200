//! Information asked for across the table, both ways.

use super::header::{Tab, header};
use super::list::Asked;
use crate::http::pages::parts;
use crate::http::pages::shell::{Section, page};
use crate::http::pages::visit::Visit;
use crate::http::{Failed, Path, Query};
use crate::service::information::{AnswerView, RequestView, list};
use crate::service::negotiations::{NegotiationView, get};
use crate::service::page::Page;
use domain::bargaining::ActKind;
use maud::{Markup, html};
use uuid::Uuid;

pub(in crate::http::pages) async fn show(
    visit: Visit,
    Path(id): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Result<Markup, Failed> {
    let view = get(visit.app(), visit.viewer(), id).await?;
    let requests = list(visit.app(), visit.viewer(), id, asked.after.as_deref()).await?;
    Ok(markup(&visit, &view, &requests))
}

fn markup(visit: &Visit, view: &NegotiationView, requests: &Page<RequestView>) -> Markup {
    let t = |key: &str| visit.t(key);
    let title = format!("{} · {}", t("tab-information"), view.opening.title);
    page(
        visit,
        Section::Negotiations,
        &title,
        html! {
            (header(visit, view, Tab::Information))
            p.hint { (t("information-hint")) }
            @if view.open.contains(&ActKind::RequestInformation) {
                p { a.button href=(super::act_path(view.opening.id, ActKind::RequestInformation)) { (t("act-request_information")) } }
            }
            @if requests.items.is_empty() { p.hint { (t("information-none")) } }
            @for request in &requests.items { (entry(visit, view, request)) }
            (parts::further(visit, &format!("/negotiations/{}/information", view.opening.id), &[], requests.next.as_deref()))
        },
    )
}

fn entry(visit: &Visit, view: &NegotiationView, request: &RequestView) -> Markup {
    let (lang, id) = (visit.lang(), view.opening.id);
    let mine = view.capacity.side() == Some(request.side);
    html! {
        section.card.request { div.title {
                h2 { @if let [subject] = request.subjects.as_slice() { (subject) } @else { (visit.t("information-several")) } }
                @match &request.due { Some(deadline) => { (parts::deadline_state(deadline.state, lang)) }
                    None => { @if request.answer.is_none() { (parts::badge("plain", &visit.t("information-open"))) } } }
            }
            @if request.subjects.len() > 1 { ol { @for subject in &request.subjects { li { (subject) } } } }
            @if !request.message.is_empty() { p.prose { (request.message) } }
            dl {
                dt { (visit.t("information-asked")) } dd { (visit.t(&format!("capacity-{}", parts::word(request.side)))) " · " (request.by) " · "
                    (parts::moment(request.at, visit.app().zone)) " · " (act(visit, id, request.seq)) }
                @if let Some(deadline) = &request.due {
                    dt { (visit.t("due")) } dd { (parts::due(deadline, visit.app().today(), lang))
                        @if let Some(source) = &deadline.citation { " " (parts::citation(source, lang)) } }
                }
            }
            @match &request.answer {
                Some(answer) => { (answered(visit, id, answer)) }
                None if !mine && view.open.contains(&ActKind::AnswerInformation) => {
                    p { a.button.primary href=(super::act_path(id, ActKind::AnswerInformation)) { (visit.t("act-answer_information")) } }
                }
                None => {}
            }
        }
    }
}

fn act(visit: &Visit, id: Uuid, seq: domain::bargaining::Seq) -> Markup {
    html! { a href={ "/negotiations/" (id) "/acts/" (seq) } { (visit.lang().ta("act-number", &[("seq", &seq.to_string())])) } }
}

fn answered(visit: &Visit, id: Uuid, answer: &AnswerView) -> Markup {
    let word = if answer.given { "information-given" } else { "information-refused" };
    html! {
        div.answer { p { strong { (visit.t(word)) }
                @if answer.confidential { " " (parts::badge("warn", &visit.t("label-confidential"))) }
                " " span.hint { (answer.by) " · " (parts::moment(answer.at, visit.app().zone)) " · " (act(visit, id, answer.seq)) } }
            @if answer.withheld { p.hint { (visit.t("withheld-hint")) } } @else { p.prose { (answer.content) } }
            @if !answer.documents.is_empty() { ul { @for document in &answer.documents {
                li { a href={ "/negotiations/" (id) "/documents/" (document.document) } download { (document.name) } }
            } } }
        }
    }
}
