//! Doing an act: the one path that changes a negotiation.

use super::error::Faults;
use super::known::{Known, Loaded, StoredEvent, known};
use super::log::{self, Appending};
use super::seen::{ActView, Redaction};
use super::{Answer, App, Error, FieldCode, Viewer, documents, references, register, rights};
use crate::db;
use crate::db::words::word;
use crate::notify::{Notice, What};
use chrono::{DateTime, Utc};
use domain::bargaining::{Act, Done, Event, Negotiation, Projection, References, Seq, decide, evolve, project};
use domain::limits::{LARGE_ACT_BYTES, LARGE_ACTS_BYTES};
use domain::party::Actor;
use domain::policy::permission;
use domain::statute::RulebookSet;
use std::sync::Arc;
use uuid::Uuid;

/// How often an act is judged anew because another came in between.
const TRIES: usize = 4;

/// How an act is to be done.
#[derive(Clone, Copy, Debug, Default)]
pub struct Terms {
    /// Under which of several mandates.
    pub mandate: Option<Uuid>,
    /// Only if the negotiation still stands at this version.
    pub expected_version: Option<Seq>,
    /// What is tabled is the side's draft: it is thrown away with the act, its history stays.
    pub ends_draft: bool,
}

/// Does an act: judged by the law of the day, stored with what was decided, projections kept, all or nothing.
///
/// Everything is worked out before the transaction begins, which only makes sure that nobody else was first. Where the
/// caller names no version, an act that was overtaken is judged anew.
///
/// # Errors
/// [`Error::Refused`] with the rule that forbids it, [`Error::Conflict`] when somebody else was first,
/// [`Error::NotFound`] for who may not see the negotiation.
pub async fn act(app: &App, viewer: &Viewer, id: Uuid, act: Act, terms: Terms) -> Answer<ActView> {
    for _ in 1..TRIES {
        match once(app, viewer, id, act.clone(), terms).await {
            Err(Error::Conflict) if terms.expected_version.is_none() => {}
            done => return done,
        }
    }
    once(app, viewer, id, act, terms).await
}

/// An act judged, ready to be stored.
struct Judged {
    event: Event,
    done: Done,
    prepared: log::Prepared,
    state: Negotiation,
    projection: Projection,
}

async fn once(app: &App, viewer: &Viewer, id: Uuid, act: Act, terms: Terms) -> Answer<ActView> {
    let known: Known<permission::Act> = known(app, &app.db, viewer, id, terms.mandate).await?;
    let Known { key, loaded, actor, mandate, permit } = known;
    rights::asked(app, &loaded.state, &actor, Some(act.kind()))?;
    if terms.expected_version.is_some_and(|version| version != loaded.state.seq()) {
        return Err(Error::Conflict);
    }
    let references = references::found(app, &app.db, viewer, &loaded, &act).await?;
    // Time never runs backwards within a stream, whatever the clocks of two servers say.
    let now = app.now().max(loaded.changed_at());
    let kind = act.kind();
    let (rulebooks, before, by) = (Arc::clone(&app.rulebooks), Arc::clone(&loaded), actor.clone());
    let judging = move || judged(&rulebooks, &before.state, &by, act, &references, now);
    let judged = app.compute(judging).await?;
    if let Err(Error::Refused(refusal)) = &judged {
        app.metrics.refused(kind, refusal.code);
    }
    let Judged { event, done, prepared, state, projection } = judged?;
    fits(&loaded, &actor, prepared.bytes())?;
    let tx = app.begin_write().await?;
    db::negotiations::advance(&tx, permit, loaded.version(), event.seq.into(), event.at).await?;
    let appending = Appending {
        stream: id,
        seq: event.seq,
        at: event.at,
        done: &done,
        rulebook: Some(app.book(&state.opening().jurisdiction)?.sha256()),
        previous: Some(&loaded.last_hash),
        by: (Some(viewer.account()?), Some(mandate)),
    };
    let read = log::append::<Negotiation>(app, &tx, appending, prepared).await?;
    documents::delivered(&tx, &event, permit).await?;
    register::keep(app, &tx, key, &state, &projection, event.at).await?;
    let mut notices = vec![Notice { negotiation: id, what: What::Act { seq: event.seq } }];
    if let Some(side) = actor.capacity.side().filter(|_| terms.ends_draft) {
        db::drafts::end(&tx, permit, &word(&side)).await?;
        notices.push(Notice { negotiation: id, what: What::Draft { side } });
    }
    app.commit(tx, &notices).await?;
    app.metrics.acted(event.act.kind());
    let stored = StoredEvent::new(event, read.hash, read.bytes);
    let view = Redaction::of(app, viewer, &state).act(&stored);
    app.replays.keep(id, Arc::new(loaded.after(state, stored)));
    Ok(view)
}

/// Whether a party's large acts leave space for one more of so many bytes: nobody makes a record so heavy that whoever
/// looks at it pays for it.
fn fits(loaded: &Loaded, by: &Actor, bytes: u64) -> Answer<()> {
    let large = |bytes: u64| bytes > LARGE_ACT_BYTES;
    let before = loaded.acts.iter().filter(|act| act.head().by.organisation == by.organisation && large(act.bytes));
    let all = before.map(|act| act.bytes).fold(bytes, u64::saturating_add);
    let mut faults = Faults::default();
    faults.check(!large(bytes) || all <= LARGE_ACTS_BYTES, "sheet", FieldCode::RecordFull);
    faults.finish()
}

/// Judges an act and works out all that is stored of it.
fn judged(
    rulebooks: &RulebookSet,
    before: &Negotiation,
    by: &Actor,
    act: Act,
    references: &References,
    now: DateTime<Utc>,
) -> Answer<Judged> {
    let jurisdiction = &before.opening().jurisdiction;
    let book =
        rulebooks.governing(jurisdiction).ok_or_else(|| Error::internal(format!("no rulebook {jurisdiction}")))?;
    let event = decide(before, by, act, references, rulebooks, now)?;
    let mut state = before.clone();
    evolve(&mut state, &event).map_err(Error::internal)?;
    let done = Done::of(&event);
    let prepared = log::prepare::<Negotiation>(&done)?;
    let projection = project(&state, rulebooks, book, event.at);
    Ok(Judged { event, done, prepared, state, projection })
}
