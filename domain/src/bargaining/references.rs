//! What an act names outside its negotiation, as the store knows it. Nothing is so because an act says so.
//!
//! The service looks up what [`Act::named`] lists, no more; `decide` judges by it. What does not exist, is closed, or is
//! not for the actor to name is refused alike, as unknown: an act is no way to find out.

use super::{Act, Negotiation, Opening, Refusal, shape};
use crate::party::{Actor, Side};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// What an act names that must be looked up. Its size is bounded by the limits of the act.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Named {
    /// Accounts.
    pub accounts: BTreeSet<Uuid>,
    /// Another negotiation.
    pub negotiation: Option<Uuid>,
    /// A stored document.
    pub document: Option<Uuid>,
}

/// What was found of it; what is missing does not exist, or not for the actor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct References {
    /// Organisations for which the actor holds a mandate that day.
    pub own: BTreeSet<Uuid>,
    /// Accounts by id.
    pub accounts: BTreeMap<Uuid, Person>,
    /// The other negotiation, if the actor may see it.
    pub negotiation: Option<Successor>,
    /// The document, if it is stored in this negotiation.
    pub document: Option<Stored>,
}

/// An account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    /// Cannot sign in any more.
    pub closed: bool,
    /// Organisations for which it holds a mandate that day, of whatever role.
    pub organisations: BTreeSet<Uuid>,
}

/// Another negotiation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Successor {
    /// Its id.
    pub id: Uuid,
    /// The workers' party.
    pub worker_side: Uuid,
    /// The employers' party.
    pub employer_side: Uuid,
    /// Division code.
    pub area: String,
    /// Class of industry.
    pub industry: String,
    /// Enterprises it covers.
    pub enterprises: BTreeSet<Uuid>,
    /// Its contract is in force at this instant.
    pub in_force: bool,
}

/// A stored document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Its id.
    pub id: Uuid,
    /// Whose it is.
    pub side: Side,
    /// File name.
    pub name: String,
    /// Media type.
    pub media_type: String,
    /// Bytes.
    pub size: u64,
    /// SHA-256 (hex) of the content.
    pub sha256: String,
}

impl Act {
    /// What the act names that must be looked up before it is judged.
    ///
    /// # Errors
    /// The refusal of an act that is over its limits: nothing is to be looked up for it.
    pub fn named(&self) -> Result<Named, Refusal> {
        let faults = shape::shape(self);
        if faults.over() {
            return Err(faults.refusal());
        }
        let mut named = Named::default();
        match self {
            Self::NameDelegation { members } => named.accounts = members.iter().filter_map(|m| m.account).collect(),
            Self::OpenSession { recorder_account, .. } => named.accounts = recorder_account.iter().copied().collect(),
            Self::Replace { by_negotiation } => named.negotiation = Some(*by_negotiation),
            Self::ServeDocument { document, .. } => named.document = Some(*document),
            _ => {}
        }
        Ok(named)
    }
}

impl References {
    /// An account that exists and is open.
    pub(super) fn person(&self, account: Uuid) -> Option<&Person> {
        self.accounts.get(&account).filter(|person| !person.closed)
    }
}

impl Successor {
    /// Whether its contract can take the place of another: the same parties and scope, nobody covered left out.
    pub(super) fn succeeds(&self, before: &Opening) -> bool {
        let parties = (self.worker_side, self.employer_side);
        let covers = |enterprise: &super::Party| self.enterprises.contains(&enterprise.organisation);
        self.in_force
            && self.id != before.id
            && parties == (before.worker_side.organisation, before.employer_side.organisation)
            && (&self.area, &self.industry) == (&before.area, &before.industry)
            && before.enterprises.iter().all(covers)
    }
}

impl Opening {
    /// Organisations of a side: its party, and on the employers' the enterprises to be covered.
    fn is_of(&self, side: Side, organisation: Uuid) -> bool {
        let covered = || side == Side::EmployerSide && self.enterprises.iter().any(|e| e.organisation == organisation);
        self.party(side).organisation == organisation || covered()
    }

    /// Whether a side may not count a person among its own: people of the other side, and of the bureau.
    pub(super) fn is_foreign(&self, side: Side, organisations: &BTreeSet<Uuid>) -> bool {
        let foreign = |id: &Uuid| *id == self.bureau.organisation || self.is_of(side.other(), *id);
        organisations.iter().any(foreign)
    }

    /// Whether a person stands on both sides, or acts for one and holds a mandate of the other.
    pub(super) fn is_on_both_sides(&self, by: &Actor, organisations: &BTreeSet<Uuid>) -> bool {
        let holds = |side| self.is_of(side, by.organisation) || organisations.iter().any(|id| self.is_of(side, *id));
        holds(Side::WorkerSide) && holds(Side::EmployerSide)
    }
}

impl Negotiation {
    /// Whether an account is named in either delegation.
    pub(super) fn represents(&self, account: Uuid) -> bool {
        let sides = [Side::WorkerSide, Side::EmployerSide];
        let members = sides.into_iter().filter_map(|side| self.delegation(side)).flat_map(|d| &d.members);
        members.into_iter().any(|member| member.account == Some(account))
    }
}
