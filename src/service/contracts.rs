//! The register: published contracts for everyone, a party's and the bureau's own before.

mod signatories;

pub use signatories::{Signatories, Signatory, signatories};

use super::page::{self, Page, Size};
use super::{Answer, App, Error, Viewer};
use crate::db;
use crate::db::search::{Line, Query};
use chrono::{DateTime, NaiveDate, Utc};
use domain::term::TermSheet;
use serde::Serialize;
use std::collections::HashMap;
use uuid::Uuid;

/// A contract of the register.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct ContractView {
    pub id: Uuid,
    /// The bureau's own count by area and year; none until registered.
    pub number: Option<String>,
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
    /// The terms; `null` where what is stored of them does not read, which the operator has been told.
    pub sheet: Option<TermSheet>,
    /// Enterprises covered.
    pub covers: Vec<CoveredView>,
    /// The negotiation it came of, if it was bargained here, for services.
    #[serde(skip)]
    pub(super) negotiation: Option<Uuid>,
    /// Key, for services.
    #[serde(skip)]
    pub(super) key: i64,
    /// Key of the bureau, for services.
    #[serde(skip)]
    pub(super) bureau_org: i64,
}

impl ContractView {
    /// Its terms.
    ///
    /// # Errors
    /// [`Error::Unreadable`].
    pub fn terms(&self) -> Answer<&TermSheet> {
        self.sheet.as_ref().ok_or(Error::Unreadable)
    }
}

/// A covered enterprise.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
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
    /// Credit code of a covered enterprise, or the beginning of its name.
    pub enterprise: String,
    /// Only what is in force on this day.
    pub on: Option<NaiveDate>,
}

/// Contracts a page.
const PAGE: Size = Size(50);

/// A page of published contracts and, for a signed-in viewer, their own, newest term first; `after` is the page
/// before's `next`. A search of frequent words that seldom meet may end a page before it is full: it goes on with the next.
///
/// # Errors
/// [`Error::Invalid`] for an `after` that no page named.
pub async fn search(app: &App, viewer: &Viewer, search: &Search, after: Option<&str>) -> Answer<Page<ContractView>> {
    let query = Query {
        text: search.text.trim().to_owned(),
        area: search.area.trim().to_owned(),
        industry: search.industry.trim().to_owned(),
        enterprise: search.enterprise.trim().to_owned(),
        on: search.on,
        after: page::after(after)?,
        ..own(viewer)
    };
    let found = db::search::search(&app.db, &query, app.now(), PAGE.size()).await?;
    Ok(Page { items: views(app, found.lines).await?, next: found.next.map(|place| place.to_string()) })
}

/// What the viewer reads before it is published: the contracts of their organisations, and of the negotiations that a
/// limited mandate is for.
fn own(viewer: &Viewer) -> Query {
    let negotiations = viewer.mandates().iter().filter_map(|held| held.negotiation_key).collect();
    Query { own: viewer.unlimited(), negotiations, ..Query::default() }
}

/// A contract by its id.
///
/// # Errors
/// [`Error::NotFound`], also for one not yet published and not the viewer's.
pub async fn get(app: &App, viewer: &Viewer, id: Uuid) -> Answer<ContractView> {
    let row = db::contracts::by_id(&app.db, id).await?.ok_or(Error::NotFound)?;
    one(app, viewer, row.id).await
}

/// A contract by its number.
///
/// # Errors
/// As of [`get`].
pub async fn by_number(app: &App, viewer: &Viewer, number: &str) -> Answer<ContractView> {
    let row = db::contracts::by_number(&app.db, number).await?.ok_or(Error::NotFound)?;
    one(app, viewer, row.id).await
}

async fn one(app: &App, viewer: &Viewer, key: i64) -> Answer<ContractView> {
    let row = db::search::one(&app.db, &own(viewer), key, app.now()).await?.ok_or(Error::NotFound)?;
    views(app, vec![row]).await?.pop().ok_or(Error::NotFound)
}

/// Rows with what they cover: one statement more, however many rows there are.
async fn views(app: &App, rows: Vec<Line>) -> Answer<Vec<ContractView>> {
    let keys: Vec<i64> = rows.iter().map(|row| row.id).collect();
    let mut covers: HashMap<i64, Vec<CoveredView>> = HashMap::new();
    if !keys.is_empty() {
        for row in db::contracts::coverage(&app.db, &keys).await? {
            let view = CoveredView { name: row.name, credit_code: row.credit_code };
            covers.entry(row.contract).or_default().push(view);
        }
    }
    let today = app.today();
    let mut views = Vec::new();
    for row in rows {
        let covers = covers.remove(&row.id).unwrap_or_default();
        // A contract whose text does not read is shown without it.
        let sheet = db::negotiations::sheet(&row.sheet)
            .inspect_err(|error| app.unreadable("terms of a contract", row.public_id, error));
        views.push(view(row, sheet.ok(), covers, today));
    }
    Ok(views)
}

fn view(row: Line, sheet: Option<TermSheet>, covers: Vec<CoveredView>, today: NaiveDate) -> ContractView {
    ContractView {
        state: state(&row, today),
        id: row.public_id,
        number: row.number,
        title: row.title,
        jurisdiction: row.jurisdiction,
        area: row.area,
        industry: row.industry,
        worker_side: row.worker_side,
        employer_side: row.employer_side,
        bureau: row.bureau,
        in_force_since: row.in_force_since,
        effective_from: row.effective_from,
        effective_to: row.effective_to,
        published_at: row.published_at,
        ended_on: row.ended_on,
        sha256: row.sha256,
        sheet,
        covers,
        negotiation: row.negotiation_id,
        key: row.id,
        bureau_org: row.bureau_org,
    }
}

fn state(row: &Line, today: NaiveDate) -> &'static str {
    if row.ended_on.is_some_and(|ended| ended <= today) {
        "ended"
    } else if today > row.effective_to {
        "expired"
    } else if today < row.effective_from || today < row.in_force_since {
        "not_yet"
    } else {
        "in_force"
    }
}
