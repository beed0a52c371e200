//! A side's private draft offer: shared within the side, never with anybody else.

use super::known::{Known, known};
use super::{Answer, App, Error, Viewer};
use crate::db;
use crate::db::words::word;
use crate::notify::{Notice, What};
use chrono::{DateTime, Utc};
use domain::floor::{FloorResult, check};
use domain::policy::Action;
use domain::term::{SheetFault, TermSheet};
use serde::Serialize;
use serde_json::Value;

/// A draft as its side sees it.
#[derive(Clone, Debug, Serialize)]
pub struct DraftView {
    /// The sheet as last saved; may be invalid yet.
    pub sheet: Value,
    /// Message to go with it.
    pub message: String,
    /// Give it back when saving.
    pub version: i64,
    /// When saved last.
    pub updated_at: DateTime<Utc>,
    /// Faults of the sheet, if any.
    pub faults: Vec<SheetFault>,
    /// Floor check of a valid sheet.
    pub floor: Vec<FloorResult>,
}

/// The side's draft.
///
/// # Errors
/// [`Error::NotFound`] where there is none, or for who may not see it.
pub async fn get(app: &App, viewer: &Viewer, id: i64) -> Answer<DraftView> {
    let Known { actor, .. } = known(app, &app.db, viewer, id, Action::ReadPrivate, None).await?;
    let side = actor.capacity.side().ok_or(Error::NotFound)?;
    let row = db::drafts::find(&app.db, id, &word(&side)).await?.ok_or(Error::NotFound)?;
    let sheet: Value = serde_json::from_str(&row.sheet).map_err(|error| Error::Internal(error.to_string()))?;
    let (faults, floor) = judged(app, &sheet);
    let (message, version, updated_at) = (row.message, row.version, row.updated_at);
    Ok(DraftView { sheet, message, version, updated_at, faults, floor })
}

/// Saves over the version seen (0: none yet).
///
/// # Errors
/// [`Error::Conflict`] when a colleague saved since.
pub async fn save(app: &App, viewer: &Viewer, id: i64, seen: i64, sheet: &Value, message: &str) -> Answer<i64> {
    let tx = app.begin_write().await?;
    let Known { actor, .. } = known(app, &tx, viewer, id, Action::WritePrivate, None).await?;
    let side = actor.capacity.side().ok_or(Error::NotFound)?;
    let text = sheet.to_string();
    let saving = db::drafts::Saving { sheet: &text, message, by: actor.account, at: app.now() };
    let version = db::drafts::save(&tx, id, &word(&side), seen, saving).await?;
    app.commit(tx, &[Notice { negotiation: id, what: What::Draft { side } }]).await?;
    Ok(version)
}

/// Throws the side's draft away.
///
/// # Errors
/// [`Error::NotFound`] for who may not see it.
pub async fn delete(app: &App, viewer: &Viewer, id: i64) -> Answer<()> {
    let tx = app.begin_write().await?;
    let Known { actor, .. } = known(app, &tx, viewer, id, Action::WritePrivate, None).await?;
    let side = actor.capacity.side().ok_or(Error::NotFound)?;
    db::drafts::delete(&tx, id, &word(&side)).await?;
    app.commit(tx, &[Notice { negotiation: id, what: What::Draft { side } }]).await
}

/// The floor check of a sheet.
///
/// # Errors
/// [`Error::Sheet`] with every fault.
pub fn floor(app: &App, sheet: &Value) -> Answer<Vec<FloorResult>> {
    let sheet = TermSheet::from_value(sheet).map_err(Error::Sheet)?;
    Ok(check(&sheet, &app.library))
}

fn judged(app: &App, sheet: &Value) -> (Vec<SheetFault>, Vec<FloorResult>) {
    match TermSheet::from_value(sheet) {
        Ok(sheet) => (Vec::new(), check(&sheet, &app.library)),
        Err(faults) => (faults, Vec::new()),
    }
}
