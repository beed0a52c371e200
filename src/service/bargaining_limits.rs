//! BargainingLimits: bounds that a side's chief sets for its own representatives. Nobody else ever learns of one.

use super::accounts::random_id;
use super::error::Faults;
use super::known::{Known, known, writing};
use super::page::{self, Page, Size};
use super::{Answer, App, Error, FieldCode, Viewer};
use crate::db;
use crate::db::words::{value, word};
use chrono::{DateTime, Utc};
use domain::bargaining_limit::Bound;
use domain::decimal::Percent;
use domain::limits::KEY;
use domain::party::Side;
use domain::policy::permission;
use sea_orm::ConnectionTrait;
use serde::Serialize;
use uuid::Uuid;

/// A limit as its side sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct BargainingLimit {
    /// Id.
    pub id: Uuid,
    /// Item key.
    pub item: String,
    /// Field path.
    pub field: String,
    /// Which way it binds.
    pub bound: Bound,
    /// Exact decimal text.
    pub value: String,
    /// Why; may be empty.
    pub note: String,
    /// When set last.
    pub set_at: DateTime<Utc>,
}

/// A limit to be set.
#[derive(Clone, Debug)]
pub struct NewBargainingLimit {
    /// Item key.
    pub item: String,
    /// Field path.
    pub field: String,
    /// Which way it binds.
    pub bound: Bound,
    /// Decimal text, at most four fraction digits.
    pub value: String,
    /// Why; may be empty.
    pub note: String,
}

/// Limits a page.
const PAGE: Size = Size(100);

/// A page of the side's limits, by cell; `after` is the page before's `next`.
///
/// # Errors
/// [`Error::NotFound`] for who is not of a side; [`Error::Invalid`] for an `after` that no page named.
pub async fn list(app: &App, viewer: &Viewer, id: Uuid, after: Option<&str>) -> Answer<Page<BargainingLimit>> {
    let Known { key, actor, .. } = known::<permission::ReadPrivate>(app, &app.db, viewer, id, None).await?;
    let side = word(&actor.capacity.side().ok_or(Error::NotFound)?);
    let last = match page::after(after)? {
        None => None,
        Some(id) => Some(db::bargaining_limits::by_id(&app.db, key, &side, id).await?.ok_or_else(page::unknown)?),
    };
    let rows = db::bargaining_limits::page(&app.db, key, &side, last.as_ref(), PAGE.more()).await?;
    PAGE.of(rows, shown, |limit| limit.id.to_string())
}

pub(super) async fn of_side(db: &impl ConnectionTrait, id: i64, side: Side) -> Answer<Vec<BargainingLimit>> {
    let rows = db::bargaining_limits::all(db, id, &word(&side)).await?;
    rows.into_iter().map(shown).collect()
}

fn shown(row: entity::bargaining_limit::Model) -> Answer<BargainingLimit> {
    let bound = value(&row.bound)?;
    let (item, field, value) = (row.item, row.field, row.value);
    Ok(BargainingLimit { id: row.public_id, item, field, bound, value, note: row.note, set_at: row.set_at })
}

/// Sets a bargaining_limit: one a cell and way; a new value takes the place of the old.
///
/// # Errors
/// Faults of fields; [`Error::Forbidden`] for all but the side's chief.
pub async fn set(app: &App, viewer: &Viewer, id: Uuid, new: NewBargainingLimit) -> Answer<()> {
    let (tx, known) = writing::<permission::SetBargainingLimits>(app, viewer, id).await?;
    let Known { actor, permit, .. } = known;
    let side = actor.capacity.side().ok_or(Error::NotFound)?;
    let mut faults = Faults::default();
    faults.name("item", &new.item, KEY);
    faults.name("field", &new.field, KEY);
    faults.check(Percent::parse_signed(new.value.trim()).is_ok(), "value", FieldCode::Decimal);
    faults.prose("note", &new.note, 500);
    faults.finish()?;
    let row = entity::bargaining_limit::Model {
        id: 0,
        public_id: random_id()?,
        negotiation: permit.object(),
        side: word(&side),
        item: new.item,
        field: new.field,
        bound: word(&new.bound),
        value: new.value.trim().to_owned(),
        note: new.note.trim().to_owned(),
        set_by: viewer.account()?,
        set_at: app.now(),
    };
    db::bargaining_limits::set(&tx, permit, row).await?;
    // Whoever looks at the page looks again by himself: nothing of a limit is announced.
    app.commit(tx, &[]).await
}

/// Lifts a limit.
///
/// # Errors
/// [`Error::NotFound`] where the side has none of this id.
pub async fn lift(app: &App, viewer: &Viewer, id: Uuid, bargaining_limit: Uuid) -> Answer<()> {
    let (tx, known) = writing::<permission::SetBargainingLimits>(app, viewer, id).await?;
    let Known { actor, permit, .. } = known;
    let side = actor.capacity.side().ok_or(Error::NotFound)?;
    if !db::bargaining_limits::lift(&tx, permit, &word(&side), bargaining_limit).await? {
        return Err(Error::NotFound);
    }
    // Whoever looks at the page looks again by himself: nothing of a limit is announced.
    app.commit(tx, &[]).await
}
