//! The offer composer: starts from a draft, an offer or the contract before; checks, saves, tables.

mod kinds;
mod terms;

use super::header::{Tab, header};
use super::{redline, sheet};
use crate::http::Failed;
use crate::http::pages::form::{self, Field, Input, Inputs, Options, Posted, Reader};
use crate::http::pages::parts;
use crate::http::pages::shell::{Section, page};
use crate::http::pages::visit::{Sent, Visit, see};
use crate::service::acts::{self, Terms};
use crate::service::negotiations::{NegotiationView, get};
use crate::service::{Error, drafts};
use crate::text::problem::{Fault, Problem, problem};
use crate::text::term::{cell_text, field_label};
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::bargaining::Deed;
use domain::floor::check;
use domain::party::Side;
use domain::term::{TermSheet, gap};
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::Value;

/// What goes with the sheet.
const AROUND: &[Field] = &[
    Field::new("package", Input::Check),
    Field::optional("expires_at", Input::Instant),
    Field::optional("message", Input::Prose),
];

#[derive(Deserialize)]
pub(in crate::http::pages) struct From {
    #[serde(default)]
    from: String,
}

/// What is shown besides the form.
#[derive(Default)]
struct Said {
    problem: Option<Problem>,
    /// Faults by field path, for the fields.
    faults: Vec<Fault>,
    notice: Option<String>,
    /// The sheet, once valid.
    valid: Option<TermSheet>,
}

pub(in crate::http::pages) async fn show(
    visit: Visit,
    Path(id): Path<i64>,
    Query(from): Query<From>,
) -> Result<Markup, Failed> {
    let view = get(visit.app(), visit.viewer(), id).await?;
    let side = view.capacity.side().ok_or(Error::Forbidden)?;
    let draft = match drafts::get(visit.app(), visit.viewer(), id).await {
        Ok(draft) => Some(draft),
        Err(Error::NotFound) => None,
        Err(error) => return Err(error.into()),
    };
    let offer = |side| view.state.current_offer(side).map(|offer| offer.sheet.to_value());
    let previous = || view.state.opening().previous.as_ref().map(TermSheet::to_value);
    let saved = draft.as_ref().map(|draft| draft.sheet.clone());
    let base = match from.from.as_str() {
        "own" => offer(side),
        "theirs" => offer(side.other()),
        "previous" => previous(),
        "blank" => None,
        _ => saved.or_else(|| offer(side)).or_else(|| offer(side.other())).or_else(previous),
    };
    let mut posted = terms::posted(&base.unwrap_or_else(|| terms::blank(&view)));
    if let Some(draft) = &draft {
        posted.set("draft_version", draft.version.to_string());
        posted.set("message", &draft.message);
    }
    answer_current(&view, side, &mut posted);
    Ok(markup(&visit, &view, &posted, &Said::default()))
}

/// The offer the form answers is the one on the table when the form is shown.
fn answer_current(view: &NegotiationView, side: Side, posted: &mut Posted) {
    if let Some(theirs) = view.state.current_offer(side.other()) {
        posted.set("answers", theirs.stamp.seq.to_string());
    }
}

pub(in crate::http::pages) async fn send(Path(id): Path<i64>, sent: Sent) -> Result<Response, Failed> {
    let Sent { visit, form: mut posted } = sent;
    let view = get(visit.app(), visit.viewer(), id).await?;
    let side = view.capacity.side().ok_or(Error::Forbidden)?;
    let wish = posted.get("do").to_owned();
    if terms::edit(&mut posted, &wish) {
        return Ok(markup(&visit, &view, &posted, &Said::default()).into_response());
    }
    let (sheet, read) = terms::sheet(&posted, visit.app().zone);
    let mut said = judged(&visit, &sheet, &read);
    match wish.as_str() {
        "save" => save(&visit, id, &mut posted, &sheet, &mut said).await?,
        "table" => {
            let deed = deed(&visit, &posted, sheet, &mut said);
            if let Some(deed) = deed {
                match acts::act(visit.app(), visit.viewer(), id, deed, Terms::default()).await {
                    Ok(act) => {
                        drafts::delete(visit.app(), visit.viewer(), id).await?;
                        return Ok(see(&format!("/negotiations/{id}?did={}", act.seq)).into_response());
                    }
                    Err(error @ (Error::Refused(_) | Error::Conflict)) => {
                        refused(&visit, &error, &mut said);
                        answer_current(&view, side, &mut posted);
                    }
                    Err(error) => return Err(error.into()),
                }
            }
        }
        _ => {}
    }
    let status = if said.problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, markup(&visit, &view, &posted, &said)).into_response())
}

fn refused(visit: &Visit, error: &Error, said: &mut Said) {
    said.problem = Some(problem(error, visit.lang()));
}

/// The sheet read: valid, or every fault at its field.
fn judged(visit: &Visit, sheet: &Value, read: &terms::Read) -> Said {
    let mut said = Said::default();
    match TermSheet::from_value(sheet) {
        Ok(valid) if read.faults.is_empty() => said.valid = Some(valid),
        outcome => {
            let faults = outcome.err().unwrap_or_default();
            let told = problem(&Error::Sheet(faults), visit.lang());
            said.faults = terms::placed(&told.faults, read, visit.lang());
            said.problem = Some(Problem { faults: said.faults.clone(), ..told });
        }
    }
    said
}

/// An unfinished sheet may be saved: its faults stay beside the fields, and are no obstacle.
async fn save(visit: &Visit, id: i64, posted: &mut Posted, sheet: &Value, said: &mut Said) -> Result<(), Failed> {
    let seen = posted.get("draft_version").parse().unwrap_or(0);
    said.problem = None;
    match drafts::save(visit.app(), visit.viewer(), id, seen, sheet, posted.get("message")).await {
        Ok(version) => {
            posted.set("draft_version", version.to_string());
            said.notice = Some(visit.t("draft-saved"));
            Ok(())
        }
        Err(error @ Error::Conflict) => {
            said.problem = Some(Problem { detail: visit.t("draft-conflict"), ..problem(&error, visit.lang()) });
            Ok(())
        }
        Err(error) => Err(error.into()),
    }
}

fn deed(visit: &Visit, posted: &Posted, sheet: Value, said: &mut Said) -> Option<Deed> {
    let mut reader = Reader { form: posted, zone: visit.app().zone, faults: Vec::new() };
    let mut object = reader.object("", AROUND);
    let told = reader.told(visit.lang());
    if !told.is_empty() {
        let fresh = || problem(&Error::Invalid(Vec::new()), visit.lang());
        said.problem.get_or_insert_with(fresh).faults.extend(told.iter().cloned());
        said.faults.extend(told);
    }
    if said.problem.is_some() {
        return None;
    }
    object.insert("deed".to_owned(), Value::from("table_offer"));
    object.insert("sheet".to_owned(), sheet);
    if let Ok(answers) = posted.get("answers").parse::<u32>() {
        object.insert("answers".to_owned(), Value::from(answers));
    }
    serde_json::from_value(Value::Object(object)).ok()
}

fn markup(visit: &Visit, view: &NegotiationView, posted: &Posted, said: &Said) -> Markup {
    let t = |key: &str| visit.t(key);
    let none = Options::new();
    let show = Inputs { lang: visit.lang(), form: posted, options: &none, faults: &said.faults };
    let side = view.capacity.side();
    page(
        visit,
        Section::Negotiations,
        &t("tab-offer"),
        html! {
            (header(visit, view, Tab::Offer))
            p.notice.private { (t("only-your-side")) }
            (starts(visit, view))
            p { a href={ "/negotiations/" (view.opening.id) "/offer/import" } { (t("import-link")) } }
            @if posted.some("draft_version").is_some() { (redline::of_draft(visit, view)) }
            @if let Some(notice) = &said.notice { p.notice role="status" { (notice) } }
            @if let Some(problem) = &said.problem { (parts::complaint(problem, visit.lang())) }
            form.composer method="post" {
                (form::token(&visit.caller.csrf))
                @for name in ["jurisdiction", "area", "currency", "schema", "answers", "draft_version"] {
                    input type="hidden" name=(name) value=(posted.get(name));
                }
                // The first button is the one that Enter presses: it changes nothing.
                button.first name="do" value="check" { (t("check-offer")) }
                (terms::head(show))
                (terms::items(visit, show))
                (terms::adder(visit))
                section.card { h2 { (t("with-the-offer")) } (form::inputs(show, "", AROUND)) }
                @if let Some(valid) = &said.valid {
                    section { (sheet::floor(visit, &check(valid, &visit.app().library))) }
                    @if let Some(side) = side { (against(visit, view, side, valid)) }
                }
                div.buttons {
                    button name="do" value="check" { (t("check-offer")) }
                    button name="do" value="save" { (t("save-draft")) }
                    button.primary name="do" value="table" { (t("deed-table_offer")) }
                }
                p.warning { (t("tabling-is-final")) }
            }
        },
    )
}

fn starts(visit: &Visit, view: &NegotiationView) -> Markup {
    let Some(side) = view.capacity.side() else { return html! {} };
    let has = |side| view.state.current_offer(side).is_some();
    let links = [
        (has(side), "own", "start-own"),
        (has(side.other()), "theirs", "start-theirs"),
        (view.state.opening().previous.is_some(), "previous", "start-previous"),
        (true, "blank", "start-blank"),
    ];
    html! {
        p.inline { (visit.t("start-from")) " "
            @for (_, from, key) in links.iter().filter(|(shown, ..)| *shown) {
                a.button href={ "/negotiations/" (view.opening.id) "/offer?from=" (from) } { (visit.t(key)) } " "
            }
        }
    }
}

/// This sheet against the other side's current offer, number by number.
fn against(visit: &Visit, view: &NegotiationView, side: Side, mine: &TermSheet) -> Markup {
    let Some(theirs) = view.state.current_offer(side.other()) else { return html! {} };
    let lang = visit.lang();
    let cells = theirs.sheet.cells();
    let pairs = mine.cells().into_iter().filter_map(|cell| {
        let other = cells.iter().find(|c| c.item == cell.item && c.field == cell.field)?;
        let (workers, employers) =
            if side == Side::WorkerSide { (&cell.value, &other.value) } else { (&other.value, &cell.value) };
        Some((gap(workers, employers), other.clone(), cell))
    });
    let differing: Vec<_> = pairs.filter(|(_, other, cell)| other.value != cell.value).collect();
    html! {
        section { h2 { (visit.t("gap-to-other-side")) }
            @if differing.is_empty() { p.hint { (visit.t("no-difference")) } }
            @else { div.scroll { table {
                thead { tr { th { (visit.t("item")) } th { (visit.t("your-side")) } th { (visit.t("other-side")) } th { (visit.t("gap")) } } }
                tbody { @for (gap, other, cell) in &differing { tr {
                    td { code { (cell.item) } " " (field_label(&cell.field, lang)) }
                    td { (cell_text(&cell.field, &cell.value, lang)) } td { (cell_text(&other.field, &other.value, lang)) }
                    td { @if let Some(gap) = gap { span.number { (gap.units) } @if let Some(percent) = &gap.percent { " " span.hint { (percent) "%" } } } }
                } } }
            } } }
        }
    }
}
