//! What runs out, in all of one's negotiations.

use super::shell::{Section, page};
use super::visit::Visit;
use super::{live, negotiations, parts};
use crate::http::{Failed, Query, State};
use crate::service::clocks::{ClockLine, Filter, Which, Whose, list};
use axum::Router;
use axum::routing::get;
use domain::bargaining::ClockState;
use maud::{Markup, html};
use serde::Deserialize;

pub(super) fn router() -> Router<State> {
    Router::new().route("/clocks", get(show))
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    whose: Whose,
    #[serde(default)]
    which: Which,
}

async fn show(visit: Visit, Query(asked): Query<Asked>) -> Result<Markup, Failed> {
    let filter = Filter { whose: asked.whose, which: asked.which };
    let lines = list(visit.app(), visit.viewer(), filter).await?;
    let title = visit.t("all-clocks");
    Ok(page(
        &visit,
        Section::Home,
        &title,
        html! {
            (live::mark(&visit, "/live", None))
            h1 { (title) }
            p.hint { (visit.t("all-clocks-hint")) }
            (choices(&visit, filter))
            div #live-clocks data-live { (table(&visit, &lines)) }
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

/// Clocks as a table: when, what, whose, by which rule, and what comes of it.
pub(super) fn table(visit: &Visit, lines: &[ClockLine]) -> Markup {
    let t = |key: &str| visit.t(key);
    html! {
        @if lines.is_empty() { p.hint { (t("no-clocks-found")) } }
        @else { div.scroll { table.stacks.run-out {
            thead { tr {
                th scope="col" { (t("due")) } th scope="col" { (t("clock")) } th scope="col" { (t("owed-by")) }
                th scope="col" { (t("when-it-runs-out")) } th scope="col" { (t("to-do")) }
            } }
            tbody { @for line in lines { (row(visit, line)) } }
        } } }
    }
}

fn row(visit: &Visit, line: &ClockLine) -> Markup {
    let (lang, clock) = (visit.lang(), &line.clock);
    let t = |key: &str| visit.t(key);
    let shown = !matches!(clock.state, ClockState::Running);
    html! {
        tr.overdue[clock.state == ClockState::Overdue] {
            td.when { (parts::due(clock, visit.app().today(), lang)) @if shown { " " (parts::clock_state(clock.state, lang)) } }
            td { strong { (t(&format!("clock-{}", parts::word(clock.what)))) } br;
                a href={ "/negotiations/" (line.negotiation) } { (line.title) } }
            td { @if let Some(who) = clock.owed_by { (t(&format!("capacity-{}", parts::word(who)))) } @else { "—" }
                @if line.mine { " " (parts::badge("plain", &t("your-side"))) } }
            td { (t(&format!("runs-out-{}", parts::word(clock.what)))) " "
                small { @if let Some(source) = &clock.citation { (parts::citation(source, lang)) } @else { (t("set-by-parties")) } } }
            td { @if let Some(deed) = line.deed {
                a.button.primary[line.mine] href=(negotiations::deed_path(line.negotiation, deed)) { (t(&format!("deed-{deed}"))) }
            } }
        }
    }
}
