//! A grid of wages from a file into the side's draft: first what it would do, then, confirmed, done.

mod view;

use crate::http::pages::form::Posted;
use crate::http::pages::upload::Uploaded;
use crate::http::pages::visit::{Sent, Visit, see};
use crate::http::{Failed, Path, State};
use crate::service::Error;
use crate::service::imports::{self, ImportView, Source};
use crate::service::negotiations::{self, NegotiationView};
use crate::text::grid_rows;
use crate::text::problem::{Problem, problem};
use axum::Router;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use domain::limits::COLUMNS;
use domain::term::grid::{Answers, Meaning};
use maud::Markup;
use uuid::Uuid;

pub(super) fn router() -> Router<State> {
    Router::new()
        .route("/negotiations/{id}/offer/import", get(show).post(dry_run))
        .route("/negotiations/{id}/offer/import/confirm", post(confirm))
        .route("/negotiations/{id}/offer/import/grid.csv", get(grid))
}

/// What stands on the page besides the form.
#[derive(Default)]
struct Said {
    problem: Option<Problem>,
    /// What the file would do.
    plan: Option<ImportView>,
}

/// The negotiation, for who writes offers in it.
async fn negotiation(visit: &Visit, id: Uuid) -> Result<NegotiationView, Failed> {
    let view = negotiations::get(visit.app(), visit.viewer(), id).await?;
    // Whoever is not of a side has no draft, and there is no such page for them.
    view.capacity.side().ok_or(Error::NotFound)?;
    Ok(view)
}

async fn show(visit: Visit, Path(id): Path<Uuid>) -> Result<Markup, Failed> {
    let view = negotiation(&visit, id).await?;
    Ok(view::page(&visit, &view, &Said::default()))
}

async fn dry_run(Path(id): Path<Uuid>, mut uploaded: Uploaded) -> Result<Response, Failed> {
    let bytes = uploaded.take("file").unwrap_or_default();
    tried(&uploaded.visit, id, Source { bytes, answers: Answers::new() }).await
}

async fn tried(visit: &Visit, id: Uuid, source: Source) -> Result<Response, Failed> {
    let view = negotiation(visit, id).await?;
    let said = match imports::dry_run(visit.app(), visit.viewer(), id, source).await {
        Ok(plan) => Said { plan: Some(plan), problem: None },
        Err(error @ (Error::Invalid(_) | Error::File(_))) => {
            Said { problem: Some(problem(&error, visit.lang())), plan: None }
        }
        Err(error) => return Err(error.into()),
    };
    let whole = said.plan.as_ref().is_some_and(|plan| plan.faults.is_empty());
    let status = if whole { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, view::page(visit, &view, &said)).into_response())
}

/// The table that a form carries, and what was said of its columns (`column.3`).
fn source(form: &Posted) -> Source {
    let answer = |(name, text): (&str, &str)| {
        let column = name.strip_prefix("column.")?.parse().ok()?;
        Some((column, Meaning::from_word(text)?))
    };
    let answers = form.pairs().filter_map(answer).take(COLUMNS).collect();
    Source { bytes: form.get("wages").as_bytes().to_vec(), answers }
}

async fn confirm(Path(id): Path<Uuid>, sent: Sent) -> Result<Response, Failed> {
    let Sent { visit, form } = sent;
    if form.get("do") == "again" {
        // The same table once more, with what was said of its columns.
        return tried(&visit, id, source(&form)).await;
    }
    let view = negotiation(&visit, id).await?;
    let seen = form.get("version").parse().unwrap_or(0);
    match imports::import(visit.app(), visit.viewer(), id, seen, source(&form)).await {
        Ok(_) => Ok(see(&format!("/negotiations/{id}/offer")).into_response()),
        Err(error @ (Error::Conflict | Error::Invalid(_) | Error::File(_) | Error::Grid(_))) => {
            let told = problem(&error, visit.lang());
            let conflict = matches!(error, Error::Conflict);
            let (status, told) = if conflict {
                (StatusCode::CONFLICT, Problem { detail: visit.t("import-conflict"), ..told })
            } else {
                (StatusCode::UNPROCESSABLE_ENTITY, told)
            };
            let said = Said { problem: Some(told), plan: None };
            Ok((status, view::page(&visit, &view, &said)).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// The present grid as a file to fill in.
async fn grid(visit: Visit, Path(id): Path<Uuid>) -> Result<Response, Failed> {
    let (wages, names) = imports::current(visit.app(), visit.viewer(), id).await?;
    let rows = grid_rows(wages.iter().map(|wage| (&wage.place, wage.amount.clone())), &names, visit.lang());
    let csv = imports::csv(&rows);
    let name = format!("attachment; filename=\"minimum-wages-{id}.csv\"");
    Ok(([(CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (CONTENT_DISPOSITION, name)], csv).into_response())
}
