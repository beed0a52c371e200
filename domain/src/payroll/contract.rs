//! The contract, read once for the whole audit: its items by kind, whom each is for, when each counts.

use super::codes::Codes;
use super::finding::{plain, shown};
use super::rules::{Rule, Unit};
use super::worker::{Selecting, UNNAMED, Whom};
use crate::term::{AdjustmentOf, HoursLike, Item, NameKind, OvertimeClass, Term, TermSheet, WageUnit, minor_digits};
use chrono::{Datelike, NaiveDate};
use hashbrown::HashMap;

/// The contract, prepared for the audit.
#[derive(Clone, Debug)]
pub(super) struct Contract {
    pub sheet: TermSheet,
    pub money: Money,
    pub codes: Codes,
    pub selecting: Selecting,
    /// Places of the items by kind.
    pub minimums: Vec<usize>,
    pub raises: Vec<usize>,
    pub pieces: Vec<usize>,
    pub one_offs: Vec<usize>,
    /// By code.
    pub allowances: Vec<Vec<usize>>,
    pub commissions: Vec<Vec<usize>>,
    /// By code: whether it counts towards the minimum.
    pub counts: Vec<bool>,
    /// By code: which hours a class is like.
    pub likes: Vec<HoursLike>,
    /// Of operations and of variants, by code: the first code that stands for the same.
    pub alike: [Vec<usize>; 2],
    /// By item.
    bases: Vec<String>,
    whom: Vec<Whom>,
    by_key: HashMap<String, usize>,
    /// Minimum wages by month, day, hour: whether there are any.
    units: [bool; 3],
}

/// The contract's currency.
#[derive(Clone, Copy, Debug)]
pub(super) struct Money {
    /// ISO 4217.
    pub code: &'static str,
    /// Digits of its smallest unit.
    pub digits: u8,
}

impl Money {
    fn of(sheet: &TermSheet) -> Self {
        let code = iso_currency::Currency::from_code(&sheet.currency).map_or("", |currency| currency.code());
        Self { code, digits: minor_digits(code) }
    }

    /// An amount of that unit as it is written.
    pub fn shown(self, value: i64, unit: Unit) -> String {
        shown(value, unit, self.digits)
    }

    /// The same, where days are counted and are no days of the calendar.
    pub fn plain(self, value: i64, unit: Unit) -> String {
        plain(value, unit, self.digits)
    }
}

const fn place_of(unit: WageUnit) -> usize {
    match unit {
        WageUnit::Month => 0,
        WageUnit::Day => 1,
        WageUnit::Hour => 2,
    }
}

impl Contract {
    pub fn new(sheet: TermSheet) -> Self {
        let codes = Codes::of(&sheet);
        let selecting = Selecting::of(&sheet.names, sheet.items.iter().filter_map(|item| item.term.selectors()));
        let none = crate::term::Selectors::default();
        let whom = |item: &Item| selecting.whom(item.term.selectors().unwrap_or(&none));
        let places = |fits: fn(&Term) -> bool| {
            let all = sheet.items.iter().enumerate();
            all.filter(|(_, item)| fits(&item.term)).map(|(place, _)| place).collect::<Vec<_>>()
        };
        let by_code = |codes: &[String], fits: fn(&Term) -> Option<&str>| {
            let mut lists = vec![Vec::new(); codes.len()];
            for (place, item) in sheet.items.iter().enumerate() {
                let at = fits(&item.term).and_then(|code| codes.iter().position(|known| known == code));
                if let Some(list) = at.and_then(|at| lists.get_mut(at)) {
                    list.push(place);
                }
            }
            lists
        };
        let allowances = by_code(&codes.allowances, |term| match term {
            Term::Allowance { code, .. } => Some(code),
            _ => None,
        });
        let counting = |place: &usize| match sheet.items.get(*place).map(|item| &item.term) {
            Some(Term::Allowance { counts_towards_minimum, .. }) => *counts_towards_minimum,
            _ => true,
        };
        let has = |unit| {
            let of_unit = |item: &Item| matches!(&item.term, Term::MinimumWage { unit: of, .. } if *of == unit);
            sheet.items.iter().any(of_unit)
        };
        let mut units = [false; 3];
        for unit in WageUnit::ALL {
            if let Some(slot) = units.get_mut(place_of(*unit)) {
                *slot = has(*unit);
            }
        }
        Self {
            money: Money::of(&sheet),
            minimums: places(|term| matches!(term, Term::MinimumWage { .. })),
            raises: places(|term| matches!(term, Term::WageAdjustment { .. })),
            pieces: places(|term| matches!(term, Term::PieceRate { .. })),
            one_offs: places(|term| matches!(term, Term::OneOff { .. })),
            counts: allowances.iter().map(|items| items.iter().all(counting)).collect(),
            allowances,
            commissions: by_code(&codes.commissions, |term| match term {
                Term::Commission { code, .. } => Some(code),
                _ => None,
            }),
            alike: [(NameKind::Operation, &codes.operations), (NameKind::Variant, &codes.variants)]
                .map(|(kind, list)| alike(&sheet, kind, list)),
            likes: codes.classes.iter().map(|code| like(&sheet, code)).collect(),
            bases: sheet.items.iter().map(|item| format!("contract {}", item.key)).collect(),
            whom: sheet.items.iter().map(whom).collect(),
            by_key: sheet.items.iter().enumerate().map(|(place, item)| (item.key.clone(), place)).collect(),
            units,
            selecting,
            codes,
            sheet,
        }
    }

    /// Every rule of a line, in order.
    pub fn rules(&self) -> Vec<Rule> {
        let premium = self.has_premium().then_some(Rule::Premium);
        let codes = |list: &[String]| 0..list.len();
        (1..=13)
            .map(Rule::S)
            .chain(premium)
            .chain(codes(&self.codes.allowances).map(Rule::Allowance))
            .chain(codes(&self.codes.commissions).map(Rule::Commission))
            .chain(codes(&self.codes.one_offs).map(Rule::OneOff))
            .collect()
    }

    /// Whether ordinary hours may have a premium.
    pub fn has_premium(&self) -> bool {
        self.likes.contains(&HoursLike::Ordinary)
    }

    /// The code of a rule: `S1` … `A:heat`.
    pub fn name(&self, rule: Rule) -> String {
        let of = |prefix, codes: &[String], index: usize| {
            format!("{prefix}:{}", codes.get(index).map_or("", String::as_str))
        };
        match rule {
            Rule::S(number) => format!("S{number}"),
            Rule::Premium => "P".to_owned(),
            Rule::Allowance(index) => of("A", &self.codes.allowances, index),
            Rule::Commission(index) => of("C", &self.codes.commissions, index),
            Rule::OneOff(index) => of("O", &self.codes.one_offs, index),
        }
    }

    /// Whether the sheet has a post of that text. Cheap for those it has.
    pub fn names_grade(&self, text: &str) -> bool {
        self.selecting.grades.place(text) != UNNAMED
    }

    pub fn item(&self, place: usize) -> Option<&Item> {
        self.sheet.items.get(place)
    }

    pub fn term(&self, place: usize) -> Option<&Term> {
        self.item(place).map(|item| &item.term)
    }

    /// What a finding cites for an item.
    pub fn basis(&self, place: usize) -> &str {
        self.bases.get(place).map_or("contract", String::as_str)
    }

    pub fn whom(&self, place: usize) -> Option<&Whom> {
        self.whom.get(place)
    }

    pub fn place(&self, key: &str) -> Option<usize> {
        self.by_key.get(key).copied()
    }

    /// Whether the sheet has minimum wages of a unit at all.
    pub fn has_minimum(&self, unit: WageUnit) -> bool {
        self.units.get(place_of(unit)).copied().unwrap_or(false)
    }

    /// Whether an item counts on a day of the term. A raise is an event of its first day: it stays.
    pub fn counts_on(&self, item: &Item, day: NaiveDate) -> bool {
        let (term, time) = (self.sheet.effective, &item.time);
        let in_term = term.from <= day && day <= term.to;
        let begun = time.from.is_none_or(|from| from <= day);
        if matches!(item.term, Term::WageAdjustment { .. }) {
            return in_term && begun;
        }
        let month = u8::try_from(day.month()).unwrap_or(0);
        in_term
            && begun
            && time.to.is_none_or(|to| day <= to)
            && (time.months.is_empty() || time.months.contains(&month))
    }

    /// The day of a raise.
    pub fn begins(&self, item: &Item) -> NaiveDate {
        item.time.from.unwrap_or(self.sheet.effective.from)
    }

    /// Whether a place holds a raise that each worker may claim.
    pub fn is_own_raise(&self, place: usize) -> bool {
        matches!(self.term(place), Some(Term::WageAdjustment { of: AdjustmentOf::Each, .. }))
    }
}

/// By code, the first of the list that stands for the same.
fn alike(sheet: &TermSheet, kind: NameKind, list: &[String]) -> Vec<usize> {
    let names = sheet.names.matcher();
    let mut first = HashMap::new();
    let stands = list.iter().enumerate().map(|(place, code)| (place, names.stands(kind, code)));
    stands.map(|(place, stands)| *first.entry(stands).or_insert(place)).collect()
}

/// Which hours a class of overtime is like.
fn like(sheet: &TermSheet, code: &str) -> HoursLike {
    let classes = sheet.items.iter().filter_map(|item| match &item.term {
        Term::Overtime { classes, .. } => Some(classes),
        _ => None,
    });
    let found = classes.flatten().find(|class: &&OvertimeClass| class.code == code);
    found.map_or(HoursLike::Weekday, |class| class.like)
}
