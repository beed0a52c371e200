//! Doing an act: its form, and the form sent.

use super::header::{Tab, header};
use super::{act_forms, options};
use crate::http::pages::form::{self, Field, Input, Inputs, Options, Posted, Reader};
use crate::http::pages::parts;
use crate::http::pages::shell::{Section, page};
use crate::http::pages::visit::{Sent, Visit, see};
use crate::http::{Failed, Path, Query};
use crate::service::Error;
use crate::service::acts::{self, Terms};
use crate::service::negotiations::{NegotiationView, get};
use crate::text::problem::{self, Fault, GeneralCode, ProblemCode, problem};
use crate::text::sheet_fault;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::bargaining::{Act, ActKind};
use domain::decimal::Percent;
use domain::term::Problem;
use maud::{Markup, html};
use serde_json::Value;
use uuid::Uuid;

pub(in crate::http::pages) async fn show(
    visit: Visit,
    Path((id, act)): Path<(Uuid, String)>,
    Query(wished): Query<Vec<(String, String)>>,
) -> Result<Markup, Failed> {
    let view = get(visit.app(), visit.viewer(), id).await?;
    let (act, fields) = named(&act)?;
    let options = options::options(&visit, &view, act).await?;
    let mut form = options::start(&view, act);
    // A link from the table has picked already what the form is about.
    for (name, value) in wished.iter().filter(|(name, _)| fields.iter().any(|field| field.name == name)) {
        form.set(name, value);
    }
    Ok(markup(&visit, &view, act, &form, &options, None))
}

/// The kind of act of that name, and the fields of its form.
fn named(name: &str) -> Result<(ActKind, &'static [Field]), Failed> {
    let kind = ActKind::named(name).ok_or(Error::NotFound)?;
    Ok((kind, act_forms::fields(kind).ok_or(Error::NotFound)?))
}

fn markup(
    visit: &Visit,
    view: &NegotiationView,
    act: ActKind,
    posted: &Posted,
    options: &Options,
    failed: Option<&problem::Problem>,
) -> Markup {
    let t = |key: &str| visit.t(key);
    let faults = failed.map_or(&[][..], |problem| &problem.faults);
    let show = Inputs { lang: visit.lang(), form: posted, options, faults };
    let title = t(&format!("act-{act}"));
    let fields = act_forms::fields(act).unwrap_or_default();
    let open = view.open.contains(&act);
    page(
        visit,
        Section::Negotiations,
        &title,
        html! {
            (header(visit, view, Tab::None))
            section.card.narrow { h2 { (title) }
                @if let Some(problem) = failed { (parts::complaint(problem, visit.lang())) }
                @else if !open { p.notice { (t("not-open-now")) } }
                p.hint { (t(&format!("hint-{act}"))) }
                @if matches!(act, ActKind::Sign | ActKind::AgreeDraft) { (bytes(visit, view, posted)) }
                form method="post" {
                    (form::token(&visit.caller.csrf))
                    input type="hidden" name="expected" value=(view.version);
                    (form::inputs(show, "", fields))
                    @if act_forms::is_weighty(act) { p.warning { (t("cannot-be-undone")) } }
                    button.primary { (title) } " "
                    a.button href={ "/negotiations/" (view.opening.id) } { (t("cancel")) }
                }
            }
        },
    )
}

/// What exactly is agreed to: the text is one click away, its fingerprint here.
fn bytes(visit: &Visit, view: &NegotiationView, posted: &Posted) -> Markup {
    html! {
        p { a href={ "/negotiations/" (view.opening.id) "/contract" } { (visit.t("read-contract-first")) } }
        p { (visit.t("label-sha256")) ": " code.hash { (posted.get("sha256")) } }
    }
}

pub(in crate::http::pages) async fn send(
    Path((id, act)): Path<(Uuid, String)>,
    sent: Sent,
) -> Result<Response, Failed> {
    let Sent { visit, form } = sent;
    let view = get(visit.app(), visit.viewer(), id).await?;
    let (act, fields) = named(&act)?;
    let told = match read(&visit, act, fields, &form) {
        Err(faults) => problem::Problem { faults, ..problem(&Error::Invalid(Vec::new()), visit.lang()) },
        Ok(done) => {
            let terms = Terms { expected_version: form.get("expected").parse().ok(), ..Terms::default() };
            match acts::act(visit.app(), visit.viewer(), id, done, terms).await {
                Ok(act) => return Ok(see(&format!("/negotiations/{id}?did={}", act.seq)).into_response()),
                Err(error @ (Error::Refused(_) | Error::Conflict)) => problem(&error, visit.lang()),
                Err(error) => return Err(error.into()),
            }
        }
    };
    let status = if told.code == ProblemCode::General(GeneralCode::Conflict) {
        StatusCode::CONFLICT
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let options = options::options(&visit, &view, act).await?;
    Ok((status, markup(&visit, &view, act, &form, &options, Some(&told))).into_response())
}

/// The act of a form, or its faults.
fn read(visit: &Visit, act: ActKind, fields: &[Field], form: &Posted) -> Result<Act, Vec<Fault>> {
    let mut reader = Reader { form, zone: visit.app().zone, faults: Vec::new() };
    let mut object = reader.object("", fields);
    let mut faults = reader.told(visit.lang());
    decimals(visit, form, "", fields, &mut faults);
    if !faults.is_empty() {
        return Err(faults);
    }
    object.insert("act".to_owned(), Value::from(act.name()));
    serde_json::from_value(Value::Object(object)).map_err(|error| {
        let (field, code, message) = ("act".to_owned(), "shape".to_owned(), error.to_string());
        vec![Fault { field, code, message, ..Fault::default() }]
    })
}

/// Decimals are read as strictly as everywhere, and each is told at its own field.
fn decimals(visit: &Visit, form: &Posted, prefix: &str, fields: &[Field], faults: &mut Vec<Fault>) {
    for field in fields {
        let path = field.path(prefix);
        match field.input {
            Input::Group(inner) => decimals(visit, form, &path, inner, faults),
            Input::Decimal => {
                let text = form.get(&path).trim();
                if let Some(fault) = Percent::parse_signed(text).err().filter(|_| !text.is_empty()) {
                    let message = sheet_fault(&Problem::Decimal { reason: fault.to_string() }, visit.lang());
                    faults.push(Fault { field: path, code: "decimal".to_owned(), message, ..Fault::default() });
                }
            }
            _ => {}
        }
    }
}
