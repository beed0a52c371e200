//! The rulebook's values by day.

use super::number::{Q, decimal, e4, one, whole};
use crate::statute::Rulebook;
use crate::term::WageUnit;
use chrono::NaiveDate;
use std::cell::RefCell;
use std::collections::HashMap;

type ByArea = HashMap<String, Option<Q>>;

pub struct Law<'a> {
    pub book: &'a Rulebook,
    /// What was asked for before.
    texts: RefCell<HashMap<(&'static str, NaiveDate), Option<String>>>,
    numbers: RefCell<HashMap<(&'static str, NaiveDate), Option<Q>>>,
    minimums: RefCell<HashMap<(WageUnit, NaiveDate), ByArea>>,
}

impl<'a> Law<'a> {
    pub fn new(book: &'a Rulebook) -> Self {
        Self { book, texts: RefCell::default(), numbers: RefCell::default(), minimums: RefCell::default() }
    }

    /// The text of a parameter on a day: own before parent's, the one that began last.
    pub fn text(&self, key: &'static str, day: NaiveDate) -> Option<String> {
        let mut texts = self.texts.borrow_mut();
        texts.entry((key, day)).or_insert_with(|| self.found(key, day)).clone()
    }

    fn found(&self, key: &str, day: NaiveDate) -> Option<String> {
        let mut book = Some(self.book);
        while let Some(of) = book {
            let mut found: Vec<_> = of
                .values()
                .filter(|value| value.key == key)
                .filter(|value| value.from.is_none_or(|from| from <= day) && value.to.is_none_or(|to| day <= to))
                .collect();
            found.sort_by_key(|value| value.from);
            if let Some(value) = found.pop() {
                return Some(value.value.clone());
            }
            book = of.parent();
        }
        None
    }

    pub fn number(&self, key: &'static str, day: NaiveDate) -> Option<Q> {
        let read = || decimal(&self.text(key, day)?);
        self.numbers.borrow_mut().entry((key, day)).or_insert_with(read).clone()
    }

    pub fn says(&self, key: &'static str, day: NaiveDate) -> bool {
        self.text(key, day).as_deref() == Some("true")
    }

    /// m or mh.
    pub fn minimum(&self, area: &str, unit: WageUnit, day: NaiveDate) -> Option<Q> {
        let mut minimums = self.minimums.borrow_mut();
        let of_day = minimums.entry((unit, day)).or_default();
        if let Some(known) = of_day.get(area) {
            return known.clone();
        }
        let found = self.book.minimum_wage(area, unit, day).map(|cited| e4(cited.value.e4()));
        of_day.entry(area.to_owned()).or_insert(found).clone()
    }

    /// D, paid days a month.
    pub fn days(&self, day: NaiveDate) -> Q {
        self.number("paid_days_per_month", day).unwrap_or_else(|| Q::new(87.into(), 4.into()))
    }

    /// H, hours a day.
    pub fn hours(&self, day: NaiveDate) -> Q {
        self.number("hours_per_day", day).unwrap_or_else(|| whole(8))
    }

    /// Multipliers of overtime: working days, rest days, holidays.
    pub fn overtime(&self, day: NaiveDate) -> [Q; 3] {
        ["overtime_weekday", "overtime_rest_day", "overtime_holiday"]
            .map(|key| self.number(key, day).unwrap_or_else(one))
    }
}
