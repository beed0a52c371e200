//! The one list of what a negotiation names: posts, zones, sizes, levels, operations and the rest.

use super::{Answer, App};
use crate::db;
use crate::db::words::from_json;
use domain::bargaining::Negotiation;
use domain::party::Side;
use domain::term::{Choices, Names, TermSheet, usual};
use serde_json::Value;

/// Adds what both sides know, the latest first: names of the offers and of the contract before (`last`: of the parties'
/// last one where this negotiation names none), their words without names, then what is usual in the trade.
pub fn add_shared(list: &mut Choices, state: &Negotiation, last: &Names) {
    for sheet in shared(state) {
        list.add_names(&sheet.names);
    }
    let sides = [Side::WorkerSide, Side::EmployerSide].into_iter();
    let current = sides.filter_map(|side| state.current_offer(side)).map(|offer| &*offer.sheet);
    for sheet in current.chain(&state.opening().previous) {
        list.add_sheet(sheet);
    }
    list.add_names(last);
    list.add_names(usual(&state.opening().industry));
}

/// The sheets that both sides know, the latest first.
pub fn shared(state: &Negotiation) -> impl Iterator<Item = &TermSheet> {
    state.offers().iter().rev().map(|offer| &*offer.sheet).chain(&state.opening().previous)
}

/// The names of the parties' last contract, where the negotiation names none that it replaces; for its parties alone.
///
/// # Errors
/// The database's.
pub async fn of_last_contract(app: &App, state: &Negotiation) -> Answer<Names> {
    let opening = state.opening();
    if opening.previous.is_some() {
        return Ok(Names::default());
    }
    let (workers, employers) = (opening.worker_side.organisation, opening.employer_side.organisation);
    let keys = db::organisations::keys(&app.db, [workers, employers].into_iter()).await?;
    let (Some(workers), Some(employers)) = (keys.get(&workers), keys.get(&employers)) else {
        return Ok(Names::default());
    };
    let Some(last) = db::contracts::last_between(&app.db, (*workers, *employers), app.now()).await? else {
        return Ok(Names::default());
    };
    let versions = db::contracts::versions(&app.db, last.id).await?;
    let Some(version) = versions.last() else { return Ok(Names::default()) };
    Ok(Names::of(&from_json::<Value>(&version.sheet)?))
}
