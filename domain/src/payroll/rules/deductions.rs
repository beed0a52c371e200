//! S7 deductions for damage, S8 net pay.

use super::case::Case;
use super::judge::{Ends, Judged, Sense};
use super::{MISSING_COLUMN, Notes, Outcome, Reason, Share, Unit};
use crate::decimal::{Rounding, RoundingMode};
use crate::payroll::exact::Exact;
use crate::payroll::ground::Known;
use crate::payroll::in_force::{money, number};
use crate::payroll::record::Deductions;

/// S7: deductions_damage ≤ max(0, min(20 % of gross_pay rounded down to the cent, gross_pay − S1's required)).
pub(super) fn damage<'a>(case: &Case<'a>, s1: &Judged<'a>, notes: &mut impl Notes) -> Judged<'a> {
    if !case.is_employed() {
        return Judged::nothing(Unit::Money);
    }
    if case.absent.deductions {
        return Judged::unknown(MISSING_COLUMN, Unit::Money);
    }
    let (damage, undivided) = (case.record.deductions.damage.e4(), case.record.deductions.undivided.e4());
    if damage == 0 && undivided == 0 {
        return Judged::nothing(Unit::Money);
    }
    let bounds = match (s1.bounds, s1.outcome) {
        (Some(bounds), _) => bounds,
        (None, Outcome::CannotConclude(reason)) => return Judged::unknown(reason, Unit::Money),
        (None, _) => return Judged::unknown(Reason::Word("no_statutory_value"), Unit::Money),
    };
    let ends = case.over(Unit::Money, Sense::AtMost, |regime, ends| match &regime.ground.deduction {
        None => ends.unknown(Reason::Word("no_statutory_value")),
        Some(cap) => {
            for minimum in [bounds.lowest, bounds.highest] {
                limit(case, cap, minimum, ends, notes);
            }
        }
    });
    let mut alone = ends.judged(Ok(damage)).owed(Share::Apart);
    if let Outcome::CannotConclude(Reason::Word("proration_method")) = alone.outcome {
        // The limits differ as what S1 asks does.
        alone.outcome = Outcome::CannotConclude(Reason::Word(bounds.why));
    }
    if undivided == 0 || alone.outcome != Outcome::Pass {
        return alone;
    }
    let mut judged = ends.judged(Ok(damage.saturating_add(undivided)));
    if judged.outcome != Outcome::Pass {
        judged.outcome = Outcome::CannotConclude(Reason::Word("kind_of_deduction"));
        judged.shortfall = 0;
    }
    judged
}

/// The most that may be deducted where the worker must keep so much.
fn limit<'a>(case: &Case<'a>, cap: &'a Known, minimum: i64, ends: &mut Ends<'a>, notes: &mut impl Notes) {
    let gross = case.record.gross_pay;
    let cent_down = Rounding { mode: RoundingMode::Down, places: case.contract.money.digits };
    let part = Exact::e4(gross.e4()).times(Exact::percent(cap.value)).and_then(|part| part.round(cent_down));
    let Some(part) = part else { return ends.unknown(Reason::Word("out_of_range")) };
    let value = part.min(gross.e4().saturating_sub(minimum)).max(0);
    notes.note(
        || format!("max(0, min({gross} × {} % ↓, {gross} − {}))", number(cap.value), money(minimum)),
        Some(Exact::e4(value)),
    );
    ends.asks(value, &cap.basis);
}

/// S8: gross_pay − personal_contributions − all deductions → net_pay.
pub(super) fn net<'a>(case: &Case<'a>, notes: &mut impl Notes) -> Judged<'a> {
    let record = case.record;
    if !case.is_employed() {
        return Judged::nothing(Unit::Money);
    }
    if case.absent.net_pay {
        return Judged::unknown(MISSING_COLUMN, Unit::Money);
    }
    let Some(net) = record.net_pay else { return Judged::nothing(Unit::Money) };
    if case.absent.personal_contributions || case.absent.deductions {
        return Judged::unknown(MISSING_COLUMN, Unit::Money);
    }
    let Deductions { damage, fine, other, undivided } = record.deductions;
    let off = [record.personal_contributions, damage, fine, other, undivided];
    let due = off.iter().fold(record.gross_pay.e4(), |left, off| left.saturating_sub(off.e4()));
    let formula = || {
        let first = format!("{} − {}", record.gross_pay, record.personal_contributions);
        let others = [damage, fine, other, undivided].into_iter().filter(|off| off.e4() != 0);
        others.fold(first, |text, off| format!("{text} − {off}"))
    };
    notes.note(formula, Some(Exact::e4(due)));
    let basis = case.regimes.first().map_or("", |regime| regime.ground.in_full.as_str());
    let basis = if basis.is_empty() { "gross_pay − personal_contributions − deductions" } else { basis };
    let mut ends = Ends::new(Unit::Money, Sense::AtLeast);
    ends.asks_exact(Some(Exact::e4(due)), case.rounding(), basis);
    ends.next_day();
    let mut judged = ends.judged(Ok(net.e4())).owed(Share::Apart);
    if judged.required.is_some_and(|required| net.e4() > required.value) {
        judged.outcome = Outcome::CannotConclude(Reason::Word("inconsistent_record"));
    }
    judged
}
