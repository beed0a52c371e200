//! How a payroll is read: what was recognised, the few questions, a trial over the first rows, then the run.

mod choices;
mod questions;
mod tried;
mod view;

use super::audits::contract_of;
use super::visit::{Sent, Visit, see};
use crate::http::{Failed, Path, State};
use crate::service::audits::{self, AuditState, Decided, Mapped, Trial};
use crate::service::file_fault::FileFault;
use axum::Router;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use choices::Choices;
use domain::payroll::profile::Profile;
use domain::term::SheetFaults;
use uuid::Uuid;

pub(super) fn router() -> Router<State> {
    Router::new().route("/audits/{id}/mapping", get(show).post(decide))
}

/// What stands on the page besides the form.
#[derive(Default)]
struct Said {
    /// Of what was chosen.
    faults: Option<SheetFaults>,
    /// Of the file, by what was chosen.
    misfits: Vec<FileFault>,
    trial: Option<Trial>,
}

/// The payroll, as long as it waits.
async fn waiting(visit: &Visit, id: Uuid) -> Result<Option<Mapped>, Failed> {
    let audit = audits::get(visit.app(), visit.viewer(), id).await?;
    if audit.state != AuditState::Mapping {
        return Ok(None);
    }
    Ok(Some(audits::mapping(visit.app(), visit.viewer(), id).await?))
}

async fn shown(visit: &Visit, mapped: &Mapped, choices: &Choices<'_>, said: &Said) -> Result<Response, Failed> {
    let contract = contract_of(visit, mapped.audit.contract).await?;
    let wrong = said.faults.is_some() || !said.misfits.is_empty();
    let status = if wrong { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, view::page(visit, &contract, mapped, choices, said)).into_response())
}

async fn show(visit: Visit, Path(id): Path<Uuid>) -> Result<Response, Failed> {
    let Some(mapped) = waiting(&visit, id).await? else { return Ok(see(&format!("/audits/{id}")).into_response()) };
    let mut said = Said::default();
    if mapped.profile.ask.is_empty() {
        let trial = audits::trial(visit.app(), visit.viewer(), id, mapped.profile.clone()).await?;
        said.misfits.clone_from(&trial.faults);
        said.trial = Some(trial);
    }
    shown(&visit, &mapped, &Choices::of(&mapped), &said).await
}

async fn decide(Path(id): Path<Uuid>, sent: Sent) -> Result<Response, Failed> {
    let Sent { visit, form } = sent;
    let Some(mapped) = waiting(&visit, id).await? else { return Ok(see(&format!("/audits/{id}")).into_response()) };
    let run = form.get("do") == "run";
    let choices = Choices::sent(&mapped, form);
    let mut said = Said::default();
    match Profile::parse(choices.json().to_string().as_bytes()) {
        Err(faults) => said.faults = Some(faults),
        Ok(profile) if run => match audits::run_by(visit.app(), visit.viewer(), id, profile).await? {
            Decided::Run(_) => return Ok(see(&format!("/audits/{id}")).into_response()),
            Decided::Not(faults) => said.misfits = faults,
        },
        Ok(profile) => {
            let trial = audits::trial(visit.app(), visit.viewer(), id, profile).await?;
            said.misfits.clone_from(&trial.faults);
            said.trial = Some(trial);
        }
    }
    shown(&visit, &mapped, &choices, &said).await
}
