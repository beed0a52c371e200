//! What every guard asks: who acts, at what stage, under which law of that day.

use super::{Basis, Determination, Negotiation, References, Refusal, RefusalCode};
use crate::calendar::Due;
use crate::party::{Actor, Capacity, MandateRole, Side};
use crate::statute::{Cited, Period, Procedure, Rulebook, RulebookSet};
use chrono::{DateTime, NaiveDate, Utc};

/// The answer of a guard.
pub(super) type Guarded = Result<Determination, Refusal>;

/// One act about to be judged.
pub(super) struct Context<'a> {
    pub state: &'a Negotiation,
    pub by: &'a Actor,
    pub references: &'a References,
    pub rulebooks: &'a RulebookSet,
    pub book: &'a Rulebook,
    pub procedure: Procedure,
    pub now: DateTime<Utc>,
    pub today: NaiveDate,
}

impl Context<'_> {
    /// The party the actor acts for; observers and others act for none.
    pub fn side(&self) -> Result<Side, Refusal> {
        let acts = matches!(self.by.role, MandateRole::ChiefRepresentative | MandateRole::Representative);
        let side = self.by.capacity.side().ok_or_else(|| Refusal::new(RefusalCode::NotAParty))?;
        if acts { Ok(side) } else { Err(Refusal::new(RefusalCode::NotARepresentative)) }
    }

    /// The side whose chief acts: by mandate, and as named in the delegation where that names an account. Once the
    /// contract is in force the delegation's work is done: the chief by mandate acts.
    pub fn chief(&self) -> Result<Side, Refusal> {
        let side = self.by.capacity.side().ok_or_else(|| Refusal::new(RefusalCode::NotAParty))?;
        if self.by.role != MandateRole::ChiefRepresentative {
            return Err(Refusal::new(RefusalCode::NotTheChief));
        }
        let named = self.state.delegation(side).and_then(|d| d.chief()).and_then(|c| c.account);
        match named {
            Some(account) if account != self.by.account && !self.state.rests() => {
                Err(Refusal::new(RefusalCode::NotTheChief))
            }
            _ => Ok(side),
        }
    }

    /// The chief by mandate alone: for naming the delegation, which may name another chief.
    pub fn mandated_chief(&self) -> Result<Side, Refusal> {
        let side = self.by.capacity.side().ok_or_else(|| Refusal::new(RefusalCode::NotAParty))?;
        let chief = self.by.role == MandateRole::ChiefRepresentative;
        if chief { Ok(side) } else { Err(Refusal::new(RefusalCode::NotTheChief)) }
    }

    /// Nobody acts who holds mandates on both sides.
    pub fn one_side(&self) -> Result<(), Refusal> {
        let both = self.state.opening.is_on_both_sides(self.by, &self.references.own);
        self.allow(!both, RefusalCode::OnBothSides)
    }

    /// The bureau's reviewer.
    pub fn bureau(&self) -> Result<(), Refusal> {
        let reviewer = self.by.capacity == Capacity::Bureau && self.by.role == MandateRole::Reviewer;
        if reviewer { Ok(()) } else { Err(Refusal::new(RefusalCode::NotTheBureau)) }
    }

    /// Refuses with the code unless `allowed`.
    pub fn allow(&self, allowed: bool, code: RefusalCode) -> Result<(), Refusal> {
        if allowed { Ok(()) } else { Err(Refusal::new(code)) }
    }

    /// Refuses unless `allowed` at this stage.
    pub fn stage(&self, allowed: bool) -> Result<(), Refusal> {
        if allowed { Ok(()) } else { Err(self.not_now()) }
    }

    /// The refusal for the wrong stage.
    pub fn not_now(&self) -> Refusal {
        Refusal::new(RefusalCode::NotNow).with("stage", self.state.stage.word())
    }

    /// When a period counted from an instant's local day ends.
    pub fn due(&self, since: DateTime<Utc>, period: Period) -> Due {
        self.book.calendar().due(self.book.local_day(since), period)
    }
}

/// A determination that rests on a value of the rulebook.
pub(super) fn resting_on<T>(value: Option<&Cited<T>>) -> Determination {
    let basis = value.map(|v| Basis { citation: v.citation.clone(), trust: v.trust });
    Determination { basis, ..Determination::default() }
}
