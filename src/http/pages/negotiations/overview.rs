//! One negotiation: what can be done, the deadlines, the table, the delegations.

use super::header::{Tab, header};
use super::notes::beside;
use super::table::{self, Filter, Scene, Show};
use crate::http::pages::parts;
use crate::http::pages::shell::{Section, page};
use crate::http::pages::visit::Visit;
use crate::http::{Failed, Path, Query};
use crate::service::negotiations::NegotiationView;
use crate::service::overview::{Overview, overview};
use domain::bargaining::{Delegation, Seq};
use domain::calendar::Due;
use domain::party::Side;
use maud::{Markup, html};
use serde::Deserialize;
use uuid::Uuid;

#[derive(Deserialize)]
pub(in crate::http::pages) struct Asked {
    /// The table after this act.
    #[serde(default)]
    as_of: Option<Seq>,
    /// The act just done.
    #[serde(default)]
    did: Option<Seq>,
    /// Which items.
    #[serde(default)]
    show: String,
    /// A word of the item.
    #[serde(default)]
    q: String,
}

pub(in crate::http::pages) async fn show(
    visit: Visit,
    Path(id): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Result<Markup, Failed> {
    let Overview { view, table, caucus } = overview(visit.app(), visit.viewer(), id, asked.as_of).await?;
    let filter = Filter { show: Show::from_word(&asked.show), text: asked.q };
    let scene = Scene::new(&visit, &view, &table, &filter, caucus.as_ref());
    Ok(markup(&scene, asked.did))
}

fn markup(scene: &Scene<'_>, did: Option<Seq>) -> Markup {
    let (visit, view) = (scene.visit, scene.view);
    let t = |key: &str| visit.t(key);
    page(
        visit,
        Section::Negotiations,
        &view.opening.title,
        html! {
            (header(visit, view, Tab::Table))
            @if let Some(seq) = did.filter(|seq| *seq <= view.version) {
                p.notice role="status" { (visit.lang().ta("act-done", &[("seq", &seq.to_string())])) " "
                    a href={ "/negotiations/" (view.opening.id) "/acts/" (seq) } { (t("see-receipt")) } }
            }
            div #live-status data-live { (silence(visit, view)) (table::summary(scene)) (actions(visit, view)) }
            div #live-table data-live { (table::view(scene)) }
            div #live-notes data-live { @if let Some(caucus) = scene.caucus { (beside::panel(visit, view.opening.id, caucus)) } }
            section #live-deadlines data-live { h2 { (t("deadlines")) } (parts::deadlines(visit, &view.deadlines)) }
            section #live-delegations data-live { h2 { (t("delegations")) }
                div.columns { @for side in [Side::WorkerSide, Side::EmployerSide] { (delegation(visit, view, side)) } } }
            (frame(visit, view))
        },
    )
}

fn silence(visit: &Visit, view: &NegotiationView) -> Markup {
    html! {
        @if let Some(Due { unrolled, rolled, .. }) = view.status.silence_ends {
            p.notice { (visit.lang().ta("silence-ends", &[("unrolled", &unrolled.to_string()), ("rolled", &rolled.to_string())])) }
        }
        @if let Some(in_force) = &view.status.in_force {
            p.notice { (visit.lang().ta("in-force-since", &[
                ("since", &in_force.since.to_string()), ("by", &visit.t(&format!("force-{}", crate::service::negotiations::in_force_word(&in_force.by))))]))
                @if let Some(contract) = view.contract { " " a href={ "/contracts/" (contract) } { (view.contract_number.clone().unwrap_or_else(|| visit.t("not-numbered"))) } } }
        }
    }
}

fn actions(visit: &Visit, view: &NegotiationView) -> Markup {
    let id = view.opening.id;
    html! {
        section.card.actions { h2 { (visit.t("you-can")) }
            @if view.open.is_empty() { p.hint { (visit.t("nothing-to-do")) } }
            @else { ul { @for act in &view.open {
                li { a.button.primary[view.waiting.contains(act)] href=(super::act_path(id, *act)) { (visit.t(&format!("act-{act}"))) } }
            } } }
        }
    }
}

fn delegation(visit: &Visit, view: &NegotiationView, side: Side) -> Markup {
    let named: Option<&Delegation> = view.state.delegation(side);
    html! {
        div.card { h3 { (visit.t(&format!("capacity-{}", parts::word(side)))) }
            @match named {
                None => { p.hint { (visit.t("not-named-yet")) } }
                Some(delegation) => { ul { @for member in &delegation.members {
                    li { (member.name) @if !member.post.is_empty() { " · " (member.post) }
                        @if member.chief { " " (parts::badge("plain", &visit.t("chief"))) }
                        @if member.outside { " " (parts::badge("calm", &visit.t("outside"))) } }
                } } }
            }
        }
    }
}

fn frame(visit: &Visit, view: &NegotiationView) -> Markup {
    let o = &view.opening;
    let t = |key: &str| visit.t(key);
    html! {
        section { h2 { (t("frame")) } dl {
            dt { (t("label-jurisdiction")) } dd { a href={ "/rulebooks/" (o.jurisdiction) } { (o.jurisdiction) } }
            dt { (t("label-area")) } dd { (o.area) }
            dt { (t("label-industry")) } dd { (o.industry) }
            dt { (t("label-reopening")) } dd { (t(&format!("reopening-{}", parts::word(o.reopening)))) }
            dt { (t("enterprises-covered")) } dd { (view.state.opening().enterprises.len()) }
        } }
    }
}
