//! A negotiation as a stream of the log: its opening is act 0, so that parties, ground rules and jurisdiction are bound
//! by the same hashes as what follows.

use super::{Act, Determination, Event, Inconsistent, Negotiation, Opening, evolve};
use crate::party::Actor;
use crate::record::{Aggregate, EntryBy, StreamKind};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Version of the form in which acts are written now.
const VERSION: u16 = 1;

/// What a payload of a negotiation's stream holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub enum Done {
    /// Act 0.
    Opened {
        /// Who opened it.
        by: Actor,
        /// The frame.
        opening: Box<Opening>,
    },
    /// Every act after.
    Served {
        /// Who acted.
        by: Actor,
        /// The act as given.
        act: Box<Act>,
        /// What was decided then.
        determination: Box<Determination>,
    },
}

impl Done {
    /// What is stored of an event.
    pub fn of(event: &Event) -> Self {
        let act = Box::new(event.act.clone());
        Self::Served { by: event.by.clone(), act, determination: Box::new(event.determination.clone()) }
    }

    /// The event of a number and instant; `None` for the opening.
    pub fn event(self, seq: u32, at: DateTime<Utc>) -> Option<Event> {
        match self {
            Self::Opened { .. } => None,
            Self::Served { by, act, determination } => {
                Some(Event { seq, at, by, act: *act, determination: *determination })
            }
        }
    }

    const fn actor(&self) -> &Actor {
        match self {
            Self::Opened { by, .. } | Self::Served { by, .. } => by,
        }
    }
}

/// The JSON of [`Done`].
#[derive(Serialize, Deserialize)]
struct Written {
    by: Actor,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    opening: Option<Box<Opening>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    act: Option<Box<Act>>,
    #[serde(default)]
    determination: Determination,
}

impl From<Done> for Written {
    fn from(done: Done) -> Self {
        match done {
            Done::Opened { by, opening } => {
                Self { by, opening: Some(opening), act: None, determination: Determination::default() }
            }
            Done::Served { by, act, determination } => {
                Self { by, opening: None, act: Some(act), determination: *determination }
            }
        }
    }
}

impl TryFrom<Written> for Done {
    type Error = &'static str;

    fn try_from(written: Written) -> Result<Self, Self::Error> {
        let Written { by, opening, act, determination } = written;
        match (opening, act) {
            (Some(opening), None) => Ok(Self::Opened { by, opening }),
            (None, Some(act)) => Ok(Self::Served { by, act, determination: Box::new(determination) }),
            _ => Err("neither an opening nor an act"),
        }
    }
}

impl Aggregate for Negotiation {
    const KIND: StreamKind = StreamKind::Negotiation;
    type Done = Done;
    type Fault = Inconsistent;

    fn name(done: &Done) -> (&'static str, u16) {
        match done {
            Done::Opened { .. } => ("open", VERSION),
            Done::Served { act, .. } => (act.name(), VERSION),
        }
    }

    fn by(done: &Done) -> EntryBy {
        let by = done.actor();
        EntryBy {
            account: Some(by.account),
            organisation: Some(by.organisation),
            capacity: by.capacity.word().to_owned(),
            mandate: Some(by.mandate),
        }
    }

    fn open(id: Uuid, at: DateTime<Utc>, done: Done) -> Result<Self, Inconsistent> {
        match done {
            Done::Opened { opening, .. } if opening.id == id && opening.opened_at == at => Ok(Self::opened(*opening)),
            _ => Err(Inconsistent::Opening),
        }
    }

    fn apply(&mut self, seq: u32, at: DateTime<Utc>, done: Done) -> Result<(), Inconsistent> {
        evolve(self, &done.event(seq, at).ok_or(Inconsistent::Opening)?)
    }
}
