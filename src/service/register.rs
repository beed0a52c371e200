//! Keeping the register: what acts and time have made of a contract, as a row that can be searched.

use super::{Answer, App};
use crate::db;
use chrono::{Datelike, NaiveDate};
use domain::bargaining::{Negotiation, Opening, Stage};
use entity::{contract, coverage};
use sea_orm::{ActiveValue::Set, ConnectionTrait};

/// The number of a contract: area, year of effect, negotiation. It never changes.
pub(super) fn number(opening: &Opening, since: NaiveDate) -> String {
    format!("{}-{}-{:04}", opening.area, since.year(), opening.id)
}

/// Writes the contract's row after an act, if there is a contract.
pub(super) async fn keep(app: &App, tx: &impl ConnectionTrait, state: &Negotiation) -> Answer<()> {
    let opening = state.opening();
    let standing = state.standing(app.book(&opening.jurisdiction)?, app.now());
    let Some(force) = standing.force else { return Ok(()) };
    let published_at = force.published.both().map(|(w, e)| w.at.max(e.at));
    let ended = matches!(standing.stage, Stage::Terminated { .. } | Stage::Replaced { .. });
    if let Some(row) = db::contracts::of_negotiation(tx, opening.id).await? {
        let ended_on = row.ended_on.or(ended.then(|| app.today()));
        let published_at = row.published_at.or(published_at);
        let mut row: contract::ActiveModel = row.into();
        row.sheet = Set(force.sheet.canonical());
        row.sha256 = Set(force.contract);
        row.effective_from = Set(force.term.from);
        row.effective_to = Set(force.term.to);
        row.published_at = Set(published_at);
        row.ended_on = Set(ended_on);
        return Ok(db::contracts::update(tx, row).await?);
    }
    let row = contract::ActiveModel {
        number: Set(number(opening, force.since)),
        negotiation: Set(opening.id),
        title: Set(opening.title.clone()),
        jurisdiction: Set(opening.jurisdiction.clone()),
        area: Set(opening.area.clone()),
        industry: Set(opening.industry.clone()),
        worker_org: Set(opening.worker_side.organisation),
        employer_org: Set(opening.employer_side.organisation),
        bureau_org: Set(opening.bureau.organisation),
        sheet: Set(force.sheet.canonical()),
        sha256: Set(force.contract),
        in_force_since: Set(force.since),
        effective_from: Set(force.term.from),
        effective_to: Set(force.term.to),
        published_at: Set(published_at),
        ended_on: Set(None),
        ..Default::default()
    };
    let mut covered = Vec::new();
    for enterprise in &opening.enterprises {
        let code = db::organisations::find(tx, enterprise.organisation).await?.and_then(|row| row.credit_code);
        covered.push((enterprise.organisation, enterprise.name.clone(), code));
    }
    let rows = |contract| {
        let row = |(organisation, name, credit_code)| coverage::ActiveModel {
            contract: Set(contract),
            organisation: Set(organisation),
            name: Set(name),
            credit_code: Set(credit_code),
            ..Default::default()
        };
        covered.into_iter().map(row).collect()
    };
    db::contracts::insert(tx, row, rows).await?;
    Ok(())
}
