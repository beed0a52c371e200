//! The one thing an audit remembers of every line: which worker has one in which month.
//!
//! Exact, not by hash alone: two workers are the same only if their enterprise and their id are. A worker costs some
//! 30 bytes and the length of the id, whatever the number of months: that is all the memory a longer payroll takes.

use super::month_number;
use chrono::NaiveDate;
use hashbrown::{DefaultHashBuilder, HashTable};
use std::collections::HashSet;
use std::hash::BuildHasher;

/// Months in a worker's word of bits.
const WINDOW: i32 = 64;

/// A worker of an enterprise; the id is in [`Seen::ids`] from `at` to where the next one's begins.
#[derive(Debug)]
struct Worker {
    at: u64,
    enterprise: u32,
    /// The month of the first bit.
    base: i32,
    bits: u64,
}

/// Workers and their months, up to 4·10⁹ workers.
#[derive(Debug, Default)]
pub(super) struct Seen {
    workers: Vec<Worker>,
    ids: Vec<u8>,
    index: HashTable<u32>,
    /// Months too far from a worker's first for the bits.
    far: HashSet<(u32, i32)>,
    hasher: DefaultHashBuilder,
    /// The worker of the line before: files keep their order, so the next is most often the same or the one after.
    last: u32,
    /// One bit a worker: whether a record of his was audited.
    audited: Vec<u64>,
}

/// A worker's month that was marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Marked {
    /// The worker's number.
    pub worker: u32,
    /// The month's number.
    pub month: i32,
    /// Whether it was not marked before.
    pub fresh: bool,
}

impl Seen {
    /// Workers of whom a record was audited.
    pub(super) fn audited(&self) -> u64 {
        self.audited.iter().map(|bits| u64::from(bits.count_ones())).sum()
    }

    /// Forgets of whom records were audited.
    pub(super) fn none_audited(&mut self) {
        self.audited.clear();
    }

    /// Notes that a record of a worker was audited.
    pub(super) fn was_audited(&mut self, worker: u32) {
        let Ok(at) = usize::try_from(worker / 64) else { return };
        if self.audited.len() <= at {
            self.audited.resize(at.saturating_add(1), 0);
        }
        if let Some(bits) = self.audited.get_mut(at) {
            *bits |= 1_u64 << (worker % 64);
        }
    }

    /// Marks a worker's month.
    pub(super) fn mark(&mut self, enterprise: u32, id: &str, period: NaiveDate) -> Marked {
        let month = month_number(period);
        let found = self.worker(enterprise, id.as_bytes(), month);
        let none = Marked { worker: found, month, fresh: false };
        let Some(worker) = usize::try_from(found).ok().and_then(|at| self.workers.get_mut(at)) else { return none };
        let bit = month - worker.base;
        if !(0..WINDOW).contains(&bit) {
            return Marked { fresh: self.far.insert((found, month)), ..none };
        }
        let mask = 1_u64 << bit;
        let fresh = worker.bits & mask == 0;
        worker.bits |= mask;
        Marked { fresh, ..none }
    }

    /// Every worker in the order of the file: number, enterprise, the month of the first bit, bits.
    pub(super) fn each(&self) -> impl Iterator<Item = (u32, u32, i32, u64)> {
        (0_u32..).zip(&self.workers).map(|(number, worker)| (number, worker.enterprise, worker.base, worker.bits))
    }

    /// The id of a worker.
    pub(super) fn id(&self, worker: u32) -> &str {
        let found = key(&self.workers, &self.ids, worker).map_or(&b""[..], |(_, id)| id);
        std::str::from_utf8(found).unwrap_or_default()
    }

    /// Months beyond the bits, by worker and month in order.
    pub(super) fn far(&self) -> Vec<(u32, i32)> {
        let mut far: Vec<(u32, i32)> = self.far.iter().copied().collect();
        far.sort_unstable();
        far
    }

    /// The number of a worker, made if new.
    fn worker(&mut self, enterprise: u32, id: &[u8], month: i32) -> u32 {
        let Self { workers, ids, index, hasher, last, .. } = self;
        for near in [last.saturating_add(1), *last] {
            if same(workers, ids, near, enterprise, id) {
                *last = near;
                return near;
            }
        }
        let hash = hasher.hash_one((enterprise, id));
        if let Some(found) = index.find(hash, |n| same(workers, ids, *n, enterprise, id)) {
            *last = *found;
            return *found;
        }
        let new = u32::try_from(workers.len()).unwrap_or(u32::MAX);
        let at = u64::try_from(ids.len()).unwrap_or(u64::MAX);
        workers.push(Worker { at, enterprise, base: month - WINDOW / 2, bits: 0 });
        ids.extend_from_slice(id);
        index.insert_unique(hash, new, |n| match key(workers, ids, *n) {
            Some(key) => hasher.hash_one(key),
            None => 0,
        });
        *last = new;
        new
    }
}

/// Enterprise and id of a worker.
fn key<'a>(workers: &[Worker], ids: &'a [u8], number: u32) -> Option<(u32, &'a [u8])> {
    let number = usize::try_from(number).ok()?;
    let worker = workers.get(number)?;
    let end = workers.get(number + 1).map_or(Some(ids.len()), |next| usize::try_from(next.at).ok())?;
    Some((worker.enterprise, ids.get(usize::try_from(worker.at).ok()?..end)?))
}

fn same(workers: &[Worker], ids: &[u8], number: u32, enterprise: u32, id: &[u8]) -> bool {
    key(workers, ids, number) == Some((enterprise, id))
}
