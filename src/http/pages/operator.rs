//! The operator's desk: organisations, people, mandates. To anybody else it does not exist.

mod jobs;

use super::form::{self, Field, Input, Inputs, Options, Posted, Reader};
use super::parts;
use super::shell::{Section, page};
use super::visit::{Sent, Visit, see};
use crate::http::{Failed, Path, Query, State};
use crate::service::accounts::{self, AccountView, NewAccount};
use crate::service::closing;
use crate::service::mandates::{self, MandateState, RequestView};
use crate::service::page::Page;
use crate::service::people::{self, NewMandate, NewOrganisation, OrganisationView};
use crate::service::{Error, FieldCode};
use crate::text::law::{INDUSTRIES, industry};
use crate::text::problem::{Problem, problem};
use axum::Router;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use maud::{Markup, html};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use uuid::Uuid;

pub(super) fn router() -> Router<State> {
    Router::new()
        .route("/operator", get(show))
        .route("/operator/{what}", get(blank).post(create))
        .route("/operator/accounts/{id}/close", post(close))
        .route("/operator/accounts/{id}/reopen", post(reopen))
        .route("/operator/mandates/{id}/revoke", post(revoke))
        .merge(jobs::router())
}

const KINDS: Input = Input::Choice(
    &["trade_union_federation", "union_federation", "union", "employer_organisation", "enterprise", "labour_bureau"],
    "kind",
);
const ROLES: Input =
    Input::Choice(&["chief_representative", "representative", "reviewer", "auditor", "observer"], "role");

/// The forms of the desk, by the last step of their address.
fn fields(what: &str) -> Option<&'static [Field]> {
    Some(match what {
        "organisations" => {
            const {
                &[
                    Field::new("name", Input::Line),
                    Field::optional("name_en", Input::Line),
                    Field::new("kind", KINDS),
                    Field::optional("credit_code", Input::Line),
                    Field::new("area", Input::Line),
                    Field::optional("industry", Input::Pick),
                    Field::optional("parent", Input::Pick),
                ]
            }
        }
        "affiliations" => {
            const {
                &[
                    Field::new("parent", Input::Pick),
                    Field::new("child", Input::Pick),
                    Field::new("valid_from", Input::Date),
                    Field::optional("valid_to", Input::Date),
                ]
            }
        }
        "accounts" => {
            const {
                &[
                    Field::new("login", Input::Line),
                    Field::new("name", Input::Line).called("person-name"),
                    Field::new("password", Input::Line),
                    Field::new("locale", Input::Choice(&["zh-CN", "en"], "locale")),
                    Field::new("operator", Input::Check),
                ]
            }
        }
        "mandates" => {
            const {
                &[
                    Field::new("account", Input::Pick),
                    Field::new("organisation", Input::Pick),
                    Field::new("role", ROLES),
                    Field::optional("negotiation", Input::Line),
                    Field::new("valid_from", Input::Date),
                    Field::optional("valid_to", Input::Date),
                ]
            }
        }
        _ => return None,
    })
}

/// What the forms offer.
async fn options(visit: &Visit) -> Result<Options, Failed> {
    visit.signed_in()?;
    let accounts = accounts::offered(visit.app(), visit.viewer()).await?;
    let organisations = people::offered(visit.app(), visit.viewer(), &[]).await?;
    let organisations: Vec<_> = organisations.into_iter().map(|o| (o.id.to_string(), o.name)).collect();
    let accounts = accounts.into_iter().map(|a| (a.id.to_string(), format!("{} ({})", a.name, a.login))).collect();
    let named = ["parent", "child", "organisation"].map(|name| (name.to_owned(), organisations.clone()));
    let industries = INDUSTRIES.map(|code| (code.to_owned(), industry(code, visit.lang()))).to_vec();
    Ok(named.into_iter().chain([("account".to_owned(), accounts), ("industry".to_owned(), industries)]).collect())
}

/// Where the desk's lists begin.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    organisations: Option<String>,
    accounts: Option<String>,
    mandates: Option<String>,
}

/// A page of each of the desk's lists.
struct Desk {
    organisations: Page<OrganisationView>,
    accounts: Page<AccountView>,
    mandates: Page<RequestView>,
    /// Those that wait for this operator.
    requests: Vec<RequestView>,
}

async fn desk(visit: &Visit, asked: &Asked) -> Result<Desk, Failed> {
    let (app, viewer) = (visit.app(), visit.viewer());
    visit.signed_in()?;
    Ok(Desk {
        accounts: accounts::list(app, viewer, asked.accounts.as_deref()).await?,
        mandates: mandates::page(app, viewer, asked.mandates.as_deref()).await?,
        organisations: people::organisations(app, viewer, asked.organisations.as_deref()).await?,
        requests: mandates::requests(app, viewer).await?,
    })
}

async fn show(visit: Visit, Query(asked): Query<Asked>) -> Result<Markup, Failed> {
    let desk = desk(&visit, &asked).await?;
    let further = |name: &str, next: Option<&str>| parts::further_of(&visit, "/operator", name, &[], next);
    let t = |key: &str| visit.t(key);
    let adder = |what: &str| html! { a.button href={ "/operator/" (what) } { (t(&format!("new-{what}"))) } };
    Ok(page(
        &visit,
        Section::Operator,
        &t("nav-operator"),
        html! {
            div.title { h1 { (t("nav-operator")) } a.button href="/operator/jobs" { (t("jobs")) } }
            section { div.title { h2 { (t("organisations")) } (adder("organisations")) (adder("affiliations")) }
                div.scroll { table.stacks { thead { tr { th { (t("name")) } th { (t("label-kind")) } th { (t("label-area")) } th { (t("label-credit_code")) } } }
                tbody { @for o in &desk.organisations.items { tr { td { a href={ "/organisations/" (o.id) } { (o.name) } } td data-label=(t("label-kind")) { (t(&format!("kind-{}", parts::word(o.kind)))) } td data-label=(t("label-area")) { (o.area) }
                    td data-label=(t("label-credit_code")) { @if let Some(code) = &o.credit_code { code { (code) } } } } } } } }
                (further("organisations", desk.organisations.next.as_deref())) }
            section { div.title { h2 { (t("accounts")) } (adder("accounts")) }
                div.scroll { table.stacks { thead { tr { th { (t("label-login")) } th { (t("name")) } th { (t("label-operator")) } th { (t("state")) } } }
                tbody { @for a in &desk.accounts.items { tr { td { (a.login) } td data-label=(t("name")) { (a.name) } td data-label=(t("label-operator")) { (t(if a.operator { "yes" } else { "no" })) } td.nowrap data-label=(t("state")) { (account_state(&visit, a)) } } } } } }
                (further("accounts", desk.accounts.next.as_deref())) }
            section { div.title { h2 { (t("mandates")) } (adder("mandates")) }
                div.scroll { table.stacks { thead { tr { th { (t("label-account")) } th { (t("label-organisation")) } th { (t("label-role")) } th { (t("label-valid_from")) } th { (t("state")) } } }
                tbody { @for m in &desk.mandates.items { (mandate(&visit, &desk, m)) } } } }
                (further("mandates", desk.mandates.next.as_deref())) }
        },
    ))
}

fn mandate(visit: &Visit, desk: &Desk, named: &RequestView) -> Markup {
    let (t, m) = (|key: &str| visit.t(key), &named.mandate);
    html! { tr {
        td { (named.account_name) } td data-label=(t("label-organisation")) { (named.organisation_name) @if let Some(id) = m.negotiation { " · #" (id) } }
        td data-label=(t("label-role")) { (t(&format!("role-{}", parts::word(m.role)))) }
        td data-label=(t("label-valid_from")) { (parts::day(m.from)) @if let Some(to) = m.to { " – " (parts::day(to)) } }
        td.nowrap data-label=(t("state")) { (super::organisations::state(visit, m.state)) " "
        @if let Some(request) = desk.requests.iter().find(|request| request.mandate.id == m.id) { (super::organisations::answers(visit, request)) " " }
        @if matches!(m.state, MandateState::Requested | MandateState::Confirmed) {
            form.inline method="post" action={ "/operator/mandates/" (m.id) "/revoke" } { (form::token(&visit.caller.csrf)) button { (t("revoke")) } }
        } }
    } }
}

async fn blank(visit: Visit, Path(what): Path<String>) -> Result<Markup, Failed> {
    let options = options(&visit).await?;
    let fields = fields(&what).ok_or(Error::NotFound)?;
    let mut posted = Posted::default();
    posted.set("valid_from", visit.app().today().to_string());
    Ok(view(&visit, &what, fields, &posted, &options, None))
}

fn view(
    visit: &Visit,
    what: &str,
    fields: &[Field],
    posted: &Posted,
    options: &Options,
    failed: Option<&Problem>,
) -> Markup {
    let faults = failed.map_or(&[][..], |problem| &problem.faults);
    let title = visit.t(&format!("new-{what}"));
    page(
        visit,
        Section::Operator,
        &title,
        html! { section.card.narrow { h1 { (title) }
            @if let Some(problem) = failed { (parts::complaint(problem, visit.lang())) }
            form method="post" { (form::token(&visit.caller.csrf))
                (form::inputs(Inputs { lang: visit.lang(), form: posted, options, faults }, "", fields))
                button.primary { (title) } " " a.button href="/operator" { (visit.t("cancel")) } }
        } },
    )
}

async fn create(Path(what): Path<String>, sent: Sent) -> Result<Response, Failed> {
    let Sent { visit, form } = sent;
    let options = options(&visit).await?;
    let fields = fields(&what).ok_or(Error::NotFound)?;
    let mut reader = Reader { form: &form, zone: visit.app().zone, faults: Vec::new() };
    let object = Value::Object(reader.object("", fields));
    let told = if reader.faults.is_empty() {
        match done(&visit, &what, &object).await {
            Ok(()) => return Ok(see("/operator").into_response()),
            Err(error @ Error::Invalid(_)) => problem(&error, visit.lang()),
            Err(error) => return Err(error.into()),
        }
    } else {
        Problem { faults: reader.told(visit.lang()), ..problem(&Error::Invalid(Vec::new()), visit.lang()) }
    };
    let shown = view(&visit, &what, fields, &form, &options, Some(&told));
    Ok((StatusCode::UNPROCESSABLE_ENTITY, shown).into_response())
}

/// A value of a field already read; an empty one where its kind allows.
fn of<T: DeserializeOwned>(object: &Value, name: &str) -> Result<T, Error> {
    let fault =
        |_| Error::Invalid(vec![crate::service::FieldFault { field: name.to_owned(), code: FieldCode::Unknown }]);
    serde_json::from_value(object[name].clone()).map_err(fault)
}

fn text(object: &Value, name: &str) -> String {
    object[name].as_str().unwrap_or_default().to_owned()
}

async fn done(visit: &Visit, what: &str, o: &Value) -> Result<(), Error> {
    let (app, viewer) = (visit.app(), visit.viewer());
    match what {
        "organisations" => {
            let new = NewOrganisation {
                name: text(o, "name"),
                name_en: text(o, "name_en"),
                kind: of(o, "kind")?,
                credit_code: of(o, "credit_code")?,
                area: text(o, "area"),
                industry: text(o, "industry"),
                parent: of(o, "parent")?,
            };
            people::create_organisation(app, viewer, new).await.map(|_| ())
        }
        "affiliations" => {
            let (parent, child) = (of(o, "parent")?, of(o, "child")?);
            people::affiliate(app, viewer, parent, child, of(o, "valid_from")?, of(o, "valid_to")?).await
        }
        "accounts" => {
            let new = NewAccount {
                login: text(o, "login"),
                name: text(o, "name"),
                password: text(o, "password"),
                operator: of(o, "operator")?,
                locale: text(o, "locale"),
            };
            accounts::create(app, viewer, new).await.map(|_| ())
        }
        _ => {
            let new = NewMandate {
                account: of(o, "account")?,
                organisation: of(o, "organisation")?,
                role: of(o, "role")?,
                negotiation: of(o, "negotiation")?,
                from: of(o, "valid_from")?,
                to: of(o, "valid_to")?,
            };
            people::grant(app, viewer, new).await.map(|_| ())
        }
    }
}

async fn revoke(Path(id): Path<Uuid>, sent: Sent) -> Result<Response, Failed> {
    let Sent { visit, .. } = sent;
    visit.signed_in()?;
    mandates::revoke(visit.app(), visit.viewer(), id).await?;
    Ok(see("/operator").into_response())
}

async fn close(Path(id): Path<Uuid>, sent: Sent) -> Result<Response, Failed> {
    let Sent { visit, .. } = sent;
    visit.signed_in()?;
    closing::close(visit.app(), visit.viewer(), id).await?;
    Ok(see("/operator").into_response())
}

async fn reopen(Path(id): Path<Uuid>, sent: Sent) -> Result<Response, Failed> {
    let Sent { visit, .. } = sent;
    visit.signed_in()?;
    closing::reopen(visit.app(), visit.viewer(), id).await?;
    Ok(see("/operator").into_response())
}

/// An account's state, and the button that changes it.
fn account_state(visit: &Visit, account: &AccountView) -> Markup {
    let (tone, word, button) =
        if account.closed { ("calm", "account-closed", "reopen") } else { ("good", "account-open", "close") };
    html! {
        (parts::badge(tone, &visit.t(word))) " "
        form.inline method="post" action={ "/operator/accounts/" (account.id) "/" (button) } { (form::token(&visit.caller.csrf))
            button { (visit.t(&format!("account-{button}"))) span.unseen { " " (account.name) } } }
    }
}
