//! What goes over the bus.

use domain::bargaining::Seq;
use domain::party::Side;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Something in a negotiation changed. Ids only: the reader looks for themselves, through the wall.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// Negotiation id; nil for what is about an account.
    pub negotiation: Uuid,
    /// What changed.
    #[serde(flatten)]
    pub what: What,
}

/// What changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum What {
    /// An act was served: for everyone who may read the negotiation.
    Act {
        /// Its number.
        seq: Seq,
    },
    /// The side's draft offer; for that side alone.
    Draft {
        /// Whose.
        side: Side,
    },
    /// A note of the side; for that side alone.
    Note {
        /// Whose.
        side: Side,
    },
    /// Something about an account: whose streams they are is asked again. Told to nobody.
    Account {
        /// Its id.
        account: Uuid,
    },
    /// A document of the side, not served; for that side alone.
    Document {
        /// Whose.
        side: Side,
    },
}

impl Notice {
    /// Something about an account changed: it was closed, its password or a mandate of it changed.
    pub const fn account(account: Uuid) -> Self {
        Self { negotiation: Uuid::nil(), what: What::Account { account } }
    }
}

impl What {
    /// The side it belongs to; `None` for what everyone at the table may know.
    pub const fn side(self) -> Option<Side> {
        match self {
            Self::Act { .. } | Self::Account { .. } => None,
            Self::Draft { side } | Self::Note { side } | Self::Document { side } => Some(side),
        }
    }
}

/// What a subscriber hears.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heard {
    /// Something changed.
    Notice(Notice),
    /// Something may have been missed (a lost connection, a slow reader): look at everything anew.
    Missed,
}
