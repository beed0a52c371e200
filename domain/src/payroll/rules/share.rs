//! The share of a month that is due for the days for which normal pay is due.

use super::case::{Case, Time};
use super::judge::Ends;
use super::{Notes, Reason};
use crate::payroll::exact::Exact;
use crate::payroll::ground::Ground;
use crate::payroll::in_force::{Rate, money, number};
use crate::statute::Proration;

/// An amount before anything is made of it, and how it is shown.
#[derive(Clone, Copy)]
pub(super) struct Amount<'t> {
    pub exact: Exact,
    text: Option<&'t str>,
    e4: i64,
}

impl Amount<'static> {
    /// Of ten-thousandths.
    pub const fn of(e4: i64) -> Self {
        Self { exact: Exact::e4(e4), text: None, e4 }
    }
}

impl<'t> Amount<'t> {
    pub fn rate(rate: &'t Rate) -> Self {
        Self { exact: rate.exact, text: Some(&rate.text), e4: 0 }
    }

    pub fn text(&self) -> String {
        self.text.map_or_else(|| money(self.e4), str::to_owned)
    }
}

/// A share of a month.
#[derive(Clone, Copy)]
enum Part {
    Whole,
    /// So many days of D, by that method.
    Days(i64, Proration),
}

/// `f`: one share, or the shares of the two methods where they differ and none is chosen.
fn parts(ground: &Ground, days: i64, month: i64) -> [Option<Part>; 2] {
    if days >= ground.weekdays || days == month {
        return [Some(Part::Whole), None];
    }
    let paid = Part::Days(days.min(month), Proration::PaidDays);
    let missed = ground.weekdays.saturating_sub(days);
    let missed = Part::Days(month.saturating_sub(missed).clamp(0, month), Proration::DaysMissed);
    match (ground.proration, paid, missed) {
        (Some(Proration::PaidDays), ..) => [Some(paid), None],
        (Some(Proration::DaysMissed), ..) => [Some(missed), None],
        (None, Part::Days(one, _), Part::Days(other, _)) if one == other => [Some(paid), None],
        (None, ..) => [Some(paid), Some(missed)],
    }
}

/// Hears each share of a monthly amount, with what it may ask.
pub(super) fn of_month<'a>(
    case: &Case<'a>,
    ground: &'a Ground,
    amount: Amount<'_>,
    notes: &mut impl Notes,
    mut each: impl FnMut(Option<Exact>),
) -> Result<(), Reason<'a>> {
    let days = case.record.paid_days.ok_or(Reason::Word("missing_paid_days"))?.e4();
    let month = ground.days.filter(|days| *days > 0).ok_or(Reason::Word("no_statutory_value"))?;
    for part in parts(ground, days, month).into_iter().flatten() {
        let exact = match part {
            Part::Whole => Some(amount.exact),
            Part::Days(due, _) => amount.exact.times(Exact::e4(due)).and_then(|amount| amount.over_e4(month)),
        };
        let formula = || {
            let (text, paid, whole) = (amount.text(), number(days), number(ground.weekdays));
            let of = number(month);
            match part {
                Part::Whole if days >= ground.weekdays => format!("{text} × 1 ({paid} ≥ {whole})"),
                Part::Whole => format!("{text} × 1 ({paid} = {of})"),
                Part::Days(_, Proration::PaidDays) => format!("{text} × min({paid}, {of}) ÷ {of}"),
                Part::Days(_, Proration::DaysMissed) => {
                    format!("{text} × max(0, min({of}, {of} − ({whole} − {paid}))) ÷ {of}")
                }
            }
        };
        notes.note(formula, exact);
        each(exact);
    }
    Ok(())
}

/// Asks for a rate for the time that was worked: by month, by hours, by days.
pub(super) fn for_time<'a>(
    case: &Case<'a>,
    ground: &'a Ground,
    amount: Amount<'_>,
    basis: &'a str,
    ends: &mut Ends<'a>,
    notes: &mut impl Notes,
) {
    let rounding = case.contract.sheet.rounding;
    let done = match case.time {
        Time::Month => of_month(case, ground, amount, notes, |exact| ends.asks_exact(exact, rounding, basis)),
        Time::Hour => times(amount, case.record.hours.map(|hours| hours.e4()), "missing_hours", notes)
            .map(|exact| ends.asks_exact(exact, rounding, basis)),
        Time::Day => times(amount, case.record.paid_days.map(|days| days.e4()), "missing_paid_days", notes)
            .map(|exact| ends.asks_exact(exact, rounding, basis)),
    };
    if let Err(reason) = done {
        ends.unknown(reason);
    }
}

/// An amount so many times.
pub(super) fn times<'a>(
    amount: Amount<'_>,
    count: Option<i64>,
    missing: &'static str,
    notes: &mut impl Notes,
) -> Result<Option<Exact>, Reason<'a>> {
    let count = count.ok_or(Reason::Word(missing))?;
    let exact = amount.exact.times(Exact::e4(count));
    notes.note(|| format!("{} × {}", amount.text(), number(count)), exact);
    Ok(exact)
}

/// The monthly minimum for the paid days of a worker paid by the day: at least all of it in a full month.
pub(super) fn by_day<'a>(
    case: &Case<'a>,
    ground: &'a Ground,
    amount: Amount<'_>,
    notes: &mut impl Notes,
) -> Result<Option<Exact>, Reason<'a>> {
    let days = case.record.paid_days.ok_or(Reason::Word("missing_paid_days"))?.e4();
    let month = ground.days.filter(|days| *days > 0).ok_or(Reason::Word("no_statutory_value"))?;
    let full = days >= ground.weekdays || days == month;
    let due = if full { days.max(month) } else { days };
    let exact = amount.exact.over_e4(month).and_then(|daily| daily.times(Exact::e4(due)));
    let formula = || {
        let (text, paid, of) = (amount.text(), number(days), number(month));
        if full { format!("{text} ÷ {of} × max({paid}, {of})") } else { format!("{text} ÷ {of} × {paid}") }
    };
    notes.note(formula, exact);
    Ok(exact)
}
