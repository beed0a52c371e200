//! For whom an item is, and which of several it is.

use super::contract::Contract;
use super::number::Q;
use super::read::Record;
use crate::term::{NameKind, Selectors};

/// A worker, in a place, with half years of service.
pub struct Who<'a> {
    pub record: &'a Record,
    pub zone: &'a str,
    pub size: &'a str,
    pub halves: Option<u16>,
}

impl Who<'_> {
    pub fn fits(&self, select: &Selectors, contract: &Contract<'_>) -> bool {
        let word = |kind, asked: &Option<String>, own: &str| {
            asked.as_deref().is_none_or(|asked| contract.same(kind, asked, own))
        };
        word(NameKind::Grade, &select.grade, &self.record.grade_text)
            && word(NameKind::Zone, &select.zone, self.zone)
            && word(NameKind::Size, &select.size, self.size)
            && select
                .level
                .as_deref()
                .is_none_or(|asked| *contract.stands(NameKind::Level, asked) == *self.record.level)
            && select.employment.is_none_or(|asked| asked == self.record.employment)
            && select.service_years_from.is_none_or(|from| from.halves() == 0 || self.halves >= Some(from.halves()))
    }
}

/// How many selectors are named, and from which half year of service on.
pub fn telling(select: &Selectors) -> (usize, u16) {
    let words = [&select.grade, &select.zone, &select.size, &select.level];
    let named = words.iter().filter(|word| word.is_some()).count()
        + usize::from(select.employment.is_some())
        + usize::from(select.service_years_from.is_some());
    (named, select.service_years_from.map_or(0, crate::term::Years::halves))
}

/// Of items that fit: the most telling, then the one of most years, then the highest.
pub fn best<T>(fitting: Vec<((usize, u16), Q, T)>) -> Option<(Q, T)> {
    let mut best: Option<((usize, u16), Q, T)> = None;
    for (telling, value, item) in fitting {
        if best.as_ref().is_none_or(|(rank, most, _)| (telling, &value) > (*rank, most)) {
            best = Some((telling, value, item));
        }
    }
    best.map(|(_, value, item)| (value, item))
}
