//! The register: published contracts for everyone, a party's and the bureau's own before.

use super::{Answer, App, Error, Viewer};
use crate::db;
use chrono::{DateTime, NaiveDate, Utc};
use domain::term::TermSheet;
use serde::Serialize;

/// A contract of the register.
#[derive(Clone, Debug, Serialize)]
pub struct ContractView {
    /// Number.
    pub number: String,
    /// Title.
    pub title: String,
    /// Rulebook code.
    pub jurisdiction: String,
    /// Six-digit division.
    pub area: String,
    /// Class of industry.
    pub industry: String,
    /// Workers' party.
    pub worker_side: String,
    /// Employers' party.
    pub employer_side: String,
    /// Bureau.
    pub bureau: String,
    /// Day of effect.
    pub in_force_since: NaiveDate,
    /// First day of the term.
    pub effective_from: NaiveDate,
    /// Last day of the term.
    pub effective_to: NaiveDate,
    /// Published by both sides.
    pub published_at: Option<DateTime<Utc>>,
    /// Terminated or replaced.
    pub ended_on: Option<NaiveDate>,
    /// `in_force`, `not_yet`, `expired`, `ended` today.
    pub state: &'static str,
    /// SHA-256 of the signed bytes.
    pub sha256: String,
    /// The terms.
    pub sheet: TermSheet,
    /// Enterprises covered.
    pub covers: Vec<CoveredView>,
    /// Row id, for services.
    #[serde(skip)]
    pub(super) id: i64,
    /// Negotiation id, for services.
    #[serde(skip)]
    pub(super) negotiation: i64,
}

/// A covered enterprise.
#[derive(Clone, Debug, Serialize)]
pub struct CoveredView {
    /// Name.
    pub name: String,
    /// Credit code.
    pub credit_code: Option<String>,
}

/// What to search for; empty fields match everything.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// In title or parties.
    pub text: String,
    /// Division, or its beginning.
    pub area: String,
    /// Class of industry.
    pub industry: String,
    /// Name or credit code of a covered enterprise.
    pub enterprise: String,
}

/// Searches published contracts and, for a signed-in viewer, their own.
///
/// # Errors
/// The store's.
pub async fn search(app: &App, viewer: &Viewer, search: &Search) -> Answer<Vec<ContractView>> {
    let mut rows = db::contracts::published(&app.db).await?;
    let mine: Vec<i64> = viewer.holdings().iter().filter(|h| h.negotiation.is_none()).map(|h| h.organisation).collect();
    for row in db::contracts::of_organisations(&app.db, &mine).await? {
        if !rows.iter().any(|r| r.id == row.id) {
            rows.push(row);
        }
    }
    let mut found = Vec::new();
    for row in rows {
        let view = view(app, row).await?;
        let in_text = |text: &str| text.to_lowercase().contains(&search.text.trim().to_lowercase());
        let enterprise = search.enterprise.trim();
        let covers = |c: &CoveredView| c.name.contains(enterprise) || c.credit_code.as_deref() == Some(enterprise);
        let fits = [&view.title, &view.worker_side, &view.employer_side].into_iter().any(|text| in_text(text))
            && view.area.starts_with(search.area.trim())
            && (search.industry.trim().is_empty() || view.industry == search.industry.trim())
            && (enterprise.is_empty() || view.covers.iter().any(covers));
        if fits {
            found.push(view);
        }
    }
    Ok(found)
}

/// A contract by number.
///
/// # Errors
/// [`Error::NotFound`], also for one not yet published and not the viewer's.
pub async fn get(app: &App, viewer: &Viewer, number: &str) -> Answer<ContractView> {
    let row = db::contracts::by_number(&app.db, number).await?.ok_or(Error::NotFound)?;
    let parties = [row.worker_org, row.employer_org, row.bureau_org];
    let mine = viewer.holdings().iter().any(|h| {
        parties.contains(&h.organisation) && h.negotiation.is_none_or(|negotiation| negotiation == row.negotiation)
    });
    if row.published_at.is_none() && !mine {
        return Err(Error::NotFound);
    }
    view(app, row).await
}

async fn view(app: &App, row: entity::contract::Model) -> Answer<ContractView> {
    let name = async |id| -> Answer<String> {
        Ok(db::organisations::find(&app.db, id).await?.map(|row| row.name).unwrap_or_default())
    };
    let today = app.today();
    let state = if row.ended_on.is_some_and(|ended| ended <= today) {
        "ended"
    } else if today > row.effective_to {
        "expired"
    } else if today < row.effective_from || today < row.in_force_since {
        "not_yet"
    } else {
        "in_force"
    };
    let covers = db::contracts::coverage(&app.db, row.id).await?;
    Ok(ContractView {
        worker_side: name(row.worker_org).await?,
        employer_side: name(row.employer_org).await?,
        bureau: name(row.bureau_org).await?,
        sheet: db::negotiations::sheet(&row.sheet)?,
        covers: covers.into_iter().map(|c| CoveredView { name: c.name, credit_code: c.credit_code }).collect(),
        number: row.number,
        title: row.title,
        jurisdiction: row.jurisdiction,
        area: row.area,
        industry: row.industry,
        in_force_since: row.in_force_since,
        effective_from: row.effective_from,
        effective_to: row.effective_to,
        published_at: row.published_at,
        ended_on: row.ended_on,
        state,
        sha256: row.sha256,
        id: row.id,
        negotiation: row.negotiation,
    })
}
