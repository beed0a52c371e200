//! S12 agreed wage paid.

use super::case::Case;
use super::judge::{Judged, Sense};
use super::share::{Amount, for_time};
use super::{Notes, Reason, Share, Unit};
use crate::payroll::exact::Exact;
use crate::payroll::in_force::money;
use crate::term::EmploymentKind;

/// S12: round(agreed_wage·f), round(agreed_wage·paid_days) or round(agreed_wage·hours) → what was paid, with and without
/// what may be no part of the agreed wage.
pub(super) fn in_full<'a>(case: &Case<'a>, notes: &mut impl Notes) -> Judged<'a> {
    let Some(wage) = case.record.agreed_wage.filter(|_| !case.is_none() && !case.is(EmploymentKind::Piece)) else {
        return Judged::nothing(Unit::Money);
    };
    let ends = case.over(Unit::Money, Sense::AtLeast, |regime, ends| {
        if !case.binds(&regime.ground) {
            return ends.nothing();
        }
        for_time(case, &regime.ground, Amount::of(wage.e4()), &regime.ground.in_full, ends, notes);
    });
    let most = case.paid.with_contributions;
    let least = most.saturating_sub(case.paid.composed);
    let paid = |amount: i64| {
        if case.regimes.is_empty() { Err(Reason::Word("no_statutory_value")) } else { Ok(amount) }
    };
    let judged = ends.between(paid(least), paid(most)).owed(Share::Agreed);
    if judged.required.is_some() {
        notes.note(|| case.pay_text(false), Some(Exact::e4(most)));
        if case.paid.composed != 0 {
            notes.note(|| format!("{} − {}", money(most), money(case.paid.composed)), Some(Exact::e4(least)));
        }
    }
    judged
}
