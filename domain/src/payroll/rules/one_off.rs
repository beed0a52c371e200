//! `O:<code>` one-off sums.

use super::case::Case;
use super::judge::{Ends, Judged, Sense};
use super::{MISSING_COLUMN, Notes, Reason, Share, Unit};
use crate::decimal::Money;
use crate::payroll::exact::Exact;
use crate::payroll::in_force::{InForce, OneOffSum, money, number};
use crate::term::{EmploymentKind, OneOffShare};

/// In the month of its due: round(amount), by hours for part time → `one_off_<code>`. Judged on the due day alone; what
/// falls due on several days of a month adds up.
pub(super) fn one_off<'a>(case: &Case<'a>, index: usize, notes: &mut impl Notes) -> Judged<'a> {
    let due = case.regimes.iter().filter_map(|regime| Some((regime, regime.one_offs.get(index)?)));
    let mut due = due.flat_map(|(regime, sums)| sums.iter().map(move |sum| (regime, sum))).peekable();
    let Some((_, first)) = due.peek().filter(|_| case.is_employed()) else { return Judged::nothing(Unit::Money) };
    let basis = case.contract.basis(first.place);
    if case.absent.one_offs.get(index).copied().unwrap_or(false) {
        return Judged::unknown(MISSING_COLUMN, Unit::Money);
    }
    let mut total = Some(Exact::e4(0));
    for (regime, sum) in due {
        match part(case, regime, sum, notes) {
            Ok(part) => total = total.zip(part).and_then(|(total, part)| total.plus(part)),
            Err(reason) => return Judged::unknown(reason, Unit::Money),
        }
    }
    let mut ends = Ends::new(Unit::Money, Sense::AtLeast);
    ends.asks_exact(total, case.rounding(), basis);
    ends.next_day();
    let paid = case.record.one_offs.get(index).copied().flatten().map_or(0, Money::e4);
    ends.judged(Ok(paid)).owed(Share::Apart)
}

/// What of a sum is due.
fn part<'a>(
    case: &Case<'a>,
    regime: &'a InForce,
    sum: &OneOffSum,
    notes: &mut impl Notes,
) -> Result<Option<Exact>, Reason<'a>> {
    let whole = Exact::e4(sum.amount);
    let by_hours = sum.share == OneOffShare::ByHours && case.is(EmploymentKind::PartTime);
    Ok(if by_hours {
        let hours = case.record.hours.ok_or(Reason::Word("missing_hours"))?.e4();
        let month = regime.ground.hours.ok_or(Reason::Word("no_statutory_value"))?;
        let exact = whole.times(Exact::e4(hours.min(month))).and_then(|part| part.over_e4(month));
        notes
            .note(|| format!("{} × min({}, {of}) ÷ {of}", money(sum.amount), number(hours), of = number(month)), exact);
        exact
    } else {
        notes.note(|| money(sum.amount), Some(whole));
        Some(whole)
    })
}
