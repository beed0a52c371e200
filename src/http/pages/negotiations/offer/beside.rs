//! What is said beside each field: one wording for the page and for the script that asks while one types.

use super::grid::shape_of;
use super::named::List;
use super::terms::Read;
use crate::http::pages::form::{Beside, Posted, id_of};
use crate::http::pages::parts;
use crate::http::pages::visit::Visit;
use crate::i18n::Lang;
use crate::service::bargaining_limits::BargainingLimit;
use crate::service::drafts::{CellJudgement, Judgement};
use crate::text::problem::Fault;
use crate::text::term::cell_text;
use domain::bargaining_limit::Bound;
use domain::floor::{FloorCell, FloorOutcome};
use domain::term::{CellValue, Edit, named_by, usual_code};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// How many of what there are in a group, or in all.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    faults: usize,
    breaches: usize,
    warnings: usize,
    crossed: usize,
}

/// Everything beside every field, by its path; beside a kind's heading `kind.overtime`, a grid `grid.month`.
pub(super) fn beside(
    visit: &Visit,
    posted: &Posted,
    read: &Read,
    judged: &Judgement,
    faults: &[Fault],
    list: &List,
) -> Beside {
    let lang = visit.lang();
    let mut said: BTreeMap<String, Vec<Markup>> = BTreeMap::new();
    let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
    for fault in faults {
        let mark = html! { p.fault id={ (id_of(&fault.field)) "-fault" } { span aria-hidden="true" { "✕ " } (fault.message) } };
        said.entry(fault.field.clone()).or_default().push(mark);
        if let Some(kind) = Read::kind(posted, &fault.field) {
            let tally = tallies.entry(kind).or_default();
            tally.faults = tally.faults.saturating_add(1);
        }
    }
    for cell in &judged.cells {
        let Some(path) = read.path(posted, &cell.cell.item, &cell.cell.field) else { continue };
        let kind = Read::kind(posted, &path).unwrap_or_default();
        count(tallies.entry(kind).or_default(), cell);
        let table = grid_of(posted, &path);
        let brief = table.is_some();
        if let Some(table) = table
            && let Some(law) = &cell.law
        {
            let place = said.entry(format!("grid.{table}")).or_default();
            if place.is_empty() {
                place.push(html! { p.hint { (lang.t("statutory")) " " (required(law, lang)) } });
            }
        }
        said.entry(path).or_default().push(one(cell, brief, lang));
    }
    for path in new_names(posted, list) {
        said.entry(path).or_default().push(html! { p.hint { (lang.t("new-name")) } });
    }
    for (path, edit) in edited(posted, read, &judged.edits) {
        said.entry(path).or_default().push(who(visit, edit));
    }
    for (kind, tally) in tallies {
        said.insert(format!("kind.{kind}"), vec![badges(tally, lang)]);
    }
    said.into_iter().map(|(path, all)| (path, html! { @for one in all { (one) } })).collect()
}

/// The last edit at each field: of a new item's many fields in one cell of a grid only one speaks.
fn edited<'a>(posted: &Posted, read: &Read, edits: &'a [Edit]) -> BTreeMap<String, &'a Edit> {
    let mut out: BTreeMap<String, &Edit> = BTreeMap::new();
    for edit in edits {
        let Some(path) = read.path(posted, &edit.item, &edit.field) else { continue };
        let last = out.entry(path).or_insert(edit);
        if last.at < edit.at {
            *last = edit;
        }
    }
    out
}

/// The table of a grid in which a field stands: `wages.month`.
fn grid_of(posted: &Posted, path: &str) -> Option<String> {
    let form = shape_of(path)?.form;
    let (row, _) = path.strip_prefix(form)?.strip_prefix('[')?.split_once(']')?;
    Some(format!("{form}.{}", posted.get(&format!("{form}[{row}].table"))))
}

fn count(tally: &mut Tally, cell: &CellJudgement) {
    match cell.law.as_ref().map(|law| law.outcome) {
        Some(FloorOutcome::Breach) => tally.breaches = tally.breaches.saturating_add(1),
        Some(FloorOutcome::Warning) => tally.warnings = tally.warnings.saturating_add(1),
        _ => {}
    }
    tally.crossed = tally.crossed.saturating_add(cell.crossed.len());
}

fn badges(tally: Tally, lang: Lang) -> Markup {
    let badge = |tone: &str, key: &'static str, count: usize| {
        html! { @if count > 0 { (parts::badge(tone, &lang.ta(key, &[("count", &count.to_string())]))) " " } }
    };
    html! {
        (badge("bad", "count-faults", tally.faults)) (badge("bad", "count-breaches", tally.breaches))
        (badge("warn", "count-warnings", tally.warnings)) (badge("warn", "count-crossed", tally.crossed))
    }
}

/// The whole sheet in a line.
pub(super) fn summary(judged: &Judgement, faults: usize, lang: Lang) -> Markup {
    let of = |wanted| judged.floor.iter().filter(|result| result.outcome == wanted).count();
    let (breaches, warnings) = (of(FloorOutcome::Breach), of(FloorOutcome::Warning));
    let tally = Tally { faults, breaches, warnings, crossed: judged.crossed().count() };
    let fine = faults == 0 && breaches == 0;
    html! { (badges(tally, lang)) @if fine { (parts::badge("good", &lang.t("nothing-unlawful"))) } }
}

fn one(cell: &CellJudgement, brief: bool, lang: Lang) -> Markup {
    html! {
        @if let Some(law) = &cell.law { (lawful(law, brief, lang)) }
        (against(cell, lang))
        @for bargaining_limit in &cell.crossed { (crossing(bargaining_limit, lang)) }
    }
}

/// Fields with a name that the list does not have: it will be added.
fn new_names(posted: &Posted, list: &List) -> Vec<String> {
    let kind_of = |path: &str| {
        let (start, field) = path.rsplit_once('.')?;
        let item = Read::kind(posted, path)?;
        // A column of a grid is no field with a name.
        shape_of(path).is_none_or(|shape| shape.row.iter().any(|(own, _)| *own == field)).then_some(())?;
        let class = start.contains(".classes[");
        named_by(if class { "overtime" } else { item }, field)
    };
    let is_new = |(path, text): &(&str, &str)| {
        let text = text.trim();
        let named =
            || kind_of(path).is_some_and(|kind| list.find(kind, text).is_none() && usual_code(kind, text).is_none());
        (path.starts_with("items[") || shape_of(path).is_some()) && !text.is_empty() && named()
    };
    posted.pairs().filter(is_new).map(|(path, _)| path.to_owned()).collect()
}

/// Shape, word and tone of an outcome.
const fn shape(outcome: FloorOutcome) -> (&'static str, &'static str) {
    match outcome {
        FloorOutcome::Pass => ("✓", "good"),
        FloorOutcome::Breach => ("✕", "bad"),
        FloorOutcome::Warning => ("▲", "warn"),
        FloorOutcome::Omitted => ("○", "calm"),
        FloorOutcome::CannotConclude => ("?", "calm"),
    }
}

/// How a cell stands to the law. In a grid what passes is brief: the value and its article stand above the grid.
fn lawful(law: &FloorCell, brief: bool, lang: Lang) -> Markup {
    let (mark, tone) = shape(law.outcome);
    let word = lang.t(&format!("outcome-{}", crate::text::outcome_word(law.outcome)));
    let short = brief && law.outcome == FloorOutcome::Pass;
    html! { p.law.(tone) {
        span.mark { span aria-hidden="true" { (mark) " " } (word) }
        @if !short { " " small { (lang.t("statutory")) " " (required(law, lang)) } }
    } }
}

fn required(law: &FloorCell, lang: Lang) -> Markup {
    html! {
        @if let Some(required) = &law.required { span.number { (required) } } @else { "—" }
        @if let Some(source) = &law.citation { " " (parts::citation(source, lang)) }
    }
}

/// What the other side offers, where it is not the same.
fn against(cell: &CellJudgement, lang: Lang) -> Markup {
    let Some(theirs) = cell.theirs.as_ref() else { return html! {} };
    if *theirs == cell.cell.value {
        return html! { p.gap { (lang.t("equal-to-theirs")) } };
    }
    let long = matches!(theirs, CellValue::Text(text) if text.chars().count() > 24);
    html! { p.gap {
        @if long { (lang.t("theirs-differs")) }
        @else { (lang.t("other-side")) " " span.number { (cell_text(&cell.cell.field, theirs, lang)) } }
        @if let Some(gap) = &cell.gap { " · " (lang.t("gap")) " " span.number { (gap.units) }
            @if let Some(percent) = &gap.percent { " " span.number { (lang.ta("in-brackets", &[("text", &format!("{percent}%"))])) } } }
    } }
}

/// Beyond an own limit.
pub(super) fn crossing(bargaining_limit: &BargainingLimit, lang: Lang) -> Markup {
    let key = match bargaining_limit.bound {
        Bound::AtMost => "crosses-at_most",
        Bound::AtLeast => "crosses-at_least",
    };
    html! { p.law.warn { span.mark { span aria-hidden="true" { "▲ " } (lang.ta(key, &[("value", &bargaining_limit.value)])) }
    @if !bargaining_limit.note.is_empty() { " " small { (bargaining_limit.note) } } } }
}

fn who(visit: &Visit, edit: &Edit) -> Markup {
    let at = edit.at.with_timezone(&visit.app().zone).format("%m-%d %H:%M").to_string();
    html! { p.who { span aria-hidden="true" { "✎ " } (edit.by) " " time datetime=(edit.at.to_rfc3339()) { (at) } } }
}
