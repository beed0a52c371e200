//! S6 pay day, S7 deductions, S8 net pay, S9 untaken leave, `A:<code>` allowances.

use super::judge::{Judged, Required, Sense, judge};
use super::wage::required;
use super::{Case, Need, Notes, Outcome, Rate, Reason, Unit, for_month, money, plain};
use crate::decimal::{Days, Rounding, RoundingMode};
use crate::payroll::exact::Exact;
use crate::payroll::finding::shown;
use crate::payroll::in_force::{InForce, day_number};
use crate::term::AllowanceUnit;

/// S6: paid_on ≤ pay_day of month P + month_offset; without a contract's payment the statute's last day.
pub(super) fn day<'a>(case: Case<'a>, notes: &mut impl Notes) -> Judged<'a> {
    let need = |regime: &'a InForce| match &regime.due {
        Ok((due, offset)) => {
            let shown = || shown(due.value, Unit::Days, 0);
            notes.note(|| format!("{} + {offset} → {}", case.line.period.format("%Y-%m"), shown()), None);
            Need::Required(Required { value: due.value, basis: &due.basis })
        }
        Err(reason) => Need::Unknown(*reason),
    };
    let actual = case.line.paid_on.map(day_number).ok_or(Reason::Word("missing_paid_on"));
    judge(case.regimes.iter().map(need), actual, Unit::Days, Sense::AtMost)
}

/// S7: deductions ≤ max(0, min(20 % of gross_pay rounded down to the cent, gross_pay − S1's required)).
pub(super) fn deductions<'a>(case: Case<'a>, s1: &Judged<'a>, notes: &mut impl Notes) -> Judged<'a> {
    let line = case.line;
    if line.deductions.e4() == 0 {
        return Judged::plain(Outcome::NotApplicable, Unit::Money);
    }
    let (lowest, highest) = match (s1.outcome, s1.bounds) {
        (Outcome::CannotConclude(reason), _) => return Judged::unknown(reason, Unit::Money),
        (_, Some(bounds)) => bounds,
        (_, None) => return Judged::unknown(Reason::Word("no_statutory_value"), Unit::Money),
    };
    let cent_down = Rounding { mode: RoundingMode::Down, places: case.contract.money.digits };
    let gross = line.gross_pay.e4();
    let needs = case.regimes.iter().flat_map(|regime| {
        let cap = regime.deduction.as_ref().and_then(|cap| {
            let percent = Exact { num: i128::from(cap.value), den: 1_000_000 };
            Some((Exact::e4(gross).times(percent)?.round(cent_down)?, cap))
        });
        [lowest, highest].map(|minimum| match cap {
            None => Need::Unknown(Reason::Word("no_statutory_value")),
            Some((of_gross, cap)) => {
                let value = of_gross.min(gross.saturating_sub(minimum)).max(0);
                let (whole, percent, least) = (line.gross_pay, plain(cap.value), money(minimum));
                notes.note(
                    || format!("max(0, min({whole} × {percent} % ↓, {whole} − {least}))"),
                    Some(Exact::e4(value)),
                );
                Need::Required(Required { value, basis: &cap.basis })
            }
        })
    });
    judge(needs, Ok(line.deductions.e4()), Unit::Money, Sense::AtMost)
}

/// S8: gross_pay − personal_contributions − deductions → net_pay.
pub(super) fn net<'a>(case: Case<'a>, notes: &mut impl Notes) -> Judged<'a> {
    let line = case.line;
    let Some(net) = line.net_pay else { return Judged::plain(Outcome::NotApplicable, Unit::Money) };
    let due = line.gross_pay.e4() - line.personal_contributions.e4() - line.deductions.e4();
    let parts = || format!("{} − {} − {}", line.gross_pay, line.personal_contributions, line.deductions);
    notes.note(parts, Some(Exact::e4(due)));
    let need = required(Ok(Exact::e4(due)), case, "gross_pay − personal_contributions − deductions");
    let mut judged = judge(std::iter::once(need), Ok(net.e4()), Unit::Money, Sense::AtLeast);
    if judged.required.is_some_and(|required| net.e4() > required.value) {
        judged.outcome = Outcome::CannotConclude(Reason::Word("inconsistent_record"));
    }
    judged
}

/// S9: round(agreed_wage / D · unused_leave_days · (k − 1)) → unused_leave_pay.
pub(super) fn unused_leave<'a>(case: Case<'a>, notes: &mut impl Notes) -> Judged<'a> {
    let line = case.line;
    if line.unused_leave_days.e4() == 0 || case.part_time {
        return Judged::plain(Outcome::NotApplicable, Unit::Money);
    }
    let need = |regime: &'a InForce| {
        let (Some(k), Some(d)) = (&regime.unused_leave, regime.days) else {
            return Need::Unknown(Reason::Word("no_statutory_value"));
        };
        let exact = Exact::e4(line.agreed_wage.e4())
            .over_e4(d)
            .and_then(|daily| daily.times(Exact::e4(line.unused_leave_days.e4())))
            .and_then(|pay| pay.times(Exact::e4(k.value - 10_000)));
        let (wage, days) = (line.agreed_wage, line.unused_leave_days);
        notes.note(|| format!("{wage} ÷ {} × {days} × ({} − 1)", plain(d), plain(k.value)), exact);
        required(exact.ok_or(Reason::Word("out_of_range")), case, &k.basis)
    };
    judge(case.regimes.iter().map(need), Ok(line.unused_leave_pay.e4()), Unit::Money, Sense::AtLeast)
}

/// An amount so many times.
fn each(rate: Rate, times: Days, notes: &mut impl Notes) -> Option<Exact> {
    let exact = rate.exact.times(Exact::e4(times.e4()));
    notes.note(|| format!("{} × {times}", rate.text()), exact);
    exact
}

/// `A:<code>`: by unit round(amount·f), round(amount·paid_days) or round(amount·shifts) → `allowance_<code>`.
pub(super) fn allowance<'a>(case: Case<'a>, index: usize, code: &'a str, notes: &mut impl Notes) -> Judged<'a> {
    let line = case.line;
    let Some(term) = case.contract.allowance(index, case.grade) else {
        return Judged::plain(Outcome::NotApplicable, Unit::Money);
    };
    let (paid, shifts) = line.allowances.get(index).copied().unwrap_or_default();
    let column = |prefix| Reason::Column(prefix, code);
    let rate = Rate::of(term.amount);
    let need = |regime: &'a InForce| {
        if regime.regime.contract.is_none() {
            return Need::Nothing;
        }
        let exact = match term.unit {
            AllowanceUnit::Month if case.part_time => return Need::NotApplicable,
            AllowanceUnit::Month => match for_month(line, rate, regime, notes) {
                Err(reason) => return Need::Unknown(reason),
                Ok(exact) => Some(exact),
            },
            AllowanceUnit::Day => match line.paid_days {
                None => return Need::Unknown(Reason::Word("missing_paid_days")),
                Some(days) => each(rate, days, notes),
            },
            AllowanceUnit::Shift => match shifts {
                None => return Need::Unknown(column("missing_shifts")),
                Some(shifts) => each(rate, shifts, notes),
            },
            AllowanceUnit::Hour => return Need::Unknown(Reason::Word("missing_hours")),
            AllowanceUnit::ServiceYear => return Need::Unknown(Reason::Word("missing_service_years")),
        };
        required(exact.ok_or(Reason::Word("out_of_range")), case, &term.basis)
    };
    let actual = paid.map(|paid| paid.e4()).ok_or_else(|| column("missing_allowance"));
    judge(case.regimes.iter().map(need), actual, Unit::Money, Sense::AtLeast)
}
