//! Back pay: what later lines pay of the S1, S2 and S12 shortfalls of the months they name.

use super::owed::MET;
use super::record::{BackPay, Record};
use super::run::RunFault;
use super::{month_number, owed};
use crate::decimal::Money;
use hashbrown::HashMap;

/// Most back pays and shortfalls that are held against each other in one audit.
pub const BACK_PAYS: usize = 4_000_000;

/// A worker's number and a month's.
pub(super) type Month = (u32, i32);

/// Back pay of a line for months before its own.
#[derive(Clone, Copy, Debug)]
struct Paid {
    worker: u32,
    period: i32,
    line: u64,
    amount: i64,
    from: i32,
    to: i32,
}

/// All back pay of a file, and what it is set against.
#[derive(Debug, Default)]
pub(super) struct BackPays {
    /// Of each worker with any, the first and the last month that is named.
    named: HashMap<u32, (i32, i32)>,
    paid: Vec<Paid>,
    short: Vec<(Month, [i64; owed::MET])>,
    settled: HashMap<Month, [i64; MET]>,
}

/// The months that back pay of a record names, as far as they lie before its own; `None` where none does.
fn earlier(record: &Record<'_>, back: &BackPay) -> Option<(i32, i32)> {
    let (from, to) = back.months?;
    let (from, to) = (month_number(from), month_number(to).min(month_number(record.period) - 1));
    (from <= to).then_some((from, to))
}

/// Whether all the months named lie before the record's own.
pub(super) fn wholly_earlier(record: &Record<'_>, back: &BackPay) -> bool {
    back.months.is_none_or(|(from, to)| from <= to && to < record.period)
}

impl BackPays {
    /// Notes which months a record names; whether it names any.
    pub fn name(&mut self, worker: u32, record: &Record<'_>) -> bool {
        let mut any = false;
        for (from, to) in record.back_pay.iter().filter_map(|back| earlier(record, back)) {
            let hull = self.named.entry(worker).or_insert((from, to));
            *hull = (hull.0.min(from), hull.1.max(to));
            any = true;
        }
        any
    }

    /// Whether anything is to be set against anything.
    pub fn any(&self) -> bool {
        !self.named.is_empty()
    }

    /// Whether a month may be named.
    pub fn names(&self, (worker, month): Month) -> bool {
        self.named.get(&worker).is_some_and(|(from, to)| (*from..=*to).contains(&month))
    }

    /// Keeps the back pay of a record that is audited.
    pub fn pays(&mut self, (worker, period): Month, line: u64, record: &Record<'_>) -> Result<(), RunFault> {
        for back in &record.back_pay {
            if let Some((from, to)) = earlier(record, back) {
                self.paid.push(Paid { worker, period, line, amount: Money::e4(back.amount), from, to });
            }
        }
        self.within()
    }

    /// Keeps the shortfalls of a month that may be named.
    pub fn lacks(&mut self, month: Month, short: [i64; MET]) -> Result<(), RunFault> {
        if short != [0; MET] {
            self.short.push((month, short));
        }
        self.within()
    }

    fn within(&self) -> Result<(), RunFault> {
        if self.paid.len().saturating_add(self.short.len()) > BACK_PAYS { Err(RunFault::BackPays) } else { Ok(()) }
    }

    /// Sets each worker's back pay against his shortfalls: oldest month first, in the order of month and line of payment,
    /// each sum once for each rule.
    pub fn settle(&mut self) {
        self.paid.sort_unstable_by_key(|paid| (paid.worker, paid.period, paid.line));
        self.short.sort_unstable_by_key(|(month, _)| *month);
        let mut open = std::mem::take(&mut self.short);
        for paid in std::mem::take(&mut self.paid) {
            let first = open.partition_point(|(month, _)| *month < (paid.worker, paid.from));
            let mut left = [paid.amount; MET];
            for (month, short) in open.iter_mut().skip(first) {
                if *month > (paid.worker, paid.to) || left == [0; MET] {
                    break;
                }
                for ((left, short), met) in
                    left.iter_mut().zip(short.iter_mut()).zip(self.settled.entry(*month).or_default())
                {
                    let now = (*left).min(*short);
                    (*left, *short, *met) = (*left - now, *short - now, *met + now);
                }
            }
        }
    }

    /// What was paid later of a month's S1, S2 and S12 shortfalls.
    pub fn met(&self, month: Month) -> [i64; MET] {
        self.settled.get(&month).copied().unwrap_or_default()
    }
}
