//! Deductions for damage and what is left to pay out: S7, S8.

use super::judge::{At, Judged, Need, Outcome, Unit, at_most};
use super::number::{Q, cents, higher, lower, whole, zero};

const MONEY: Unit = Unit::Money;
const COLUMNS: [&str; 4] = ["deductions_damage", "deductions_fine", "deductions_other", "deductions"];

impl At<'_> {
    fn has_deductions(&self) -> bool {
        COLUMNS.iter().any(|column| self.columns.has(column))
    }

    /// The most that may be deducted for damage, from and to, as each day has it.
    fn limits(&self, low: &Q, high: &Q, why: &'static str) -> Vec<Need> {
        let gross = self.record.amount("gross_pay");
        self.needs(|day| {
            let cap = self.law.number("deduction_cap", day.date).unwrap_or_else(|| whole(20));
            let part = cents(&(&gross * cap / whole(100)));
            let above = |required: &Q| higher(zero(), lower(part.clone(), &gross - required));
            Need::Between(above(high), above(low), why)
        })
    }

    pub fn s7(&self) -> Judged {
        let Some(kind) = self.kind().filter(|_| !self.over_age()) else { return Judged::not_applicable(MONEY) };
        if !self.has_deductions() {
            return Judged::missing_column(MONEY);
        }
        let (damage, undivided) = (self.record.amount("deductions_damage"), self.record.amount("deductions"));
        if damage == zero() && undivided == zero() {
            return Judged::not_applicable(MONEY);
        }
        let (low, high, why) = match self.s1_required(kind) {
            Ok(ends) => ends,
            Err(judged) => return judged,
        };
        if self.excludes_contributions() && !self.columns.has("personal_contributions") {
            return Judged::missing_column(MONEY);
        }
        let limits = self.limits(&low, &high, why);
        let alone = at_most(&limits, damage.clone(), MONEY);
        if alone.outcome != Outcome::Pass || undivided == zero() {
            return alone;
        }
        let together = at_most(&limits, damage + undivided, MONEY);
        match together.outcome {
            Outcome::Pass => together,
            _ => Judged { outcome: Outcome::Cannot("kind_of_deduction".to_owned()), shortfall: None, ..together },
        }
    }

    pub fn s8(&self) -> Judged {
        if self.kind().is_none() || self.over_age() {
            return Judged::not_applicable(MONEY);
        }
        if !self.columns.has("net_pay") {
            return Judged::missing_column(MONEY);
        }
        let Some(net) = self.record.maybe("net_pay") else { return Judged::not_applicable(MONEY) };
        if !self.columns.has("personal_contributions") || !self.has_deductions() {
            return Judged::missing_column(MONEY);
        }
        let left = self.record.amount("gross_pay")
            - self.record.amount("personal_contributions")
            - COLUMNS.iter().map(|column| self.record.amount(column)).sum::<Q>();
        let left = self.round(&left);
        let outcome = if net == left {
            Outcome::Pass
        } else if net < left {
            Outcome::Breach
        } else {
            Outcome::Cannot("inconsistent_record".to_owned())
        };
        Judged::with(outcome, left, net, MONEY)
    }
}

/// Fines of a record.
pub fn fines(at: &At<'_>) -> Q {
    at.record.amount("deductions_fine")
}
