//! What is stored of an act: the act as given, and what the rulebook decided then.
//!
//! With the determination beside the act, `evolve` needs no rulebook: a later edition of the law never rewrites the past.

use super::{Act, Seq};
use crate::party::Actor;
use crate::statute::{Citation, Cited, Period, Trust};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// One act of the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Event {
    /// From 1, without gaps.
    pub seq: Seq,
    /// Instant of service.
    pub at: DateTime<Utc>,
    /// Who acted, under which mandate.
    pub by: Actor,
    /// The act as given.
    pub act: Act,
    /// What was decided then.
    pub determination: Determination,
}

/// What the rulebook decided when the act was done.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Determination {
    /// Changes that time alone had brought before this act.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub time_events: Vec<TimeEvent>,
    /// A joint act is complete with this one: both delegations stand, both chiefs agreed, signed, …
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub completes: bool,
    /// The vote's result.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vote: Option<VoteResult>,
    /// The contract is in force from this day with this act.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_force: Option<NaiveDate>,
    /// Signatures (their acts) this act makes void, because the contract's bytes change.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub voids: Vec<Seq>,
    /// The review that begins with this act, as the law of the day has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review: Option<ReviewRule>,
    /// How long before the end of its term the contract may be renewed, by the law of the day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub renewal: Option<Cited<Period>>,
    /// SHA-256 (hex) of the tabled sheet's canonical bytes, so that reading the acts need not work it out again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet_sha256: Option<String>,
    /// The rule that decided, if one did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
}

/// A review as it began: a later edition of the law does not change it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ReviewRule {
    /// How long it takes.
    pub period: Cited<Period>,
    /// Its silence puts the contract in force.
    pub deemed: bool,
}

/// A rule and how far it is trusted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Basis {
    /// Instrument and article.
    pub citation: Citation,
    /// How far it is trusted.
    pub trust: Trust,
}

/// What a recorded vote came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum VoteResult {
    /// Quorum and share reached.
    Adopted,
    /// Quorum reached, share not.
    Rejected,
    /// Too few present: no valid vote, it may be held again.
    NoQuorum,
}

/// A change that time alone brings; decided whenever state is read, recorded with the next act.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "time_event", rename_all = "snake_case")]
pub enum TimeEvent {
    /// The suspension's last day is past.
    SuspensionOver,
    /// The review ended without an opinion.
    DeemedEffective {
        /// Last day of the review without rolling.
        unrolled: NaiveDate,
        /// Last day of the review, rolled: the day of effect.
        rolled: NaiveDate,
    },
    /// The renewal window is open.
    RenewalOpened {
        /// First day.
        on: NaiveDate,
    },
    /// The term is over.
    Expired {
        /// Last day of the term.
        last_day: NaiveDate,
    },
}
