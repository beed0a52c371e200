//! Which moment of the table is shown: now, or after any act.

use super::Scene;
use super::filter::path;
use crate::http::pages::parts;
use crate::service::table::ActLine;
use chrono::{Datelike, Timelike};
use domain::bargaining::Seq;
use maud::{Markup, html};

pub(super) fn view(scene: &Scene<'_>) -> Markup {
    let (now, shown) = (scene.view.version, scene.table.as_of);
    let to = |seq: Seq| path(scene.id(), scene.filter.show, &scene.filter.text, (seq != now).then_some(seq));
    html! {
        @if scene.past() {
            p.notice.then role="status" {
                strong { (scene.visit.lang().ta("as-it-stood", &[("seq", &shown.to_string())])) }
                @if let Some(at) = scene.table.at { " (" (parts::moment(at, scene.visit.app().zone)) ")" }
                " " a href=(to(now)) { (scene.t("table-now")) }
            }
        }
        @if now > 0 {
            form.inline.when method="get" action={ "/negotiations/" (scene.id()) "#bargain" } {
                @if shown > 0 { a.button.small rel="prev" href=(to(shown.saturating_sub(1))) { "‹ " (scene.t("act-before")) } }
                label for="as_of" { (scene.t("table-after")) }
                select id="as_of" name="as_of" {
                    @for act in scene.table.acts.iter().rev() { (option(scene, act)) }
                    option value="0" selected[shown == 0] { (scene.t("before-all")) }
                }
                button.small { (scene.t("show")) }
                @if shown < now { a.button.small rel="next" href=(to(shown.saturating_add(1))) { (scene.t("act-after")) " ›" } }
                // Filled by the script: dragging along the acts.
                input type="range" min="0" max=(now) value=(shown) data-acts aria-label=(scene.t("slide-acts")) hidden;
            }
        }
    }
}

fn option(scene: &Scene<'_>, act: &ActLine) -> Markup {
    let local = act.at.with_timezone(&scene.visit.app().zone);
    let (month, day, hour, minute) = (local.month(), local.day(), local.hour(), local.minute());
    html! {
        option value=(act.seq) selected[act.seq == scene.table.as_of] {
            "#" (act.seq) " · " (format_args!("{month:02}-{day:02} {hour:02}:{minute:02}")) " · " (scene.t(&format!("capacity-{}", parts::word(act.capacity))))
            " · " (scene.t(&format!("act-{}", act.act)))
        }
    }
}
