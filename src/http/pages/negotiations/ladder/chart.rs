//! The picture of a ladder as SVG. Sides differ by shape and line as well as by colour: a circle on a full line, a
//! square on a dashed one. The text beside says all of it again.

use super::geometry::{Frame, Line, Picture, Spot, apart, picture, that_fit};
use super::steps;
use crate::http::pages::visit::Visit;
use crate::service::table::LadderView;
use maud::{Markup, html};

const LARGE: Frame = Frame { width: 760, height: 320, left: 110, right: 650, top: 30, bottom: 270 };
const SMALL: Frame = Frame { width: 300, height: 130, left: 10, right: 290, top: 12, bottom: 118 };

/// Width of an amount along the picture, height of a line of text down it, in units of the picture.
const WIDE: i64 = 62;
const LINE: i64 = 15;

fn shapes(frame: Frame, picture: &Picture) -> Markup {
    let across = |spot: &Spot| format!("M{} {}H{}", frame.left, spot.y, frame.right);
    html! {
        path.base d={ "M" (frame.left) " " (frame.bottom) "H" (frame.right) } {}
        @if let Some(spot) = &picture.floor { path.floor d=(across(spot)) {} }
        @if let Some(spot) = &picture.previous { path.previous d=(across(spot)) {} }
        path.worker d=(picture.worker.path) {}
        path.employer d=(picture.employer.path) {}
        path.worker.marks d=(picture.worker.marks) {}
        path.employer.marks d=(picture.employer.marks) {}
        @if let Some(spot) = &picture.agreed { path.agreed d={ "M" (spot.x) " " (spot.y) "m-7 0 5 6 9-12" } {} }
    }
}

/// A small one: shapes alone, for a page of many.
pub(super) fn small(visit: &Visit, title: &str, found: &LadderView) -> Markup {
    let Some(picture) = picture(&found.ladder, SMALL) else { return html! {} };
    html! {
        svg viewBox={ "0 0 " (SMALL.width) " " (SMALL.height) } role="img" {
            title { (title) } desc { (steps::sentence(visit, found)) }
            (shapes(SMALL, &picture))
        }
    }
}

/// A large one: with values, acts and days.
pub(super) fn large(visit: &Visit, title: &str, found: &LadderView) -> Markup {
    let Some(mut picture) = picture(&found.ladder, LARGE) else { return html! {} };
    let worker_above = match (&picture.worker.last, &picture.employer.last) {
        (Some(worker), Some(employer)) => worker.y <= employer.y,
        _ => true,
    };
    let ends = ends(&picture);
    let lines = lines(visit, &picture);
    let zone = visit.app().zone;
    let ticks = that_fit(std::mem::take(&mut picture.ticks), |tick| tick.0, WIDE, LARGE.right);
    let day = |act| {
        let at = found.rungs.iter().find(|rung| rung.step.act == act).map(|rung| rung.step.at);
        let at = at.or(found.ladder.agreed.as_ref().filter(|agreed| agreed.act == act).map(|agreed| agreed.at));
        at.map(|at| at.with_timezone(&zone).format("%m-%d").to_string()).unwrap_or_default()
    };
    html! {
        div.scroll { svg viewBox={ "0 0 " (LARGE.width) " " (LARGE.height) } role="img" {
            title { (title) } desc { (steps::sentence(visit, found)) }
            (shapes(LARGE, &picture))
            (values(&picture.worker, "worker", worker_above))
            (values(&picture.employer, "employer", !worker_above))
            @for (class, y, text) in &ends { text.value.(class) x=(LARGE.right.saturating_add(12)) y=(y) { (text) } }
            @for (y, text) in &lines { text.line x=(LARGE.left.saturating_sub(8)) y=(y) text-anchor="end" { (text) } }
            @for (x, act) in &ticks {
                text.tick x=(x) y=(LARGE.bottom.saturating_add(18)) text-anchor="middle" { "#" (act) }
                text.tick x=(x) y=(LARGE.bottom.saturating_add(33)) text-anchor="middle" { (day(*act)) }
            }
        } }
    }
}

/// Amounts at the steps that have space; the last one stands at the end of the line.
fn values(line: &Line, class: &str, above: bool) -> Markup {
    let shift = if above { -10 } else { 20 };
    let before = if line.last.is_some() { LARGE.right.saturating_sub(WIDE) } else { LARGE.right };
    let spots = that_fit(line.changes.iter().collect(), |spot: &&Spot| spot.x, WIDE, before);
    html! { @for spot in spots {
        text.value.(class) x=(spot.x.saturating_add(6)) y=(spot.y.saturating_add(shift)) { (spot.text) }
    } }
}

/// Where both lines end, and what was agreed.
fn ends(picture: &Picture) -> Vec<(&'static str, i64, String)> {
    if let Some(agreed) = &picture.agreed {
        return vec![("agreed", agreed.y.saturating_add(4), format!("✓ {}", agreed.text))];
    }
    let sides = [("worker", &picture.worker.last), ("employer", &picture.employer.last)];
    let mut out: Vec<(&'static str, i64, String)> = sides
        .into_iter()
        .filter_map(|(class, last)| last.as_ref().map(|spot| (class, spot.y.saturating_add(4), spot.text.clone())))
        .collect();
    apart(&mut out.iter_mut().map(|(_, y, _)| y).collect::<Vec<_>>(), LINE);
    out
}

/// What the law asks and what the contract before says.
fn lines(visit: &Visit, picture: &Picture) -> Vec<(i64, String)> {
    let named = [("short-statutory", &picture.floor), ("short-previous", &picture.previous)];
    let label = |key: &str, spot: &Spot| (spot.y.saturating_add(4), format!("{} {}", visit.t(key), spot.text));
    let mut out: Vec<(i64, String)> =
        named.into_iter().filter_map(|(key, spot)| spot.as_ref().map(|spot| label(key, spot))).collect();
    apart(&mut out.iter_mut().map(|(y, _)| y).collect::<Vec<_>>(), LINE);
    out
}

fn sample(class: &str) -> Markup {
    html! { svg.sample viewBox="0 0 34 12" aria-hidden="true" {
        path.(class) d="M1 6H33" {}
        @if matches!(class, "worker" | "employer") { path.(class).marks d="M17 6h0" {} }
    } }
}

/// What the lines of this one mean.
pub(super) fn legend(visit: &Visit, found: &LadderView) -> Markup {
    let t = |key: &str| visit.t(key);
    html! { ul.legend {
        li { (sample("worker")) (t("capacity-worker_side")) } li { (sample("employer")) (t("capacity-employer_side")) }
        @if found.ladder.floor.as_ref().is_some_and(|floor| floor.required.is_some()) { li { (sample("floor")) (t("statutory")) } }
        @if found.ladder.previous.is_some() { li { (sample("previous")) (t("previous-contract")) } }
    } }
}

/// What all lines mean, and how to read them.
pub(super) fn key(visit: &Visit) -> Markup {
    let t = |key: &str| visit.t(key);
    html! {
        ul.legend { li { (sample("worker")) (t("capacity-worker_side")) } li { (sample("employer")) (t("capacity-employer_side")) }
            li { (sample("floor")) (t("statutory")) } li { (sample("previous")) (t("previous-contract")) } }
        p.hint { (t("ladder-hint")) }
    }
}
