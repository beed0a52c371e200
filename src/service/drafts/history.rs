//! The side's drafting history: who saved what when, and back to it.

use super::{Base, NewDraft, Over, Saved, store};
use crate::db;
use crate::db::words::{from_json, word};
use crate::service::known::{Known, known};
use crate::service::{Answer, App, Error, Viewer};
use chrono::{DateTime, Utc};
use domain::bargaining::Negotiation;
use domain::limits::CHANGES_TOLD;
use domain::policy::permission;
use domain::term::{LooseChange, loose_changes};
use entity::draft_revision;
use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

/// Revisions a page: each is read whole to tell what it changed.
const PAGE: usize = 10;

/// What one person saved within a short time.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
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
    /// Changes that are not told here.
    pub more: usize,
    /// What is stored of it does not read: its changes cannot be told.
    pub unreadable: bool,
}

/// One revision whole.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct RevisionView {
    /// Version of the draft it ended with.
    pub version: i64,
    /// The sheet as saved; may be invalid.
    #[schema(value_type = domain::schema::SheetJson)]
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
pub async fn history(app: &App, viewer: &Viewer, id: Uuid, before: Option<i64>) -> Answer<Vec<Revision>> {
    let Known { loaded, actor, .. } = known::<permission::ReadPrivate>(app, &app.db, viewer, id, None).await?;
    let side = actor.capacity.side().ok_or(Error::NotFound)?;
    let until = before.unwrap_or(i64::MAX);
    // One more than shown: the last one shown is told against it.
    let most = u64::try_from(PAGE).unwrap_or(u64::MAX).saturating_add(1);
    let rows = db::revisions::before(&app.db, loaded.key, &word(&side), until, most).await?;
    let worker = app.clone();
    app.compute(move || told(&worker, &loaded.state, &rows)).await
}

/// What each changed, against the one before it.
fn told(app: &App, state: &Negotiation, rows: &[(draft_revision::Model, String)]) -> Vec<Revision> {
    let mut out = Vec::new();
    for (place, (row, by)) in rows.iter().enumerate().take(PAGE) {
        let base = Base::from_word(&row.base);
        let former = rows.get(place.saturating_add(1)).filter(|(former, _)| former.base == row.base);
        let former = match former {
            Some((former, _)) => from_json(&former.sheet),
            None => Ok(base.sheet(state).unwrap_or_default()),
        };
        let both = from_json(&row.sheet).and_then(|sheet: Value| Ok((former?, sheet)));
        let both = both.inspect_err(|error| app.unreadable("a revision of a draft", row.id, error)).ok();
        let unreadable = both.is_none();
        let mut changes = both.map_or_else(Vec::new, |(former, sheet)| loose_changes(&former, &sheet));
        let more = changes.len().saturating_sub(CHANGES_TOLD);
        changes.truncate(CHANGES_TOLD);
        let (by, began_at, saved_at) = (by.clone(), row.began_at, row.saved_at);
        out.push(Revision { version: row.version, by, began_at, saved_at, base, changes, more, unreadable });
    }
    out
}

/// One revision.
///
/// # Errors
/// [`Error::NotFound`] where the side has none that ended with this version.
pub async fn revision(app: &App, viewer: &Viewer, id: Uuid, version: i64) -> Answer<RevisionView> {
    let Known { key, actor, .. } = known::<permission::ReadPrivate>(app, &app.db, viewer, id, None).await?;
    let side = actor.capacity.side().ok_or(Error::NotFound)?;
    let row = db::revisions::find(&app.db, key, &word(&side), version).await?.ok_or(Error::NotFound)?;
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
pub async fn restore(app: &App, viewer: &Viewer, id: Uuid, version: i64, seen: i64) -> Answer<Saved> {
    let known = known::<permission::WritePrivate>(app, &app.db, viewer, id, None).await?;
    let side = known.actor.capacity.side().ok_or(Error::NotFound)?;
    let row = db::revisions::find(&app.db, known.key, &word(&side), version).await?.ok_or(Error::NotFound)?;
    let old = view(row)?;
    let new = NewDraft {
        sheet: old.sheet,
        message: old.message,
        package: old.package,
        expires_at: old.expires_at,
        base: Some(old.base),
    };
    store(app, viewer, known, Over { seen, apart: true }, new).await
}
