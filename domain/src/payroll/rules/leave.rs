//! S9 pay for untaken leave.

use super::case::{Case, Time};
use super::judge::{Judged, Sense};
use super::{MISSING_COLUMN, Notes, Reason, Share, Unit};
use crate::payroll::exact::Exact;
use crate::payroll::in_force::number;
use crate::term::EmploymentKind;

/// S9: round(agreed_wage / D · unused_leave_days · (k − 1)) → unused_leave_pay.
pub(super) fn unused<'a>(case: &Case<'a>, notes: &mut impl Notes) -> Judged<'a> {
    let record = case.record;
    if !case.is_employed() || case.is(EmploymentKind::PartTime) {
        return Judged::nothing(Unit::Money);
    }
    if case.absent.unused_leave {
        return Judged::unknown(MISSING_COLUMN, Unit::Money);
    }
    let days = record.unused_leave_days;
    if days.e4() == 0 {
        return Judged::nothing(Unit::Money);
    }
    if case.absent.unused_leave_pay {
        return Judged::unknown(MISSING_COLUMN, Unit::Money);
    }
    let Some(wage) = record.agreed_wage else {
        return Judged::unknown(Reason::Word("missing_agreed_wage"), Unit::Money);
    };
    let ends = case.over(Unit::Money, Sense::AtLeast, |regime, ends| {
        let (Some(k), Some(month)) = (&regime.ground.unused_leave, regime.ground.days) else {
            return ends.unknown(Reason::Word("no_statutory_value"));
        };
        let whole = Exact::e4(wage.e4());
        let daily = if case.time == Time::Day { Some(whole) } else { whole.over_e4(month) };
        let exact = daily
            .and_then(|daily| daily.times(Exact::e4(days.e4())))
            .and_then(|pay| pay.times(Exact::e4(k.value.saturating_sub(10_000))));
        let formula = || {
            let by_day = if case.time == Time::Day { String::new() } else { format!(" ÷ {}", number(month)) };
            format!("{wage}{by_day} × {days} × ({} − 1)", number(k.value))
        };
        notes.note(formula, exact);
        ends.asks_exact(exact, case.rounding(), &k.basis);
    });
    ends.judged(Ok(record.unused_leave_pay.e4())).owed(Share::Apart)
}
