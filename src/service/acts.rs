//! Doing an act: the one path that changes a negotiation.

use super::known::{Known, known};
use super::seen::{ActView, Redaction};
use super::{Answer, App, Error, Viewer, documents, references, register};
use crate::db;
use crate::db::words::word;
use crate::notify::{Notice, What};
use domain::bargaining::{Act, Negotiation, Seq, decide, evolve};
use domain::policy::Action;

/// How an act is to be done.
#[derive(Clone, Copy, Debug, Default)]
pub struct Terms {
    /// Under which of several mandates.
    pub mandate: Option<i64>,
    /// Only if the negotiation still stands at this version.
    pub expected_version: Option<Seq>,
    /// What is tabled is the side's draft: it is thrown away with the act, its history stays.
    pub ends_draft: bool,
}

/// Does an act: judged by the law of the day, stored with what was decided, caches kept, all or nothing.
///
/// # Errors
/// [`Error::Refused`] with the rule that forbids it, [`Error::Conflict`] when somebody else was first,
/// [`Error::NotFound`] for who may not see the negotiation.
pub async fn act(app: &App, viewer: &Viewer, id: i64, act: Act, terms: Terms) -> Answer<ActView> {
    let tx = app.begin_write().await?;
    let Known { loaded, actor, permit } = known(app, &tx, viewer, id, Action::Act, terms.mandate).await?;
    if terms.expected_version.is_some_and(|version| version != loaded.state.seq()) {
        return Err(Error::Conflict);
    }
    let references = references::found(app, &tx, viewer, &loaded.state, &act).await?;
    let event = decide(&loaded.state, &actor, act, &references, &app.rulebooks, app.now())?;
    let mut state = Negotiation::clone(&loaded.state);
    evolve(&mut state, &event).map_err(|error| Error::Internal(format!("{error:?}")))?;
    db::negotiations::advance(&tx, id, loaded.version(), &state, permit).await?;
    let stored = db::acts::append(&tx, id, &event, loaded.last_hash(), permit).await?;
    documents::delivered(&tx, &event, permit).await?;
    register::keep(app, &tx, &state).await?;
    let mut notices = vec![Notice { negotiation: id, what: What::Act { seq: event.seq } }];
    if let Some(side) = actor.capacity.side().filter(|_| terms.ends_draft) {
        db::drafts::delete(&tx, id, &word(&side)).await?;
        notices.push(Notice { negotiation: id, what: What::Draft { side } });
    }
    app.commit(tx, &notices).await?;
    Ok(Redaction::of(app, viewer, &state).act(&stored))
}
