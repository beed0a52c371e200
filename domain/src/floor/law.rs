//! The statute over the whole term of a sheet: of each value the strictest on any day.

use crate::decimal::{Days, Hours, Money, Multiplier, Percent};
use crate::statute::{Cited, Period, Rulebook, Substance};
use crate::term::{Span, TermSheet, WageUnit};
use std::cmp::Reverse;

/// What is known of a minimum wage, stretch by stretch.
type Pieces = Vec<(Span, Cited<Money>)>;

/// The strictest values of the statute on any day of the term, minimum wages stretch by stretch; `None`: the rulebook has none.
pub(super) struct Law {
    monthly: Pieces,
    hourly: Pieces,
    /// Hours a month: paid days a month × hours a day, at 10^-8.
    pub hours_per_month: Option<i128>,
    /// Paid days a month.
    pub days_per_month: Option<Days>,
    pub base_agreed: bool,
    pub weekday: Option<Cited<Multiplier>>,
    pub rest_day: Option<Cited<Multiplier>>,
    pub holiday: Option<Cited<Multiplier>>,
    pub cap: Option<Cited<Hours>>,
    pub annual: Vec<Cited<Vec<(u16, Days)>>>,
    pub unused: Option<Cited<Multiplier>>,
    pub month_offset: Option<Cited<u8>>,
    pub methods: Option<Cited<Vec<String>>>,
    pub probation: Option<Cited<Percent>>,
    pub sick_pay: Option<Cited<Percent>>,
    pub family_least: Option<Cited<Days>>,
    pub family_usual: Option<Cited<Days>>,
    pub maternity: Option<Cited<Days>>,
    pub partner: Option<Cited<Days>>,
    pub work_norm: Option<Cited<Percent>>,
    pub adjustment: Option<Cited<Percent>>,
    pub term_longest: Option<Cited<Period>>,
    pub term_usual: Option<Cited<Period>>,
}

impl Law {
    pub(super) fn over(sheet: &TermSheet, book: &Rulebook) -> Self {
        let (from, to) = (sheet.effective.from, sheet.effective.to);
        let pieces = book.substance_pieces(from, to);
        let parts: Vec<&Substance> = pieces.iter().map(|piece| &piece.value).collect();
        // The amount is the place's; that it binds a contract is the law's.
        let bound = |unit, rule: Field<bool>| {
            let law = parts.iter().find_map(|s| rule(s).clone());
            let amount = |amount: Cited<Money>| match &law {
                Some(law) => Cited { citation: law.citation.clone(), ..amount },
                None => amount,
            };
            let pieces = book.minimum_wages(&sheet.area, unit, from, to).into_iter();
            pieces.filter_map(|piece| Some((Span::days(piece.from, piece.to), amount(piece.value?)))).collect()
        };
        let procedure = book.procedure(from);
        let days = highest(&parts, |s| &s.paid_days_per_month).map(|cited| cited.value);
        let hours = highest(&parts, |s| &s.hours_per_day).map(|cited| cited.value);
        let product = |(days, hours): (Days, Hours)| i128::from(days.e4()).checked_mul(i128::from(hours.e4()));
        Self {
            monthly: bound(WageUnit::Month, |s| &s.minimum_in_contracts),
            hourly: bound(WageUnit::Hour, |s| &s.minimum_by_unit),
            hours_per_month: days.zip(hours).and_then(product),
            days_per_month: days,
            base_agreed: parts.iter().all(|s| s.overtime_base_agreed.as_ref().is_some_and(|cited| cited.value)),
            weekday: highest(&parts, |s| &s.overtime_weekday),
            rest_day: highest(&parts, |s| &s.overtime_rest_day),
            holiday: highest(&parts, |s| &s.overtime_holiday),
            cap: lowest(&parts, |s| &s.overtime_cap),
            annual: parts.iter().filter_map(|s| s.annual_leave.clone()).collect(),
            unused: highest(&parts, |s| &s.unused_leave),
            month_offset: lowest(&parts, |s| &s.payment_month_offset),
            methods: parts.iter().find_map(|s| s.payment_methods.clone()),
            probation: highest(&parts, |s| &s.probation),
            sick_pay: highest(&parts, |s| &s.sick_pay),
            family_least: highest(&parts, |s| &s.family_leave_least),
            family_usual: highest(&parts, |s| &s.family_leave_usual),
            maternity: highest(&parts, |s| &s.maternity),
            partner: highest(&parts, |s| &s.partner),
            work_norm: highest(&parts, |s| &s.work_norm),
            adjustment: highest(&parts, |s| &s.adjustment_least),
            term_longest: procedure.term_longest,
            term_usual: procedure.term_usual,
        }
    }

    /// The highest statutory minimum known for any of these days: hourly for hours, else monthly.
    pub(super) fn minimum(&self, unit: WageUnit, days: &Span) -> Option<&Cited<Money>> {
        let pieces = if unit == WageUnit::Hour { &self.hourly } else { &self.monthly };
        let met = pieces.iter().filter(|(piece, _)| piece.meets(days)).map(|(_, cited)| cited);
        met.max_by_key(|cited| cited.value)
    }
}

type Field<T> = fn(&Substance) -> &Option<Cited<T>>;

fn highest<T: Ord + Clone>(parts: &[&Substance], field: Field<T>) -> Option<Cited<T>> {
    parts.iter().filter_map(|s| field(s).clone()).max_by_key(|cited| cited.value.clone())
}

fn lowest<T: Ord + Clone>(parts: &[&Substance], field: Field<T>) -> Option<Cited<T>> {
    parts.iter().filter_map(|s| field(s).clone()).max_by_key(|cited| Reverse(cited.value.clone()))
}
