//! What is allowed outside of a negotiation: running accounts, answering for an organisation, what is a person's own.

use super::{Denied, Permit};
use crate::party::MandateRole;
use std::marker::PhantomData;

/// To run accounts, organisations and mandates; the object is the operator's account, 0 on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunAccounts {}

/// To confirm or refuse a mandate that was asked for; the object is the mandate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnswerMandate {}

/// To open a negotiation; the object is the organisation that opens it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenNegotiation {}

/// To change what is a person's own: password, sessions, calendar feeds, what was seen; the object is the account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Own {}

/// To keep profiles of payrolls for an organisation, which is the object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeepProfiles {}

const fn permit<P>(object: i64) -> Permit<P> {
    Permit { object, permission: PhantomData }
}

/// Whoever is signed in changes what is his own (the key of his account).
pub const fn own(account: i64) -> Permit<Own> {
    permit(account)
}

/// An operator runs accounts.
///
/// # Errors
/// [`Denied::Hidden`]: to others there is no such desk.
pub fn run_accounts(account: i64, operator: bool) -> Result<Permit<RunAccounts>, Denied> {
    if operator { Ok(permit(account)) } else { Err(Denied::Hidden) }
}

/// Who answers a mandate that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answering {
    /// Speaks for the organisation, without limit.
    pub speaks: bool,
    pub operator: bool,
    /// Asked for the mandate.
    pub asked: bool,
    /// Is to hold it.
    pub holder: bool,
    /// Somebody speaks for the organisation.
    pub represented: bool,
}

/// A representative answers; where the organisation has none, a second operator: neither who asked nor who is to hold it.
///
/// # Errors
/// [`Denied::Hidden`] for who has no part in it, [`Denied::Forbidden`] for an operator who may not answer this one.
pub fn answer_mandate(mandate: i64, by: Answering) -> Result<Permit<AnswerMandate>, Denied> {
    if by.speaks {
        return Ok(permit(mandate));
    }
    if !by.operator {
        return Err(Denied::Hidden);
    }
    if by.represented || by.asked || by.holder { Err(Denied::Forbidden) } else { Ok(permit(mandate)) }
}

/// A chief of a party opens a negotiation; `limited`: his mandate is for another one only.
///
/// # Errors
/// [`Denied::Forbidden`].
pub fn open_negotiation(
    organisation: i64,
    role: MandateRole,
    limited: bool,
) -> Result<Permit<OpenNegotiation>, Denied> {
    let chief = role == MandateRole::ChiefRepresentative && !limited;
    if chief { Ok(permit(organisation)) } else { Err(Denied::Forbidden) }
}

/// Whoever audits for an organisation keeps its profiles.
///
/// # Errors
/// [`Denied::Forbidden`] for who only watches.
pub fn keep_profiles(organisation: i64, role: MandateRole) -> Result<Permit<KeepProfiles>, Denied> {
    if role == MandateRole::Observer { Err(Denied::Forbidden) } else { Ok(permit(organisation)) }
}

/// What who runs the program on its machine may do besides.
pub trait ByCommand {}

impl ByCommand for RunAccounts {}
impl ByCommand for AnswerMandate {}

/// The command line asks nobody: who can run it can read the database too.
pub const fn by_command<P: ByCommand>(object: i64) -> Permit<P> {
    permit(object)
}

/// Permits under which an account's sessions and feeds may be ended: its own, and an operator's.
pub trait EndsSessions {
    /// Whether it reaches this account.
    fn reaches(&self, account: i64) -> bool;
}

impl EndsSessions for Permit<Own> {
    fn reaches(&self, account: i64) -> bool {
        self.object == account
    }
}

impl EndsSessions for Permit<RunAccounts> {
    fn reaches(&self, _: i64) -> bool {
        true
    }
}

#[cfg(test)]
mod tests;
