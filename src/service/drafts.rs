//! A side's private draft offer: shared within the side, never with anybody else.

mod base;
mod history;
mod judge;

pub use base::Base;
pub use history::{Revision, RevisionView, history, restore, revision};
pub use judge::{CellJudgement, Judgement, judge};

use super::error::Faults;
use super::known::{Known, known, writing};
use super::{Answer, App, Error, FieldCode, FieldFault, Viewer};
use crate::db;
use crate::db::drafts::Saving;
use crate::db::words::{from_json, json, word};
use crate::notify::{Notice, What};
use chrono::{DateTime, TimeDelta, Utc};
use domain::bargaining::Negotiation;
use domain::floor::{FloorResult, check};
use domain::limits;
use domain::party::{Actor, Side};
use domain::policy::{Permit, permission};
use domain::term::{Edit, SheetFaults, edits, loose_fits};
use entity::draft;
use serde::Serialize;
use serde_json::Value;
use std::sync::Arc;
use uuid::Uuid;

/// What one person saves within this time is one revision.
const ONE_REVISION: TimeDelta = TimeDelta::minutes(2);

/// A draft as its side sees it.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct DraftView {
    /// The sheet as last saved; may be invalid yet.
    #[schema(value_type = domain::schema::SheetJson)]
    pub sheet: Value,
    /// Message to go with it.
    pub message: String,
    /// All or nothing.
    pub package: bool,
    /// Not open for acceptance after.
    pub expires_at: Option<DateTime<Utc>>,
    /// What it started from.
    pub base: Base,
    /// Give it back when saving.
    pub version: i64,
    /// When saved last.
    pub updated_at: DateTime<Utc>,
    /// Who saved last.
    pub updated_by: String,
    /// Who changed what last, of the cells that are not as in the base.
    pub edits: Vec<Edit>,
    /// Faults of the sheet, if any.
    #[serde(flatten)]
    pub faults: SheetFaults,
    /// Floor check of a valid sheet.
    pub floor: Vec<FloorResult>,
}

/// What is saved.
#[derive(Clone, Debug, Default)]
pub struct NewDraft {
    /// The sheet, maybe unfinished.
    pub sheet: Value,
    /// Message to go with it.
    pub message: String,
    /// All or nothing.
    pub package: bool,
    /// Not open for acceptance after.
    pub expires_at: Option<DateTime<Utc>>,
    /// What it started from; `None`: as before.
    pub base: Option<Base>,
}

/// A draft just saved.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Saved {
    pub version: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: String,
}

/// The side's draft.
///
/// # Errors
/// [`Error::NotFound`] where there is none, or for who may not see it.
pub async fn get(app: &App, viewer: &Viewer, id: Uuid) -> Answer<DraftView> {
    let Known { key, actor, .. } = known::<permission::ReadPrivate>(app, &app.db, viewer, id, None).await?;
    let side = actor.capacity.side().ok_or(Error::NotFound)?;
    let row = db::drafts::find(&app.db, key, &word(&side)).await?.ok_or(Error::NotFound)?;
    let by = db::accounts::find(&app.db, row.updated_by).await?;
    let rulebooks = Arc::clone(&app.rulebooks);
    let (text, edited) = (row.sheet, row.edits);
    let read = move || -> Answer<_> {
        let sheet: Value = from_json(&text)?;
        let edits: Vec<Edit> = from_json(&edited)?;
        let (faults, floor) = match rulebooks.sheet(&sheet) {
            Ok(sheet) => (SheetFaults::default(), check(&sheet, &rulebooks)),
            Err(faults) => (faults, Vec::new()),
        };
        Ok((sheet, edits, faults, floor))
    };
    let (sheet, edits, faults, floor) = app.compute(read).await??;
    Ok(DraftView {
        sheet,
        message: row.message,
        package: row.package,
        expires_at: row.expires_at,
        base: Base::from_word(&row.base),
        version: row.version,
        updated_at: row.updated_at,
        updated_by: by.map(|account| account.name).unwrap_or_default(),
        edits,
        faults,
        floor,
    })
}

/// When the side's draft was saved last.
///
/// # Errors
/// As of [`get`].
pub async fn saved_at(app: &App, viewer: &Viewer, id: Uuid) -> Answer<DateTime<Utc>> {
    let Known { key, actor, .. } = known::<permission::ReadPrivate>(app, &app.db, viewer, id, None).await?;
    let side = actor.capacity.side().ok_or(Error::NotFound)?;
    let row = db::drafts::find(&app.db, key, &word(&side)).await?.ok_or(Error::NotFound)?;
    Ok(row.updated_at)
}

/// Saves over the version seen (0: none yet). Every save is kept in the side's drafting history.
///
/// # Errors
/// [`Error::Conflict`] when a colleague saved since; [`Error::Invalid`] for a sheet beyond all bounds.
pub async fn save(app: &App, viewer: &Viewer, id: Uuid, seen: i64, new: NewDraft) -> Answer<Saved> {
    let known = known::<permission::WritePrivate>(app, &app.db, viewer, id, None).await?;
    store(app, viewer, known, Over { seen, apart: false }, new).await
}

/// A sheet that is being written may be unfinished, not without end.
fn fits(sheet: &Value) -> Answer<()> {
    let large = || Error::Invalid(vec![FieldFault { field: "sheet".to_owned(), code: FieldCode::SheetTooLarge }]);
    if loose_fits(sheet) { Ok(()) } else { Err(large()) }
}

/// A change of a draft is told to its own side alone.
fn told(negotiation: Uuid, actor: &Actor) -> Vec<Notice> {
    let side = actor.capacity.side().into_iter();
    side.map(|side| Notice { negotiation, what: What::Draft { side } }).collect()
}

/// What is saved over.
#[derive(Clone, Copy)]
struct Over {
    /// The version seen, 0 for none yet.
    seen: i64,
    /// As a revision of its own, however soon after the last.
    apart: bool,
}

/// What is to be written, worked out before anybody is kept waiting for it.
struct Prepared {
    sheet: String,
    base: String,
    edits: String,
    message: String,
    package: bool,
    expires_at: Option<DateTime<Utc>>,
    at: DateTime<Utc>,
}

/// Works out the draft and who edited what in it, over the draft that was seen.
fn prepare(
    state: &Negotiation,
    actor: &Actor,
    before: Option<&draft::Model>,
    new: NewDraft,
    at: DateTime<Utc>,
) -> Answer<Prepared> {
    fits(&new.sheet)?;
    let mut faults = Faults::default();
    faults.check(new.message.chars().count() <= limits::MESSAGE, "message", FieldCode::TooLong);
    faults.finish()?;
    let kept = before.map_or(Base::Blank, |row| Base::from_word(&row.base));
    let base = new.base.unwrap_or(kept);
    let start = base.sheet(state).ok_or_else(|| Error::Invalid(vec![base::unknown()]))?;
    let edited = match before.filter(|_| base == kept) {
        None => edits(&start, None, &new.sheet, &actor.name, at),
        Some(row) => {
            let (stood, known): (Value, Vec<Edit>) = (from_json(&row.sheet)?, from_json(&row.edits)?);
            edits(&start, Some((&stood, &known)), &new.sheet, &actor.name, at)
        }
    };
    Ok(Prepared {
        sheet: new.sheet.to_string(),
        base: base.word(),
        edits: json(&edited),
        message: new.message,
        package: new.package,
        expires_at: new.expires_at,
        at,
    })
}

/// Saves: works out what is to be written, then writes it if the draft still stands at the version seen.
async fn store(
    app: &App,
    viewer: &Viewer,
    known: Known<permission::WritePrivate>,
    over: Over,
    new: NewDraft,
) -> Answer<Saved> {
    let Known { key, loaded, actor, .. } = known;
    let (id, side, at) = (loaded.state.opening().id, actor.capacity.side().ok_or(Error::NotFound)?, app.now());
    let before = db::drafts::find(&app.db, key, &word(&side)).await?;
    if before.as_ref().map_or(0, |row| row.version) != over.seen {
        return Err(Error::Conflict);
    }
    let by = actor.clone();
    let prepared = app.compute(move || prepare(&loaded.state, &by, before.as_ref(), new, at)).await??;
    let saving = Saving {
        sheet: &prepared.sheet,
        message: &prepared.message,
        package: prepared.package,
        expires_at: prepared.expires_at,
        base: &prepared.base,
        edits: &prepared.edits,
        by: viewer.account()?,
        at: prepared.at,
    };
    // Who may write now, not who might a moment ago; the version is checked by the write itself.
    let (tx, Known { permit, .. }) = writing::<permission::WritePrivate>(app, viewer, id).await?;
    let version = keep(&tx, permit, side, over, &saving).await?;
    app.commit(tx, &told(id, &actor)).await?;
    Ok(Saved { version, at, by: actor.name })
}

/// Writes the draft and its revision; versions go on where a former draft of the side ended.
async fn keep(
    tx: &impl db::Write,
    permit: Permit<permission::WritePrivate>,
    side: Side,
    over: Over,
    saving: &Saving<'_>,
) -> Answer<i64> {
    let Over { seen, apart } = over;
    let side = word(&side);
    let latest = db::revisions::latest(tx, permit.object(), &side).await?;
    let version = if seen == 0 {
        let next = latest.as_ref().map_or(1, |row| row.version.saturating_add(1));
        db::drafts::insert(tx, permit, &side, next, saving).await?;
        next
    } else {
        db::drafts::update(tx, permit, &side, seen, saving).await?
    };
    let same = latest.filter(|_| !apart).filter(|row| {
        let since = saving.at.signed_duration_since(row.began_at);
        row.saved_by == saving.by && row.version == seen && row.base == saving.base && since <= ONE_REVISION
    });
    match same {
        Some(row) => db::revisions::go_on(tx, permit, row.id, version, saving).await?,
        None => db::revisions::insert(tx, permit, &side, version, saving).await?,
    }
    Ok(version)
}

/// Throws the side's draft away; its history stays.
///
/// # Errors
/// [`Error::NotFound`] for who may not see it.
pub async fn delete(app: &App, viewer: &Viewer, id: Uuid) -> Answer<()> {
    let (tx, Known { actor, permit, .. }) = writing::<permission::WritePrivate>(app, viewer, id).await?;
    let side = actor.capacity.side().ok_or(Error::NotFound)?;
    db::drafts::delete(&tx, permit, &word(&side)).await?;
    app.commit(tx, &[Notice { negotiation: id, what: What::Draft { side } }]).await
}

/// The floor check of a sheet.
///
/// # Errors
/// [`Error::Sheet`] with every fault.
pub async fn floor(app: &App, sheet: Value) -> Answer<Vec<FloorResult>> {
    let rulebooks = Arc::clone(&app.rulebooks);
    let work = move || {
        fits(&sheet)?;
        let sheet = rulebooks.sheet(&sheet).map_err(Error::Sheet)?;
        // Where no law is known, nothing is checked, and nothing is said to be in order.
        let governed = rulebooks.governing(&sheet.jurisdiction).is_some();
        let unknown = || FieldFault { field: "jurisdiction".to_owned(), code: FieldCode::Unknown };
        if governed { Ok(check(&sheet, &rulebooks)) } else { Err(Error::Invalid(vec![unknown()])) }
    };
    app.compute(work).await?
}
