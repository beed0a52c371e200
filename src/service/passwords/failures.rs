//! Failures so far, and how long they ask to wait.

use super::Attempt;
use chrono::{DateTime, TimeDelta, Utc};
use quick_cache::unsync::Cache;
use std::hash::Hash;
use std::net::IpAddr;

/// Failures of one address at one account that cost nothing: people mistype.
const FREE_OF_BOTH: u32 = 5;
/// Failures of one address at any account that cost nothing: an office behind one address.
const FREE_OF_ADDRESS: u32 = 30;
/// Failures at one account from any address, before addresses that failed there themselves wait for them too.
const FREE_OF_ACCOUNT: u32 = 30;
/// From how many failures of its own on an address waits for those of others.
const OWN_SHARE: u32 = 3;
/// The longest wait, seconds.
const LONGEST: u64 = 900;
/// Minutes after the last failure until it is forgotten.
const FORGOTTEN: i64 = 60;
/// Most entries of each kind; more push out those that were seen least.
const ENTRIES: usize = 20_000;

#[derive(Clone, Copy, Debug)]
struct Count {
    failures: u32,
    last: DateTime<Utc>,
}

impl Count {
    /// Seconds until the next attempt.
    fn wait(self, free: u32, now: DateTime<Utc>) -> u64 {
        let Some(over) = self.failures.checked_sub(free) else { return 0 };
        let delay = 1_u64.checked_shl(over).map_or(LONGEST, |delay| delay.min(LONGEST));
        let passed = now.signed_duration_since(self.last).num_seconds();
        delay.saturating_sub(u64::try_from(passed).unwrap_or(0))
    }
}

/// Failures by account and address, by account, by address.
#[derive(Debug)]
pub(super) struct Failures {
    both: Cache<(String, IpAddr), Count>,
    accounts: Cache<String, Count>,
    addresses: Cache<IpAddr, Count>,
}

impl Default for Failures {
    fn default() -> Self {
        Self { both: Cache::new(ENTRIES), accounts: Cache::new(ENTRIES), addresses: Cache::new(ENTRIES) }
    }
}

fn seen<K: Eq + Hash + Clone>(counts: &Cache<K, Count>, key: &K, now: DateTime<Utc>) -> Count {
    let kept = |count: &&Count| now.signed_duration_since(count.last) < TimeDelta::minutes(FORGOTTEN);
    counts.get(key).filter(kept).copied().unwrap_or(Count { failures: 0, last: now })
}

fn set<K: Eq + Hash + Clone>(counts: &mut Cache<K, Count>, key: K, failures: u32, last: DateTime<Utc>) {
    if failures == 0 {
        counts.remove(&key);
    } else {
        counts.insert(key, Count { failures, last });
    }
}

/// As much of a login as any account's can have.
fn key(attempt: Attempt<'_>) -> String {
    attempt.login.chars().take(64).collect()
}

impl Failures {
    /// Counts an attempt as failed until it is known better; or the seconds to wait before it.
    pub(super) fn begin(&mut self, attempt: Attempt<'_>) -> Result<(), u64> {
        let [both, account, address] = self.counts(attempt);
        let now = attempt.at;
        let others = if both.failures >= OWN_SHARE { account.wait(FREE_OF_ACCOUNT, now) } else { 0 };
        let wait = both.wait(FREE_OF_BOTH, now).max(address.wait(FREE_OF_ADDRESS, now)).max(others);
        if wait > 0 {
            return Err(wait);
        }
        self.write(attempt, [both, account, address].map(|count| count.failures.saturating_add(1)), [now; 3]);
        Ok(())
    }

    /// The password was right: the address starts anew at this account.
    pub(super) fn succeeded(&mut self, attempt: Attempt<'_>) {
        let [both, account, address] = self.counts(attempt);
        let failures = [0, account.failures.saturating_sub(1), address.failures.saturating_sub(1)];
        self.write(attempt, failures, [both.last, account.last, address.last]);
    }

    /// It came to no attempt.
    pub(super) fn not_tried(&mut self, attempt: Attempt<'_>) {
        let counts = self.counts(attempt);
        self.write(attempt, counts.map(|count| count.failures.saturating_sub(1)), counts.map(|count| count.last));
    }

    fn counts(&self, attempt: Attempt<'_>) -> [Count; 3] {
        let (login, address, now) = (key(attempt), attempt.address, attempt.at);
        let account = seen(&self.accounts, &login, now);
        [seen(&self.both, &(login, address), now), account, seen(&self.addresses, &address, now)]
    }

    fn write(&mut self, attempt: Attempt<'_>, failures: [u32; 3], last: [DateTime<Utc>; 3]) {
        let (login, address) = (key(attempt), attempt.address);
        set(&mut self.accounts, login.clone(), failures[1], last[1]);
        set(&mut self.both, (login, address), failures[0], last[0]);
        set(&mut self.addresses, address, failures[2], last[2]);
    }

    #[cfg(test)]
    pub(super) fn entries(&self) -> [usize; 3] {
        [self.both.len(), self.accounts.len(), self.addresses.len()]
    }
}
