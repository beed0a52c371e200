//! The statute over the whole term of a sheet: of each value the strictest on any day.

use crate::decimal::{Days, Hours, Money, Multiplier, Percent};
use crate::statute::{Cited, Period, Rulebook, Substance};
use crate::term::{TermSheet, WageUnit};
use std::cmp::Reverse;

/// The strictest values of the statute on any day of the term; `None`: the rulebook has none.
pub(super) struct Law {
    pub monthly: Option<Cited<Money>>,
    pub hourly: Option<Cited<Money>>,
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
    pub(super) fn over(sheet: &TermSheet, book: Option<&Rulebook>) -> Self {
        let (from, to) = (sheet.effective.from, sheet.effective.to);
        let pieces = book.map(|book| book.substance_pieces(from, to)).unwrap_or_default();
        let parts: Vec<&Substance> = pieces.iter().map(|piece| &piece.value).collect();
        let minimum = |unit| {
            let pieces = book.map(|book| book.minimum_wages(&sheet.area, unit, from, to)).unwrap_or_default();
            pieces.into_iter().filter_map(|piece| piece.value).max_by_key(|cited| cited.value)
        };
        // The amount is the place's; that it binds a contract is the law's.
        let bound = |unit, rule: Field<bool>| {
            let law = parts.iter().find_map(|s| rule(s).clone());
            minimum(unit).map(|amount| match law {
                Some(law) => Cited { citation: law.citation, ..amount },
                None => amount,
            })
        };
        let procedure = book.map(|book| book.procedure(from));
        Self {
            monthly: bound(WageUnit::Month, |s| &s.minimum_in_contracts),
            hourly: bound(WageUnit::Hour, |s| &s.minimum_by_unit),
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
            term_longest: procedure.as_ref().and_then(|p| p.term_longest.clone()),
            term_usual: procedure.and_then(|p| p.term_usual),
        }
    }
}

type Field<T> = fn(&Substance) -> &Option<Cited<T>>;

fn highest<T: Ord + Clone>(parts: &[&Substance], field: Field<T>) -> Option<Cited<T>> {
    parts.iter().filter_map(|s| field(s).clone()).max_by_key(|cited| cited.value.clone())
}

fn lowest<T: Ord + Clone>(parts: &[&Substance], field: Field<T>) -> Option<Cited<T>> {
    parts.iter().filter_map(|s| field(s).clone()).max_by_key(|cited| Reverse(cited.value.clone()))
}
