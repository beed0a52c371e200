//! What a person has seen of a negotiation. It is that person's alone: no colleague, opponent or operator learns it.

use super::known::{Known, writing};
use super::{Answer, App, Viewer};
use crate::db;
use chrono::{DateTime, Utc};
use domain::bargaining::Seq;
use domain::policy::permission;
use serde::Serialize;
use uuid::Uuid;

/// Up to where the viewer has seen a negotiation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Seen {
    /// The last act seen.
    pub act: Seq,
    /// When it was marked.
    pub at: DateTime<Utc>,
}

/// Marks everything up to an act as seen; an act that is not there yet counts as the last one.
///
/// # Errors
/// [`super::Error::NotFound`] for who may not see the negotiation.
pub async fn mark(app: &App, viewer: &Viewer, id: Uuid, act: Seq) -> Answer<Seen> {
    let own = viewer.own()?;
    let (tx, Known { loaded, permit, .. }) = writing::<permission::Read>(app, viewer, id).await?;
    let seen = Seen { act: act.min(loaded.state.seq()), at: app.now() };
    db::visits::mark(&tx, own, permit, seen.act.into(), seen.at).await?;
    tx.commit().await?;
    Ok(seen)
}

/// What the viewer has marked, if anything. Asked only where the wall has let the viewer through.
pub(super) async fn seen(app: &App, viewer: &Viewer, key: i64) -> Answer<Option<Seen>> {
    let row = db::visits::find(&app.db, viewer.account()?, key).await?;
    Ok(row.map(|row| Seen { act: Seq::try_from(row.seen_seq).unwrap_or(Seq::MAX), at: row.seen_at }))
}
