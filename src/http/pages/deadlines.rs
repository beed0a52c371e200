//! What runs out, in all of one's negotiations.

use super::shell::{Section, page};
use super::visit::Visit;
use super::{live, negotiations, parts};
use crate::http::{Failed, Query, State};
use crate::service::deadlines::{DeadlineLine, Filter, Which, Whose, list};
use axum::Router;
use axum::routing::get;
use domain::bargaining::DeadlineState;
use maud::{Markup, html};
use serde::Deserialize;

pub(super) fn router() -> Router<State> {
    Router::new().route("/deadlines", get(show))
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    whose: Whose,
    #[serde(default)]
    which: Which,
    after: Option<String>,
}

async fn show(visit: Visit, Query(asked): Query<Asked>) -> Result<Markup, Failed> {
    let filter = Filter { whose: asked.whose, which: asked.which };
    let found = list(visit.app(), visit.viewer(), filter, asked.after.as_deref()).await?;
    let title = visit.t("all-deadlines");
    Ok(page(
        &visit,
        Section::Home,
        &title,
        html! {
            (live::mark(&visit, "/live", None))
            h1 { (title) }
            p.hint { (visit.t("all-deadlines-hint")) }
            (choices(&visit, filter))
            div #live-deadlines data-live { (table(&visit, &found.items)) }
            (parts::further(&visit, "/deadlines", &[("whose", filter.whose.word()), ("which", filter.which.word())], found.next.as_deref()))
        },
    ))
}

fn choices(visit: &Visit, filter: Filter) -> Markup {
    let t = |key: &str| visit.t(key);
    html! {
        form.inline method="get" {
            label for="whose" { (t("owed-by")) }
            select id="whose" name="whose" { @for whose in [Whose::All, Whose::Mine, Whose::Theirs] {
                option value=(parts::word(whose)) selected[whose == filter.whose] { (t(&format!("whose-{}", parts::word(whose)))) }
            } }
            label for="which" { (t("state")) }
            select id="which" name="which" { @for which in [Which::Open, Which::Running, Which::Overdue, Which::All] {
                option value=(parts::word(which)) selected[which == filter.which] { (t(&format!("which-{}", parts::word(which)))) }
            } }
            button { (t("show")) }
        }
    }
}

/// Deadlines as a table: when, what, whose, by which rule, and what comes of it.
pub(super) fn table(visit: &Visit, lines: &[DeadlineLine]) -> Markup {
    let t = |key: &str| visit.t(key);
    html! {
        @if lines.is_empty() { p.hint { (t("no-deadlines-found")) } }
        @else { div.scroll { table.stacks.run-out {
            thead { tr {
                th scope="col" { (t("due")) } th scope="col" { (t("deadline")) } th scope="col" { (t("owed-by")) }
                th scope="col" { (t("when-it-runs-out")) } th scope="col" { (t("to-do")) }
            } }
            tbody { @for line in lines { (row(visit, line)) } }
        } } }
    }
}

fn row(visit: &Visit, line: &DeadlineLine) -> Markup {
    let (lang, deadline) = (visit.lang(), &line.deadline);
    let t = |key: &str| visit.t(key);
    let shown = !matches!(deadline.state, DeadlineState::Running);
    html! {
        tr.overdue[deadline.state == DeadlineState::Overdue] {
            td.when { (parts::due(deadline, visit.app().today(), lang)) @if shown { " " (parts::deadline_state(deadline.state, lang)) } }
            td { strong { (t(&format!("deadline-{}", parts::word(deadline.what)))) } br;
                a href={ "/negotiations/" (line.negotiation) } { (line.title) } }
            td { @if let Some(who) = deadline.owed_by { (t(&format!("capacity-{}", parts::word(who)))) } @else { "—" }
                @if line.mine { " " (parts::badge("plain", &t("your-side"))) } }
            td { (t(&format!("runs-out-{}", parts::word(deadline.what)))) " "
                small { @if let Some(source) = &deadline.citation { (parts::citation(source, lang)) } @else { (t("set-by-parties")) } } }
            td { @if let Some(act) = line.act {
                a.button.primary[line.mine] href=(negotiations::act_path(line.negotiation, act)) { (t(&format!("act-{act}"))) }
            } }
        }
    }
}
