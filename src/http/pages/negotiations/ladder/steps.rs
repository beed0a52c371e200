//! A ladder in words and as a table: the same that the picture shows.

use crate::http::pages::negotiations::table::signed;
use crate::http::pages::parts;
use crate::http::pages::visit::Visit;
use crate::service::table::LadderView;
use crate::text::term::cell_text;
use domain::bargaining::{Rung, Step};
use domain::party::Side;
use domain::term::CellValue;
use maud::{Markup, html};
use uuid::Uuid;

const SIDES: [(Side, &str); 2] =
    [(Side::WorkerSide, "capacity-worker_side"), (Side::EmployerSide, "capacity-employer_side")];

fn values(steps: &[Step]) -> Vec<&str> {
    let mut out: Vec<&str> = steps.iter().filter_map(|step| step.value.as_ref()).map(CellValue::text).collect();
    out.dedup();
    out
}

/// `2700.00 → 2620.00 → 2580.00`; of many the first, the last two and how many.
fn run(visit: &Visit, steps: &[Step]) -> String {
    let all = values(steps);
    match all.as_slice() {
        [] => "—".to_owned(),
        [first, middle @ .., before, last] if middle.len() > 2 => {
            let more = visit.lang().ta("steps-between", &[("count", &middle.len().to_string())]);
            format!("{first} → {more} → {before} → {last}")
        }
        few => few.join(" → "),
    }
}

fn gap(visit: &Visit, found: &LadderView) -> Option<String> {
    let gap = found.rungs.last().and_then(|rung| rung.gap.as_ref())?;
    let percent = gap.percent.as_ref().map(|percent| format!(" ({percent}%)")).unwrap_or_default();
    Some(format!("{} {}{percent}", visit.t("gap"), gap.units))
}

/// The picture in a sentence.
pub(super) fn sentence(visit: &Visit, found: &LadderView) -> String {
    let ladder = &found.ladder;
    let mut out: Vec<String> = SIDES
        .iter()
        .map(|(side, key)| format!("{}{}{}", visit.t(key), visit.lang().colon(), run(visit, ladder.steps.get(*side))))
        .collect();
    let floor = ladder.floor.as_ref().and_then(|floor| floor.required.as_deref());
    let previous = ladder.previous.as_ref().map(CellValue::text);
    let named = [("statutory", floor), ("previous-contract", previous)];
    out.extend(named.iter().filter_map(|(key, value)| value.map(|value| format!("{} {value}", visit.t(key)))));
    match &ladder.agreed {
        Some(agreed) => out.push(format!("{} {}", visit.t("agreed"), agreed.value.text())),
        None => out.extend(gap(visit, found)),
    }
    format!("{}{}", out.join(visit.lang().semicolon()), visit.lang().stop())
}

/// A line under a small picture.
pub(super) fn brief(visit: &Visit, found: &LadderView) -> Markup {
    let ladder = &found.ladder;
    html! {
        @for (side, key) in SIDES {
            @let all = values(ladder.steps.get(side));
            span.side { (visit.t(key)) " " span.number { @match (all.first(), all.last()) {
                (Some(first), Some(last)) if all.len() > 1 => { (first) " → " (last) }
                (Some(only), _) => { (only) }
                _ => { "—" }
            } } }
        }
        span.side { @match &ladder.agreed {
            Some(agreed) => { span.settled { "✓ " (agreed.value.text()) } }
            None => { (gap(visit, found).unwrap_or_default()) }
        } }
    }
}

/// What both stand by in a cell that did not move.
pub(super) fn stands(visit: &Visit, found: &LadderView) -> String {
    let last = |side| values(found.ladder.steps.get(side)).last().copied().unwrap_or("—").to_owned();
    let (worker, employer) = (last(Side::WorkerSide), last(Side::EmployerSide));
    if worker == employer {
        return worker;
    }
    let named = |key: &str, value: &str| format!("{} {value}", visit.t(key));
    format!("{} · {}", named("capacity-worker_side", &worker), named("capacity-employer_side", &employer))
}

/// Every step a row.
pub(super) fn table(visit: &Visit, id: Uuid, found: &LadderView) -> Markup {
    let t = |key: &str| visit.t(key);
    html! {
        @if found.rungs.is_empty() { p.hint { (t("nothing-tabled")) } }
        @else { div.scroll { table.steps.stacks {
            thead { tr { th scope="col" { (t("act")) } th scope="col" { (t("served-at")) } th scope="col" { (t("who")) }
                th.n scope="col" { (t("value")) } th.n scope="col" { (t("step-by")) } th.n scope="col" { (t("gap-after")) } } }
            tbody { @for rung in &found.rungs { (row(visit, id, &found.ladder.field, rung)) } }
        } } }
    }
}

fn row(visit: &Visit, id: Uuid, field: &str, rung: &Rung) -> Markup {
    let t = |key: &str| visit.t(key);
    let held = rung.by.as_deref().is_some_and(|by| by.bytes().all(|b| matches!(b, b'0' | b'.')));
    html! { tr {
        td { a href={ "/negotiations/" (id) "/acts/" (rung.step.act) } { "#" (rung.step.act) } }
        td { (parts::moment(rung.step.at, visit.app().zone)) }
        td { @for (_, key) in SIDES.iter().filter(|(side, _)| *side == rung.side) { (t(key)) } }
        td.n { @match &rung.step.value { Some(value) => { (cell_text(field, value, visit.lang())) } None => { (t("left-out")) } } }
        td.n { @if held { span.hint { (t("held")) } } @else if let Some(by) = &rung.by { (signed(by)) } @else { span.hint { "—" } } }
        td.n { @if let Some(gap) = &rung.gap { (gap.units) @if let Some(percent) = &gap.percent { " " small { (percent) "%" } } } @else { span.hint { "—" } } }
    } }
}
