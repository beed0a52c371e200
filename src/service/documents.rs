//! Documents of a side: kept private until an act serves them, from then on unchangeable.

mod content;
mod name;

use super::accounts::random_id;
use super::error::Faults;
use super::known::{Known, known, writing};
use super::page::{Page, Size};
use super::seen::{ActView, Redaction};
use super::{Answer, App, Error, FieldCode, FieldFault, Viewer, acts};
use crate::db;
use crate::db::documents::{Found, Listed};
use crate::db::words::{value, word};
use crate::notify::{Notice, What};
use chrono::{DateTime, Utc};
use domain::bargaining::{Act, Event, Negotiation, Seq};
use domain::party::Side;
use domain::policy::{Action, Permit, permission};
use domain::term::sha256_hex;
use entity::document;
use sea_orm::ActiveValue::Set;
use serde::Serialize;
use uuid::Uuid;

/// Documents a page.
pub const PAGE: Size = Size(100);

/// Most documents a side may keep unserved in one negotiation.
const MOST: u64 = 200;

/// A document as its readers see it.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct DocumentView {
    /// Id.
    pub id: Uuid,
    /// Whose.
    pub side: Side,
    /// File name.
    pub name: String,
    /// Media type, by content.
    pub media_type: String,
    /// Bytes.
    pub size: u64,
    /// SHA-256 (hex) of the content.
    pub sha256: String,
    /// For the two delegations alone.
    pub confidential: bool,
    /// When stored.
    pub uploaded_at: DateTime<Utc>,
    /// The act that served it; `None`: its side's own still.
    pub served_seq: Option<Seq>,
}

impl TryFrom<Listed> for DocumentView {
    type Error = Error;

    fn try_from(row: Listed) -> Result<Self, Error> {
        let number = |error: std::num::TryFromIntError| Error::internal(error);
        Ok(Self {
            id: row.public_id,
            side: value(&row.side)?,
            name: row.name,
            media_type: row.media_type,
            size: u64::try_from(row.size).map_err(number)?,
            sha256: row.sha256,
            confidential: row.confidential,
            uploaded_at: row.uploaded_at,
            served_seq: row.served_seq.map(Seq::try_from).transpose().map_err(number)?,
        })
    }
}

/// What a viewer finds of a negotiation's documents.
struct Shelf {
    /// Whose private documents are found too.
    own: Option<String>,
    redaction: Redaction,
}

impl Shelf {
    fn of(app: &App, viewer: &Viewer, state: &Negotiation) -> Self {
        let private = viewer.may(app, state, Action::ReadPrivate).ok();
        let own = private.and_then(|actor| actor.capacity.side()).map(|side| word(&side));
        Self { own, redaction: Redaction::of(app, viewer, state) }
    }

    /// The same, for the store to choose by.
    fn found(&self) -> Found {
        Found { own: self.own.clone(), confidential: self.redaction.secrets() }
    }

    /// Served, or of the own side; in confidence only for who is bound to keep it.
    fn shows(&self, row: &Listed) -> bool {
        let own = self.own.as_ref() == Some(&row.side);
        (own || row.served_seq.is_some()) && (!row.confidential || self.redaction.secrets())
    }
}

/// The documents the viewer finds, newest first, at most [`PAGE`]: from the newest, or older than one.
///
/// # Errors
/// [`Error::NotFound`] for who may not see the negotiation, or finds no such document.
pub async fn list(app: &App, viewer: &Viewer, id: Uuid, after: Option<Uuid>) -> Answer<Page<DocumentView>> {
    let Known { loaded, .. } = known::<permission::Read>(app, &app.db, viewer, id, None).await?;
    let shelf = Shelf::of(app, viewer, &loaded.state);
    let after = match after {
        None => None,
        Some(after) => {
            let row = db::documents::find(&app.db, loaded.key, after).await?.filter(|row| shelf.shows(row));
            Some(row.ok_or(Error::NotFound)?.id)
        }
    };
    let rows = db::documents::page(&app.db, loaded.key, &shelf.found(), after, PAGE.more()).await?;
    PAGE.of(rows, DocumentView::try_from, |document| document.id.to_string())
}

/// The documents the viewer finds that these acts served.
///
/// # Errors
/// [`Error::NotFound`] for who may not see the negotiation.
pub(super) async fn served(app: &App, viewer: &Viewer, id: Uuid, acts: &[Seq]) -> Answer<Vec<DocumentView>> {
    let Known { loaded, .. } = known::<permission::Read>(app, &app.db, viewer, id, None).await?;
    let shelf = Shelf::of(app, viewer, &loaded.state);
    let acts: Vec<i64> = acts.iter().map(|seq| i64::from(*seq)).collect();
    let rows = db::documents::served(&app.db, loaded.key, &shelf.found(), &acts).await?;
    rows.into_iter().map(DocumentView::try_from).collect()
}

/// One with its content.
///
/// # Errors
/// [`Error::NotFound`] where there is none, or none for this viewer.
pub async fn content(app: &App, viewer: &Viewer, id: Uuid, document: Uuid) -> Answer<(DocumentView, Vec<u8>)> {
    let Known { loaded, .. } = known::<permission::Read>(app, &app.db, viewer, id, None).await?;
    let shelf = Shelf::of(app, viewer, &loaded.state);
    let row = db::documents::find(&app.db, loaded.key, document).await?.filter(|row| shelf.shows(row));
    let row = row.ok_or(Error::NotFound)?;
    let bytes = db::documents::content(&app.db, row.id).await?.ok_or(Error::NotFound)?;
    Ok((row.try_into()?, bytes))
}

/// Whether the viewer may store documents here.
async fn may_upload(app: &App, viewer: &Viewer, id: Uuid) -> Answer<()> {
    known::<permission::WritePrivate>(app, &app.db, viewer, id, None).await.map(|_| ())
}

/// A file as it came.
#[derive(Clone, Debug)]
pub struct Upload {
    /// As the sender named it.
    pub name: String,
    /// Its bytes.
    pub content: Vec<u8>,
    /// A trade secret.
    pub confidential: bool,
}

/// Stores a file, private to the side. Its kind is judged by its content.
///
/// # Errors
/// [`Error::Invalid`] at `file`: empty, too large, of another kind, not what its name says.
pub async fn upload(app: &App, viewer: &Viewer, id: Uuid, upload: Upload) -> Answer<DocumentView> {
    may_upload(app, viewer, id).await?;
    let checking = move || {
        let name = name::clean(&upload.name);
        let kind = content::kind(&name, &upload.content);
        (name, kind, sha256_hex(&upload.content), upload)
    };
    let (name, kind, sha256, upload) = app.compute(checking).await?;
    let kind = kind.map_err(|code| Error::Invalid(vec![FieldFault { field: "file".to_owned(), code }]))?;
    let public_id = random_id()?;
    let size = i64::try_from(upload.content.len()).map_err(Error::internal)?;
    let (tx, Known { key, actor, permit, .. }) = writing::<permission::WritePrivate>(app, viewer, id).await?;
    let of = actor.capacity.side().ok_or(Error::NotFound)?;
    let side = word(&of);
    let mut faults = Faults::default();
    faults.check(db::documents::unserved(&tx, key, &side).await? < MOST, "file", FieldCode::DocumentMany);
    faults.finish()?;
    let row = document::ActiveModel {
        public_id: Set(public_id),
        negotiation: Set(key),
        side: Set(side),
        name: Set(name),
        media_type: Set(kind.to_owned()),
        size: Set(size),
        sha256: Set(sha256),
        content: Set(upload.content),
        confidential: Set(upload.confidential),
        uploaded_by: Set(viewer.account()?),
        uploaded_at: Set(app.now()),
        served_seq: Set(None),
        ..Default::default()
    };
    db::documents::insert(&tx, row, permit).await?;
    let row = db::documents::find(&tx, key, public_id).await?.ok_or(Error::NotFound)?;
    app.commit(tx, &[Notice { negotiation: id, what: What::Document { side: of } }]).await?;
    row.try_into()
}

/// Removes one of the side's own that was not served.
///
/// # Errors
/// [`Error::NotFound`] where there is none, or none for this viewer; [`Error::Conflict`] for one that was served.
pub async fn remove(app: &App, viewer: &Viewer, id: Uuid, document: Uuid) -> Answer<()> {
    let (tx, Known { loaded, permit, .. }) = writing::<permission::WritePrivate>(app, viewer, id).await?;
    let shelf = Shelf::of(app, viewer, &loaded.state);
    let row =
        db::documents::find(&tx, loaded.key, document).await?.filter(|row| shelf.shows(row)).ok_or(Error::NotFound)?;
    if shelf.own.as_ref() != Some(&row.side) {
        return Err(Error::Forbidden);
    }
    db::documents::remove(&tx, row.id, permit).await?;
    let side = value(&row.side)?;
    app.commit(tx, &[Notice { negotiation: id, what: What::Document { side } }]).await
}

/// Serves one of the side's own: the act names exactly what is stored.
///
/// # Errors
/// As of [`acts::act`]; [`Error::NotFound`] for a document the viewer does not find.
pub async fn serve(
    app: &App,
    viewer: &Viewer,
    id: Uuid,
    document: Uuid,
    confidential: bool,
    terms: acts::Terms,
) -> Answer<ActView> {
    let Known { loaded, .. } = known::<permission::Read>(app, &app.db, viewer, id, None).await?;
    let shelf = Shelf::of(app, viewer, &loaded.state);
    let row = db::documents::find(&app.db, loaded.key, document).await?.filter(|row| shelf.shows(row));
    let own = DocumentView::try_from(row.ok_or(Error::NotFound)?)?;
    let (name, media_type, size, sha256) = (own.name, own.media_type, own.size, own.sha256);
    let act = Act::ServeDocument { document, name, media_type, size, sha256, confidential };
    acts::act(app, viewer, id, act, terms).await
}

/// With the act that serves a document, which was found to be the side's own and as it is stored: it is served.
///
/// # Errors
/// [`Error::Conflict`] where it was served or removed meanwhile.
pub(super) async fn delivered(tx: &impl db::Write, event: &Event, permit: Permit<permission::Act>) -> Answer<()> {
    if let Act::ServeDocument { document, confidential, .. } = &event.act {
        db::documents::serve(tx, *document, event.seq.into(), *confidential, permit).await?;
    }
    Ok(())
}

/// Largest file, in bytes.
pub const LARGEST: u64 = domain::limits::DOCUMENT_BYTES;
