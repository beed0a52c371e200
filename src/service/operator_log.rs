//! The operator's log: what was done with mandates and accounts, shown to the organisation concerned.

use super::log::{self, Appending};
use super::people::organisation as organisation_seen;
use super::{Answer, App, Error, Viewer};
use crate::db;
use chrono::{DateTime, Utc};
use domain::operator::{Doer, OperatorAct, OperatorEvent, OperatorLog};
use serde::Serialize;
use uuid::Uuid;

/// Events shown: the last of a log.
const SHOWN: u32 = 200;

/// Writes to the log of an organisation; `by` with the key of the account.
pub(super) async fn record(
    app: &App,
    tx: &impl db::Write,
    organisation: Uuid,
    by: (Option<i64>, Doer),
    done: OperatorAct,
) -> Answer<()> {
    let last = db::events::last(tx, organisation).await?;
    let (seq, at, previous) = match last {
        None => (0, app.now(), None),
        // Time never runs backwards in a log.
        Some((seq, at, hash)) => (seq.saturating_add(1), at.max(app.now()), Some(hash)),
    };
    let seq = u32::try_from(seq).map_err(Error::internal)?;
    let (key, by) = by;
    let event = OperatorEvent { organisation, by, done };
    let prepared = log::prepare::<OperatorLog>(&event)?;
    let previous = previous.as_deref();
    let by = (key, None);
    let appending = Appending { stream: organisation, seq, at, done: &event, rulebook: None, previous, by };
    log::append::<OperatorLog>(app, tx, appending, prepared).await?;
    Ok(())
}

/// One line of the log.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct LogLine {
    /// From 0.
    pub seq: u32,
    pub at: DateTime<Utc>,
    /// Left out where the entry does not read: that something was done then is never hidden.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry: Option<LogEntry>,
}

/// What was done, by whom.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct LogEntry {
    pub by: Doer,
    #[serde(flatten)]
    pub done: OperatorAct,
}

/// The last events of an organisation's log, the newest first; for those who hold a mandate for it without limit, and for
/// operators.
///
/// # Errors
/// [`Error::NotFound`] for anybody else.
pub async fn of_organisation(app: &App, viewer: &Viewer, organisation: Uuid) -> Answer<Vec<LogLine>> {
    organisation_seen(app, viewer, organisation).await?;
    let events = log::last::<OperatorLog>(app, organisation, SHOWN).await?;
    let line = |event: Result<log::Read<OperatorEvent>, log::Unread>| match event {
        Ok(read) => {
            let OperatorEvent { by, done, .. } = read.done;
            LogLine { seq: read.seq, at: read.at, entry: Some(LogEntry { by, done }) }
        }
        Err(log::Unread { seq, at }) => LogLine { seq, at, entry: None },
    };
    Ok(events.into_iter().rev().map(line).collect())
}
