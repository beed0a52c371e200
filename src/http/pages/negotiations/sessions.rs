//! Sessions: chair, recorder, minutes, who signed and who must still.

use super::header::{Tab, header};
use crate::http::pages::parts;
use crate::http::pages::shell::{Section, page};
use crate::http::pages::visit::Visit;
use crate::http::{Failed, Path};
use crate::service::negotiations::{NegotiationView, get};
use crate::service::sessions::{SessionView, SessionsView, list};
use domain::bargaining::ActKind;
use domain::party::Side;
use maud::{Markup, html};
use uuid::Uuid;

pub(in crate::http::pages) async fn show(visit: Visit, Path(id): Path<Uuid>) -> Result<Markup, Failed> {
    let view = get(visit.app(), visit.viewer(), id).await?;
    let sessions = list(visit.app(), visit.viewer(), id).await?;
    Ok(markup(&visit, &view, &sessions))
}

fn capacity(visit: &Visit, side: Side) -> String {
    visit.t(&format!("capacity-{}", parts::word(side)))
}

fn markup(visit: &Visit, view: &NegotiationView, all: &SessionsView) -> Markup {
    let t = |key: &str| visit.t(key);
    let title = format!("{} · {}", t("tab-sessions"), view.opening.title);
    page(
        visit,
        Section::Negotiations,
        &title,
        html! {
            (header(visit, view, Tab::Sessions))
            @if view.status.stage.is_talks() { p.notice {
                @match all.next_chair {
                    Some(side) => { (visit.lang().ta("next-chair", &[("side", &capacity(visit, side))])) }
                    None => { (t("next-chair-either")) }
                }
                @if view.open.contains(&ActKind::OpenSession) { " " a href=(super::act_path(view.opening.id, ActKind::OpenSession)) { (t("act-open_session")) } }
            } }
            @if all.sessions.is_empty() { p.hint { (t("sessions-none")) } }
            @for (index, session) in all.sessions.iter().enumerate() {
                (entry(visit, view, session, all.sessions.len().saturating_sub(index)))
            }
        },
    )
}

fn entry(visit: &Visit, view: &NegotiationView, session: &SessionView, number: usize) -> Markup {
    let (id, zone) = (view.opening.id, visit.app().zone);
    let t = |key: &str| visit.t(key);
    html! {
        section.card { div.title { h2 { (visit.lang().ta("session-number", &[("number", &number.to_string())])) } (state(visit, session)) }
            dl {
                dt { (t("served-at")) } dd { (parts::moment(session.at, zone)) " · "
                    a href={ "/negotiations/" (id) "/acts/" (session.seq) } { (visit.lang().ta("act-number", &[("seq", &session.seq.to_string())])) } }
                dt { (t("label-chair")) } dd { (capacity(visit, session.chair)) }
                dt { (t("label-recorder")) } dd { (session.recorder) }
                @if !session.place.is_empty() { dt { (t("label-place")) } dd { (session.place) } }
            }
            @if let Some(minutes) = &session.minutes {
                h3 { (t("minutes")) }
                div.minutes.prose { (minutes.text) }
                p.hint { (minutes.by) " · " (parts::moment(minutes.at, zone)) " · "
                    a href={ "/negotiations/" (id) "/acts/" (minutes.seq) } { (visit.lang().ta("act-number", &[("seq", &minutes.seq.to_string())])) } " · "
                    a href={ "/negotiations/" (id) "/acts/" (minutes.seq) "/document" } { (t("doc-title-record_minutes")) } }
                (signatures(visit, session))
            }
            @if !session.complete { (actions(visit, view, session)) }
        }
    }
}

fn state(visit: &Visit, session: &SessionView) -> Markup {
    let (tone, key) = match (&session.minutes, session.complete) {
        (_, true) => ("good", "minutes-signed"),
        (Some(_), false) => ("plain", "minutes-to-sign"),
        (None, false) => ("warn", "minutes-missing"),
    };
    parts::badge(tone, &visit.t(key))
}

fn signatures(visit: &Visit, session: &SessionView) -> Markup {
    let still = |side: Side| session.still_to_sign.get(side).iter().map(move |name| (side, name));
    let still: Vec<_> = [Side::WorkerSide, Side::EmployerSide].into_iter().flat_map(still).collect();
    html! {
        ul.signatures {
            @for signature in &session.signed { li {
                (parts::badge("good", &visit.t("signature-there"))) " " (capacity(visit, signature.side)) " · " (signature.name) " · "
                (parts::moment(signature.at, visit.app().zone)) } }
            @for (side, name) in still { li {
                (parts::badge("plain", &visit.t("signature-missing"))) " " (capacity(visit, side))
                @if !name.is_empty() { " · " (name) } } }
        }
    }
}

/// What the viewer can do about the minutes; of several open sessions a form names which.
fn actions(visit: &Visit, view: &NegotiationView, session: &SessionView) -> Markup {
    let wanted: &[ActKind] = if session.minutes.is_some() {
        &[ActKind::SignMinutes, ActKind::RecordMinutes]
    } else {
        &[ActKind::RecordMinutes]
    };
    let open: Vec<ActKind> = wanted.iter().copied().filter(|act| view.open.contains(act)).collect();
    html! { @if !open.is_empty() { p.buttons { @for act in open {
        a.button.primary[view.waiting.contains(&act)] href=(super::act_path(view.opening.id, act)) { (visit.t(&format!("act-{act}"))) }
    } } } }
}
