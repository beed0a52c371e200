//! What a record owes: nothing counted twice.

use super::rules::{Judged, Outcome, Share};

/// Rules that back pay meets: S1, S2, S12.
pub(super) const MET: usize = 3;

/// The shortfalls of one record as they lie within each other: S1 within S2 within S12 and what raises the same pay.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Owed {
    /// Of S1, S2 and S12.
    pub met: [i64; MET],
    /// Of these, what later back pay has paid.
    pub repaid: [i64; MET],
    within: i128,
    apart: i128,
}

/// Which of the three a share is.
pub(super) const fn met(share: Share) -> Option<usize> {
    match share {
        Share::Statutory => Some(0),
        Share::Contract => Some(1),
        Share::Agreed => Some(2),
        Share::Within | Share::Apart | Share::No => None,
    }
}

impl Owed {
    /// Of a record whose shortfalls were paid so far by later back pay.
    pub fn repaid(repaid: [i64; MET]) -> Self {
        Self { repaid, ..Self::default() }
    }

    /// Adds what a rule says; back what of it was paid later.
    pub fn add(&mut self, judged: &Judged<'_>) -> i64 {
        if judged.outcome != Outcome::Breach {
            return 0;
        }
        match judged.owed {
            Share::Within => self.within += i128::from(judged.shortfall),
            Share::Apart => self.apart += i128::from(judged.shortfall),
            Share::Statutory | Share::Contract | Share::Agreed => {
                let Some(place) = met(judged.owed) else { return 0 };
                if let Some(slot) = self.met.get_mut(place) {
                    *slot = judged.shortfall;
                }
                return self.repaid.get(place).copied().unwrap_or(0).min(judged.shortfall);
            }
            Share::No => {}
        }
        0
    }

    /// All of it, in ten-thousandths.
    pub fn total(&self) -> i128 {
        self.of([0; MET])
    }

    /// What later back pay has left open.
    pub fn open(&self) -> i128 {
        self.of(self.repaid)
    }

    fn of(&self, repaid: [i64; MET]) -> i128 {
        let mut left =
            self.met.iter().zip(repaid).map(|(short, paid)| i128::from(*short) - i128::from(paid.min(*short)));
        let [statutory, contract, agreed] = [left.next(), left.next(), left.next()].map(Option::unwrap_or_default);
        statutory.max(contract).max(agreed + self.within) + self.apart
    }
}
