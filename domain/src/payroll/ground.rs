//! A regime made ready for all its workers: every value looked up, every basis worded, once.

use super::contract::Contract;
use super::month::{Covered, Regime, month_end, weekdays};
use super::rules::Reason;
use crate::calendar::Calendar;
use crate::decimal::{Money, Multiplier, Percent};
use crate::statute::{Cited, Proration, Rulebook, Substance};
use crate::term::{ClassRate, OvertimeBase, OvertimeClass, SickPayBase, SickRate, Term};
use chrono::{Datelike, NaiveDate};

/// A value in ten-thousandths and the clause or article it comes from.
#[derive(Clone, Debug)]
pub(super) struct Known {
    pub value: i64,
    pub basis: String,
}

/// What the contract says of overtime.
#[derive(Clone, Debug)]
pub(super) struct Agreed {
    pub place: usize,
    pub base: OvertimeBase,
    /// Working days, rest days, holidays; the statute's where the contract has none.
    pub multipliers: [i64; 3],
    /// Hours a month.
    pub divisor: i64,
    /// By code of class.
    pub classes: Vec<Option<ClassRate>>,
}

/// Overtime of law and of contract.
#[derive(Clone, Debug)]
pub(super) struct Overtime {
    /// Working days, rest days, holidays.
    pub statute: [i64; 3],
    pub agreed: Option<Agreed>,
    pub basis: String,
}

/// The last day of payment by its number, and how it was found.
#[derive(Clone, Debug)]
pub(super) struct DueDay {
    pub day: Known,
    /// Months after the month of the wage.
    pub offset: u8,
    /// The day before it was moved, where it was.
    pub moved_from: Option<NaiveDate>,
}

/// What the contract says of sick pay.
#[derive(Clone, Debug)]
pub(super) struct SickTerm {
    pub place: usize,
    pub rate: SickRate,
    pub of: SickPayBase,
}

/// What a stretch of days asks of every record alike.
#[derive(Clone, Debug)]
pub(super) struct Ground {
    pub covered: Option<Covered>,
    /// D, paid days a month.
    pub days: Option<i64>,
    /// H, hours a day.
    pub day_hours: Option<i64>,
    /// D × H, hours a month.
    pub hours: Option<i64>,
    /// W, Mondays to Fridays of the month.
    pub weekdays: i64,
    /// Which share of a month counts, where the jurisdiction says.
    pub proration: Option<Proration>,
    pub monthly: Option<Known>,
    pub hourly: Option<Known>,
    pub excludes_contributions: bool,
    /// Whether the statute holds for those past pension age.
    pub over_age: bool,
    /// By statute and contract, and by statute alone.
    pub overtime: [Option<Overtime>; 2],
    /// What the contract says of hours that are none, whatever the statute says of overtime.
    pub premiums: Option<Agreed>,
    /// Whether a contract may agree on the base of overtime.
    pub base_agreed: bool,
    pub overtime_cap: [Option<Known>; 2],
    pub due: [Result<DueDay, Reason<'static>>; 2],
    pub deduction: Option<Known>,
    pub unused_leave: Option<Known>,
    /// Percent of the statutory minimum.
    pub sick_pay: Option<Known>,
    pub sick_term: Option<SickTerm>,
    /// Percent of the minimum in probation.
    pub probation: Option<Percent>,
    /// That wages are paid in full.
    pub in_full: String,
}

/// Instrument and article of a statutory value.
fn article<T>(cited: &Option<Cited<T>>) -> String {
    let citation = cited.as_ref().map(|cited| &cited.citation);
    citation.map(|c| format!("{} {}", c.instrument, c.article).trim_end().to_owned()).unwrap_or_default()
}

fn yes(cited: &Option<Cited<bool>>) -> bool {
    cited.as_ref().is_some_and(|cited| cited.value)
}

impl Ground {
    /// Prepares a regime of the month that begins on `first`.
    pub fn new(regime: Regime, contract: &Contract, book: &Rulebook, first: NaiveDate) -> Self {
        let law = &regime.substance;
        let items = Items { contract, covered: regime.covered.as_ref() };
        let days = law.paid_days_per_month.as_ref().map(|cited| cited.value.e4());
        let day_hours = law.hours_per_day.as_ref().map(|cited| cited.value.e4());
        let hours =
            days.zip(day_hours).and_then(|(days, hours)| days.checked_mul(hours)).map(|product| product / 10_000);
        let by_unit = law.minimum_by_unit.as_ref().map(|_| format!("{}; ", article(&law.minimum_by_unit)));
        let by_unit = by_unit.unwrap_or_default();
        let statutory = |cited: &Option<Cited<Money>>| {
            cited.as_ref().map(|cited| Known {
                value: cited.value.e4(),
                basis: format!("{by_unit}{} {}", cited.citation.instrument, cited.value),
            })
        };
        Self {
            days,
            day_hours,
            hours,
            weekdays: weekdays(first),
            proration: law.proration.as_ref().map(|cited| cited.value),
            monthly: statutory(&regime.monthly),
            hourly: statutory(&regime.hourly),
            excludes_contributions: yes(&law.minimum_excludes_contributions),
            over_age: yes(&law.over_age),
            premiums: items.overtime(hours).map(|ours| ours.agreed([0; 3])),
            overtime: [overtime(law, items.overtime(hours)), overtime(law, None)],
            base_agreed: yes(&law.overtime_base_agreed),
            overtime_cap: [cap(law, &items), cap(law, &Items { contract, covered: None })],
            due: [due(law, items.payment(), book.calendar(), first), due(law, None, book.calendar(), first)],
            deduction: law
                .deduction_cap
                .as_ref()
                .map(|cited| Known { value: cited.value.e4(), basis: article(&law.deduction_cap) }),
            unused_leave: unused(law, items.unused_multiplier()),
            sick_pay: law
                .sick_pay
                .as_ref()
                .map(|cited| Known { value: cited.value.e4(), basis: article(&law.sick_pay) }),
            sick_term: items.sick_pay(),
            probation: items.probation().or(law.probation.as_ref().map(|cited| cited.value)),
            in_full: article(&law.wage_in_full),
            covered: regime.covered,
        }
    }
}

/// The items of a stretch of days that are for everybody.
struct Items<'a> {
    contract: &'a Contract,
    covered: Option<&'a Covered>,
}

impl<'a> Items<'a> {
    fn find<T>(&self, pick: impl Fn(usize, &'a Term) -> Option<T>) -> Option<T> {
        let items = self.covered?.items.iter();
        items.copied().find_map(|place| pick(place, self.contract.term(place)?))
    }

    fn overtime(&self, month: Option<i64>) -> Option<RawOvertime<'a>> {
        self.find(|place, term| match term {
            Term::Overtime { base, weekday, rest_day, holiday, divisor_hours, classes, .. } => Some(RawOvertime {
                place,
                base: *base,
                multipliers: [*weekday, *rest_day, *holiday],
                divisor: divisor_hours.map(|hours| hours.e4()).or(month)?,
                classes: (classes, &self.contract.codes.classes),
                basis: self.contract.basis(place),
            }),
            _ => None,
        })
    }

    fn cap(&self) -> Option<Known> {
        self.find(|place, term| match term {
            Term::Overtime { monthly_cap_hours, .. } => {
                Some(Known { value: monthly_cap_hours.e4(), basis: self.contract.basis(place).to_owned() })
            }
            _ => None,
        })
    }

    fn probation(&self) -> Option<Percent> {
        self.find(|_, term| match term {
            Term::Probation { percent } => Some(*percent),
            _ => None,
        })
    }

    fn payment(&self) -> Option<(&'a str, u8, u8)> {
        self.find(|place, term| match term {
            Term::Payment { pay_day, month_offset, .. } => Some((self.contract.basis(place), *pay_day, *month_offset)),
            _ => None,
        })
    }

    fn unused_multiplier(&self) -> Option<Known> {
        self.find(|place, term| match term {
            Term::Leave { unused_multiplier: Some(k), .. } => {
                Some(Known { value: k.e4(), basis: self.contract.basis(place).to_owned() })
            }
            _ => None,
        })
    }

    fn sick_pay(&self) -> Option<SickTerm> {
        self.find(|place, term| match term {
            Term::SickPay { rate, of } => Some(SickTerm { place, rate: rate.clone(), of: *of }),
            _ => None,
        })
    }
}

struct RawOvertime<'a> {
    place: usize,
    base: OvertimeBase,
    multipliers: [Option<Multiplier>; 3],
    divisor: i64,
    classes: (&'a [OvertimeClass], &'a [String]),
    basis: &'a str,
}

fn overtime(law: &Substance, ours: Option<RawOvertime<'_>>) -> Option<Overtime> {
    let rates = [&law.overtime_weekday, &law.overtime_rest_day, &law.overtime_holiday];
    let [Some(weekday), Some(rest_day), Some(holiday)] =
        rates.map(|cited| cited.as_ref().map(|cited| cited.value.e4()))
    else {
        return None;
    };
    let statute = [weekday, rest_day, holiday];
    let basis = match &ours {
        Some(ours) => format!("{}; {}", ours.basis, article(&law.overtime_weekday)),
        None => article(&law.overtime_weekday),
    };
    Some(Overtime { statute, agreed: ours.map(|ours| ours.agreed(statute)), basis })
}

impl RawOvertime<'_> {
    /// With the statute's multipliers where it has none of its own.
    fn agreed(&self, mut multipliers: [i64; 3]) -> Agreed {
        for (own, agreed) in multipliers.iter_mut().zip(self.multipliers) {
            *own = agreed.map_or(*own, Multiplier::e4);
        }
        let (classes, codes) = self.classes;
        let rate = |code: &String| classes.iter().find(|class| class.code == *code).map(|class| class.rate);
        let classes = codes.iter().map(rate).collect();
        Agreed { place: self.place, base: self.base, multipliers, divisor: self.divisor, classes }
    }
}

fn cap(law: &Substance, items: &Items<'_>) -> Option<Known> {
    let statute = law.overtime_cap.as_ref();
    let statute = statute.map(|cited| Known { value: cited.value.e4(), basis: article(&law.overtime_cap) });
    match (statute, items.cap()) {
        (Some(statute), Some(ours)) => Some(if ours.value < statute.value { ours } else { statute }),
        (statute, ours) => statute.or(ours),
    }
}

fn due(
    law: &Substance,
    ours: Option<(&str, u8, u8)>,
    calendar: &Calendar,
    first: NaiveDate,
) -> Result<DueDay, Reason<'static>> {
    let statutory = law.payment_month_offset.as_ref().map(|cited| cited.value);
    let (day, basis, offset) = match (ours, statutory) {
        (Some((basis, day, offset)), _) => (pay_date(first, day, offset), basis.to_owned(), offset),
        (None, Some(offset)) => (pay_date(first, 31, offset), article(&law.payment_month_offset), offset),
        (None, None) => return Err(Reason::Word("no_statutory_value")),
    };
    let day = day.ok_or(Reason::Word("out_of_range"))?;
    let rolls = ours.is_some() && yes(&law.pay_day_roll);
    let moved = if rolls { calendar.last_working(day) } else { day };
    let basis = if moved == day { basis } else { format!("{basis}; {}", article(&law.pay_day_roll)) };
    let moved_from = (moved != day).then_some(day);
    Ok(DueDay { day: Known { value: day_number(moved), basis }, offset, moved_from })
}

fn unused(law: &Substance, ours: Option<Known>) -> Option<Known> {
    let statute = law.unused_leave.as_ref()?.value.e4();
    Some(match ours {
        Some(ours) if ours.value > statute => ours,
        _ => Known { value: statute, basis: article(&law.unused_leave) },
    })
}

/// The last day of payment for a month: `pay_day` of the month `offset` months later, or its end.
fn pay_date(first: NaiveDate, pay_day: u8, offset: u8) -> Option<NaiveDate> {
    let month = first.checked_add_months(chrono::Months::new(u32::from(offset)))?;
    month.with_day(u32::from(pay_day)).or(Some(month_end(month)))
}

/// Days are compared by their number, in ten-thousandths like every other amount.
pub(super) fn day_number(day: NaiveDate) -> i64 {
    i64::from(day.num_days_from_ce()) * 10_000
}
