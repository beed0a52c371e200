//! What an open page hears. The wall holds over time: for every word the session and the mandates are asked again.

use super::accounts::{Carrier, authenticate};
use super::known::{Known, known};
use super::{Answer, App, Error, Viewer, chain};
use crate::notify::{Heard, Notice, Seat, Subscription, What};
use domain::bargaining::Seq;
use domain::policy::{Action, permission};
use serde::Serialize;
use tokio::time::{Interval, MissedTickBehavior, interval_at};
use uuid::Uuid;

/// One word to the reader: that something changed, never what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(untagged)]
pub enum Word {
    /// The stream is open: whatever comes from now on is told.
    Ready {
        /// Acts served so far, where the stream is of one negotiation.
        #[serde(skip_serializing_if = "Option::is_none")]
        seq: Option<Seq>,
    },
    /// An act was served.
    Act {
        /// Negotiation id.
        negotiation: Uuid,
        /// Its number.
        seq: Seq,
    },
    /// The reader's side's draft changed.
    Draft {
        /// Negotiation id.
        negotiation: Uuid,
    },
    /// A note of the reader's side changed.
    Note {
        /// Negotiation id.
        negotiation: Uuid,
    },
    /// A document of the reader's side changed.
    Document {
        /// Negotiation id.
        negotiation: Uuid,
    },
    /// Something may have been missed: look anew.
    Resync {},
    /// The reader may not listen any longer. The last word.
    End {},
}

impl Word {
    /// Its name.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Ready { .. } => "ready",
            Self::Act { .. } => "act",
            Self::Draft { .. } => "draft",
            Self::Note { .. } => "note",
            Self::Document { .. } => "document",
            Self::Resync {} => "resync",
            Self::End {} => "end",
        }
    }
}

impl Word {
    /// What is said of a notice; of an account nothing is.
    fn of(notice: Notice) -> Option<Self> {
        let negotiation = notice.negotiation;
        match notice.what {
            What::Act { seq } => Some(Self::Act { negotiation, seq }),
            What::Draft { .. } => Some(Self::Draft { negotiation }),
            What::Note { .. } => Some(Self::Note { negotiation }),
            What::Document { .. } => Some(Self::Document { negotiation }),
            What::Account { .. } => None,
        }
    }
}

/// By what the reader is known: asked again for every word.
#[derive(Clone, Debug)]
pub struct Ticket {
    /// The session's token.
    pub token: String,
    /// How it came.
    pub carrier: Carrier,
}

/// An open stream of one reader: of one negotiation, or of all within reach.
#[derive(Debug)]
pub struct Watch {
    app: App,
    ticket: Ticket,
    account: Uuid,
    about: Option<Uuid>,
    subscription: Subscription,
    recheck: Interval,
    first: Option<Word>,
    /// Of the one negotiation: number of the last act told, and of the last there is.
    acts: Option<(Seq, Seq)>,
    over: bool,
    _seat: Seat,
}

impl Watch {
    /// Opens a stream. Of one negotiation it goes on after an act that was told before, where one is named: every act
    /// is told, once, in order, whatever broke off in between and at whichever server.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`]; [`Error::NotFound`] for a negotiation that is hidden; [`Error::Crowded`].
    pub async fn open(app: &App, ticket: Ticket, about: Option<Uuid>, after: Option<Seq>) -> Answer<Self> {
        let viewer = authenticate(app, &ticket.token, ticket.carrier).await?.viewer;
        still(app, &viewer, about).await?;
        let seat = app.bus.seat(viewer.account()?).ok_or(Error::Crowded)?;
        let subscription = app.bus.subscribe().await?;
        // Asked after subscribing: what was served before this number need not be told, what comes after will be.
        let seq = still(app, &viewer, about).await?;
        let acts = seq.map(|there| (after.unwrap_or(there).min(there), there));
        let start = tokio::time::Instant::now().checked_add(app.recheck).unwrap_or_else(tokio::time::Instant::now);
        let mut recheck = interval_at(start, app.recheck);
        recheck.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let first = Some(Word::Ready { seq });
        let Viewer::Account { id: account, .. } = viewer else { return Err(Error::Unauthenticated) };
        let app = app.clone();
        Ok(Self { app, ticket, account, about, subscription, recheck, first, acts, over: false, _seat: seat })
    }

    /// Number of the last act told, where the stream is of one negotiation: a reader who comes again names it.
    pub fn told(&self) -> Option<Seq> {
        self.acts.map(|(told, _)| told)
    }

    /// The next word; `None` when the stream is over: the server stops, or the right to listen has ended.
    pub async fn next(&mut self) -> Option<Word> {
        if let Some(first) = self.first.take() {
            return Some(first);
        }
        while !self.over {
            if let Some(act) = self.untold() {
                return Some(act);
            }
            let heard = tokio::select! {
                heard = self.subscription.next() => Some(heard?),
                _ = self.recheck.tick() => None,
            };
            match self.judged(heard).await {
                Ok(Some(word)) => return Some(word),
                Ok(None) => {}
                Err(error) => {
                    self.over = true;
                    return ended(&error).then_some(Word::End {});
                }
            }
        }
        None
    }

    /// The next act of the one negotiation that was not told yet.
    fn untold(&mut self) -> Option<Word> {
        let (told, there) = self.acts.as_mut()?;
        let next = told.checked_add(1).filter(|next| next <= there)?;
        *told = next;
        self.about.map(|negotiation| Word::Act { negotiation, seq: next })
    }

    /// What to say of it to this reader, now; an error ends the stream.
    async fn judged(&mut self, heard: Option<Heard>) -> Answer<Option<Word>> {
        if let Some(Heard::Notice(notice)) = heard {
            let mine = match notice.what {
                What::Account { account } => account == self.account,
                _ => self.about.is_none_or(|id| id == notice.negotiation),
            };
            if !mine {
                return Ok(None);
            }
        }
        let viewer = authenticate(&self.app, &self.ticket.token, self.ticket.carrier).await?.viewer;
        let there = still(&self.app, &viewer, self.about).await?;
        // Of one negotiation every act is told by its number, also one whose notice was lost.
        self.acts = self.acts.zip(there).map(|((told, _), there)| (told, there));
        match heard {
            None => Ok(None),
            Some(Heard::Notice(Notice { what: What::Act { .. }, .. })) if self.acts.is_some() => Ok(None),
            Some(Heard::Missed) => Ok(Some(Word::Resync {})),
            Some(Heard::Notice(notice)) => match Word::of(notice) {
                Some(word) => Ok(concerns(&self.app, &viewer, notice).await?.then_some(word)),
                None => Ok(None),
            },
        }
    }
}

/// Whether the right to listen has ended. Whatever else breaks a stream off is no fault of the reader's, who comes again.
fn ended(error: &Error) -> bool {
    let ended = matches!(error, Error::Unauthenticated | Error::NotFound | Error::Forbidden);
    if !ended {
        tracing::warn!(cause = chain(error), "a stream broke off");
    }
    ended
}

/// Whether the viewer may (still) read what the stream is about; the acts served so far.
async fn still(app: &App, viewer: &Viewer, about: Option<Uuid>) -> Answer<Option<Seq>> {
    let Some(id) = about else { return Ok(None) };
    let Known { loaded, .. } = known::<permission::Read>(app, &app.db, viewer, id, None).await?;
    Ok(Some(loaded.state.seq()))
}

/// Whether the viewer may know of it: an act whoever may read the negotiation, the rest its own side alone.
async fn concerns(app: &App, viewer: &Viewer, notice: Notice) -> Answer<bool> {
    let side = notice.what.side();
    let action = if side.is_some() { Action::ReadPrivate } else { Action::Read };
    let found = match known::<permission::Read>(app, &app.db, viewer, notice.negotiation, None).await {
        Ok(Known { loaded, .. }) => viewer.may(app, &loaded.state, action),
        Err(error) => Err(error),
    };
    match found {
        Ok(actor) => Ok(side.is_none() || actor.capacity.side() == side),
        Err(Error::NotFound | Error::Forbidden) => Ok(false),
        Err(error) => Err(error),
    }
}
