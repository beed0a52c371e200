//! Clocks across negotiations: what runs out, who owes it, what can be done about it.

use super::negotiations::{NegotiationLine, Within, line, within};
use super::{Answer, App, Viewer};
use chrono::{DateTime, Utc};
use domain::bargaining::{Clock, ClockKind, ClockState, Seq};
use domain::party::Capacity;
use serde::{Deserialize, Serialize};

/// A clock of a negotiation that the viewer may read.
#[derive(Clone, Debug, Serialize)]
pub struct ClockLine {
    /// Negotiation id.
    pub negotiation: i64,
    /// Its title.
    pub title: String,
    /// Where the viewer stands in it.
    pub capacity: Capacity,
    /// The clock.
    #[serde(flatten)]
    pub clock: Clock,
    /// The viewer's own party owes it.
    pub mine: bool,
    /// Name of the deed with which the viewer can answer it now.
    pub deed: Option<&'static str>,
    /// Acts served so far.
    pub version: Seq,
    /// Instant of the last of them.
    pub changed_at: DateTime<Utc>,
}

/// Whose clocks.
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

/// Which clocks.
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

/// A choice of clocks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Whose.
    pub whose: Whose,
    /// Which.
    pub which: Which,
}

impl Filter {
    fn takes(self, line: &ClockLine) -> bool {
        let overdue = line.clock.state == ClockState::Overdue;
        let running = matches!(line.clock.state, ClockState::Running | ClockState::Extended);
        let whose = match self.whose {
            Whose::All => true,
            Whose::Mine => line.mine,
            Whose::Theirs => !line.mine && line.clock.owed_by.is_some(),
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

/// Clocks of every negotiation within the viewer's reach: overdue ones first, then by the day they run out.
///
/// # Errors
/// [`super::Error::Unauthenticated`].
pub async fn list(app: &App, viewer: &Viewer, filter: Filter) -> Answer<Vec<ClockLine>> {
    Ok(chosen(&within(app, viewer).await?, filter))
}

/// Of negotiations found the clocks chosen, in order.
fn chosen(found: &[Within], filter: Filter) -> Vec<ClockLine> {
    let mut lines: Vec<ClockLine> = found.iter().flat_map(of).filter(|line| filter.takes(line)).collect();
    lines.sort_by_key(|line| (line.clock.state != ClockState::Overdue, line.clock.due.rolled, line.negotiation));
    lines
}

/// The clocks of one; none where the viewer may not read it.
fn of(found: &Within) -> impl Iterator<Item = ClockLine> {
    let Within { row, loaded, .. } = found;
    let changed_at = loaded.acts.last().map_or(row.opened_at, |act| act.event.at);
    let line = move |capacity: Capacity, clock: &Clock| {
        let mine = clock.owed_by == Some(capacity);
        ClockLine {
            negotiation: row.id,
            title: row.title.clone(),
            capacity,
            mine,
            deed: answer(clock, mine).iter().find(|deed| found.open.contains(*deed)).copied(),
            clock: clock.clone(),
            version: loaded.state.seq(),
            changed_at,
        }
    };
    found.capacity.into_iter().flat_map(move |capacity| found.clocks.iter().map(move |clock| line(capacity, clock)))
}

/// What the front page shows of a person's negotiations: each of them, and every clock running or overdue.
///
/// # Errors
/// [`super::Error::Unauthenticated`].
pub async fn desk(app: &App, viewer: &Viewer) -> Answer<(Vec<NegotiationLine>, Vec<ClockLine>)> {
    let found = within(app, viewer).await?;
    let lines = found.iter().map(|found| line(app, found)).collect::<Answer<_>>()?;
    Ok((lines, chosen(&found, Filter::default())))
}

/// Deeds that answer a clock, the likeliest first: of who owes it, or of who waits in vain.
const fn answer(clock: &Clock, mine: bool) -> &'static [&'static str] {
    if !mine && clock.owed_by.is_some() {
        return match (clock.what, clock.state) {
            (ClockKind::Reply | ClockKind::Disclosure, ClockState::Overdue) => &["complain_of_silence"],
            _ => &[],
        };
    }
    match clock.what {
        ClockKind::Reply => &["reply"],
        ClockKind::Disclosure => &["answer_information"],
        ClockKind::Replacement => &["name_delegation"],
        ClockKind::Suspension => &["resume"],
        ClockKind::Coordination => &["settle_coordination", "coordinate"],
        ClockKind::OfferExpiry => &["accept_offer", "table_offer"],
        ClockKind::Ballot | ClockKind::SecondVote => &["record_vote", "open_ballot"],
        ClockKind::Filing | ClockKind::Correction => &["file"],
        ClockKind::Review => &["give_opinion", "acknowledge"],
        ClockKind::Publication => &["publish"],
        ClockKind::Talks => &["table_offer"],
        ClockKind::Renewal => &[],
    }
}
