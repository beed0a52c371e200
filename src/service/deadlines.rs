//! Deadlines across negotiations: what runs out, who owes it, what can be done about it.

use super::negotiations::{NegotiationLine, Within, line, within};
use super::{Answer, App, Viewer};
use chrono::{DateTime, Utc};
use domain::bargaining::{ActKind, Deadline, DeadlineKind, DeadlineState, Seq};
use domain::party::Capacity;
use serde::{Deserialize, Serialize};

/// A deadline of a negotiation that the viewer may read.
#[derive(Clone, Debug, Serialize)]
pub struct DeadlineLine {
    /// Negotiation id.
    pub negotiation: i64,
    /// Its title.
    pub title: String,
    /// Where the viewer stands in it.
    pub capacity: Capacity,
    /// The deadline.
    #[serde(flatten)]
    pub deadline: Deadline,
    /// The viewer's own party owes it.
    pub mine: bool,
    /// Name of the act with which the viewer can answer it now.
    pub act: Option<ActKind>,
    /// Acts served so far.
    pub version: Seq,
    /// Instant of the last of them.
    pub changed_at: DateTime<Utc>,
}

/// Whose deadlines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Whose {
    /// Everybody's.
    #[default]
    All,
    /// What the viewer's own party owes.
    Mine,
    /// What others owe.
    Theirs,
}

/// Which deadlines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Which {
    /// Running or overdue.
    #[default]
    Open,
    /// Running.
    Running,
    /// Overdue.
    Overdue,
    /// Also those met or stopped.
    All,
}

/// A choice of deadlines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Whose.
    pub whose: Whose,
    /// Which.
    pub which: Which,
}

impl Filter {
    fn takes(self, line: &DeadlineLine) -> bool {
        let overdue = line.deadline.state == DeadlineState::Overdue;
        let running = matches!(line.deadline.state, DeadlineState::Running | DeadlineState::Extended);
        let whose = match self.whose {
            Whose::All => true,
            Whose::Mine => line.mine,
            Whose::Theirs => !line.mine && line.deadline.owed_by.is_some(),
        };
        whose
            && match self.which {
                Which::Open => running || overdue,
                Which::Running => running,
                Which::Overdue => overdue,
                Which::All => true,
            }
    }
}

/// Deadlines of every negotiation within the viewer's reach: overdue ones first, then by the day they run out.
///
/// # Errors
/// [`super::Error::Unauthenticated`].
pub async fn list(app: &App, viewer: &Viewer, filter: Filter) -> Answer<Vec<DeadlineLine>> {
    Ok(chosen(&within(app, viewer).await?, filter))
}

/// Of negotiations found the deadlines chosen, in order.
fn chosen(found: &[Within], filter: Filter) -> Vec<DeadlineLine> {
    let mut lines: Vec<DeadlineLine> = found.iter().flat_map(of).filter(|line| filter.takes(line)).collect();
    lines.sort_by_key(|line| {
        (line.deadline.state != DeadlineState::Overdue, line.deadline.due.rolled, line.negotiation)
    });
    lines
}

/// The deadlines of one; none where the viewer may not read it.
fn of(found: &Within) -> impl Iterator<Item = DeadlineLine> {
    let Within { row, loaded, .. } = found;
    let changed_at = loaded.acts.last().map_or(row.opened_at, |act| act.event.at);
    let line = move |capacity: Capacity, deadline: &Deadline| {
        let mine = deadline.owed_by == Some(capacity);
        DeadlineLine {
            negotiation: row.id,
            title: row.title.clone(),
            capacity,
            mine,
            act: answer(deadline, mine).iter().find(|act| found.open.contains(*act)).copied(),
            deadline: deadline.clone(),
            version: loaded.state.seq(),
            changed_at,
        }
    };
    found
        .capacity
        .into_iter()
        .flat_map(move |capacity| found.deadlines.iter().map(move |deadline| line(capacity, deadline)))
}

/// What the front page shows of a person's negotiations: each of them, and every deadline running or overdue.
///
/// # Errors
/// [`super::Error::Unauthenticated`].
pub async fn desk(app: &App, viewer: &Viewer) -> Answer<(Vec<NegotiationLine>, Vec<DeadlineLine>)> {
    let found = within(app, viewer).await?;
    let lines = found.iter().map(|found| line(app, found)).collect::<Answer<_>>()?;
    Ok((lines, chosen(&found, Filter::default())))
}

/// Acts that answer a deadline, the likeliest first: of who owes it, or of who waits in vain.
const fn answer(deadline: &Deadline, mine: bool) -> &'static [ActKind] {
    if !mine && deadline.owed_by.is_some() {
        return match (deadline.what, deadline.state) {
            (DeadlineKind::Reply | DeadlineKind::Disclosure, DeadlineState::Overdue) => &[ActKind::ComplainOfSilence],
            _ => &[],
        };
    }
    match deadline.what {
        DeadlineKind::Reply => &[ActKind::Reply],
        DeadlineKind::Disclosure => &[ActKind::AnswerInformation],
        DeadlineKind::Replacement => &[ActKind::NameDelegation],
        DeadlineKind::Suspension => &[ActKind::Resume],
        DeadlineKind::Coordination => &[ActKind::SettleCoordination, ActKind::Coordinate],
        DeadlineKind::OfferExpiry => &[ActKind::AcceptOffer, ActKind::TableOffer],
        DeadlineKind::Ballot | DeadlineKind::SecondVote => &[ActKind::RecordVote, ActKind::OpenBallot],
        DeadlineKind::Filing | DeadlineKind::Correction => &[ActKind::File],
        DeadlineKind::Review => &[ActKind::GiveOpinion, ActKind::Acknowledge],
        DeadlineKind::Publication => &[ActKind::Publish],
        DeadlineKind::Talks => &[ActKind::TableOffer],
        DeadlineKind::Renewal => &[],
    }
}
