//! Acts as a viewer may read them. The one place where what was given in confidence is withheld: lists, pages,
//! redlines and exports all take their acts from here. The stored act and its hash stay whole.

use super::known::StoredEvent;
use super::{App, Viewer};
use chrono::{DateTime, Utc};
use domain::bargaining::{Act, Determination, Negotiation, Seq};
use domain::party::Actor;
use domain::policy::Action;
use serde::Serialize;

/// A served act.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct ActView {
    /// From 1.
    pub seq: Seq,
    /// Instant of service.
    pub at: DateTime<Utc>,
    /// Who.
    pub by: Actor,
    /// The act; its content is empty where it is withheld.
    #[serde(flatten)]
    pub act: Act,
    /// What was given in confidence is not for this viewer.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub withheld: bool,
    /// What the rulebook decided.
    pub determination: Determination,
    /// Hash of the act as it was done, chained with the one before.
    pub sha256: String,
}

/// What a viewer reads of a negotiation's acts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Redaction {
    secrets: bool,
}

impl Redaction {
    /// The redaction of a viewer who may read the negotiation.
    pub fn of(app: &App, viewer: &Viewer, state: &Negotiation) -> Self {
        Self { secrets: viewer.may(app, state, Action::ReadConfidential).is_ok() }
    }

    /// Whether what was given in confidence is shown.
    pub const fn secrets(self) -> bool {
        self.secrets
    }

    /// An act as it is shown.
    pub fn act(self, act: &StoredEvent) -> ActView {
        let event = act.event();
        let hidden = if self.secrets { None } else { event.act.withheld() };
        ActView {
            seq: event.seq,
            at: event.at,
            by: event.by.clone(),
            withheld: hidden.is_some(),
            act: hidden.unwrap_or_else(|| event.act.clone()),
            determination: event.determination.clone(),
            sha256: act.hash.clone(),
        }
    }
}
