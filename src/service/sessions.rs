//! Sessions: who chaired and recorded, the minutes, who signed them and who must still.

use super::negotiations::{acts, get};
use super::seen::ActView;
use super::{Answer, App, Viewer};
use chrono::{DateTime, Utc};
use domain::bargaining::{Act, PerSide, Seq, Session};
use domain::party::Side;
use serde::Serialize;
use uuid::Uuid;

/// All sessions, and who chairs the next.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct SessionsView {
    /// Whose chief must chair the next session; `None` where either may.
    pub next_chair: Option<Side>,
    /// Newest first.
    pub sessions: Vec<SessionView>,
}

#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct SessionView {
    /// The act that opened it.
    pub seq: Seq,
    /// When.
    pub at: DateTime<Utc>,
    /// Whose chief chaired.
    pub chair: Side,
    pub recorder: String,
    pub place: String,
    /// Minutes as recorded last.
    pub minutes: Option<MinutesView>,
    /// Who signed them.
    pub signed: Vec<SignatureView>,
    /// Who must still sign: names, empty for one the delegation does not name yet.
    pub still_to_sign: PerSide<Vec<String>>,
    /// Signed by all who must.
    pub complete: bool,
}

#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct MinutesView {
    /// The act that recorded them.
    pub seq: Seq,
    /// When.
    pub at: DateTime<Utc>,
    /// Name of who recorded them.
    pub by: String,
    pub text: String,
}

/// A signature under minutes.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct SignatureView {
    /// Its act.
    pub seq: Seq,
    /// When.
    pub at: DateTime<Utc>,
    /// For which side.
    pub side: Side,
    pub name: String,
}

/// The sessions of a negotiation.
///
/// # Errors
/// [`Error::NotFound`](super::Error::NotFound) for who may not see the negotiation.
pub async fn list(app: &App, viewer: &Viewer, id: Uuid) -> Answer<SessionsView> {
    let view = get(app, viewer, id).await?;
    let acts = acts(app, viewer, id).await?;
    let state = &view.state;
    let book = app.book(&state.opening().jurisdiction)?;
    let procedure = book.procedure(book.local_day(app.now()));
    let session = |session: &Session| {
        let still = |side| {
            if session.minutes.is_some() { state.still_to_sign(session, side, &procedure) } else { Vec::new() }
        };
        SessionView {
            seq: session.stamp.seq,
            at: session.stamp.at,
            chair: session.chair,
            recorder: session.recorder.clone(),
            place: place(&acts, session.stamp.seq),
            minutes: session.minutes.and_then(|stamp| minutes(&acts, stamp.seq)),
            signed: session.minutes.map(|stamp| signed(&acts, session.stamp.seq, stamp.seq)).unwrap_or_default(),
            still_to_sign: PerSide { worker_side: still(Side::WorkerSide), employer_side: still(Side::EmployerSide) },
            complete: session.complete,
        }
    };
    let sessions = state.sessions().iter().rev().map(session).collect();
    Ok(SessionsView { next_chair: state.next_chair(&procedure), sessions })
}

fn place(acts: &[ActView], seq: Seq) -> String {
    let opened = acts.iter().find(|act| act.seq == seq);
    match opened.map(|act| &act.act) {
        Some(Act::OpenSession { place, .. }) => place.clone(),
        _ => String::new(),
    }
}

fn minutes(acts: &[ActView], seq: Seq) -> Option<MinutesView> {
    let act = acts.iter().find(|act| act.seq == seq)?;
    let Act::RecordMinutes { text, .. } = &act.act else { return None };
    Some(MinutesView { seq, at: act.at, by: act.by.name.clone(), text: text.clone() })
}

/// Signatures since the minutes were recorded last: earlier ones are void.
fn signed(acts: &[ActView], session: Seq, minutes: Seq) -> Vec<SignatureView> {
    let since = acts.iter().filter(|act| act.seq > minutes);
    let signature = |act: &ActView| match &act.act {
        Act::SignMinutes { session: of } if *of == session => {
            Some(SignatureView { seq: act.seq, at: act.at, side: act.by.capacity.side()?, name: act.by.name.clone() })
        }
        _ => None,
    };
    since.filter_map(signature).collect()
}
