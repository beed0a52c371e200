//! What is done with mandates and accounts: the log that the organisation concerned reads, one stream an organisation.

use crate::party::MandateRole;
use crate::record::{Aggregate, EntryBy, StreamKind};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::convert::Infallible;
use uuid::Uuid;

/// Who did it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "as", rename_all = "snake_case")]
pub enum Doer {
    /// Who runs accounts.
    Operator { account: Uuid, name: String },
    /// Who represents the organisation.
    Representative { account: Uuid, name: String },
    /// The command line of the server.
    CommandLine,
}

impl Doer {
    /// As what, a word.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Operator { .. } => "operator",
            Self::Representative { .. } => "representative",
            Self::CommandLine => "command_line",
        }
    }

    /// The person's name; none for the command line.
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Operator { name, .. } | Self::Representative { name, .. } => Some(name),
            Self::CommandLine => None,
        }
    }

    const fn account(&self) -> Option<Uuid> {
        match self {
            Self::Operator { account, .. } | Self::Representative { account, .. } => Some(*account),
            Self::CommandLine => None,
        }
    }
}

/// What a mandate says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct MandateTerms {
    pub mandate: Uuid,
    /// Of whom.
    pub account: Uuid,
    /// The person's name then.
    pub name: String,
    pub role: MandateRole,
    /// Limited to this negotiation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub negotiation: Option<Uuid>,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
}

/// Whose account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct AccountNamed {
    pub account: Uuid,
    /// The person's name then.
    pub name: String,
}

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum OperatorAct {
    /// Asked for; it counts once it is confirmed.
    RequestMandate(MandateTerms),
    ConfirmMandate(MandateTerms),
    RefuseMandate(MandateTerms),
    RevokeMandate(MandateTerms),
    /// Of somebody who holds a mandate here.
    CloseAccount(AccountNamed),
    ReopenAccount(AccountNamed),
}

impl OperatorAct {
    /// Its name, as in the log.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::RequestMandate(_) => "request_mandate",
            Self::ConfirmMandate(_) => "confirm_mandate",
            Self::RefuseMandate(_) => "refuse_mandate",
            Self::RevokeMandate(_) => "revoke_mandate",
            Self::CloseAccount(_) => "close_account",
            Self::ReopenAccount(_) => "reopen_account",
        }
    }

    /// The person it is about.
    pub fn about(&self) -> &str {
        match self {
            Self::RequestMandate(terms) | Self::ConfirmMandate(terms) => &terms.name,
            Self::RefuseMandate(terms) | Self::RevokeMandate(terms) => &terms.name,
            Self::CloseAccount(named) | Self::ReopenAccount(named) => &named.name,
        }
    }

    /// As what, where it is about a mandate.
    pub const fn role(&self) -> Option<MandateRole> {
        match self {
            Self::RequestMandate(terms) | Self::ConfirmMandate(terms) => Some(terms.role),
            Self::RefuseMandate(terms) | Self::RevokeMandate(terms) => Some(terms.role),
            Self::CloseAccount(_) | Self::ReopenAccount(_) => None,
        }
    }
}

/// An event of the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OperatorEvent {
    /// The organisation whose log it is.
    pub organisation: Uuid,
    pub by: Doer,
    pub done: OperatorAct,
}

/// The log of one organisation: it opens with whatever comes first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperatorLog {
    /// The organisation.
    pub id: Uuid,
    /// Events so far.
    pub events: u32,
}

impl Aggregate for OperatorLog {
    const KIND: StreamKind = StreamKind::Operator;
    type Done = OperatorEvent;
    type Fault = Infallible;

    fn name(done: &OperatorEvent) -> (&'static str, u16) {
        (done.done.word(), 1)
    }

    fn by(done: &OperatorEvent) -> EntryBy {
        let organisation = matches!(done.by, Doer::Representative { .. }).then_some(done.organisation);
        EntryBy { account: done.by.account(), organisation, capacity: done.by.word().to_owned(), mandate: None }
    }

    fn open(id: Uuid, _: DateTime<Utc>, _: OperatorEvent) -> Result<Self, Infallible> {
        Ok(Self { id, events: 1 })
    }

    fn apply(&mut self, _: u32, _: DateTime<Utc>, _: OperatorEvent) -> Result<(), Infallible> {
        self.events = self.events.saturating_add(1);
        Ok(())
    }
}

#[cfg(test)]
mod tests;
