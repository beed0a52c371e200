//! The register: published contracts for everyone, a party's and the bureau's own before.

use super::known::{Known, known};
use super::{Answer, App, Error, Viewer, register};
use crate::db;
use chrono::{DateTime, NaiveDate, Utc};
use domain::policy::Action;
use domain::term::TermSheet;
use entity::{contract, coverage};
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
    /// Code of the area.
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
    let mut views = own(app, viewer).await?;
    for row in db::contracts::published(&app.db).await?.into_iter().filter_map(public) {
        if !views.iter().any(|own| own.number == row.number) {
            views.push(view(app, row).await?);
        }
    }
    views.sort_by(|a, b| b.effective_from.cmp(&a.effective_from).then_with(|| b.number.cmp(&a.number)));
    let mut found = Vec::new();
    for view in views {
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

/// The viewer's own: in the register, or in force since by silence.
async fn own(app: &App, viewer: &Viewer) -> Answer<Vec<ContractView>> {
    let mine: Vec<i64> = viewer.mandates().iter().filter(|h| h.negotiation.is_none()).map(|h| h.organisation).collect();
    let mut views = Vec::new();
    for row in db::contracts::of_organisations(&app.db, &mine).await? {
        views.push(view(app, row).await?);
    }
    for row in db::negotiations::within(&app.db, &viewer.reach()).await? {
        if matches!(row.stage.as_str(), "filed" | "under_review") {
            views.extend(unwritten(app, viewer, row.id).await?);
        }
    }
    Ok(views)
}

/// The contract of a negotiation that time alone has put in force: there is no row of it yet.
async fn unwritten(app: &App, viewer: &Viewer, negotiation: i64) -> Answer<Option<ContractView>> {
    let Known { loaded, .. } = known(app, &app.db, viewer, negotiation, Action::Read, None).await?;
    let Some(row) = register::entry(app, &loaded.state)? else { return Ok(None) };
    let covers = register::covered(&app.db, loaded.state.opening()).await?;
    Ok(Some(shown(app, row, covers).await?))
}

/// A contract by number.
///
/// # Errors
/// [`Error::NotFound`], also for one not yet published and not the viewer's.
pub async fn get(app: &App, viewer: &Viewer, number: &str) -> Answer<ContractView> {
    let Some(row) = db::contracts::by_number(&app.db, number).await? else {
        let negotiation = register::negotiation_of(number).filter(|_| viewer.account().is_ok());
        let found = unwritten(app, viewer, negotiation.ok_or(Error::NotFound)?).await?;
        return found.filter(|contract| contract.number == number).ok_or(Error::NotFound);
    };
    let parties = [row.worker_org, row.employer_org, row.bureau_org];
    let mine = viewer.mandates().iter().any(|h| {
        parties.contains(&h.organisation) && h.negotiation.is_none_or(|negotiation| negotiation == row.negotiation)
    });
    let row = if mine { row } else { public(row).ok_or(Error::NotFound)? };
    view(app, row).await
}

/// The row as everybody may read it: with the text that both sides published last, if there is one.
fn public(mut row: contract::Model) -> Option<contract::Model> {
    row.sheet = row.published_sheet.clone()?;
    row.sha256 = row.published_sha256.clone()?;
    row.in_force_since = row.published_since?;
    row.effective_from = row.published_from?;
    row.effective_to = row.published_to?;
    Some(row)
}

async fn view(app: &App, row: contract::Model) -> Answer<ContractView> {
    let covers = db::contracts::coverage(&app.db, row.id).await?;
    shown(app, row, covers).await
}

async fn shown(app: &App, row: contract::Model, covers: Vec<coverage::Model>) -> Answer<ContractView> {
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
        negotiation: row.negotiation,
    })
}
