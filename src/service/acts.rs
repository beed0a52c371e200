//! Doing an act: the one path that changes a negotiation.

use super::negotiations::{ActView, load};
use super::{Answer, App, Error, Viewer, register};
use crate::db;
use crate::db::acts::StoredAct;
use domain::bargaining::{Deed, Seq, decide, evolve};
use domain::policy::Action;

/// How an act is to be done.
#[derive(Clone, Copy, Debug, Default)]
pub struct Terms {
    /// Under which of several mandates.
    pub mandate: Option<i64>,
    /// Only if the negotiation still stands at this version.
    pub expected_version: Option<Seq>,
}

/// Does a deed: judged by the law of the day, stored with what was decided, caches kept, all or nothing.
///
/// # Errors
/// [`Error::Refused`] with the rule that forbids it, [`Error::Conflict`] when somebody else was first,
/// [`Error::NotFound`] for who may not see the negotiation.
pub async fn act(app: &App, viewer: &Viewer, id: i64, deed: Deed, terms: Terms) -> Answer<ActView> {
    viewer.account()?;
    let tx = app.begin_write().await?;
    let loaded = load(&tx, id).await?;
    let (actor, permit) = viewer.allowed(&loaded.state, Action::Act, terms.mandate)?;
    if terms.expected_version.is_some_and(|version| version != loaded.state.seq()) {
        return Err(Error::Conflict);
    }
    let event = decide(&loaded.state, &actor, deed, &app.library, app.now())?;
    let mut state = loaded.state.clone();
    evolve(&mut state, &event).map_err(|error| Error::Internal(format!("{error:?}")))?;
    db::negotiations::advance(&tx, id, loaded.version, &state, permit).await?;
    let previous = loaded.last_hash().to_owned();
    let sha256 = db::acts::append(&tx, id, &event, &previous, permit).await?;
    register::keep(app, &tx, &state).await?;
    tx.commit().await?;
    Ok(ActView::from(StoredAct { event, sha256, previous }))
}
