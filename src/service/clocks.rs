//! Clocks across negotiations: what runs out, who owes it, what can be done about it.

use super::known::load;
use super::negotiations::open;
use super::{Answer, App, Viewer};
use crate::db;
use chrono::{DateTime, Utc};
use domain::bargaining::{Clock, ClockKind, ClockState, Seq, clocks};
use domain::party::Capacity;
use domain::policy::Action;
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
    viewer.account()?;
    let mut lines = Vec::new();
    for row in db::negotiations::within(&app.db, &viewer.reach()).await? {
        let loaded = load(app, &app.db, row.id).await?;
        let Ok((actor, _)) = viewer.allowed(app, &loaded.state, Action::Read, None) else { continue };
        let (open, _) = open(app, viewer, &loaded.state);
        let changed_at = loaded.acts.last().map_or(row.opened_at, |act| act.event.at);
        for clock in clocks(&loaded.state, app.book(&row.jurisdiction)?, app.now()) {
            let mine = clock.owed_by == Some(actor.capacity);
            lines.push(ClockLine {
                negotiation: row.id,
                title: row.title.clone(),
                capacity: actor.capacity,
                mine,
                deed: answer(&clock, mine).iter().find(|deed| open.contains(*deed)).copied(),
                clock,
                version: loaded.state.seq(),
                changed_at,
            });
        }
    }
    lines.retain(|line| filter.takes(line));
    lines.sort_by_key(|line| (line.clock.state != ClockState::Overdue, line.clock.due.rolled, line.negotiation));
    Ok(lines)
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
