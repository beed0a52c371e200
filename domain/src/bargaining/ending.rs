//! Amend, terminate, be replaced; and what time alone brings: the suspension's end, silence, renewal, expiry.

use super::context::{Context, Guarded};
use super::faults::Faults;
use super::{
    Amendment, Determination, InForce, InForceBy, LawfulGround, Negotiation, PerSide, Refusal, RefusalCode, Seq, Stage,
    Stamp, TimeEvent,
};
use crate::calendar::Due;
use crate::party::{Capacity, Side};
use crate::statute::{Cited, Period, Rulebook};
use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

/// What a chief of either side may do to a contract in force.
pub(super) fn may_change(c: &Context<'_>) -> Result<(), Refusal> {
    c.chief()?;
    c.stage(c.state.stage.is_in_force())
}

pub(super) fn apply_amend(n: &mut Negotiation, stamp: Stamp, side: Side, ground: LawfulGround) {
    n.amendment = Some(Amendment { stamp, side, ground, reply: None });
    n.stage = Stage::Amending { proposal: stamp.seq };
}

/// By agreement both chiefs must act; on another lawful ground one side's act ends it.
pub(super) fn terminate(c: &Context<'_>, ground: LawfulGround, faults: Faults) -> Guarded {
    let side = c.chief()?;
    faults.finish()?;
    if ground != LawfulGround::Agreement {
        return Ok(Determination { completes: true, ..Determination::default() });
    }
    if c.state.terminating.get(side).is_some() {
        return Err(Refusal::new(RefusalCode::AlreadyDone));
    }
    Ok(Determination { completes: c.state.terminating.get(side.other()).is_some(), ..Determination::default() })
}

pub(super) fn apply_terminate(n: &mut Negotiation, stamp: Stamp, side: Side, completes: bool) {
    *n.terminating.get_mut(side) = Some(stamp);
    if completes {
        n.stage = Stage::Terminated { act: stamp.seq };
    }
}

/// A successor in force takes this contract's place: recorded by a chief of either side or by the bureau.
pub(super) fn may_replace(c: &Context<'_>) -> Result<(), Refusal> {
    if c.by.capacity == Capacity::Bureau {
        c.bureau()?
    } else {
        c.chief().map(drop)?
    }
    c.stage(c.state.stage.is_in_force())
}

pub(super) fn replace(c: &Context<'_>, by_negotiation: Uuid) -> Guarded {
    let successor = c.references.negotiation.as_ref().filter(|successor| successor.id == by_negotiation);
    if !successor.is_some_and(|successor| successor.succeeds(&c.state.opening)) {
        return Err(Refusal::new(RefusalCode::Unknown).at("by_negotiation"));
    }
    Ok(Determination::default())
}

impl Negotiation {
    /// Puts the draft in force; an addendum takes the former text's place.
    pub(super) fn enter_force(&mut self, since: NaiveDate, by: InForceBy, renewal: Option<Cited<Period>>) {
        let signed = self.signatures().worker_side.as_ref().map(|s| s.sha256.clone());
        let Some(contract) = signed.or_else(|| crate::contract::sha256(self)) else { return };
        let Some(draft) = self.draft() else { return };
        let (term, sheet) = (draft.sheet.effective, draft.sheet.clone());
        self.in_force = Some(InForce { since, by, term, sheet, contract, published: PerSide::default(), renewal });
        self.registered.get_or_insert(since);
        self.amendment = None;
        self.objection = None;
        self.terminating = PerSide::default();
        self.stage = Stage::InForce { since };
    }

    /// The stage of the contract in force when nothing else is going on.
    pub(super) fn stage_in_force(&self) -> Stage {
        match &self.in_force {
            Some(in_force) => match in_force.published.both() {
                Some((w, e)) => Stage::Published { published: w.seq.max(e.seq) },
                None => Stage::InForce { since: in_force.since },
            },
            None => self.stage.clone(),
        }
    }

    /// What time alone has changed since the last act, in order.
    pub(super) fn time_events(&self, book: &Rulebook, now: DateTime<Utc>) -> Vec<TimeEvent> {
        let today = book.local_day(now);
        let mut found = Vec::new();
        if let Stage::Suspended { until, .. } = self.stage
            && today > until
        {
            found.push(TimeEvent::SuspensionOver);
        }
        let mut term = self.in_force.as_ref().map(|f| f.term);
        let mut renewal = self.in_force.as_ref().and_then(|f| f.renewal.as_ref());
        let mut at_rest = self.stage.is_in_force();
        if let Some(Due { unrolled, rolled, .. }) = self.silence_ends(book)
            && today > rolled
        {
            found.push(TimeEvent::DeemedEffective { unrolled, rolled });
            term = self.draft().map(|d| d.sheet.effective);
            renewal = self.filings.last().and_then(|filing| filing.renewal.as_ref());
            at_rest = true;
        }
        let Some(term) = term.filter(|_| !self.stage.is_over()) else { return found };
        if today > term.to {
            found.push(TimeEvent::Expired { last_day: term.to });
        } else if at_rest && !matches!(self.stage, Stage::RenewalWindow { .. }) {
            let window = renewal.map(|r| book.calendar().opens_before(term.to, r.value));
            found.extend(window.filter(|on| today >= *on).map(|on| TimeEvent::RenewalOpened { on }));
        }
        found
    }

    /// The last day of a review whose end in silence puts the contract in force.
    pub(super) fn silence_ends(&self, book: &Rulebook) -> Option<Due> {
        if !matches!(self.stage, Stage::Filed { .. } | Stage::UnderReview { .. }) {
            return None;
        }
        let filing = self.filings.last()?;
        let review = filing.review.as_ref().filter(|review| review.deemed)?;
        Some(book.calendar().due(book.local_day(filing.stamp.at), review.period.value))
    }

    /// Brings one change of time about; `before` is the last act.
    pub(super) fn pass(&mut self, time_event: &TimeEvent, before: Seq) {
        match time_event {
            TimeEvent::SuspensionOver => super::coordination::end_suspension(self, before),
            TimeEvent::DeemedEffective { unrolled, rolled } => {
                let Some(filing) = self.filings.last_mut() else { return };
                filing.deemed = true;
                let by = InForceBy::Silence { filing: filing.stamp.seq, unrolled: *unrolled, rolled: *rolled };
                let renewal = filing.renewal.clone();
                self.enter_force(*rolled, by, renewal);
            }
            TimeEvent::RenewalOpened { on } => self.stage = Stage::RenewalWindow { opened: *on },
            TimeEvent::Expired { last_day } => self.stage = Stage::Expired { last_day: *last_day },
        }
    }
}
