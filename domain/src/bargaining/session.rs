//! Information and sessions: who chairs, who records, who signs the minutes.

use super::context::{Context, Faults, Guarded, resting_on};
use super::{
    Determination, InformationRequest, Negotiation, Refusal, RefusalCode, Seq, Session, Stage, Stamp, document,
};
use crate::party::{MandateRole, Side};
use crate::statute::{ChairRule, MinutesSigners, Procedure};

pub(super) fn request(c: &Context<'_>, subject: &str, message: &str) -> Guarded {
    c.side()?;
    c.stage(c.state.stage.is_talks() || matches!(c.state.stage, Stage::Preparing { .. } | Stage::Suspended { .. }))?;
    let mut faults = Faults::default();
    faults.text("subject", subject);
    faults.length("message", message);
    faults.finish()?;
    Ok(resting_on(c.procedure.disclosure.as_ref()))
}

pub(super) fn apply_request(n: &mut Negotiation, stamp: Stamp, side: Side, subject: &str) {
    n.information.push(InformationRequest { stamp, side, subject: subject.to_owned(), answer: None });
}

/// Giving needs the information, refusing needs a reason: either way `content`.
pub(super) fn answer(c: &Context<'_>, request: Seq, content: &str, documents: &[Seq]) -> Guarded {
    let side = c.side()?;
    c.stage(!c.state.stage.is_over())?;
    let asked: Vec<_> = c.state.information.iter().filter(|r| r.stamp.seq == request).collect();
    match asked.first() {
        None => return Err(Refusal::new(RefusalCode::Unknown).at("request")),
        Some(r) if r.side == side => return Err(Refusal::new(RefusalCode::OtherSideOnly).at("request")),
        Some(_) if asked.iter().all(|r| r.answer.is_some()) => {
            return Err(Refusal::new(RefusalCode::AlreadyAnswered).at("request"));
        }
        Some(_) => {}
    }
    let mut faults = Faults::default();
    faults.text("content", content);
    document::answering(c, side, documents, &mut faults);
    faults.finish()?;
    Ok(resting_on(c.procedure.disclosure.as_ref()))
}

/// One answer settles everything asked by that act (an invitation may ask for several things).
pub(super) fn apply_answer(n: &mut Negotiation, stamp: Stamp, request: Seq, given: bool) {
    for asked in n.information.iter_mut().filter(|r| r.stamp.seq == request && r.answer.is_none()) {
        asked.answer = Some((stamp, given));
    }
}

pub(super) fn open(c: &Context<'_>, chair: Side, recorder: &str, place: &str) -> Guarded {
    let side = c.chief()?;
    c.stage(c.state.stage.is_talks())?;
    let mut faults = Faults::default();
    faults.text("recorder", recorder);
    faults.length("place", place);
    faults.finish()?;
    chairing(c, side, chair)?;
    let members = [Side::WorkerSide, Side::EmployerSide].into_iter().filter_map(|s| c.state.delegation(s));
    let is_representative = members.flat_map(|d| &d.members).any(|m| m.name.trim() == recorder.trim());
    match &c.procedure.neutral_recorder {
        Some(rule) if rule.value && is_representative => {
            Err(Refusal::new(RefusalCode::RecorderIsRepresentative).citing(&rule.citation).at("recorder"))
        }
        _ => Ok(resting_on(c.procedure.chair.as_ref())),
    }
}

/// The chair opens; chiefs alternate where the rulebook says so, counted over the sessions of this negotiation.
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
    fn unsigned(&self, side: Side, signed: &[(Side, i64)], all: bool) -> Vec<String> {
        let members = || self.delegation(side).into_iter().flat_map(|d| &d.members);
        let open = |account: i64| !signed.contains(&(side, account));
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

pub(super) fn apply_open(n: &mut Negotiation, stamp: Stamp, chair: Side, recorder: &str) {
    let recorder = recorder.to_owned();
    n.sessions.push(Session { stamp, chair, recorder, minutes: None, signed: Vec::new(), complete: false });
    if matches!(n.stage, Stage::Objected { .. }) {
        n.stage = Stage::Bargaining { since: stamp.seq };
    }
}

fn find<'a>(c: &'a Context<'_>, session: Seq) -> Result<&'a Session, Refusal> {
    let found = c.state.sessions.iter().find(|s| s.stamp.seq == session);
    found.ok_or_else(|| Refusal::new(RefusalCode::Unknown).at("session"))
}

/// The recorder records; where he has no account, a chief enters his minutes.
pub(super) fn record(c: &Context<'_>, session: Seq, text: &str) -> Guarded {
    if c.by.capacity.side().is_none() {
        return Err(Refusal::new(RefusalCode::NotAParty));
    }
    let session = find(c, session)?;
    let recorder = session.recorder.trim() == c.by.name.trim();
    if !recorder && c.by.role != MandateRole::ChiefRepresentative {
        return Err(Refusal::new(RefusalCode::NotTheRecorder));
    }
    c.stage(!c.state.stage.is_over())?;
    if session.complete {
        return Err(Refusal::new(RefusalCode::MinutesSigned).at("session"));
    }
    let mut faults = Faults::default();
    faults.text("text", text);
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

pub(super) fn sign(c: &Context<'_>, session: Seq) -> Guarded {
    let all = all_sign(&c.procedure);
    let side = if all { c.side()? } else { c.chief()? };
    let session = find(c, session)?;
    c.stage(!c.state.stage.is_over())?;
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

pub(super) fn apply_sign(n: &mut Negotiation, session: Seq, side: Side, account: i64, completes: bool) {
    if let Some(s) = n.sessions.iter_mut().find(|s| s.stamp.seq == session) {
        s.signed.push((side, account));
        s.complete = completes;
    }
}
