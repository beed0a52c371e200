//! The bounds a side sets its own representatives: the chief sets them, the side reads them, nobody else.

use super::header::{Tab, header};
use super::list::Asked;
use super::offer::words;
use crate::http::pages::form::{self, Field, Input, Inputs, Options, Posted};
use crate::http::pages::parts;
use crate::http::pages::shell::{Section, page};
use crate::http::pages::visit::{Sent, Visit, see};
use crate::http::shape::most;
use crate::http::{Failed, Path, Query};
use crate::service::bargaining_limits::{self, BargainingLimit, NewBargainingLimit};
use crate::service::negotiations::{NegotiationView, get};
use crate::service::{Error, drafts};
use crate::text::problem::{Problem, problem};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::bargaining_limit::Bound;
use domain::limits;
use domain::party::MandateRole;
use domain::term::{CellValue, TermSheet};
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;
use validator::Validate;

const FIELDS: &[Field] = &[
    Field::new("cell", Input::Pick),
    Field::new("bound", Input::Choice(&["at_most", "at_least"], "bound")),
    Field::new("value", Input::Decimal),
    Field::optional("note", Input::Line),
];

/// Numeric cells at the table and in the draft: what a limit can bind.
fn cells(view: &NegotiationView, draft: &Value, titles: &words::Titles, visit: &Visit) -> Vec<(String, String)> {
    let own = TermSheet::partly(draft).0;
    let previous = view.state.opening().previous.iter();
    let sheets = own.iter().chain(view.state.offers().iter().rev().map(|offer| &*offer.sheet)).chain(previous);
    let mut out: Vec<(String, String)> = Vec::new();
    for cell in sheets.flat_map(TermSheet::cells).filter(|cell| matches!(cell.value, CellValue::Number(_))) {
        let value = format!("{} {}", cell.item, cell.field);
        if !out.iter().any(|(known, _)| *known == value) {
            out.push((value, name(&cell.item, &cell.field, titles, visit)));
        }
    }
    out
}

fn name(item: &str, field: &str, titles: &words::Titles, visit: &Visit) -> String {
    let title = titles.get(item).map_or(item, String::as_str);
    format!("{title} · {}", words::field(field, visit.lang()))
}

async fn draft_of(visit: &Visit, id: Uuid) -> Result<Value, Failed> {
    match drafts::get(visit.app(), visit.viewer(), id).await {
        Ok(draft) => Ok(draft.sheet),
        Err(Error::NotFound) => Ok(Value::Null),
        Err(error) => Err(error.into()),
    }
}

pub(in crate::http::pages) async fn show(
    visit: Visit,
    Path(id): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Result<Markup, Failed> {
    markup(&visit, id, asked.after.as_deref(), &Posted::default(), None).await
}

/// A limit as the form sends it.
#[derive(Default, Deserialize, Validate)]
#[serde(default)]
struct Wished {
    /// Item and field, a space between them.
    #[validate(length(max = most(2 * limits::KEY)))]
    cell: String,
    bound: String,
    #[validate(length(max = most(limits::DECIMAL)))]
    value: String,
    #[validate(length(max = most(limits::SHORT)))]
    note: String,
}

impl Wished {
    fn read(self) -> NewBargainingLimit {
        let (item, field) = self.cell.split_once(' ').unwrap_or_default();
        let bound = if self.bound == "at_least" { Bound::AtLeast } else { Bound::AtMost };
        let (item, field) = (item.to_owned(), field.to_owned());
        NewBargainingLimit { item, field, bound, value: self.value, note: self.note }
    }
}

pub(in crate::http::pages) async fn change(Path(id): Path<Uuid>, sent: Sent) -> Result<Response, Failed> {
    let Sent { visit, form } = sent;
    let done = match form.get("lift").parse::<Uuid>() {
        Ok(bargaining_limit) => bargaining_limits::lift(visit.app(), visit.viewer(), id, bargaining_limit).await,
        Err(_) => {
            let set = async {
                let wished: Wished = form.read()?;
                bargaining_limits::set(visit.app(), visit.viewer(), id, wished.read()).await
            };
            set.await
        }
    };
    match done {
        Ok(()) => Ok(see(&format!("/negotiations/{id}/bargaining-limits")).into_response()),
        Err(error @ Error::Invalid(_)) => {
            let mut told = problem(&error, visit.lang());
            // The form has one field for both.
            told.faults.retain(|fault| fault.field != "field");
            told.faults
                .iter_mut()
                .filter(|fault| fault.field == "item")
                .for_each(|fault| fault.field = "cell".to_owned());
            let page = markup(&visit, id, None, &form, Some(&told)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn markup(
    visit: &Visit,
    id: Uuid,
    after: Option<&str>,
    posted: &Posted,
    failed: Option<&Problem>,
) -> Result<Markup, Failed> {
    let view = get(visit.app(), visit.viewer(), id).await?;
    let all = bargaining_limits::list(visit.app(), visit.viewer(), id, after).await?;
    let draft = draft_of(visit, id).await?;
    let titles = words::all_titles(&view, &[&draft], visit.lang());
    let t = |key: &str| visit.t(key);
    let chief = view.role == MandateRole::ChiefRepresentative;
    Ok(page(
        visit,
        Section::Negotiations,
        &t("bargaining-limits"),
        html! {
            (header(visit, &view, Tab::None))
            p.notice.private { (t("bargaining-limits-private")) " " a href={ "/negotiations/" (id) "/offer" } { (t("tab-offer")) } }
            h2 { (t("bargaining-limits")) }
            p.hint { (t("bargaining-limits-hint")) }
            @if all.items.is_empty() { p { (t("no-bargaining-limits")) } }
            @else { (list(visit, &all.items, &titles, chief)) }
            (parts::further(visit, &format!("/negotiations/{id}/bargaining-limits"), &[], all.next.as_deref()))
            @if chief { (new(visit, posted, failed, cells(&view, &draft, &titles, visit))) }
            @else { p.hint { (t("bargaining-limits-chief-only")) } }
        },
    ))
}

fn list(visit: &Visit, all: &[BargainingLimit], titles: &words::Titles, chief: bool) -> Markup {
    let t = |key: &str| visit.t(key);
    let bound = |bargaining_limit: &BargainingLimit| t(&format!("bound-{}", parts::word(bargaining_limit.bound)));
    html! {
        div.scroll { table.stacks {
            thead { tr { th { (t("item")) } th { (t("label-bound")) } th { (t("label-value")) } th { (t("label-note")) } th { (t("set-at")) } @if chief { th {} } } }
            tbody { @for bargaining_limit in all { tr {
                td { (name(&bargaining_limit.item, &bargaining_limit.field, titles, visit)) }
                td { (bound(bargaining_limit)) } td.number { (bargaining_limit.value) } td { (bargaining_limit.note) }
                td { (parts::moment(bargaining_limit.set_at, visit.app().zone)) }
                @if chief { td { form method="post" { (form::token(&visit.caller.csrf))
                    button.link name="lift" value=(bargaining_limit.id) aria-label={ (t("lift")) " " (name(&bargaining_limit.item, &bargaining_limit.field, titles, visit)) } { (t("lift")) } } } }
            } } }
        } }
    }
}

fn new(visit: &Visit, posted: &Posted, failed: Option<&Problem>, cells: Vec<(String, String)>) -> Markup {
    let options = Options::from([("cell".to_owned(), cells)]);
    let faults = failed.map_or(&[][..], |problem| &problem.faults);
    let show = Inputs { lang: visit.lang(), form: posted, options: &options, faults };
    html! {
        section.card.narrow { h2 { (visit.t("set-bargaining-limit")) }
            @if options.values().all(Vec::is_empty) { p.hint { (visit.t("no-cells-yet")) } }
            @else {
                @if let Some(problem) = failed { (parts::complaint(problem, visit.lang())) }
                form method="post" { (form::token(&visit.caller.csrf)) (form::inputs(show, "", FIELDS))
                    button.primary { (visit.t("set-bargaining-limit")) } }
            }
        }
    }
}
