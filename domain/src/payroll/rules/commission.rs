//! `C:<code>` commissions.

use super::case::Case;
use super::judge::{Judged, Sense};
use super::{Notes, Reason, Share, Unit};
use crate::decimal::Money;
use crate::payroll::exact::Exact;
use crate::payroll::in_force::number;

/// round(commission_base · percent / 100) → `commission_<code>`.
pub(super) fn commission<'a>(case: &Case<'a>, index: usize, code: &'a str, notes: &mut impl Notes) -> Judged<'a> {
    let cells = case.record.commissions.get(index).copied().unwrap_or_default();
    let Some(base) = cells.base.filter(|_| case.is_employed()) else { return Judged::nothing(Unit::Money) };
    let ends = case.over(Unit::Money, Sense::AtLeast, |regime, ends| {
        let Some(rate) = regime.commissions.get(index).and_then(Option::as_ref) else { return ends.nothing() };
        let exact = Exact::e4(base.e4()).times(Exact::percent(rate.percent));
        notes.note(|| format!("{base} × {} %", number(rate.percent)), exact);
        ends.asks_exact(exact, case.rounding(), case.contract.basis(rate.place));
    });
    let actual = cells.paid.map(Money::e4).ok_or(Reason::Column("missing_commission", code));
    ends.judged(actual).owed(Share::Within)
}
