//! Where a negotiation stands. Each stage carries the acts that made it.

use super::Seq;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The stages of procedure.md. `Objected` and `Dispute` are talks too: offers may be tabled in them.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "stage", rename_all = "snake_case")]
pub enum Stage {
    /// Nothing served yet.
    Draft,
    /// 要约 served; a reply is awaited, also a late one.
    Invited { invitation: Seq },
    /// Refused with a reason.
    Declined { reply: Seq },
    /// The invitation was taken back unanswered.
    Lapsed { withdrawal: Seq },
    /// Accepted; both delegations are being named.
    Preparing { reply: Seq },
    /// At the table.
    Bargaining {
        /// The act that began (or reopened) the talks.
        since: Seq,
    },
    /// Suspended by agreement; over by itself the day after `until`.
    Suspended {
        /// The second side's act.
        agreed: Seq,
        /// Last day.
        until: NaiveDate,
    },
    /// The bureau coordinates.
    Dispute {
        /// The application.
        applied: Seq,
        /// The bureau's acceptance.
        accepted: Option<Seq>,
        /// The extension.
        extended: Option<Seq>,
    },
    /// Both chiefs agreed the draft.
    DraftAgreed {
        /// The second chief's act.
        agreed: Seq,
    },
    /// The ballot is open, its roll frozen.
    Ratifying {
        /// The opening of the ballot.
        ballot: Seq,
    },
    /// Adopted.
    Ratified { vote: Seq },
    /// Both chiefs signed the same bytes.
    Signed {
        /// The second signature.
        signed: Seq,
    },
    /// Filed, not acknowledged.
    Filed { filing: Seq },
    /// Acknowledged; the review runs.
    UnderReview { filing: Seq, receipt: Seq },
    /// The bureau asked for a correction.
    Correction {
        filing: Seq,
        /// The request.
        asked: Seq,
    },
    /// The bureau objected; the objected items are open again.
    Objected { opinion: Seq },
    InForce {
        /// Since that day.
        since: NaiveDate,
    },
    /// In force, and published by both sides.
    Published {
        /// The second publication.
        published: Seq,
    },
    /// In force; a new invitation may be sent.
    RenewalWindow {
        /// The window's first day.
        opened: NaiveDate,
    },
    /// An amendment of the contract in force is proposed.
    Amending { proposal: Seq },
    /// Its term is over.
    Expired {
        /// The last day of the term.
        last_day: NaiveDate,
    },
    /// Ended by agreement or on a lawful ground.
    Terminated {
        /// The act that ended it.
        act: Seq,
    },
    /// Another contract took its place.
    Replaced {
        /// The negotiation of that contract.
        by_negotiation: Uuid,
    },
}

impl Stage {
    /// The stage's word, as in the `stage` field of its JSON.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Invited { .. } => "invited",
            Self::Declined { .. } => "declined",
            Self::Lapsed { .. } => "lapsed",
            Self::Preparing { .. } => "preparing",
            Self::Bargaining { .. } => "bargaining",
            Self::Suspended { .. } => "suspended",
            Self::Dispute { .. } => "dispute",
            Self::DraftAgreed { .. } => "draft_agreed",
            Self::Ratifying { .. } => "ratifying",
            Self::Ratified { .. } => "ratified",
            Self::Signed { .. } => "signed",
            Self::Filed { .. } => "filed",
            Self::UnderReview { .. } => "under_review",
            Self::Correction { .. } => "correction",
            Self::Objected { .. } => "objected",
            Self::InForce { .. } => "in_force",
            Self::Published { .. } => "published",
            Self::RenewalWindow { .. } => "renewal_window",
            Self::Amending { .. } => "amending",
            Self::Expired { .. } => "expired",
            Self::Terminated { .. } => "terminated",
            Self::Replaced { .. } => "replaced",
        }
    }

    /// Whether offers may be made, initialled and accepted.
    pub const fn is_talks(&self) -> bool {
        matches!(self, Self::Bargaining { .. } | Self::Dispute { .. } | Self::Objected { .. })
    }

    /// Whether a contract is in force and nothing else is going on.
    pub const fn is_in_force(&self) -> bool {
        matches!(self, Self::InForce { .. } | Self::Published { .. } | Self::RenewalWindow { .. })
    }

    /// Whether nothing can be done any more.
    pub const fn is_over(&self) -> bool {
        matches!(
            self,
            Self::Declined { .. }
                | Self::Lapsed { .. }
                | Self::Expired { .. }
                | Self::Terminated { .. }
                | Self::Replaced { .. }
        )
    }
}
