//! Overtime: S4, S5; premiums on ordinary hours: P.

use super::day::Day;
use super::judge::{At, Judged, Need, Outcome, Unit, at_least, at_most};
use super::minimum::Minimum;
use super::number::{Q, e4, higher, one, percent, zero};
use crate::decimal::{Hours, Multiplier};
use crate::term::{ClassRate, EmploymentKind, HoursLike, NameKind, OvertimeBase, OvertimeClass, Term};
use EmploymentKind::{DayRate, PartTime, Piece};
use std::collections::BTreeMap;

const MONEY: Unit = Unit::Money;
const KINDS: [&str; 3] = ["ot_weekday_hours", "ot_restday_hours", "ot_holiday_hours"];

/// The contract's terms of overtime on a day.
struct Terms<'a> {
    base: OvertimeBase,
    multipliers: [Option<Multiplier>; 3],
    cap: Hours,
    divisor: Q,
    classes: &'a [OvertimeClass],
}

fn place(like: HoursLike) -> Option<usize> {
    match like {
        HoursLike::Weekday => Some(0),
        HoursLike::RestDay => Some(1),
        HoursLike::Holiday => Some(2),
        HoursLike::Ordinary => None,
    }
}

impl At<'_> {
    fn month_hours(&self, day: &Day<'_>) -> Q {
        self.law.days(day.date) * self.law.hours(day.date)
    }

    fn terms<'d>(&self, day: &Day<'d>) -> Option<Terms<'d>> {
        if self.over_age() {
            return None;
        }
        day.items.iter().find_map(|item| match &item.term {
            Term::Overtime { base, weekday, rest_day, holiday, monthly_cap_hours, divisor_hours, classes } => {
                Some(Terms {
                    base: *base,
                    multipliers: [*weekday, *rest_day, *holiday],
                    cap: *monthly_cap_hours,
                    divisor: divisor_hours.map_or_else(|| self.month_hours(day), |hours| e4(hours.e4())),
                    classes,
                })
            }
            _ => None,
        })
    }

    /// The contract's multiplier, or the statute's; whichever is higher.
    pub fn multipliers(&self, day: &Day<'_>) -> [Q; 3] {
        let statute = self.law.overtime(day.date);
        let own = self.terms(day).map(|terms| terms.multipliers).unwrap_or_default();
        let mut out = statute;
        for (best, own) in out.iter_mut().zip(own) {
            if let Some(own) = own {
                *best = higher(best.clone(), e4(own.e4()));
            }
        }
        out
    }

    /// Every class of the sheet by what its code stands for, with what it is like.
    fn classes(&self) -> BTreeMap<String, HoursLike> {
        let mut out = BTreeMap::new();
        for item in self.contract.items("overtime") {
            if let Term::Overtime { classes, .. } = &item.term {
                for class in classes {
                    out.entry(self.contract.stands(NameKind::Class, &class.code).to_string()).or_insert(class.like);
                }
            }
        }
        out
    }

    /// What class hours of this code are on a day.
    fn like(&self, code: &str, day: &Day<'_>) -> Option<HoursLike> {
        let own = self.terms(day).and_then(|terms| self.class(&terms, code).map(|class| class.like));
        own.or_else(|| self.classes().get(code).copied())
    }

    fn class<'d>(&self, terms: &Terms<'d>, code: &str) -> Option<&'d OvertimeClass> {
        terms.classes.iter().find(|class| *self.contract.stands(NameKind::Class, &class.code) == *code)
    }

    fn class_hours(&self, code: &str) -> Q {
        self.record.amount(&format!("ot_{code}_hours"))
    }

    /// Overtime hours of every kind and class.
    pub fn overtime_hours(&self) -> Q {
        let kinds: Q = KINDS.iter().map(|kind| self.record.amount(kind)).sum();
        let overtime = self.classes().into_iter().filter(|(_, like)| *like != HoursLike::Ordinary);
        kinds + overtime.map(|(code, _)| self.class_hours(&code)).sum::<Q>()
    }

    fn ordinary_hours(&self) -> Q {
        let ordinary = self.classes().into_iter().filter(|(_, like)| *like == HoursLike::Ordinary);
        ordinary.map(|(code, _)| self.class_hours(&code)).sum()
    }

    /// Whether the file has any column of overtime hours.
    fn has_overtime_hours(&self) -> bool {
        let overtime = self.classes().into_iter().filter(|(_, like)| *like != HoursLike::Ordinary);
        KINDS.iter().any(|kind| self.columns.has(kind))
            || overtime.map(|(code, _)| code).any(|code| self.columns.has(&format!("ot_{code}_hours")))
    }

    fn pieces_pay_overtime(&self) -> bool {
        let made = self.record.pieces.iter().any(|pieces| pieces.made[1..].iter().any(|made| *made != zero()));
        self.record.employment == Piece && (made || self.record.agreed_wage.is_none())
    }

    /// The worker's own hour as the statute counts it: a.
    fn own_hour(&self, kind: EmploymentKind, day: &Day<'_>) -> Q {
        let agreed = self.record.agreed_wage.clone().unwrap_or_else(zero);
        match kind {
            PartTime => agreed,
            DayRate => agreed / self.law.hours(day.date),
            _ => agreed / self.month_hours(day),
        }
    }

    /// The contract's hour b, and the worker's month M.
    fn base(&self, terms: &Terms<'_>, kind: EmploymentKind, day: &Day<'_>) -> Result<(Q, Q), &'static str> {
        let wage = match terms.base {
            OvertimeBase::AgreedWage => self.record.agreed_wage.clone().ok_or("missing_agreed_wage")?,
            OvertimeBase::ContractMinimum => match self.minimum(day, kind, self.halves()) {
                Minimum::Is(minimum) => minimum,
                Minimum::Unknown(reason) => return Err(reason),
                _ => return Err("no_contract_minimum"),
            },
        };
        let days = self.law.days(day.date);
        let own = self.record.agreed_wage.clone().unwrap_or_else(zero);
        Ok(match kind {
            PartTime => (wage, own * &terms.divisor),
            DayRate => (&wage * &days / &terms.divisor, own * days),
            _ => (&wage / &terms.divisor, own),
        })
    }

    /// What a day asks: as the rule has it, and by the statute on the worker's own wage.
    fn overtime_due(&self, kind: EmploymentKind, day: &Day<'_>) -> Result<(Q, Q), &'static str> {
        let statute = self.law.overtime(day.date);
        let own = self.own_hour(kind, day);
        let terms = self.terms(day);
        let base = terms.as_ref().map(|terms| self.base(terms, kind, day)).transpose()?;
        let from_minimum = terms.as_ref().is_some_and(|terms| terms.base == OvertimeBase::ContractMinimum);
        let a = base.as_ref().filter(|_| from_minimum).map_or_else(|| own.clone(), |(hour, _)| hour.clone());
        let (mut due, mut by_own) = (zero(), zero());
        let mut add = |hours: &Q, contract: Option<Q>, statute: &Q| {
            let contract = contract.unwrap_or_else(zero);
            due += hours * higher(contract, statute * &a);
            by_own += hours * statute * &own;
        };
        for (place, kind) in KINDS.iter().enumerate() {
            let contract = terms.as_ref().zip(base.as_ref()).map(|(terms, (hour, _))| {
                terms.multipliers[place].map_or_else(|| statute[place].clone(), |own| e4(own.e4())) * hour
            });
            add(&self.record.amount(kind), contract, &statute[place]);
        }
        for code in self.classes().into_keys() {
            let Some(place) = self.like(&code, day).and_then(place) else { continue };
            let class =
                terms.as_ref().zip(base.as_ref()).and_then(|(terms, base)| Some((self.class(terms, &code)?, base)));
            let contract = class.map(|(class, (hour, month))| match class.rate {
                ClassRate::Multiplier { multiplier } => e4(multiplier.e4()) * hour,
                ClassRate::PercentOfMonth { percent_of_month } => percent(percent_of_month.e4()) * month,
            });
            add(&self.class_hours(&code), contract, &statute[place]);
        }
        Ok((self.round(&due), self.round(&by_own)))
    }

    pub fn s4(&self) -> Judged {
        let Some(kind) = self.kind().filter(|_| !self.pieces_pay_overtime()) else {
            return Judged::not_applicable(MONEY);
        };
        if !self.has_overtime_hours() {
            return Judged::missing_column(MONEY);
        }
        let (hours, paid) = (self.overtime_hours(), self.record.amount("ot_pay"));
        if hours == zero() && paid == zero() {
            return Judged::not_applicable(MONEY);
        }
        if !self.columns.has("ot_pay") {
            return Judged::missing_column(MONEY);
        }
        let needs = self.needs(|day| match self.overtime_due(kind, day) {
            Ok((due, _)) => Need::of(due),
            Err(reason) => Need::unknown(reason),
        });
        let judged = at_least(&needs, Ok(paid.clone()), MONEY);
        let by_own = self.days.iter().filter(|day| !self.law.says("overtime_base_agreed", day.date));
        let by_own = by_own.filter_map(|day| self.overtime_due(kind, day).ok()).map(|(_, own)| own).max();
        match by_own {
            Some(own) if judged.outcome == Outcome::Pass && paid < own => {
                Judged { required: Some(own), outcome: Outcome::Cannot("overtime_base".to_owned()), ..judged }
            }
            _ => judged,
        }
    }

    pub fn s5(&self) -> Judged {
        let unit = Unit::Hours;
        if self.kind().is_none() {
            return Judged::not_applicable(unit);
        }
        if !self.has_overtime_hours() {
            return Judged::missing_column(unit);
        }
        let hours = self.overtime_hours();
        if hours == zero() {
            return Judged::not_applicable(unit);
        }
        let needs = self.needs(|day| {
            let statute = self.law.number("overtime_cap", day.date);
            let contract = self.terms(day).map(|terms| e4(terms.cap.e4()));
            statute.into_iter().chain(contract).min().map_or(Need::Nothing, Need::of)
        });
        at_most(&needs, hours, unit)
    }

    fn premium_due(&self, kind: EmploymentKind, day: &Day<'_>) -> Need {
        let Some(terms) = self.terms(day) else { return Need::Nothing };
        let ordinary: Vec<_> = terms.classes.iter().filter(|class| class.like == HoursLike::Ordinary).collect();
        if ordinary.is_empty() {
            return Need::Nothing;
        }
        let (hour, month) = match self.base(&terms, kind, day) {
            Ok(base) => base,
            Err(reason) => return Need::unknown(reason),
        };
        let of_month = |class: &&OvertimeClass| matches!(class.rate, ClassRate::PercentOfMonth { .. });
        let worked =
            |class: &&&OvertimeClass| self.class_hours(&self.contract.stands(NameKind::Class, &class.code)) != zero();
        if self.record.agreed_wage.is_none() && ordinary.iter().filter(worked).any(of_month) {
            return Need::unknown("missing_agreed_wage");
        }
        let due = ordinary.into_iter().map(|class| {
            let hours = self.class_hours(&self.contract.stands(NameKind::Class, &class.code));
            hours
                * match class.rate {
                    ClassRate::Multiplier { multiplier } => higher(zero(), e4(multiplier.e4()) - one()) * &hour,
                    ClassRate::PercentOfMonth { percent_of_month } => percent(percent_of_month.e4()) * &month - &hour,
                }
        });
        Need::of(self.round(&due.sum()))
    }

    pub fn premium(&self) -> Judged {
        let Some(kind) = self.kind().filter(|_| !self.over_age()) else { return Judged::not_applicable(MONEY) };
        if self.ordinary_hours() == zero() {
            return Judged::not_applicable(MONEY);
        }
        let judged =
            at_least(&self.needs(|day| self.premium_due(kind, day)), Ok(self.record.amount("premium_pay")), MONEY);
        let concerned = judged.required.is_some() && !self.columns.has("premium_pay");
        if concerned { Judged::missing_column(MONEY) } else { judged }
    }
}
