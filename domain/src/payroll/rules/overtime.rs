//! S4 overtime pay, S5 overtime cap; the hour of law and that of the contract.

use super::case::{Case, Time};
use super::judge::{Ends, Judged, Sense};
use super::{MISSING_COLUMN, Notes, Outcome, Reason, Share, Unit};
use crate::payroll::exact::Exact;
use crate::payroll::ground::{Ground, Overtime};
use crate::payroll::in_force::{Chosen, InForce, Rate, money, number};
use crate::term::{ClassRate, EmploymentKind, HoursLike, OvertimeBase};

/// A wage, and how it is shown.
#[derive(Clone, Copy)]
pub(super) struct Wage<'t> {
    pub exact: Exact,
    text: WageText<'t>,
}

#[derive(Clone, Copy)]
enum WageText<'t> {
    Money(i64),
    Rate(&'t Rate),
}

impl<'t> Wage<'t> {
    pub const fn of(e4: i64) -> Self {
        Self { exact: Exact::e4(e4), text: WageText::Money(e4) }
    }

    pub const fn rate(rate: &'t Rate) -> Self {
        Self { exact: rate.exact, text: WageText::Rate(rate) }
    }

    pub fn text(&self) -> String {
        match self.text {
            WageText::Money(e4) => money(e4),
            WageText::Rate(rate) => rate.text.clone(),
        }
    }
}

/// A wage by the hour, where a month has so many.
pub(super) fn hour(time: Time, ground: &Ground, wage: Exact, divisor: i64) -> Option<Exact> {
    match time {
        Time::Hour => Some(wage),
        Time::Month => wage.over_e4(divisor),
        Time::Day if Some(divisor) == ground.hours => wage.over_e4(ground.day_hours?),
        Time::Day => wage.times(Exact::e4(ground.days?))?.over_e4(divisor),
    }
}

/// A wage by the month, where a month has so many hours.
pub(super) fn month(time: Time, ground: &Ground, wage: Exact, divisor: i64) -> Option<Exact> {
    match time {
        Time::Month => Some(wage),
        Time::Hour => wage.times(Exact::e4(divisor)),
        Time::Day => wage.times(Exact::e4(ground.days?)),
    }
}

fn hour_text(time: Time, ground: &Ground, wage: &Wage<'_>, divisor: i64) -> String {
    let text = wage.text();
    match time {
        Time::Hour => text,
        Time::Month => format!("{text} ÷ {}", number(divisor)),
        Time::Day if Some(divisor) == ground.hours => format!("{text} ÷ {}", number(ground.day_hours.unwrap_or(0))),
        Time::Day => format!("{text} × {} ÷ {}", number(ground.days.unwrap_or(0)), number(divisor)),
    }
}

/// How an hour of a kind is paid.
#[derive(Clone, Copy)]
struct Kind {
    /// Ten-thousandths, like the multipliers.
    hours: i64,
    statute: i64,
    ours: Option<ClassRate>,
}

/// Every kind of overtime hours of a record.
fn kinds<'c>(case: &'c Case<'_>, overtime: &'c Overtime) -> impl Iterator<Item = Kind> + 'c {
    let agreed = overtime.agreed.as_ref();
    let plain = case.record.overtime_hours.iter().zip(overtime.statute).enumerate();
    let plain = plain.map(move |(kind, (hours, statute))| Kind {
        hours: hours.e4(),
        statute,
        ours: agreed.and_then(|agreed| agreed.multipliers.get(kind)).and_then(|k| times(*k)),
    });
    let classes = case.record.class_hours.iter().zip(&case.contract.likes).enumerate();
    let classes = classes.filter_map(move |(class, (hours, like))| {
        let [weekday, rest_day, holiday] = overtime.statute;
        let statute = match like {
            HoursLike::Weekday => weekday,
            HoursLike::RestDay => rest_day,
            HoursLike::Holiday => holiday,
            HoursLike::Ordinary => return None,
        };
        let ours = agreed.and_then(|agreed| agreed.classes.get(class).copied().flatten());
        Some(Kind { hours: hours.e4(), statute, ours })
    });
    plain.chain(classes)
}

fn times(multiplier: i64) -> Option<ClassRate> {
    crate::decimal::Multiplier::from_e4(multiplier).map(|multiplier| ClassRate::Multiplier { multiplier })
}

/// What hours are worked from: the hour of the statute, that of the contract, the month of the contract.
#[derive(Clone, Copy)]
struct Hours {
    statute: Exact,
    ours: Exact,
    month: Exact,
    /// Both hours are one.
    same: bool,
}

/// Σ hours · max(contract, statute).
fn sum(kinds: impl Iterator<Item = Kind>, of: Hours) -> Option<Exact> {
    let (mut weighted, mut others) = (0_i128, None::<Exact>);
    for kind in kinds.filter(|kind| kind.hours != 0) {
        let multiplier = match kind.ours {
            None => Some(0),
            Some(ClassRate::Multiplier { multiplier }) => Some(multiplier.e4()),
            Some(ClassRate::PercentOfMonth { .. }) => None,
        };
        if let Some(multiplier) = multiplier.filter(|multiplier| of.same || *multiplier == 0) {
            let product = i128::from(kind.hours).checked_mul(i128::from(kind.statute.max(multiplier)))?;
            weighted = weighted.checked_add(product)?;
            continue;
        }
        let statute = of.statute.times(Exact::e4(kind.statute))?;
        let ours = match kind.ours {
            Some(ClassRate::Multiplier { multiplier }) => of.ours.times(Exact::e4(multiplier.e4()))?,
            Some(ClassRate::PercentOfMonth { percent_of_month }) => {
                of.month.times(Exact::percent(percent_of_month.e4()))?
            }
            None => statute,
        };
        let product = ours.greater(statute)?.times(Exact::e4(kind.hours))?;
        others = Some(others.map_or(Some(product), |sum| sum.plus(product))?);
    }
    let plain = of.statute.times(Exact { num: weighted, den: 100_000_000 })?;
    others.map_or(Some(plain), |others| plain.plus(others))
}

/// S4: Σ over kinds of hours · max(contract, statute) → ot_pay.
pub(super) fn pay<'a>(case: &Case<'a>, notes: &mut impl Notes) -> Judged<'a> {
    let record = case.record;
    if case.is_none() || (case.is(EmploymentKind::Piece) && has_overtime_pieces(case)) {
        return Judged::nothing(Unit::Money);
    }
    let Some(wage) = record.agreed_wage else { return Judged::nothing(Unit::Money) };
    let hours = case.overtime_hours();
    if case.absent.overtime_hours && case.ever_bound() {
        return Judged::unknown(MISSING_COLUMN, Unit::Money);
    }
    if hours == 0 && record.ot_pay.e4() == 0 {
        return Judged::nothing(Unit::Money);
    }
    if case.absent.ot_pay && case.ever_bound() {
        return Judged::unknown(MISSING_COLUMN, Unit::Money);
    }
    // What the worker's own wage asks where the contract works from its minimum.
    let mut own: Option<i64> = None;
    let ends = case.over(Unit::Money, Sense::AtLeast, |regime, ends| {
        if !case.binds(&regime.ground) {
            return ends.nothing();
        }
        if let Some(highest) = need(case, regime, Wage::of(wage.e4()), ends, notes) {
            own = Some(own.map_or(highest, |known| known.max(highest)));
        }
    });
    let mut judged = ends.judged(Ok(record.ot_pay.e4())).owed(Share::Apart);
    if judged.outcome == Outcome::Pass
        && let Some(own) = own.filter(|own| record.ot_pay.e4() < *own)
    {
        judged.outcome = Outcome::CannotConclude(Reason::Word("overtime_base"));
        judged.required = judged.required.map(|required| super::Required { value: own, ..required });
    }
    judged
}

fn has_overtime_pieces(case: &Case<'_>) -> bool {
    let overtime = |made: &[i64; 4]| made.iter().skip(1).any(|count| *count != 0);
    case.record.pieces.iter().any(|pieces| overtime(&pieces.made))
}

/// Asks for what a regime asks; where the contract works from its minimum and may not agree on that, what the worker's
/// own wage asks.
fn need<'a>(
    case: &Case<'a>,
    regime: &'a InForce,
    wage: Wage<'_>,
    ends: &mut Ends<'a>,
    notes: &mut impl Notes,
) -> Option<i64> {
    let ground = &*regime.ground;
    let (Some(overtime), Some(month_hours)) = (case.pick(&ground.overtime).as_ref(), ground.hours) else {
        ends.unknown(Reason::Word("no_statutory_value"));
        return None;
    };
    let statute = hour(case.time, ground, wage.exact, month_hours);
    let Some(agreed) = overtime.agreed.as_ref().filter(|agreed| agreed.base == OvertimeBase::ContractMinimum) else {
        let divisor = overtime.agreed.as_ref().map_or(month_hours, |agreed| agreed.divisor);
        let same = divisor == month_hours || case.time == Time::Hour;
        let ours = if same { statute } else { hour(case.time, ground, wage.exact, divisor) };
        let of_month = month(case.time, ground, wage.exact, divisor);
        let exact = statute
            .zip(ours)
            .zip(of_month)
            .and_then(|((statute, ours), month)| sum(kinds(case, overtime), Hours { statute, ours, month, same }));
        notes.note(|| formula(case, ground, overtime, (&wage, month_hours), (&wage, divisor), &wage), exact);
        ends.asks_exact(exact, case.rounding(), &overtime.basis);
        return None;
    };
    // Where the years of service are not known: the fewest.
    let rate = match regime.minimum.first() {
        Some(Chosen::Is(rate)) => rate,
        other => {
            ends.unknown(other.map_or(Reason::Word("no_contract_minimum"), no_minimum));
            return None;
        }
    };
    let base = Wage::rate(rate);
    let ours = hour(case.time, ground, rate.exact, agreed.divisor);
    let of_month = month(case.time, ground, wage.exact, agreed.divisor);
    let exact = ours
        .zip(of_month)
        .and_then(|(ours, month)| sum(kinds(case, overtime), Hours { statute: ours, ours, month, same: true }));
    let hour = (&base, agreed.divisor);
    notes.note(|| formula(case, ground, overtime, hour, hour, &wage), exact);
    ends.asks_exact(exact, case.rounding(), &overtime.basis);
    if ground.base_agreed {
        return None;
    }
    let by_statute = || kinds(case, overtime).map(|kind| Kind { ours: None, ..kind });
    let exact = statute.and_then(|own| sum(by_statute(), Hours { statute: own, ours: own, month: own, same: true }));
    notes.note(
        || {
            let parts = by_statute().filter(|kind| kind.hours != 0);
            let parts = parts.map(|kind| format!("{} × {}", number(kind.hours), number(kind.statute)));
            let hour = hour_text(case.time, ground, &wage, month_hours);
            format!("{hour} × ({})", parts.collect::<Vec<_>>().join(" + "))
        },
        exact,
    );
    exact.and_then(|exact| exact.round(case.rounding()))
}

/// Why a contract that works from its minimum has none.
pub(super) const fn no_minimum<'a, T>(chosen: &Chosen<T>) -> Reason<'a> {
    match chosen {
        Chosen::Unmatched => Reason::Word("unknown_grade"),
        Chosen::NoStatute => Reason::Word("no_statutory_value"),
        Chosen::OutOfRange => Reason::Word("out_of_range"),
        Chosen::Nothing | Chosen::NoneOfKind | Chosen::Is(_) => Reason::Word("no_contract_minimum"),
    }
}

fn formula(
    case: &Case<'_>,
    ground: &Ground,
    overtime: &Overtime,
    (statute, month_hours): (&Wage<'_>, i64),
    (ours, divisor): (&Wage<'_>, i64),
    own: &Wage<'_>,
) -> String {
    let statute = hour_text(case.time, ground, statute, month_hours);
    let hour = hour_text(case.time, ground, ours, divisor);
    let all: Vec<Kind> = kinds(case, overtime).collect();
    let plain = |kind: &Kind| match kind.ours {
        None => Some(kind.statute),
        Some(ClassRate::Multiplier { multiplier }) => Some(multiplier.e4().max(kind.statute)),
        Some(ClassRate::PercentOfMonth { .. }) => None,
    };
    if statute == hour && all.iter().all(|kind| kind.hours == 0 || plain(kind).is_some()) {
        let part = |kind: &Kind| format!("{} × {}", number(kind.hours), number(plain(kind).unwrap_or(0)));
        let parts: Vec<String> = all
            .iter()
            .enumerate()
            .filter(|(at, kind)| *at < 3 || kind.hours != 0)
            .map(|(_, kind)| part(kind))
            .collect();
        return format!("{hour} × ({})", parts.join(" + "));
    }
    let part = |kind: &Kind| {
        let law = format!("{} × {statute}", number(kind.statute));
        let ours = match kind.ours {
            None => return format!("{} × {law}", number(kind.hours)),
            Some(ClassRate::Multiplier { multiplier }) => format!("{multiplier} × {hour}"),
            Some(ClassRate::PercentOfMonth { percent_of_month }) => {
                let month = match case.time {
                    Time::Month => own.text(),
                    Time::Hour => format!("{} × {}", own.text(), number(divisor)),
                    Time::Day => format!("{} × {}", own.text(), number(ground.days.unwrap_or(0))),
                };
                format!("{percent_of_month} % × {month}")
            }
        };
        format!("{} × max({ours}, {law})", number(kind.hours))
    };
    all.iter().filter(|kind| kind.hours != 0).map(part).collect::<Vec<_>>().join(" + ")
}

/// S5: total overtime hours ≤ the lower of contract and statute.
pub(super) fn cap<'a>(case: &Case<'a>, notes: &mut impl Notes) -> Judged<'a> {
    if case.is_none() {
        return Judged::nothing(Unit::Hours);
    }
    if case.absent.overtime_hours && case.ever_bound() {
        return Judged::unknown(MISSING_COLUMN, Unit::Hours);
    }
    let total = case.overtime_hours();
    if total == 0 {
        return Judged::nothing(Unit::Hours);
    }
    let formula = || {
        let kinds = case.record.overtime_hours.iter().map(|hours| hours.to_string());
        let classes = case.record.class_hours.iter().zip(&case.contract.likes);
        let classes = classes.filter(|(hours, like)| **like != HoursLike::Ordinary && hours.e4() != 0);
        kinds.chain(classes.map(|(hours, _)| hours.to_string())).collect::<Vec<_>>().join(" + ")
    };
    notes.note(formula, Some(Exact::e4(total)));
    let ends = case.over(Unit::Hours, Sense::AtMost, |regime, ends| {
        if !case.binds(&regime.ground) {
            return ends.nothing();
        }
        match case.pick(&regime.ground.overtime_cap) {
            Some(cap) => ends.asks(cap.value, &cap.basis),
            None => ends.unknown(Reason::Word("no_statutory_value")),
        }
    });
    ends.judged(Ok(total))
}
