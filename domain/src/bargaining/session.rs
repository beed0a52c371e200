//! Information and sessions: who chairs, who records, who signs the minutes.

use super::context::{Context, Guarded, resting_on};
use super::faults::Faults;
use super::{
    Determination, InformationRequest, Negotiation, Person, Refusal, RefusalCode, Seq, Session, Stage, Stamp, document,
};
use crate::party::{MandateRole, Side};
use crate::statute::{ChairRule, MinutesSigners, Procedure};
use uuid::Uuid;

pub(super) fn may_request(c: &Context<'_>) -> Result<(), Refusal> {
    c.side()?;
    c.stage(c.state.stage.is_talks() || matches!(c.state.stage, Stage::Preparing { .. } | Stage::Suspended { .. }))
}

/// What the duty to give information rests on.
pub(super) fn information(c: &Context<'_>, faults: Faults) -> Guarded {
    faults.finish()?;
    Ok(resting_on(c.procedure.disclosure.as_ref()))
}

pub(super) fn apply_request(n: &mut Negotiation, stamp: Stamp, side: Side, subject: &str) {
    n.information.push(InformationRequest { stamp, side, subject: subject.to_owned(), answer: None });
}

pub(super) fn may_answer(c: &Context<'_>) -> Result<(), Refusal> {
    let side = c.side()?;
    c.stage(!c.state.stage.is_over())?;
    let theirs = || c.state.information.iter().filter(|r| r.side != side);
    if theirs().any(|r| r.answer.is_none()) {
        return Ok(());
    }
    let answered = theirs().next().is_some();
    c.stage(answered || !c.state.information.is_empty())?;
    c.allow(false, if answered { RefusalCode::AlreadyAnswered } else { RefusalCode::OtherSideOnly })
}

/// Giving needs the information, refusing needs a reason: either way `content`.
pub(super) fn answer(c: &Context<'_>, request: Seq, documents: &[Seq], mut faults: Faults) -> Guarded {
    let side = c.side()?;
    let asked = || c.state.information.iter().filter(|r| r.stamp.seq == request);
    match asked().next() {
        None => return Err(Refusal::new(RefusalCode::Unknown).at("request")),
        Some(r) if r.side == side => return Err(Refusal::new(RefusalCode::OtherSideOnly).at("request")),
        Some(_) if asked().all(|r| r.answer.is_some()) => {
            return Err(Refusal::new(RefusalCode::AlreadyAnswered).at("request"));
        }
        Some(_) => {}
    }
    document::answering(c, side, documents, &mut faults);
    information(c, faults)
}

/// One answer settles everything asked by that act (an invitation may ask for several things).
pub(super) fn apply_answer(n: &mut Negotiation, stamp: Stamp, request: Seq, given: bool) {
    for asked in n.information.iter_mut().filter(|r| r.stamp.seq == request && r.answer.is_none()) {
        asked.answer = Some((stamp, given));
    }
}

/// The chair opens; chiefs alternate where the rulebook says so, counted over the sessions of this negotiation.
pub(super) fn may_open(c: &Context<'_>) -> Result<(), Refusal> {
    let side = c.chief()?;
    c.stage(c.state.stage.is_talks())?;
    match (&c.procedure.chair, c.state.next_chair(&c.procedure)) {
        (Some(rule), Some(due)) if due != side => {
            Err(Refusal::new(RefusalCode::NotTheirTurnToChair).citing(&rule.citation))
        }
        _ => Ok(()),
    }
}

pub(super) fn open(c: &Context<'_>, chair: Side, recorder: Option<Uuid>, mut faults: Faults) -> Guarded {
    let side = c.chief()?;
    let bureau = |person: &Person| person.organisations.contains(&c.state.opening.bureau.organisation);
    let known = |account| c.references.person(account).is_some_and(|person| !bureau(person));
    faults.check(recorder.is_none_or(known), "recorder_account", RefusalCode::Unknown);
    faults.finish()?;
    chairing(c, side, chair)?;
    let is_representative = recorder.is_some_and(|account| c.state.represents(account));
    match &c.procedure.neutral_recorder {
        Some(rule) if rule.value && is_representative => {
            Err(Refusal::new(RefusalCode::RecorderIsRepresentative).citing(&rule.citation).at("recorder_account"))
        }
        _ => Ok(resting_on(c.procedure.chair.as_ref())),
    }
}

fn chairing(c: &Context<'_>, side: Side, chair: Side) -> Result<(), Refusal> {
    let Some(rule) = c.procedure.chair.as_ref().filter(|rule| rule.value != ChairRule::Free) else { return Ok(()) };
    if c.state.next_chair(&c.procedure).is_some_and(|due| due != chair) {
        return Err(Refusal::new(RefusalCode::NotTheirTurnToChair).citing(&rule.citation).at("chair"));
    }
    if side == chair { Ok(()) } else { Err(Refusal::new(RefusalCode::OwnSideOnly).at("chair")) }
}

impl Negotiation {
    /// Whose chief must chair the next session; `None` where either may.
    pub fn next_chair(&self, procedure: &Procedure) -> Option<Side> {
        let last = self.sessions.last().map(|s| s.chair);
        let inviter = self.invitation.as_ref().map(|i| i.side);
        match procedure.chair.as_ref()?.value {
            ChairRule::Free => None,
            ChairRule::Alternate => last.map(Side::other),
            ChairRule::AlternateInviterFirst => last.map(Side::other).or(inviter),
        }
    }

    /// Who of a side must still sign a session's minutes: names, empty for one the delegation does not name yet.
    pub fn still_to_sign(&self, session: &Session, side: Side, procedure: &Procedure) -> Vec<String> {
        if session.complete { Vec::new() } else { self.unsigned(side, &session.signed, all_sign(procedure)) }
    }

    /// Representatives without an account are signed for by one of their side who has one.
    fn unsigned(&self, side: Side, signed: &[(Side, Uuid)], all: bool) -> Vec<String> {
        let members = || self.delegation(side).into_iter().flat_map(|d| &d.members);
        let open = |account: Uuid| !signed.contains(&(side, account));
        let missing = members().filter(|m| all && m.account.is_some_and(open)).map(|m| m.name.clone());
        let missing: Vec<String> = missing.collect();
        if !missing.is_empty() || signed.iter().any(|(s, _)| *s == side) {
            return missing;
        }
        let chief = members().find(|m| m.chief);
        vec![chief.map(|m| m.name.clone()).unwrap_or_default()]
    }
}

fn all_sign(procedure: &Procedure) -> bool {
    procedure.minutes_signers.as_ref().is_some_and(|m| m.value == MinutesSigners::All)
}

pub(super) fn apply_open(n: &mut Negotiation, stamp: Stamp, chair: Side, recorder: (&str, Option<Uuid>)) {
    let (recorder, recorder_account) = (recorder.0.to_owned(), recorder.1);
    n.sessions.push(Session {
        stamp,
        chair,
        recorder,
        recorder_account,
        minutes: None,
        signed: Vec::new(),
        complete: false,
    });
    if matches!(n.stage, Stage::Objected { .. }) {
        n.stage = Stage::Bargaining { since: stamp.seq };
    }
}

fn find<'a>(c: &'a Context<'_>, session: Seq) -> Result<&'a Session, Refusal> {
    let found = c.state.sessions.iter().find(|s| s.stamp.seq == session);
    found.ok_or_else(|| Refusal::new(RefusalCode::Unknown).at("session"))
}

/// Whether the actor keeps the minutes of a session.
fn records(c: &Context<'_>, session: &Session) -> bool {
    session.recorder_account == Some(c.by.account) || c.by.role == MandateRole::ChiefRepresentative
}

/// The recorder records; where he has no account, a chief enters his minutes.
pub(super) fn may_record(c: &Context<'_>) -> Result<(), Refusal> {
    c.by.capacity.side().ok_or_else(|| Refusal::new(RefusalCode::NotAParty))?;
    c.stage(!c.state.stage.is_over() && !c.state.sessions.is_empty())?;
    let mut kept = c.state.sessions.iter().filter(|session| records(c, session)).peekable();
    c.allow(kept.peek().is_some(), RefusalCode::NotTheRecorder)?;
    c.allow(kept.any(|session| !session.complete), RefusalCode::MinutesSigned)
}

pub(super) fn record(c: &Context<'_>, session: Seq, faults: Faults) -> Guarded {
    let session = find(c, session)?;
    c.allow(records(c, session), RefusalCode::NotTheRecorder)?;
    if session.complete {
        return Err(Refusal::new(RefusalCode::MinutesSigned).at("session"));
    }
    faults.finish()?;
    Ok(Determination::default())
}

/// New minutes void the signatures under the former ones.
pub(super) fn apply_record(n: &mut Negotiation, stamp: Stamp, session: Seq) {
    if let Some(s) = n.sessions.iter_mut().find(|s| s.stamp.seq == session) {
        s.minutes = Some(stamp);
        s.signed.clear();
    }
}

/// Whose signature under minutes it would be.
fn signer(c: &Context<'_>) -> Result<Side, Refusal> {
    if all_sign(&c.procedure) { c.side() } else { c.chief() }
}

pub(super) fn may_sign(c: &Context<'_>) -> Result<(), Refusal> {
    let side = signer(c)?;
    c.stage(!c.state.stage.is_over() && !c.state.sessions.is_empty())?;
    let mut recorded = c.state.sessions.iter().filter(|session| session.minutes.is_some()).peekable();
    c.allow(recorded.peek().is_some(), RefusalCode::NoMinutes)?;
    c.allow(recorded.any(|s| !s.complete && !s.signed.contains(&(side, c.by.account))), RefusalCode::AlreadyDone)
}

pub(super) fn sign(c: &Context<'_>, session: Seq) -> Guarded {
    let (side, all) = (signer(c)?, all_sign(&c.procedure));
    let session = find(c, session)?;
    if session.minutes.is_none() {
        return Err(Refusal::new(RefusalCode::NoMinutes).at("session"));
    }
    let mine = (side, c.by.account);
    if session.signed.contains(&mine) || session.complete {
        return Err(Refusal::new(RefusalCode::AlreadyDone));
    }
    let mut signed = session.signed.clone();
    signed.push(mine);
    let completes =
        [Side::WorkerSide, Side::EmployerSide].into_iter().all(|s| c.state.unsigned(s, &signed, all).is_empty());
    Ok(Determination { completes, ..resting_on(c.procedure.minutes_signers.as_ref()) })
}

pub(super) fn apply_sign(n: &mut Negotiation, session: Seq, side: Side, account: Uuid, completes: bool) {
    if let Some(s) = n.sessions.iter_mut().find(|s| s.stamp.seq == session) {
        s.signed.push((side, account));
        s.complete = completes;
    }
}
