//! Who has no line: months of a worker between two of his lines, months of an enterprise of the roster without any line.

use super::month::month_end;
use super::roster::{Roster, RosterEntry};
use super::seen::Seen;
use super::{month_named, month_number};
use crate::term::Effective;
use chrono::NaiveDate;
use hashbrown::{HashMap, HashSet};

/// Most rows of `gaps.csv`; all are counted.
pub const GAPS_TOLD: u64 = 1_000_000;

/// A month without a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    pub enterprise_id: String,
    /// Empty: no worker of the enterprise has one.
    pub worker_id: String,
    /// `YYYY-MM`.
    pub period: String,
    /// `missing_line` or `missing_month`.
    pub kind: &'static str,
}

impl Gap {
    /// The columns of `gaps.csv`.
    pub const COLUMNS: [&'static str; 4] = ["enterprise_id", "worker_id", "period", "kind"];

    /// The row of `gaps.csv`.
    pub fn row(&self) -> [&str; 4] {
        [&self.enterprise_id, &self.worker_id, &self.period, self.kind]
    }
}

/// Of lines and of months, how many are missing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Missing {
    pub lines: u64,
    pub months: u64,
}

/// Finds all gaps and tells the first [`GAPS_TOLD`] in the order of enterprise, worker and month. `ids`: of the enterprises by
/// their numbers.
pub(super) fn gaps(
    seen: &Seen,
    ids: &[&str],
    roster: Option<&Roster>,
    term: Effective,
    each: &mut dyn FnMut(Gap),
) -> Missing {
    let far = seen.far();
    let (mut missing, mut found) = (Missing::default(), Vec::new());
    for (worker, enterprise, base, bits) in seen.each() {
        let lines = Lines::of(worker, base, bits, &far);
        let lacking = lines.lacking();
        if lacking > 0 {
            missing.lines = missing.lines.saturating_add(lacking);
            let id = usize::try_from(enterprise).ok().and_then(|at| ids.get(at)).copied().unwrap_or_default();
            found.push((id, seen.id(worker), Found::Worker(worker, base, bits)));
        }
    }
    let covered = roster.map(|roster| without_lines(seen, &far, ids, roster, term)).unwrap_or_default();
    for (id, months) in covered {
        missing.months = missing.months.saturating_add(u64::try_from(months.len()).unwrap_or(u64::MAX));
        found.push((id, "", Found::Enterprise(months)));
    }
    found.sort_unstable_by_key(|(enterprise, worker, _)| (*enterprise, *worker));
    let mut told = 0;
    for (enterprise, worker, what) in found {
        let mut tell = |month: i32, kind: &'static str| {
            told += 1;
            if told > GAPS_TOLD {
                return false;
            }
            let (enterprise_id, worker_id) = (enterprise.to_owned(), worker.to_owned());
            each(Gap { enterprise_id, worker_id, period: month_named(month), kind });
            true
        };
        let whole = match what {
            Found::Worker(number, base, bits) => {
                Lines::of(number, base, bits, &far).each(|month| tell(month, "missing_line"))
            }
            Found::Enterprise(months) => months.into_iter().all(|month| tell(month, "missing_month")),
        };
        if !whole {
            break;
        }
    }
    missing
}

enum Found {
    Worker(u32, i32, u64),
    Enterprise(Vec<i32>),
}

/// The months in which a worker has a line.
struct Lines<'a> {
    base: i32,
    bits: u64,
    far: &'a [(u32, i32)],
}

impl<'a> Lines<'a> {
    fn of(worker: u32, base: i32, bits: u64, far: &'a [(u32, i32)]) -> Self {
        let from = far.partition_point(|(other, _)| *other < worker);
        let to = far.partition_point(|(other, _)| *other <= worker);
        Self { base, bits, far: far.get(from..to).unwrap_or_default() }
    }

    fn count(&self) -> u64 {
        u64::from(self.bits.count_ones()).saturating_add(u64::try_from(self.far.len()).unwrap_or(u64::MAX))
    }

    /// First and last.
    fn ends(&self) -> Option<(i32, i32)> {
        let bit = |zeros: u32| i32::try_from(zeros).unwrap_or(0);
        let near = (self.bits != 0)
            .then(|| (self.base + bit(self.bits.trailing_zeros()), self.base + 63 - bit(self.bits.leading_zeros())));
        let far = self.far.first().zip(self.far.last()).map(|((_, first), (_, last))| (*first, *last));
        match (near, far) {
            (Some((a, b)), Some((c, d))) => Some((a.min(c), b.max(d))),
            (ends, None) | (None, ends) => ends,
        }
    }

    fn has(&self, month: i32) -> bool {
        let bit = month - self.base;
        (0..64).contains(&bit) && self.bits & (1 << bit) != 0
            || self.far.binary_search_by_key(&month, |(_, month)| *month).is_ok()
    }

    /// How many months between the first and the last have none.
    fn lacking(&self) -> u64 {
        let all = self.ends().map_or(0, |(first, last)| u64::try_from(last - first + 1).unwrap_or(0));
        all.saturating_sub(self.count())
    }

    /// Each of them, until it is enough; whether it never was.
    fn each(&self, mut tell: impl FnMut(i32) -> bool) -> bool {
        let Some((first, last)) = self.ends() else { return true };
        (first..=last).filter(|month| !self.has(*month)).all(&mut tell)
    }
}

/// Months in force of the roster's enterprises in which no line of theirs stands.
fn without_lines<'a>(
    seen: &Seen,
    far: &[(u32, i32)],
    ids: &[&str],
    roster: &'a Roster,
    term: Effective,
) -> Vec<(&'a str, Vec<i32>)> {
    let mut months: HashMap<u32, HashSet<i32>> = HashMap::new();
    let mut last = None;
    for (worker, enterprise, base, bits) in seen.each() {
        // Workers of one firm mostly have lines in the same months.
        if last != Some((enterprise, base, bits)) {
            let of = months.entry(enterprise).or_default();
            of.extend((0..64).filter(|bit| bits & (1 << bit) != 0).map(|bit| base + bit));
            last = Some((enterprise, base, bits));
        }
        let lines = Lines::of(worker, base, 0, far);
        if !lines.far.is_empty() {
            months.entry(enterprise).or_default().extend(lines.far.iter().map(|(_, month)| *month));
        }
    }
    let numbers: HashMap<&str, u32> = (0_u32..).zip(ids).map(|(number, id)| (*id, number)).collect();
    let none = HashSet::new();
    let lacking = |(id, stints): (&'a str, &'a [RosterEntry])| {
        let lines = numbers.get(id).and_then(|number| months.get(number)).unwrap_or(&none);
        let (first, last) = (month_number(term.from), month_number(term.to));
        let without = (first..=last).filter(|month| !lines.contains(month) && in_force(*month, stints, term));
        (id, without.collect::<Vec<i32>>())
    };
    roster.enterprises().map(lacking).filter(|(_, months)| !months.is_empty()).collect()
}

/// Whether the contract is in force for an enterprise on a day of a month.
fn in_force(month: i32, stints: &[RosterEntry], term: Effective) -> bool {
    let (year, month0) = (month.div_euclid(12), month.rem_euclid(12));
    let first = u32::try_from(month0).ok().and_then(|month| NaiveDate::from_ymd_opt(year, month.saturating_add(1), 1));
    let Some(first) = first else { return false };
    stints.iter().any(|stint| {
        let from = stint.joined.unwrap_or(term.from).max(term.from).max(first);
        let to = stint.left.unwrap_or(term.to).min(term.to).min(month_end(first));
        from <= to
    })
}
