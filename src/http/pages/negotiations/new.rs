//! Opening a negotiation.

use crate::http::Failed;
use crate::http::pages::form::{self, Field, Input, Inputs, Options, Posted, Reader};
use crate::http::pages::parts;
use crate::http::pages::shell::{Section, page};
use crate::http::pages::visit::{Sent, Visit, see};
use crate::service::Error;
use crate::service::contracts::{self, Search};
use crate::service::negotiations::{self, NewNegotiation};
use crate::service::people::{OrganisationView, offered};
use crate::text::law::{INDUSTRIES, industry};
use crate::text::problem::{Fault, Problem, problem};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::bargaining::Reopening;
use domain::limits;
use domain::party::{OrganisationKind, Side};
use maud::{Markup, html};
use uuid::Uuid;

const FIELDS: &[Field] = &[
    Field::new("title", Input::Line).most(limits::TITLE),
    Field::new("jurisdiction", Input::Pick),
    Field::new("area", Input::Line),
    Field::new("industry", Input::Pick),
    Field::new("worker_org", Input::Pick),
    Field::new("employer_org", Input::Pick),
    Field::new("bureau_org", Input::Pick),
    Field::new("reopening", Input::Choice(&["mutual", "either_until_all"], "reopening")),
    Field::optional("previous_contract", Input::Pick),
];

async fn options(visit: &Visit) -> Result<Options, Failed> {
    let side = |side: Option<Side>| OrganisationKind::ALL.into_iter().filter(move |kind| kind.side() == side);
    let (workers, employers) = (side(Some(Side::WorkerSide)), side(Some(Side::EmployerSide)));
    let (workers, employers) = (of(visit, workers).await?, of(visit, employers).await?);
    let bureaus = of(visit, side(None)).await?;
    let english = visit.lang() == crate::i18n::Lang::En;
    let book = |book: &domain::statute::Rulebook| {
        let names = book.names();
        let name = if english { &names.name_en } else { &names.name };
        (book.jurisdiction().to_owned(), format!("{name} ({})", book.jurisdiction()))
    };
    let mine = contracts::search(visit.app(), visit.viewer(), &Search::default(), None).await?;
    let named = |c: &contracts::ContractView| format!("{} {}", c.number.as_deref().unwrap_or_default(), c.title);
    let previous = mine.items.iter().map(|c| (c.id.to_string(), named(c))).collect();
    Ok(Options::from([
        ("jurisdiction".to_owned(), visit.app().rulebooks.rulebooks().map(book).collect()),
        ("industry".to_owned(), INDUSTRIES.map(|code| (code.to_owned(), industry(code, visit.lang()))).to_vec()),
        ("worker_org".to_owned(), workers),
        ("employer_org".to_owned(), employers),
        ("bureau_org".to_owned(), bureaus),
        ("previous_contract".to_owned(), previous),
    ]))
}

/// The organisations of some kinds that the form offers.
async fn of(visit: &Visit, kinds: impl Iterator<Item = OrganisationKind>) -> Result<Vec<(String, String)>, Failed> {
    let kinds: Vec<OrganisationKind> = kinds.collect();
    let option = |o: &OrganisationView| (o.id.to_string(), format!("{} · {}", o.name, o.area));
    Ok(offered(visit.app(), visit.viewer(), &kinds).await?.iter().map(option).collect())
}

pub(in crate::http::pages) async fn show(visit: Visit) -> Result<Markup, Failed> {
    let options = options(&visit).await?;
    Ok(view(&visit, &Posted::default(), &options, None))
}

fn view(visit: &Visit, posted: &Posted, options: &Options, failed: Option<&Problem>) -> Markup {
    let faults = failed.map_or(&[][..], |problem| &problem.faults);
    let show = Inputs { lang: visit.lang(), form: posted, options, faults };
    let title = visit.t("new-negotiation");
    page(
        visit,
        Section::Negotiations,
        &title,
        html! {
            section.card.narrow { h1 { (title) }
                p.hint { (visit.t("new-negotiation-hint")) }
                @if let Some(problem) = failed { (parts::complaint(problem, visit.lang())) }
                form method="post" { (form::token(&visit.caller.csrf)) (form::inputs(show, "", FIELDS))
                    button.primary { (visit.t("open-negotiation")) } }
            }
        },
    )
}

/// The shape's own faults, as the service tells its own.
pub(in crate::http::pages) fn misshapen(faults: Vec<Fault>, visit: &Visit) -> Problem {
    Problem { faults, ..problem(&Error::Invalid(Vec::new()), visit.lang()) }
}

pub(in crate::http::pages) async fn create(sent: Sent) -> Result<Response, Failed> {
    let Sent { visit, form } = sent;
    let options = options(&visit).await?;
    let mut reader = Reader { form: &form, zone: visit.app().zone, faults: Vec::new() };
    reader.object("", FIELDS);
    let id = |name: &str| form.get(name).parse::<Uuid>().unwrap_or_default();
    let reopening = if form.get("reopening") == "mutual" { Reopening::Mutual } else { Reopening::EitherUntilAll };
    let new = NewNegotiation {
        title: form.get("title").trim().to_owned(),
        jurisdiction: form.get("jurisdiction").to_owned(),
        area: form.get("area").trim().to_owned(),
        industry: form.get("industry").trim().to_owned(),
        worker_org: id("worker_org"),
        employer_org: id("employer_org"),
        bureau_org: id("bureau_org"),
        reopening,
        previous_contract: form.some("previous_contract").and_then(|id| id.parse().ok()),
    };
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    let told = if reader.faults.is_empty() {
        match negotiations::create(visit.app(), visit.viewer(), new).await {
            Ok(id) => return Ok(see(&format!("/negotiations/{id}")).into_response()),
            Err(error @ (Error::Invalid(_) | Error::Forbidden)) => {
                if matches!(error, Error::Forbidden) {
                    status = StatusCode::FORBIDDEN;
                }
                problem(&error, visit.lang())
            }
            Err(error) => return Err(error.into()),
        }
    } else {
        misshapen(reader.told(visit.lang()), &visit)
    };
    Ok((status, view(&visit, &form, &options, Some(&told))).into_response())
}
