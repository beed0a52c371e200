//! S6 pay day, S7 deductions, S8 net pay, S9 untaken leave, `A:<code>` allowances.

use super::judge::{Judged, Sense, judge};
use super::overtime::article;
use super::wage::required;
use super::{
    Amount, Contract, Line, Need, Outcome, Reason, Regime, Unit, month_share, paid_days_per_month, part_time, pay_date,
};
use crate::decimal::{Rounding, RoundingMode};
use crate::payroll::exact::Exact;
use crate::term::AllowanceUnit;
use chrono::{Datelike, NaiveDate};

/// S6: paid_on ≤ pay_day of month P + month_offset; without a contract's payment the statute's last day.
pub(super) fn day(line: &Line<'_>, regimes: &[Regime], contract: &Contract) -> Judged {
    // Days are compared by their number, in ten-thousandths like every other amount.
    let number = |day: NaiveDate| i64::from(day.num_days_from_ce()) * 10_000;
    let need = |regime: &Regime| {
        let ours = contract.payment().filter(|_| regime.contract.is_some());
        let statutory = regime.substance.payment_month_offset.as_ref().map(|cited| cited.value);
        let (due, basis) = match (ours, statutory) {
            (Some((key, day, offset)), _) => (pay_date(line.period, day, offset), format!("contract {key}")),
            (None, Some(offset)) => {
                (pay_date(line.period, 31, offset), article(&regime.substance.payment_month_offset))
            }
            (None, None) => return Need::Unknown(Reason::Word("no_statutory_value")),
        };
        due.map_or(Need::Unknown(Reason::Word("out_of_range")), |due| Need::Required(Amount::E4(number(due), basis)))
    };
    let actual = line.paid_on.map(number).ok_or(Reason::Word("missing_paid_on"));
    let mut judged = judge(regimes.iter().map(need), actual, Unit::Days, Sense::AtMost);
    for amount in [&mut judged.required, &mut judged.actual] {
        if let Some(Amount::E4(value, basis)) = amount.take() {
            let day = i32::try_from(value / 10_000).ok().and_then(NaiveDate::from_num_days_from_ce_opt);
            *amount = day.map(|day| Amount::Day(day, basis));
        }
    }
    judged.bounds = None;
    judged
}

/// S7: deductions ≤ max(0, min(20 % of gross_pay rounded down to the cent, gross_pay − S1's required)).
pub(super) fn deductions(line: &Line<'_>, regimes: &[Regime], _: &Contract, s1: &Judged) -> Judged {
    if line.deductions.e4() == 0 {
        return Judged::plain(Outcome::NotApplicable, Unit::Money);
    }
    let (lowest, highest) = match (&s1.outcome, s1.bounds) {
        (Outcome::CannotConclude(reason), _) => return Judged::unknown(reason.clone(), Unit::Money),
        (_, Some(bounds)) => bounds,
        (_, None) => return Judged::unknown(Reason::Word("no_statutory_value"), Unit::Money),
    };
    let cent_down = Rounding { mode: RoundingMode::Down, places: 2 };
    let gross = line.gross_pay.e4();
    let needs = regimes.iter().flat_map(|regime| {
        let share = regime.substance.deduction_cap.as_ref();
        let of_gross = share.and_then(|cited| {
            let percent = Exact { num: i128::from(cited.value.e4()), den: 1_000_000 };
            Exact::e4(gross).times(percent)?.round(cent_down)
        });
        let basis = article(&regime.substance.deduction_cap);
        [lowest, highest].map(|minimum| match of_gross {
            None => Need::Unknown(Reason::Word("no_statutory_value")),
            Some(of_gross) => {
                Need::Required(Amount::E4(of_gross.min(gross.saturating_sub(minimum)).max(0), basis.clone()))
            }
        })
    });
    judge(needs, Ok(line.deductions.e4()), Unit::Money, Sense::AtMost)
}

/// S8: gross_pay − personal_contributions − deductions → net_pay.
pub(super) fn net(line: &Line<'_>, contract: &Contract) -> Judged {
    let Some(net) = line.net_pay else { return Judged::plain(Outcome::NotApplicable, Unit::Money) };
    let due = line.gross_pay.e4() - line.personal_contributions.e4() - line.deductions.e4();
    let need = required(Ok(Exact::e4(due)), contract, || "gross_pay − personal_contributions − deductions".to_owned());
    let mut judged = judge(std::iter::once(need), Ok(net.e4()), Unit::Money, Sense::AtLeast);
    if matches!(&judged.required, Some(Amount::E4(required, _)) if net.e4() > *required) {
        judged.outcome = Outcome::CannotConclude(Reason::Word("inconsistent_record"));
    }
    judged
}

/// S9: round(agreed_wage / D · unused_leave_days · (k − 1)) → unused_leave_pay.
pub(super) fn unused_leave(line: &Line<'_>, regimes: &[Regime], contract: &Contract) -> Judged {
    if line.unused_leave_days.e4() == 0 || part_time(line) {
        return Judged::plain(Outcome::NotApplicable, Unit::Money);
    }
    let need = |regime: &Regime| {
        let ours = contract.unused_multiplier().filter(|_| regime.contract.is_some());
        let statutory = regime.substance.unused_leave.as_ref().map(|cited| cited.value.e4());
        let (Some(law), Some(d)) = (statutory, paid_days_per_month(regime)) else {
            return Need::Unknown(Reason::Word("no_statutory_value"));
        };
        let k = ours.map_or(law, |(_, k)| k.max(law));
        let basis = || match ours {
            Some((key, k)) if k > law => format!("contract {key}"),
            _ => article(&regime.substance.unused_leave),
        };
        let exact = Exact::e4(line.agreed_wage.e4())
            .over_e4(d.e4())
            .and_then(|daily| daily.times(Exact::e4(line.unused_leave_days.e4())))
            .and_then(|pay| pay.times(Exact::e4(k - 10_000)));
        required(exact.ok_or(Reason::Word("out_of_range")), contract, basis)
    };
    judge(regimes.iter().map(need), Ok(line.unused_leave_pay.e4()), Unit::Money, Sense::AtLeast)
}

/// `A:<code>`: by unit round(amount·f), round(amount·paid_days) or round(amount·shifts) → `allowance_<code>`.
pub(super) fn allowance(line: &Line<'_>, regimes: &[Regime], contract: &Contract, index: usize, code: &str) -> Judged {
    let Some((key, unit, amount)) = contract.allowance(code, line.grade) else {
        return Judged::plain(Outcome::NotApplicable, Unit::Money);
    };
    let (paid, shifts) = line.allowances.get(index).copied().unwrap_or_default();
    let column = |prefix| Reason::Column(prefix, code.to_owned());
    let rate = Exact::e4(amount.e4());
    let need = |regime: &Regime| {
        if regime.contract.is_none() {
            return Need::Nothing;
        }
        let exact = match unit {
            AllowanceUnit::Month if part_time(line) => return Need::NotApplicable,
            AllowanceUnit::Month => {
                let Some(d) = paid_days_per_month(regime) else {
                    return Need::Unknown(Reason::Word("no_statutory_value"));
                };
                let Some((days, of)) = month_share(line, d) else {
                    return Need::Unknown(Reason::Word("missing_paid_days"));
                };
                rate.times(Exact::e4(days)).and_then(|x| x.over_e4(of))
            }
            AllowanceUnit::Day => match line.paid_days {
                None => return Need::Unknown(Reason::Word("missing_paid_days")),
                Some(days) => rate.times(Exact::e4(days.e4())),
            },
            AllowanceUnit::Shift => match shifts {
                None => return Need::Unknown(column("missing_shifts")),
                Some(shifts) => rate.times(Exact::e4(shifts.e4())),
            },
        };
        required(exact.ok_or(Reason::Word("out_of_range")), contract, || format!("contract {key}"))
    };
    let actual = paid.map(|paid| paid.e4()).ok_or_else(|| column("missing_allowance"));
    judge(regimes.iter().map(need), actual, Unit::Money, Sense::AtLeast)
}
