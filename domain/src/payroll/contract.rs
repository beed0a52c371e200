//! The contract, read once for the whole audit: its grades, its allowances by grade, its other items.

use super::finding::{plain, shown};
use super::rules::{Rule, Unit};
use crate::decimal::{Hours, Multiplier, Percent};
use crate::term::{AllowanceUnit, OvertimeBase, Term, TermSheet, minor_digits};
use hashbrown::HashMap;

/// A grade by its place among the contract's; the last place stands for every grade it does not name.
pub(super) type Grade = usize;

/// The contract, prepared for the audit.
#[derive(Clone, Debug)]
pub(super) struct Contract {
    pub sheet: TermSheet,
    pub money: Money,
    /// Allowance codes, sorted.
    pub codes: Vec<String>,
    grades: HashMap<String, Grade>,
    /// By grade, then by code.
    allowances: Vec<Vec<Option<AllowanceTerm>>>,
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

/// An allowance that a grade is due.
#[derive(Clone, Debug)]
pub(super) struct AllowanceTerm {
    pub basis: String,
    pub unit: AllowanceUnit,
    /// Ten-thousandths of the currency's unit.
    pub amount: i64,
}

/// The overtime item's values.
pub(super) struct OvertimeTerm<'a> {
    pub key: &'a str,
    pub base: OvertimeBase,
    pub multipliers: [i64; 3],
    pub cap: Hours,
}

/// Codes of the allowances of a contract, sorted: a payroll may have columns for each.
pub fn allowance_codes(sheet: &TermSheet) -> Vec<String> {
    let code = |term: &Term| match term {
        Term::Allowance { code, .. } => Some(code.clone()),
        _ => None,
    };
    let mut codes: Vec<String> = sheet.items.iter().filter_map(|item| code(&item.term)).collect();
    codes.sort();
    codes.dedup();
    codes
}

impl Contract {
    pub fn new(sheet: TermSheet) -> Self {
        let codes = allowance_codes(&sheet);
        let mut named = HashMap::new();
        for item in &sheet.items {
            if let Term::Allowance { select, .. } | Term::MinimumWage { select, .. } = &item.term
                && let Some(grade) = &select.grade
            {
                let next = named.len();
                named.entry(grade.clone()).or_insert(next);
            }
        }
        let mut contract = Self { money: Money::of(&sheet), sheet, codes, grades: named, allowances: Vec::new() };
        let due = |grade: &Option<&str>| contract.codes.iter().map(|code| contract.due(code, *grade)).collect();
        contract.allowances = contract.each_grade().iter().map(due).collect();
        contract
    }

    /// The contract's grades in their places; `None` for any it does not name.
    pub fn each_grade(&self) -> Vec<Option<&str>> {
        let mut grades: Vec<Option<&str>> = vec![None; self.grades.len() + 1];
        for (name, place) in &self.grades {
            if let Some(slot) = grades.get_mut(*place) {
                *slot = Some(name);
            }
        }
        grades
    }

    /// The code of a rule: `S1` … `A:heat`.
    pub fn name(&self, rule: Rule) -> String {
        match rule {
            Rule::S(number) => format!("S{number}"),
            Rule::Allowance(index) => format!("A:{}", self.codes.get(index).map_or("", String::as_str)),
        }
    }

    /// The place of a grade.
    pub fn grade(&self, name: &str) -> Grade {
        self.grades.get(name).copied().unwrap_or(self.grades.len())
    }

    /// The allowance item of a code that fits a grade: the one that names it before the general one.
    pub fn allowance(&self, code: usize, grade: Grade) -> Option<&AllowanceTerm> {
        self.allowances.get(grade)?.get(code)?.as_ref()
    }

    fn due(&self, code: &str, grade: Option<&str>) -> Option<AllowanceTerm> {
        let fitting = self.sheet.items.iter().filter_map(|item| match &item.term {
            Term::Allowance { code: c, unit, amount, select, .. }
                if c == code && select.grade.as_deref().is_none_or(|g| Some(g) == grade) =>
            {
                Some((select.grade.is_some(), &item.key, *unit, amount.e4()))
            }
            _ => None,
        });
        let (_, key, unit, amount) = fitting.max_by_key(|(named, ..)| *named)?;
        Some(AllowanceTerm { basis: format!("contract {key}"), unit, amount })
    }

    fn find<'a, T>(&'a self, pick: impl Fn(&'a str, &'a Term) -> Option<T>) -> Option<T> {
        self.sheet.items.iter().find_map(|item| pick(&item.key, &item.term))
    }

    pub fn overtime(&self) -> Option<OvertimeTerm<'_>> {
        self.find(|key, term| match term {
            Term::Overtime { base, weekday, rest_day, holiday, monthly_cap_hours, .. } => Some(OvertimeTerm {
                key,
                base: *base,
                // Left out: the statute's, which is the higher one then.
                multipliers: [weekday, rest_day, holiday].map(|rate| rate.map_or(0, Multiplier::e4)),
                cap: *monthly_cap_hours,
            }),
            _ => None,
        })
    }

    pub fn probation(&self) -> Option<Percent> {
        self.find(|_, term| match term {
            Term::Probation { percent } => Some(*percent),
            _ => None,
        })
    }

    pub fn payment(&self) -> Option<(&str, u8, u8)> {
        self.find(|key, term| match term {
            Term::Payment { pay_day, month_offset, .. } => Some((key, *pay_day, *month_offset)),
            _ => None,
        })
    }

    pub fn unused_multiplier(&self) -> Option<(&str, i64)> {
        self.find(|key, term| match term {
            Term::Leave { unused_multiplier: Some(k), .. } => Some((key, k.e4())),
            _ => None,
        })
    }
}
