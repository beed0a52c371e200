//! Keeping the register: what acts and time have made of a contract, as a row that can be searched.
//!
//! Rows are written with acts. What time alone has brought since (effect by silence) has no row until the next act; the
//! register then answers from the acts.

use super::{Answer, App};
use crate::db;
use chrono::{Datelike, NaiveDate};
use domain::bargaining::{Negotiation, Opening, Stage};
use entity::{contract, coverage};
use sea_orm::{ActiveValue::Set, ConnectionTrait, IntoActiveModel};

/// The number of a contract: area, year of effect, negotiation. It never changes.
pub(super) fn number(opening: &Opening, since: NaiveDate) -> String {
    format!("{}-{}-{:04}", opening.area, since.year(), opening.id)
}

/// The negotiation a number names.
pub(super) fn negotiation_of(number: &str) -> Option<i64> {
    number.rsplit_once('-')?.1.parse().ok()
}

/// What the register says of the contract of a negotiation, not stored yet; `None` before one is in force.
pub(super) fn entry(app: &App, state: &Negotiation) -> Answer<Option<contract::Model>> {
    let opening = state.opening();
    let status = state.status(app.book(&opening.jurisdiction)?, app.now());
    let (Some(in_force), Some(since)) = (status.in_force, status.registered) else { return Ok(None) };
    let both = in_force.published.both().map(|(w, e)| w.at.max(e.at));
    let sheet = in_force.sheet.canonical();
    let ended = matches!(status.stage, Stage::Terminated { .. } | Stage::Replaced { .. });
    Ok(Some(contract::Model {
        id: 0,
        number: number(opening, since),
        negotiation: opening.id,
        title: opening.title.clone(),
        jurisdiction: opening.jurisdiction.clone(),
        area: opening.area.clone(),
        industry: opening.industry.clone(),
        worker_org: opening.worker_side.organisation,
        employer_org: opening.employer_side.organisation,
        bureau_org: opening.bureau.organisation,
        published_sheet: both.is_some().then(|| sheet.clone()),
        published_sha256: both.is_some().then(|| in_force.contract.clone()),
        published_since: both.map(|_| in_force.since),
        published_from: both.map(|_| in_force.term.from),
        published_to: both.map(|_| in_force.term.to),
        sheet,
        sha256: in_force.contract,
        in_force_since: in_force.since,
        effective_from: in_force.term.from,
        effective_to: in_force.term.to,
        published_at: both,
        ended_on: ended.then(|| app.today()),
    }))
}

/// The enterprises covered: those of the opening, with their credit codes.
pub(super) async fn covered(db: &impl ConnectionTrait, opening: &Opening) -> Answer<Vec<coverage::Model>> {
    let mut covered = Vec::new();
    for enterprise in &opening.enterprises {
        let row = db::organisations::find(db, enterprise.organisation).await?;
        let (organisation, name) = (enterprise.organisation, enterprise.name.clone());
        let credit_code = row.and_then(|row| row.credit_code);
        covered.push(coverage::Model { id: 0, contract: 0, organisation, name, credit_code });
    }
    Ok(covered)
}

/// Writes the contract's row after an act, if there is a contract; its id.
pub(super) async fn keep(app: &App, tx: &impl ConnectionTrait, state: &Negotiation) -> Answer<Option<i64>> {
    let Some(entry) = entry(app, state)? else { return Ok(None) };
    if let Some(row) = db::contracts::of_negotiation(tx, entry.negotiation).await? {
        let id = row.id;
        let (ended_on, published_at) = (row.ended_on.or(entry.ended_on), row.published_at.or(entry.published_at));
        let mut row = row.into_active_model();
        row.sheet = Set(entry.sheet);
        row.sha256 = Set(entry.sha256);
        row.in_force_since = Set(entry.in_force_since);
        row.effective_from = Set(entry.effective_from);
        row.effective_to = Set(entry.effective_to);
        row.published_at = Set(published_at);
        row.ended_on = Set(ended_on);
        // Until both sides have published an addendum, the public keeps reading the text before it.
        if entry.published_sheet.is_some() {
            row.published_sheet = Set(entry.published_sheet);
            row.published_sha256 = Set(entry.published_sha256);
            row.published_since = Set(entry.published_since);
            row.published_from = Set(entry.published_from);
            row.published_to = Set(entry.published_to);
        }
        db::contracts::update(tx, row).await?;
        return Ok(Some(id));
    }
    let covered = covered(tx, state.opening()).await?;
    Ok(Some(db::contracts::insert(tx, entry, covered).await?.id))
}
