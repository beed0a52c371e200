//! Caucus notes and marks: a side's own, on the whole or on an item; never anybody else's.

use super::accounts::random_id;
use super::error::Faults;
use super::known::{Known, Loaded, known, writing};
use super::page::{Page, Size, within};
use super::writing::Writing;
use super::{Answer, App, Error, FieldCode, Viewer, table};
use crate::db;
use crate::db::notes::Marking;
use crate::db::words::{value, word};
use crate::notify::{Notice, What};
use chrono::{DateTime, Utc};
use domain::party::{Actor, MandateRole, Side};
use domain::policy::{Action, Permission, Permit, permission};
use domain::term::{Item, Names, TermSheet};
use entity::note;
use sea_orm::ActiveValue::Set;
use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;
use uuid::Uuid;

/// Longest note, in characters.
const LONGEST: usize = domain::limits::TEXT;

/// Most notes a page.
pub const PAGE: Size = Size(100);
/// About the most text a page of notes holds, in bytes.
const PAGE_BYTES: usize = 128 << 10;

/// What an item is to the side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, utoipa::ToSchema, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// Not to be given up.
    MustHave,
    /// May be given for something else.
    TradeOff,
}

/// A note as its side sees it.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct NoteView {
    /// Id.
    pub id: Uuid,
    /// Key of the item; `None`: on the whole.
    pub item: Option<String>,
    /// The note.
    pub text: String,
    /// Who wrote it.
    pub writer: String,
    /// When.
    pub written_at: DateTime<Utc>,
    /// When changed last.
    pub edited_at: Option<DateTime<Utc>>,
    /// Give it back when changing.
    pub version: i64,
    /// The viewer may change and remove it: its writer, or the chief.
    pub yours: bool,
}

/// An item with what the side keeps about it.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct ItemNotes {
    pub key: String,
    /// What it is to the side.
    pub mark: Option<Mark>,
    /// How many notes.
    pub notes: usize,
    /// The item as offered last; `None` where it is on no sheet any more.
    #[serde(skip)]
    pub item: Option<Arc<Item>>,
    /// What codes are called in the talks.
    #[serde(skip)]
    pub names: Arc<Names>,
}

/// All a side keeps for itself in one negotiation, but its draft and documents.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Caucus {
    /// Newest first, at most [`PAGE`].
    pub notes: Vec<NoteView>,
    /// How many notes there are in all.
    pub total: u64,
    /// Gives the page of notes after this one.
    pub next: Option<String>,
    /// Items of the sheets, in their order, then those only notes speak of.
    pub items: Vec<ItemNotes>,
    /// The viewer may write.
    pub may_write: bool,
}

impl Caucus {
    /// What is kept about an item.
    pub fn of(&self, key: &str) -> Option<&ItemNotes> {
        self.items.iter().find(|item| item.key == key)
    }
}

/// A person of a side, about to read or write.
struct Member<P> {
    loaded: Arc<Loaded>,
    side: Side,
    /// Key of the account.
    account: i64,
    chief: bool,
    permit: Permit<P>,
}

async fn member<P: Permission>(app: &App, viewer: &Viewer, id: Uuid) -> Answer<Member<P>> {
    let Known { loaded, actor, permit, .. } = known::<P>(app, &app.db, viewer, id, None).await?;
    of_side(viewer, loaded, &actor, permit)
}

/// A person of a side, in the transaction of what he writes.
async fn writer(app: &App, viewer: &Viewer, id: Uuid) -> Answer<(Writing, Member<permission::WritePrivate>)> {
    let (tx, Known { loaded, actor, permit, .. }) = writing(app, viewer, id).await?;
    Ok((tx, of_side(viewer, loaded, &actor, permit)?))
}

fn of_side<P>(viewer: &Viewer, loaded: Arc<Loaded>, actor: &Actor, permit: Permit<P>) -> Answer<Member<P>> {
    let side = actor.capacity.side().ok_or(Error::NotFound)?;
    let chief = actor.role == MandateRole::ChiefRepresentative;
    Ok(Member { loaded, side, account: viewer.account()?, chief, permit })
}

/// The items a side may speak of: those named in the talks, then those of its own draft alone.
async fn items<P>(app: &App, db: &impl ConnectionTrait, member: &Member<P>) -> Answer<Vec<Arc<Item>>> {
    let draft = db::drafts::find(db, member.loaded.key, &word(&member.side)).await?;
    let draft = draft.and_then(|row| TermSheet::parse(row.sheet.as_bytes()).ok());
    let named = table::items(app, &member.loaded).await?;
    let own = draft.into_iter().flat_map(|sheet| sheet.items).filter(|item| named.get(&item.key).is_none());
    Ok(named.all().iter().cloned().chain(own.map(Arc::new)).collect())
}

/// For the open pages of this side alone.
fn told<P>(id: Uuid, member: &Member<P>) -> Notice {
    Notice { negotiation: id, what: What::Note { side: member.side } }
}

/// What the viewer's side keeps, with a page of its notes.
///
/// # Errors
/// [`Error::NotFound`] for anybody of no side.
pub async fn caucus(app: &App, viewer: &Viewer, id: Uuid, about: &About) -> Answer<Caucus> {
    let member: Member<permission::ReadPrivate> = member(app, viewer, id).await?;
    let known = items(app, &app.db, &member).await?;
    kept(app, viewer, &member, known, about).await
}

/// Which notes.
#[derive(Clone, Debug, Default)]
pub struct About {
    /// Of one item only; empty: on the whole.
    pub item: Option<String>,
    /// Older than a note.
    pub after: Option<Uuid>,
}

/// What the viewer's side keeps about a negotiation that the wall has let the viewer read: beside the table, where an
/// item that nothing is kept about needs no line. `None` for who is of no side.
pub(super) async fn beside(app: &App, viewer: &Viewer, loaded: &Arc<Loaded>) -> Answer<Option<Caucus>> {
    let permitted = viewer.permitted::<permission::ReadPrivate>(app, loaded.key, &loaded.state, None);
    let Ok((_, actor, permit)) = permitted else { return Ok(None) };
    let member = of_side(viewer, Arc::clone(loaded), &actor, permit)?;
    kept(app, viewer, &member, Vec::new(), &About::default()).await.map(Some)
}

/// Notes and marks; a line for each of `known`, and for whatever a note or a mark speaks of.
async fn kept<P>(
    app: &App,
    viewer: &Viewer,
    member: &Member<P>,
    known: Vec<Arc<Item>>,
    about: &About,
) -> Answer<Caucus> {
    let may_write = viewer.may(app, &member.loaded.state, Action::WritePrivate).is_ok();
    let (key, side) = (member.loaded.key, word(&member.side));
    let after = match about.after {
        None => None,
        Some(after) => Some(db::notes::find(&app.db, key, &side, after).await?.ok_or(Error::NotFound)?.id),
    };
    let mut rows = db::notes::page(&app.db, key, &side, about.item.as_deref(), after, PAGE.more()).await?;
    let writers = || rows.iter().map(|row| row.written_by);
    let names = if rows.is_empty() { HashMap::new() } else { db::accounts::names(&app.db, writers()).await? };
    let view = |row: note::Model| NoteView {
        writer: names.get(&row.written_by).cloned().unwrap_or_default(),
        yours: may_write && (member.chief || row.written_by == member.account),
        id: row.public_id,
        item: row.item,
        text: row.text,
        written_at: row.written_at,
        edited_at: row.edited_at,
        version: row.version,
    };
    let whole = within(rows.iter().map(|row| row.text.len()), PAGE.size(), PAGE_BYTES);
    rows.truncate(whole.saturating_add(1));
    let Page { items: notes, next } = Size(whole).of(rows, |row| Ok(view(row)), |note| note.id.to_string())?;
    let marks = db::notes::marks(&app.db, key, &side).await?;
    let marks: HashMap<&str, &str> = marks.iter().map(|m| (m.item.as_str(), m.mark.as_str())).collect();
    let counts = db::notes::counts(&app.db, key, &side).await?;
    let total = counts.iter().map(|(_, count)| *count).sum();
    let counts: HashMap<String, u64> = counts.into_iter().filter_map(|(item, count)| Some((item?, count))).collect();
    let named = table::items(app, &member.loaded).await?;
    let names = Arc::new(domain::bargaining::names(&member.loaded.state));
    // In one order whatever the store's.
    let spoken: BTreeSet<&str> = counts.keys().map(String::as_str).chain(marks.keys().copied()).collect();
    // What is on no sheet of the talks may be on the side's own draft.
    let own = match known.is_empty() && spoken.iter().any(|key| named.get(key).is_none()) {
        true => items(app, &app.db, member).await?,
        false => Vec::new(),
    };
    let own: HashMap<&str, &Arc<Item>> = own.iter().map(|item| (item.key.as_str(), item)).collect();
    let spoken = spoken.into_iter().map(|key| (key.to_owned(), named.get(key).or(own.get(key).copied()).cloned()));
    let known = known.into_iter().map(|item| (item.key.clone(), Some(item)));
    let mut seen = HashSet::new();
    let mut kept: Vec<ItemNotes> = Vec::new();
    for (key, item) in known.chain(spoken) {
        if !seen.insert(key.clone()) {
            continue;
        }
        let mark = marks.get(key.as_str()).map(|mark| value(mark)).transpose()?;
        let notes = counts.get(&key).map_or(0, |count| usize::try_from(*count).unwrap_or(usize::MAX));
        kept.push(ItemNotes { key, mark, notes, item, names: names.clone() });
    }
    Ok(Caucus { notes, total, next, items: kept, may_write })
}

/// Writes a note; its id comes back.
///
/// # Errors
/// [`Error::Invalid`] for an empty or too long text, or an unknown item.
pub async fn write(app: &App, viewer: &Viewer, id: Uuid, item: Option<String>, text: &str) -> Answer<Uuid> {
    let known: Member<permission::WritePrivate> = member(app, viewer, id).await?;
    let mut faults = Faults::default();
    faults.text("text", text, LONGEST);
    if let Some(key) = &item {
        let known = items(app, &app.db, &known).await?;
        faults.check(known.iter().any(|item| item.key == *key), "item", FieldCode::Unknown);
    }
    faults.finish()?;
    let (tx, member) = writer(app, viewer, id).await?;
    let row = note::ActiveModel {
        public_id: Set(random_id()?),
        negotiation: Set(member.permit.object()),
        side: Set(word(&member.side)),
        item: Set(item),
        text: Set(text.to_owned()),
        written_by: Set(member.account),
        written_at: Set(app.now()),
        edited_at: Set(None),
        version: Set(1),
        ..Default::default()
    };
    let stored = db::notes::insert(&tx, row, member.permit).await?;
    app.commit(tx, &[told(id, &member)]).await?;
    Ok(stored.public_id)
}

/// A note that the viewer may change.
async fn own<P>(tx: &impl ConnectionTrait, member: &Member<P>, note: Uuid) -> Answer<i64> {
    let row = db::notes::find(tx, member.loaded.key, &word(&member.side), note).await?.ok_or(Error::NotFound)?;
    if member.chief || row.written_by == member.account { Ok(row.id) } else { Err(Error::Forbidden) }
}

/// Changes a note over the version seen; the new version comes back.
///
/// # Errors
/// [`Error::Conflict`] when it was changed since; [`Error::Forbidden`] for neither writer nor chief.
pub async fn edit(app: &App, viewer: &Viewer, id: Uuid, note: Uuid, seen: i64, text: &str) -> Answer<i64> {
    let (tx, member) = writer(app, viewer, id).await?;
    let key = own(&tx, &member, note).await?;
    let mut faults = Faults::default();
    faults.text("text", text, LONGEST);
    faults.finish()?;
    let version = db::notes::edit(&tx, key, seen, text, app.now(), member.permit).await?;
    app.commit(tx, &[told(id, &member)]).await?;
    Ok(version)
}

/// Removes a note.
///
/// # Errors
/// [`Error::Forbidden`] for neither writer nor chief.
pub async fn remove(app: &App, viewer: &Viewer, id: Uuid, note: Uuid) -> Answer<()> {
    let (tx, member) = writer(app, viewer, id).await?;
    let key = own(&tx, &member, note).await?;
    db::notes::remove(&tx, key, member.permit).await?;
    app.commit(tx, &[told(id, &member)]).await
}

/// Sets marks of items, all or none; `None` takes one away.
///
/// # Errors
/// [`Error::Invalid`] for an unknown item.
pub async fn mark(app: &App, viewer: &Viewer, id: Uuid, marks: &[(String, Option<Mark>)]) -> Answer<()> {
    let known: Member<permission::WritePrivate> = member(app, viewer, id).await?;
    let known = items(app, &app.db, &known).await?;
    let known: HashSet<&str> = known.iter().map(|item| item.key.as_str()).collect();
    let unknown = |(key, mark): &&(String, Option<Mark>)| mark.is_some() && !known.contains(key.as_str());
    let mut faults = Faults::default();
    faults.check(!marks.iter().any(|one| unknown(&one)), "item", FieldCode::Unknown);
    faults.finish()?;
    let (tx, member) = writer(app, viewer, id).await?;
    let side = word(&member.side);
    for (item, mark) in marks {
        let marking =
            Marking { negotiation: member.permit.object(), side: &side, item, by: member.account, at: app.now() };
        db::notes::mark(&tx, marking, mark.map(|mark| word(&mark)), member.permit).await?;
    }
    app.commit(tx, &[told(id, &member)]).await
}
