//! The front page: for a signed-in person what is waiting; for the public what this is.

use super::shell::{Section, page};
use super::visit::Visit;
use super::{negotiations, parts};
use crate::http::{Failed, State};
use crate::service::Viewer;
use crate::service::negotiations::{NegotiationLine, list};
use axum::Router;
use axum::routing::get;
use domain::bargaining::ClockState;
use maud::{Markup, html};

pub(super) fn router() -> Router<State> {
    Router::new().route("/", get(show))
}

async fn show(visit: Visit) -> Result<Markup, Failed> {
    let Viewer::Account { name, .. } = visit.viewer() else { return Ok(public(&visit)) };
    let lines = list(visit.app(), visit.viewer()).await?;
    Ok(mine(&visit, name, &lines))
}

fn public(visit: &Visit) -> Markup {
    let t = |key: &str| visit.t(key);
    page(
        visit,
        Section::Home,
        &t("welcome"),
        html! {
            section.hero {
                h1 { (t("welcome")) }
                p.lead { (t("welcome-lead")) }
                p { a.button.primary href="/sign-in" { (t("sign-in")) } " " a.button href="/contracts" { (t("nav-register")) } }
            }
            section.card { h2 { (t("search-register")) } (super::register::search_form(visit, &Default::default())) }
        },
    )
}

/// Whether the next clock runs for the viewer.
fn owes(line: &NegotiationLine) -> bool {
    line.next.as_ref().is_some_and(|clock| clock.owed_by.is_some() && clock.owed_by == line.capacity)
}

fn mine(visit: &Visit, name: &str, lines: &[NegotiationLine]) -> Markup {
    let lang = visit.lang();
    let t = |key: &str| visit.t(key);
    let mut waiting: Vec<&NegotiationLine> =
        lines.iter().filter(|line| owes(line) || !line.waiting.is_empty()).collect();
    waiting.sort_by_key(|line| line.next.as_ref().map(|clock| clock.due.rolled));
    page(
        visit,
        Section::Home,
        &t("nav-home"),
        html! {
            h1 { (lang.ta("hello", &[("name", name)])) }
            section.card { h2 { (t("waiting-for-you")) }
                @if waiting.is_empty() { p.hint { (t("nothing-waiting")) } }
                @else { ul.tasks { @for line in waiting { (task(visit, line)) } } }
            }
            section { h2 { (t("your-negotiations")) } (negotiations::list_view(visit, lines)) }
        },
    )
}

fn task(visit: &Visit, line: &NegotiationLine) -> Markup {
    let lang = visit.lang();
    let href = |deed: &str| negotiations::deed_path(line.id, deed);
    html! {
        li {
            a.what href={ "/negotiations/" (line.id) } { (line.title) }
            @for deed in &line.waiting { a.button.primary href=(href(deed)) { (lang.t(&format!("deed-{deed}"))) } }
            @if let Some(clock) = line.next.as_ref().filter(|_| owes(line)) {
                span { (lang.t(&format!("clock-{}", parts::word(clock.what)))) " · " (parts::due(clock, visit.app().today(), lang)) }
                @if clock.state == ClockState::Overdue { (parts::clock_state(clock.state, lang)) }
            }
        }
    }
}
