//! Who may see and do what. The one place that decides; deny by default.
//!
//! What a person may not see is *hidden*: to them it does not exist. What they see but may not do is *forbidden*.

mod outside;

pub use outside::{
    AnswerMandate, Answering, ByCommand, EndsSessions, KeepProfiles, OpenNegotiation, Own, RunAccounts, answer_mandate,
    by_command, keep_profiles, open_negotiation, own, run_accounts,
};

use crate::party::{Capacity, MandateRole, Side};
use std::marker::PhantomData;

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Read the served acts, the table, the deadlines.
    Read,
    /// Do an act of the procedure (which act is allowed when is the procedure's own question).
    Act,
    /// Read the side's private drafts and notes.
    ReadPrivate,
    /// Write them.
    WritePrivate,
    /// Read what either side gave in confidence, e.g. as a trade secret.
    ReadConfidential,
    /// Set the bounds the side gives its own representatives.
    SetBargainingLimits,
    /// Run a payroll audit over the contract, read its findings.
    Audit,
}

impl Action {
    /// Every action.
    pub const ALL: [Self; 7] = [
        Self::Read,
        Self::Act,
        Self::ReadPrivate,
        Self::WritePrivate,
        Self::SetBargainingLimits,
        Self::ReadConfidential,
        Self::Audit,
    ];
}

/// The state of a negotiation as far as the wall asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Scope {
    /// Who started it.
    pub initiator: Side,
    /// Something has been served: the other side may see it.
    pub served: bool,
    /// An act brought the bureau in.
    pub bureau_in: bool,
    /// There is a draft agreement: covered enterprises may confirm.
    pub drafted: bool,
    /// There is a contract in force, or there was.
    pub contract: bool,
    /// The person is named in the delegation of the side they stand on.
    pub delegate: bool,
}

/// An action as a type, for [`Permit`].
pub trait Permission {
    /// The action.
    const ACTION: Action;
}

macro_rules! permissions {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {
        /// Each action as a type.
        pub mod permission {
            use super::{Action, Permission};
            $(
                $(#[$doc])*
                #[derive(Clone, Copy, Debug, PartialEq, Eq)]
                pub enum $name {}

                impl Permission for $name {
                    const ACTION: Action = Action::$name;
                }
            )+
        }
    };
}

permissions! {
    /// [`Action::Read`].
    Read,
    /// [`Action::Act`].
    Act,
    /// [`Action::ReadPrivate`].
    ReadPrivate,
    /// [`Action::WritePrivate`].
    WritePrivate,
    /// [`Action::ReadConfidential`].
    ReadConfidential,
    /// [`Action::SetBargainingLimits`].
    SetBargainingLimits,
    /// [`Action::Audit`].
    Audit,
}

/// Proof that policy allowed an action on an object; only policy makes one, and every function that writes asks for
/// the one of its action: what is not asked of policy does not compile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Permit<P> {
    object: i64,
    permission: PhantomData<P>,
}

impl<P> Permit<P> {
    /// Key of what the action was allowed on: of a negotiation, where the action is one of [`Action`].
    pub const fn object(&self) -> i64 {
        self.object
    }
}

/// Why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Denied {
    /// It does not exist for this person.
    Hidden,
    /// They see it, and may not do this.
    Forbidden,
}

/// The permit to act on a negotiation (its key) for a mandate of `role` whose organisation stands as `capacity`.
///
/// # Errors
/// [`Denied`], as [`decide`] says.
pub fn permit<P: Permission>(
    object: i64,
    capacity: Option<Capacity>,
    role: MandateRole,
    scope: &Scope,
) -> Result<Permit<P>, Denied> {
    decide(capacity, role, P::ACTION, scope).map(|()| Permit { object, permission: PhantomData })
}

/// Decides for a mandate of `role` whose organisation stands as `capacity` (`None`: an outsider).
///
/// # Errors
/// [`Denied`].
pub fn decide(capacity: Option<Capacity>, role: MandateRole, action: Action, scope: &Scope) -> Result<(), Denied> {
    let capacity = capacity.ok_or(Denied::Hidden)?;
    let sees = match capacity {
        Capacity::WorkerSide | Capacity::EmployerSide => scope.served || capacity.side() == Some(scope.initiator),
        Capacity::Bureau => scope.bureau_in,
        // A covered enterprise is no party: it confirms, and reads the contract in the register.
        Capacity::CoveredEnterprise => action == Action::Act && scope.drafted,
    };
    if !sees {
        return Err(Denied::Hidden);
    }
    let allowed = match action {
        Action::Read => true,
        Action::Act => role != MandateRole::Observer && role != MandateRole::Auditor,
        // Bound to secrecy are the delegations alone.
        Action::ReadConfidential if !keeps_secrets(capacity, role, scope) => return Err(Denied::Hidden),
        Action::ReadConfidential => true,
        Action::ReadPrivate | Action::WritePrivate | Action::SetBargainingLimits if capacity == Capacity::Bureau => {
            return Err(Denied::Hidden);
        }
        Action::ReadPrivate => true,
        Action::WritePrivate => matches!(role, MandateRole::ChiefRepresentative | MandateRole::Representative),
        Action::SetBargainingLimits => role == MandateRole::ChiefRepresentative,
        Action::Audit => scope.contract && role != MandateRole::Observer,
    };
    if allowed { Ok(()) } else { Err(Denied::Forbidden) }
}

/// Representatives of the two sides, and advisers named in a delegation.
const fn keeps_secrets(capacity: Capacity, role: MandateRole, scope: &Scope) -> bool {
    let represents = matches!(role, MandateRole::ChiefRepresentative | MandateRole::Representative);
    capacity.side().is_some() && (represents || scope.delegate)
}

#[cfg(test)]
mod tests;
