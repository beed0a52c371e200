//! Keeping what lists and the register show: written with every act, worked out anew from the log by
//! `concord projections rebuild`.

use super::known::load;
use super::{Answer, App, Error, jobs};
use crate::db;
use chrono::{DateTime, Datelike, Utc};
use domain::bargaining::{ContractRow, Negotiation, Opening, Projection};
use domain::record::StreamKind;
use entity::{contract, contract_version, coverage};
use sea_orm::{ActiveValue::Set, ConnectionTrait, IntoActiveModel};
use std::collections::HashMap;
use uuid::Uuid;

/// Streams read at once when everything is worked out anew.
const PIECE: u64 = 200;

/// Writes the projection of a negotiation (its key) after an act.
pub(super) async fn keep(
    app: &App,
    tx: &impl db::Write,
    key: i64,
    state: &Negotiation,
    projection: &Projection,
    at: DateTime<Utc>,
) -> Answer<()> {
    write(app, tx, key, state, projection, at).await?;
    if projection.contract.is_some() {
        return Ok(());
    }
    // A review that was to end in silence ended otherwise: there is no contract after all.
    let row = db::contracts::of_negotiation(tx, key).await?;
    match row.filter(|row| row.number.is_none() && row.known_at > at) {
        Some(row) => Ok(db::contracts::remove(tx, &row).await?),
        None => Ok(()),
    }
}

/// Writes what there is; what is no more is left.
async fn write(
    app: &App,
    tx: &impl db::Write,
    key: i64,
    state: &Negotiation,
    projection: &Projection,
    at: DateTime<Utc>,
) -> Answer<()> {
    let keys = db::organisations::keys(tx, projection.parties.iter().map(|party| party.organisation)).await?;
    db::projections::write(tx, key, projection, &keys).await?;
    keep_contract(app, tx, key, state, projection, &keys, at).await
}

async fn keep_contract(
    app: &App,
    tx: &impl db::Write,
    key: i64,
    state: &Negotiation,
    projection: &Projection,
    keys: &HashMap<Uuid, i64>,
    at: DateTime<Utc>,
) -> Answer<()> {
    let Some(current) = &projection.contract else { return Ok(()) };
    let row = match db::contracts::of_negotiation(tx, key).await? {
        Some(row) => row,
        None => {
            db::contracts::insert(tx, fresh(key, state, current, keys)?, covered(tx, state.opening()).await?).await?
        }
    };
    db::contracts::forget_versions(tx, row.id, at).await?;
    let before = db::contracts::versions(tx, row.id).await?;
    db::contracts::write_version(tx, version(row.id, current, &before)).await?;
    let known = db::contracts::versions(tx, row.id).await?;
    let first = known.first().map_or(current.known_at, |version| version.known_at);
    let published = known.iter().rev().find_map(|version| Some((version, version.published_at?)));
    let listed_from = published.map_or(current.in_force.term.from, |(version, _)| version.effective_from);
    let mut changed = row.clone().into_active_model();
    changed.known_at = Set(first);
    changed.place = Set(db::terms::place(listed_from, row.public_id));
    changed.published_version = Set(published.map(|(version, _)| version.version));
    changed.published_at = Set(row.published_at.or(published.map(|(_, at)| at)));
    changed.ended_on = Set(row.ended_on.or(projection.ended_on));
    if row.number.is_none() {
        if first <= at {
            let number = number(tx, state.opening(), current).await?;
            changed.number = Set(Some(number));
        } else {
            jobs::enqueue(app, tx, &jobs::Work::Register { contract: row.public_id }, first).await?;
        }
    }
    Ok(db::contracts::update(tx, &row, changed).await?)
}

/// The next number of the area for the year of effect. It never changes.
async fn number(tx: &impl db::Write, opening: &Opening, current: &ContractRow) -> Answer<String> {
    let year = current.registered.year();
    let count = db::contracts::count(tx, &opening.area, year).await?;
    Ok(format!("{}-{year}-{count:04}", opening.area))
}

/// Gives a contract its number, once there is one: what silence alone put in force is registered when its day has come.
///
/// # Errors
/// The store's. A contract that never came to be is none.
pub(super) async fn register(app: &App, tx: &impl db::Write, id: Uuid) -> Answer<()> {
    let Some(row) = db::contracts::by_id(tx, id).await? else { return Ok(()) };
    if row.number.is_some() || row.known_at > app.now() {
        return Ok(());
    }
    let versions = db::contracts::versions(tx, row.id).await?;
    let since = versions.first().map(|version| version.in_force_since).ok_or(Error::Unreadable)?;
    let count = db::contracts::count(tx, &row.area, since.year()).await?;
    let number = format!("{}-{}-{count:04}", row.area, since.year());
    let mut changed = row.clone().into_active_model();
    changed.number = Set(Some(number));
    Ok(db::contracts::update(tx, &row, changed).await?)
}

fn fresh(
    negotiation: i64,
    state: &Negotiation,
    current: &ContractRow,
    keys: &HashMap<Uuid, i64>,
) -> Answer<contract::ActiveModel> {
    let opening = state.opening();
    let key = |id: Uuid| keys.get(&id).copied().ok_or(Error::Unreadable);
    let public_id = super::accounts::random_id()?;
    Ok(contract::ActiveModel {
        public_id: Set(public_id),
        number: Set(None),
        negotiation: Set(Some(negotiation)),
        title: Set(opening.title.clone()),
        jurisdiction: Set(opening.jurisdiction.clone()),
        area: Set(opening.area.clone()),
        industry: Set(opening.industry.clone()),
        worker_org: Set(Some(key(opening.worker_side.organisation)?)),
        employer_org: Set(Some(key(opening.employer_side.organisation)?)),
        bureau_org: Set(key(opening.bureau.organisation)?),
        worker_side: Set(opening.worker_side.name.clone()),
        employer_side: Set(opening.employer_side.name.clone()),
        bureau: Set(opening.bureau.name.clone()),
        known_at: Set(current.known_at),
        place: Set(db::terms::place(current.in_force.term.from, public_id)),
        published_version: Set(None),
        published_at: Set(None),
        ended_on: Set(None),
        ..Default::default()
    })
}

/// The text as a version: the one of the same bytes, or the next. When it was known first, and published, stays.
fn version(contract: i64, current: &ContractRow, before: &[contract_version::Model]) -> contract_version::ActiveModel {
    let in_force = &current.in_force;
    let same = before.iter().find(|version| version.sha256 == in_force.contract);
    let next = || before.last().map_or(1, |version| version.version.saturating_add(1));
    let published = in_force.published.both().map(|(w, e)| w.at.max(e.at));
    contract_version::ActiveModel {
        contract: Set(contract),
        version: Set(same.map_or_else(next, |version| version.version)),
        sheet: Set(in_force.sheet.canonical()),
        sha256: Set(in_force.contract.clone()),
        known_at: Set(same.map_or(current.known_at, |version| version.known_at.min(current.known_at))),
        in_force_since: Set(in_force.since),
        effective_from: Set(in_force.term.from),
        effective_to: Set(in_force.term.to),
        published_at: Set(same.and_then(|version| version.published_at).or(published)),
        ..Default::default()
    }
}

/// The enterprises covered: those of the opening, with their credit codes.
async fn covered(db: &impl ConnectionTrait, opening: &Opening) -> Answer<Vec<coverage::ActiveModel>> {
    let rows = db::organisations::by_ids(db, opening.enterprises.iter().map(|firm| firm.organisation)).await?;
    let covered = opening.enterprises.iter().map(|firm| {
        let row = rows.get(&firm.organisation);
        coverage::ActiveModel {
            organisation: Set(row.map(|row| row.id)),
            name: Set(firm.name.clone()),
            credit_code: Set(row.and_then(|row| row.credit_code.clone())),
            ..Default::default()
        }
    });
    Ok(covered.collect())
}

/// Works out every projection anew from the log; how many negotiations there were. Numbers and ids of contracts stay.
///
/// # Errors
/// [`Error::Unreadable`] for a log that cannot be rebuilt.
pub async fn rebuild(app: &App) -> Answer<u64> {
    let (mut count, mut seen) = (0_u64, 0);
    loop {
        let streams = db::events::streams(&app.db, StreamKind::Negotiation, seen, PIECE).await?;
        let Some((last, _)) = streams.last() else { return Ok(count) };
        seen = *last;
        for (_, id) in streams {
            rebuild_one(app, id).await?;
            count = count.saturating_add(1);
        }
    }
}

/// Every act is projected in its turn: versions of a contract are the texts of their time.
async fn rebuild_one(app: &App, id: Uuid) -> Answer<()> {
    let tx = app.begin_write().await?;
    let key = db::negotiations::key(&tx, id).await?.ok_or(Error::Unreadable)?;
    let loaded = load(app, &tx, id).await?;
    let opening = loaded.state.opening();
    let book = app.book(&opening.jurisdiction)?;
    let mut state = Negotiation::opened(opening.clone());
    let first = domain::bargaining::project(&state, &app.rulebooks, book, opening.opened_at);
    write(app, &tx, key, &state, &first, opening.opened_at).await?;
    // Since when the contract of the acts so far is known, or will be by silence.
    let mut known: Option<DateTime<Utc>> = None;
    for act in &loaded.acts {
        let at = act.head().at;
        domain::bargaining::evolve(&mut state, &act.event()).map_err(|_| Error::Unreadable)?;
        let projection = domain::bargaining::project(&state, &app.rulebooks, book, at);
        write(app, &tx, key, &state, &projection, at).await?;
        let stands = known.filter(|known| *known <= at);
        known = stands.or(projection.contract.as_ref().map(|contract| contract.known_at));
        if known.is_none()
            && let Some(row) = db::contracts::of_negotiation(&tx, key).await?
        {
            // What silence was to bring it did not. The row stays for now: a later act may bring it after all, by its id.
            db::contracts::forget_versions(&tx, row.id, at).await?;
        }
    }
    if known.is_none()
        && let Some(row) = db::contracts::of_negotiation(&tx, key).await?.filter(|row| row.number.is_none())
    {
        db::contracts::remove(&tx, &row).await?;
    }
    tx.commit().await
}
