//! The front page: for a signed-in person what is waiting; for the public what this is.

use super::shell::{Section, page};
use super::visit::Visit;
use super::{live, negotiations, parts};
use crate::http::{Failed, State};
use crate::service::Viewer;
use crate::service::deadlines::{DeadlineLine, desk};
use crate::service::mandates::{RequestView, requests};
use crate::service::negotiations::NegotiationLine;
use crate::service::page::Page;
use axum::Router;
use axum::routing::get;
use domain::bargaining::{ActKind, DeadlineState};
use maud::{Markup, html};
use uuid::Uuid;

pub(super) fn router() -> Router<State> {
    Router::new().route("/", get(show))
}

async fn show(visit: Visit) -> Result<Markup, Failed> {
    let Viewer::Account { name, .. } = visit.viewer() else { return Ok(public(&visit)) };
    let (lines, running) = desk(visit.app(), visit.viewer()).await?;
    let requests = requests(visit.app(), visit.viewer()).await?;
    Ok(mine(&visit, name, &requests, &lines, &running))
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

/// Deadlines shown here; the rest is a page away.
const SHOWN: usize = 8;

/// What waits for one's own party, first what is overdue, then by the day it runs out; last what has no day.
fn waiting<'a>(lines: &'a [NegotiationLine], running: &'a [DeadlineLine]) -> Vec<Task<'a>> {
    let mut tasks: Vec<Task<'a>> = Vec::new();
    for deadline in running.iter().filter(|line| line.mine) {
        let waits = lines.iter().find(|line| line.id == deadline.negotiation);
        let act = deadline.act.or_else(|| waits.and_then(|line| line.waiting.first().copied()));
        let acts = act.into_iter().collect();
        tasks.push(Task { id: deadline.negotiation, title: &deadline.title, acts, deadline: Some(deadline) });
    }
    for line in lines {
        let told = |act: &ActKind| tasks.iter().any(|task| task.id == line.id && task.acts.contains(act));
        let acts: Vec<ActKind> = line.waiting.iter().copied().filter(|act| !told(act)).collect();
        if !acts.is_empty() {
            tasks.push(Task { id: line.id, title: &line.title, acts, deadline: None });
        }
    }
    tasks
}

/// What to do about a deadline; or, where none runs, about a negotiation.
struct Task<'a> {
    id: Uuid,
    title: &'a str,
    acts: Vec<ActKind>,
    deadline: Option<&'a DeadlineLine>,
}

fn mine(
    visit: &Visit,
    name: &str,
    requests: &[RequestView],
    page_of: &Page<NegotiationLine>,
    deadlines: &Page<DeadlineLine>,
) -> Markup {
    let (lines, running) = (&page_of.items[..], &deadlines.items[..]);
    let lang = visit.lang();
    let t = |key: &str| visit.t(key);
    let tasks = waiting(lines, running);
    let first = running.get(..SHOWN).unwrap_or(running);
    page(
        visit,
        Section::Home,
        &t("nav-home"),
        html! {
            (live::mark(visit, "/live", None))
            h1 { (lang.ta("hello", &[("name", name)])) }
            @if !requests.is_empty() {
                section.card { h2 { (t("mandate-requests")) }
                    ul.tasks { @for request in requests { (super::organisations::request(visit, request)) } } }
            }
            section.card #live-waiting data-live { h2 { (t("waiting-for-you")) }
                @if tasks.is_empty() { p.hint { (t("nothing-waiting")) } }
                @else { ul.tasks { @for waits in &tasks { (task(visit, waits)) } } }
            }
            section #live-running data-live { h2 { (t("what-runs-out")) }
                (super::deadlines::table(visit, first))
                p { a href="/deadlines" { (lang.ta("see-all-deadlines", &[("count", &parts::at_least(running.len(), deadlines.next.is_some()))])) } }
            }
            section #live-negotiations data-live { h2 { (t("your-negotiations")) } (negotiations::list_view(visit, lines))
                @if page_of.next.is_some() { p { a href="/negotiations" { (t("all-negotiations")) } } } }
        },
    )
}

fn task(visit: &Visit, task: &Task<'_>) -> Markup {
    let lang = visit.lang();
    html! {
        li {
            a.what href={ "/negotiations/" (task.id) } { (task.title) }
            @if let Some(line) = task.deadline {
                span { (lang.t(&format!("deadline-{}", parts::word(line.deadline.what)))) " · " (parts::due(&line.deadline, visit.app().today(), lang)) }
                @if line.deadline.state == DeadlineState::Overdue { (parts::deadline_state(line.deadline.state, lang)) }
            }
            @for act in &task.acts { a.button.primary href=(negotiations::act_path(task.id, *act)) { (lang.t(&format!("act-{act}"))) } }
        }
    }
}
