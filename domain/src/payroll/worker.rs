//! Who a worker is as far as the items of a contract are chosen by it.

use crate::term::{EmploymentKind, NameKind, Names, Selectors, matched};
use hashbrown::HashMap;

/// A word that the sheet does not have.
pub(super) const UNNAMED: u32 = u32::MAX;

/// The words of one selector that a sheet has, each with a number; names of one code have one.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    forms: HashMap<String, u32>,
    count: u32,
}

impl Words {
    /// The codes of a kind and their names, then the plain words of the items.
    pub fn of<'a>(names: &Names, kind: NameKind, words: impl Iterator<Item = &'a str>) -> Self {
        let mut all = Self::default();
        for (code, names) in names.codes(kind) {
            let number = all.next();
            for text in std::iter::once(code).chain(names.iter().map(String::as_str)) {
                all.forms.entry(matched(text)).or_insert(number);
            }
        }
        for word in words {
            let form = matched(word);
            if !all.forms.contains_key(&form) {
                let number = all.next();
                all.forms.insert(form, number);
            }
        }
        all
    }

    fn next(&mut self) -> u32 {
        let number = self.count;
        self.count = number.saturating_add(1);
        number
    }

    /// The number of a text; [`UNNAMED`] for one that matches nothing.
    pub fn place(&self, text: &str) -> u32 {
        if text.is_empty() {
            return UNNAMED;
        }
        // A text that is its own matched form needs no work.
        let plain = self.forms.get(text).copied();
        plain.or_else(|| self.forms.get(&matched(text)).copied()).unwrap_or(UNNAMED)
    }
}

/// What items are chosen by, apart from the enterprise. Two workers of one class are due the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Worker {
    pub grade: u32,
    pub level: u32,
    pub employment: EmploymentKind,
    /// How many of the sheet's steps of service the worker has reached; `None`: not known.
    pub steps: Option<u16>,
}

/// Whom an item is for, its words as numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Whom {
    pub grade: Option<u32>,
    pub level: Option<u32>,
    pub zone: Option<u32>,
    pub size: Option<u32>,
    pub employment: Option<EmploymentKind>,
    /// How many of the sheet's steps a worker must have reached.
    pub steps: u16,
    /// How many selectors are named.
    pub named: u8,
    /// Half years, for the rank.
    pub halves: u16,
}

impl Whom {
    /// Whether the item is for a worker who has reached so many steps, at an enterprise of that zone and size.
    pub fn fits(&self, worker: &Worker, steps: u16, zone: u32, size: u32) -> bool {
        let same = |own: Option<u32>, theirs: u32| own.is_none_or(|own| own == theirs);
        same(self.grade, worker.grade)
            && same(self.level, worker.level)
            && same(self.zone, zone)
            && same(self.size, size)
            && self.employment.is_none_or(|kind| kind == worker.employment)
            && self.steps <= steps
    }

    /// What goes before what: more selectors, then more years.
    pub const fn rank(&self) -> (u8, u16) {
        (self.named, self.halves)
    }
}

/// The numbers of all selectors of a sheet.
#[derive(Clone, Debug, Default)]
pub(super) struct Selecting {
    pub grades: Words,
    pub levels: Words,
    pub zones: Words,
    pub sizes: Words,
    /// Half years of service at which something begins, ascending, without 0.
    pub steps: Vec<u16>,
}

impl Selecting {
    pub fn of<'a>(names: &Names, all: impl Iterator<Item = &'a Selectors> + Clone) -> Self {
        let words = |kind, pick: fn(&Selectors) -> Option<&str>| Words::of(names, kind, all.clone().filter_map(pick));
        let mut steps: Vec<u16> = all
            .clone()
            .filter_map(|select| select.service_years_from)
            .map(|years| years.halves())
            .filter(|halves| *halves > 0)
            .collect();
        steps.sort_unstable();
        steps.dedup();
        Self {
            grades: words(NameKind::Grade, |select| select.grade.as_deref()),
            levels: words(NameKind::Level, |select| select.level.as_deref()),
            zones: words(NameKind::Zone, |select| select.zone.as_deref()),
            sizes: words(NameKind::Size, |select| select.size.as_deref()),
            steps,
        }
    }

    pub fn whom(&self, select: &Selectors) -> Whom {
        let place = |words: &Words, own: &Option<String>| own.as_deref().map(|own| words.place(own));
        let halves = select.service_years_from.map_or(0, |years| years.halves());
        Whom {
            grade: place(&self.grades, &select.grade),
            level: place(&self.levels, &select.level),
            zone: place(&self.zones, &select.zone),
            size: place(&self.sizes, &select.size),
            employment: select.employment,
            steps: self.reached(halves),
            named: select.named(),
            halves,
        }
    }

    /// How many steps are reached after so many half years.
    fn reached(&self, halves: u16) -> u16 {
        u16::try_from(self.steps.partition_point(|step| *step <= halves)).unwrap_or(u16::MAX)
    }

    /// The steps reached after so many full years; nothing to know where the sheet has no steps.
    pub fn steps_of(&self, years: Option<u16>) -> Option<u16> {
        if self.steps.is_empty() { Some(0) } else { years.map(|years| self.reached(years.saturating_mul(2))) }
    }
}
