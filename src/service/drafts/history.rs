//! The side's drafting history: who saved what when, and back to it.

use super::{Base, NewDraft, Over, Saved, store, told};
use crate::db;
use crate::db::words::{from_json, word};
use crate::service::known::{Known, known};
use crate::service::{Answer, App, Error, Viewer};
use chrono::{DateTime, Utc};
use domain::policy::Action;
use domain::term::{LooseChange, loose_changes};
use serde::Serialize;
use serde_json::Value;

/// Revisions a page.
const PAGE: u64 = 30;

/// What one person saved within a short time.
#[derive(Clone, Debug, Serialize)]
pub struct Revision {
    /// Version of the draft it ended with.
    pub version: i64,
    /// Who.
    pub by: String,
    /// First save of it.
    pub began_at: DateTime<Utc>,
    /// Last save of it.
    pub saved_at: DateTime<Utc>,
    /// What the draft started from.
    pub base: Base,
    /// Against the revision before, or against the base where the draft began.
    pub changes: Vec<LooseChange>,
}

/// One revision whole.
#[derive(Clone, Debug, Serialize)]
pub struct RevisionView {
    /// Version of the draft it ended with.
    pub version: i64,
    /// The sheet as saved; may be invalid.
    pub sheet: Value,
    /// Message to go with it.
    pub message: String,
    /// All or nothing.
    pub package: bool,
    /// Not open for acceptance after.
    pub expires_at: Option<DateTime<Utc>>,
    /// What the draft started from.
    pub base: Base,
    /// Last save of it.
    pub saved_at: DateTime<Utc>,
}

/// Revisions of the side's drafts before a version (`None`: the newest), newest first.
///
/// # Errors
/// [`Error::NotFound`] for who is not of a side.
pub async fn history(app: &App, viewer: &Viewer, id: i64, before: Option<i64>) -> Answer<Vec<Revision>> {
    let Known { loaded, actor, .. } = known(app, &app.db, viewer, id, Action::ReadPrivate, None).await?;
    let side = actor.capacity.side().ok_or(Error::NotFound)?;
    let until = before.unwrap_or(i64::MAX);
    // One more than shown: the last one shown is told against it.
    let rows = db::revisions::before(&app.db, id, &word(&side), until, PAGE.saturating_add(1)).await?;
    let mut out = Vec::new();
    for (place, (row, by)) in rows.iter().enumerate().take(usize::try_from(PAGE).unwrap_or(usize::MAX)) {
        let (sheet, base): (Value, _) = (from_json(&row.sheet)?, Base::from_word(&row.base));
        let former = rows.get(place.saturating_add(1)).filter(|(former, _)| former.base == row.base);
        let former = match former {
            Some((former, _)) => from_json(&former.sheet)?,
            None => base.sheet(&loaded.state).unwrap_or_default(),
        };
        out.push(Revision {
            version: row.version,
            by: by.clone(),
            began_at: row.began_at,
            saved_at: row.saved_at,
            base,
            changes: loose_changes(&former, &sheet),
        });
    }
    Ok(out)
}

/// One revision.
///
/// # Errors
/// [`Error::NotFound`] where the side has none that ended with this version.
pub async fn revision(app: &App, viewer: &Viewer, id: i64, version: i64) -> Answer<RevisionView> {
    let Known { actor, .. } = known(app, &app.db, viewer, id, Action::ReadPrivate, None).await?;
    let side = actor.capacity.side().ok_or(Error::NotFound)?;
    let row = db::revisions::find(&app.db, id, &word(&side), version).await?.ok_or(Error::NotFound)?;
    view(row)
}

fn view(row: entity::draft_revision::Model) -> Answer<RevisionView> {
    Ok(RevisionView {
        version: row.version,
        sheet: from_json(&row.sheet)?,
        message: row.message,
        package: row.package,
        expires_at: row.expires_at,
        base: Base::from_word(&row.base),
        saved_at: row.saved_at,
    })
}

/// Makes a revision the draft again, over the version seen (0: there is none now). What stood until now stays in the
/// history.
///
/// # Errors
/// [`Error::NotFound`] where the side has no such revision, [`Error::Conflict`] when a colleague saved since.
pub async fn restore(app: &App, viewer: &Viewer, id: i64, version: i64, seen: i64) -> Answer<Saved> {
    let tx = app.begin_write().await?;
    let Known { loaded, actor, .. } = known(app, &tx, viewer, id, Action::WritePrivate, None).await?;
    let side = actor.capacity.side().ok_or(Error::NotFound)?;
    let row = db::revisions::find(&tx, id, &word(&side), version).await?.ok_or(Error::NotFound)?;
    let old = view(row)?;
    let new = NewDraft {
        sheet: old.sheet,
        message: old.message,
        package: old.package,
        expires_at: old.expires_at,
        base: Some(old.base),
    };
    let saved = store(app, &tx, &loaded.state, &actor, Over { seen, apart: true }, new).await?;
    app.commit(tx, &told(id, &actor)).await?;
    Ok(saved)
}
