//! The bus: what a committed transaction has to tell reaches every subscriber, in every process on PostgreSQL.
//!
//! On PostgreSQL a notice is sent inside the transaction, so that none comes of one rolled back, and one listener
//! a process feeds all its subscribers. SQLite has one writing process: there it is told after the commit.

use super::seats::{Seat, Seats};
use super::{Heard, Notice};
use crate::db;
use crate::db::notices::{Ears, Lost};
use sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{OnceCell, broadcast, watch};

/// Notices kept for a slow subscriber; who falls further behind is told to look anew.
const KEPT: usize = 1024;
/// First and longest wait before the listener tries to connect again.
const RETRY: (Duration, Duration) = (Duration::from_millis(200), Duration::from_secs(10));

/// The bus of a process.
#[derive(Clone, Debug)]
pub struct Bus(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    db: DatabaseConnection,
    sender: broadcast::Sender<Heard>,
    listening: OnceCell<()>,
    stopped: watch::Sender<bool>,
    seats: Seats,
}

impl Bus {
    /// A bus over a store. The listener starts with the first subscriber.
    pub fn new(db: DatabaseConnection) -> Self {
        let (sender, stopped) = (broadcast::Sender::new(KEPT), watch::Sender::new(false));
        Self(Arc::new(Inner { db, sender, listening: OnceCell::new(), stopped, seats: Seats::default() }))
    }

    /// Commits and tells: nothing is told of what is not committed.
    ///
    /// # Errors
    /// The database's; then nothing was committed or told.
    pub async fn commit(&self, tx: DatabaseTransaction, notices: &[Notice]) -> Result<(), db::Error> {
        if tx.get_database_backend() == DbBackend::Postgres {
            for notice in notices {
                let text = serde_json::to_string(notice).map_err(|e| db::Error::Inconsistent(e.to_string()))?;
                db::notices::send(&tx, &text).await?;
            }
            return Ok(tx.commit().await?);
        }
        let (sender, notices) = (self.0.sender.clone(), notices.to_vec());
        // A task of its own: a caller who goes away between the commit and the telling must not silence it.
        let telling = tokio::spawn(async move {
            tx.commit().await?;
            for notice in notices {
                // Nobody listening is no fault.
                let _ = sender.send(Heard::Notice(notice));
            }
            Ok(())
        });
        telling.await.map_err(|error| db::Error::Inconsistent(error.to_string()))?
    }

    /// Subscribes: every notice from now on is heard.
    ///
    /// # Errors
    /// When PostgreSQL cannot be listened to.
    pub async fn subscribe(&self) -> Result<Subscription, db::Error> {
        if self.0.db.get_database_backend() == DbBackend::Postgres {
            self.0.listening.get_or_try_init(|| self.listen()).await?;
        }
        Ok(Subscription { heard: self.0.sender.subscribe(), stopped: self.0.stopped.subscribe() })
    }

    /// A place for one more stream of an account; `None` when it has enough open.
    pub fn seat(&self, account: i64) -> Option<Seat> {
        self.0.seats.take(account)
    }

    /// Ends every subscription of this process: the server stops.
    pub fn stop(&self) {
        self.0.stopped.send_replace(true);
    }

    async fn listen(&self) -> Result<(), db::Error> {
        let ears = Ears::open(&self.0.db).await.map_err(|lost| db::Error::Inconsistent(lost.to_string()))?;
        // The task holds no bus: it ends when the last one is dropped.
        let (db, sender) = (self.0.db.clone(), self.0.sender.clone());
        tokio::spawn(relay(ears, db, sender, self.0.stopped.subscribe()));
        Ok(())
    }
}

/// A subscriber's end.
#[derive(Debug)]
pub struct Subscription {
    heard: broadcast::Receiver<Heard>,
    stopped: watch::Receiver<bool>,
}

impl Subscription {
    /// What is heard next; `None` when the server stops. Nothing is lost when the wait is given up.
    pub async fn next(&mut self) -> Option<Heard> {
        tokio::select! {
            biased;
            () = stop(&mut self.stopped) => None,
            heard = self.heard.recv() => match heard {
                Ok(heard) => Some(heard),
                Err(broadcast::error::RecvError::Lagged(_)) => Some(Heard::Missed),
                Err(broadcast::error::RecvError::Closed) => None,
            },
        }
    }
}

/// Returns when the process stops, or nobody is left who could say so.
async fn stop(stopped: &mut watch::Receiver<bool>) {
    let _ = stopped.wait_for(|stopped| *stopped).await;
}

/// Hands on what PostgreSQL tells, until the process stops.
async fn relay(
    mut ears: Ears,
    db: DatabaseConnection,
    sender: broadcast::Sender<Heard>,
    mut stopped: watch::Receiver<bool>,
) {
    loop {
        let heard = tokio::select! {
            () = stop(&mut stopped) => return,
            heard = ears.next() => heard,
        };
        let told = match heard {
            Ok(Some(text)) => match serde_json::from_str(&text) {
                Ok(notice) => Heard::Notice(notice),
                Err(error) => {
                    // A newer server beside this one may say what this one does not know.
                    tracing::warn!(%error, "a notice that does not read");
                    Heard::Missed
                }
            },
            Ok(None) => Heard::Missed,
            Err(Lost::Closed) => return,
            Err(Lost::Failed(error)) => {
                tracing::warn!(%error, "the listener lost its connection");
                let Some(again) = reconnect(&db, &mut stopped).await else { return };
                ears = again;
                Heard::Missed
            }
        };
        let _ = sender.send(told);
    }
}

/// Listens again, as soon as it can; `None` when there is no more point.
async fn reconnect(db: &DatabaseConnection, stopped: &mut watch::Receiver<bool>) -> Option<Ears> {
    let (mut wait, longest) = RETRY;
    loop {
        tokio::select! {
            () = stop(stopped) => return None,
            () = tokio::time::sleep(wait) => {}
        }
        match Ears::open(db).await {
            Ok(ears) => return Some(ears),
            Err(Lost::Closed) => return None,
            Err(Lost::Failed(error)) => tracing::warn!(%error, "the listener cannot connect"),
        }
        wait = wait.saturating_mul(2).min(longest);
    }
}
