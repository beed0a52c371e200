//! The summary above the table.

use super::Scene;
use super::filter::{Show, path};
use crate::http::pages::parts;
use domain::bargaining::DeadlineState;
use maud::{Markup, html};

pub(super) fn view(scene: &Scene<'_>) -> Markup {
    let tally = &scene.table.tally;
    let link = |show| path(scene.id(), show, "", scene.moment());
    html! {
        section.band aria-label=(scene.t("summary")) {
            @if tally.items > 0 {
                div.figure.wide {
                    span.what { (scene.t("items-agreed")) }
                    span.much { a href=(link(Show::Agreed)) { (tally.agreed) } small { " / " (tally.items) } }
                    progress max=(tally.items) value=(tally.agreed) aria-label=(scene.t("items-agreed")) {}
                }
                div.figure { span.what { (scene.t("items-open")) } span.much { a href=(link(Show::Open)) { (tally.open) } } }
                div.figure.bad[tally.unlawful > 0] { span.what { (scene.t("items-unlawful")) }
                    span.much { a href=(link(Show::Unlawful)) { (tally.unlawful) } } }
                div.figure { span.what { (scene.t("cells-apart")) } span.much { (tally.cells_apart) } }
            }
            (turn(scene))
            (deadline(scene))
        }
    }
}

fn turn(scene: &Scene<'_>) -> Markup {
    html! { @if let Some(side) = scene.table.turn {
        div.figure { span.what { (scene.t("turn")) } span.say {
            (scene.t(&format!("capacity-{}", parts::word(side))))
            @if scene.view.capacity.side() == Some(side) { " " (parts::badge("warn", &scene.t("your-side"))) }
        } }
    } }
}

/// The deadline that runs out first.
fn deadline(scene: &Scene<'_>) -> Markup {
    use DeadlineState as S;
    let running = scene.view.deadlines.iter().filter(|c| matches!(c.state, S::Running | S::Extended | S::Overdue));
    html! { @if let Some(next) = running.min_by_key(|deadline| deadline.due.rolled) {
        div.figure { span.what { (scene.t("next-deadline")) } span.say {
            (scene.t(&format!("deadline-{}", parts::word(next.what)))) br;
            small { (parts::due(next, scene.today, scene.visit.lang())) }
        } }
    } }
}
