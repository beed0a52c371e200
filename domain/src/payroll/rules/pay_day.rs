//! S6 pay day.

use super::case::Case;
use super::judge::{Judged, Sense};
use super::{Notes, Reason, Unit};
use crate::payroll::finding::shown;
use crate::payroll::ground::day_number;

/// S6: paid_on ≤ the contract's pay day, moved before rest days and holidays; without one the statute's last day.
pub(super) fn pay_day<'a>(case: &Case<'a>, notes: &mut impl Notes) -> Judged<'a> {
    if case.is_none() {
        return Judged::nothing(Unit::Days);
    }
    let ends = case.over(Unit::Days, Sense::AtMost, |regime, ends| {
        if !case.binds(&regime.ground) {
            return ends.nothing();
        }
        match case.pick(&regime.ground.due) {
            Ok(due) => {
                let formula = || {
                    let day = shown(due.day.value, Unit::Days, 0);
                    let moved = due.moved_from.map(|from| format!("{from} → ")).unwrap_or_default();
                    format!("{} + {} → {moved}{day}", case.record.period.format("%Y-%m"), due.offset)
                };
                notes.note(formula, None);
                ends.asks(due.day.value, &due.day.basis);
            }
            Err(reason) => ends.unknown(*reason),
        }
    });
    ends.judged(case.record.paid_on.map(day_number).ok_or(Reason::Word("missing_paid_on")))
}
