//! The timeline: every served act, newest first, day by day, with what it did and its fingerprint.

mod summary;

use super::header::{Tab, header};
use super::redline;
use super::table::titles;
use crate::http::pages::parts;
use crate::http::pages::shell::{Section, page};
use crate::http::pages::visit::Visit;
use crate::http::{Failed, Path, Query};
use crate::service::negotiations::{ActView, NegotiationView, acts, get};
use crate::service::redline::Text;
use crate::service::table::changes;
use chrono::NaiveDate;
use domain::bargaining::{ActKind, Change};
use maud::{Markup, html};
use serde::Deserialize;
use std::collections::HashMap;
use summary::Known;
use uuid::Uuid;

/// For whom an act was done.
const SIDES: [&str; 4] = ["worker_side", "employer_side", "bureau", "covered_enterprise"];

/// Sorts of acts, in the order of the procedure.
const SORTS: [&str; 5] = ["talks", "information", "offers", "contract", "bureau"];

/// Of which sort an act is.
const fn sort(kind: ActKind) -> &'static str {
    use ActKind as K;
    match kind {
        K::Invite | K::Reply | K::WithdrawInvitation | K::NameDelegation | K::ReportVacancy => "talks",
        K::OpenSession | K::RecordMinutes | K::SignMinutes | K::Suspend | K::Resume => "talks",
        K::RequestInformation | K::AnswerInformation | K::ServeDocument => "information",
        K::TableOffer | K::WithdrawOffer | K::InitialItems | K::ReopenItem | K::AcceptOffer => "offers",
        K::AgreeDraft | K::OpenBallot | K::RecordVote | K::ConfirmCoverage | K::Sign | K::Publish => "contract",
        K::ProposeAmendment | K::Terminate | K::Replace => "contract",
        K::ApplyCoordination | K::ComplainOfSilence | K::Coordinate | K::SettleCoordination => "bureau",
        K::File | K::Acknowledge | K::AskCorrection | K::GiveOpinion => "bureau",
    }
}

/// Which acts.
#[derive(Deserialize)]
pub(in crate::http::pages) struct Asked {
    #[serde(default)]
    side: String,
    #[serde(default)]
    kind: String,
}

impl Asked {
    fn takes(&self, act: &ActView) -> bool {
        let kind = SORTS.contains(&self.kind.as_str());
        let side = !SIDES.contains(&self.side.as_str()) || parts::word(act.by.capacity) == self.side;
        side && (!kind || sort(act.act.kind()) == self.kind)
    }
}

pub(in crate::http::pages) async fn show(
    visit: Visit,
    Path(id): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Result<Markup, Failed> {
    let view = get(visit.app(), visit.viewer(), id).await?;
    let acts = acts(visit.app(), visit.viewer(), id).await?;
    let changes = changes(visit.app(), visit.viewer(), id).await?;
    Ok(markup(&visit, &view, &acts, &changes, &asked))
}

/// Acts by day, newest first.
fn days<'a>(visit: &Visit, acts: &'a [ActView], asked: &Asked) -> Vec<(NaiveDate, Vec<&'a ActView>)> {
    let mut out: Vec<(NaiveDate, Vec<&ActView>)> = Vec::new();
    for act in acts.iter().rev().filter(|act| asked.takes(act)) {
        let day = act.at.with_timezone(&visit.app().zone).date_naive();
        match out.last_mut().filter(|(last, _)| *last == day) {
            Some((_, acts)) => acts.push(act),
            None => out.push((day, vec![act])),
        }
    }
    out
}

fn markup(visit: &Visit, view: &NegotiationView, acts: &[ActView], changes: &[Change], asked: &Asked) -> Markup {
    let t = |key: &str| visit.t(key);
    let mut moved: HashMap<u32, Vec<&Change>> = HashMap::new();
    for change in changes {
        moved.entry(change.moved.offer).or_default().push(change);
    }
    let known = Known { visit, view, titles: titles(&view.state, visit.lang()), moved };
    let days = days(visit, acts, asked);
    page(
        visit,
        Section::Negotiations,
        &view.opening.title,
        html! {
            (header(visit, view, Tab::Timeline))
            div #live-acts data-live {
                @if acts.is_empty() { p.hint { (t("no-acts")) } }
                @else { (sieve(visit, view, asked)) @if days.is_empty() { p.notice { (t("nothing-fits")) } } }
                @for (day, acts) in &days {
                    section.day { h2 { (parts::day(*day)) }
                        ol.timeline { @for act in acts { (entry(&known, act)) } } }
                }
            }
        },
    )
}

fn sieve(visit: &Visit, view: &NegotiationView, asked: &Asked) -> Markup {
    let path = |side: &str, kind: &str| {
        let pairs = [("side", side), ("kind", kind)].map(|(name, value)| format!("{name}={value}"));
        let set: Vec<String> = pairs.into_iter().filter(|pair| !pair.ends_with('=')).collect();
        let mark = if set.is_empty() { "" } else { "?" };
        format!("/negotiations/{}/timeline{mark}{}", view.opening.id, set.join("&"))
    };
    let current = |here: bool| here.then_some("true");
    let all = |given: &str, known: bool| if known { given.to_owned() } else { String::new() };
    let side = all(&asked.side, SIDES.contains(&asked.side.as_str()));
    let kind = all(&asked.kind, SORTS.contains(&asked.kind.as_str()));
    html! {
        div.sieve {
            nav.pills aria-label=(visit.t("who")) { ul {
                li { a href=(path("", &kind)) aria-current=[current(side.is_empty())] { (visit.t("all-sides")) } }
                @for of in SIDES { li { a href=(path(of, &kind)) aria-current=[current(side == of)] { (visit.t(&format!("capacity-{of}"))) } } }
            } }
            nav.pills aria-label=(visit.t("act-kind")) { ul {
                li { a href=(path(&side, "")) aria-current=[current(kind.is_empty())] { (visit.t("acts-all")) } }
                @for of in SORTS { li { a href=(path(&side, of)) aria-current=[current(kind == of)] { (visit.t(&format!("acts-{of}"))) } } }
            } }
        }
    }
}

fn entry(known: &Known<'_>, act: &ActView) -> Markup {
    let (visit, id) = (known.visit, known.view.opening.id);
    let t = |key: &str| visit.t(key);
    let capacity = parts::word(act.by.capacity);
    let offers = sort(act.act.kind()) == "offers";
    html! {
        li.(capacity) id={ "act-" (act.seq) } {
            div.head { span.number.seq { "#" (act.seq) } " "
                a href={ "/negotiations/" (id) "/acts/" (act.seq) } { strong { (t(&format!("act-{}", act.act.name()))) } } " "
                (parts::badge("plain", &t(&format!("capacity-{capacity}")))) " "
                @if act.withheld { (parts::badge("calm", &t("withheld"))) " " }
                (act.by.name) " "
                span.hint { (act.at.with_timezone(&visit.app().zone).format("%H:%M")) } }
            (known.summary(act))
            div.foot { small {
                (t("receipt")) " " code.hash title=(act.sha256) { (act.sha256.get(..12).unwrap_or_default()) "…" }
                @if offers { " · " a href={ "/negotiations/" (id) "?as_of=" (act.seq) "#bargain" } { (t("table-then")) } }
                @if let Some(from) = redline::former(known.view, act.seq) {
                    " · " a href=(redline::path(id, from, Text::Offer(act.seq))) { (t("redline-what-changed")) }
                }
                @if let Some(basis) = &act.determination.basis { " · " (parts::citation(&basis.citation, visit.lang())) }
            } }
        }
    }
}
